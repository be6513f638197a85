"""Frame and view to screen greys: modality step, VOI step, rounding, polarity, padding, in this order.

Then, for the eye alone and only where asked for: shutter, graphics, and the screen's table (:mod:`core.display.gsdf`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, LookupTable
from core.display.lookup import fits_table, is_padding, map_stored, table_of
from core.display.orientation import AS_STORED, Orientation
from core.display.overlay import lay_over, layers, overlay_mask, shutter_grey, shutter_mask
from core.display.view import View, full_range, polarity_inverted
from core.display.voi import lut_to_grey, modality, to_grey

__all__ = ["grey_table", "modality", "render", "render_color", "render_shown", "to_grey", "to_screen"]


def render(frame: Frame, view: View, index: int = 0) -> NDArray[np.uint8]:
    """Screen greys of frame number ``index`` at stored size, uint8, shape (rows, columns), 0 black to 255 white.

    Raises
    ------
    ValueError
        If the image is a colour image.
    """
    if frame.color is not None:
        raise ValueError("expected a greyscale image, found a colour one")
    return to_screen(frame.stored[index], frame, view)


def render_color(frame: Frame, index: int = 0, *, inverted: bool = False) -> NDArray[np.uint8]:
    """Red, green and blue of frame number ``index`` of a colour image, uint8, shape (rows, columns, 3).

    Windows have no meaning for colours; the user's inversion has, and gives the negative.

    Raises
    ------
    ValueError
        If the image is not a colour image.
    """
    if frame.color is None:
        raise ValueError("expected a colour image, found a greyscale one")
    colors: NDArray[np.uint8] = frame.color[index]
    return np.subtract(255, colors, dtype=np.uint8) if inverted else colors


def render_shown(
    frame: Frame,
    view: View,
    index: int = 0,
    *,
    orientation: Orientation = AS_STORED,
    shutter: bool = True,
    overlays: bool = True,
    output: NDArray[np.uint8] | None = None,
) -> NDArray[np.uint8]:
    """Frame number ``index`` as it is seen, each stored pixel one pixel: what *Export as shown* writes.

    Parameters
    ----------
    orientation : Orientation
        How the image is turned and mirrored.
    shutter, overlays : bool
        Cover what the file asks to cover; draw the graphics that it brings along.
    output : ndarray of uint8, shape (256,), or None
        The screen's table (:func:`core.display.gsdf.gsdf_table`), last of all; not for files, and not for colours.

    Returns
    -------
    ndarray of uint8, shape (rows, columns) as seen, of a colour image (rows, columns, 3)
    """
    in_color = frame.color is not None
    pixels = render_color(frame, index, inverted=view.inverted) if in_color else render(frame, view, index)
    covered = shutter_mask(frame) if shutter else None
    drawn = overlay_mask(frame, index) if overlays else None
    over = layers(covered, shutter_grey(frame.shutter) if frame.shutter else 0, drawn)
    if over:
        pixels = pixels.copy()
        lay_over(pixels, over)
    if output is not None and not in_color:
        pixels = output[pixels]
    return np.ascontiguousarray(orientation.applied(pixels))


def to_screen(stored: NDArray[Any], frame: Frame, view: View) -> NDArray[np.uint8]:
    """Screen greys of stored values (H, W), such as a reduced copy of a frame, shown as ``frame`` asks for."""
    return map_stored(stored, frame, lambda values: _greys(values, frame, view))


def grey_table(frame: Frame, view: View) -> NDArray[np.uint8]:
    """Screen grey of every stored value, uint8, shape (65536,), for :func:`core.display.lookup.look_up`.

    Indexed by the stored value's bit pattern as uint16; 8-bit pixels use the first 256 entries.

    Raises
    ------
    ValueError
        If the pixels are not integers of 8 or 16 allocated bits.
    """
    if not fits_table(frame.stored):
        raise ValueError(f"a grey table needs integer pixels of 8 or 16 bits, found {frame.stored.dtype}")
    return table_of(frame, lambda values: _greys(values, frame, view))


def _greys(values: NDArray[Any], frame: Frame, view: View) -> NDArray[np.uint8]:
    units = modality(values, frame)
    if isinstance(view.voi, LookupTable):
        grey = lut_to_grey(units, view.voi)
    else:
        grey = to_grey(units, view.voi or full_range(frame))
    if polarity_inverted(frame) != view.inverted:
        grey = 255 - grey
    # Padding is no part of the image: black on screen, whatever the polarity.
    grey[is_padding(values, frame.padding)] = 0
    return grey
