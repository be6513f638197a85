"""A rectangle drawn on the image, whose values the window is then set from."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPen

import viewer.immortal  # noqa: F401  before the first signal

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter

    from core.dicom.frame import Frame
    from viewer.image.canvas import ImageCanvas

_SMALLEST = 4  # widget pixels along both sides: less is a click
_DARK, _LIGHT = QColor(0, 0, 0, 200), QColor("#f0e442")  # Okabe-Ito yellow


class RegionTool(QObject):
    """Draws a rubber band and tells which stored pixels it took in; serves every view.

    Attributes
    ----------
    hint : str
        Drawn on the images as long as it is not empty: what to do.

    Signals
    -------
    region_chosen : (ImageState, slice, slice)
        Rows and columns of the stored image.
    ended
        The rectangle is drawn, or was given up.
    """

    cursor = Qt.CursorShape.CrossCursor
    region_chosen = Signal(object, object, object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hint = ""
        self._canvas: ImageCanvas | None = None
        self._begun = self._now = QPointF()

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin a rectangle; a colour image has no window to set."""
        frame = canvas.image.frame
        if frame is None or frame.color is not None:
            return False
        self._canvas, self._begun, self._now = canvas, at, at
        return True

    def move(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier, *, pressed: bool) -> None:
        """Draw the rectangle out."""
        if pressed and canvas is self._canvas:
            self._now = at
            canvas.update()

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        """Tell which pixels lie in the rectangle; a mere click is none."""
        if canvas is not self._canvas:
            return
        band = QRectF(self._begun, at).normalized()
        self._canvas = None
        canvas.update()
        frame = canvas.image.frame
        if frame is not None and min(band.width(), band.height()) >= _SMALLEST:
            region = pixels_in(band, canvas, frame)
            if region is not None:
                self.region_chosen.emit(canvas.image, *region)
        self.ended.emit()

    def double_click(self, canvas: ImageCanvas, at: QPointF) -> bool:
        """Leave it to the view."""
        return False

    def key(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Leave it to the view."""
        return False

    def cancel(self) -> None:
        """Give the rectangle up."""
        if self._canvas is not None:
            canvas, self._canvas = self._canvas, None
            canvas.update()
        self.ended.emit()

    def picture_changed(self, canvas: ImageCanvas) -> None:
        """Give up the rectangle on this view; one still to be drawn, only with that on the active one."""
        if canvas is self._canvas or (self._canvas is None and canvas.is_active):
            self.cancel()

    def draw(self, painter: QPainter, canvas: ImageCanvas) -> None:
        """Draw the rectangle, light on dark: readable over any grey."""
        if self.hint:
            frame = canvas.image.frame
            in_color = frame is not None and frame.color is not None
            hint = self.tr("A colour image has no grey window to set.") if in_color else self.hint
            draw_hint(painter, QRectF(canvas.rect()), hint)
        if canvas is not self._canvas:
            return
        band = QRectF(self._begun, self._now).normalized()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_DARK, 3))
        painter.drawRect(band)
        painter.setPen(QPen(_LIGHT, 1, Qt.PenStyle.DashLine))
        painter.drawRect(band)


def draw_hint(painter: QPainter, area: QRectF, text: str) -> None:
    """Write what to do at the bottom of ``area``, or, where that is crowded, in the middle."""
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    size = QFontMetricsF(painter.font()).boundingRect(area.adjusted(20, 0, -20, 0), flags, text).size()
    plate = QRectF(0, 0, size.width() + 24, size.height() + 12)
    crowded = size.height() > 1.5 * painter.fontMetrics().height()
    plate.moveCenter(QPointF(area.center().x(), area.center().y() if crowded else area.bottom() - 48))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_DARK)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(_LIGHT)
    painter.drawText(plate, flags, text)


def pixels_in(area: QRectF, canvas: ImageCanvas, frame: Frame) -> tuple[slice, slice] | None:
    """Give rows and columns of the stored image that ``area`` of the widget touches; None where there is no pixel.

    The image may be turned and mirrored: a rectangle on screen is one in the stored image all the same.
    """
    (x0, y0), (x1, y1) = canvas.to_image(area.topLeft()), canvas.to_image(area.bottomRight())
    left, right = max(0, math.floor(min(x0, x1))), min(frame.columns, math.ceil(max(x0, x1)))
    top, bottom = max(0, math.floor(min(y0, y1))), min(frame.rows, math.ceil(max(y0, y1)))
    return (slice(top, bottom), slice(left, right)) if left < right and top < bottom else None
