"""How answers compare with labels: a confusion matrix, and figures with their intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics import Evaluation, evaluate

if TYPE_CHECKING:
    from core.prediction import Prediction
    from core.results.row import ResultRow


@dataclass(frozen=True, slots=True)
class Assessment:
    """Answers of one network compared with labels.

    Attributes
    ----------
    classes : tuple of str
        The network's, in output order: rows and columns of the confusion matrix.
    evaluation : Evaluation or None
        None where no answer has a label among the network's classes. The class with the largest probability counts
        as the answer, as everywhere that networks are measured; operating points play no part.
    unlabelled, foreign, refused : int
        Left out: answers without label, with a label that is none of the classes, and labelled images that got no
        answer.
    """

    classes: tuple[str, ...]
    evaluation: Evaluation | None
    unlabelled: int
    foreign: int
    refused: int


def assess(rows: Sequence[ResultRow], patients: Mapping[Path, str], *, resamples: int = 1000) -> Assessment:
    """Compare answers with the labels in their rows.

    Parameters
    ----------
    rows : sequence of ResultRow
        Of one network: those of any other than the most frequent one are left out as if they were not there.
    patients : mapping of Path to str
        Whose image each is, by :attr:`ResultRow.path`; an image that is not named is a patient of its own.
    resamples : int
        Of the bootstrap behind the intervals.
    """
    networks = Counter(_network(row.prediction) for row in rows if row.prediction is not None)
    if not networks:
        return Assessment((), None, 0, 0, sum(bool(row.label) for row in rows))
    network, _ = networks.most_common(1)[0]
    classes = network[1]
    answered = [row for row in rows if row.prediction is not None and _network(row.prediction) == network]
    used = [row for row in answered if row.label in classes]
    unlabelled = sum(not row.label for row in answered)
    foreign = len(answered) - len(used) - unlabelled
    refused = sum(bool(row.label) for row in rows if row.prediction is None)
    if not used:
        return Assessment(classes, None, unlabelled, foreign, refused)
    evaluation = evaluate(
        [classes.index(row.label) for row in used],
        [row.prediction.probabilities for row in used if row.prediction is not None],
        classes,
        [_patient(row, patients) for row in used],
        resamples=resamples,
    )
    return Assessment(classes, evaluation, unlabelled, foreign, refused)


def _network(prediction: Prediction) -> tuple[str, tuple[str, ...]]:
    return prediction.model_sha256, prediction.classes


def _patient(row: ResultRow, patients: Mapping[Path, str]) -> str:
    known = patients.get(row.path, "")
    return f"patient:{known}" if known else f"image:{row.path}"
