"""Several comparisons declared together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def holm(p: Sequence[float], family: int = 0) -> tuple[float, ...]:
    """Adjust p values by Holm's step-down method; a comparison holds over the family where the result is below alpha.

    Parameters
    ----------
    p : sequence of float
        0 to 1; NaN, a comparison that could not be made, counts as 1 and stays NaN.
    family : int
        How many were declared, where that is more than were made.

    Returns
    -------
    tuple of float
        In the same order, 0 to 1, never below ``p``.

    References
    ----------
    Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 1979;6:65.
    """
    raw = np.asarray(p, dtype=np.float64)
    if not raw.size:
        return ()
    order = np.argsort(np.where(np.isnan(raw), 1.0, raw), kind="stable")
    left = max(family, raw.size) - np.arange(raw.size)
    stepped = np.minimum(1.0, np.maximum.accumulate(np.nan_to_num(raw[order], nan=1.0) * left))
    adjusted = np.empty_like(raw)
    adjusted[order] = stepped
    return tuple(float(value) for value in np.where(np.isnan(raw), np.nan, adjusted))
