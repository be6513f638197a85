"""Intervals of figures measured on images, of which several may be of one patient.

They are 95 % percentile intervals of a bootstrap over **patients** (Field and Welsh 2007): the images of one patient
are drawn together, since they are not independent. Where every resample gives the same value (all right, all wrong, one
patient), the bootstrap knows nothing and the Wilson interval takes its place, with the number of patients who bear on
the figure as its sample size. Close to 0 or 1 percentile intervals of a small test part remain somewhat too narrow.

References
----------
Field and Welsh, "Bootstrapping clustered data", J. R. Stat. Soc. B 2007;69:369.
Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927;22:209.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Z = 1.959963984540054
"""97.5 % point of the normal distribution."""

_BLOCK = 4_000_000  # weights held at once while resampling


def resampled(
    figures: Callable[[Floats], dict[str, Floats]], person: NDArray[np.intp], resamples: int, seed: int
) -> dict[str, Floats]:
    """Figures of ``resamples`` draws of as many patients as there are, with replacement.

    Parameters
    ----------
    figures : callable
        From weights, shape (r, n), how often each image counts in each of r draws, to named arrays of r values or rows.
    person : ndarray of int, shape (n,)
        Whose image each is: 0 to patients - 1.
    resamples, seed : int
        How many draws, and which.

    Returns
    -------
    dict of ndarray
        The same names, arrays of length ``resamples``.
    """
    rng = np.random.default_rng(seed)
    people, block = int(person.max()) + 1, max(1, _BLOCK // person.size)
    parts = []
    for start in range(0, resamples, block):
        count = min(block, resamples - start)
        drawn = rng.multinomial(people, np.full(people, 1 / people), size=count).astype(np.float64)
        parts.append(figures(drawn[:, person]))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def interval(value: float, drawn: Floats, patients: int | None) -> tuple[float, float]:
    """Find the 95 % interval of a figure; its ends are NaN where there is none.

    Parameters
    ----------
    value : float
        The figure; NaN has no interval.
    drawn : ndarray of float, shape (resamples,)
        The figure of each resample; those that are not finite are left out.
    patients : int or None
        Sample size of the Wilson interval; None or 0 where the figure is no proportion.
    """
    if math.isnan(value):
        return math.nan, math.nan
    drawn = drawn[np.isfinite(drawn)]
    if drawn.size and np.ptp(drawn) > 1e-9:
        low, high = np.percentile(drawn, [2.5, 97.5])
        return float(low), float(high)
    return wilson(value, patients) if patients else (math.nan, math.nan)


def wilson(value: float, n: int) -> tuple[float, float]:
    """95 % score interval of a proportion ``value`` of ``n``."""
    centre = (value + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(value * (1 - value) / n + Z**2 / (4 * n**2))
    return max(0.0, min(value, centre - half)), min(1.0, max(value, centre + half))  # rounding keeps value inside
