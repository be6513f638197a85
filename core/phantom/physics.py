"""From optical depth to stored values: beam, blur, scatter, quanta, detector and display curve.

The order: the optical depth of the patient and that of the finding are blurred by focal spot and detector (on the
patient, and added as optical depths: a finding's own edge is smoother than the blur), projected to the detector, and
weaken the beam (Beer-Lambert); scatter is added; quanta arrive with Poisson-like noise; the detector is linear; the
logarithm of its signal goes through equalisation and an S-shaped curve to grey levels for presentation.

Scatter, equalisation and curve are taken from the patient without the finding. A finding of a few millimetres of
tissue hardly changes them, and so a picture differs from its twin inside the finding and nowhere else: nothing outside
the finding can give the class away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import Cxr12Error
from core.phantom.acquisition import Acquisition
from core.phantom.anatomy import Patient, place
from core.phantom.canvas import LEFT_MM, STEP_MM, TOP_MM, Plane, blur, plane
from core.phantom.lesion import MASK_LEVEL, Finding

Image = NDArray[np.float32]
"""One value per detector element, shape (rows, columns)."""

SMOOTH_CELLS = 8
"""Wide blurs are computed on every 8th canvas cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """A patient without finding in front of the detector; all images have the shape (rows, columns).

    Attributes
    ----------
    depth : ndarray of float32
        Optical depth, blurred.
    scatter : ndarray of float32
        Scattered intensity, where the unweakened beam is 1.
    level : ndarray of float32
        Intensity that becomes middle grey.
    slope : float
        Exponent of the display curve.
    beam : ndarray of float32, shape (rows, columns) or (1, 1)
        Relative intensity of the collimated beam.
    quanta : float
        Quanta per detector element in the unweakened beam.
    """

    depth: Image
    scatter: Image
    level: Image
    slope: float
    beam: Image
    quanta: float


def expose(patient: Patient, acquisition: Acquisition) -> Exposure:
    """Put ``patient`` before the detector and set the display curve from what is seen of it."""
    matrix = _to_detector(patient, acquisition)
    primary = blur(np.exp(-patient.optical_depth), acquisition.blur_mm)
    scattered = _wide_blur(plane(np.minimum(primary, 0.12) * (1.0 - np.exp(-patient.optical_depth))), 42.0)
    scattered *= np.float32(acquisition.scatter)
    coarse = np.log(primary[::SMOOTH_CELLS, ::SMOOTH_CELLS] + scattered)
    equal = 0.42 * cv2.GaussianBlur(np.clip(coarse, -5.0, -1.2), (0, 0), 22.0 / STEP_MM / SMOOTH_CELLS)

    seen = coarse - equal
    inner = _seen(seen, patient, acquisition)
    low, high = np.percentile(inner, [3.0, 97.0])
    slope = 3.9 * acquisition.latitude / (high - low)
    middle = 0.5 * (low + high) + 0.05 * (high - low) + acquisition.brightness / slope
    size = (acquisition.columns, acquisition.rows)
    depth = _project(-np.log(primary), matrix, size, cv2.INTER_CUBIC)
    rows, columns, lead = _marker(acquisition)
    depth[rows, columns] += lead
    return Exposure(
        depth=depth,
        scatter=_project_smooth(scattered, matrix, size),
        level=_project_smooth(np.exp(equal + np.float32(middle)), matrix, size),
        slope=float(slope),
        beam=_beam(acquisition),
        quanta=acquisition.quanta_per_mm2 * acquisition.spacing_mm**2,
    )


def project_finding(finding: Finding, patient: Patient, acquisition: Acquisition) -> Image:
    """Optical depth at strength 1 that ``finding`` adds at each detector element, >= 0."""
    shape = blur(finding.shape, acquisition.blur_mm)
    size = (acquisition.columns, acquisition.rows)
    return np.clip(_project(shape, _to_detector(patient, acquisition), size, cv2.INTER_LINEAR), 0.0, None)


def finding_mask(added: Image) -> NDArray[np.bool_]:
    """Where a projected finding reaches ``MASK_LEVEL`` of its peak."""
    mask: NDArray[np.bool_] = added > MASK_LEVEL * added.max()
    return mask


def grey(exposure: Exposure, added: Image | None = None, noise: Image | None = None) -> Image:
    """Grey level for presentation, 0 (much beam: black) to 1 (little beam: white), at each detector element.

    Parameters
    ----------
    added : ndarray of float32, shape (rows, columns), optional
        Optical depth of a finding.
    noise : ndarray of float32, shape (rows, columns), optional
        Standard normal variates: the quanta become ``n + sqrt(n) * noise``, the normal limit of the Poisson law, which
        holds as hundreds of quanta reach each element. The same variates give a twin the same noise. None = noise-free.
    """
    depth = exposure.depth if added is None else exposure.depth + added
    signal = (np.exp(-depth) + exposure.scatter) * exposure.beam
    if noise is not None:
        spread = np.sqrt(signal / np.float32(exposure.quanta))
        spread *= noise
        signal += spread
        np.maximum(signal, np.float32(1.0 / exposure.quanta), out=signal)
    signal /= exposure.level
    return _curve(signal, exposure.slope)


def solve_strength(exposure: Exposure, added: Image, contrast: float) -> float:
    """Factor on ``added`` at which ``mean_difference`` is ``contrast``, to a millionth of it.

    Raises
    ------
    Cxr12Error
        If no amount of tissue gives that much contrast there.
    """
    error = _difference(exposure, added)
    peak = float(added.max())
    if error(1e3 / peak) <= contrast:
        raise Cxr12Error(
            f"A contrast of {contrast:g} of full range cannot be reached in this phantom; ask for a smaller one."
        )
    low, below, high = 0.0, -contrast, 0.1 / peak
    while (above := error(high) - contrast) < 0.0:
        low, below, high = high, above, 2.0 * high
    while True:  # false position, Illinois variant
        strength = low - below * (high - low) / (above - below)
        miss = error(strength) - contrast
        if abs(miss) <= 1e-6 * contrast:
            return strength
        if miss > 0.0:
            high, above, below = strength, miss, 0.5 * below
        else:
            low, below, above = strength, miss, 0.5 * above


def mean_difference(exposure: Exposure, added: Image, strength: float) -> float:
    """Mean noise-free grey difference inside the mask of ``added``, before rounding, as a fraction of full range."""
    return _difference(exposure, added)(strength)


def _difference(exposure: Exposure, added: Image) -> Callable[[float], float]:
    mask = finding_mask(added)
    depth, shape = exposure.depth[mask].astype(np.float64), added[mask].astype(np.float64)
    primary = np.exp(-depth)
    scatter, level = exposure.scatter[mask], exposure.level[mask]
    beam = np.broadcast_to(exposure.beam, mask.shape)[mask] / level

    def mean_grey(strength: float) -> float:
        signal = (primary * np.exp(-strength * shape) + scatter) * beam
        return float(np.mean(1.0 / (1.0 + signal**exposure.slope)))

    start = mean_grey(0.0)
    return lambda strength: mean_grey(strength) - start


def display_window(exposure: Exposure) -> tuple[float, float]:
    """Centre and width of the usual window, as fractions of full range, from the patient without finding."""
    every = max(1, min(exposure.depth.shape) // 128)
    sample = (slice(None, None, every), slice(None, None, every))
    beam = np.broadcast_to(exposure.beam, exposure.depth.shape)[sample]
    coarse = replace(
        exposure,
        depth=exposure.depth[sample],
        scatter=exposure.scatter[sample],
        level=exposure.level[sample],
        beam=beam,
    )
    low, high = np.percentile(grey(coarse), [1.0, 99.5])
    return float(0.5 * (low + high)), float(high - low)


def store(grey_level: Image, acquisition: Acquisition) -> NDArray[np.uint16]:
    """Round to stored values; MONOCHROME1 stores the inverse."""
    full = acquisition.full_range
    stored: NDArray[np.uint16] = np.rint(np.clip(grey_level, 0.0, 1.0) * np.float32(full)).astype(np.uint16)
    if acquisition.photometric == "MONOCHROME1":
        np.subtract(np.uint16(full), stored, out=stored)
    return stored


def _curve(signal: Image, slope: float) -> Image:
    """S-shaped display curve of the logarithm of ``signal``: a logistic function, which never clips. Works in place."""
    np.power(signal, np.float32(slope), out=signal)
    signal += np.float32(1.0)
    return np.reciprocal(signal, out=signal)


def _to_detector(patient: Patient, acquisition: Acquisition) -> NDArray[np.float64]:
    """Matrix (2, 3) from canvas cells to detector elements."""
    a = acquisition
    millimetres = place(patient.anatomy, a.turn_deg, a.shift_mm, a.zoom)
    from_cells = np.array([[STEP_MM, 0.0, LEFT_MM], [0.0, STEP_MM, TOP_MM], [0.0, 0.0, 1.0]])
    matrix: NDArray[np.float64] = millimetres @ from_cells / a.spacing_mm
    matrix[:, 2] += [(a.columns - 1) / 2.0, (a.rows - 1) / 2.0]
    return matrix


def _project(cells: Plane, matrix: NDArray[np.float64], size: tuple[int, int], interpolation: int) -> Image:
    image = cv2.warpAffine(
        np.ascontiguousarray(cells, np.float32), matrix, size, flags=interpolation, borderMode=cv2.BORDER_REPLICATE
    )
    return image.astype(np.float32, copy=False)


def _project_smooth(coarse: Plane, matrix: NDArray[np.float64], size: tuple[int, int]) -> Image:
    """Project coarse cells by way of a small image: what is smooth needs no more."""
    small = (max(2, size[0] // 12), max(2, size[1] // 12))
    shrink = np.diag([small[0] / size[0], small[1] / size[1]])
    image = _project(coarse, shrink @ matrix @ np.diag([SMOOTH_CELLS, SMOOTH_CELLS, 1.0]), small, cv2.INTER_LINEAR)
    return cv2.resize(image, size, interpolation=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _wide_blur(cells: Plane, sigma_mm: float) -> Plane:
    """Gaussian blur that is wide enough to be computed on every 8th cell; returns those cells."""
    coarse = cv2.resize(cells, None, fx=1 / SMOOTH_CELLS, fy=1 / SMOOTH_CELLS, interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(coarse, (0, 0), sigma_mm / STEP_MM / SMOOTH_CELLS, borderType=cv2.BORDER_REPLICATE)
    return smooth.astype(np.float32, copy=False)


def _seen(coarse: Plane, patient: Patient, acquisition: Acquisition) -> Plane:
    """Pick the coarse cells that fall on the middle 80 % of the detector."""
    matrix = _to_detector(patient, acquisition) @ np.diag([SMOOTH_CELLS, SMOOTH_CELLS, 1.0])
    size = (100, 100)
    fit = np.diag([size[0] / acquisition.columns, size[1] / acquisition.rows]) @ matrix
    return _project(coarse, fit, size, cv2.INTER_LINEAR)[10:-10, 10:-10]


def _beam(acquisition: Acquisition) -> Image:
    """Relative beam intensity: 1, and 1 % behind the collimator's blades. Shape (1, 1) when it is wide open."""
    if not any(acquisition.margin_mm):
        return np.ones((1, 1), np.float32)
    left, top, right, bottom = acquisition.margin_mm
    x = acquisition.spacing_mm * np.arange(acquisition.columns, dtype=np.float32)[None, :]
    y = acquisition.spacing_mm * np.arange(acquisition.rows, dtype=np.float32)[:, None]
    open_x = np.clip((x - left) / 1.5, 0, 1) * np.clip((x[:, -1:] - x - right) / 1.5, 0, 1)
    open_y = np.clip((y - top) / 1.5, 0, 1) * np.clip((y[-1:] - y - bottom) / 1.5, 0, 1)
    return plane(0.01 + np.float32(0.99) * open_y * open_x)


def _marker(acquisition: Acquisition) -> tuple[slice, slice, Image]:
    """Optical depth of the lead letter that tells the side, and where it lies."""
    side, x_mm, y_mm = acquisition.marker
    height = max(8, round(14.0 / acquisition.spacing_mm))
    stroke = max(1, height // 7)
    letter = np.zeros((height + 4 * stroke, height + 4 * stroke), np.uint8)
    cv2.putText(
        letter, side, (2 * stroke, height + stroke), cv2.FONT_HERSHEY_SIMPLEX, height / 22.0, 255, stroke, cv2.LINE_AA
    )
    row = min(round(y_mm / acquisition.spacing_mm), acquisition.rows - letter.shape[0])
    column = min(round(x_mm / acquisition.spacing_mm), acquisition.columns // 2 - letter.shape[1])
    if side == "L":
        column = acquisition.columns - column - letter.shape[1]
    where = slice(row, row + letter.shape[0]), slice(column, column + letter.shape[1])
    return *where, letter.astype(np.float32) * np.float32(3.0 / 255.0)
