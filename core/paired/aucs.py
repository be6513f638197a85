"""DeLong's test of two correlated AUCs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.intervals import Floats, Z

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class DeLong:
    """Two AUCs of the same patients, one image each.

    Attributes
    ----------
    auc_a, auc_b : float
        0 to 1.
    difference, se : float
        ``auc_a - auc_b`` and its standard error.
    low, high : float
        95 % interval of the difference, symmetric.
    z, p : float
        Two-sided. Where the standard error is 0: z is 0 and p is 1 if the AUCs are equal, else both are NaN.
    positives, negatives : int
    """

    auc_a: float
    auc_b: float
    difference: float
    se: float
    low: float
    high: float
    z: float
    p: float
    positives: int
    negatives: int


def delong(labels: ArrayLike, scores_a: ArrayLike, scores_b: ArrayLike) -> DeLong:
    """Test whether two networks have the same AUC.

    Parameters
    ----------
    labels : array_like of bool, shape (n,)
    scores_a, scores_b : array_like of float, shape (n,)
        Of independent patients, one image each.

    Raises
    ------
    ValueError
        If the lengths differ, or there are fewer than two positives or two negatives.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating
    characteristic curves: a nonparametric approach", Biometrics 1988;44:837.
    Sun and Xu, "Fast implementation of DeLong's algorithm", IEEE Signal Process. Lett. 2014;21:1389.
    """
    covariance, aucs, positives, negatives = _structural(labels, np.array([scores_a, scores_b], dtype=np.float64))
    difference = float(aucs[0] - aucs[1])
    se = math.sqrt(max(0.0, float(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])))
    if se > _NOTHING:
        z = difference / se
        p = math.erfc(abs(z) / math.sqrt(2))
    else:
        z, p = (0.0, 1.0) if abs(difference) < _NOTHING else (math.nan, math.nan)
    low, high = difference - Z * se, difference + Z * se
    return DeLong(float(aucs[0]), float(aucs[1]), difference, se, low, high, z, p, positives, negatives)


def delong_covariance(labels: ArrayLike, scores: ArrayLike) -> Floats:
    """Covariance matrix of the AUCs of k networks with ``scores`` (k, n). Raises as :func:`delong`."""
    return _structural(labels, np.asarray(scores, dtype=np.float64))[0]


def _structural(labels: ArrayLike, scores: ArrayLike) -> tuple[Floats, Floats, int, int]:
    """Covariance and AUCs from the placements of positives among negatives and the reverse."""
    truth, rows = np.asarray(labels, dtype=bool), np.asarray(scores, dtype=np.float64)
    if truth.ndim != 1 or rows.ndim != 2 or rows.shape[1] != truth.size:
        raise ValueError(f"expected scores of the same {truth.size} images, found an array of {rows.shape}")
    positives, negatives = int(truth.sum()), int((~truth).sum())
    if min(positives, negatives) < 2:
        raise ValueError(f"expected at least two positives and two negatives, found {positives} and {negatives}")
    above, below = [], []
    for row in rows:
        every = _midranks(row)
        above.append((every[truth] - _midranks(row[truth])) / negatives)
        below.append(1 - (every[~truth] - _midranks(row[~truth])) / positives)
    v10, v01 = np.asarray(above), np.asarray(below)
    covariance = np.cov(v10) / positives + np.cov(v01) / negatives
    return np.atleast_2d(covariance), v10.mean(axis=1), positives, negatives


def _midranks(values: Floats) -> NDArray[np.float64]:
    """Ranks from 1; equal values share the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Floats = (last - (counts - 1) / 2)[where]
    return ranks
