"""Which grey levels an image really holds, and how often: its depth, made visible. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import LookupTable
from core.display.histogram import counted
from core.display.voi import lut_to_grey, modality, to_grey
from viewer.image.windowing import ends

if TYPE_CHECKING:
    from core.dicom.frame import Frame, Window

_MOST = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The distinct stored values of one picture, padding left out, as the modality values they stand for.

    Attributes
    ----------
    units : ndarray of float64, shape (n,)
        Modality values, ascending; two stored values may stand for the same one.
    counts : ndarray of int64, shape (n,)
        How many pixels have each.
    """

    units: NDArray[np.float64]
    counts: NDArray[np.int64]

    @property
    def low(self) -> float:
        """Lowest modality value."""
        return float(self.units[0])

    @property
    def high(self) -> float:
        """Highest modality value."""
        return float(self.units[-1])

    def within(self, low: float, high: float) -> NDArray[np.float64]:
        """Give the levels from ``low`` to ``high``, both included."""
        first, last = np.searchsorted(self.units, low, "left"), np.searchsorted(self.units, high, "right")
        return self.units[first : max(first, last)]

    def histogram(self, bins: int) -> NDArray[np.int64]:
        """Count the pixels in ``bins`` equal intervals from :attr:`low` to :attr:`high`, shape (bins,)."""
        low, high = self.low, self.high
        ends = (low, high) if high > low else (low - 0.5, low + 0.5)
        counts, _ = np.histogram(self.units, bins=bins, range=ends, weights=self.counts)
        return counts.astype(np.int64)


def levels(frame: Frame, index: int) -> Levels | None:
    """Count the levels of picture number ``index`` of a greyscale image; None when it is all padding.

    It looks at every pixel, unless they are counted already: see :func:`core.display.histogram.counted`.
    """
    found = counted(frame, index)
    if found.values.size == 0:
        return None
    units = modality(found.values, frame)
    order = np.argsort(units, kind="stable")
    return Levels(units[order], found.counts[order])


def seen(levels: Levels, voi: Window | LookupTable) -> tuple[int, int]:
    """Count the levels inside a window or the range of a VOI LUT, and the greys that a screen shows them as.

    Greys are counted of 65,536 of the levels at most, evenly taken: there are 256 at most.
    """
    if isinstance(voi, LookupTable):
        inside = levels.within(voi.first, voi.first + len(voi.values) - 1)
    else:
        inside = levels.within(*ends(voi))
    some = inside[:: max(1, inside.size // _MOST)]
    greys = lut_to_grey(some, voi) if isinstance(voi, LookupTable) else to_grey(some, voi)
    return inside.size, int(np.count_nonzero(np.bincount(greys, minlength=256)))
