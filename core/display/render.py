"""Frame and view to screen greys: modality step, VOI step, rounding, polarity, padding, in this order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, LookupTable
from core.display.lookup import fits_table, is_padding, map_stored, table_of
from core.display.view import View, full_range, polarity_inverted
from core.display.voi import lut_to_grey, modality, to_grey

__all__ = ["grey_table", "modality", "render", "to_grey", "to_screen"]


def render(frame: Frame, view: View, index: int = 0) -> NDArray[np.uint8]:
    """Screen greys of frame number ``index`` at stored size, uint8, shape (rows, columns), 0 black to 255 white."""
    return to_screen(frame.stored[index], frame, view)


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
