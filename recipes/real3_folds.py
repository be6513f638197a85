"""Print how each recipe did on the folds of real3, and the one to take: the best on the folds that all were tried on.

``real3_folds.py RUNS`` reads the runs named ``select<fold>-<recipe>``. In each, one fold was tested, the next one chose
the epoch and the other two taught; the sealed part was in none of them. The last line is the name of the recipe.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from bundle import facts_of_rows, normal_vs_opacity, read

from trainer.run import list_runs


def main(runs: Path) -> None:
    """Print a line per run, a mean per recipe, and the recipe to take."""
    figures: dict[str, dict[str, float]] = defaultdict(dict)
    for record in sorted(list_runs(runs), key=lambda record: record.name):
        if record.status != "finished" or record.config is None:
            continue
        run = read(record.folder)
        facts = facts_of_rows(run)
        nih, pa, ap = (
            normal_vs_opacity(run, facts, wanted).value for wanted in (("NIH",), ("NIH", "PA"), ("NIH", "AP"))
        )
        figures[record.config.recipe][record.name.split("-")[0]] = nih
        sys.stdout.write(
            f"{record.name}: AUC normal vs opacity within NIH {nih:.3f} (PA {pa:.3f}, AP {ap:.3f}), "
            f"macro AUC {run.outcome.test.macro_auc.value:.3f}, epoch {run.outcome.best_epoch}\n"
        )
    shared = sorted(set.intersection(*(set(folds) for folds in figures.values())))
    means = {recipe: float(np.mean([folds[name] for name in shared])) for recipe, folds in figures.items()}
    for recipe, mean in means.items():
        sys.stdout.write(f"{recipe}: mean {mean:.3f} over {', '.join(shared)}\n")
    sys.stdout.write(max(means, key=means.__getitem__) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
