"""How the image's values are distributed, and which of them the window spreads over black to white."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.patient_text import figure

if TYPE_CHECKING:
    from viewer.display.levels import Levels

_BINS = 128
_REACH = 6.0  # pixels from an edge at which the mouse takes hold of it


class Histogram(QWidget):
    """Draws how often each value occurs, with the ends of the window over it, which the mouse can move.

    Signals
    -------
    edges_dragged : (float, float)
        The user moved an end of the window; both ends, in modality values.
    """

    edges_dragged = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: Levels | None = None
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._edges: tuple[float, float] | None = None
        self._falls = False
        self._logarithmic = True
        self._outline: QPolygonF | None = None
        self._outline_of = QRectF()
        self._held: int | None = None  # 0 the lower edge, 1 the upper one
        self.setMouseTracking(True)
        self.setMinimumHeight(112)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Histogram of the image's values"))

    @property
    def edges(self) -> tuple[float, float] | None:
        """Modality values at which the window begins and ends."""
        return self._edges

    def set_levels(self, levels: Levels | None) -> None:
        """Show another image's values, or none."""
        self._levels = levels
        self._counts = np.zeros(0, np.int64) if levels is None else levels.histogram(_BINS)
        self._outline = self._held = None
        self.update()

    def set_edges(self, edges: tuple[float, float] | None, *, falls: bool = False) -> None:
        """Show the window between two modality values; ``falls``: low values are the bright ones."""
        self._edges, self._falls = edges, falls
        if edges is not None:
            self.setAccessibleDescription(self.tr("Window from {0} to {1}").format(figure(edges[0]), figure(edges[1])))
        self.update()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Draw the logarithm of the counts, in which rare values show, or the counts themselves."""
        self._logarithmic, self._outline = logarithmic, None
        self.update()

    def sizeHint(self) -> QSize:
        """Prefer a low, wide box."""
        return QSize(240, 112)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the edge under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = self._edge_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the edge held; it stops at the other one."""
        if self._held is None or self._edges is None:
            near = self._edge_at(event.position().x()) is not None
            self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor)
            return
        value = self._value_at(event.position().x())
        low, high = self._edges
        if self._held == 0:
            self.edges_dragged.emit(min(value, high), high)
        else:
            self.edges_dragged.emit(low, max(value, low))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def _edge_at(self, x: float) -> int | None:
        if self._edges is None or self._levels is None:
            return None
        away = [abs(self._x_of(edge) - x) for edge in self._edges]
        nearest = 0 if away[0] < away[1] or (away[0] == away[1] and x < self._x_of(self._edges[0])) else 1
        return nearest if away[nearest] <= _REACH else None

    # Between values and pixels

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(8, 8, -8, -(self.fontMetrics().height() + 16))

    def _span(self) -> tuple[float, float]:
        """Values at the left and right end: the image's own, widened a little so that edges near them show."""
        assert self._levels is not None
        margin = (self._levels.high - self._levels.low) * 0.02 or 0.5
        return self._levels.low - margin, self._levels.high + margin

    def _x_of(self, value: float) -> float:
        plot, (low, high) = self._plot(), self._span()
        return plot.left() + (value - low) / (high - low) * plot.width()

    def _value_at(self, x: float) -> float:
        plot, (low, high) = self._plot(), self._span()
        return low + (x - plot.left()) / plot.width() * (high - low)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, window and numbers."""
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        if self._levels is None:
            return
        plot, line = self._plot(), self.fontMetrics().height()
        self._draw_counts(painter, plot)
        self._draw_window(painter, plot)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        numbers = QRectF(plot.left(), self.height() - line - 4, plot.width(), line)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignLeft, figure(self._levels.low))
        painter.drawText(numbers, Qt.AlignmentFlag.AlignRight, figure(self._levels.high))

    def _draw_counts(self, painter: QPainter, plot: QRectF) -> None:
        if self._outline is None or self._outline_of != plot:
            self._outline, self._outline_of = self._made_outline(plot), plot
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawPolygon(self._outline)

    def _made_outline(self, plot: QRectF) -> QPolygonF:
        """Lay out the bars; each dragged window only draws them again."""
        assert self._levels is not None
        low, high = self._levels.low, self._levels.high
        ends = np.linspace(low, high, _BINS + 1) if high > low else np.linspace(low - 0.5, low + 0.5, _BINS + 1)
        x = [self._x_of(float(end)) for end in ends]
        counts = np.log1p(self._counts) if self._logarithmic else self._counts.astype(np.float64)
        tops = plot.bottom() - counts / max(float(counts.max()), 1e-9) * plot.height()
        outline = [QPointF(x[0], plot.bottom())]
        for number, top in enumerate(tops.tolist()):
            outline += [QPointF(x[number], top), QPointF(x[number + 1], top)]
        return QPolygonF([*outline, QPointF(x[-1], plot.bottom())])

    def _draw_window(self, painter: QPainter, plot: QRectF) -> None:
        if self._edges is None:
            return
        black, white = (self._x_of(edge) for edge in self._edges)
        ramp = QRectF(plot.left(), plot.bottom() + 2, plot.width(), 5)
        gradient = QLinearGradient(QPointF(black, 0), QPointF(max(white, black + 0.1), 0))
        gradient.setColorAt(0, Qt.GlobalColor.white if self._falls else Qt.GlobalColor.black)
        gradient.setColorAt(1, Qt.GlobalColor.black if self._falls else Qt.GlobalColor.white)
        painter.fillRect(ramp, gradient)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DashLine))
        for x in (black, white):
            if plot.left() <= x <= plot.right():
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, ramp.bottom()))
