"""Choose one of the runs of a bundled model, complete its card, put it into ``resources/models``.

``bundle.py phantom4|real3 RUNS`` takes the finished runs in the folder RUNS. The one with the lowest validation loss is
shipped; the figures of all of them, on the same sealed test part, stand in the card.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.metrics import evaluate
from core.models import card as cards
from core.models.card import CARD_FILE, MODEL_FILE, Estimate
from core.phantom.anatomy import NORMAL_ARCH
from core.phantom.lesion import ENLARGED_ARCH
from core.places import data_folder
from resources import resource
from trainer.compare import compare
from trainer.outcome import PREDICTIONS, Outcome, read_outcome
from trainer.run import list_runs

HERE = Path(__file__).resolve().parent
LEAST_RUNS = {"phantom4": 1, "real3": 3}
USE = "Research and teaching with CXR-12 only. Not a medical device; never a diagnosis."


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A finished run: its figures, and its probabilities on the test part."""

    folder: Path
    outcome: Outcome
    rows: tuple[str, ...]
    patients: tuple[str, ...]
    labels: tuple[str, ...]
    probabilities: NDArray[np.float64]


def main(name: str, runs_folder: Path) -> None:
    """Write ``resources/models/NAME``."""
    folders = [record.folder for record in list_runs(runs_folder) if record.status == "finished"]
    if len(folders) < LEAST_RUNS[name]:
        sys.exit(f"expected at least {LEAST_RUNS[name]} finished runs in {runs_folder}, found {len(folders)}")
    compare(folders)  # refuses runs with other test patients
    runs = [read(folder) for folder in sorted(folders)]
    best = min(runs, key=lambda run: run.outcome.best_val_loss)
    card = cards.read(best.folder)
    test = best.outcome.test
    metrics = dict(card.metrics)
    metrics |= {f"auc_{one.name}": one.auc for one in test.per_class}
    metrics |= {f"sensitivity_{one.name}": one.sensitivity for one in test.per_class}
    results = [over_seeds("macro AUC on the test part", [run.outcome.test.macro_auc for run in runs])]
    results += [over_seeds("balanced accuracy on the test part", [run.outcome.test.balanced_accuracy for run in runs])]
    add, more, limits = {"phantom4": _phantom4, "real3": _real3}[name](runs, best)
    chosen = f", the one of {len(runs)} with the lowest validation loss" if len(runs) > 1 else ""
    card = replace(
        card,
        name=name,
        metrics=metrics | add,
        results=(*results, *more),
        limits=limits,
        intended_use=USE,
        licence="Apache-2.0 (weights)" + ("; training images as listed in NOTICE" if name == "real3" else ""),
        source=f"{card.source} Seed {card.seed}{chosen}. Made by recipes/{name}.sh.",
    )
    target = resource("models", name)
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(best.folder / MODEL_FILE, target / MODEL_FILE)
    cards.write(card, target)
    sys.stdout.write((target / CARD_FILE).read_text(encoding="utf-8"))


def read(folder: Path) -> Run:
    """Read a finished run."""
    with (folder / PREDICTIONS).open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "test"]
    outcome = read_outcome(folder)
    return Run(
        folder,
        outcome,
        tuple(row["row"] for row in rows),
        tuple(row["patient"] for row in rows),
        tuple(row["label"] for row in rows),
        np.array([[float(row[name]) for name in outcome.classes] for row in rows]),
    )


def over_seeds(what: str, estimates: Sequence[Estimate]) -> str:
    """Say in a sentence what several seeds gave: mean, range, and each with its interval."""
    values = [estimate.value for estimate in estimates]
    if len(values) == 1:
        (only,) = estimates
        return f"{what}, one seed: {only.value:.3f} ({only.low:.3f} to {only.high:.3f}); chance {only.chance:.2f}."
    each = ", ".join(f"{e.value:.3f} ({e.low:.3f} to {e.high:.3f})" for e in estimates)
    return (
        f"{what}, {len(values)} seeds: mean {np.mean(values):.3f}, range {min(values):.3f} to {max(values):.3f}; "
        f"each with its 95 % interval by patient bootstrap: {each}; chance {estimates[0].chance:.2f}."
    )


def _phantom4(runs: list[Run], best: Run) -> tuple[dict[str, Estimate], list[str], tuple[str, ...]]:
    train, test = best.outcome.images["train"], best.outcome.images["test"]
    each = [
        over_seeds(f"AUC of {name} on the test part", [run.outcome.test.per_class[k].auc for run in runs])
        for k, name in enumerate(best.outcome.classes)
    ]
    return (
        {},
        each,
        (
            "Knows synthetic radiographs only. On a real radiograph its answer means nothing.",
            f"Taught with {train} and measured on {test} phantoms of other patients, same generator; the findings "
            "are far more alike than in life, and their contrasts were chosen to be learnable.",
            f"Aortic enlargement has a declared gap: arch ratios between {NORMAL_ARCH[1]} and {ENLARGED_ARCH[0]} do "
            "not occur in its world.",
        ),
    )


def _real3(runs: list[Run], best: Run) -> tuple[dict[str, Estimate], list[str], tuple[str, ...]]:
    subsets = {"nih": ("NIH",), "nih_pa": ("NIH", "PA"), "nih_ap": ("NIH", "AP")}
    words = {"nih": "within NIH alone", "nih_pa": "within NIH, PA alone", "nih_ap": "within NIH, AP alone"}
    found = {
        key: [normal_vs_opacity(run, facts_of_rows(run), wanted) for run in runs] for key, wanted in subsets.items()
    }
    results = [over_seeds(f"AUC normal vs opacity {words[key]}", values) for key, values in found.items()]
    at = runs.index(best)
    metrics = {f"auc_normal_vs_opacity_{key}": values[at] for key, values in found.items()}
    return metrics, results, (*_make_up(), *_real3_limits(best))


def facts_of_rows(run: Run) -> dict[str, tuple[str, str]]:
    """Source and view of each row, by way of the user's own table of row ids and ``real3.csv``."""
    with (HERE / "real3.csv").open(newline="", encoding="utf-8") as file:
        listed = {row["file"]: row for row in csv.DictReader(file)}
    table = data_folder() / "datasets" / run.outcome.data_fingerprint / "table.csv"
    with table.open(newline="", encoding="utf-8") as file:
        paths = {row["row"]: Path(row["path"]) for row in csv.DictReader(file)}
    facts = {}
    for row in run.rows:
        image = listed[f"{paths[row].parent.name}/{paths[row].name}"]
        facts[row] = ("NIH" if image["source"].startswith("NIH") else image["source"], image["view"])
    return facts


def normal_vs_opacity(run: Run, facts: dict[str, tuple[str, str]], wanted: tuple[str, ...]) -> Estimate:
    """AUC of opacity against normal among images of one source and view, by p(opacity) / (p(opacity) + p(normal))."""
    classes = run.outcome.classes
    pair = ("normal", "opacity")
    chosen = [
        i
        for i, (row, label) in enumerate(zip(run.rows, run.labels, strict=True))
        if label in pair and facts[row][: len(wanted)] == wanted
    ]
    two = run.probabilities[np.ix_(chosen, [classes.index(name) for name in pair])]
    labels = np.array([pair.index(run.labels[i]) for i in chosen])
    patients = [run.patients[i] for i in chosen]
    return evaluate(labels, two / two.sum(axis=1, keepdims=True), pair, patients).macro_auc


def _make_up() -> list[str]:
    """Which hospital and view goes with which class, counted from ``real3.csv``."""
    with (HERE / "real3.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    shares, sources = [], []
    for label in ("covid_19", "opacity", "normal"):
        views = [row["view"] for row in rows if row["label"] == label]
        shares.append(f"{label} {views.count('AP')} of {len(views)} AP ({100 * views.count('AP') / len(views):.0f} %)")
        elsewhere = sum(not row["source"].startswith("NIH") for row in rows if row["label"] == label)
        sources.append(f"{label} {elsewhere} of {len(views)}")
    return [
        f"COVID-19 comes from other hospitals than the rest: images not from NIH are {', '.join(sources)}. "
        "Telling COVID-19 may be telling the hospital, so its figures say nothing about the disease.",
        f"View (AP or PA) goes with class: {', '.join(shares)}. The projection alone tells something about the "
        "label, so look at the AUCs within one source and one view.",
    ]


def _real3_limits(best: Run) -> list[str]:
    return [
        f"Taught with {best.outcome.images['train']} 8-bit pictures of {best.outcome.patients['train']} patients, "
        "longest side 320 pixels; knows nothing of 12-bit data, small findings or lateral views.",
        "Labels are as distributed and partly doubtful: of 444 normal images 5 have Pneumonia in NIH's own table, of "
        "448 opacity images 55 have none of Pneumonia, Consolidation and Infiltration there.",
        "Only normal, opacity and covid_19 exist for it: anything else gets one of these names.",
    ]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
