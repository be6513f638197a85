"""The runs there are, newest first, and what can be done with them."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer.config import RunRecord
from trainer.outcome import Outcome, read_outcome
from trainer.run import can_resume, list_runs
from viewer.figures import estimate_text
from viewer.message import Note, sentence
from viewer.number_text import number_text
from viewer.sentences import in_language
from viewer.train.run_text import input_text, network_text, when

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "list runs"
_FOLDER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Listed:
    """A run, and its figures where it has any."""

    record: RunRecord
    outcome: Outcome | None


class RunList(QWidget):
    """A table of runs with buttons under it.

    Signals
    -------
    run_selected : Path
        Another run is the current one: its folder.
    use_model_requested : Path
        The model of this run is wanted on the shelf.
    compare_requested : tuple of Path
        These runs are to be compared.
    resume_requested : Path
        This run is to go on where it was.
    """

    run_selected = Signal(object)
    use_model_requested = Signal(object)
    compare_requested = Signal(object)
    resume_requested = Signal(object)

    def __init__(self, jobs: Jobs, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._runs_folder = jobs, runs_folder
        self._runs: dict[Path, Listed] = {}
        self._wanted: Path | None = None
        self._own: Path | None = None
        self._resumable = True
        self._build()
        self._tree.itemSelectionChanged.connect(self._on_tree_selection_changed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._show_what_can_be_done()

    def refresh(self, select: Path | None = None) -> None:
        """Read the runs again; ``select`` becomes the current one."""
        self._wanted = select or self._wanted
        self._jobs.submit(LANE, partial(read_runs, self._runs_folder))

    def set_own(self, folder: Path | None) -> None:
        """Name the run that this window trains now: it is running, even before its process could say so."""
        self._own = folder

    def set_resumable(self, possible: bool) -> None:
        """Say whether a run can be resumed at all: not while another is trained."""
        self._resumable = possible
        self._show_what_can_be_done()

    def selected(self) -> tuple[Path, ...]:
        """Folders of the selected runs, in the order of the table."""
        return tuple(item.data(0, _FOLDER) for item in self._items() if item.isSelected())

    def select(self, folders: tuple[Path, ...]) -> None:
        """Select these runs and no others."""
        with QSignalBlocker(self._tree):
            for item in self._items():
                item.setSelected(item.data(0, _FOLDER) in folders)
        self._show_what_can_be_done()

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _build(self) -> None:
        self._tree = QTreeWidget(self)
        self._tree.setAccessibleName(self.tr("Runs"))
        self._tree.setHeaderLabels([self.tr("Run"), self.tr("Macro AUC\nchance {0}").format(number_text(0.5, ".2f"))])
        self._tree.setRootIsDecorated(False)
        self._tree.setAlternatingRowColors(True)
        self._tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._tree.setMinimumHeight(160)
        self._tree.hide()
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(48)
        self._empty = Note(self.tr("No runs yet. Choose data and press Start training."), self)
        self._reason = Note(parent=self)
        self._compare = QPushButton(self.tr("Compare selected"), self)
        self._use = QPushButton(self.tr("Use this model"), self)
        self._show = QPushButton(self.tr("Show folder"), self)
        self._refresh = QPushButton(self.tr("Refresh"), self)
        self._resume = QPushButton(self.tr("Resume"), self)
        self._resume.setToolTip(self.tr("Go on with a paused or interrupted run; choose its data above first."))
        self._resume.clicked.connect(lambda: self.resume_requested.emit(self.selected()[0]))
        self._use.setToolTip(self.tr("Put the network of this run on the shelf, to classify with it."))
        self._compare.setToolTip(self.tr("Select two or more runs that were tested."))
        self._compare.clicked.connect(lambda: self.compare_requested.emit(self.selected()))
        self._use.clicked.connect(lambda: self.use_model_requested.emit(self.selected()[0]))
        self._show.clicked.connect(self._on_show_clicked)
        self._refresh.clicked.connect(lambda: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self._tree, 1)
        column.addWidget(self._reason)
        for pair in ((self._compare, self._use), (self._resume, self._show, self._refresh)):
            line = QHBoxLayout()
            line.setSpacing(8)
            for button in pair:
                line.addWidget(button)
            column.addLayout(line)
        column.addStretch(0)  # takes the room while there is no table

    def _on_jobs_finished(self, lane: str, runs: object) -> None:
        if lane == LANE and isinstance(runs, tuple):
            self._show_runs(runs)

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == LANE:
            self._reason.say(sentence(error))

    def _show_runs(self, runs: tuple[Listed, ...]) -> None:
        chosen = set(self.selected()) if self._wanted is None else {self._wanted}
        runs = tuple(self._with_own(listed) for listed in runs)
        self._runs = {listed.record.folder: listed for listed in runs}
        with QSignalBlocker(self._tree):
            self._tree.clear()
            for listed in runs:
                item = self._item(listed)
                self._tree.addTopLevelItem(item)
                item.setSelected(listed.record.folder in chosen)
        if self._wanted in self._runs:
            self._wanted = None
            self._on_tree_selection_changed()
        self._empty.setVisible(not runs)
        self._tree.setVisible(bool(runs))
        self._show_what_can_be_done()

    def _with_own(self, listed: Listed) -> Listed:
        record = listed.record
        if record.folder != self._own or record.status not in ("interrupted", "paused", "failed"):
            return listed
        return replace(listed, record=replace(record, status="running", reason=""))

    def _item(self, listed: Listed) -> QTreeWidgetItem:
        record, outcome = listed.record, listed.outcome
        figure = "" if outcome is None else estimate_text(outcome.test.macro_auc).replace(" (", "\n(")
        status = " · ".join(filter(None, (self._status(record), when(record.created))))
        told = () if record.config is None else (network_text(record.config), input_text(record.config))
        texts = ("\n".join((record.name, *told, status)), figure)
        item = QTreeWidgetItem(list(texts))
        for column, text in enumerate(texts):
            item.setToolTip(column, "\n".join(filter(None, (text, in_language(record.reason)))))
        item.setData(0, _FOLDER, record.folder)
        return item

    def _status(self, record: RunRecord) -> str:
        words = {
            "running": self.tr("Running"),
            "finished": self.tr("Finished"),
            "cancelled": self.tr("Stopped"),
            "failed": self.tr("Failed"),
            "paused": self.tr("Paused"),
            "interrupted": self.tr("Interrupted"),
            "damaged": self.tr("Damaged"),
        }
        return words.get(record.status, record.status)

    def _on_tree_selection_changed(self) -> None:
        self._show_what_can_be_done()
        chosen = self.selected()
        if len(chosen) == 1:
            self.run_selected.emit(chosen[0])

    def _show_what_can_be_done(self) -> None:
        chosen = [self._runs[folder] for folder in self.selected() if folder in self._runs]
        measured = [listed for listed in chosen if listed.outcome is not None]
        one = len(chosen) == 1
        self._use.setEnabled(one and len(measured) == 1)
        self._show.setEnabled(one)
        self._resume.setEnabled(one and self._resumable and can_resume(chosen[0].record))
        self._compare.setEnabled(len(measured) >= 2 and len(measured) == len(chosen))
        record = chosen[0].record if one else None
        self._reason.say(f"{self._status(record)}: {record.reason}" if record is not None and record.reason else "")

    def _on_show_clicked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.selected()[0])))


def read_runs(runs_folder: Path) -> tuple[Listed, ...]:
    """Read all runs of a folder, the newest first, with their figures where they have any."""
    return tuple(Listed(record, _outcome(record)) for record in list_runs(runs_folder))


def _outcome(record: RunRecord) -> Outcome | None:
    if record.status in ("finished", "cancelled"):
        with contextlib.suppress(ValueError):
            return read_outcome(record.folder)
    return None
