"""What a run measured: ``metrics.json`` and ``predictions.csv`` of a run folder. No Keras is imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core import records
from core.metrics import Evaluation
from core.multilabel import MultiLabelEvaluation
from trainer.dataset import Row
from trainer.run import write_json, write_text
from trainer.sources import LABEL, LABELS

METRICS, PREDICTIONS, SPLIT = "metrics.json", "predictions.csv", "split.csv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of one run, all of the network of its best epoch.

    Attributes
    ----------
    test, validation : Evaluation or MultiLabelEvaluation
        The validation part chose the epoch and, where images may show several classes, the operating points, so only
        the test figures are unbiased.
    loss : str
        ``categorical_crossentropy`` or ``binary_crossentropy``: what ``best_val_loss`` is the mean of, without label
        smoothing or class weights.
    best_epoch, epochs : int
        Counted from 1; how many epochs were completed.
    seconds_to_best, seconds_total : float
        From the beginning of the first epoch to the end of the best, and of the last; validation included.
    images, patients : dict
        Per part.
    """

    classes: tuple[str, ...]
    test: Evaluation | MultiLabelEvaluation
    validation: Evaluation | MultiLabelEvaluation
    loss: str
    best_val_loss: float
    best_epoch: int
    epochs: int
    seconds_to_best: float
    seconds_total: float
    parameters: int
    preset: str
    bits: str
    images: dict[str, int]
    patients: dict[str, int]
    data_fingerprint: str
    split_fingerprint: str
    test_fingerprint: str


def write_outcome(folder: Path, outcome: Outcome) -> None:
    """Write ``metrics.json``; NaN becomes null."""
    write_json(folder / METRICS, records.to_plain(outcome))


def read_outcome(folder: Path) -> Outcome:
    """Read ``metrics.json``.

    Raises
    ------
    ValueError
        If there is none, or it is something else.
    """
    try:
        text = (folder / METRICS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ValueError("it has no figures: no epoch was completed, or it is still running") from None
    return records.from_plain(Outcome, records.parse(text))


def write_split(folder: Path, rows: Sequence[Row], parts: Sequence[str], *, multi_label: bool = False) -> None:
    """Write ``split.csv``: row, part, label and patient, the patient as a hash, and the groups the image is of.

    With ``multi_label`` the column is ``labels``, as in the table of the dataset.
    """
    groups = [name for name, _ in rows[0].facts] if rows else []
    lines = [
        [row.id, part, row.label, row.patient, *(value for _, value in row.facts)]
        for row, part in zip(rows, parts, strict=True)
    ]
    _write_csv(folder / SPLIT, ["row", "part", LABELS if multi_label else LABEL, "patient", *groups], lines)


def write_predictions(
    folder: Path, rows: Sequence[Row], parts: Sequence[str], probabilities: NDArray[np.float32], classes: Sequence[str]
) -> None:
    """Write ``predictions.csv``: row, part, label, patient and the probability of each class, shape (rows, classes)."""
    lines = [
        [row.id, part, row.label, row.patient, *(repr(float(value)) for value in values)]
        for row, part, values in zip(rows, parts, probabilities, strict=True)
    ]
    _write_csv(folder / PREDICTIONS, ["row", "part", "label", "patient", *classes], lines)


def write_label_predictions(
    folder: Path,
    rows: Sequence[Row],
    parts: Sequence[str],
    truth: NDArray[np.float32],
    probabilities: NDArray[np.float32],
    classes: Sequence[str],
) -> None:
    """Write ``predictions.csv`` of images that may show several classes: row, part, patient, truth and probabilities.

    The columns ``true:CLASS`` hold 1 where the image shows the class, else 0; the columns named by the classes hold
    probabilities. Both have the shape (rows, classes).
    """
    lines = [
        [row.id, part, row.patient, *(str(int(one)) for one in so), *(repr(float(value)) for value in values)]
        for row, part, so, values in zip(rows, parts, truth, probabilities, strict=True)
    ]
    header = ["row", "part", "patient", *(f"true:{name}" for name in classes), *classes]
    _write_csv(folder / PREDICTIONS, header, lines)


def _write_csv(path: Path, header: list[str], lines: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    write_text(path, text.getvalue())
