"""The Grayscale Standard Display Function: equal steps of a grey value made equal steps to the eye, on a known screen.

The last step before the screen, after windows and polarity. It belongs to the screen, not to the image: statistics, the
probe, networks and exported files know nothing of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

DARKEST, BRIGHTEST = 0.05, 4000.0
"""Where the function begins and ends, in cd/m2 (PS3.14, 7)."""

GAMMAS = (1.0, 3.0)
"""Lowest and highest gamma that a screen is taken to have."""

# PS3.14, 7.1: log10 L(j) is a quotient of two polynomials in ln j ...
_ABOVE = Polynomial([-1.3011877, 8.0242636e-2, 1.3646699e-1, -2.5468404e-2, 1.3635334e-3])
_BELOW = Polynomial([1.0, -2.5840191e-2, -1.0320229e-1, 2.8745620e-2, -3.1978977e-3, 1.2992634e-4])
# ... and, note 1, j(L) a polynomial in log10 L.
_INVERSE = Polynomial(
    [71.498068, 94.593053, 41.912053, 9.8247004, 0.28175407, -1.1878455, -0.18014349, 0.14710899, -0.017046845]
)

Real = TypeVar("Real", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Screen:
    """What a screen makes of its digital driving levels.

    Attributes
    ----------
    lmin, lmax : float
        Luminance of black and of white, ambient light included, in cd/m2.
    gamma : float
        Exponent between the two: level d of 255 has ``lmin + (lmax - lmin) * (d / 255) ** gamma``.
    measured : bool
        The numbers come from a measurement; without one, what they lead to is a simulation.

    Raises
    ------
    ValueError
        If the luminances are not within 0.05 to 4000 cd/m2 and rising, or gamma is not within 1 to 3.
    """

    lmin: float
    lmax: float
    gamma: float
    measured: bool = False

    def __post_init__(self) -> None:
        if not DARKEST <= self.lmin <= BRIGHTEST:
            raise ValueError(
                f"a screen's black is {DARKEST:g} to {BRIGHTEST:g} cd/m2, the range of the standard's function, "
                f"found {self.lmin:g}: measure it with the room's light on"
            )
        if not self.lmin < self.lmax <= BRIGHTEST:
            raise ValueError(
                f"a screen's white is brighter than its black and at most {BRIGHTEST:g} cd/m2, "
                f"found {self.lmax:g} over {self.lmin:g}"
            )
        if not GAMMAS[0] <= self.gamma <= GAMMAS[1]:
            raise ValueError(f"a screen's gamma is {GAMMAS[0]:g} to {GAMMAS[1]:g}, found {self.gamma:g}")

    def luminances(self) -> NDArray[np.float64]:
        """Luminance of each driving level, cd/m2, float64, shape (256,)."""
        shares: NDArray[np.float64] = np.arange(256) / 255.0
        return self.lmin + (self.lmax - self.lmin) * shares**self.gamma


def luminance(jnd: Real) -> Real:
    """Luminance in cd/m2 of a JND index (number or array), 1 to 1023.

    References
    ----------
    DICOM PS3.14, 7.1, the first formula.
    """
    x = np.log(jnd)
    result: Real = 10.0 ** (_ABOVE(x) / _BELOW(x))
    return result


def jnd_index(luminance: Real) -> Real:
    """JND index of a luminance in cd/m2 (number or array), 0.05 to 4000; within 0.1 of the inverse.

    References
    ----------
    DICOM PS3.14, 7.1, note 1.
    """
    result: Real = _INVERSE(np.log10(luminance))
    return result


def gsdf_table(screen: Screen) -> NDArray[np.uint8]:
    """Driving level for each P-value, uint8, shape (256,), for a screen to follow the standard's function.

    The P-values are spread evenly over the JND indices between the screen's black and white; each gets the level whose
    luminance is nearest to that, counted in JNDs. As 8-bit levels are no finer than the steps wanted, some levels
    serve two P-values, and others none.

    References
    ----------
    DICOM PS3.14, 7.2 (P-values to JND indices), annex D.1 (an emissive screen).
    """
    reached = jnd_index(screen.luminances())
    wanted = np.linspace(reached[0], reached[-1], 256)
    above = np.clip(np.searchsorted(reached, wanted), 1, 255)
    nearer_below = wanted - reached[above - 1] <= reached[above] - wanted
    return (above - nearer_below).astype(np.uint8)
