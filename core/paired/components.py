"""How uncertain a mean over seeds is: variance components of patients and seeds, and their degrees of freedom.

For the figure of seed s on these patients, with patient effects common to all seeds, seed effects and both together,
the variance of the mean over S seeds is ``M / S + max(0, C)``: M is the variance of the figure over the seeds on these
patients, C the covariance of two seeds' figures when patients are drawn again (Obuchowski and Rockette 1995, with the
bootstrap's covariances). It is never taken to be less than the variance from patients alone. Its degrees of freedom are
``variance^2 / ((M / S)^2 / (S - 1))`` (Hillis 2007): few where the seeds make the spread, many where patients do.

References: see :mod:`core.paired`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.intervals import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Arms:
    """A figure of one arm.

    Attributes
    ----------
    values : ndarray of float, shape (seeds,)
        On the test patients as they are.
    drawn : ndarray of float, shape (seeds, resamples)
        When patients are drawn again, the same draws for all seeds and arms. Without NaN.
    """

    values: Floats
    drawn: Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean over seeds and how uncertain it is.

    Attributes
    ----------
    value, variance, df : float
        The mean, its variance and the degrees of freedom of that, infinite without seeds.
    from_patients : float
        Variance of the mean when patients alone are drawn again.
    of_one : float
        The same for one network, the mean over them; 0 for a difference of seeds that are not paired.
    of_method : bool
        Seeds count as drawn, so that it is that of the method and not of these networks.
    """

    value: float
    variance: float
    df: float
    from_patients: float
    of_one: float
    of_method: bool


def spread(arm: Arms, *, fixed_seeds: bool = False) -> Spread:
    """Find the spread of an arm; with one seed, or ``fixed_seeds``, that of these networks from patients alone."""
    values, covariance = arm.values, _covariance(arm.drawn)
    from_patients = max(0.0, float(covariance.mean()))
    of_one, count = float(np.trace(covariance)) / values.size, values.size
    if fixed_seeds or count < 2:
        return Spread(float(values.mean()), from_patients, math.inf, from_patients, of_one, False)
    from_seeds = float(values.var(ddof=1)) / count
    between = float(covariance.sum() - np.trace(covariance)) / (count * (count - 1))
    variance = max(from_patients, from_seeds + max(0.0, between))
    df = _degrees(variance, [(from_seeds, count)])
    return Spread(float(values.mean()), variance, df, from_patients, of_one, True)


def difference_spread(a: Arms, b: Arms, *, is_paired: bool) -> Spread:
    """Find the spread of the difference of two arms, a minus b.

    With ``is_paired`` the seeds of both arms are the same and in the same order, and are drawn together; else each
    arm's are drawn on their own. Where an arm has one seed only, it is the spread of these networks.
    """
    if is_paired:
        return spread(Arms(a.values - b.values, a.drawn - b.drawn))
    value = float(a.values.mean() - b.values.mean())
    from_patients = float(_covariance((a.drawn.mean(axis=0) - b.drawn.mean(axis=0))[None]).item())
    counts = a.values.size, b.values.size
    if min(counts) < 2:
        return Spread(value, from_patients, math.inf, from_patients, 0.0, False)
    seeds = [(float(one.values.var(ddof=1)) / one.values.size, one.values.size) for one in (a, b)]
    covariance = _covariance(np.concatenate([a.drawn, b.drawn]))
    signs = np.r_[np.full(counts[0], 1 / counts[0]), np.full(counts[1], -1 / counts[1])]
    own = [covariance[: counts[0], : counts[0]], covariance[counts[0] :, counts[0] :]]
    cross = float(signs @ covariance @ signs) - sum(float(part.mean()) for part in own)
    between = cross + sum(
        float(part.sum() - np.trace(part)) / (n * (n - 1)) for part, n in zip(own, counts, strict=True)
    )
    variance = max(from_patients, sum(part for part, _ in seeds) + max(0.0, between))
    return Spread(value, variance, _degrees(variance, seeds), from_patients, 0.0, True)


def _covariance(drawn: Floats) -> Floats:
    covariance: Floats = np.atleast_2d(np.cov(drawn))
    return covariance


def _degrees(variance: float, seeds: list[tuple[float, int]]) -> float:
    below = sum(part**2 / (count - 1) for part, count in seeds)
    return variance**2 / below if below > 0 else math.inf
