"""Small changes of a network's input that a reader would hardly mind, for test-time augmentation.

Left and right are swapped only where it is asked for: a chest has sides, and a finding may be known by its side.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from core.preprocess import InputPlace, PreprocessSpec

UNCHANGED, MIRRORED = "unchanged", "mirrored"
ALTERATIONS = (
    UNCHANGED, "left", "right", "up", "down", "larger", "smaller", "narrower", "wider", "brighter", "darker",
)  # fmt: skip
"""Usual ones. ``left`` to ``down``: the image moved by :data:`SHIFT`; ``larger`` and ``smaller`` by :data:`ZOOM`, about
the middle of the input; the others by :data:`WINDOW`, as :func:`rewindowed` does it."""

SHIFT = 0.02
"""Of the input's height or width, in whole pixels, at least one."""

ZOOM = 0.04

WINDOW = 0.05
"""Of the width of the window."""

_TAIL = 0.1  # per cent of the image below and above its window
_TOP = {"thesis8": 255 / 4095}
_MOVES = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}
_ZOOMS = {"larger": 1 + ZOOM, "smaller": 1 - ZOOM}
_WINDOWS = {
    "narrower": (1 - WINDOW, 0.0), "wider": (1 + WINDOW, 0.0), "brighter": (1.0, WINDOW), "darker": (1.0, -WINDOW),
}  # fmt: skip


def altered(
    pixels: NDArray[np.float32], place: InputPlace, spec: PreprocessSpec, alteration: str
) -> NDArray[np.float32]:
    """Change a network input, float32 (height, width, channels), which is itself left as it is.

    Parameters
    ----------
    place : InputPlace
        Where the image lies in it. What comes in from outside the input is black.
    spec : PreprocessSpec
        How it was made.
    alteration : str
        One of :data:`ALTERATIONS`, or :data:`MIRRORED`.

    Raises
    ------
    ValueError
        If there is no such alteration.
    """
    if alteration == UNCHANGED:
        return pixels
    if alteration in _MOVES:
        return _moved(pixels, *_MOVES[alteration])
    if alteration in _ZOOMS:
        return _zoomed(pixels, _ZOOMS[alteration])
    image = place.part_of(pixels)
    if alteration == MIRRORED:
        return with_image(pixels, place, image[:, ::-1])
    if alteration in _WINDOWS:
        width, up = _WINDOWS[alteration]
        return with_image(pixels, place, rewindowed(image, spec, width=width, up=up))
    raise ValueError(f"expected an alteration out of {', '.join((*ALTERATIONS, MIRRORED))}, found {alteration!r}")


def with_image(pixels: NDArray[np.float32], place: InputPlace, image: NDArray[np.float32]) -> NDArray[np.float32]:
    """Copy a network input with another image in the place of its own; what is around it stays."""
    made = pixels.copy()
    place.part_of(made)[:] = image
    return made


def rewindowed(
    image: NDArray[np.float32], spec: PreprocessSpec, *, width: float = 1.0, up: float = 0.0
) -> NDArray[np.float32]:
    """Show an image in another window: ``width`` times as wide, and ``up`` times its width brighter.

    The window that is changed is the range of the image without 0.1 % at both ends; what leaves the range of the
    preset is cut off.
    """
    low, high = input_range(image, spec)
    dark, bright = np.percentile(image, [_TAIL, 100 - _TAIL])
    center, whole = np.float32((dark + bright) / 2), np.float32(bright - dark)
    changed = (image - center) / np.float32(width) + center + np.float32(up) * whole
    inside: NDArray[np.float32] = np.clip(changed, np.float32(low), np.float32(high))
    return inside


def input_range(image: NDArray[np.float32], spec: PreprocessSpec) -> tuple[float, float]:
    """Give the range of a preset's values, 0 to 1 but for ``thesis8``; ``thesis12`` values beyond it widen it."""
    return min(0.0, float(image.min())), max(_TOP.get(spec.preset, 1.0), float(image.max()))


def _moved(pixels: NDArray[np.float32], down: int, right: int) -> NDArray[np.float32]:
    height, width = pixels.shape[:2]
    rows, columns = down * max(1, round(SHIFT * height)), right * max(1, round(SHIFT * width))
    made = np.zeros_like(pixels)
    source = pixels[max(0, -rows) : height - max(0, rows), max(0, -columns) : width - max(0, columns)]
    made[max(0, rows) : height + min(0, rows), max(0, columns) : width + min(0, columns)] = source
    return made


def _zoomed(pixels: NDArray[np.float32], times: float) -> NDArray[np.float32]:
    height, width = pixels.shape[:2]
    # Pixel i covers i to i + 1, so its middle is at i + 1/2, and the middle of the input stays where it is.
    shift = (1 - times) / 2
    turn = np.array([[times, 0, shift * (width - 1)], [0, times, shift * (height - 1)]], dtype=np.float64)
    made = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(made, dtype=np.float32).reshape(pixels.shape)
