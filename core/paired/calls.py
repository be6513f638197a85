"""McNemar's test of two networks' calls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

EXACT_BELOW = 25
"""Discordant patients; from there on chi-squared serves."""


@dataclass(frozen=True, slots=True)
class McNemar:
    """Calls of two networks on the same patients.

    Attributes
    ----------
    both, only_a, only_b, neither : int
        Patients that both, one or none of them call rightly.
    statistic : float
        Smaller discordant count of the exact test, else chi-squared with continuity correction, 1 degree of freedom.
    p : float
        Two-sided.
    is_exact : bool
        Binomial, below 25 discordant patients.
    """

    both: int
    only_a: int
    only_b: int
    neither: int
    statistic: float
    p: float
    is_exact: bool


def mcnemar(right_a: ArrayLike, right_b: ArrayLike) -> McNemar:
    """Test whether two networks are right equally often.

    Parameters
    ----------
    right_a, right_b : array_like of bool, shape (patients,)
        Whether each network calls each patient rightly; patients are independent.

    References
    ----------
    McNemar, "Note on the sampling error of the difference between correlated proportions or percentages", Psychometrika
    1947;12:153. Edwards, "Note on the correction for continuity", Psychometrika 1948;13:185.

    Raises
    ------
    ValueError
        If the lengths differ.
    """
    a, b = np.asarray(right_a, dtype=bool), np.asarray(right_b, dtype=bool)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(f"expected the calls of the same patients, found {a.size} and {b.size}")
    only_a, only_b = int((a & ~b).sum()), int((~a & b).sum())
    discordant, fewer = only_a + only_b, min(only_a, only_b)
    is_exact = discordant < EXACT_BELOW
    if is_exact:
        from scipy.special import bdtr

        statistic, p = float(fewer), min(1.0, 2 * float(bdtr(fewer, discordant, 0.5))) if discordant else 1.0
    else:
        from scipy.special import chdtrc

        statistic = (abs(only_a - only_b) - 1) ** 2 / discordant
        p = float(chdtrc(1, statistic))
    return McNemar(int((a & b).sum()), only_a, only_b, int((~a & ~b).sum()), float(statistic), p, is_exact)
