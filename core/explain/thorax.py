"""About where the thorax is on a frontal chest radiograph, and how much of a heat map lies inside. An estimate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from core.preprocess import PreprocessSpec, placement, preprocess

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.explain.heat import HeatMap

_GRID = PreprocessSpec("display8", 256, 256)
_TOP, _BOTTOM, _LEFT, _RIGHT = 0.12, 0.85, 0.12, 0.88
"""Where the lungs usually end, as parts of the image: what is taken where the image itself does not tell."""

_REACH = 0.2  # how far inwards from there an edge is looked for, as a part of the image
_APEX, _RECESS, _WALL = 0.08, 0.13, 0.07
"""How far beyond the edges of the projections the lungs reach: of phantoms, whose lungs are known."""

_BLACK, _WHITE = 0.03, 0.97  # greys that nothing but the collimator leaves over half a line
_RISE = 0.04  # least step at an edge, as a part of the profile's range
_STEP = 1 / 255  # least step at all


@dataclass(frozen=True, slots=True)
class Thorax:
    """A box around both lungs, in parts of the stored image's height and width: 0 to 1.

    ``found`` is how many of its four edges were found in the image; the others are where they usually are.
    """

    top: float
    bottom: float
    left: float
    right: float
    found: int


def estimate(frame: Frame, index: int = 0) -> Thorax:
    """Estimate the box from projections: where rows and columns of lung (dark) give way to what is around (bright).

    Meant for a frontal view of an upright chest that fills most of the image; nothing checks that it is one.

    Raises
    ------
    ModelRefusedError
        If the image is one that no network gets.
    """
    image = placement(frame.rows, frame.columns, _GRID).part_of(preprocess(frame, _GRID, index)[..., 0])
    rows, columns = _exposed(image, 1), _exposed(image, 0)
    seen = image[rows, columns]
    across = _smooth(_part(seen, 0.25, 0.60, axis=0).mean(axis=0))
    lungs = np.concatenate([_part(seen, 0.20, 0.38, axis=1), _part(seen, 0.62, 0.80, axis=1)], axis=1)
    down = _smooth(lungs.mean(axis=1))
    top, bottom = _edge(down[::-1], 1 - _TOP, _APEX), _edge(down, _BOTTOM, _RECESS)
    left, right = _edge(across[::-1], 1 - _LEFT, _WALL), _edge(across, _RIGHT, _WALL)

    def of_whole(part: float, within: slice, size: int) -> float:
        return float(within.start + part * (within.stop - within.start)) / size

    return Thorax(
        top=of_whole(_TOP if top is None else 1 - top, rows, image.shape[0]),
        bottom=of_whole(_BOTTOM if bottom is None else bottom, rows, image.shape[0]),
        left=of_whole(_LEFT if left is None else 1 - left, columns, image.shape[1]),
        right=of_whole(_RIGHT if right is None else right, columns, image.shape[1]),
        found=sum(edge is not None for edge in (top, bottom, left, right)),
    )


def share_inside(heat: HeatMap, frame: Frame, thorax: Thorax) -> float:
    """Give the part of a heat map's sum that lies inside the box; NaN for a map that is 0 everywhere."""
    place = placement(frame.rows, frame.columns, heat.spec)
    whole = float(heat.values.sum())
    if whole <= 0:
        return float("nan")
    height, width = heat.values.shape
    rows = _overlap(height, place.top + thorax.top * place.height, place.top + thorax.bottom * place.height)
    columns = _overlap(width, place.left + thorax.left * place.width, place.left + thorax.right * place.width)
    inside = heat.values * rows[:, np.newaxis] * columns
    return float(inside.sum()) / whole


def area_share(frame: Frame, spec: PreprocessSpec, thorax: Thorax) -> float:
    """Give the part of the network's input that the box covers: the share of a map that looks everywhere alike."""
    place = placement(frame.rows, frame.columns, spec)
    height, width = (thorax.bottom - thorax.top) * place.height, (thorax.right - thorax.left) * place.width
    return float(height * width / (spec.height * spec.width))


def _part(image: NDArray[np.float32], begin: float, end: float, axis: int) -> NDArray[np.float32]:
    size = image.shape[axis]
    return image.take(range(round(begin * size), max(round(end * size), round(begin * size) + 1)), axis=axis)


def _smooth(profile: NDArray[np.float32]) -> NDArray[np.float32]:
    sigma = max(0.5, 0.012 * profile.size)
    smooth = cv2.GaussianBlur(profile.reshape(1, -1), (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(smooth, dtype=np.float32).ravel()


def _exposed(image: NDArray[np.float32], axis: int) -> slice:
    """Leave out what the collimator's blades cover: even black or white lines at both ends."""
    lines = np.median(image, axis=axis)
    inside = np.flatnonzero((lines > _BLACK) & (lines < _WHITE))
    if inside.size < lines.size / 2:
        return slice(0, lines.size)
    return slice(int(inside[0]), int(inside[-1]) + 1)


def _edge(profile: NDArray[np.float32], usual: float, beyond: float) -> float | None:
    """Find the steepest rise near ``usual``, in parts of the profile, and go ``beyond`` it; None where it hardly rises.

    An edge of lung seen in a projection lies further in than its outermost point.
    """
    size = profile.size
    begin, end = round((usual - _REACH) * size), min(round((usual + _REACH / 4) * size), size - 1)
    reach = max(1, round(0.03 * size))
    places = np.arange(begin, end)
    steps = profile[np.minimum(places + reach, size - 1)] - profile[np.maximum(places - reach, 0)]
    if steps.size == 0 or steps.max() <= max(_RISE * (profile.max() - profile.min()), _STEP):
        return None
    return min((begin + int(steps.argmax()) + 0.5) / size + beyond, 1.0)


def _overlap(size: int, begin: float, end: float) -> NDArray[np.float32]:
    """How much of each of ``size`` cells lies between ``begin`` and ``end``, 0 to 1."""
    cells = np.arange(size)
    inside = np.minimum(cells + 1, end) - np.maximum(cells, begin)
    parts: NDArray[np.float32] = np.clip(inside, 0, 1).astype(np.float32)
    return parts
