"""From mouse movement, keys and numbers to a grey window. No Qt."""

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
    return _kept(start.center + up * step, start.width + right * step, start, span)


def nudged(window: Window, span: Window, *, wider: float = 0.0, higher: float = 0.0) -> Window:
    """Widen and raise a window by parts of its width, as a key does.

    Parameters
    ----------
    window, span : Window
        The window, and the image's full range, which sets how far it may go.
    wider : float
        0.01 makes it 1 % wider, -0.01 takes exactly that back.
    higher : float
        0.01 raises its centre by 1 % of the width.
    """
    width = window.width * (1 + wider) if wider >= 0 else window.width / (1 - wider)
    return _kept(window.center + higher * window.width, width, window, span)


def narrowest(function: VoiFunction, span: Window) -> float:
    """Smallest width that a drag, a key or a number may give a window of an image whose full range is ``span``."""
    return 1.0 if function is VoiFunction.LINEAR else min(1.0, span.width / 65536)


def ends(window: Window) -> tuple[float, float]:
    """Give the largest value that is still black and the smallest that is white, in modality units.

    A sigmoid reaches neither: its ends are those of the straight line through its middle, whose slope there is the
    sigmoid's own; it is 12 % and 88 % grey at them.

    References
    ----------
    DICOM PS3.3 C.11.2.1.2.1 (LINEAR), C.11.2.1.3.2 (LINEAR_EXACT), C.11.2.1.3.1 (SIGMOID).
    """
    half = window.width / 2
    low, high = window.center - half, window.center + half
    return (low, max(low, high - 1)) if window.function is VoiFunction.LINEAR else (low, high)


def between(low: float, high: float, function: VoiFunction) -> Window:
    """Give the window whose :func:`ends` are ``low`` and ``high``.

    Raises
    ------
    ValueError
        If ``high`` is below ``low``, or as low for a function that needs a width.
    """
    more = 1.0 if function is VoiFunction.LINEAR else 0.0
    return Window((low + high + more) / 2, high - low + more, function)


def _kept(center: float, width: float, start: Window, span: Window) -> Window:
    """Keep a window within four full ranges, and its centre within one of the middle; none jumps that began outside."""
    low, high = min(span.center - span.width, start.center), max(span.center + span.width, start.center)
    least, most = min(narrowest(start.function, span), start.width), max(4 * span.width, start.width)
    return Window(min(max(center, low), high), min(max(width, least), most), start.function)


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
