"""What the file lays over its image: the shutter that covers part of it, and planes of graphics (groups 60xx).

Both are for the eye alone: statistics, the probe and networks use the pixels beneath as they are.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, OverlayPlane, Shutter

INK, EDGE = 255, 0
"""Greys of the graphics and of the thin edge around them, which sets them off from bright parts of the image."""


def shutter_mask(frame: Frame) -> NDArray[np.bool_] | None:
    """Where the shutter covers the image, bool, shape (rows, columns); None without a shutter.

    A pixel is covered when any of the shapes covers it: the least of the image that one of them leaves stays visible.
    The radius of a circle counts columns, so that with pixels that are not square it is round on screen.

    References
    ----------
    DICOM PS3.3 C.7.6.11.
    """
    shutter = frame.shutter
    if shutter is None:
        return None
    visible = np.ones((frame.rows, frame.columns), dtype=np.bool_)
    if shutter.rectangle is not None:
        first_column, last_column, first_row, last_row = shutter.rectangle
        inside = np.zeros_like(visible)
        inside[max(first_row, 0) : max(last_row + 1, 0), max(first_column, 0) : max(last_column + 1, 0)] = True
        visible &= inside
    if shutter.circle is not None:
        visible &= _circle(frame, shutter.circle)
    if shutter.polygon:
        visible &= _polygon(visible.shape, shutter.polygon)
    return ~visible


def overlay_mask(frame: Frame, index: int = 0) -> NDArray[np.bool_] | None:
    """Where graphics are drawn over frame number ``index``, bool, shape (rows, columns); None where none are.

    All planes that reach this frame are joined; what lies outside the image is left out.

    References
    ----------
    DICOM PS3.3 C.9.2.
    """
    drawn = np.zeros((frame.rows, frame.columns), dtype=np.bool_)
    for plane in frame.overlays:
        _join(drawn, plane, index)
    return drawn if drawn.any() else None


def shutter_grey(shutter: Shutter) -> int:
    """Screen grey, 0 to 255, that covers what the shutter hides, whatever the image's polarity."""
    return round(min(max(shutter.grey, 0.0), 1.0) * 255)


def layers(
    covered: NDArray[np.bool_] | None, cover: int, drawn: NDArray[np.bool_] | None
) -> tuple[tuple[NDArray[np.bool_], int], ...]:
    """Turn masks into what :func:`lay_over` writes, in this order: ``cover``, an edge of one pixel, the graphics."""
    made = [] if covered is None else [(covered, cover)]
    if drawn is not None:
        grown = cv2.dilate(drawn.view(np.uint8), np.ones((3, 3), dtype=np.uint8))
        made += [(np.asarray(grown, dtype=np.uint8).view(np.bool_), EDGE), (drawn, INK)]
    return tuple(made)


def lay_over(pixels: NDArray[np.uint8], layers: tuple[tuple[NDArray[np.bool_], int], ...]) -> None:
    """Write each layer's grey into ``pixels``, shape (H, W) or (H, W, 3), in place, where its mask (H, W) is true."""
    for mask, grey in layers:
        np.copyto(pixels, np.uint8(grey), where=mask if pixels.ndim == 2 else mask[..., np.newaxis])


def _circle(frame: Frame, circle: tuple[float, float, float]) -> NDArray[np.bool_]:
    row, column, radius = circle
    across = (np.arange(frame.columns) - column) ** 2
    reach = radius**2 - ((np.arange(frame.rows) - row) * frame.pixel_aspect) ** 2
    inside: NDArray[np.bool_] = across[np.newaxis, :] <= reach[:, np.newaxis]
    return inside


def _polygon(shape: tuple[int, ...], corners: tuple[tuple[float, float], ...]) -> NDArray[np.bool_]:
    inside = np.zeros(shape, dtype=np.uint8)
    points = np.array([(column, row) for row, column in corners])
    # Far outside the image, where it makes no difference, the corners of a damaged file could overflow.
    points = np.rint(np.clip(points, -1e6, 1e6)).astype(np.int32)
    cv2.fillPoly(inside, [points], (1,))
    return inside.view(np.bool_)


def _join(drawn: NDArray[np.bool_], plane: OverlayPlane, index: int) -> None:
    number = index - plane.first_frame
    if not 0 <= number < len(plane.bits):
        return
    bits = plane.bits[number]
    rows, columns = bits.shape
    top, left = max(plane.row, 0), max(plane.column, 0)
    bottom, right = min(plane.row + rows, drawn.shape[0]), min(plane.column + columns, drawn.shape[1])
    if top < bottom and left < right:
        part = bits[top - plane.row : bottom - plane.row, left - plane.column : right - plane.column]
        drawn[top:bottom, left:right] |= part
