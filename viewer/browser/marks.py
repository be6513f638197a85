"""Small signs on the pictures of the browser, for what their rows say in words, too."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

SIZE = QSize(48, 48)
"""Of the pictures in the rows."""

_SIGN = 16
_WRONG, _TWIN, _INK = QColor("#e69f00"), QColor("#56b4e9"), QColor("#000000")


def marked(icon: QIcon | None, *, wrong: bool, twin: bool) -> QIcon | None:
    """Draw a warning sign and two overlapping sheets over the lower edge of a picture, or over none."""
    if not wrong and not twin:
        return icon
    size = SIZE if icon is not None else QSize(_SIGN * (wrong + twin), _SIGN)
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if icon is not None:
        picture = icon.pixmap(SIZE)
        painter.drawPixmap((SIZE.width() - picture.width()) // 2, (SIZE.height() - picture.height()) // 2, picture)
    bottom = size.height() - _SIGN
    if wrong:
        _draw_warning(painter, QRectF(0, bottom, _SIGN, _SIGN))
    if twin:
        _draw_sheets(painter, QRectF(size.width() - _SIGN, bottom, _SIGN, _SIGN))
    painter.end()
    return QIcon(drawn)


def _draw_warning(painter: QPainter, area: QRectF) -> None:
    """Draw a triangle with an exclamation mark."""
    middle = area.center().x()
    painter.setPen(QPen(_INK, 1))
    painter.setBrush(_WRONG)
    painter.drawPolygon(QPolygonF([QPointF(middle, area.top()), area.bottomRight(), area.bottomLeft()]))
    painter.setPen(QPen(_INK, 2))
    painter.drawLine(QPointF(middle, area.top() + 6), QPointF(middle, area.top() + 10))
    painter.drawPoint(QPointF(middle, area.top() + 13))


def _draw_sheets(painter: QPainter, area: QRectF) -> None:
    """Draw one sheet over another."""
    painter.setPen(QPen(_INK, 1))
    painter.setBrush(_TWIN)
    painter.drawRect(QRectF(area.left() + 5, area.top() + 1, 10, 10))
    painter.drawRect(QRectF(area.left() + 1, area.top() + 5, 10, 10))
