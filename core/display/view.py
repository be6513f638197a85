"""Which grey view a frame can be given: its own windows and LUTs, the full range, windows found from its pixels."""

from __future__ import annotations

from dataclasses import dataclass

from core.dicom.frame import Frame, LookupTable, VoiFunction, Window
from core.display.histogram import Counts, count, counted, quantiles
from core.display.voi import modality_range

AUTO = "Auto (0.1 % tails)"
FULL_RANGE = "Full range (VOI off)"
REGION = "Region (0.1 % tails)"
TAIL = 0.001
"""Share of the pixels that the automatic window leaves out at either end."""

PERCENTILES = (("Lung", 5.0, 60.0), ("Mediastinum", 20.0, 99.0), ("Bone", 50.0, 99.9))
"""Windows for chest radiographs: name, then the percentiles of the image's pixels that become black and white.

Counted from the darkest pixel, as the file asks the image to be shown, to the brightest, without padding. On a
radiograph of the chest the air around the patient is darkest, then come the lungs, the soft parts, and bone: that order
is all these windows know. They find no organ, and another body part, or a wide collimator edge, shifts them.
"""


@dataclass(frozen=True, slots=True)
class View:
    """How a frame is shown.

    Attributes
    ----------
    voi : Window, LookupTable or None
        What maps modality units to grey; None is the full range.
    inverted : bool
        The user's own inversion, on top of the polarity that the file asks for.
    """

    voi: Window | LookupTable | None
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """A view with the name it goes by, unique among a frame's presets."""

    name: str
    view: View


def percentile_name(tissue: str, low: float, high: float) -> str:
    """Name the window from the ``low`` to the ``high`` percentile, made for a kind of tissue."""
    return f"{tissue} ({low:g} to {high:g} %)"


def presets(frame: Frame, index: int = 0) -> tuple[Preset, ...]:
    """List the views offered for frame number ``index``.

    First the full range, then the file's windows and its VOI LUTs, the automatic window, and the percentile windows.
    The file's are named by their explanation, else ``Window 1``, ``VOI LUT 1``; a name met twice gets a number. There
    are none for a colour image, which has no grey window.
    """
    if frame.color is not None:
        return ()
    offered = [(FULL_RANGE, View(None))]
    offered += [(_plain(w.explanation) or f"Window {i}", View(w)) for i, w in enumerate(frame.windows, 1)]
    offered += [(_plain(t.explanation) or f"VOI LUT {i}", View(t)) for i, t in enumerate(frame.voi_luts, 1)]
    counts = counted(frame, index)
    offered.append((AUTO, View(_tails(counts, frame, AUTO))))
    for tissue, low, high in PERCENTILES:
        window = _percentiles(counts, frame, low, high, percentile_name(tissue, low, high))
        offered.append((window.explanation, View(window)))
    named: dict[str, View] = {}
    for name, view in offered:
        unique, number = name, 2
        while unique in named:
            unique, number = f"{name} ({number})", number + 1
        named[unique] = view
    return tuple(Preset(name, view) for name, view in named.items())


def default_view(frame: Frame, index: int = 0) -> View:
    """Choose how frame number ``index`` is shown first: VOI LUT item 1, else window pair 1, else the 0.1 % tails.

    A picture (PNG) holds display-ready grey levels and is shown as it is, and so is a colour image.
    """
    if frame.color is not None:
        return View(None)
    if frame.voi_luts:
        return View(frame.voi_luts[0])
    if frame.windows:
        return View(frame.windows[0])
    return View(None) if frame.picture else View(auto_window(frame, index))


def full_range(frame: Frame) -> Window:
    """Window over all that BitsStored can hold, through the modality step."""
    return _spanning(*modality_range(frame), frame, FULL_RANGE)


def auto_window(frame: Frame, index: int = 0) -> Window:
    """Window from the 0.1 % to the 99.9 % quantile of frame number ``index``, in modality units, without padding.

    Each end is the smallest value whose cumulative share reaches the quantile. A constant frame comes out mid-grey: the
    window is then as wide as the full range, around the one value. A frame of padding alone gets the full range.
    """
    return _tails(counted(frame, index), frame, AUTO)


def region_window(frame: Frame, index: int, rows: slice, columns: slice) -> Window:
    """Window from the 0.1 % to the 99.9 % quantile of one rectangle of frame number ``index``, without padding.

    A constant rectangle, and one of padding alone, are dealt with as in :func:`auto_window`.

    Parameters
    ----------
    rows, columns : slice
        The rectangle, in pixels of the stored image; what lies outside the image is left out.

    Raises
    ------
    ValueError
        If no pixel of the image is in the rectangle, or the image is a colour image.
    """
    if frame.color is not None:
        raise ValueError("a colour image has no grey window")
    region = frame.stored[index][_within(rows, frame.rows), _within(columns, frame.columns)]
    if region.size == 0:
        raise ValueError("a region needs at least one pixel of the image, found none: draw it over the image")
    return _tails(count(region, frame.padding), frame, REGION)


def percentile_window(frame: Frame, index: int, low: float, high: float) -> Window:
    """Window whose black and white are percentiles of the pixels of frame number ``index``, without padding.

    Counted in the direction of the image's polarity: 0 is the darkest pixel as the file asks it to be shown, 100 the
    brightest. A constant range is dealt with as in :func:`auto_window`.

    Raises
    ------
    ValueError
        Unless 0 <= ``low`` < ``high`` <= 100.
    """
    if not 0 <= low < high <= 100:
        raise ValueError(f"percentiles rise between 0 and 100, found {low:g} and {high:g}")
    return _percentiles(counted(frame, index), frame, low, high, f"{low:g} to {high:g} %")


def polarity_inverted(frame: Frame) -> bool:
    """Whether low presentation values are shown bright, before any inversion by the user.

    Presentation LUT Shape decides where present, else Photometric Interpretation.

    References
    ----------
    DICOM PS3.3 C.7.6.3.1.2, C.11.6.1.2, C.8.11.3.1.2.
    """
    if frame.presentation_shape in ("IDENTITY", "INVERSE"):
        return frame.presentation_shape == "INVERSE"
    return frame.photometric == "MONOCHROME1"


def polarity_note(frame: Frame) -> str:
    """Say in one sentence that the file contradicts itself on its polarity; empty when it does not.

    References
    ----------
    DICOM PS3.3 C.8.11.3.1.2: MONOCHROME1 goes with INVERSE, MONOCHROME2 with IDENTITY.
    """
    usual = {"MONOCHROME1": "INVERSE", "MONOCHROME2": "IDENTITY"}.get(frame.photometric)
    if frame.presentation_shape not in ("IDENTITY", "INVERSE") or usual in (None, frame.presentation_shape):
        return ""
    shown = "bright" if frame.presentation_shape == "INVERSE" else "dark"
    return (
        f"The file contradicts itself: Photometric Interpretation {frame.photometric} asks for Presentation LUT Shape "
        f"{usual}, found {frame.presentation_shape}; low values are shown {shown}, as the shape says, so check that."
    )


def _within(part: slice, size: int) -> slice:
    # NumPy would count an end below 0 from the other side.
    return slice(max(part.start or 0, 0), size if part.stop is None else max(part.stop, 0))


def _is_floating(frame: Frame) -> bool:
    return frame.stored.dtype.kind == "f"


def _spanning(low: float, high: float, frame: Frame, explanation: str) -> Window:
    # The window whose formula gives 0 at exactly low and 255 at exactly high. LINEAR counts levels that are 1 apart
    # (PS3.3 C.11.2.1.2.1): it means nothing between floating-point values, and drowns a small range in rounding.
    if _is_floating(frame) or 0.0 < high - low < 1.0:
        width = high - low or 1.0
        return Window(low + width / 2.0, width, VoiFunction.LINEAR_EXACT, explanation)
    return Window((low + high + 1.0) / 2.0, high - low + 1.0, explanation=explanation)


def _tails(counts: Counts, frame: Frame, explanation: str) -> Window:
    if counts.values.size == 0:
        return full_range(frame)
    low, high = quantiles(counts, frame, (TAIL, 1.0 - TAIL))
    return _between(low, high, frame, explanation)


def _percentiles(counts: Counts, frame: Frame, low: float, high: float, explanation: str) -> Window:
    if counts.values.size == 0:
        return full_range(frame)
    # Rounded: 99.9 / 100 is not the nearest number to 0.999, and would miss a share of exactly that.
    shares = round(low / 100, 12), round(high / 100, 12)
    ends = quantiles(counts, frame, shares, falling=polarity_inverted(frame))
    return _between(min(ends), max(ends), frame, explanation)


def _between(low: float, high: float, frame: Frame, explanation: str) -> Window:
    if low == high and _is_floating(frame):
        return Window(low, full_range(frame).width, VoiFunction.LINEAR_EXACT, explanation)
    if low == high:
        return Window(low + 0.5, max(full_range(frame).width, 2.0), explanation=explanation)
    return _spanning(low, high, frame, explanation)


def _plain(explanation: str) -> str:
    # A file's text ends up in menus: printable, on one line, not endless.
    return "".join(c for c in " ".join(explanation.split()) if c.isprintable())[:64]
