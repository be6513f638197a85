"""Print how each recipe did on the folds of real3, and the one to take: the highest mean AUC within NIH.

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
    figures: dict[str, list[float]] = defaultdict(list)
    for record in sorted(list_runs(runs), key=lambda record: record.name):
        if record.status != "finished" or record.config is None:
            continue
        run = read(record.folder)
        facts = facts_of_rows(run)
        nih, pa, ap = (
            normal_vs_opacity(run, facts, wanted).value for wanted in (("NIH",), ("NIH", "PA"), ("NIH", "AP"))
        )
        figures[record.config.recipe].append(nih)
        sys.stdout.write(
            f"{record.name}: AUC normal vs opacity within NIH {nih:.3f} (PA {pa:.3f}, AP {ap:.3f}), "
            f"macro AUC {run.outcome.test.macro_auc.value:.3f}, epoch {run.outcome.best_epoch}\n"
        )
    for recipe, values in figures.items():
        sys.stdout.write(f"{recipe}: mean {np.mean(values):.3f} over {len(values)} folds\n")
    sys.stdout.write(max(figures, key=lambda recipe: float(np.mean(figures[recipe]))) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
