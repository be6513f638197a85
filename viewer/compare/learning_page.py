"""How the runs learned: loss and validation AUC by epoch, and what it took to reach the epoch that was kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.compare.arm_key import ArmKey
from viewer.compare.arm_lines import arm_color, arm_pen
from viewer.compare.arm_report import ArmReport, Plain, number
from viewer.compare.arm_tables import ConvergenceTable
from viewer.message import Note
from viewer.plots import make_plot, paint_plot, show_epochs
from viewer.section import Section

FIGURES = ("val_loss", "val_macro_auc", "loss")
_HEIGHT = 208


class LearningPage(QWidget):
    """The arms to tick, a plot per figure, and a table of the effort of each run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ArmReport | None = None
        self._plots: dict[str, Any] = {}
        self._key = ArmKey(self)
        self._told = Note(parent=self)
        self.effort = ConvergenceTable(self)
        self.effort.setAccessibleName(self.tr("Effort of each run"))
        self._room = QVBoxLayout()
        self._room.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._key)
        column.addWidget(self._told)
        column.addLayout(self._room)
        column.addWidget(Section(self.tr("Convergence"), self.effort, self))
        column.addStretch(1)
        self._key.shown_changed.connect(self._draw)

    def set_report(self, report: ArmReport) -> None:
        """Show the runs of these arms, and no others."""
        self._report = report
        self._key.set_arms([report.named(label) for label in report.labels])
        self._key.set_shown(range(len(report.labels)))
        told = self.tr("One line for each run; the dot is the epoch that was kept.")
        if len(report.twin["losses"]) > 1:
            told += " " + self.tr("Losses of different kinds do not compare: {0}.").format(
                ", ".join(report.twin["losses"])
            )
        self._told.say(told)
        self.effort.set_report(report)
        self._draw()

    def points(self, figure: str, run: str) -> tuple[tuple[float, float], ...]:
        """(epoch, value) of a run folder, by its name; ``loss``, ``val_loss`` or ``val_macro_auc``."""
        runs = [] if self._report is None else self._report.twin["learning"]
        found = [one for one in runs if one["run"] == run]
        return tuple(zip(*_line(found[0], figure), strict=True)) if found else ()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._plots:
            for plot in self._plots.values():
                paint_plot(plot, self.palette())
            self._draw()

    def _build(self) -> None:
        titles = (self.tr("Validation loss"), self.tr("Validation macro AUC"), self.tr("Training loss"))
        for figure, title in zip(FIGURES, titles, strict=True):
            plot = make_plot(self.tr("Epoch"), title, self)
            plot.setAccessibleName(title)
            plot.setFixedHeight(_HEIGHT)
            self._plots[figure] = plot
            self._room.addWidget(plot)

    def _draw(self) -> None:
        if self._report is None:
            return
        if not self._plots:
            self._build()
        shown = {self._report.labels[place] for place in self._key.shown()}
        runs = [one for one in self._report.twin["learning"] if one["arm"] in shown and one["epochs"]]
        for figure, plot in self._plots.items():
            plot.clear()
            show_epochs(plot, max((run["epochs"][-1]["epoch"] for run in runs), default=2))
            self._draw_runs(plot, figure, runs)
            plot.setAccessibleDescription(self.tr("{0} runs of {1} arms").format(len(runs), len(shown)))

    def _draw_runs(self, plot: Any, figure: str, runs: list[Plain]) -> None:
        import pyqtgraph

        assert self._report is not None
        dots = []
        for run in runs:
            arm = self._report.labels.index(run["arm"])
            epochs, values = _line(run, figure)
            plot.addItem(pyqtgraph.PlotCurveItem(epochs, values, pen=arm_pen(arm, self.palette(), 1.6), antialias=True))
            if figure != "loss" and run["best_epoch"] in epochs:
                at = run["best_epoch"], values[epochs.index(run["best_epoch"])]
                dots.append({"pos": at, "brush": arm_color(arm, self.palette())})
        plot.addItem(pyqtgraph.ScatterPlotItem(dots, size=7, pen=None))


def _line(run: Plain, figure: str) -> tuple[list[float], list[float]]:
    """Epochs and values of a run, without those that were not measured."""
    known = [one for one in run["epochs"] if one[figure] is not None]
    return [float(one["epoch"]) for one in known], [number(one[figure]) for one in known]
