"""Colours of a heat map: perceptually uniform, and in order of brightness for any kind of colour vision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_STOPS = {
    "inferno": (
        "000004 0b0724 210c4a 3d0965 57106e 71196e 8a226a a32c61 bc3754 d04545 e35933 f1711f f98c0a fcaa0f f9c932 "
        "f2e865 fcffa4"
    ),
    "viridis": (
        "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1f9f88 27ad81 3dbc74 5cc863 81d34d aadc32 "
        "d5e21a fde725"
    ),
    "cividis": (
        "00204d 002c69 06366e 2d426c 414d6b 52596c 61646f 6f7073 7d7c78 8b8779 9b9477 aca174 bcaf6f cebc68 e0cb5e "
        "f2da50 ffea46"
    ),
}
"""Seventeen stops of each map, evenly spread; between them a straight line is off by at most seven levels of 255.

Inferno and viridis: S. van der Walt and N. Smith; cividis: Nuñez, Anderton and Renslow, PLoS ONE 2018;13:e0199239. All
three are in the public domain (CC0).
"""

COLOR_MAPS = tuple(_STOPS)
"""Their names, the usual one first."""


@dataclass(frozen=True, slots=True)
class HeatLook:
    """How a heat map is drawn.

    Attributes
    ----------
    opacity : float
        0 (invisible) to 1 (hides the image).
    threshold : float
        Values below it are not drawn; 0 to 1.
    color_map : str
        One of :data:`COLOR_MAPS`.
    """

    opacity: float = 0.45
    threshold: float = 0.3
    color_map: str = COLOR_MAPS[0]


def colors(name: str) -> NDArray[np.uint8]:
    """Give a map as red, green and blue, shape (256, 3), for values 0 to 1."""
    stops = np.array([tuple(bytes.fromhex(stop)) for stop in _STOPS[name].split()], dtype=np.float64)
    places = np.linspace(0, 255, len(stops))
    return np.stack([np.rint(np.interp(range(256), places, stops[:, c])) for c in range(3)], axis=1).astype(np.uint8)


@lru_cache(maxsize=8)
def table(look: HeatLook) -> NDArray[np.uint32]:
    """Give the pixel (0xAARRGGBB, colours multiplied by the opacity already) for each of 256 values; read-only."""
    alpha = np.full(256, round(look.opacity * 255), dtype=np.uint32)
    alpha[np.arange(256) < look.threshold * 255] = 0
    red, green, blue = ((channel * alpha + 127) // 255 for channel in colors(look.color_map).T.astype(np.uint32))
    made: NDArray[np.uint32] = alpha << 24 | red << 16 | green << 8 | blue
    made.flags.writeable = False
    return made
