"""What the runs of a comparison answered on the test part, image by image, in one order."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ComparisonError
from core.figures import Sample, sample
from core.metrics import Evaluation
from trainer.outcome import PREDICTIONS, SPLIT, Outcome, read_outcome

_COLUMNS = ("row", "part", "label", "patient")


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """The test part, which all runs share.

    Attributes
    ----------
    rows : tuple of str
        Row ids, in the order of all arrays.
    truth, person : ndarray of int, shape (n,)
        Class, and whose image each is.
    """

    classes: tuple[str, ...]
    rows: tuple[str, ...]
    truth: NDArray[np.intp]
    person: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """One run: its figures, and what it answered."""

    folder: Path
    outcome: Outcome
    sample: Sample

    @property
    def evaluation(self) -> Evaluation:
        """Figures of the test part."""
        assert isinstance(self.outcome.test, Evaluation)  # others were refused by trainer.compare
        return self.outcome.test


def read_answers(folders: Sequence[Path]) -> tuple[Tested, dict[Path, Answers]]:
    """Read the test part of each run, in the order of the first.

    Raises
    ------
    ComparisonError
        If a file is missing or damaged, or the images are not the same; names the run folders.
    """
    found = {folder: _read(folder) for folder in folders}
    first = folders[0]
    _, reference = found[first]
    order = tuple(reference)
    labels, patients = _facts(reference, order)
    answers: dict[Path, Answers] = {}
    for folder, (outcome, lines) in found.items():
        if lines.keys() != reference.keys() or _facts(lines, order) != (labels, patients):
            raise ComparisonError(
                f"{first.name} and {folder.name} were tested on the same images under different row ids, labels or "
                "patients: compare runs of one dataset table"
            )
        answers[folder] = Answers(folder, outcome, _sample(folder, outcome, lines, order))
    one = answers[first].sample
    return Tested(found[first][0].classes, order, one.truth, one.person), answers


def read_groups(folder: Path, rows: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read the columns of ``split.csv`` beyond row, part, label and patient, each in the order of ``rows``."""
    try:
        with (folder / SPLIT).open(encoding="utf-8", newline="") as file:
            lines = {line["row"]: line for line in csv.DictReader(file)}
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        return {}
    columns = [name for name in next(iter(lines.values()), {}) if name and name not in _COLUMNS]
    return {name: tuple((lines.get(row, {}).get(name) or "").strip() for row in rows) for name in columns}


def _read(folder: Path) -> tuple[Outcome, dict[str, dict[str, str]]]:
    try:
        outcome = read_outcome(folder)
        with (folder / PREDICTIONS).open(encoding="utf-8", newline="") as file:
            lines = [line for line in csv.DictReader(file) if line["part"] == "test"]
        by_row = {line["row"]: line for line in lines}
    except ValueError as error:
        raise ComparisonError(f"{folder.name} cannot be compared: {error}") from None
    except (OSError, csv.Error, KeyError):
        raise ComparisonError(f"{folder.name} cannot be compared: its {PREDICTIONS} cannot be read") from None
    if not lines or len(by_row) < len(lines) or len(lines) != outcome.test.n:
        raise ComparisonError(
            f"{folder.name} cannot be compared: its {PREDICTIONS} has {len(by_row)} test images, its figures are of "
            f"{outcome.test.n}; train it again"
        )
    return outcome, by_row


def _facts(lines: dict[str, dict[str, str]], order: Sequence[str]) -> tuple[list[str], list[str]]:
    return [lines[row]["label"] for row in order], [lines[row]["patient"] for row in order]


def _sample(folder: Path, outcome: Outcome, lines: dict[str, dict[str, str]], order: Sequence[str]) -> Sample:
    labels, patients = _facts(lines, order)
    try:
        truth = [outcome.classes.index(label) for label in labels]
        scores = [[float(lines[row][name]) for name in outcome.classes] for row in order]
        return sample(truth, scores, outcome.classes, patients)
    except (ValueError, KeyError, TypeError):
        raise ComparisonError(
            f"{folder.name} cannot be compared: its {PREDICTIONS} lacks a class or a probability"
        ) from None
