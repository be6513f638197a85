"""A picture that says on its face what it is: banner above, answer and provenance below, heat map beside the image."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from core.export.dicom.codes import title_of
from core.export.provenance import DISCLAIMER, decided, doubts, provenance

if TYPE_CHECKING:
    from core.prediction import Prediction

LARGEST = 2048
"""Pixels of the longer side of the image in such a picture, at most: it goes beside the original, not in its place."""

_FONT = cv2.FONT_HERSHEY_SIMPLEX
_SMALLEST_WIDTH = 640
_GAP = 8
_AMBER, _WHITE, _GREY = (255, 176, 0), (255, 255, 255), (190, 190, 190)
_NOT_BURNT_IN = frozenset(("Input SOP Instance UID",))  # a UID leads to the patient, and pixels cannot be cleaned


def captioned(
    prediction: Prediction, picture: NDArray[np.uint8], heat_map: NDArray[np.uint8] | None = None
) -> NDArray[np.uint8]:
    """Compose the picture of an answer. Nothing is written over the image.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
        The image as shown: grey, or red, green and blue.
    heat_map : ndarray of uint8, shape (h, w, 3), or None
        The same view of the image with a heat map over it; it is brought to the height of the image.

    Returns
    -------
    ndarray of uint8, shape (H', W', 3)
        Red, green and blue; at least 640 pixels wide.

    Raises
    ------
    ValueError
        If a picture is of another kind.
    """
    shown = [_reduced(_colored(picture))]
    if heat_map is not None:
        shown.append(_of_height(_colored(heat_map), shown[0].shape[0]))
    middle = _beside(shown)
    width = max(middle.shape[1], _SMALLEST_WIDTH)
    above = _text_block([DISCLAIMER], width, 1.5, _AMBER)
    below = [
        _text_block([_answer(prediction)], width, 1.2, _WHITE),
        *(_text_block([doubt], width, 1.0, _AMBER) for doubt in doubts(prediction)),
        _text_block(_probabilities(prediction), width, 1.0, _WHITE),
        _text_block(_facts(prediction), width, 0.8, _GREY),
    ]
    return np.ascontiguousarray(np.vstack([_wide(part, width) for part in (above, middle, *below)]))


def _answer(prediction: Prediction) -> str:
    found = decided(prediction)
    names = ", ".join(
        f"{title_of(name)} {prediction.probabilities[prediction.classes.index(name)]:.3f}" for name in found
    )
    return f"{prediction.model}: {names or 'no decision'}"


def _probabilities(prediction: Prediction) -> list[str]:
    limits: tuple[float | None, ...] = prediction.thresholds or (None,) * len(prediction.classes)
    rows = zip(prediction.classes, prediction.probabilities, limits, strict=True)
    return [
        f"{title_of(name)}: probability {value:.3f}" + ("" if limit is None else f", operating point {limit:.3g}")
        for name, value, limit in rows
    ]


def _facts(prediction: Prediction) -> list[str]:
    return [f"{name}: {value}" for name, value in provenance(prediction) if name not in _NOT_BURNT_IN]


def _colored(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if picture.dtype != np.uint8 or picture.size == 0 or picture.shape[2:] not in ((), (3,)) or picture.ndim < 2:
        raise ValueError(
            f"a picture is uint8 of shape (H, W) or (H, W, 3), found {picture.dtype} of shape {picture.shape}"
        )
    return np.repeat(picture[..., np.newaxis], 3, axis=2) if picture.ndim == 2 else picture


def _reduced(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    scale = LARGEST / max(picture.shape[:2])
    return picture if scale >= 1 else _resized(picture, scale)


def _of_height(picture: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    return picture if picture.shape[0] == height else _resized(picture, height / picture.shape[0])


def _resized(picture: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(np.ascontiguousarray(picture), size, interpolation=how), dtype=np.uint8)


def _beside(pictures: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    gap = np.zeros((pictures[0].shape[0], _GAP, 3), np.uint8)
    parts = [part for picture in pictures for part in (gap, picture)][1:]
    return np.hstack(parts)


def _wide(part: NDArray[np.uint8], width: int) -> NDArray[np.uint8]:
    """Bring a part to the width of the picture, black on both sides."""
    missing = width - part.shape[1]
    return np.pad(part, ((0, 0), (missing // 2, missing - missing // 2), (0, 0)))


def _text_block(lines: list[str], width: int, size: float, color: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Write lines white on black, broken where they are too long; what is not ASCII becomes a question mark."""
    scale = size * width / 1600 + 0.2 * size
    thickness = max(1, round(1.6 * scale))
    (_, height), base = cv2.getTextSize("Ag", _FONT, scale, thickness)
    pitch, margin = height + base + max(2, height // 3), max(6, height // 2)
    plain = [line.encode("ascii", "replace").decode("ascii") for line in lines]
    broken = [piece for line in plain for piece in _broken(line, width - 2 * margin, scale, thickness)]
    block = np.zeros((pitch * len(broken) + margin, width, 3), np.uint8)
    for number, line in enumerate(broken):
        at = (margin, margin // 2 + height + number * pitch)
        cv2.putText(block, line, at, _FONT, scale, color, thickness, cv2.LINE_AA)
    return block


def _broken(line: str, room: int, scale: float, thickness: int) -> list[str]:
    """Break a line where it gets too wide, in the middle of a word too: a SHA-256 has no spaces."""
    pieces = []
    while line:
        fits = len(line)
        while fits > 1 and cv2.getTextSize(line[:fits], _FONT, scale, thickness)[0][0] > room:
            fits -= 1
        space = line.rfind(" ", 0, fits + 1)
        cut = space if fits < len(line) and space > fits // 2 else fits
        pieces.append(line[:cut])
        line = line[cut:].lstrip()
    return pieces
