"""Calibrate a bundled model and write the statistics of its features: completes what ``bundle.py`` put there.

``calibrate.py NAME FOLDS [--out FOLDER]`` reads ``resources/models/NAME`` and the finished runs in the folder FOLDS (or
those that are named), each of which tested another fold of patients with a network of the same recipe. Temperature and
operating points are fitted on these out-of-fold scores; what they give on the sealed part is measured on the runs in
``build/NAME/runs``, of which one is the bundled model. Without ``--out`` the card is replaced where it is.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from bundle import Run, over_seeds, read
from validity import Material, examine, inputs_of

from core import ood
from core.calibration import calibrated, fit
from core.metrics import evaluate
from core.models import card as cards
from core.models.card import CARD_FILE, MODEL_FILE, Calibration, Estimate, ModelCard
from core.operating import at_points
from core.places import data_folder
from resources import resource
from trainer.outcome import SPLIT
from trainer.run import list_runs

HERE = Path(__file__).resolve().parent
_STALE = ("calibrat", "operating point")  # words of results and limits that this writes anew


def main(name: str, named: Sequence[Path], out: Path | None) -> None:
    """Write card and statistics."""
    folder = resource("models", name)
    card = cards.read(folder)
    folds = [read(one) for one in _finished(named)]
    finals = [read(one) for one in _finished([HERE.parent / "build" / name / "runs"])]
    own = next((run for run in finals if cards.read(run.folder).sha256 == card.sha256), None)
    if len(folds) < 2 or own is None:
        sys.exit(f"expected at least two runs of folds, and the bundled model among build/{name}/runs; found others")
    calibration, points = calibrate(folds, card)
    statistics, about = examine(folder, card, material_of(own, card))
    results = [line for line in card.results if not any(word in line.lower() for word in _STALE)]
    limits = [line for line in card.limits if not any(word in line.lower() for word in _STALE)]
    target = out or folder
    target.mkdir(parents=True, exist_ok=True)
    if out is not None:
        shutil.copyfile(folder / MODEL_FILE, target / MODEL_FILE)
    about = replace(about, sha256=ood.write(target, statistics))
    card = replace(
        card,
        calibration=calibration,
        thresholds=points,
        ood=about,
        results=(*results, *on_the_sealed_part(finals, own, calibration, points)),
        limits=(
            *limits,
            f"Calibrated for images like its own: where a class is commoner or rarer than here ({_shares(folds)}), the "
            "probabilities are off, however well the classes are told apart.",
        ),
    )
    cards.write(card, target)
    sys.stdout.write((target / CARD_FILE).read_text(encoding="utf-8"))


def calibrate(folds: Sequence[Run], card: ModelCard) -> tuple[Calibration, tuple[float, ...]]:
    """Fit on the pooled scores of the folds; each patient was tested in one of them."""
    if len({run.outcome.data_fingerprint for run in folds}) > 1 or any(
        r.outcome.classes != card.classes for r in folds
    ):
        sys.exit("expected runs on folds of one dataset with the classes of the card, found others")
    rows = [row for run in folds for row in run.rows]
    if len(set(rows)) < len(rows):
        sys.exit("expected folds that share no image, found an image in two of them")
    labels = [card.classes.index(label) for run in folds for label in run.labels]
    patients = [patient for run in folds for patient in run.patients]
    numbers = np.repeat(np.arange(len(folds)), [len(run.rows) for run in folds])
    data = (
        f"Out-of-fold scores of {len(rows)} images of {len(set(patients))} patients, pooled over {len(folds)} folds: "
        "networks of the same recipe, each taught without the patients it was asked about. Figures are cross-fitted: "
        "each fold with the temperature of the others. The sealed test part took no part."
    )
    scores = np.concatenate([run.probabilities for run in folds])
    return fit(labels, scores, card.classes, patients, card.activation, data, folds=numbers.tolist())


def material_of(run: Run, card: ModelCard) -> Material:
    """Prepare all images of a run's dataset, by way of the user's own table of row ids."""
    table = data_folder() / "datasets" / card.data_fingerprint / "table.csv"
    with table.open(newline="", encoding="utf-8") as file:
        paths = {row["row"]: Path(row["path"]) for row in csv.DictReader(file)}
    with (run.folder / SPLIT).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return Material(
        inputs_of([paths[row["row"]] for row in rows], card),
        np.array([row["part"] for row in rows]),
        np.array([card.classes.index(row["label"]) for row in rows]),
        np.array([row["patient"] for row in rows]),
    )


def on_the_sealed_part(
    finals: Sequence[Run], own: Run, calibration: Calibration, points: tuple[float, ...]
) -> list[str]:
    """Say what temperature and operating points give on the part that neither saw, all seeds."""
    found: dict[str, list[Estimate]] = {"log-loss": [], "Brier score": []}
    classes = own.outcome.classes
    for run in finals:
        labels = [classes.index(label) for label in run.labels]
        measured = evaluate(
            labels, calibrated(run.probabilities, calibration.temperature, "softmax"), classes, run.patients
        )
        found["log-loss"].append(measured.log_loss)
        found["Brier score"].append(measured.brier)
    lines = [over_seeds(f"{what} on the test part, calibrated", each) for what, each in found.items()]
    truth = np.eye(len(classes))[[classes.index(label) for label in own.labels]]
    probabilities = calibrated(own.probabilities, calibration.temperature, "softmax")
    for one in at_points(truth, probabilities, points, classes, own.patients):
        lines.append(
            f"{one.name} on the test part at its operating point, {one.point:.3f}: sensitivity "
            f"{_told(one.sensitivity)}, specificity {_told(one.specificity)}; chance is saying "
            "yes as often whatever the image."
        )
    return lines


def _told(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} ({estimate.low:.3f} to {estimate.high:.3f}; chance {estimate.chance:.2f})"


def _shares(folds: Sequence[Run]) -> str:
    labels = [label for run in folds for label in run.labels]
    return ", ".join(f"{name} {100 * labels.count(name) / len(labels):.0f} %" for name in folds[0].outcome.classes)


def _finished(named: Sequence[Path]) -> list[Path]:
    """Finished runs: those that are named, or lie in a folder that is named."""
    found = []
    for one in named:
        if (one / SPLIT).is_file():
            found.append(one)
        else:
            found += [record.folder for record in list_runs(one) if record.status == "finished"]
    return sorted(found)


if __name__ == "__main__":
    words = sys.argv[1:]
    where = Path(words.pop(words.index("--out") + 1)) if "--out" in words else None
    main(words[0], [Path(word) for word in words[1:] if word != "--out"], where)
