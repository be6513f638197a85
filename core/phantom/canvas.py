"""The plane on which a phantom's line integrals are added up: canonical patient millimetres.

Seen from the front: ``x`` grows towards the patient's left (the viewer's right in a PA radiograph), ``y`` towards the
feet, ``z`` towards the sternum. ``y = 0`` lies at the tips of the lungs.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

Plane = NDArray[np.float32]
"""One value per canvas cell, shape (SIDE, SIDE)."""

STEP_MM = 0.6
LEFT_MM, TOP_MM = -252.0, -112.0
SIDE = 840

X: Plane = (LEFT_MM + STEP_MM * np.arange(SIDE, dtype=np.float32))[None, :]
Y: Plane = (TOP_MM + STEP_MM * np.arange(SIDE, dtype=np.float32))[:, None]


def plane(values: ArrayLike) -> Plane:
    """Hold ``values`` as float32."""
    return np.asarray(values, dtype=np.float32)


def profile(at: Plane, knots: list[tuple[float, float]], smooth_mm: float = 9.0) -> Plane:
    """Smooth curve through about the (position, value) ``knots``, at the positions ``at`` (a row or a column)."""
    where, value = zip(*knots, strict=True)
    curve = np.interp(at.ravel(), where, value).astype(np.float32)[None, :]
    curve = cv2.GaussianBlur(curve, (0, 0), smooth_mm / STEP_MM, borderType=cv2.BORDER_REPLICATE)
    return plane(curve).reshape(at.shape)


def dome(depth: ArrayLike, height_mm: float) -> Plane:
    """How much of a rounded body is met ``depth`` mm inside its outline: 0 at the outline to 1, vertical at first."""
    inside = np.clip(plane(depth) / np.float32(height_mm), 0.0, 1.0)
    return plane(np.sqrt(inside * (2.0 - inside)))


def ellipsoid(x: float, y: float, half_x: float, half_y: float, turn_deg: float = 0.0, power: float = 2.0) -> Plane:
    """Relative chord (0 to 1) through a (super)ellipsoid around (x, y), its first axis turned by ``turn_deg``."""
    cos, sin = np.float32(np.cos(np.deg2rad(turn_deg))), np.float32(np.sin(np.deg2rad(turn_deg)))
    chord = np.zeros((SIDE, SIDE), np.float32)
    rows, columns = window(x, y, max(half_x, half_y))
    right, down = X[:, columns] - np.float32(x), Y[rows] - np.float32(y)
    along = np.abs((right * cos + down * sin) / np.float32(half_x))
    across = np.abs((down * cos - right * sin) / np.float32(half_y))
    chord[rows, columns] = np.sqrt(np.clip(1.0 - along**power - across**power, 0.0, None))
    return chord


def window(x: float, y: float, reach_mm: float) -> tuple[slice, slice]:
    """Rows and columns of the canvas that lie within ``reach_mm`` of (x, y)."""
    column, row, reach = (x - LEFT_MM) / STEP_MM, (y - TOP_MM) / STEP_MM, reach_mm / STEP_MM
    return (
        slice(max(0, int(row - reach)), min(SIDE, int(row + reach) + 2)),
        slice(max(0, int(column - reach)), min(SIDE, int(column + reach) + 2)),
    )


def splat(x: NDArray[np.floating], y: NDArray[np.floating], volume: NDArray[np.floating]) -> Plane:
    """Project point volumes (mm^3 at x, y in mm; any equal shapes) to mm of thickness, each shared by four cells."""
    column = (np.ravel(x) - LEFT_MM) / STEP_MM
    row = (np.ravel(y) - TOP_MM) / STEP_MM
    inside = (column >= 0) & (row >= 0) & (column < SIDE - 1) & (row < SIDE - 1)
    column, row, weight = column[inside], row[inside], np.ravel(volume)[inside] / STEP_MM**2
    j, i = column.astype(np.int64), row.astype(np.int64)
    right, below = (column - j) * weight, row - i
    left = weight - right
    cell = i * SIDE + j
    cells = np.concatenate([cell, cell + 1, cell + SIDE, cell + SIDE + 1])
    shares = np.concatenate([left - left * below, right - right * below, left * below, right * below])
    return plane(np.bincount(cells, shares, minlength=SIDE * SIDE)).reshape(SIDE, SIDE)


def blur(values: ArrayLike, sigma_mm: float) -> Plane:
    """Gaussian blur, sigma in mm."""
    return plane(cv2.GaussianBlur(plane(values), (0, 0), sigma_mm / STEP_MM, borderType=cv2.BORDER_REPLICATE))


def texture(rng: np.random.Generator, coarse_mm: float, fine_mm: float, roughness: float = 0.5) -> Plane:
    """Fractal texture of mean 0 and standard deviation 1, with detail from ``coarse_mm`` down to ``fine_mm``."""
    total, amplitude, size_mm = np.zeros((2, 2), np.float32), 1.0, coarse_mm
    while size_mm >= fine_mm:
        cells = min(SIDE, round(SIDE * STEP_MM / size_mm) + 2)
        total = plane(cv2.resize(total, (cells, cells), interpolation=cv2.INTER_CUBIC))
        total += np.float32(amplitude) * rng.standard_normal((cells, cells), dtype=np.float32)
        amplitude, size_mm = amplitude * roughness, size_mm / 2.0
    total = plane(cv2.resize(total, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))
    return plane((total - total.mean()) / total.std())
