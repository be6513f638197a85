"""What annotations measure, in units that say where they come from, and the words for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.annotate.shapes import (
    Angle,
    Annotation,
    Box,
    CardiothoracicRatio,
    CobbAngle,
    Ellipse,
    Length,
    Point,
    Rectangle,
)
from core.dicom.frame import Frame, Spacing, SpacingKind
from core.display.lookup import is_padding
from core.display.voi import modality

SMALLEST_CHEST_MM, LARGEST_CHEST_MM = 150.0, 600.0
"""Extent of an image, along rows or columns, that a chest radiograph can plausibly have."""

_SUFFIX = {
    SpacingKind.CALIBRATED: "mm, calibrated",
    SpacingKind.UNKNOWN: "mm, perhaps calibrated",
    SpacingKind.DETECTOR: "mm at the detector",
    SpacingKind.FILM: "mm on the film",
}
_SHADOW = "lengths are those of the shadow there; in the patient they are smaller, by the magnification."
_MEANING = {
    SpacingKind.CALIBRATED: "calibrated: lengths are in the plane that it was calibrated for.",
    SpacingKind.UNKNOWN: "and the file does not tell whether it was calibrated: "
    "lengths may be those in the patient, or those of the larger shadow at the detector.",
    SpacingKind.DETECTOR: f"at the detector: {_SHADOW}",
    SpacingKind.FILM: f"on the film that was scanned: {_SHADOW}",
}
_NO_SPACING = "px, no spacing"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A cardiothoracic ratio and the two lengths it comes from, in mm, or in px where there is no spacing."""

    heart: float
    thorax: float

    @property
    def value(self) -> float:
        """Heart over thorax; NaN where the thorax has no length."""
        return self.heart / self.thorax if self.thorax > 0 else math.nan


@dataclass(frozen=True, slots=True)
class RegionStatistics:
    """Modality values in a region.

    Attributes
    ----------
    count : int
        Pixels counted; mean, sd, minimum and maximum are NaN when there are none.
    mean, sd, minimum, maximum : float
        Of the modality values. ``sd`` is that of a sample: the sum of squares is divided by count - 1 (ddof = 1), so
        that of a single pixel is NaN.
    """

    count: int
    mean: float
    sd: float
    minimum: float
    maximum: float


def unit(spacing: Spacing | None) -> str:
    """Say in what unit lengths are, and where the spacing comes from."""
    return _NO_SPACING if spacing is None else _SUFFIX[spacing.kind]


def length(first: Point, second: Point, spacing: Spacing | None) -> float:
    """Measure the distance between two points, in mm by the spacing of either axis, or in px where there is none."""
    return math.hypot(*_vector(first, second, spacing))


def angle(points: tuple[Point, ...], spacing: Spacing | None) -> float:
    """Measure the angle at the second of three points, 0 to 180 degrees; NaN where an arm has no length.

    It is the angle in space, not in pixels: each axis is scaled by its spacing first, so pixels that are not square
    do no harm. Where there is no spacing the pixels are taken to be square.
    """
    ax, ay = _vector(points[1], points[0], spacing)
    bx, by = _vector(points[1], points[2], spacing)
    if (ax, ay) == (0.0, 0.0) or (bx, by) == (0.0, 0.0):
        return math.nan
    return math.degrees(math.atan2(abs(ax * by - ay * bx), ax * bx + ay * by))


def cobb_angle(points: tuple[Point, ...], spacing: Spacing | None) -> float:
    """Measure the angle between two lines, 0 to 90 degrees, in whichever direction they were drawn.

    NaN where a line has no length. As :func:`angle`, in space. A curve of more than 90 degrees is told as what it
    lacks to 180.

    References
    ----------
    Cobb JR, "Outline for the study of scoliosis", Instr Course Lect AAOS 1948;5:261.
    """
    ax, ay = _vector(points[0], points[1], spacing)
    bx, by = _vector(points[2], points[3], spacing)
    if (ax, ay) == (0.0, 0.0) or (bx, by) == (0.0, 0.0):
        return math.nan
    return math.degrees(math.atan2(abs(ax * by - ay * bx), abs(ax * bx + ay * by)))


def ratio(annotation: CardiothoracicRatio, spacing: Spacing | None) -> Ratio:
    """Measure the heart at its widest and the thorax.

    References
    ----------
    The ratio of the greatest width of the heart to the greatest inner width of the thorax on an upright
    posteroanterior film: Danzer CS, The cardiothoracic ratio, Am J Med Sci 1919;157:513.
    """
    points = annotation.points
    return Ratio(length(points[0], points[1], spacing), length(points[2], points[3], spacing))


def area(region: Box, spacing: Spacing | None) -> float:
    """Give the area of the shape itself, in mm2, or in px where there is no spacing."""
    left, top, right, bottom = region.bounds
    pixels = (right - left) * (bottom - top) * (math.pi / 4 if isinstance(region, Ellipse) else 1.0)
    return pixels if spacing is None else pixels * spacing.row_mm * spacing.column_mm


def inside(region: Box, rows: int, columns: int) -> tuple[slice, slice, NDArray[np.bool_]]:
    """Say which pixels of an image of ``rows`` by ``columns`` lie in a region: those whose centre does.

    A centre on the left or upper edge of a rectangle is inside, one on its right or lower edge is not, so that
    rectangles side by side share no pixel. A centre on the edge of an ellipse is inside.

    Returns
    -------
    rows, columns : slice
        The part of the image that holds the region.
    mask : ndarray of bool
        Which pixels of that part are inside.
    """
    left, top, right, bottom = region.bounds
    first_row, last_row = max(math.ceil(top - 0.5), 0), min(math.ceil(bottom - 0.5), rows)
    first_column, last_column = max(math.ceil(left - 0.5), 0), min(math.ceil(right - 0.5), columns)
    if isinstance(region, Ellipse):  # its outermost points are inside
        last_row, last_column = min(math.floor(bottom + 0.5), rows), min(math.floor(right + 0.5), columns)
    last_row, last_column = max(last_row, first_row), max(last_column, first_column)
    part = slice(first_row, last_row), slice(first_column, last_column)
    shape = last_row - first_row, last_column - first_column
    if not isinstance(region, Ellipse):
        return *part, np.ones(shape, dtype=np.bool_)
    height, width = (bottom - top) / 2, (right - left) / 2
    if height == 0 or width == 0:
        return *part, np.zeros(shape, dtype=np.bool_)
    y = (np.arange(first_row, last_row) + 0.5 - (top + bottom) / 2) / height
    x = (np.arange(first_column, last_column) + 0.5 - (left + right) / 2) / width
    return *part, (y * y)[:, None] + (x * x)[None, :] <= 1.0


def statistics(region: Box, frame: Frame) -> RegionStatistics | None:
    """Count and average the modality values in a region of its frame; padding and values that are no number stay out.

    Returns
    -------
    RegionStatistics or None
        None of a colour image, which has no modality values, and where the frame does not exist.
    """
    if frame.color is not None or region.frame >= frame.frames:
        return None
    rows, columns, mask = inside(region, frame.rows, frame.columns)
    stored: NDArray[Any] = frame.stored[region.frame, rows, columns][mask]
    values = modality(stored[~is_padding(stored, frame.padding)], frame)
    values = values[np.isfinite(values)]
    if values.size == 0:
        return RegionStatistics(0, math.nan, math.nan, math.nan, math.nan)
    sd = float(values.std(ddof=1)) if values.size > 1 else math.nan
    return RegionStatistics(values.size, float(values.mean()), sd, float(values.min()), float(values.max()))


def spacing_note(frame: Frame) -> str:
    """Say in one or two sentences what a length on this image means."""
    spacing = frame.spacing
    if spacing is None:
        return "The file gives no pixel spacing: lengths are in pixels, " + (
            "taken to be square."
            if frame.aspect_ratio == 1
            else f"which are {frame.aspect_ratio:.4g} times as high as wide: lengths and angles are not to scale."
        )
    return f"Pixel spacing {spacing.column_mm:.4g} \u00d7 {spacing.row_mm:.4g} mm, {_MEANING[spacing.kind]}"


def spacing_warning(frame: Frame) -> str:
    """Say that the spacing cannot be right for a chest radiograph; empty when it can.

    Notes
    -----
    Detectors and cassettes for the chest measure 18 x 24 cm (infants) to 43 x 43 cm (17 inches); stitched and
    oversized ones stay below 60 cm. What is seen in the plane of the patient is a little less (magnification about
    1.05 to 1.2), and images are cropped: 15 cm is the least that still shows an infant's chest. An image whose width
    or height lies outside 15 to 60 cm has, with few exceptions, a spacing that is wrong by a factor (metres or
    centimetres for millimetres, a thumbnail that kept the spacing of the full image, a placeholder of 1 mm).
    """
    spacing = frame.spacing
    if spacing is None:
        return ""
    width, height = frame.columns * spacing.column_mm, frame.rows * spacing.row_mm
    if all(SMALLEST_CHEST_MM <= extent <= LARGEST_CHEST_MM for extent in (width, height)):
        return ""
    return (
        f"By its pixel spacing this image is {width / 10:.3g} \u00d7 {height / 10:.3g} cm; a chest radiograph measures "
        f"{SMALLEST_CHEST_MM / 10:g} to {LARGEST_CHEST_MM / 10:g} cm each way: do not trust lengths on it."
    )


def describe(annotation: Annotation, frame: Frame, found: RegionStatistics | None = None) -> tuple[str, ...]:
    """Say in short lines what an annotation measures; nothing for one that measures nothing.

    Parameters
    ----------
    found : RegionStatistics or None
        What :func:`statistics` gave for a region; None leaves these lines out.
    """
    spacing = frame.spacing
    if isinstance(annotation, Length):
        return (f"{length(annotation.points[0], annotation.points[1], spacing):.1f} {unit(spacing)}",)
    if isinstance(annotation, Angle | CobbAngle):
        measured = angle if isinstance(annotation, Angle) else cobb_angle
        value = measured(annotation.points, spacing)
        return ("angle undefined" if math.isnan(value) else f"{value:.1f}\u00b0",)
    if isinstance(annotation, CardiothoracicRatio):
        both = ratio(annotation, spacing)
        value_text = "undefined" if math.isnan(both.value) else f"{both.value:.2f}"
        return f"CTR {value_text}", f"Heart {both.heart:.1f}, thorax {both.thorax:.1f} {unit(spacing)}"
    if isinstance(annotation, Rectangle | Ellipse):
        return _region(annotation, frame, found)
    return ()


def _region(region: Box, frame: Frame, found: RegionStatistics | None) -> tuple[str, ...]:
    size = area(region, frame.spacing)
    kind = unit(frame.spacing).replace("mm", "mm\u00b2", 1)
    surface = f"Area {size:.1f} {kind}"
    if found is None:
        return (surface, "Colour image: no modality values") if frame.color is not None else (surface,)
    if found.count == 0:
        return surface, "No pixel inside"
    return (
        f"Mean {_number(found.mean)}, SD {_number(found.sd)}",
        f"Min {_number(found.minimum)}, max {_number(found.maximum)}, n {found.count}",
        surface,
    )


def _number(value: float) -> str:
    if math.isnan(value):
        return "\u2013"
    if value == int(value):
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.4g}"


def _vector(origin: Point, end: Point, spacing: Spacing | None) -> tuple[float, float]:
    across, down = (1.0, 1.0) if spacing is None else (spacing.column_mm, spacing.row_mm)
    return (end[0] - origin[0]) * across, (end[1] - origin[1]) * down
