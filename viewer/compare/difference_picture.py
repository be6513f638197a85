"""One difference drawn: its point, its two intervals, zero, and the margin as a zone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette, QPen

from viewer.compare.arm_report import Plain, number

WIDTH, HEIGHT = 280, 22
_INSET = 8
_WIDE, _NARROW = 1.6, 4.2  # of the lines of the two intervals


def reach_of(contrasts: Sequence[Plain]) -> float:
    """How far the scale of all differences goes to either side of zero."""
    ends = [
        abs(value)
        for one in contrasts
        for value in (one["difference"]["low"], one["difference"]["high"], one["low90"], one["high90"])
        if value is not None
    ]
    margins = [2 * one["margin"] for one in contrasts]
    return 1.08 * max([*ends, *margins], default=1.0)


def difference_picture(contrast: Plain, reach: float, palette: QPalette, ratio: float = 1.0) -> QImage:
    """Draw the difference of two arms on a scale of ``-reach`` to ``reach``; on any thread."""
    picture = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    active = QPalette.ColorGroup.Active
    text, zone = palette.color(active, QPalette.ColorRole.Text), palette.color(active, QPalette.ColorRole.Mid)
    middle = HEIGHT / 2
    left, right = _at(-contrast["margin"], reach), _at(contrast["margin"], reach)
    painter.fillRect(QRectF(left, 0, right - left, HEIGHT), zone)
    painter.setPen(QPen(text, 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(_at(0.0, reach), 0), QPointF(_at(0.0, reach), HEIGHT))
    difference = contrast["difference"]
    for low, high, width in (
        (difference["low"], difference["high"], _WIDE),
        (contrast["low90"], contrast["high90"], _NARROW),
    ):
        if low is not None and high is not None:
            painter.setPen(QPen(text, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(_at(low, reach), middle), QPointF(_at(high, reach), middle))
    value = number(difference["value"])
    if math.isfinite(value):
        painter.setPen(QPen(text, 2))
        painter.setBrush(palette.color(active, QPalette.ColorRole.Base))
        painter.drawEllipse(QPointF(_at(value, reach), middle), 4, 4)
    painter.end()
    return picture


def _at(value: float, reach: float) -> float:
    """Where a value lies across the picture, in pixels; what lies outside the scale ends at its edge."""
    share = (value + reach) / (2 * reach)
    return _INSET + (WIDTH - 2 * _INSET) * min(max(share, 0.0), 1.0)
