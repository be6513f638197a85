"""The window of a new study: question, runs and declaration, one page each, beside what they will take."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from core.errors import Cxr12Error
from viewer.arranging import fill_scrolling
from viewer.message import Note
from viewer.study.declaration_page import DeclarationPage
from viewer.study.draft import Draft
from viewer.study.forecast import DECLARED_FIELD, RUNS_FIELD, Forecast, look_ahead
from viewer.study.listing import is_taken
from viewer.study.plan_view import PlanView
from viewer.study.question_page import QuestionPage
from viewer.study.runs_page import RunsPage
from viewer.study.words import sentence_of

if TYPE_CHECKING:
    from trainer.dataset import Dataset
    from trainer.study.design import Study
    from viewer.jobs import Jobs

LANE = "plan study"
_PLAN_WIDTH = 304


class StudyDialog(QDialog):
    """Stays open beside the window until it is closed; what is entered stays until a study was made of it.

    Parameters
    ----------
    runs_folder : Path
        Finished runs there tell times and margins.
    studies : Path
        Where studies are kept.

    Signals
    -------
    made : (Study, bool)
        A study was entered, and whether it is to be started.
    build_requested
        A dataset is to be built.
    """

    made = Signal(object, bool)
    build_requested = Signal()

    def __init__(self, jobs: Jobs, runs_folder: Path, studies: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New study"))
        self.setProperty("manual_page", "studies")
        self._jobs, self._runs_folder, self._studies = jobs, runs_folder, studies
        self._draft, self._forecast, self._can_start = Draft(), Forecast(), True
        self._asked: tuple[object, ...] = ()
        self._asked_of: Dataset | None = None
        self.question, self.runs, self.declaration = QuestionPage(jobs, self), RunsPage(self), DeclarationPage(self)
        self.plan = PlanView(self)
        self._lay_out()
        self.question.build_requested.connect(self.build_requested)
        self.question.data.data_changed.connect(self._offer_figures)
        for page in (self.question, self.runs, self.declaration):
            page.changed.connect(self._look)
        self.plan.options.changed.connect(self._look)
        jobs.progressed.connect(self._on_jobs_progressed)
        self._look()

    @property
    def draft(self) -> Draft:
        """What the form says."""
        return self._draft

    @property
    def missing(self) -> str:
        """What is in the way of a start, as the dialog says it; empty for nothing."""
        return self._missing.text()

    def set_can_start(self, possible: bool) -> None:
        """Say whether a study can be started at all: not while another runs."""
        self._can_start = possible
        self._show_what_can_be_done()

    def refuse(self, reason: str) -> None:
        """Say why the study could not be kept."""
        self._missing.say(reason)

    def begin_anew(self) -> None:
        """Empty name and question: the study that was entered is kept."""
        self.question.clear()

    def _look(self) -> None:
        """Read the form, and work out what it means, if that is more than another name."""
        draft = self.runs.fill(self.declaration.fill(self.question.fill(self._draft)))
        if draft is None:
            self._jobs.cancel(LANE)
            self._asked = ()
            self._show_forecast(Forecast())
            return
        self._draft = draft
        dataset, at_once = self.question.data.dataset, self.plan.options.options().at_once
        asked = (*(getattr(draft, name) for name in draft.__slots__ if name not in ("name", "question")), at_once)
        if dataset is not self._asked_of or asked != self._asked:
            self._asked, self._asked_of = asked, dataset
            work = partial(look_ahead, draft, dataset, at_once, self._runs_folder, self._studies)
            self._jobs.submit(LANE, work)
        self._show_what_can_be_done()

    def _on_jobs_progressed(self, lane: str, found: object) -> None:
        if lane == LANE and isinstance(found, Forecast):
            self._show_forecast(found)

    def _show_forecast(self, found: Forecast) -> None:
        self._forecast = found
        self.runs.complain(sentence_of(found.problem) if found.field == RUNS_FIELD else "")
        self.declaration.complain(sentence_of(found.problem) if found.field == DECLARED_FIELD else "")
        if found.labels:
            self.runs.show_arms(found.labels, self._draft.excluded)
            trained = set(self._draft.arms())
            self.declaration.show_arms([row for row in found.labels if row[0] in trained])
        self.declaration.show_ledger(found.ledger)
        self.plan.show_forecast(found, with_data=self.question.data.dataset is not None)
        self._show_what_can_be_done()

    def _offer_figures(self) -> None:
        dataset = self.question.data.dataset
        if dataset is not None:
            self.declaration.offer_figures(dataset.classes)
            self._look()  # the figure that was chosen may have gone with its class

    def _study(self) -> Study | None:
        """Make the study of the form, if there is one to be made."""
        if self._forecast.plan is None or not self._draft.name.strip() or self._draft.data is None:
            return None
        try:
            return self._draft.study()
        except (Cxr12Error, ValueError):  # the form was changed, and its forecast is on the way
            return None

    def _show_what_can_be_done(self) -> None:
        study = self._study()
        taken = study is not None and is_taken(self._studies, study)
        self.question.complain(self.tr("A study of this name is there already: choose another name.") if taken else "")
        data = self.question.data
        wanted = (
            (bool(self._draft.name.strip()), self.tr("a name")),
            (data.usable and data.dataset is not None, self.tr("data that were read")),
            (not taken, self.tr("a name of its own")),
            (self._forecast.plan is not None, self.tr("runs that can be planned")),
        )
        missing = [text for there, text in wanted if not there]
        self._missing.say(self.tr("Needed before the start: {0}.").format(", ".join(missing)) if missing else "")
        self._save.setEnabled(study is not None and not missing)
        self._start.setEnabled(study is not None and not missing and self._can_start)

    def _make(self, start: bool) -> None:
        study = self._study()
        if study is not None:
            self.made.emit(study, start)

    def _show_where(self) -> None:
        page = self._tabs.currentIndex()
        self._back.setEnabled(page > 0)
        self._on.setEnabled(page < self._tabs.count() - 1)

    def _lay_out(self) -> None:
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        for page, title in (
            (self.question, self.tr("&1 Question")),
            (self.runs, self.tr("&2 Runs")),
            (self.declaration, self.tr("&3 Declaration")),
        ):
            self._tabs.addTab(page, title)
        side = QWidget(self)
        fill_scrolling(side, self.plan)
        side.setFixedWidth(_PLAN_WIDTH)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._tabs, 1)
        upper.addWidget(side)
        self._missing = Note(parent=self)
        self._final = Note(self.tr("What is declared is written before the first run and never changed."), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addLayout(upper, 1)
        for widget in (self._final, self._missing, self._made_buttons()):
            column.addWidget(widget)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field neither chooses data nor starts hours of work
        self.resize(960, 640)
        self._show_where()

    def _made_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.rejected.connect(self.close)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self._back: QPushButton = buttons.addButton(self.tr("Back"), action)
        self._on: QPushButton = buttons.addButton(self.tr("Next"), action)
        self._save: QPushButton = buttons.addButton(self.tr("Save for later"), action)
        self._start: QPushButton = buttons.addButton(self.tr("Declare and start"), action)
        self._back.clicked.connect(lambda: self._tabs.setCurrentIndex(self._tabs.currentIndex() - 1))
        self._on.clicked.connect(lambda: self._tabs.setCurrentIndex(self._tabs.currentIndex() + 1))
        self._tabs.currentChanged.connect(self._show_where)
        self._save.clicked.connect(lambda: self._make(False))
        self._start.clicked.connect(lambda: self._make(True))
        return buttons
