"""Where an annotation lies on screen: its lines, its handles and the plate with its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QPainterPathStroker

from core.annotate.shapes import (
    Angle,
    Annotation,
    Arrow,
    CardiothoracicRatio,
    CobbAngle,
    Ellipse,
    Length,
    Rectangle,
    Text,
)

Mapping = Callable[[float, float], QPointF]
"""From (column, row) of the stored image to where it is drawn."""

REACH = 7.0
"""How far from a line or a handle the mouse may be to take it, in widget pixels."""

_PAD = 0.35  # of a plate, in heights of a letter
_ARC = 1.6  # radius of the arc of an angle, in heights of a letter


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """An annotation as it is drawn.

    Attributes
    ----------
    path : QPainterPath
        Its lines.
    guide : QPainterPath
        A line that only helps to judge it, drawn dashed.
    handles : tuple of QPointF
        Where it can be taken.
    plate : QRectF
        Behind its words; empty when it has none.
    lines : tuple of str
        Its words.
    """

    annotation: Annotation
    path: QPainterPath
    guide: QPainterPath
    handles: tuple[QPointF, ...]
    plate: QRectF
    lines: tuple[str, ...]

    def is_hit(self, at: QPointF) -> bool:
        """Tell whether a position is on the lines or the words."""
        if self.plate.contains(at):
            return True
        if not self.path.controlPointRect().adjusted(-REACH, -REACH, REACH, REACH).contains(at):
            return False  # quickly: this is asked about every shape whenever the mouse moves
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * REACH)
        return stroker.createStroke(self.path).contains(at)

    def handle_at(self, at: QPointF) -> int:
        """Give the number of the handle at a position, the nearest of several; -1 where there is none."""
        distances = [math.hypot(at.x() - handle.x(), at.y() - handle.y()) for handle in self.handles]
        nearest = min(range(len(distances)), key=distances.__getitem__, default=-1)
        return nearest if nearest >= 0 and distances[nearest] <= REACH + 2 else -1


def lay_out(
    annotation: Annotation,
    to_widget: Mapping,
    lines: Sequence[str],
    font: QFont,
    area: QRectF | None = None,
) -> Laid:
    """Find the place of everything that an annotation is drawn with.

    Parameters
    ----------
    lines : sequence of str
        Its words.
    font : QFont
        Of the words; lines and arrow heads are in proportion to it.
    area : QRectF, optional
        Where the words have to stay, if they can; lines that are too long for it are broken.
    """
    points = [to_widget(*point) for point in annotation.points]
    letter = QFontMetricsF(font).height()
    path, guide = _path(annotation, points, letter), QPainterPath()
    if isinstance(annotation, CardiothoracicRatio):
        guide = _midline(points)
    elif isinstance(annotation, CobbAngle):
        guide = _between(points)
    if area is not None:
        lines = _wrapped(lines, font, area.width())
    plate = _plate(annotation, path, points, lines, font, area) if lines else QRectF()
    handles = tuple(to_widget(*handle) for handle in annotation.handles)
    return Laid(annotation, path, guide, handles, plate, tuple(lines))


def _path(annotation: Annotation, points: list[QPointF], letter: float) -> QPainterPath:
    path = QPainterPath()
    if isinstance(annotation, Text):
        return path
    if isinstance(annotation, Rectangle):
        path.addRect(_box(points))
    elif isinstance(annotation, Ellipse):
        path.addEllipse(_box(points))
    elif isinstance(annotation, CobbAngle):
        for first, last in (points[:2], points[2:]):
            path.moveTo(first)
            path.lineTo(last)
    elif isinstance(annotation, CardiothoracicRatio):
        _add_ruler(path, points[0], points[1], letter)
        _add_ruler(path, points[2], points[3], letter)
    elif isinstance(annotation, Length):
        _add_ruler(path, points[0], points[1], letter)
    elif len(points) == 1:
        _add_cross(path, points[0], letter / 2)
    else:
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        if isinstance(annotation, Arrow):
            _add_head(path, points[0], points[1], letter)
        if isinstance(annotation, Angle):
            _add_arc(path, points, letter)
    return path


def _box(points: list[QPointF]) -> QRectF:
    return QRectF(points[0], points[1]).normalized()


def _add_ruler(path: QPainterPath, first: QPointF, last: QPointF, letter: float) -> None:
    """Draw a line with a tick across either end."""
    path.moveTo(first)
    path.lineTo(last)
    across = _unit(QPointF(first.y() - last.y(), last.x() - first.x())) * (letter * 0.3)
    for end in (first, last):
        path.moveTo(end - across)
        path.lineTo(end + across)


def _add_cross(path: QPainterPath, at: QPointF, arm: float) -> None:
    for step in (QPointF(arm, 0), QPointF(0, arm)):
        path.moveTo(at - step)
        path.lineTo(at + step)


def _add_head(path: QPainterPath, tail: QPointF, tip: QPointF, letter: float) -> None:
    back = tail - tip
    size = min(letter * 0.9, math.hypot(back.x(), back.y()) / 2)
    direction = math.atan2(back.y(), back.x())
    ends = [tip + QPointF(math.cos(direction + turn), math.sin(direction + turn)) * size for turn in (-0.45, 0.45)]
    path.moveTo(ends[0])
    path.lineTo(tip)
    path.lineTo(ends[1])


def _add_arc(path: QPainterPath, points: list[QPointF], letter: float) -> None:
    """Draw an arc from one arm to the other, on the inner side."""
    arms = [points[0] - points[1], points[2] - points[1]]
    lengths = [math.hypot(arm.x(), arm.y()) for arm in arms]
    if min(lengths) == 0:
        return
    radius = min(letter * _ARC, min(lengths) * 0.6)
    begin, end = (math.degrees(math.atan2(-arm.y(), arm.x())) for arm in arms)
    sweep = (end - begin + 180) % 360 - 180
    circle = QRectF(points[1].x() - radius, points[1].y() - radius, 2 * radius, 2 * radius)
    path.arcMoveTo(circle, begin)
    path.arcTo(circle, begin, sweep)


def _midline(points: list[QPointF]) -> QPainterPath:
    """Draw the perpendicular bisector of the thorax, from the thorax to beyond the heart."""
    path = QPainterPath()
    middle, along = (points[2] + points[3]) / 2, _unit(points[3] - points[2])
    if along.isNull():
        return path
    upright = QPointF(-along.y(), along.x())
    reach = [QPointF.dotProduct(point - middle, upright) for point in points]
    margin = math.hypot(points[3].x() - points[2].x(), points[3].y() - points[2].y()) * 0.05
    path.moveTo(middle + upright * (min(reach) - margin))
    path.lineTo(middle + upright * (max(reach) + margin))
    return path


def _between(points: list[QPointF]) -> QPainterPath:
    """Join the middles of two lines: they belong together."""
    path = QPainterPath((points[0] + points[1]) / 2)
    path.lineTo((points[2] + points[3]) / 2)
    return path


def _wrapped(lines: Sequence[str], font: QFont, width: float) -> Sequence[str]:
    """Break the lines that a plate of this width cannot hold, between words."""
    metrics = QFontMetricsF(font)
    room = width - 2 * _PAD * metrics.height()
    if all(metrics.horizontalAdvance(line) <= room for line in lines):
        return lines
    broken = []
    for line in lines:
        begun, *words = line.split(" ")
        for word in words:
            if metrics.horizontalAdvance(f"{begun} {word}") <= room:
                begun = f"{begun} {word}"
            else:
                broken.append(begun)
                begun = word
        broken.append(begun)
    return broken


def _plate(
    annotation: Annotation,
    path: QPainterPath,
    points: list[QPointF],
    lines: Sequence[str],
    font: QFont,
    area: QRectF | None,
) -> QRectF:
    """Put the words to the right of the shape, at the height of its rightmost point; a text at its own point."""
    metrics = QFontMetricsF(font)
    pad = metrics.height() * _PAD
    width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * pad
    size = QRectF(0, 0, width, metrics.lineSpacing() * len(lines) + pad)
    if isinstance(annotation, Text):
        plate = size.translated(points[0])
    else:
        box = path.boundingRect()
        beside = max(points, key=lambda point: (point.x(), point.y()))
        top = box.top() if isinstance(annotation, Rectangle | Ellipse) else beside.y() - size.height() / 2
        plate = size.translated(box.right() + metrics.height() * 0.5, top)
        if area is not None and plate.right() > area.right():
            below = box.bottom() + metrics.height() * 0.5
            plate = size.translated(area.right() - size.width(), below)
    return plate if area is None else _kept_in(plate, area)


def _kept_in(plate: QRectF, area: QRectF) -> QRectF:
    x = max(area.left(), min(plate.x(), area.right() - plate.width()))
    y = max(area.top(), min(plate.y(), area.bottom() - plate.height()))
    return QRectF(QPointF(x, y), plate.size())


def _unit(vector: QPointF) -> QPointF:
    length = math.hypot(vector.x(), vector.y())
    return vector / length if length else QPointF()
