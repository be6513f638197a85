"""Frame to network input: the one definition, used by training and by inference alike.

Bit-depth arms
--------------
The ``native`` preset gives the same picture at different depths, so that nothing but the depth differs:

``native``
    All BitsStored.
``12``, ``10``, ``8``, ``6``
    Exactly that many bits, k, of the same fixed range: ``floor(v * 2**k / 2**BitsStored)``, v the stored value counted
    from the lowest possible one.
``8-max``
    The thesis' conversion, ``uint8(max(x, 0) / x.max() * 255)``, per image; its range is not the fixed one, and padding
    counts towards the maximum. Not for images with a Modality LUT, where a range stretched per image means nothing.
``8-voi``
    The grey levels of the default view.
``8-after-resize``
    Not a quantised image: ``native`` input, rounded to 8 bits after the averaging has already made new levels.

Order of the steps: padding is found on the stored value; the stored value is quantised; its position in the stored
range, ``q / (2**k - 1)``, goes through the modality step; the fixed modality range becomes [0, 1]; polarity; padding
black; resize. A rescale is a straight line, so scaling by the fixed range undoes all of it but the sign of its slope:
the input is exactly ``q / (2**k - 1)``, or one minus that, whatever slope and intercept are. A Modality LUT is looked
up at the stored value nearest to that position.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.dicom.frame import Frame
from core.display.lookup import is_padding, look_up, map_stored
from core.display.render import render
from core.display.view import View, default_view, polarity_inverted
from core.display.voi import modality, modality_range
from core.errors import ModelRefusedError

PRESETS = ("native", "display8", "thesis12", "thesis8")
"""How stored values become network input; see :func:`preprocess`."""

BITS = ("native", "12", "10", "8", "6", "8-max", "8-voi", "8-after-resize")
"""Bit-depth arms of the ``native`` preset; the other presets fix theirs and take ``"native"``."""

SMALLEST, LARGEST = 8, 2048
"""Bounds of a network input's height and width in pixels."""


@dataclass(frozen=True, slots=True)
class PreprocessSpec:
    """What a network expects of its input; travels in the model card.

    Attributes
    ----------
    preset : str
        One of :data:`PRESETS`.
    height, width : int
        Network input size in pixels.
    bits : str
        One of :data:`BITS`.

    Raises
    ------
    ValueError
        If a value is none of these, or bits other than ``native`` come with a preset other than ``native``.
    """

    preset: str
    height: int
    width: int
    bits: str = "native"

    def __post_init__(self) -> None:
        if self.preset not in PRESETS:
            raise ValueError(f"a preset is one of {', '.join(PRESETS)}, found {self.preset!r}")
        if self.bits not in BITS:
            raise ValueError(f"a bit depth is one of {', '.join(BITS)}, found {self.bits!r}")
        if self.bits != "native" and self.preset != "native":
            raise ValueError(f"preset {self.preset} fixes its own bit depth, found bits {self.bits!r}")
        for name, size in (("height", self.height), ("width", self.width)):
            if type(size) is not int or not SMALLEST <= size <= LARGEST:
                raise ValueError(f"the input {name} is {SMALLEST} to {LARGEST} pixels, found {size!r}")


@dataclass(frozen=True, slots=True)
class InputPlace:
    """Where an image lies in a network's input; what is left of the input is black.

    Positions are continuous: pixel (0, 0) of image or input covers 0 <= column, row < 1.

    Attributes
    ----------
    top, left, height, width : int
        The image in the input, in input pixels.
    rows, columns : int
        Of the stored image.
    """

    top: int
    left: int
    height: int
    width: int
    rows: int
    columns: int

    def to_input(self, column: float, row: float) -> tuple[float, float]:
        """Turn (column, row) of the stored image into a position (x, y) in the input."""
        return self.left + column * self.width / self.columns, self.top + row * self.height / self.rows

    def to_image(self, x: float, y: float) -> tuple[float, float]:
        """Turn a position (x, y) in the input into (column, row) of the stored image; it may lie outside."""
        return (x - self.left) * self.columns / self.width, (y - self.top) * self.rows / self.height

    def part_of(self, values: NDArray[Any]) -> NDArray[Any]:
        """Cut the image out of ``values``, shape (input height, input width, ...); a view of the same memory."""
        return values[self.top : self.top + self.height, self.left : self.left + self.width]


def placement(rows: int, columns: int, spec: PreprocessSpec) -> InputPlace:
    """Find where an image of ``rows`` by ``columns`` lies in a network's input: the geometry of :func:`preprocess`."""
    if spec.preset in ("thesis12", "thesis8"):
        return InputPlace(0, 0, spec.height, spec.width, rows, columns)
    scale = min(spec.height / rows, spec.width / columns)
    height = min(spec.height, max(1, int(rows * scale + 0.5)))
    width = min(spec.width, max(1, int(columns * scale + 0.5)))
    return InputPlace((spec.height - height) // 2, (spec.width - width) // 2, height, width, rows, columns)


def preprocess(frame: Frame, spec: PreprocessSpec, index: int = 0) -> NDArray[np.float32]:
    """Turn frame number ``index`` into network input.

    Parameters
    ----------
    frame : Frame
        The image, as read.
    spec : PreprocessSpec
        ``native``: see the module's text; more than 8 bits stored. ``display8``: the grey levels that
        :func:`core.display.render.render` gives the default view, which is the full range for a PNG of 8 or 16 bits; an
        8-bit DICOM original without window or VOI LUT enters in full range, too, as the PNG made of it would. Both
        keep the aspect ratio, pixels taken as square, centred on black.
        ``thesis12``: stored values / 4095, stretched to the input size. ``thesis8``: the thesis' 8-bit conversion, then
        the same division by 4095, so that its values end at 0.062: bit depth confounded with scale, as it was.
    index : int
        Which frame of a multi-frame image.

    Returns
    -------
    ndarray of float32, shape (height, width, 1)
        In [0, 1]; ``thesis12`` goes below or beyond where stored values do.

    Raises
    ------
    ModelRefusedError
        If the image does not have what the spec needs.
    """
    _refuse_unfit(frame, spec)
    stored = frame.stored[index]
    if spec.preset in ("thesis12", "thesis8"):
        levels = _thesis_levels(stored, frame) if spec.preset == "thesis8" else stored.astype(np.float32)
        resized = cv2.resize(levels, (spec.width, spec.height), interpolation=cv2.INTER_LINEAR)
        return (np.asarray(resized, dtype=np.float32) / np.float32(4095))[..., np.newaxis]
    if spec.preset == "display8" or spec.bits == "8-voi":
        image = _display_levels(frame, index)
    elif spec.bits == "8-max":
        image = _oriented_max(stored, frame)
    else:
        image = map_stored(stored, frame, lambda values: _native(values, frame, spec.bits))
    fitted = _fitted(image, spec)
    if spec.bits == "8-after-resize":
        fitted = np.floor(fitted * np.float32(255) + np.float32(0.5)) / np.float32(255)
    return fitted[..., np.newaxis]


def at_depth(values: NDArray[Any], frame: Frame, bits: str, index: int = 0) -> NDArray[np.float64]:
    """Give what is left of stored values at a bit depth, as whole stored values again: to look at, not for a network.

    Parameters
    ----------
    values : ndarray of int
        Stored values of ``frame``, in any shape; padding is not told apart.
    bits : str
        ``native``, a number of bits, or ``8-max``. The last is scaled back to the maximum of the image, so that only
        the loss of levels shows; its network input is stretched as well.
    index : int
        The frame whose maximum ``8-max`` divides by.

    Returns
    -------
    ndarray of float64, the shape of ``values``
        Whole numbers within the stored range.
    """
    if bits == "8-max":
        highest = int(frame.stored[index].max())
        scaled: NDArray[np.float64] = np.floor(_share_of(values, highest) / 255 * max(highest, 0) + 0.5)
        return scaled
    return _nearest(_position(values, frame, bits), frame)


def is_display_ready(frame: Frame) -> bool:
    """Whether ``display8`` takes the full range of ``frame`` instead of its default view."""
    return frame.bits_stored <= 8 and not frame.windows and not frame.voi_luts


def _refuse_unfit(frame: Frame, spec: PreprocessSpec) -> None:
    def refuse(reason: str) -> ModelRefusedError:
        return ModelRefusedError(frame.path, reason)

    if frame.color is not None:
        raise refuse("found a colour image, but networks here read greyscale; use the greyscale original instead")
    if frame.damaged:
        raise refuse(f"a network needs the whole image, but it is damaged: {frame.damaged.rstrip('.')}; copy it again")
    if frame.acquisition.presentation_intent.upper() == "FOR PROCESSING":
        raise refuse("a network needs a FOR PRESENTATION image, found FOR PROCESSING; use the processed image instead")
    if frame.stored.dtype.kind == "f" and spec.preset != "display8":
        raise refuse("this network needs integer pixels, found floating-point ones; use a display8 network instead")
    if spec.preset != "native":
        return
    stored_bits = frame.bits_stored
    if stored_bits <= 8:
        raise refuse(
            f"this network needs an original of more than 8 bits, found {stored_bits}; "
            "use the original DICOM image, or a display8 network"
        )
    if spec.bits.isdigit() and stored_bits < int(spec.bits):
        raise refuse(f"this network needs at least {spec.bits} bits stored, found {stored_bits}; use another bit depth")
    if frame.modality_lut is None and not (frame.slope < 0 or frame.slope > 0):
        raise refuse(f"this network needs a Rescale Slope other than 0, found {frame.slope:g}; use another image")
    if frame.modality_lut is not None and spec.bits == "8-max":
        raise refuse("the 8-max bit depth needs an image without Modality LUT, found one; use another bit depth")


def _native(values: NDArray[Any], frame: Frame, bits: str) -> NDArray[np.float32]:
    position = _position(values, frame, bits)
    if frame.modality_lut is not None:
        position = modality(_nearest(position, frame), frame) / modality_range(frame)[1]
    return _oriented(position, frame, is_padding(values, frame.padding))


def _position(values: NDArray[Any], frame: Frame, bits: str) -> NDArray[np.float64]:
    """Quantise stored values; give their position in the stored range, 0 to 1."""
    lowest, _ = frame.stored_range
    kept = int(bits) if bits.isdigit() else frame.bits_stored
    # Shifting right is floor(v * 2**k / 2**BitsStored), exactly.
    quantised = (values.astype(np.int64) - lowest) >> (frame.bits_stored - kept)
    position: NDArray[np.float64] = quantised / ((1 << kept) - 1)
    return position


def _nearest(position: NDArray[np.float64], frame: Frame) -> NDArray[np.float64]:
    """Find the stored value nearest to a position in the stored range."""
    lowest, highest = frame.stored_range
    nearest: NDArray[np.float64] = np.floor(lowest + position * (highest - lowest) + 0.5)
    return nearest


def _oriented(position: NDArray[Any], frame: Frame, padding: NDArray[np.bool_]) -> NDArray[np.float32]:
    falling = frame.modality_lut is None and frame.slope < 0
    oriented = 1.0 - position if falling != polarity_inverted(frame) else position
    return np.where(padding, 0.0, oriented).astype(np.float32)


def _oriented_max(stored: NDArray[Any], frame: Frame) -> NDArray[np.float32]:
    highest = int(stored.max())
    return map_stored(
        stored,
        frame,
        lambda values: _oriented(_share_of(values, highest) / 255, frame, is_padding(values, frame.padding)),
    )


def _thesis_levels(stored: NDArray[Any], frame: Frame) -> NDArray[np.float32]:
    highest = int(stored.max())
    return map_stored(stored, frame, lambda values: _share_of(values, highest).astype(np.float32))


def _share_of(values: NDArray[Any], highest: int) -> NDArray[np.uint8]:
    # An image without a positive value is black, where the thesis would have divided by zero.
    shares = np.clip(values, 0, highest) / highest if highest > 0 else np.zeros(values.shape)
    return (shares * 255).astype(np.uint8)


def _display_levels(frame: Frame, index: int) -> NDArray[np.float32]:
    view = View(None) if is_display_ready(frame) else default_view(frame, index)
    return look_up(render(frame, view, index), (np.arange(256) / 255).astype(np.float32))


def _fitted(image: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.float32]:
    rows, columns = image.shape
    place = placement(rows, columns, spec)
    # To average is to shrink. OpenCV's "area" enlarges in flat blocks, so a smaller image is interpolated instead.
    method = cv2.INTER_AREA if place.height <= rows and place.width <= columns else cv2.INTER_LINEAR
    fitted = np.zeros((spec.height, spec.width), dtype=np.float32)
    place.part_of(fitted)[:] = cv2.resize(image, (place.width, place.height), interpolation=method)
    return np.clip(fitted, 0.0, 1.0)
