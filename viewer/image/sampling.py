"""Which stored pixels lie under the pixels of the screen, and the values found there. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from viewer.image.geometry import Placement

_EXACT = (np.uint8, np.uint16, np.float32)
"""Types that OpenCV interpolates with exact weights; of others it rounds the weights to 1/32."""


@dataclass(frozen=True, slots=True)
class Span:
    """One side of the visible part: screen pixels in a row, laid on pixels of the image.

    Attributes
    ----------
    screen, count : int
        Number of the first screen pixel, and how many there are.
    first, step : float
        Where the middle of the first one lies on the image, in image pixels from its edge as seen, and how many image
        pixels one screen pixel spans.
    length : int
        Image pixels along this side.
    mirrored : bool
        The stored image runs the other way.
    """

    screen: int
    count: int
    first: float
    step: float
    length: int
    mirrored: bool = False

    @property
    def start(self) -> float:
        """The lowest of the positions, in image pixels from the edge of the image as stored."""
        return self.length - (self.first + (self.count - 1) * self.step) if self.mirrored else self.first

    def pixels(self) -> NDArray[np.intp]:
        """Find the stored pixel under the middle of each screen pixel; rising numbers, shape (count,)."""
        # Counted as seen, so that turning the image moves no pixel even where a middle lies between two of them.
        seen: NDArray[np.intp] = np.floor(self.first + np.arange(self.count) * self.step).astype(np.intp)
        seen = np.clip(seen, 0, self.length - 1)
        return self.length - 1 - seen[::-1] if self.mirrored else seen


@dataclass(frozen=True, slots=True)
class Patch:
    """The visible part of an image, along the rows and columns of the stored image.

    Attributes
    ----------
    rows, columns : Span
        Its sides.
    x, y : int
        Its first pixel on the screen.
    """

    rows: Span
    columns: Span
    x: int
    y: int


def is_reduced(placement: Placement) -> bool:
    """Tell whether some screen pixel spans more than one pixel of the image; 1:1 may be off by a rounding error."""
    return min(placement.scale, placement.row_scale) < 1 - 1e-9


def visible(placement: Placement, width: int, height: int) -> Patch | None:
    """Find the part of an image seen in a view of ``width`` by ``height`` screen pixels; None if none is.

    Below 1:1 the image begins at a whole screen pixel, so that a pan moves the picture and changes none of its pixels.
    """
    whole = is_reduced(placement)
    x, y = (round(placement.x), round(placement.y)) if whole else (placement.x, placement.y)
    across = _span(x, placement.scale, placement.columns, width)
    down = _span(y, placement.row_scale, placement.rows, height)
    if across is None or down is None:
        return None
    orientation = placement.orientation
    # Which way the rows and the columns of the stored image run on screen.
    row_reversed = orientation.turns in (1, 2) if orientation.swaps_axes else orientation.turns == 2
    column_reversed = (orientation.turns in (2, 3)) is not orientation.mirrored
    columns, rows = (down, across) if orientation.swaps_axes else (across, down)
    rows, columns = replace(rows, mirrored=row_reversed), replace(columns, mirrored=column_reversed)
    return Patch(rows, columns, across.screen, down.screen)


def _span(start: float, scale: float, length: int, screen: int) -> Span | None:
    # A screen pixel belongs to the image when its middle does.
    first, end = max(0, ceil(start - 0.5)), min(screen, ceil(start + length * scale - 0.5))
    if scale * length < 1 and first == end and 0 <= floor(start) < screen:
        first, end = floor(start), floor(start) + 1  # an image thinner than a pixel is still seen
    if first >= end:
        return None
    return Span(first, end - first, (first + 0.5 - start) / scale, 1 / scale, length)


def nearest(values: NDArray[Any], patch: Patch, factor: int = 1) -> NDArray[Any]:
    """Take the value under the middle of each screen pixel, as it is.

    Parameters
    ----------
    values : ndarray, shape (H, W) or (H, W, 3)
        The stored image, or a copy of it reduced by ``factor``.

    Returns
    -------
    ndarray, shape (patch.rows.count, patch.columns.count), with the third axis of ``values``
        In the orientation of the stored image.
    """
    rows, columns = patch.rows.pixels() // factor, patch.columns.pixels() // factor
    rows, columns = np.minimum(rows, values.shape[0] - 1), np.minimum(columns, values.shape[1] - 1)
    first, last = rows[0], rows[-1] + 1
    found: NDArray[Any]
    if last - first < len(rows):  # the shorter way first
        found = values[first:last].take(columns, axis=1)[rows - first]
    else:
        found = values[rows].take(columns, axis=1)
    return found


def interpolated(values: NDArray[Any], patch: Patch, factor: int = 1) -> NDArray[Any]:
    """Interpolate linearly between the four values around the middle of each screen pixel.

    Where that middle is the middle of a pixel of ``values``, its value comes out as it is. Beyond the outermost middles
    the outermost values go on. Parameters and result are those of :func:`nearest`; integers are rounded.
    """
    row, column = patch.rows.start / factor - 0.5, patch.columns.start / factor - 0.5
    row_step, column_step = patch.rows.step / factor, patch.columns.step / factor
    top, bottom = _around(row, row_step, patch.rows.count, values.shape[0])
    left, right = _around(column, column_step, patch.columns.count, values.shape[1])
    part = values[top:bottom, left:right]
    part = part.astype(part.dtype.newbyteorder("="), copy=False)
    if part.dtype in _EXACT:
        return _warped(part, patch, (row - top, row_step), (column - left, column_step))
    if part.dtype.kind == "i" and part.dtype.itemsize <= 2:
        # The same distances between values as unsigned numbers: the lowest becomes 0.
        unsigned, lowest = part.dtype.str.replace("i", "u"), np.iinfo(part.dtype).min
        shifted = (part ^ lowest).view(unsigned)
        warped = _warped(shifted, patch, (row - top, row_step), (column - left, column_step))
        found: NDArray[Any] = warped.view(part.dtype) ^ lowest
        return found
    return _weighed(part, patch, (row - top, row_step), (column - left, column_step))


def _around(start: float, step: float, count: int, length: int) -> tuple[int, int]:
    """Find the pixels of one side, of ``length``, that take part."""
    first, last = floor(start), floor(start + (count - 1) * step) + 2
    return min(max(first, 0), length - 1), max(min(last, length), 1)


def _warped(part: NDArray[Any], patch: Patch, row: tuple[float, float], column: tuple[float, float]) -> NDArray[Any]:
    matrix = np.array([[column[1], 0.0, column[0]], [0.0, row[1], row[0]]])
    size = patch.columns.count, patch.rows.count
    found: Any = cv2.warpAffine(
        part, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return found  # type: ignore[no-any-return]


def _weighed(part: NDArray[Any], patch: Patch, row: tuple[float, float], column: tuple[float, float]) -> NDArray[Any]:
    """Do the same in 64-bit floats, for types of which OpenCV would lose digits."""
    values = part.astype(np.float64)
    for axis, count, (start, step) in ((0, patch.rows.count, row), (1, patch.columns.count, column)):
        position = np.clip(start + np.arange(count) * step, 0, part.shape[axis] - 1)
        before = np.floor(position).astype(np.intp)
        after = np.minimum(before + 1, part.shape[axis] - 1)
        weight = (position - before).reshape((-1, 1) if axis == 0 else (1, -1))
        values = values.take(before, axis) * (1 - weight) + values.take(after, axis) * weight
    return values if part.dtype.kind == "f" else np.rint(values).astype(part.dtype)
