"""The heat map over the image: painted once for each place and look, then laid down in every repaint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QLinearGradient, QPainter

from viewer.explain.color_maps import HeatLook, colors, table
from viewer.explain.explaining import HEAT, Heat
from viewer.explain.tile import HeatTile, heat_tile
from viewer.explain.words import heat_title, scale_text
from viewer.image.painting import MARGIN
from viewer.notice import disclaimer

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.explain.heat import HeatMap
    from viewer.explain.explaining import Explaining
    from viewer.image.canvas import ImageCanvas
    from viewer.image.geometry import Placement

_PLATE = QColor(16, 16, 16, 205)
_INK = QColor(236, 236, 236)
_BAR = 8.0  # height of the colour bar
_PAD = 8.0
_BELOW = 3.5  # lines of text that the legend keeps from the lower edge, where the corner texts stand
_SHARE = 0.45  # of the width, at most
_CENTERED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True, eq=False)
class _Painted:
    """A tile and all that it depends on."""

    heat: Heat
    look: HeatLook
    placement: Placement
    size: tuple[int, int]
    tile: HeatTile | None


@dataclass(frozen=True, slots=True, eq=False)
class ShownHeat:
    """A heat map as it is drawn, for a picture of the image that is made apart from the screen; for any thread."""

    map: HeatMap
    look: HeatLook

    def draw(self, painter: QPainter, frame: Frame, placement: Placement, size: tuple[int, int]) -> None:
        """Draw map and legend on a picture of ``size`` (width, height) in which the image has this place."""
        part = self.map.over_image(frame.rows, frame.columns)
        tile = heat_tile(part, placement, *size, table(self.look))
        if tile is not None:
            draw_heat_tile(painter, tile, 1.0)
        _draw_legend(painter, QRectF(0, 0, *size), self.map, self.look)


class HeatLayer:
    """Draws the heat map of what one image view shows, and its legend."""

    def __init__(self, explaining: Explaining) -> None:
        self._explaining = explaining
        self._painted: _Painted | None = None

    def draw(self, painter: QPainter, canvas: ImageCanvas) -> None:
        """Draw in widget coordinates."""
        heat = self._explaining.find(HEAT, canvas.image)
        if not isinstance(heat, Heat) or canvas.image.frame is None or not self._explaining.is_shown:
            self._painted = None
            return
        tile = self._tile(heat, canvas)
        if tile is not None:
            draw_heat_tile(painter, tile, canvas.devicePixelRatioF())
        _draw_legend(painter, QRectF(canvas.rect()), heat.map, self._explaining.look)

    def _tile(self, heat: Heat, canvas: ImageCanvas) -> HeatTile | None:
        placement, frame, look = canvas.placement, canvas.image.frame, self._explaining.look
        if placement is None or frame is None:
            return None
        ratio = canvas.devicePixelRatioF()
        size = round(canvas.width() * ratio), round(canvas.height() * ratio)
        known = self._painted
        if (
            known is None
            or known.heat is not heat
            or (known.look, known.placement, known.size) != (look, placement, size)
        ):
            part = heat.map.over_image(frame.rows, frame.columns)
            known = _Painted(heat, look, placement, size, heat_tile(part, placement, *size, table(look)))
            self._painted = known
        return known.tile


def draw_heat_tile(painter: QPainter, tile: HeatTile, ratio: float) -> None:
    """Lay a tile down where it belongs, in a view with ``ratio`` device pixels per widget pixel."""
    rows, columns = tile.pixels.shape
    picture = QImage(tile.pixels.data, columns, rows, tile.pixels.strides[0], QImage.Format.Format_ARGB32_Premultiplied)
    painter.drawImage(QRectF(tile.x / ratio, tile.y / ratio, columns / ratio, rows / ratio), picture)


def _draw_legend(painter: QPainter, area: QRectF, heat: HeatMap, look: HeatLook) -> None:
    """Say in the lower left corner what the colours mean (colour alone tells nothing); a result stands on the right."""
    metrics = QFontMetricsF(painter.font())
    texts = (heat_title(heat), scale_text(heat), disclaimer())
    room = QRectF(0, 0, max(area.width() * _SHARE - 2 * _PAD, 120.0), area.height())
    sizes = [metrics.boundingRect(room, _CENTERED, text) for text in texts]
    plate = QRectF(0, 0, max(size.width() for size in sizes), sum(size.height() for size in sizes) + _BAR + 4)
    plate.adjust(0, 0, 2 * _PAD + 2, 2 * _PAD)
    plate.moveLeft(area.left() + MARGIN)
    plate.moveBottom(area.bottom() - MARGIN - _BELOW * metrics.lineSpacing())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(plate, 6, 6)
    inner = plate.adjusted(_PAD, _PAD, -_PAD, -_PAD)
    top = inner.top()
    for number, (text, size) in enumerate(zip(texts, sizes, strict=True)):
        if number == 1:
            draw_scale(painter, QRectF(inner.left(), top + 2, inner.width(), _BAR), look)
            top += _BAR + 4
        painter.setPen(_INK)
        painter.drawText(QRectF(inner.left(), top, inner.width(), size.height()), _CENTERED, text)
        top += size.height()


def draw_scale(painter: QPainter, place: QRectF, look: HeatLook, ink: QColor = _INK) -> None:
    """Draw the colours from 0 to 1; what is below the threshold, and not drawn, is left out, and a tick ends it."""
    gradient = QLinearGradient(place.topLeft(), place.topRight())
    for value, color in enumerate(colors(look.color_map)[::15]):
        gradient.setColorAt(value * 15 / 255, QColor(*(int(part) for part in color)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    tick = place.left() + look.threshold * place.width()
    painter.fillRect(place.adjusted(tick - place.left(), 0, 0, 0), gradient)
    painter.fillRect(QRectF(tick - 1, place.top() - 2, 2, place.height() + 4), ink)
