"""Operating points: from which probability on a class is said to be there, and what that gives.

The operating point of a class is the calibrated probability with the largest Youden index, sensitivity + specificity
- 1, for that class against all others; it lies half-way between two scores. Where several are as good, the highest.

References
----------
Youden, "Index for rating diagnostic tests", Cancer 1950;3:32.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core.intervals import Floats, interval, resampled
from core.models.card import Estimate


@dataclass(frozen=True, slots=True)
class PointFigures:
    """Sensitivity and specificity of one class at its operating point."""

    name: str
    point: float
    sensitivity: Estimate
    specificity: Estimate


def operating_point(positive: ArrayLike, probabilities: ArrayLike) -> float:
    """Probability with the largest Youden index; an image at or above it is called positive.

    Parameters
    ----------
    positive : array_like of bool, shape (n,)
        With at least one of each kind.
    probabilities : array_like of float, shape (n,)

    Raises
    ------
    ValueError
        If all are positive or none is.
    """
    truth, values = np.asarray(positive, dtype=bool), np.asarray(probabilities, dtype=np.float64)
    if truth.all() or not truth.any():
        raise ValueError("expected images with and without the class, found only one kind")
    order = np.argsort(-values, kind="stable")
    ranked, hits = values[order], truth[order]
    ends = np.flatnonzero(np.r_[ranked[1:] != ranked[:-1], True])  # last place of each distinct value
    youden = np.cumsum(hits)[ends] / truth.sum() - np.cumsum(~hits)[ends] / (~truth).sum()
    best = ends[int(np.argmax(np.round(youden, 12)))]
    below = ranked[best + 1] if best + 1 < ranked.size else 0.0
    return float((ranked[best] + below) / 2)


def at_points(
    truth: ArrayLike,
    probabilities: ArrayLike,
    points: Sequence[float],
    classes: Sequence[str],
    patients: Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[PointFigures, ...]:
    """Measure sensitivity and specificity at operating points, with patient bootstrap intervals.

    Parameters
    ----------
    truth : array_like, shape (n, classes) of 0 and 1
    probabilities : array_like of float, shape (n, classes)
        Calibrated.
    points : sequence of float
        One per class.
    """
    so = np.asarray(truth, dtype=np.float64)
    said = (np.asarray(probabilities, dtype=np.float64) >= np.asarray(points)).astype(np.float64)
    person = np.unique(np.asarray(list(patients), dtype=str), return_inverse=True)[1]

    def figures(weights: Floats) -> dict[str, Floats]:
        with np.errstate(invalid="ignore", divide="ignore"):
            return {
                "sensitivity": weights @ (said * so) / (weights @ so),
                "specificity": weights @ ((1 - said) * (1 - so)) / (weights @ (1 - so)),
            }

    values = {name: found[0] for name, found in figures(np.ones((1, len(so)))).items()}
    drawn = resampled(figures, person, resamples, seed)
    made = []
    for k, name in enumerate(classes):
        chosen = {"sensitivity": so[:, k] > 0, "specificity": so[:, k] == 0}
        share = float(said[:, k].mean())  # who says yes so often, whatever the image, has that sensitivity
        chances = {"sensitivity": share, "specificity": 1 - share}
        sensitivity, specificity = (
            Estimate(
                float(values[figure][k]),
                *interval(float(values[figure][k]), drawn[figure][:, k], int(np.unique(person[rows]).size)),
                chances[figure],
                int(rows.sum()),
            )
            for figure, rows in chosen.items()
        )
        made.append(PointFigures(name, float(points[k]), sensitivity, specificity))
    return tuple(made)
