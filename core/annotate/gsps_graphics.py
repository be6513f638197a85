"""Annotations as the graphics and texts of a presentation state (PS3.3 C.10.5)."""

from __future__ import annotations

import math
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from core.annotate.measure import describe, statistics
from core.annotate.shapes import KINDS, Annotation, Arrow, Box, CardiothoracicRatio, CobbAngle, Ellipse, Outline, Text

if TYPE_CHECKING:
    from core.annotate.shapes import Point
    from core.dicom.frame import Frame
    from core.display.orientation import Orientation

LAYER = "ANNOTATIONS"
GROUPS = {kind: f"CXR-12 {kind}" for kind in KINDS}
"""Graphic Group Label of each kind, by which our own annotations are known again."""

_HEAD = 0.02  # length of an arrow's head, as a share of the image's larger side, at most
_LINE = 1 / 40  # height of a line of text, as a share of the image's height as seen
_LETTER = 0.55  # width of a letter over the height of a line


def graphics_of(
    annotations: Sequence[Annotation], frame: Frame, orientation: Orientation, state: Dataset
) -> list[Dataset]:
    """Make the items of the Graphic Annotation Sequence: one for each annotation, numbered as the groups of ``state``.

    Parameters
    ----------
    state : Dataset
        The presentation state; its reference to the image is repeated in each item.
    """
    reference = state.ReferencedSeriesSequence[0].ReferencedImageSequence[0]
    return [_item(one, number, frame, orientation, reference) for number, one in enumerate(annotations, 1)]


def _item(annotation: Annotation, number: int, frame: Frame, orientation: Orientation, reference: Dataset) -> Dataset:
    import highdicom as hd

    item, image = Dataset(), Dataset()
    image.ReferencedSOPClassUID = reference.ReferencedSOPClassUID
    image.ReferencedSOPInstanceUID = reference.ReferencedSOPInstanceUID
    if frame.frames > 1:
        image.ReferencedFrameNumber = annotation.frame + 1
    item.ReferencedImageSequence = [image]
    item.GraphicLayer = LAYER
    drawn = [(kind, _kept_in(points, frame)) for kind, points in _drawn(annotation, frame)]
    if drawn:
        item.GraphicObjectSequence = [
            _tracked(hd.pr.GraphicObject(kind, points, "PIXEL"), annotation, number) for kind, points in drawn
        ]
    if words := _words(annotation, frame):
        anchor = _kept_in((annotation.points[-1],), frame)[0]
        words_object = hd.pr.TextObject(
            "-", "PIXEL", anchor_point=(float(anchor[0]), float(anchor[1])), anchor_point_visible=False
        )
        words_object.UnformattedTextValue = words  # highdicom refuses a backslash, which Short Text may hold
        _add_box(words_object, words, frame, orientation)
        item.TextObjectSequence = [_tracked(words_object, annotation, number)]
    return item


def _tracked(part: Dataset, annotation: Annotation, number: int) -> Dataset:
    """Say which annotation a graphic or text is part of."""
    part.TrackingID = annotation.id
    part.TrackingUID = f"2.25.{uuid.UUID(hex=annotation.id).int}"
    part.GraphicGroupID = number
    return part


def _drawn(annotation: Annotation, frame: Frame) -> list[tuple[str, tuple[Point, ...]]]:
    """Turn a shape into what the standard has: polylines, ellipses, points."""
    points = annotation.points
    if isinstance(annotation, Text):
        return []
    if isinstance(annotation, CardiothoracicRatio | CobbAngle):
        return [("POLYLINE", points[:2]), ("POLYLINE", points[2:])]
    if isinstance(annotation, Ellipse):
        return [("ELLIPSE", _axes(annotation))]
    if isinstance(annotation, Box):
        return [("POLYLINE", (*annotation.handles, annotation.handles[0]))]
    if isinstance(annotation, Arrow):
        return [("POLYLINE", points), ("POLYLINE", _head(points, frame))]
    if isinstance(annotation, Outline) and len(points) == 1:
        return [("POINT", points)]
    return [("POLYLINE", points)]


def _axes(ellipse: Ellipse) -> tuple[Point, ...]:
    """Give the ends of the major axis, then of the minor one (PS3.3 C.10.5.1.2)."""
    left, top, right, bottom = ellipse.bounds
    x, y = (left + right) / 2, (top + bottom) / 2
    across, down = ((left, y), (right, y)), ((x, top), (x, bottom))
    return (*across, *down) if right - left >= bottom - top else (*down, *across)


def _head(points: tuple[Point, ...], frame: Frame) -> tuple[Point, ...]:
    (tail_x, tail_y), (x, y) = points
    whole = math.hypot(x - tail_x, y - tail_y)
    size = min(_HEAD * max(frame.rows, frame.columns), whole / 2)
    direction = math.atan2(tail_y - y, tail_x - x)
    ends = [(x + size * math.cos(direction + turn), y + size * math.sin(direction + turn)) for turn in (-0.45, 0.45)]
    return ends[0], (x, y), ends[1]


def _words(annotation: Annotation, frame: Frame) -> str:
    """Write what stands beside the shape: its label, and what it measures."""
    found = statistics(annotation, frame) if isinstance(annotation, Box) else None
    lines = ([annotation.label] if annotation.label else []) + list(describe(annotation, frame, found))
    return "\r\n".join(lines)[:1024]


def _add_box(words_object: Dataset, words: str, frame: Frame, orientation: Orientation) -> None:
    """Give the text a place beside its anchor: top left and bottom right as seen, in coordinates of the stored image.

    Text runs from the top left to the bottom right corner even where these have been turned (PS3.3 C.10.5.1.1).
    """
    size = frame.columns, frame.rows
    width, height = orientation.size(*size)
    lines = words.split("\r\n")
    tall = min(height * _LINE * len(lines) + 1, float(height))
    wide = min(height * _LINE * _LETTER * max(map(len, lines)) + 1, float(width))
    column, row = words_object.AnchorPoint
    x, y = orientation.to_seen(float(column), float(row), *size)
    x, y = min(max(x, 0.0), width - wide), min(max(y, 0.0), height - tall)
    words_object.BoundingBoxAnnotationUnits = "PIXEL"
    words_object.BoundingBoxTopLeftHandCorner = list(orientation.to_stored(x, y, *size))
    words_object.BoundingBoxBottomRightHandCorner = list(orientation.to_stored(x + wide, y + tall, *size))
    words_object.BoundingBoxTextHorizontalJustification = "LEFT"


def _kept_in(points: tuple[Point, ...], frame: Frame) -> NDArray[np.float64]:
    """Keep coordinates on the image, which PIXEL units ask for."""
    return np.clip(np.array(points, dtype=np.float64), 0.0, [float(frame.columns), float(frame.rows)])
