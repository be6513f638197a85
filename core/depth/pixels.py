"""What a bit depth leaves of one image: its stored values, and its greys under a window.

Every arm is a function of the stored value, so the figures come from the values that occur and how often, not from the
pixels one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame, Identity
from core.display.histogram import counted
from core.display.lookup import is_padding, map_stored
from core.display.render import to_screen
from core.preprocess import at_depth

if TYPE_CHECKING:
    from core.display.view import View

ARMS = ("native", "12", "10", "8", "6", "8-max")
"""The bit depths that can be looked at, of :data:`core.preprocess.BITS`: those that quantise the stored value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two arms of an image lie apart under a window; padding is not counted.

    Attributes
    ----------
    largest_stored, mean_stored : float
        Maximum and mean over the pixels of the absolute difference, in stored values.
    largest_grey, mean_grey : float
        The same in greys of the screen, 0 to 255.
    """

    largest_stored: float
    mean_stored: float
    largest_grey: float
    mean_grey: float


def why_not(frame: Frame, bits: str) -> str:
    """Say in one sentence why an image cannot be looked at at a bit depth; empty when it can."""
    if frame.color is not None:
        return "Bit depths are compared on greyscale images, and this is a colour image: open the greyscale original."
    if frame.stored.dtype.kind == "f":
        return "Bit depths are compared on whole numbers, and this image holds floating-point values: open another one."
    if frame.bits_stored <= 8:
        return (
            f"Comparing bit depths needs an image of more than 8 bits, and this one stores {frame.bits_stored}: "
            "open the original DICOM image."
        )
    if bits.isdigit() and frame.bits_stored < int(bits):
        return f"This image stores {frame.bits_stored} bits, not {bits}: choose a smaller bit depth."
    if bits == "8-max" and frame.modality_lut is not None:
        return "8-max has no meaning for an image with a Modality LUT, as this one has: choose another bit depth."
    return ""


def shown_at(frame: Frame, bits: str, index: int = 0) -> Frame:
    """Make the image that is left of frame number ``index`` at a bit depth, of that one frame, without patient data.

    Padding stays padding. A value that quantising moves onto the padding value is shown one stored value beside it,
    or it would turn black.
    """
    padding, (_, highest) = frame.padding, frame.stored_range

    def left(values: NDArray[Any]) -> NDArray[np.float32]:
        kept = at_depth(values, frame, bits, index)
        was_padding = is_padding(values, padding)
        if padding is not None:
            beside = padding[1] + 1 if padding[1] < highest else padding[0] - 1
            kept = np.where(is_padding(kept, padding), beside, kept)
        return np.where(was_padding, values, kept).astype(np.float32)

    stored = map_stored(frame.stored[index], frame, left).astype(frame.stored.dtype)[np.newaxis]
    return _anonymous(frame, stored)


def difference_picture(first: Frame, second: Frame, factor: int) -> Frame:
    """Paint second minus first, signed and amplified, in 8-bit greys to be shown in full range.

    The difference is taken as part of the stored range, on the scale of 256 greys, times ``factor``. No difference is
    128; where the second is higher it is lighter, where it is lower darker, from 1 to 255: beyond
    :func:`largest_shown` nothing more can be told.

    Parameters
    ----------
    first, second : Frame
        From :func:`shown_at`, of one image.
    factor : int
        At least 1.
    """
    lowest, highest = first.stored_range
    apart = second.stored[0].astype(np.float32) - first.stored[0].astype(np.float32)
    amplified = np.clip(apart * np.float32(255 * factor / (highest - lowest)), -127, 127)
    greys = (np.rint(amplified).astype(np.int16) + 128).astype(np.uint8)[np.newaxis]
    greys.flags.writeable = False
    return Frame(
        path=Path(),
        stored=greys,
        bits_allocated=8,
        bits_stored=8,
        signed=False,
        photometric="MONOCHROME2",
        spacing=first.spacing,
        aspect_ratio=first.aspect_ratio,
    )


def largest_shown(frame: Frame, factor: int) -> float:
    """Give the difference, in stored values, from which on :func:`difference_picture` is black or white."""
    lowest, highest = frame.stored_range
    return 127 / 255 / factor * (highest - lowest)


def difference(frame: Frame, index: int, view: View, arms: tuple[str, str]) -> Difference:
    """Compare two arms of frame number ``index`` under ``view``; an image of padding alone differs nowhere."""
    counts = counted(frame, index)
    if counts.values.size == 0:
        return Difference(0.0, 0.0, 0.0, 0.0)
    bare = replace(frame, padding=None)  # the values are free of it, and quantised ones may fall onto it
    values = [at_depth(counts.values, frame, bits, index) for bits in arms]
    greys = [to_screen(kept.astype(frame.stored.dtype)[np.newaxis], bare, view)[0].astype(float) for kept in values]
    stored, grey = np.abs(values[1] - values[0]), np.abs(greys[1] - greys[0])
    return Difference(
        float(stored.max()),
        float(np.average(stored, weights=counts.counts)),
        float(grey.max()),
        float(np.average(grey, weights=counts.counts)),
    )


def _anonymous(frame: Frame, stored: NDArray[Any]) -> Frame:
    stored.flags.writeable = False
    return replace(frame, stored=stored, identity=Identity(), overlays=(), notes=(), path=Path())
