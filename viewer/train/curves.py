"""Loss and accuracy against the epoch, training and validation, while they are being learned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from viewer.plots import make_plot, paint_plot, show_epochs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TRAINING, _VALIDATION = "#56b4e9", "#e69f00"  # Okabe-Ito sky blue and orange
_FIGURES = (("loss", "val_loss"), ("accuracy", "val_accuracy"))


class CurvesView(QWidget):
    """Two plots under each other. The plotting library is loaded with the first point, not with the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: dict[str, tuple[list[float], list[float]]] = {}
        self._curves: dict[str, Any] = {}
        self._plots: list[Any] = []
        self._epochs = 2
        self._stack = QStackedLayout(self)
        self._empty = QLabel(self.tr("Curves appear after the first epoch."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack.addWidget(self._empty)
        self.setAccessibleName(self.tr("Training curves"))
        self.setMinimumHeight(280)

    def clear(self) -> None:
        """Forget every point."""
        self._points = {}
        self._redraw()
        self._stack.setCurrentIndex(0)

    def set_events(self, events: Iterable[Mapping[str, Any]]) -> None:
        """Show the epochs among ``events`` and nothing else."""
        self._points = {}
        for event in events:
            self._take(event)
        self._redraw()

    def add_event(self, event: Mapping[str, Any]) -> None:
        """Add one epoch; other events are ignored."""
        if self._take(event):
            self._redraw()

    def points(self, figure: str) -> tuple[tuple[float, float], ...]:
        """(epoch, value) of one curve: ``loss``, ``val_loss``, ``accuracy`` or ``val_accuracy``."""
        return tuple(zip(*self._points.get(figure, ([], [])), strict=True))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_plots()

    def _take(self, event: Mapping[str, Any]) -> bool:
        epoch, epochs = event.get("epoch"), event.get("epochs")
        if event.get("event") != "epoch" or not isinstance(epoch, int):  # or of another version
            return False
        self._epochs = max(epochs if isinstance(epochs, int) else 0, epoch, 2)
        for figure in (name for pair in _FIGURES for name in pair):
            value = event.get(figure)
            if isinstance(value, int | float) and math.isfinite(value):
                numbers, values = self._points.setdefault(figure, ([], []))
                while numbers and numbers[-1] >= epoch:  # a resumed run went through it again
                    numbers.pop()
                    values.pop()
                numbers.append(float(epoch))
                values.append(float(value))
        return True

    def _redraw(self) -> None:
        if self._points and not self._plots:
            self._build()
        for figure, curve in self._curves.items():
            curve.setData(*self._points.get(figure, ([], [])))
        for plot in self._plots:
            show_epochs(plot, self._epochs)
        self._stack.setCurrentIndex(1 if self._points else 0)

    def _build(self) -> None:
        import pyqtgraph

        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._legend(page))
        titles = (self.tr("Loss"), self.tr("Accuracy"))
        for (training, validation), title in zip(_FIGURES, titles, strict=True):
            plot = make_plot(self.tr("Epoch"), title, page)
            plot.setAccessibleName(title)
            solid = pyqtgraph.mkPen(_TRAINING, width=2)
            dashed = pyqtgraph.mkPen(_VALIDATION, width=2, style=Qt.PenStyle.DashLine)
            marks = {"symbolSize": 5, "symbolPen": None}
            self._curves[training] = plot.plot(pen=solid, symbol="o", symbolBrush=_TRAINING, **marks)
            self._curves[validation] = plot.plot(pen=dashed, symbol="t", symbolBrush=_VALIDATION, **marks)
            column.addWidget(plot)
            self._plots.append(plot)
        self._plots[1].setYRange(0.0, 1.0)
        self._stack.addWidget(page)
        self._paint_plots()

    def _legend(self, parent: QWidget) -> QLabel:
        """One legend over both plots, where it cannot hide a curve; the words keep the colour of text."""
        named = ((_TRAINING, "●", self.tr("training")), (_VALIDATION, "▼", self.tr("validation")))
        parts = (f"<span style='color:{color}'>{mark}</span>&nbsp;{text}" for color, mark, text in named)
        legend = QLabel("&nbsp;&nbsp;&nbsp;".join(parts), parent)
        legend.setTextFormat(Qt.TextFormat.RichText)
        legend.setAlignment(Qt.AlignmentFlag.AlignRight)
        return legend

    def _paint_plots(self) -> None:
        """Take background and text from the palette, so that dark and light both read."""
        for plot in self._plots:
            paint_plot(plot, self.palette())
