"""Heat maps over the images of the window on bit depth: two on one scale, and what one has more than the other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from viewer.explain.color_maps import HeatLook, table
from viewer.explain.layer import draw_heat_tile
from viewer.explain.tile import heat_tile

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from viewer.image.canvas import ImageCanvas

_LOWER, _HIGHER = (32, 80, 192), (255, 196, 48)  # dark blue, light yellow: told apart by their brightness, too
_OPACITY = 0.75


class Tint:
    """A layer that draws one map over an image view; nothing until it is given one."""

    def __init__(self) -> None:
        self._part: NDArray[np.float32] | None = None
        self._table = table(HeatLook())

    def show(self, part: NDArray[np.float32] | None, *, signed: bool = False) -> None:
        """Draw the part of a map that lies over the image, 0 to 1, or -1 to 1 if ``signed``; None: nothing."""
        self._table = signed_table() if signed else table(HeatLook())
        self._part = part if part is None or not signed else (part + np.float32(1)) / np.float32(2)

    def draw(self, painter: QPainter, canvas: ImageCanvas) -> None:
        """Draw in widget coordinates."""
        if self._part is None or canvas.placement is None:
            return
        ratio = canvas.devicePixelRatioF()
        size = round(canvas.width() * ratio), round(canvas.height() * ratio)
        tile = heat_tile(self._part, canvas.placement, *size, self._table)
        if tile is not None:
            draw_heat_tile(painter, tile, ratio)


@cache
def signed_table() -> NDArray[np.uint32]:
    """Give the pixel (0xAARRGGBB, premultiplied) for values -1 to 1 in 256 steps: the more, the less see-through."""
    value = np.linspace(-1.0, 1.0, 256)
    color = np.where(value[:, np.newaxis] < 0, _LOWER, _HIGHER)
    opacity = np.where(np.abs(value) < 0.02, 0.0, np.abs(value) * _OPACITY)
    red, green, blue = np.rint(color * opacity[:, np.newaxis]).astype(np.uint32).T
    made: NDArray[np.uint32] = np.rint(opacity * 255).astype(np.uint32) << 24 | red << 16 | green << 8 | blue
    made.flags.writeable = False
    return made
