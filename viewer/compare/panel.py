"""Finished runs side by side, on the same test patients."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from resources import resource
from trainer.compare import Comparison, compare
from trainer.run import read_run
from viewer.arranging import column, fill_scrolling, line
from viewer.classify.colors import class_title
from viewer.compare.confusion import ConfusionView, Matrices
from viewer.compare.figure_table import ClassTable, EffortTable, SummaryTable, lettered
from viewer.message import Note, Problem, sentence
from viewer.train.run_list import Listed, read_runs
from viewer.train.run_text import input_text, network_text, when

if TYPE_CHECKING:
    from trainer.config import RunRecord
    from viewer.jobs import Jobs

LANE = "compare"
LIST_LANE = "list runs to compare"
_MOST_HEIGHT = 216  # of the list: four runs
# Fusion draws the outline of an empty box almost in the colour of a dark list.
_TICKS = """
QListWidget::indicator {{ width: 14px; height: 14px; border: 1px solid palette(placeholder-text); border-radius: 3px; }}
QListWidget::indicator:checked {{
    background: palette(highlight); border-color: palette(placeholder-text); image: url("{check}");
}}
"""
_FOLDER = Qt.ItemDataRole.UserRole


class ComparePanel(QWidget):
    """Lets one pick tested runs and shows their figures and confusion matrices.

    Signals
    -------
    compared : Comparison
        The tables show these runs now.
    use_model_requested : Path
        The model of this run folder is wanted on the shelf.
    """

    compared = Signal(object)
    use_model_requested = Signal(object)

    def __init__(self, jobs: Jobs, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._runs_folder = jobs, runs_folder
        self._wanted: tuple[Path, ...] = ()
        self._compared: tuple[Path, ...] = ()
        self._build()
        self._list.itemChanged.connect(self._show_what_can_be_done)
        self._summary.itemSelectionChanged.connect(self._show_what_can_be_done)
        self._compare.clicked.connect(self._on_compare_clicked)
        self._use.clicked.connect(self._on_use_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._show_comparison(None)

    def set_runs(self, folders: Sequence[Path]) -> None:
        """Pick these runs, and compare them."""
        self._wanted = tuple(folders)
        self._refresh()
        self._start(self._wanted)

    def picked(self) -> tuple[Path, ...]:
        """Folders of the runs that are ticked, in the order of the list."""
        items = (self._list.item(row) for row in range(self._list.count()))
        return tuple(item.data(_FOLDER) for item in items if item.checkState() == Qt.CheckState.Checked)

    def text(self) -> str:
        """Write all tables as tab-separated text."""
        parts = [self._summary.text(), self._effort.text(), self._classes.text()]
        parts += [view.text() for view in self._matrices.views()]
        return "\n\n".join(parts) + "\n"

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        self._refresh()

    def _build(self) -> None:
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Runs to compare"))
        self._list.setStyleSheet(_TICKS.format(check=resource("style", "check.svg").as_posix()))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._state = Note(parent=self)
        self._problem = Problem(self)
        self._compare = QPushButton(self.tr("Compare"), self)
        self._compare.setDefault(True)
        self._copy = QPushButton(self.tr("Copy as text"), self)
        self._use = QPushButton(self.tr("Use this model"), self)
        self._use.setToolTip(self.tr("Put the network of the selected run on the shelf, to classify with it."))
        self._summary, self._classes, self._effort = SummaryTable(self), ClassTable(self), EffortTable(self)
        self._summary.setAccessibleName(self.tr("Figures of each run"))
        self._classes.setAccessibleName(self.tr("Figures of each class"))
        self._effort.setAccessibleName(self.tr("Training of each run"))
        self._tested, self._legend = Note(parent=self), Note(parent=self)
        self._matrices = Matrices(self)
        self._result = column(
            self._tested,
            self._legend,
            self._summary,
            line(self._use, self._copy),
            self._heading(self.tr("Each class")),
            self._classes,
            self._heading(self.tr("Confusion matrices")),
            self._matrices,
            self._heading(self.tr("Training")),
            self._effort,
        )
        page = column(self._list, line(self._compare), self._state, self._problem, self._result)
        fill_scrolling(self, page)

    def _heading(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("role", "heading")
        return label

    def _refresh(self) -> None:
        self._jobs.submit(LIST_LANE, partial(read_runs, self._runs_folder))

    def _start(self, folders: tuple[Path, ...]) -> None:
        self._problem.say("")
        self._state.say(self.tr("Comparing …"))
        self._jobs.submit(LANE, partial(_compare, folders))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LIST_LANE and isinstance(result, tuple):
            self._show_runs(result)
        elif lane == LANE and isinstance(result, tuple):
            self._compared, comparison, made = result
            self._show_comparison(comparison, made)
            self.compared.emit(comparison)

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane in (LANE, LIST_LANE):
            self._show_comparison(None)
            self._state.say("")
            self._problem.say(sentence(error))

    def _show_runs(self, runs: tuple[Listed, ...]) -> None:
        ticked = set(self._wanted or self.picked())
        self._wanted = ()
        with QSignalBlocker(self._list):
            self._list.clear()
            for listed in runs:
                if listed.outcome is not None:
                    self._add(listed.record, listed.record.folder in ticked)
        needed = self._list.count() * self._list.sizeHintForRow(0) + 2 * self._list.frameWidth()
        self._list.setFixedHeight(max(0, min(needed, _MOST_HEIGHT)))
        self._show_what_can_be_done()

    def _add(self, record: RunRecord, ticked: bool) -> None:
        """List a run so that it can be told from another of the same name."""
        network = "" if record.config is None else network_text(record.config)
        lines = [record.name, " · ".join(filter(None, (network, when(record.created))))]
        if record.config is not None:
            lines.append(input_text(record.config))
        item = QListWidgetItem("\n".join(lines), self._list)
        item.setData(_FOLDER, record.folder)
        item.setToolTip("\n".join((*lines, record.folder.name)))
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _show_comparison(self, comparison: Comparison | None, made: Sequence[str] = ()) -> None:
        self._result.setVisible(comparison is not None)
        self._state.say("")
        if comparison is None:
            self._compared = ()
        else:
            told = self.tr("Tested on the same {0} images of {1} patients. In brackets: the 95 % interval.")
            self._tested.say(told.format(comparison.test_images, comparison.test_patients))
            named = tuple(zip(lettered(comparison), comparison.runs, strict=True))
            legend = []
            for ((_, name), run), created in zip(named, made, strict=True):
                legend.append(" · ".join(filter(None, (name, when(created)))))
                legend.append(f"{network_text(run)} · {input_text(run)}")
            self._legend.say("\n".join(legend))
            self._summary.set_comparison(comparison)
            self._classes.set_comparison(comparison)
            self._effort.set_comparison(comparison)
            titles = [class_title(name) for name in comparison.classes]
            views = []
            for (_, name), run in named:
                undecided = self.tr(" ({0} undecided)").format(run.undecided) if run.undecided else ""
                views.append(ConfusionView(name + undecided, titles, run.confusion))
            self._matrices.set_views(views)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        for widget in (self._list, self._compare):
            widget.setVisible(self._list.count() > 0)
        self._compare.setEnabled(len(self.picked()) >= 2)
        self._use.setEnabled(len(self._summary.selectionModel().selectedRows()) == 1)
        if not self._compared and self._problem.isHidden() and not self._jobs.is_running(LANE):
            few = self.tr("Nothing to compare yet: train two runs on the same data.")
            self._state.say(self.tr("Tick two or more runs, then press Compare.") if self._list.count() > 1 else few)

    def _on_compare_clicked(self) -> None:
        self._start(self.picked())

    def _on_use_clicked(self) -> None:
        (row,) = self._summary.selectionModel().selectedRows()
        self.use_model_requested.emit(self._compared[row.row()])

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text())


def _compare(folders: tuple[Path, ...]) -> tuple[tuple[Path, ...], Comparison, tuple[str, ...]]:
    """Compare runs; also tell when each was made, on a pool thread."""
    return folders, compare(folders), tuple(read_run(folder).created for folder in folders)
