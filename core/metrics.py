"""How well a network did, every figure with its interval and the value that knowing nothing would give.

Decision rule: the class with the largest probability. An image whose largest probability is shared by several
classes is *undecided*: it counts as wrong everywhere and stands in no column of the confusion matrix, rather than
falling to whichever class happens to come first.

Intervals are those of :mod:`core.intervals`. The number of patients who bear on a figure is, for an AUC, that of the
smaller of the two groups and, for a mean over classes, that of the smallest class.

References
----------
Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 1982;143:29.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core import records
from core.intervals import Floats, interval, resampled
from core.models.card import Estimate

_LEAST_PROBABILITY = 1e-7


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """One class against all others.

    Attributes
    ----------
    support : int
        Test images of this class; with none, all figures that need some are NaN.
    sensitivity, specificity, precision, auc : Estimate
        Chance: 1/c, 1 - 1/c, the class' share and 0.5. Precision is NaN where the class was never chosen.
    skipped : int
        Resamples without an AUC, because they held only this class or none of it.
    """

    name: str
    support: int
    sensitivity: Estimate
    specificity: Estimate
    precision: Estimate
    auc: Estimate
    skipped: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of one network on one test part; the means over classes take those that the test part has.

    Attributes
    ----------
    n, patients : int
        Test images and the patients they are of.
    accuracy : Estimate
        Chance: the share of the largest class.
    balanced_accuracy, macro_auc, macro_f1 : Estimate
        Mean sensitivity (chance 1/c), one-against-rest AUC (0.5) and F1 (that of always choosing the largest class).
    log_loss, brier : Estimate
        Mean -ln of the true class' probability, rows scaled to sum to 1; mean squared distance to the one-hot truth.
        Smaller is better; chance: always answering the class shares.
    per_class : tuple of ClassMetrics
        In output order.
    confusion : tuple of tuple of int
        Rows are the truth, columns the decision.
    undecided : int
        Images without a single largest probability.
    skipped : int
        Resamples that lacked a class and are left out of ``macro_auc``, ``macro_f1`` and ``balanced_accuracy``.
    """

    n: int
    patients: int
    accuracy: Estimate
    balanced_accuracy: Estimate
    macro_auc: Estimate
    macro_f1: Estimate
    log_loss: Estimate
    brier: Estimate
    per_class: tuple[ClassMetrics, ...]
    confusion: tuple[tuple[int, ...], ...]
    undecided: int
    skipped: int
    resamples: int
    seed: int


def auc(labels: ArrayLike, scores: ArrayLike) -> float:
    """Area under the ROC curve: the share of (positive, negative) pairs in the right order, ties counting half.

    Parameters
    ----------
    labels : array_like of bool, shape (n,)
    scores : array_like of float, shape (n,)

    Returns
    -------
    float
        0 to 1; NaN without a positive or without a negative.
    """
    truth = np.asarray(labels, dtype=bool)
    return float(weighted_auc(np.ones((1, truth.size)), truth, np.asarray(scores, dtype=np.float64))[0])


def decide(probabilities: ArrayLike) -> NDArray[np.intp]:
    """Index of the largest probability of each row of (n, c); -1 where several share it."""
    rows = np.asarray(probabilities)
    largest = rows.max(axis=1, keepdims=True)
    return np.where((rows == largest).sum(axis=1) == 1, rows.argmax(axis=1), -1)


def evaluate(
    labels: ArrayLike,
    probabilities: ArrayLike,
    classes: Sequence[str],
    patients: Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> Evaluation:
    """Measure a network on a test part.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        True class, 0 to c - 1.
    probabilities : array_like of float, shape (n, c)
        Network output, 0 to 1.
    classes : sequence of str
        The c class names in output order.
    patients : sequence of str
        Whose image each is, n identifiers of any kind.
    resamples : int
        Bootstrap resamples.
    seed : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        If the lengths disagree, a label is out of range or a probability is not a number from 0 to 1.
    """
    truth, scores, person = _checked(labels, probabilities, classes, patients)
    sample = _Sample(truth, scores, decide(scores), person)
    values = {name: row[0] for name, row in _figures(sample, np.ones((1, truth.size))).items()}
    drawn = resampled(lambda weights: _figures(sample, weights), sample.person, resamples, seed)
    shares = np.bincount(truth, minlength=len(classes)) / truth.size
    estimate = _Estimator(values, drawn)
    several = sample.fewest_patients()
    most, count = float(shares.max()), int((shares > 0).sum())
    entropy = float(-(shares[shares > 0] * np.log(shares[shares > 0])).sum())
    confusion = np.zeros((len(classes), len(classes)), dtype=int)
    decided = sample.decision >= 0
    np.add.at(confusion, (truth[decided], sample.decision[decided]), 1)
    return Evaluation(
        n=truth.size,
        patients=sample.people,
        accuracy=estimate("accuracy", most, truth.size, sample.people),
        balanced_accuracy=estimate("balanced_accuracy", 1 / count, truth.size, several),
        macro_auc=estimate("macro_auc", 0.5 if count > 1 else math.nan, truth.size, several),
        macro_f1=estimate("macro_f1", 2 * most / (1 + most) / count, truth.size, several),
        log_loss=estimate("log_loss", entropy, truth.size, None),
        brier=estimate("brier", 1 - float((shares**2).sum()), truth.size, None),
        per_class=tuple(_class_metrics(sample, estimate, k, name) for k, name in enumerate(classes)),
        confusion=tuple(tuple(int(count) for count in row) for row in confusion),
        undecided=int((~decided).sum()),
        skipped=int(np.isnan(drawn["balanced_accuracy"]).sum()),
        resamples=resamples,
        seed=seed,
    )


def to_json(evaluation: Evaluation) -> str:
    """One JSON object; NaN becomes null."""
    return json.dumps(records.to_plain(evaluation))


def from_json(text: str) -> Evaluation:
    """Read what :func:`to_json` wrote.

    Raises
    ------
    ValueError
        If the text is something else.
    """
    return records.from_plain(Evaluation, records.parse(text))


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    truth: NDArray[np.intp]
    scores: Floats
    decision: NDArray[np.intp]
    person: NDArray[np.intp]

    @property
    def people(self) -> int:
        return int(self.person.max()) + 1

    def patients_with(self, chosen: NDArray[np.bool_]) -> int:
        return int(np.unique(self.person[chosen]).size)

    def fewest_patients(self) -> int:
        """Patients of the class that has the fewest."""
        return min(self.patients_with(self.truth == k) for k in np.unique(self.truth))


@dataclass(frozen=True, slots=True, eq=False)
class _Estimator:
    values: dict[str, Floats]
    drawn: dict[str, Floats]

    def __call__(self, name: str, chance: float, n: int, patients: int | None, k: int | None = None) -> Estimate:
        """Put value and interval together; ``patients`` is the Wilson sample size, None where it does not apply."""
        at = () if k is None else (k,)
        value = float(self.values[name][at])
        return Estimate(value, *interval(value, self.drawn[name][(slice(None), *at)], patients), chance, n)


def _checked(
    labels: ArrayLike, probabilities: ArrayLike, classes: Sequence[str], patients: Sequence[str]
) -> tuple[NDArray[np.intp], Floats, NDArray[np.intp]]:
    truth = np.asarray(labels, dtype=np.intp)
    scores = np.asarray(probabilities, dtype=np.float64)
    shape = (truth.size, len(classes))
    if truth.ndim != 1 or not truth.size or scores.shape != shape or len(patients) != truth.size:
        raise ValueError(
            f"expected labels, patients and rows of {len(classes)} probabilities for the same images, found "
            f"{truth.size}, {len(patients)} and an array of {scores.shape}"
        )
    if truth.min() < 0 or truth.max() >= len(classes):
        raise ValueError(f"expected labels from 0 to {len(classes) - 1}, found {truth.min()} to {truth.max()}")
    if not (np.isfinite(scores).all() and scores.min() >= 0 and scores.max() <= 1):
        raise ValueError("expected probabilities from 0 to 1, found other numbers")
    return truth, scores, np.unique(np.asarray(list(patients), dtype=str), return_inverse=True)[1]


def _figures(sample: _Sample, weights: Floats) -> dict[str, Floats]:
    """All figures for each row of ``weights`` (r, n): how often each image counts. Shapes (r,) or (r, c)."""
    truth, scores = sample.truth, sample.scores
    c = scores.shape[1]
    is_class, chosen = np.eye(c)[truth], sample.decision[:, None] == np.arange(c)
    present = is_class.any(axis=0)
    total, support, choices = weights.sum(axis=1, keepdims=True), weights @ is_class, weights @ chosen.astype(float)
    hits = weights @ (is_class * chosen)
    scaled = scores / np.maximum(scores.sum(axis=1, keepdims=True), _LEAST_PROBABILITY)
    loss = -np.log(np.maximum(scaled[np.arange(truth.size), truth], _LEAST_PROBABILITY))
    with np.errstate(invalid="ignore", divide="ignore"):
        sensitivity = hits / support
        aucs = np.stack([weighted_auc(weights, truth == k, scores[:, k]) for k in range(c)], axis=1)
        f1 = np.where(support > 0, 2 * hits / (support + choices), np.nan)
        return {
            "accuracy": hits.sum(axis=1) / total[:, 0],
            "balanced_accuracy": sensitivity[:, present].mean(axis=1),
            "macro_auc": aucs[:, present].mean(axis=1),
            "macro_f1": f1[:, present].mean(axis=1),
            "log_loss": weights @ loss / total[:, 0],
            "brier": weights @ ((scaled - is_class) ** 2).sum(axis=1) / total[:, 0],
            "sensitivity": sensitivity,
            "specificity": 1 - (choices - hits) / (total - support),
            "precision": hits / choices,
            "auc": aucs,
        }


def weighted_auc(weights: Floats, positive: NDArray[np.bool_], scores: Floats) -> Floats:
    """Mann-Whitney AUC for each row of ``weights`` (r, n), how often each image counts; ties count half."""
    order = np.argsort(scores, kind="stable")
    ranked, sorted_scores = weights[:, order], scores[order]
    starts = np.flatnonzero(np.r_[True, sorted_scores[1:] != sorted_scores[:-1]])
    up = np.add.reduceat(ranked * positive[order], starts, axis=1)
    down = np.add.reduceat(ranked * ~positive[order], starts, axis=1)
    below = np.cumsum(down, axis=1) - down / 2
    with np.errstate(invalid="ignore"):
        area: Floats = (up * below).sum(axis=1) / (up.sum(axis=1) * down.sum(axis=1))
    return area


def _class_metrics(sample: _Sample, estimate: _Estimator, k: int, name: str) -> ClassMetrics:
    is_class, chosen = sample.truth == k, sample.decision == k
    c, support = sample.scores.shape[1], int(is_class.sum())
    others = sample.patients_with(~is_class)
    own = sample.patients_with(is_class)
    share = support / sample.truth.size
    return ClassMetrics(
        name=name,
        support=support,
        sensitivity=estimate("sensitivity", 1 / c, support, own, k),
        specificity=estimate("specificity", 1 - 1 / c, sample.truth.size - support, others, k),
        precision=estimate("precision", share, int(chosen.sum()), sample.patients_with(chosen), k),
        auc=estimate("auc", 0.5, sample.truth.size, min(own, others), k),
        skipped=int(np.isnan(estimate.drawn["auc"][:, k]).sum()),
    )
