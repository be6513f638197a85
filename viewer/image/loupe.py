"""The loupe: a round lens at the cursor that shows stored pixels, magnified, through the current window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from viewer.image.painting import draw_tile

if TYPE_CHECKING:
    from viewer.image.geometry import Placement
    from viewer.image.raster import Raster

RADIUS = 130.0
"""Of the lens, in widget pixels; smaller in a small view."""

FACTORS = (2, 4)
"""Magnifications: screen pixels per stored pixel, or times the zoom where that is more than 1:1 already."""

_RIM = QColor(236, 236, 236)
_SHADE = QColor(0, 0, 0, 230)


def under_lens(placement: Placement, factor: int, at: QPointF, side: int) -> Placement:
    """Lay the image in a square of ``side`` device pixels, magnified, with what is at ``at`` in its middle.

    No stored pixel is averaged away: even the narrower side of one that is not square covers a screen pixel or more.
    """
    narrower = min(1.0, placement.aspect)
    scale = factor * max(placement.scale, 1.0 / narrower)
    column, row = placement.to_seen(at.x(), at.y())
    lens = replace(placement, scale=scale, x=0.0, y=0.0)
    x, y = lens.from_seen(column, row)
    return lens.moved(side / 2 - x, side / 2 - y)


def draw_loupe(
    painter: QPainter, area: QRectF, raster: Raster, placement: Placement, factor: int, at: QPointF, ratio: float
) -> None:
    """Draw the lens around widget position ``at``, in a view of so many device pixels per widget pixel."""
    radius = min(RADIUS, area.width() / 3, area.height() / 3)
    circle = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    side = round(2 * radius * ratio)
    tile = raster.tile(under_lens(placement, factor, at * ratio, side), side, side)
    outline = QPainterPath()
    outline.addEllipse(circle)
    painter.save()
    painter.setClipPath(outline)
    painter.fillRect(circle, Qt.GlobalColor.black)
    if tile is not None:
        painter.translate(circle.topLeft())
        draw_tile(painter, tile, ratio)
    painter.restore()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(_SHADE, 4), QPen(_RIM, 2)):
        painter.setPen(pen)
        painter.drawPath(outline)
    _write_factor(painter, circle, f"{factor}\u00d7")
    painter.restore()


def _write_factor(painter: QPainter, circle: QRectF, text: str) -> None:
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(text) + 10
    plate = QRectF(circle.center().x() - width / 2, circle.bottom() - metrics.height() - 8, width, metrics.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setPen(_RIM)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
