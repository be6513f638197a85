"""One item of a presentation state's graphics turned into annotations."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydicom.dataset import Dataset

from core.annotate.gsps_graphics import GROUPS
from core.annotate.shapes import (
    Angle,
    Annotation,
    Arrow,
    CardiothoracicRatio,
    CobbAngle,
    Ellipse,
    Length,
    Outline,
    Rectangle,
    Text,
    new_id,
    one_line,
)
from core.dicom.attributes import numbers, text, values, whole

if TYPE_CHECKING:
    from core.annotate.shapes import Point
    from core.dicom.frame import Frame
    from core.display.orientation import Orientation

_MOST_POINTS = 100_000
_UPRIGHT = 0.01  # pixels by which the axes of an ellipse may lean
_ID = re.compile(r"[0-9a-f]{32}")
_KIND_OF = {label: kind for kind, label in GROUPS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where DISPLAY units, fractions of the displayed area as seen, lie in the stored image."""

    frame: Frame
    orientation: Orientation
    left: float
    top: float
    right: float
    bottom: float

    def points(self, flat: list[float], units: str) -> tuple[Point, ...]:
        """Turn pairs of numbers in these units into (column, row)."""
        pairs = list(zip(flat[::2], flat[1::2], strict=False))
        if units != "DISPLAY":
            return tuple(pairs)
        width, height = self.right - self.left, self.bottom - self.top
        size = self.frame.columns, self.frame.rows
        return tuple(self.orientation.to_stored(self.left + x * width, self.top + y * height, *size) for x, y in pairs)


def own_annotation(item: Dataset, groups: Mapping[int | None, tuple[str, str]], frame: int) -> Annotation | None:
    """Give back the annotation that this program wrote as ``item``; None where it is not ours, or was changed."""
    graphics, words = _items(item, "GraphicObjectSequence"), _items(item, "TextObjectSequence")
    parts = [*graphics, *words]
    if not parts:
        return None
    label, description = groups.get(whole(parts[0], "GraphicGroupID"), ("", ""))
    kind = _KIND_OF.get(label)
    flat = [numbers(one, "GraphicData") for one in graphics]
    points = [tuple(zip(one[::2], one[1::2], strict=False)) for one in flat]
    if kind is None or any(_units(one) != "PIXEL" for one in graphics):
        return None
    shape = _shape(kind, points, [numbers(one, "AnchorPoint") for one in words])
    if shape is None:
        return None
    made, defining = shape
    known = text(parts[0], "TrackingID", 64)
    identifier = known if _ID.fullmatch(known) else new_id()
    return made(defining, frame, one_line(description), identifier)


def _shape(
    kind: str, points: list[tuple[Point, ...]], anchors: list[list[float]]
) -> tuple[type[Annotation], tuple[Point, ...]] | None:
    counts = [len(one) for one in points]
    straight: dict[str, tuple[type[Annotation], list[int]]] = {
        "length": (Length, [2]),
        "angle": (Angle, [3]),
        "cobb_angle": (CobbAngle, [2, 2]),
        "cardiothoracic_ratio": (CardiothoracicRatio, [2, 2]),
    }
    if kind in straight and counts == straight[kind][1]:
        return straight[kind][0], sum(points, ())
    if kind == "rectangle" and counts == [5]:
        return Rectangle, (points[0][0], points[0][2])
    if kind == "ellipse" and counts == [4]:
        return Ellipse, _box(points[0])
    if kind == "arrow" and counts == [2, 3]:
        return Arrow, points[0]
    if kind == "outline" and len(counts) == 1 and counts[0] > 0:
        return Outline, points[0]
    if kind == "text" and not points and len(anchors) == 1 and len(anchors[0]) == 2:
        return Text, ((anchors[0][0], anchors[0][1]),)
    return None


def foreign_annotations(item: Dataset, place: Place, frames: tuple[int, ...], notes: list[str]) -> Iterator[Annotation]:
    """Give what another program drew, once for each of ``frames``; what cannot be shown is noted."""
    for graphic in _items(item, "GraphicObjectSequence"):
        flat = numbers(graphic, "GraphicData")
        points = place.points(flat, _units(graphic))
        shape = _foreign_shape(text(graphic, "GraphicType"), points)
        if shape is None or len(flat) > 2 * _MOST_POINTS:
            notes.append("A graphic of a kind that is not known, or damaged, is left out.")
            continue
        for frame in frames:
            yield shape[0](shape[1], frame)
    for words in _items(item, "TextObjectSequence"):
        at = _text_place(words, place)
        label = one_line(" ".join(str(part) for part in values(words, "UnformattedTextValue")))
        if at is None or not label:
            notes.append("A text without a place, or without words, is left out.")
            continue
        for frame in frames:
            yield Text((at,), frame, label)


def _foreign_shape(kind: str, points: tuple[Point, ...]) -> tuple[type[Annotation], tuple[Point, ...]] | None:
    if kind == "CIRCLE" and len(points) == 2:
        (x, y), (edge_x, edge_y) = points
        radius = ((edge_x - x) ** 2 + (edge_y - y) ** 2) ** 0.5
        return Ellipse, ((x - radius, y - radius), (x + radius, y + radius))
    if kind == "ELLIPSE" and len(points) == 4:
        return (Ellipse, _box(points)) if _is_upright(points) else (Outline, _leaning(points))
    if (kind in ("POLYLINE", "INTERPOLATED") and len(points) > 1) or (kind == "POINT" and len(points) == 1):
        return Outline, points
    return None


def _leaning(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Follow an ellipse that leans, given by the ends of its axes, with a closed line."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    x, y = (ax + bx) / 2, (ay + by) / 2
    steps = [2 * math.pi * number / 72 for number in range(72)]
    around = [
        (
            x + (bx - ax) / 2 * math.cos(turn) + (dx - cx) / 2 * math.sin(turn),
            y + (by - ay) / 2 * math.cos(turn) + (dy - cy) / 2 * math.sin(turn),
        )
        for turn in steps
    ]
    return (*around, around[0])


def _is_upright(points: tuple[Point, ...]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = points
    lying = abs(ay - by) <= _UPRIGHT and abs(cx - dx) <= _UPRIGHT
    standing = abs(ax - bx) <= _UPRIGHT and abs(cy - dy) <= _UPRIGHT
    return lying or standing


def _box(points: tuple[Point, ...]) -> tuple[Point, ...]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down)), (max(across), max(down))


def _text_place(words: Dataset, place: Place) -> Point | None:
    """Find the top left of a text: its box, else its anchor."""
    for corner, units in (
        ("BoundingBoxTopLeftHandCorner", "BoundingBoxAnnotationUnits"),
        ("AnchorPoint", "AnchorPointAnnotationUnits"),
    ):
        flat = numbers(words, corner)
        if len(flat) == 2:
            return place.points(flat, text(words, units))[0]
    return None


def _units(graphic: Dataset) -> str:
    return text(graphic, "GraphicAnnotationUnits")


def _items(dataset: Dataset, keyword: str) -> list[Any]:
    return [item for item in values(dataset, keyword) if isinstance(item, Dataset)]
