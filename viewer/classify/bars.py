"""Class probabilities as bars: name, bar with the operating point as a tick, number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from viewer.image.overlay import OverlayBar


class ProbabilityBar(QWidget):
    """One probability as a filled bar; the operating point is a tick across it. Disabled, it is paler."""

    PALE = 0.35

    def __init__(self, row: OverlayBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(64)

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(120, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else self.PALE)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, 3, self.width(), self.height() - 6)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        groove = QColor(text)
        groove.setAlphaF(0.16)
        painter.setBrush(groove)
        painter.drawRoundedRect(track, 3, 3)
        filled = QRectF(track)
        filled.setWidth(track.width() * min(max(self._row.probability, 0.0), 1.0))
        painter.setBrush(QColor(self._row.color))
        painter.drawRoundedRect(filled, 3, 3)
        if self._row.threshold is not None:
            x = min(max(self._row.threshold, 0.0), 1.0) * (self.width() - 2)
            painter.fillRect(QRectF(x, 0, 2, self.height()), text)


class ProbabilityRows(QWidget):
    """One row per class; the class that was decided on is written in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(self.tr("Class probabilities"))

    def set_rows(self, rows: tuple[OverlayBar, ...], decided: str = "") -> None:
        """Show ``rows``; ``decided`` is the name of the row to stress."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line, row in enumerate(rows):
            number = f"{row.probability:.3f}"
            spoken = self.tr("{0}: {1}").format(row.name, number)
            if row.threshold is not None:
                spoken = self.tr("{0}, operating point {1}").format(spoken, f"{row.threshold:.3f}")
            widgets = (QLabel(row.name, self), ProbabilityBar(row, self), QLabel(number, self))
            for column, widget in enumerate(widgets):
                font = widget.font()
                font.setBold(row.name == decided)
                widget.setFont(font)
                widget.setToolTip(spoken)
                widget.setAccessibleName(spoken)
                self._grid.addWidget(widget, line, column)
            widgets[0].setTextFormat(Qt.TextFormat.PlainText)
            widgets[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is written: (name, number) per row."""
        lines = []
        for line in range(self._grid.rowCount()):
            cells = [self._grid.itemAtPosition(line, column) for column in (0, 2)]
            labels = [cell.widget() for cell in cells if cell is not None]
            if len(labels) == 2:
                lines.append(tuple(label.text() for label in labels if isinstance(label, QLabel)))
        return tuple((name, number) for name, number in lines)
