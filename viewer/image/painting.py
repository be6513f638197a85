"""Drawing over the image: corner texts, badges and results, readable over any grey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

if TYPE_CHECKING:
    from viewer.image.corners import Corners
    from viewer.image.overlay import OverlayBar

MARGIN = 12.0
_INK = QColor(236, 236, 236)
_FAINT = QColor(190, 190, 190)
_SHADE = QColor(0, 0, 0, 230)
_PLATE = QColor(16, 16, 16, 205)
_TRACK = QColor(255, 255, 255, 40)
_WARNING = QColor("#e69f00")  # Okabe-Ito orange; the words carry the meaning

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_corners(painter: QPainter, area: QRectF, corners: Corners) -> None:
    """Write the corner texts in ``area``: light letters with a dark edge."""
    line = QFontMetricsF(painter.font()).lineSpacing()
    inner = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    for lines, flag, bottom in (
        (corners.top_left, _LEFT, False),
        (corners.top_right, _RIGHT, False),
        (corners.bottom_left, _LEFT, True),
        (corners.bottom_right, _RIGHT, True),
    ):
        top = inner.bottom() - line * len(lines) if bottom else inner.top()
        for number, text in enumerate(lines):
            _write(painter, QRectF(inner.left(), top + number * line, inner.width(), line), flag, text)


def _write(painter: QPainter, place: QRectF, flag: Qt.AlignmentFlag, text: str) -> None:
    elided = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, place.width() * 0.48)
    painter.setPen(_SHADE)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        painter.drawText(place.translated(dx, dy), flag, elided)
    painter.setPen(_INK)
    painter.drawText(place, flag, elided)


def draw_badges(painter: QPainter, area: QRectF, badges: tuple[str, ...], below: int) -> None:
    """Stack the badges at the left edge, under ``below`` lines of text."""
    metrics = QFontMetricsF(painter.font())
    top = area.top() + MARGIN + below * metrics.lineSpacing() + 8
    widest = max(160.0, area.width() * 0.4)
    for text in badges:
        size = metrics.boundingRect(QRectF(0, 0, widest - 16, 10_000), _WRAP, text)
        plate = QRectF(area.left() + MARGIN, top, size.width() + 18, size.height() + 6)
        painter.setPen(QPen(_WARNING, 1))
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(_WARNING)
        painter.drawText(plate.adjusted(8, 3, 0, 0), _WRAP, text)
        top = plate.bottom() + 4


def draw_refusal(painter: QPainter, area: QRectF, text: str) -> None:
    """Write in the middle of ``area`` why there is no image."""
    painter.setPen(_INK)
    aside = area.width() / 6
    painter.drawText(area.adjusted(aside, MARGIN, -aside, -MARGIN), _MIDDLE, text)


class ResultPlate:
    """A classification result as a plate in the lower right corner: per class name, number, bar and operating point."""

    WIDTH = 232.0
    SHARE = 0.3  # of the view's width, at most
    _PAD, _BAR, _GAP = 12.0, 8.0, 8.0

    def __init__(self, bars: tuple[OverlayBar, ...], caption: tuple[str, ...]) -> None:
        self.bars = bars
        self.caption = caption

    def rectangle(self, area: QRectF, font: QFont, above: int = 0) -> QRectF:
        """Find the plate's place in ``area``, over so many lines of corner text."""
        width = min(self.WIDTH, area.width() * self.SHARE)
        height = 2 * self._PAD + len(self.bars) * self._row(font)
        height += sum(self._caption_height(text, width, font) for text in self.caption)
        bottom = area.bottom() - MARGIN - above * QFontMetricsF(font).lineSpacing() - self._GAP
        return QRectF(area.right() - MARGIN - width, max(area.top() + MARGIN, bottom - height), width, height)

    def draw(self, painter: QPainter, area: QRectF, above: int = 0) -> None:
        """Draw the plate in ``area``, over so many lines of corner text, with the painter's font."""
        font = painter.font()
        plate = self.rectangle(area, font, above)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(plate, 6, 6)
        inner = plate.adjusted(self._PAD, self._PAD, -self._PAD, -self._PAD)
        top = inner.top()
        for bar in self.bars:
            self._draw_bar(painter, QRectF(inner.left(), top, inner.width(), self._row(font)), bar)
            top += self._row(font)
        painter.setPen(_FAINT)
        for text in self.caption:
            height = self._caption_height(text, plate.width(), font)
            painter.drawText(QRectF(inner.left(), top, inner.width(), height), _WRAP, text)
            top += height

    def _draw_bar(self, painter: QPainter, row: QRectF, bar: OverlayBar) -> None:
        metrics = QFontMetricsF(painter.font())
        line = QRectF(row.left(), row.top(), row.width(), metrics.height())
        number = f"{bar.probability:.2f}"
        room = row.width() - metrics.horizontalAdvance(number) - 8
        painter.setPen(_INK)
        painter.drawText(line, _LEFT, metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room))
        painter.drawText(line, _RIGHT, number)
        track = QRectF(row.left(), line.bottom() + 2, row.width(), self._BAR)
        painter.fillRect(track, _TRACK)
        share = min(max(bar.probability, 0.0), 1.0)
        painter.fillRect(QRectF(track.left(), track.top(), track.width() * share, track.height()), QColor(bar.color))
        if bar.threshold is not None:
            x = track.left() + track.width() * min(max(bar.threshold, 0.0), 1.0)
            painter.setPen(QPen(_INK, 2))
            painter.drawLine(QPointF(x, track.top() - 2), QPointF(x, track.bottom() + 2))

    def _row(self, font: QFont) -> float:
        return QFontMetricsF(font).height() + 2 + self._BAR + self._GAP

    def _caption_height(self, text: str, width: float, font: QFont) -> float:
        room = QRectF(0, 0, width - 2 * self._PAD, 10_000)
        return QFontMetricsF(font).boundingRect(room, _WRAP, text).height() + 2
