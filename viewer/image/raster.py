"""From stored values to the picture on screen, at the resolution of the screen, quickly enough to follow the mouse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.display.lookup import fits_table, look_up
from core.display.pyramid import Pyramid
from core.display.render import grey_table, to_screen

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View
    from viewer.image.geometry import Placement


_RESIZED = (np.uint8, np.uint16, np.int16, np.float32, np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """Grey levels to be drawn at screen position (x, y) over ``width`` by ``height`` screen pixels.

    ``grey`` has that many pixels (drawn as they are), or fewer (each drawn as a block: nothing is made up).
    """

    grey: NDArray[np.uint8]
    x: float
    y: float
    width: float
    height: float


class Raster:
    """The picture of one frame.

    Below 1:1 the stored values are averaged to screen resolution once per zoom, and each window then costs one table
    look-up per visible pixel. From 1:1 on, the visible stored values go through the table as they are.
    """

    def __init__(self, frame: Frame, index: int, view: View) -> None:
        self._frame = frame
        self._stored = frame.stored[index]
        self._pyramid = Pyramid(self._stored, frame.padding)
        self._scaled: NDArray[Any] = self._stored
        self.set_view(view)

    def set_view(self, view: View) -> None:
        """Choose the window and polarity of the tiles to come."""
        self._view = view
        self._table = grey_table(self._frame, view) if fits_table(self._frame.stored) else None

    def tile(self, placement: Placement, width: int, height: int) -> Tile | None:
        """Make the part of the picture seen in a view of ``width`` by ``height`` screen pixels; None if none is."""
        if min(placement.scale, placement.row_scale) < 1:
            return self._reduced(placement, width, height)
        return self._enlarged(placement, width, height)

    def _reduced(self, placement: Placement, width: int, height: int) -> Tile | None:
        size = max(1, round(placement.width)), max(1, round(placement.height))
        x, y = round(placement.x), round(placement.y)
        left, right = max(0, -x), min(size[0], width - x)
        top, bottom = max(0, -y), min(size[1], height - y)
        if left >= right or top >= bottom:
            return None
        grey = self._grey(self._at_size(placement, *size)[top:bottom, left:right])
        return Tile(grey, x + left, y + top, right - left, bottom - top)

    def _enlarged(self, placement: Placement, width: int, height: int) -> Tile | None:
        (left, top), (right, bottom) = placement.to_seen(0, 0), placement.to_seen(width, height)
        first_column, last_column = max(0, math.floor(left)), min(placement.columns, math.ceil(right))
        first_row, last_row = max(0, math.floor(top)), min(placement.rows, math.ceil(bottom))
        if first_column >= last_column or first_row >= last_row:
            return None
        grey = self._grey(self._stored[first_row:last_row, first_column:last_column])
        x, y = placement.from_seen(first_column, first_row)
        rows, columns = grey.shape
        return Tile(grey, x, y, columns * placement.scale, rows * placement.row_scale)

    def _at_size(self, placement: Placement, width: int, height: int) -> NDArray[Any]:
        """Average the stored values to ``width`` by ``height``; the last size is kept."""
        if self._scaled.shape != (height, width):
            level, _ = self._pyramid.level(max(placement.scale, placement.row_scale))
            # OpenCV resizes no int8 and no 32-bit integers; float64 holds every one of their values.
            working = level if level.dtype in _RESIZED else level.astype(np.float64)
            # The level has fewer than two pixels per screen pixel: linear interpolation leaves none of them out.
            scaled: Any = cv2.resize(working, (width, height), interpolation=cv2.INTER_LINEAR)
            self._scaled = scaled if working is level else np.rint(scaled).astype(level.dtype)
        return self._scaled

    def _grey(self, stored: NDArray[Any]) -> NDArray[np.uint8]:
        if self._table is None:
            return to_screen(stored, self._frame, self._view)
        return look_up(stored, self._table)
