"""Stored values as they are, for a file of 8 or 16 bits, and words that say what its numbers mean."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, LookupTable
from core.display.lookup import fits_table
from core.display.view import View, polarity_inverted
from core.errors import UnsupportedError

_LOSSY = "the source was compressed with loss"


def native_values(frame: Frame, stored: NDArray[Any]) -> NDArray[Any]:
    """Make stored values fit for a picture file: unsigned ones as they are, signed ones shifted up to begin at 0.

    Parameters
    ----------
    stored : ndarray, shape (H, W)
        Stored values of ``frame``: one of its frames, turned or drawn upon as it may be.

    Returns
    -------
    ndarray of uint8 or uint16, shape (H, W)
        ``stored - native_offset(frame)``.

    Raises
    ------
    UnsupportedError
        If the image is a colour image, or its values are not integers of 8 or 16 bits.
    """
    if frame.color is not None:
        raise UnsupportedError(frame.path, "a colour image has no grey values; export it as shown")
    if not fits_table(frame.stored):
        kind = f"{frame.stored.dtype.itemsize * 8}-bit {'floats' if frame.stored.dtype.kind == 'f' else 'integers'}"
        raise UnsupportedError(frame.path, f"a native export holds integers of 8 or 16 bits, found {kind}")
    unsigned = np.uint8 if frame.stored.dtype.itemsize == 1 else np.uint16
    return (stored.astype(np.int32) - native_offset(frame)).astype(unsigned)


def native_offset(frame: Frame) -> int:
    """Give the stored value that becomes 0 in a native export: 0, or of signed pixels ``-2**(bits_stored - 1)``."""
    return frame.stored_range[0]


def native_description(frame: Frame) -> str:
    """Say in ASCII, without patient data, what the numbers of a native export are."""
    offset = native_offset(frame)
    values = "stored value = pixel value" if not offset else f"stored value = pixel value - {-offset}"
    low = "bright" if polarity_inverted(frame) else "dark"
    said = f"Stored values, {frame.bits_stored} bits, not windowed; {values}; low values are {low}"
    return "; ".join((said, *_warnings(frame)))


def _warnings(frame: Frame) -> tuple[str, ...]:
    """Say what stands as a mark on a picture as shown, and has no place among stored values."""
    unprocessed = frame.acquisition.presentation_intent == "FOR PROCESSING"
    warnings = (
        "FOR PROCESSING, not meant for reading" if unprocessed else "",
        _LOSSY if frame.acquisition.lossy else "",
    )
    return tuple(filter(None, warnings))


def shown_description(frame: Frame, view: View) -> str:
    """Say in ASCII, without patient data, how a picture was made that shows ``frame`` through ``view``."""
    if frame.color is not None:
        shown = "Colours as shown"
    elif view.voi is None:
        shown = f"Grey levels as shown, full range of {frame.bits_stored} bits"
    elif isinstance(view.voi, LookupTable):
        shown = "Grey levels as shown, VOI LUT of the file"
    else:
        window = view.voi
        numbers = f"centre {window.center:.10g}, width {window.width:.10g}"
        shown = f"Grey levels as shown, window {numbers}, {window.function.value}"
    return f"{shown}, inverted" if view.inverted else shown
