"""Drawing over the image: corner texts, badges and results, readable over any grey."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QRegion, QStaticText
from PySide6.QtWidgets import QStyle

from viewer.number_text import number_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from viewer.image.corners import Badge, Corners
    from viewer.image.overlay import OverlayBar
    from viewer.image.raster import Tile

MARGIN = 12.0
FRAME = 4.0
"""Width of the frame around a damaged image, times :func:`unit`."""

_GUTTER = 8.0  # free on either side of the middle: a mark of orientation may stand there
_LINE = 15.0  # height of a line of text for which the sizes here are meant
_AROUND = ((-1, -1), (1, -1), (-1, 1), (1, 1))  # together they lie around every stroke that is not a single pixel
_OPEN, _ARM = 5.0, 18.0  # of the cross: where its arms begin and end
_INK = QColor(236, 236, 236)
_FAINT = QColor(190, 190, 190)
_SHADE = QColor(0, 0, 0, 230)
_PLATE = QColor(16, 16, 16, 205)
_TRACK = QColor(255, 255, 255, 40)
_WARNING = QColor("#e69f00")  # Okabe-Ito orange; the words carry the meaning
_GRAVE = QColor("#d55e00")  # Okabe-Ito vermilion

_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def tile_place(tile: Tile, ratio: float) -> QRectF:
    """Find what a tile covers of a widget with ``ratio`` device pixels per widget pixel."""
    return QRectF(tile.x / ratio, tile.y / ratio, tile.width / ratio, tile.height / ratio)


def draw_tile(painter: QPainter, tile: Tile, ratio: float) -> None:
    """Draw a tile, whose place is in device pixels, on a widget with so many of them per widget pixel."""
    rows, columns = tile.pixels.shape[:2]
    color = tile.pixels.ndim == 3
    kind = QImage.Format.Format_RGB888 if color else QImage.Format.Format_Grayscale8
    picture = QImage(tile.pixels.data, columns, rows, tile.pixels.strides[0], kind)
    painter.drawImage(tile_place(tile, ratio), picture)


def draw_darkness(painter: QPainter, area: QRect, covered: QRectF) -> None:
    """Blacken ``area`` but for what will be ``covered``: a pixel that is covered in part is blackened too."""
    around = QRegion(area) - QRegion(covered.toRect().adjusted(1, 1, -1, -1))
    for rect in around:  # type: ignore[attr-defined]  # PySide's stubs forget that a region can be walked
        painter.fillRect(rect, Qt.GlobalColor.black)


def grey_picture(greys: NDArray[np.uint8]) -> QImage:
    """Make a picture, with memory of its own, of greys (rows, columns)."""
    greys = np.ascontiguousarray(greys)
    rows, columns = greys.shape
    return QImage(greys.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()


def draw_corners(painter: QPainter, area: QRectF, corners: Corners, *, marked: bool = False) -> None:
    """Write the corner texts in ``area``: light letters with a dark edge.

    Lines that meet are cut off; the middle of the outermost line stays free for a mark of orientation (``marked``).
    """
    metrics = QFontMetricsF(painter.font())
    line, margin = metrics.lineSpacing(), MARGIN * unit(painter)
    inner = area.adjusted(margin, margin, -margin, -margin)
    half = inner.width() / 2 - _GUTTER
    for lefts, rights, bottom in (
        (corners.top_left, corners.top_right, False),
        (corners.bottom_left[::-1], corners.bottom_right[::-1], True),  # from the edge inwards
    ):
        for number, (left, right) in enumerate(zip_longest(lefts, rights, fillvalue="")):
            top = inner.bottom() - line * (number + 1) if bottom else inner.top() + line * number
            for text, other, flag in ((left, right, _LEFT), (right, left, _RIGHT)):
                free = inner.width() - metrics.horizontalAdvance(other) - 2 * _GUTTER
                room = half if marked and number == 0 else max(half, free)
                _write(painter, QRectF(inner.left(), top, inner.width(), line), flag, text, room)


def _write(painter: QPainter, place: QRectF, flag: Qt.AlignmentFlag, text: str, room: float) -> None:
    if not text:
        return
    write_edged(painter, place, flag, QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room))


def write_edged(painter: QPainter, place: QRectF, flag: Qt.AlignmentFlag, text: str) -> None:
    """Write light letters with a dark edge, which is as wide as suits the letters: readable over any grey."""
    edge, laid_out = unit(painter), _laid_out(text, painter.font().key())
    laid_out.prepare(painter.transform(), painter.font())
    at = _aligned(place, laid_out.size(), flag)
    painter.setPen(_SHADE)
    for dx, dy in _AROUND:
        painter.drawStaticText(at + QPointF(dx * edge, dy * edge), laid_out)
    painter.setPen(_INK)
    painter.drawStaticText(at, laid_out)


@lru_cache(maxsize=256)
def _laid_out(text: str, font: str) -> QStaticText:
    """Lay ``text`` out once for its five strokes and for the repaints to come; ``font`` only tells fonts apart."""
    laid_out = QStaticText(text)
    laid_out.setTextFormat(Qt.TextFormat.PlainText)
    laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    return laid_out


def _aligned(place: QRectF, size: QSizeF, flag: Qt.AlignmentFlag) -> QPointF:
    """Find where a text of ``size`` begins that stands in ``place`` as ``flag`` says."""
    placed = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, flag, size.toSize(), place.toRect())
    return QPointF(placed.topLeft())


def unit(painter: QPainter) -> float:
    """Give the width of a thin line: one pixel, or more beside the large letters of an exported picture."""
    return unit_of(painter.font())


def unit_of(font: QFont) -> float:
    """Give the width of a thin line beside letters of ``font``; see :func:`unit`."""
    return max(1.0, QFontMetricsF(font).height() / _LINE)


def draw_badges(painter: QPainter, area: QRectF, badges: tuple[Badge, ...], below: int) -> None:
    """Stack the badges at the left edge, under ``below`` lines of text; a grave one is a filled plate."""
    metrics, one = QFontMetricsF(painter.font()), unit(painter)
    top = area.top() + MARGIN * one + below * metrics.lineSpacing() + 8 * one
    widest = max(160.0 * one, area.width() * 0.4)
    for badge in badges:
        size = metrics.boundingRect(QRectF(0, 0, widest - 16 * one, 10_000), _WRAP, badge.text)
        plate = QRectF(area.left() + MARGIN * one, top, size.width() + 18 * one, size.height() + 6 * one)
        painter.setPen(QPen(_GRAVE if badge.grave else _WARNING, one))
        painter.setBrush(_GRAVE if badge.grave else _PLATE)
        painter.drawRoundedRect(plate.adjusted(one / 2, one / 2, -one / 2, -one / 2), 4 * one, 4 * one)
        painter.setPen(Qt.GlobalColor.black if badge.grave else _WARNING)
        painter.drawText(plate.adjusted(8 * one, 3 * one, 0, 0), _WRAP, badge.text)
        top = plate.bottom() + 4 * one


def draw_frame(painter: QPainter, place: QRectF) -> None:
    """Draw a frame just inside the edges of a damaged image."""
    width = FRAME * unit(painter)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_GRAVE, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(place.adjusted(width / 2, width / 2, -width / 2, -width / 2))


def draw_crosshair(painter: QPainter, at: QPointF) -> None:
    """Mark a point with a cross that is open in the middle: what it marks stays visible."""
    for pen in (QPen(_SHADE, 3), QPen(_INK, 1)):
        painter.setPen(pen)
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(at + QPointF(dx, dy) * _OPEN, at + QPointF(dx, dy) * _ARM)


def draw_refusal(painter: QPainter, area: QRectF, text: str) -> None:
    """Write in the middle of ``area`` why there is no image."""
    painter.setPen(_INK)
    aside = area.width() / 6
    painter.drawText(area.adjusted(aside, MARGIN, -aside, -MARGIN), _MIDDLE, text)


def draw_hint(painter: QPainter, area: QRectF, text: str) -> None:
    """Write in the middle of an empty ``area`` what to do."""
    painter.setPen(_FAINT)
    aside = area.width() / 8
    painter.drawText(area.adjusted(aside, MARGIN, -aside, -MARGIN), _MIDDLE, text)


class ResultPlate:
    """A classification result as a plate in the lower right corner: per class name, number, bar and operating point.

    Lengths are in units of :func:`unit`: beside the large letters of an exported picture everything is larger.
    """

    WIDTH = 232.0
    SHARE = 0.3  # of the view's width, at most; in a small view up to twice that, where names ask for it
    READABLE = 176.0
    _PAD, _BAR, _GAP = 12.0, 8.0, 8.0

    def __init__(self, bars: tuple[OverlayBar, ...], caption: tuple[str, ...]) -> None:
        self.bars = bars
        self.caption = caption

    def rectangle(self, area: QRectF, font: QFont, above: int = 0) -> QRectF:
        """Find the plate's place in ``area``, over so many lines of corner text."""
        one = unit_of(font)
        width = min(
            self.WIDTH * one, max(area.width() * self.SHARE, min(self.READABLE * one, area.width() * 2 * self.SHARE))
        )
        height = self._height(width, font)
        bottom = area.bottom() - MARGIN * one - above * QFontMetricsF(font).lineSpacing() - self._GAP * one
        left = area.right() - MARGIN * one - width
        return QRectF(left, max(area.top() + MARGIN * one, bottom - height), width, height)

    def strip(self, area: QRectF, font: QFont, above: int = 0) -> QRectF | None:
        """Find room for the plate under ``area``, as wide or wider, where it does not fit into it; None where it does.

        On screen the plate is cut off then, and the view can be made larger; a picture cannot.
        """
        if self.rectangle(area, font, above).bottom() <= area.bottom():
            return None
        one = unit_of(font)
        width = max(area.width(), self.READABLE * one / (2 * self.SHARE))
        room = QRectF(area.left(), area.bottom(), width, 0.0)
        room.setHeight(self._height(self.rectangle(room, font).width(), font) + (2 * MARGIN + self._GAP) * one)
        return room

    def draw(self, painter: QPainter, area: QRectF, above: int = 0) -> None:
        """Draw the plate in ``area``, over so many lines of corner text, with the painter's font."""
        font, one = painter.font(), unit(painter)
        plate = self.rectangle(area, font, above)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(plate, 6 * one, 6 * one)
        pad = self._PAD * one
        inner = plate.adjusted(pad, pad, -pad, -pad)
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
        metrics, one = QFontMetricsF(painter.font()), unit(painter)
        line = QRectF(row.left(), row.top(), row.width(), metrics.height())
        number = number_text(bar.probability, ".2f")
        room = row.width() - metrics.horizontalAdvance(number) - 8 * one
        painter.setPen(_INK)
        painter.drawText(line, _LEFT, metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, room))
        painter.drawText(line, _RIGHT, number)
        track = QRectF(row.left(), line.bottom() + 2 * one, row.width(), self._BAR * one)
        painter.fillRect(track, _TRACK)
        share = min(max(bar.probability, 0.0), 1.0)
        painter.fillRect(QRectF(track.left(), track.top(), track.width() * share, track.height()), QColor(bar.color))
        if bar.threshold is not None:
            x = track.left() + track.width() * min(max(bar.threshold, 0.0), 1.0)
            painter.setPen(QPen(_INK, 2 * one))
            painter.drawLine(QPointF(x, track.top() - 2 * one), QPointF(x, track.bottom() + 2 * one))

    def _height(self, width: float, font: QFont) -> float:
        captions = sum(self._caption_height(text, width, font) for text in self.caption)
        return 2 * self._PAD * unit_of(font) + len(self.bars) * self._row(font) + captions

    def _row(self, font: QFont) -> float:
        return QFontMetricsF(font).height() + (2 + self._BAR + self._GAP) * unit_of(font)

    def _caption_height(self, text: str, width: float, font: QFont) -> float:
        one = unit_of(font)
        room = QRectF(0, 0, width - 2 * self._PAD * one, 10_000)
        return QFontMetricsF(font).boundingRect(room, _WRAP, text).height() + 2 * one
