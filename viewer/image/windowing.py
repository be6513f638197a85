"""From mouse movement to a grey window. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import View, full_range

if TYPE_CHECKING:
    from core.dicom.frame import Frame

_FRACTION = 1 / 512  # of the window's width at the start of a drag, per screen pixel
_FLOOR = 1 / 16384  # of the full range, per screen pixel: a narrow window can still be opened


def drag_step(start: Window, span: Window) -> float:
    """Modality units that one screen pixel of a drag is worth, for a drag that starts at ``start``."""
    return max(start.width * _FRACTION, span.width * _FLOOR)


def dragged(start: Window, span: Window, right: float, up: float) -> Window:
    """Widen the window by ``right`` screen pixels and raise its centre by ``up``.

    Parameters
    ----------
    start : Window
        The window when the drag began.
    span : Window
        The image's full range: sets the finest step and how far a window may go.
    """
    step = drag_step(start, span)
    narrowest = 1.0 if start.function is VoiFunction.LINEAR else min(1.0, span.width / 65536)
    width = min(max(start.width + right * step, narrowest), 4 * span.width)
    low, high = span.center - span.width, span.center + span.width
    return Window(min(max(start.center + up * step, low), high), width, start.function)


def equal_window(lut: LookupTable) -> tuple[Window, bool]:
    """Approximate a VOI LUT by the straight line through its 10 % and 90 % outputs.

    Returns
    -------
    window : Window
        LINEAR (PS3.3 C.11.2.1.2.1), whose black and white lie where that line reaches the LUT's ends.
    inverted : bool
        The LUT falls: the window must be shown inverted.
    """
    values = lut.values.astype(np.float64)
    inverted = bool(values[0] > values[-1])
    if inverted:
        values = values.max() - values
    low, high = values.min(), values.max()
    at_10, at_90 = (lut.first + _crossing(values, low + part * (high - low)) for part in (0.1, 0.9))
    # LINEAR reaches black at centre - 0.5 - (width - 1) / 2 and white at centre - 0.5 + (width - 1) / 2.
    return Window((at_10 + at_90) / 2 + 0.5, (at_90 - at_10) / 0.8 + 1), inverted


def _crossing(values: np.ndarray[tuple[int], np.dtype[np.float64]], level: float) -> float:
    """Position, between entries, where ``values`` first reaches ``level``."""
    after = int(np.argmax(values >= level))
    if after == 0:
        return 0.0
    below, above = values[after - 1], values[after]
    return after - 1 + float((level - below) / (above - below))


def as_window(view: View, frame: Frame) -> tuple[Window, bool]:
    """Give the window, and the inversion, that a drag of ``view`` starts from."""
    if view.voi is None:
        return full_range(frame), view.inverted
    if isinstance(view.voi, LookupTable):
        window, falls = equal_window(view.voi)
        return window, view.inverted != falls
    return replace(view.voi, explanation=""), view.inverted
