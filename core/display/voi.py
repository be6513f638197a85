"""The formulas from stored values to grey levels: modality step and VOI functions, as the standard writes them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, LookupTable, VoiFunction, Window
from core.display.lookup import is_padding


def modality(stored: NDArray[Any], frame: Frame) -> NDArray[np.float64]:
    """Turn stored values of any shape into modality units.

    A Modality LUT takes the place of the rescale; stored values beyond its ends take its end values.

    References
    ----------
    DICOM PS3.3 C.11.1.1.
    """
    if frame.modality_lut is not None:
        return _looked_up(stored.astype(np.float64), frame.modality_lut)
    return stored.astype(np.float64) * frame.slope + frame.intercept


def modality_range(frame: Frame) -> tuple[float, float]:
    """Lowest and highest modality value that BitsStored can give, in modality units.

    A Modality LUT gives its output range, ``[0, 2**bits - 1]``. Floating-point pixels have no such range: theirs is
    that of the finite pixels of all frames that are no padding.
    """
    if frame.modality_lut is not None:
        return 0.0, float((1 << frame.modality_lut.bits) - 1)
    if frame.stored.dtype.kind == "f":
        finite = frame.stored[np.isfinite(frame.stored) & ~is_padding(frame.stored, frame.padding)]
        ends = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    else:
        ends = (float(frame.stored_range[0]), float(frame.stored_range[1]))
    first, last = (end * frame.slope + frame.intercept for end in ends)
    return min(first, last), max(first, last)


def to_grey(modality_values: NDArray[Any], window: Window) -> NDArray[np.uint8]:
    """Map modality values of any shape through ``window`` to grey levels, uint8, 0-255.

    The standard's formulas give a real number from 0 to 255; it is rounded once, here, as ``floor(y + 0.5)``.

    References
    ----------
    DICOM PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.1 (SIGMOID), C.11.2.1.3.2 (LINEAR_EXACT).
    """
    x = np.asarray(modality_values, dtype=np.float64)
    center, width = window.center, window.width
    # Clipping x first gives the formulas' constant ends, and nothing overflows however narrow the window.
    if window.function is VoiFunction.SIGMOID:
        # 1 / (1 + exp(-4 t)) written as a tanh, which cannot overflow.
        y = 0.5 + 0.5 * np.tanh(2.0 * ((np.clip(x, center - 20.0 * width, center + 20.0 * width) - center) / width))
    elif window.function is VoiFunction.LINEAR_EXACT:
        y = (np.clip(x, center - width / 2.0, center + width / 2.0) - center) / width + 0.5
    elif width == 1.0:
        y = np.where(x > center - 0.5, 1.0, 0.0)
    else:
        middle, half = center - 0.5, (width - 1.0) / 2.0
        y = (np.clip(x, middle - half, middle + half) - middle) / (width - 1.0) + 0.5
    return _rounded(y)


def lut_to_grey(modality_values: NDArray[Any], lut: LookupTable) -> NDArray[np.uint8]:
    """Map modality values of any shape through a VOI LUT to grey levels, uint8, 0-255, by its full output range.

    References
    ----------
    DICOM PS3.3 C.11.2.1.1.
    """
    return _rounded(_looked_up(np.asarray(modality_values, dtype=np.float64), lut) / ((1 << lut.bits) - 1))


def _looked_up(x: NDArray[np.float64], lut: LookupTable) -> NDArray[np.float64]:
    index = np.clip(np.floor(x + 0.5) - lut.first, 0, len(lut.values) - 1)
    values: NDArray[np.float64] = lut.values.astype(np.float64)[np.nan_to_num(index).astype(np.intp)]
    return values


def _rounded(y: NDArray[np.float64]) -> NDArray[np.uint8]:
    y = np.fmin(np.fmax(y, 0.0), 1.0)  # of NaN and a number these give the number
    return np.floor(y * 255.0 + 0.5).astype(np.uint8)
