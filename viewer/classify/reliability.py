"""The reliability diagram of a model: how often it was right when it said so much."""

from __future__ import annotations

import itertools
import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.models.card import Calibration, ReliabilityBin
from viewer.number_text import number_text

_POINT = "#56b4e9"  # Okabe-Ito sky blue
_LARGEST = 8.0  # radius of the point of the fullest bin


class ReliabilityView(QWidget):
    """A point per bin: probability said against share that was so. More images, larger point; perfect: the diagonal.

    All of it is also written: in the tool tip and for screen readers.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bins: tuple[ReliabilityBin, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Reliability diagram"))

    def set_calibration(self, calibration: Calibration | None) -> None:
        """Show the bins of ``calibration``."""
        self._bins = () if calibration is None else calibration.bins
        told = "\n".join(self.rows())
        self.setToolTip(told)
        self.setAccessibleDescription(told)
        self.update()

    def rows(self) -> tuple[str, ...]:
        """Write each bin."""
        said = self.tr("said {0} on average, was so in {1} of {2}")
        return tuple(
            said.format(number_text(one.probability, ".2f"), number_text(one.share, ".2f"), one.n) for one in self._bins
        )

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(220, 200)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = painter.fontMetrics()
        foot = 2.0 * metrics.height()
        side = min(self.width() - foot - 2 * _LARGEST, self.height() - foot - 2 * _LARGEST)
        area = QRectF(foot + _LARGEST, _LARGEST, side, side)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        faint = QColor(text)
        faint.setAlphaF(0.4)
        painter.setPen(QPen(faint, 1))
        painter.drawRect(area)
        painter.setPen(QPen(faint, 1, Qt.PenStyle.DashLine))
        painter.drawLine(area.bottomLeft(), area.topRight())
        self._draw_points(painter, area)
        painter.setPen(text)
        self._draw_words(painter, area, metrics.height())

    def _draw_points(self, painter: QPainter, area: QRectF) -> None:
        most = max((one.n for one in self._bins), default=1)
        places = [
            QPointF(area.left() + area.width() * one.probability, area.bottom() - area.height() * one.share)
            for one in self._bins
        ]
        painter.setPen(QPen(QColor(_POINT), 1))
        for first, second in itertools.pairwise(places):
            painter.drawLine(first, second)
        painter.setBrush(QColor(_POINT))
        for place, one in zip(places, self._bins, strict=True):
            radius = max(2.0, _LARGEST * math.sqrt(one.n / most))
            painter.drawEllipse(place, radius, radius)

    def _draw_words(self, painter: QPainter, area: QRectF, height: int) -> None:
        center = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        below = QRectF(area.left(), area.bottom() + 2, area.width(), height)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, "1")
        painter.drawText(below, center, self.tr("Probability"))
        painter.save()
        painter.rotate(-90)
        beside = QRectF(-area.bottom(), area.left() - height - 4, area.height(), height)
        painter.drawText(beside, center, self.tr("Share that was so"))
        painter.restore()
