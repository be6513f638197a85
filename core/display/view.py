"""Which grey view a frame can be given: its own windows and LUTs, the full range, an automatic window, its polarity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, LookupTable, Window
from core.display.lookup import fits_table, is_padding
from core.display.voi import modality, modality_range

AUTO = "Auto (0.1 % tails)"
FULL_RANGE = "Full range"
TAIL = 0.001
"""Share of the pixels that the automatic window leaves out at either end."""


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


def presets(frame: Frame, index: int = 0) -> tuple[Preset, ...]:
    """List the views offered for frame number ``index``: full range, the file's windows, its VOI LUTs, automatic.

    The file's are named by their explanation, else ``Window 1``, ``VOI LUT 1``; a name met twice gets a number.
    """
    offered = [(FULL_RANGE, View(None))]
    offered += [(_plain(w.explanation) or f"Window {i}", View(w)) for i, w in enumerate(frame.windows, 1)]
    offered += [(_plain(t.explanation) or f"VOI LUT {i}", View(t)) for i, t in enumerate(frame.voi_luts, 1)]
    offered.append((AUTO, View(auto_window(frame, index))))
    named: dict[str, View] = {}
    for name, view in offered:
        unique, number = name, 2
        while unique in named:
            unique, number = f"{name} ({number})", number + 1
        named[unique] = view
    return tuple(Preset(name, view) for name, view in named.items())


def default_view(frame: Frame, index: int = 0) -> View:
    """Choose how frame number ``index`` is shown first: VOI LUT item 1, else window pair 1, else the 0.1 % tails.

    A picture (PNG) holds display-ready grey levels and is shown as it is.
    """
    if frame.voi_luts:
        return View(frame.voi_luts[0])
    if frame.windows:
        return View(frame.windows[0])
    return View(None) if frame.picture else View(auto_window(frame, index))


def full_range(frame: Frame) -> Window:
    """Window over all that BitsStored can hold, through the modality step."""
    return _spanning(*modality_range(frame), FULL_RANGE)


def auto_window(frame: Frame, index: int = 0) -> Window:
    """Window from the 0.1 % to the 99.9 % quantile of frame number ``index``, in modality units, without padding.

    Each end is the smallest value whose cumulative share reaches the quantile. A constant frame comes out mid-grey: the
    window is then as wide as the full range, around the one value. A frame of padding alone gets the full range.
    """
    stored = frame.stored[index]
    values, counts = _counted(stored) if fits_table(stored) else (stored[np.isfinite(stored)], None)
    keep = ~is_padding(values, frame.padding)
    units = modality(values[keep], frame)
    if units.size == 0:
        return full_range(frame)
    weights = None if counts is None else counts[keep]
    low, high = map(float, np.quantile(units, (TAIL, 1.0 - TAIL), method="inverted_cdf", weights=weights))
    if low == high:
        return Window(low + 0.5, max(full_range(frame).width, 2.0), explanation=AUTO)
    return _spanning(low, high, AUTO)


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


def _spanning(low: float, high: float, explanation: str) -> Window:
    # The LINEAR window whose formula gives 0 at exactly low and 255 at exactly high.
    return Window((low + high + 1.0) / 2.0, high - low + 1.0, explanation=explanation)


def _counted(stored: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """List the values that occur in ``stored`` (8 or 16 bits), and how often each does."""
    native = stored.astype(stored.dtype.newbyteorder("="), copy=False)
    unsigned = np.dtype(f"u{stored.dtype.itemsize}")
    entries = 1 << 8 * unsigned.itemsize
    histogram = cv2.calcHist([native.view(unsigned)], [0], None, [entries], [0, entries])
    counts = np.asarray(histogram, dtype=np.float64).ravel()
    patterns = np.flatnonzero(counts)
    return patterns.astype(unsigned).view(native.dtype), counts[patterns]


def _plain(explanation: str) -> str:
    # A file's text ends up in menus: printable, on one line, not endless.
    return "".join(c for c in " ".join(explanation.split()) if c.isprintable())[:64]
