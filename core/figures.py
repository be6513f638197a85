"""The figures themselves, without intervals: of one test part as it is, and of many draws of its patients at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.intervals import Floats

_LEAST_PROBABILITY = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One network's answers on a test part.

    Attributes
    ----------
    truth : ndarray of int, shape (n,)
        True class, 0 to c - 1.
    scores : ndarray of float, shape (n, c)
        0 to 1.
    decision : ndarray of int, shape (n,)
        See :func:`decide`.
    person : ndarray of int, shape (n,)
        Whose image each is: 0 to people - 1.
    """

    truth: NDArray[np.intp]
    scores: Floats
    decision: NDArray[np.intp]
    person: NDArray[np.intp]

    @property
    def people(self) -> int:
        """How many patients there are."""
        return int(self.person.max()) + 1

    def patients_with(self, chosen: NDArray[np.bool_]) -> int:
        """Patients of the images that ``chosen`` marks."""
        return int(np.unique(self.person[chosen]).size)

    def fewest_patients(self) -> int:
        """Patients of the class that has the fewest."""
        return min(self.patients_with(self.truth == k) for k in np.unique(self.truth))


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


def sample(labels: ArrayLike, probabilities: ArrayLike, classes: Sequence[str], patients: Sequence[str]) -> Sample:
    """Check a network's answers and decide; parameters and refusals as :func:`core.metrics.evaluate`."""
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
    person = np.unique(np.asarray(list(patients), dtype=str), return_inverse=True)[1]
    return Sample(truth, scores, decide(scores), person)


def weighted_figures(sample: Sample, weights: Floats) -> dict[str, Floats]:
    """All figures for each row of ``weights`` (r, n), how often each image counts.

    Returns
    -------
    dict of ndarray
        ``accuracy``, ``balanced_accuracy``, ``macro_auc``, ``macro_f1``, ``log_loss``, ``brier``: shape (r,);
        ``sensitivity``, ``specificity``, ``precision``, ``auc``: (r, c). NaN where a row lacks what it takes.
    """
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


def weighted_average_precision(weights: Floats, positive: NDArray[np.bool_], scores: Floats) -> Floats:
    """Average precision for each row of ``weights`` (r, n), how often each image counts; NaN without a positive.

    The mean over the positives of the precision at their score, ties together: no interpolation, so that it is what
    scikit-learn's ``average_precision_score`` gives. Chance: the share of the positives.
    """
    order = np.argsort(-scores, kind="stable")
    ranked, sorted_scores = weights[:, order], scores[order]
    starts = np.flatnonzero(np.r_[True, sorted_scores[1:] != sorted_scores[:-1]])
    up = np.add.reduceat(ranked * positive[order], starts, axis=1)
    found, called = np.cumsum(up, axis=1), np.cumsum(np.add.reduceat(ranked, starts, axis=1), axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(called > 0, found / called, 0.0)
        average: Floats = (up * precision).sum(axis=1) / up.sum(axis=1)
    return average
