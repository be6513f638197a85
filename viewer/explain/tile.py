"""A heat map as a picture that lies over the image on the screen, pixel by pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from viewer.image.geometry import Placement


@dataclass(frozen=True, slots=True, eq=False)
class HeatTile:
    """The visible part: its top left corner in screen (device) pixels, and 0xAARRGGBB pixels, premultiplied."""

    x: int
    y: int
    pixels: NDArray[np.uint32]


def heat_tile(
    part: NDArray[np.float32], placement: Placement, width: int, height: int, table: NDArray[np.uint32]
) -> HeatTile | None:
    """Lay a map over an image as it is seen: zoomed, moved, turned, mirrored.

    Parameters
    ----------
    part : ndarray of float32, shape (rows, columns)
        The part of a heat map that lies over the image, 0 to 1; stretched over all of it.
    placement : Placement
        Where the image lies, in screen pixels.
    width, height : int
        Of the view, in screen pixels.
    table : ndarray of uint32, shape (256,)
        Pixel for each value.

    Returns
    -------
    HeatTile or None
        None where nothing of the image is in the view.
    """
    left, top = max(0, round(placement.x)), max(0, round(placement.y))
    right = min(width, round(placement.x + placement.width))
    bottom = min(height, round(placement.y + placement.height))
    if right <= left or bottom <= top:
        return None
    to_map = _to_map(part, placement, left, top)
    values = np.rint(part * np.float32(255)).astype(np.uint8)
    warped = cv2.warpAffine(
        values,
        to_map,
        (right - left, bottom - top),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    looked_up = np.asarray(cv2.LUT(warped, table.view(np.int32)))  # OpenCV knows no uint32; the bits are the same
    return HeatTile(left, top, looked_up.view(np.uint32))


def _to_map(part: NDArray[np.float32], placement: Placement, left: int, top: int) -> NDArray[np.float64]:
    """Matrix (2, 3) from a pixel of the tile to a cell of the map, both by number, their middles half a pixel on."""
    rows, columns = part.shape
    stored = placement.orientation.size(placement.columns, placement.rows)

    def cell(x: float, y: float) -> tuple[float, float]:
        column, row = placement.to_image(left + x + 0.5, top + y + 0.5)
        return column * columns / stored[0] - 0.5, row * rows / stored[1] - 0.5

    (x, y), (x_right, y_right), (x_down, y_down) = cell(0, 0), cell(1, 0), cell(0, 1)
    matrix = np.array([[x_right - x, x_down - x, x], [y_right - y, y_down - y, y]], dtype=np.float64)
    if not all(math.isfinite(number) for number in matrix.flat):
        raise ValueError("expected an image of some size on the screen")
    return matrix
