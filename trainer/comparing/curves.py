"""ROC and precision-recall curves of an arm with pointwise bands over patients and seeds.

At each x the curves of the seeds are averaged (Fawcett 2006, vertical averaging). Between the points of a curve true
and false positives change in proportion: a straight line in ROC, the interpolation of Davis and Goadrich (2006) for
precision. The band at each x is the score interval of :mod:`core.paired.score_intervals` for a proportion, pointwise:
it does not hold for the whole curve at once.

References
----------
Fawcett, "An introduction to ROC analysis", Pattern Recognit. Lett. 2006;27:861.
Davis and Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.figures import Sample
from core.intervals import Floats, resampled
from core.paired import Arms, Shape, limits, spread
from trainer.comparing.types import PR, ROC, Curve

GRID = np.linspace(0.0, 1.0, 51)
_ROUNDING = 1e-9
_RESAMPLES = 300  # a standard error to 4 %, enough for a band


def arm_curves(
    label: str, samples: Sequence[Sample], classes: Sequence[str], resamples: int, seed: int
) -> tuple[Curve, ...]:
    """Curves of all classes that the test part has, and lacks nowhere; ``samples`` are those of the arm's seeds."""
    tested, count, found = samples[0], min(resamples, _RESAMPLES), []
    for k, name in enumerate(classes):
        positive = tested.truth == k
        if positive.all() or not positive.any():
            continue
        sorts = [_Sorted(positive, one.scores[:, k]) for one in samples]

        def rows(weights: Floats, sorts: list[_Sorted] = sorts) -> dict[str, Floats]:
            both = [one.curves(weights) for one in sorts]
            return {ROC: np.stack([roc for roc, _ in both], axis=1), PR: np.stack([pr for _, pr in both], axis=1)}

        as_it_is = rows(np.ones((1, positive.size)))
        again = resampled(rows, tested.person, count, seed)
        patients = tested.patients_with(positive)
        for kind in (ROC, PR):
            chance = float(positive.mean()) if kind == PR else math.nan
            found.append(_curve(label, name, kind, as_it_is[kind][0], again[kind], patients, chance))
    return tuple(found)


class _Sorted:
    """Scores of one class, the highest first, with ends of ties; turns weights into curves."""

    def __init__(self, positive: NDArray[np.bool_], scores: Floats) -> None:
        self._order = np.argsort(-scores, kind="stable")
        ranked = scores[self._order]
        self._last = np.flatnonzero(np.r_[ranked[1:] != ranked[:-1], True])
        self._positive = positive[self._order]

    def curves(self, weights: Floats) -> tuple[Floats, Floats]:
        """ROC and precision at the grid for each row of ``weights`` (r, n), shape (r, grid); NaN without a group."""
        ranked = weights[:, self._order]
        tp = np.cumsum(ranked * self._positive, axis=1)[:, self._last]
        fp = np.cumsum(ranked * ~self._positive, axis=1)[:, self._last]
        roc, pr = np.full((2, len(weights), GRID.size), np.nan)
        for i in range(len(weights)):
            if tp[i, -1] > 0 and fp[i, -1] > 0:
                roc[i], pr[i] = _roc(tp[i], fp[i]), _precision(tp[i], fp[i])
        return roc, pr


def _roc(tp: Floats, fp: Floats) -> Floats:
    """Sensitivity at the grid; where the curve rises straight up, the upper end."""
    x, y = np.r_[0.0, fp / fp[-1]], np.r_[0.0, tp / tp[-1]]
    start = np.searchsorted(x, GRID + _ROUNDING, side="right") - 1
    return _line(x, y, GRID, start, np.minimum(start + 1, x.size - 1))


def _precision(tp: Floats, fp: Floats) -> Floats:
    """Precision at the grid, with the fewest false alarms that reach it; at recall 0 that of the next point."""
    hits = np.maximum(GRID, GRID[1]) * tp[-1]
    x, y = np.r_[0.0, tp], np.r_[0.0, fp]
    stop = np.minimum(np.searchsorted(x, hits - _ROUNDING, side="left"), x.size - 1)
    precision: Floats = hits / (hits + _line(x, y, hits, stop - 1, stop))
    return precision


def _line(x: Floats, y: Floats, at: Floats, start: NDArray[np.intp], stop: NDArray[np.intp]) -> Floats:
    width = np.where(x[stop] > x[start], x[stop] - x[start], 1.0)
    return y[start] + (y[stop] - y[start]) * np.clip((at - x[start]) / width, 0.0, 1.0)


def _curve(label: str, name: str, kind: str, values: Floats, drawn: Floats, patients: int, chance: float) -> Curve:
    """Mean and band from ``values`` (seeds, grid) and ``drawn`` (resamples, seeds, grid)."""
    shape = Shape("proportion", ((patients, 0),), ((patients, 0),))
    usable = drawn[np.isfinite(drawn).all(axis=(1, 2))]
    ends = [limits(spread(Arms(values[:, j], usable[:, :, j].T)), shape) for j in range(GRID.size)]
    return Curve(
        arm=label,
        class_name=name,
        kind=kind,
        x=tuple(map(float, GRID)),
        y=tuple(map(float, values.mean(axis=0))),
        low=tuple(one.low for one in ends),
        high=tuple(one.high for one in ends),
        chance=chance,
    )
