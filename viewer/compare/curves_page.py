"""ROC and precision-recall curves of the arms, one class at a time, with their bands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from viewer.classify.colors import class_title
from viewer.compare.arm_key import ArmKey
from viewer.compare.arm_lines import arm_color, arm_pen
from viewer.compare.arm_report import ArmReport, Plain, number
from viewer.message import Note
from viewer.number_text import number_text
from viewer.plots import make_plot, paint_plot

_HEIGHT = 256  # of a plot, at least
_BESIDE = 620  # pixels of width from which the plots stand side by side
_BAND_ALPHA = 42
KINDS = ("roc", "pr")


class CurvesPage(QWidget):
    """A class to choose, the arms to tick, and two plots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ArmReport | None = None
        self._plots: dict[str, Any] = {}
        self._classes = QComboBox(self)
        self._classes.setAccessibleName(self.tr("Class of the curves"))
        self._key = ArmKey(self)
        self._told = Note(parent=self)
        label = QLabel(self.tr("&Class"), self)
        label.setBuddy(self._classes)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label)
        top.addWidget(self._classes, 1)
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._key)
        column.addLayout(self._beside)
        column.addWidget(self._told)
        column.addStretch(1)
        self._classes.currentIndexChanged.connect(self._draw)
        self._key.shown_changed.connect(self._draw)

    def set_report(self, report: ArmReport) -> None:
        """Show the curves of these arms, and no others."""
        self._report = report
        drawn = dict.fromkeys(one["class_name"] for one in report.compared["curves"])
        with QSignalBlocker(self._classes):
            self._classes.clear()
            for name in drawn:
                self._classes.addItem(class_title(name), name)
        self._key.set_arms([report.named(label) for label in report.labels])
        told = self.tr(
            "Means over the seeds of an arm, with a band of {0} % at each point, not of the curve as a whole. Grey: "
            "chance."
        )
        nothing = self.tr("The test part has no class of which curves could be drawn.")
        self._told.say(told.format(number_text(report.twin["interval_percent"], "g")) if drawn else nothing)
        self._draw()

    def points(self, kind: str, label: str) -> tuple[tuple[float, float], ...]:
        """(x, y) of the curve of an arm that is drawn now; ``roc`` or ``pr``."""
        found = [one for one in self._chosen(kind) if one["arm"] == label]
        return tuple(zip(found[0]["x"], found[0]["y"], strict=True)) if found else ()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plots:
            for plot in self._plots.values():
                paint_plot(plot, self.palette())
            self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE
        direction = QBoxLayout.Direction
        self._beside.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _build(self) -> None:
        share = self.tr("Sensitivity")
        axes = {
            "roc": (self.tr("1 − specificity"), share, self.tr("ROC curves")),  # noqa: RUF001  a minus
            "pr": (self.tr("Sensitivity (recall)"), self.tr("Precision"), self.tr("Precision-recall curves")),
        }
        for kind in KINDS:
            across, up, told = axes[kind]
            plot = make_plot(across, up, self)
            plot.setAccessibleName(told)
            plot.setMinimumHeight(_HEIGHT)
            plot.setXRange(0.0, 1.0, padding=0.02)
            plot.setYRange(0.0, 1.0, padding=0.05)  # room for the highest and the lowest number
            for side in ("bottom", "left"):
                plot.getAxis(side).setTicks([[(step / 5, number_text(step / 5, "g")) for step in range(6)], []])
            self._plots[kind] = plot
            self._beside.addWidget(plot)

    def _chosen(self, kind: str) -> list[Plain]:
        """Curves of the class that is chosen and the arms that are ticked."""
        if self._report is None:
            return []
        name, labels = self._classes.currentData(), self._report.labels
        ticked = {labels[place] for place in self._key.shown()}
        return [
            one
            for one in self._report.compared["curves"]
            if one["kind"] == kind and one["class_name"] == name and one["arm"] in ticked
        ]

    def _draw(self) -> None:
        if self._report is None:
            return
        import pyqtgraph

        if not self._plots:
            self._build()
        for kind, plot in self._plots.items():
            plot.clear()
            found = self._chosen(kind)
            self._draw_chance(plot, kind, found)
            for curve in found:
                self._draw_band(plot, curve, self._report.labels.index(curve["arm"]))
            for curve in found:  # all lines above all bands
                pen = arm_pen(self._report.labels.index(curve["arm"]), self.palette())
                plot.addItem(pyqtgraph.PlotCurveItem(curve["x"], curve["y"], pen=pen, antialias=True))
            arms = ", ".join(f"{self._report.letter(one['arm'])}: {one['arm']}" for one in found)
            plot.setAccessibleDescription(self.tr("Lines of {0}").format(arms) if arms else "")

    def _draw_chance(self, plot: Any, kind: str, found: list[Plain]) -> None:
        import pyqtgraph

        height = number(found[0]["chance"]) if found and kind == "pr" else 0.0
        ends = [0.0, 1.0] if kind == "roc" else [height, height]
        if found:
            pen = pyqtgraph.mkPen("#8c8c8c", width=1, style=Qt.PenStyle.DotLine)
            plot.addItem(pyqtgraph.PlotCurveItem([0.0, 1.0], ends, pen=pen))

    def _draw_band(self, plot: Any, curve: Plain, arm: int) -> None:
        import pyqtgraph

        color = arm_color(arm, self.palette())
        color.setAlpha(_BAND_ALPHA)
        ends = [
            pyqtgraph.PlotCurveItem(curve["x"], [number(value) for value in curve[name]]) for name in ("low", "high")
        ]
        plot.addItem(pyqtgraph.FillBetweenItem(*ends, brush=pyqtgraph.mkBrush(color)))
