"""Class probabilities as bars: name, bar with the operating point as a tick, number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from viewer.image.overlay import OverlayBar
from viewer.number_text import number_text

if TYPE_CHECKING:
    from core.opinion import Spread

_RANGE = 3  # the cell that goes under the others


class ProbabilityBar(QWidget):
    """One probability as a filled bar; the operating point is a tick across it. Disabled, it is paler.

    Where it is a mean, a line along the bar goes from the smallest to the largest of the answers.
    """

    PALE = 0.35

    def __init__(self, row: OverlayBar, spread: Spread | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._spread = row, spread
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
        if self._spread is not None:
            low, high = (min(max(end, 0.0), 1.0) * self.width() for end in (self._spread.low, self._spread.high))
            middle = self.height() / 2
            painter.fillRect(QRectF(low, middle - 1, max(high - low, 2.0), 2), text)
            for end in (low, high):
                painter.fillRect(QRectF(min(max(end - 1, 0.0), self.width() - 2), middle - 3, 2, 6), text)
        if self._row.threshold is not None:
            x = min(max(self._row.threshold, 0.0), 1.0) * (self.width() - 2)
            painter.fillRect(QRectF(x, 0, 2, self.height()), text)


class ProbabilityRows(QWidget):
    """One row per class; the class that was decided on is written in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines_each = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(self.tr("Class probabilities"))

    def set_rows(self, rows: tuple[OverlayBar, ...], decided: str = "", spreads: tuple[Spread, ...] = ()) -> None:
        """Show ``rows``; ``decided`` is the name of the row to stress, ``spreads`` are those of means."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._lines_each = 2 if spreads else 1
        for place, row in enumerate(rows):
            line, spread = self._lines_each * place, spreads[place] if spreads else None
            number = number_text(row.probability, ".3f" if spread is None else ".2f")
            cells: list[QWidget] = [QLabel(row.name, self), ProbabilityBar(row, spread, self), QLabel(number, self)]
            if spread is not None:
                cells.append(QLabel(self._range(spread), self))
            spoken = self._spoken(row, number, spread)
            for column, widget in enumerate(cells):
                font = widget.font()
                font.setBold(row.name == decided)
                widget.setFont(font)
                widget.setToolTip(spoken)
                widget.setAccessibleName(spoken)
                if column < _RANGE:
                    self._grid.addWidget(widget, line, column)
                else:
                    self._grid.addWidget(widget, line + 1, 1, 1, 2)
                if isinstance(widget, QLabel):
                    widget.setTextFormat(Qt.TextFormat.PlainText)
                    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                    widget.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is written: (name, number) per row; the number of a mean with its range."""
        found = []
        for line in range(0, self._grid.rowCount(), self._lines_each):
            name, number = self._text(line, 0), self._text(line, 2)
            apart = self._text(line + 1, 1) if self._lines_each > 1 else ""
            if name:
                found.append((name, f"{number} {apart}".strip()))
        return tuple(found)

    def _text(self, line: int, column: int) -> str:
        cell = self._grid.itemAtPosition(line, column)
        label = None if cell is None else cell.widget()
        return label.text() if isinstance(label, QLabel) else ""

    def _range(self, spread: Spread) -> str:
        low, high = (number_text(value, ".2f") for value in (spread.low, spread.high))
        return self.tr("({0} to {1} over {2})").format(low, high, spread.count)

    def _spoken(self, row: OverlayBar, number: str, spread: Spread | None) -> str:
        spoken = self.tr("{0}: {1}").format(row.name, number)
        if spread is not None:
            deviation = number_text(spread.deviation, ".3f")
            spoken = self.tr("{0} {1}, standard deviation {2}").format(spoken, self._range(spread), deviation)
        if row.threshold is not None:
            spoken = self.tr("{0}, operating point {1}").format(spoken, number_text(row.threshold, ".3f"))
        return spoken
