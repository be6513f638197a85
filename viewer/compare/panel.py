"""Finished runs side by side, on the same test patients, and what may be said of the arms that they make."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from trainer.compare import Comparison, compare
from trainer.run import read_run
from viewer.arranging import column, fill_scrolling, line
from viewer.compare.answer_view import whole_sentence
from viewer.compare.arm_report import ArmReport
from viewer.compare.arm_work import ArmWork
from viewer.compare.asking import AskForm
from viewer.compare.result_tabs import ResultTabs
from viewer.compare.saving import Saving
from viewer.message import Note, Problem, sentence
from viewer.section import Section
from viewer.tick_list import TickList
from viewer.train.run_list import Listed, read_runs
from viewer.train.run_text import input_text, network_text, when

if TYPE_CHECKING:
    from trainer.config import RunRecord
    from viewer.jobs import Jobs

LANE = "compare"
LIST_LANE = "list runs to compare"
_MOST_HEIGHT = 216  # of the list: four runs


class ComparePanel(QWidget):
    """Lets one pick tested runs, and shows their figures and what may be said of the arms that they make.

    Signals
    -------
    compared : Comparison
        The tables show these runs now.
    answered : ArmReport
        What may be said of the arms is shown now.
    use_model_requested : Path
        The model of this run folder is wanted on the shelf.
    open_requested : Path
        This image is to be shown.
    """

    compared = Signal(object)
    answered = Signal(object)
    use_model_requested = Signal(object)
    open_requested = Signal(object)

    def __init__(self, jobs: Jobs, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._runs_folder = jobs, runs_folder
        self._wanted: tuple[Path, ...] = ()
        self._compared: tuple[Path, ...] = ()
        self._report: ArmReport | None = None
        self._made: ResultTabs | None = None
        self._arms = ArmWork(jobs, self)
        self._saving = Saving(jobs, self)
        self._build()
        self._list.ticked_changed.connect(self._show_what_can_be_done)
        self._compare.clicked.connect(self._on_compare_clicked)
        self._use.clicked.connect(self._on_use_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)
        self._save.clicked.connect(self._on_save_clicked)
        self._arms.compared.connect(self._on_arms_compared)
        self._arms.failed.connect(self._on_arms_failed)
        self._saving.saved.connect(self._on_saving_saved)
        self._saving.failed.connect(self._problem.say)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._show_comparison(None)

    @property
    def tabs(self) -> ResultTabs:
        """The pages of what was found; made when they are first wanted, for the window is to start soon."""
        if self._made is None:
            self._made = ResultTabs(self._jobs, self._use, self)
            self._made.figures.summary.itemSelectionChanged.connect(self._show_what_can_be_done)
            self._made.cases.open_requested.connect(self.open_requested)
            self._results.addWidget(self._made, 1)
        return self._made

    def set_runs(self, folders: Sequence[Path]) -> None:
        """Pick these runs, and compare them."""
        self._wanted = tuple(folders)
        self._refresh()
        self._start(self._wanted)

    def picked(self) -> tuple[Path, ...]:
        """Folders of the runs that are ticked, in the order of the list."""
        return self._list.ticked()

    def text(self) -> str:
        """Write the answer and all tables as tab-separated text."""
        return self.tabs.text()

    def end(self) -> None:
        """Stop what is compared now."""
        self._arms.end()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        self._refresh()

    def _build(self) -> None:
        self._list = TickList(self.tr("Runs to compare"), self)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._state = Note(parent=self)
        self._problem = Problem(self)
        self._compare = QPushButton(self.tr("Compare"), self)
        self._compare.setDefault(True)
        self._copy = QPushButton(self.tr("Copy as text"), self)
        self._save = QPushButton(self.tr("&Save report …"), self)
        self._save.setToolTip(self.tr("As a web page with all numbers beside it, or as a PDF."))
        self._use = QPushButton(self.tr("Use this model"), self)
        self._use.setToolTip(self.tr("Put the network of the selected run on the shelf, to classify with it."))
        self._ask = AskForm(self)
        self._use.hide()
        self._result = QWidget(self)
        self._results = QVBoxLayout(self._result)
        self._results.setContentsMargins(0, 0, 0, 0)
        self._results.setSpacing(8)
        self._results.addWidget(line(self._save, self._copy))
        picking = column(self._list, self._ask, line(self._compare))
        self._picking = Section(self.tr("Runs to compare"), picking, self)
        page = column(self._picking, self._state, self._problem, self._result, last_grows=True)
        fill_scrolling(self, page)

    def _refresh(self) -> None:
        self._jobs.submit(LIST_LANE, partial(read_runs, self._runs_folder))

    def _start(self, folders: tuple[Path, ...]) -> None:
        self._problem.say("")
        self._state.say(self.tr("Comparing …"))
        self._arms.end()
        self.tabs.show()  # made by now, and not in the moment in which they are filled
        self._jobs.submit(LANE, partial(_compare, folders))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LIST_LANE and isinstance(result, tuple):
            self._show_runs(result)
        elif lane == LANE and isinstance(result, tuple):
            self._compared, comparison, made = result
            self._show_comparison(comparison, made)
            self.compared.emit(comparison)
            self._arms.compare(self._compared, self._ask.asked())

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane in (LANE, LIST_LANE):
            self._show_comparison(None)
            self._state.say("")
            self._problem.say(sentence(error))

    def _on_arms_compared(self, report: ArmReport) -> None:
        self._report = report
        self.tabs.set_report(report)
        self._show_what_can_be_done()
        self.answered.emit(report)

    def _on_arms_failed(self, said: str) -> None:
        self.tabs.refuse(whole_sentence(said))

    def _show_runs(self, runs: tuple[Listed, ...]) -> None:
        ticked = set(self._wanted or self.picked())
        self._wanted = ()
        rows = [(_told(one.record), one.record.folder) for one in runs if one.outcome is not None]
        self._list.set_rows(rows, ticked)
        needed = self._list.count() * self._list.sizeHintForRow(0) + 2 * self._list.frameWidth()
        self._list.setFixedHeight(max(0, min(needed, _MOST_HEIGHT)))
        self._show_what_can_be_done()

    def _show_comparison(self, comparison: Comparison | None, made: Sequence[str] = ()) -> None:
        self._result.setVisible(comparison is not None)
        self._picking.set_open(comparison is None)
        if comparison is None:  # nothing below it takes the height that is left
            self._picking.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._state.say("")
        self._report = None
        if comparison is None:
            self._compared = ()
        else:
            self.tabs.set_comparison(comparison, made)
            self._ask.offer_classes(comparison.classes)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        self._picking.setVisible(self._list.count() > 0)
        self._compare.setEnabled(len(self.picked()) >= 2)
        self._use.setEnabled(
            bool(self._compared) and len(self.tabs.figures.summary.selectionModel().selectedRows()) == 1
        )
        self._save.setEnabled(self._report is not None)
        if not self._compared and self._problem.isHidden() and not self._jobs.is_running(LANE):
            few = self.tr("Nothing to compare yet: train two runs on the same data.")
            self._state.say(self.tr("Tick two or more runs, then press Compare.") if self._list.count() > 1 else few)

    def _on_compare_clicked(self) -> None:
        self._start(self.picked())

    def _on_use_clicked(self) -> None:
        (row,) = self.tabs.figures.summary.selectionModel().selectedRows()
        self.use_model_requested.emit(self._compared[row.row()])

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    def _on_save_clicked(self) -> None:
        if self._report is not None:
            self._problem.say("")
            self._saving.ask(self._report)

    def _on_saving_saved(self, written: tuple[Path, ...]) -> None:
        self._state.say(self.tr("Saved: {0}").format(", ".join(path.name for path in written)))


def _told(record: RunRecord) -> str:
    """Describe a run so that it can be told from another of the same name."""
    network = "" if record.config is None else network_text(record.config)
    lines = [record.name, " · ".join(filter(None, (network, when(record.created))))]
    if record.config is not None:
        lines.append(input_text(record.config))
    return "\n".join(lines)


def _compare(folders: tuple[Path, ...]) -> tuple[tuple[Path, ...], Comparison, tuple[str, ...]]:
    """Compare runs; also tell when each was made, on a pool thread."""
    return folders, compare(folders), tuple(read_run(folder).created for folder in folders)
