"""How the image's values are distributed, and which of them the window spreads over black to white."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.display.lookup import is_padding
from core.display.voi import modality
from viewer.patient_text import figure

if TYPE_CHECKING:
    from core.dicom.frame import Frame

_BINS = 128
_SAMPLE = 512  # rows and columns looked at, at most


@dataclass(frozen=True, slots=True, eq=False)
class Distribution:
    """Counts of modality values between ``low`` and ``high``, shape (bins,)."""

    counts: NDArray[np.int64]
    low: float
    high: float


def distribution(frame: Frame, index: int) -> Distribution | None:
    """Count the modality values of every n-th pixel, padding left out; None when nothing is left."""
    step = max(1, frame.rows // _SAMPLE), max(1, frame.columns // _SAMPLE)
    stored: NDArray[Any] = frame.stored[index, :: step[0], :: step[1]]
    values = modality(stored[~is_padding(stored, frame.padding)], frame)
    values = values[np.isfinite(values)]
    if values.size == 0:
        return None
    low, high = float(values.min()), float(values.max())
    counts, _ = np.histogram(values, bins=_BINS, range=(low, high) if high > low else (low - 0.5, low + 0.5))
    return Distribution(counts, low, high)


class Histogram(QWidget):
    """Draws a distribution (square root of the counts) with the edges of the window over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._distribution: Distribution | None = None
        self._edges: tuple[float, float] | None = None
        self._falls = False
        self.setMinimumHeight(112)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Histogram of the image's values"))

    @property
    def edges(self) -> tuple[float, float] | None:
        """Modality values that the window shows black and white."""
        return self._edges

    def set_distribution(self, distribution: Distribution | None) -> None:
        """Show another image's values."""
        self._distribution = distribution
        self.update()

    def set_edges(self, edges: tuple[float, float] | None, *, falls: bool = False) -> None:
        """Show the window between two modality values; ``falls``: low values are the bright ones."""
        self._edges, self._falls = edges, falls
        if edges is not None:
            self.setAccessibleDescription(self.tr("Window from {0} to {1}").format(figure(edges[0]), figure(edges[1])))
        self.update()

    def sizeHint(self) -> QSize:
        """Prefer a low, wide box."""
        return QSize(240, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, window and numbers."""
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), palette.color(QPalette.ColorRole.Base))
        if self._distribution is None:
            return
        line = self.fontMetrics().height()
        plot = QRectF(self.rect()).adjusted(8, 8, -8, -(line + 16))
        self._draw_counts(painter, plot, self._distribution)
        self._draw_window(painter, plot, *self._span(self._distribution))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        numbers = QRectF(plot.left(), self.height() - line - 4, plot.width(), line)
        painter.drawText(numbers, Qt.AlignmentFlag.AlignLeft, figure(self._distribution.low))
        painter.drawText(numbers, Qt.AlignmentFlag.AlignRight, figure(self._distribution.high))

    def _span(self, shown: Distribution) -> tuple[float, float]:
        """Values at the left and right end: the image's own, widened a little so that edges near them show."""
        margin = max((shown.high - shown.low) * 0.02, 0.5)
        return shown.low - margin, shown.high + margin

    def _draw_counts(self, painter: QPainter, plot: QRectF, shown: Distribution) -> None:
        low, high = self._span(shown)
        heights = np.sqrt(shown.counts / max(int(shown.counts.max()), 1))
        ends = np.linspace(shown.low, max(shown.high, shown.low + 1e-9), len(heights) + 1)
        x = plot.left() + (ends - low) / (high - low) * plot.width()
        outline = [QPointF(x[0], plot.bottom())]
        for number, height in enumerate(heights):
            y = plot.bottom() - float(height) * plot.height()
            outline += [QPointF(x[number], y), QPointF(x[number + 1], y)]
        outline.append(QPointF(x[-1], plot.bottom()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawPolygon(QPolygonF(outline))

    def _draw_window(self, painter: QPainter, plot: QRectF, low: float, high: float) -> None:
        if self._edges is None:
            return
        black, white = (plot.left() + (edge - low) / (high - low) * plot.width() for edge in self._edges)
        ramp = QRectF(plot.left(), plot.bottom() + 2, plot.width(), 5)
        gradient = QLinearGradient(QPointF(black, 0), QPointF(max(white, black + 0.1), 0))
        gradient.setColorAt(0, Qt.GlobalColor.white if self._falls else Qt.GlobalColor.black)
        gradient.setColorAt(1, Qt.GlobalColor.black if self._falls else Qt.GlobalColor.white)
        painter.fillRect(ramp, gradient)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1, Qt.PenStyle.DashLine))
        for x in (black, white):
            if plot.left() <= x <= plot.right():
                painter.drawLine(QPointF(x, plot.top()), QPointF(x, ramp.bottom()))
