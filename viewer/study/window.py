"""The window of studies: which there are, how the selected one stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from viewer.arranging import line
from viewer.message import Problem
from viewer.study.details import StudyDetails
from viewer.study.listing import PLANNED, ListedStudy
from viewer.study.progress import StudyProgress
from viewer.study.run_options import RunOptionsForm
from viewer.study.study_list import StudyList

_LIST_WIDTH = 300


class StudiesWindow(QWidget):
    """Studies on the left, the selected one on the right.

    Signals
    -------
    shown
        It came to the screen.
    new_requested, add_requested, run_requested, pause_requested
        The buttons; what is run is the selected study.
    report_requested, folder_requested, compare_requested
        Of the selected study.
    """

    shown = Signal()
    new_requested = Signal()
    add_requested = Signal()
    run_requested = Signal()
    pause_requested = Signal()
    report_requested = Signal()
    folder_requested = Signal()
    compare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Studies"))
        self.setProperty("manual_page", "studies")
        self._running: ListedStudy | None = None
        self._can_pause = False
        self.list, self.details, self.progress = StudyList(self), StudyDetails(self), StudyProgress(self)
        self.options = RunOptionsForm(self)
        self._problem = Problem(self)
        self._new = self._button(self.tr("&New study …"), self.new_requested)
        self._add = self._button(self.tr("A&dd file …"), self.add_requested)
        self._add.setToolTip(self.tr("Take over a study that was written as a text file; see the manual."))
        self._run = self._button(self.tr("&Resume"), self.run_requested)
        self._pause = self._button(self.tr("Pa&use"), self.pause_requested)
        self._pause.setToolTip(self.tr("Let the runs under way write checkpoints, and end; Resume goes on from them."))
        self._report = self._button(self.tr("&Open report"), self.report_requested)
        self._compare = self._button(self.tr("&Compare runs"), self.compare_requested)
        self._compare.setToolTip(self.tr("Show the finished runs in the Compare panel."))
        self._folder = self._button(self.tr("Show &folder"), self.folder_requested)
        self._lay_out()
        self.list.selected.connect(self._show_current)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        self._show_current()
        self.resize(960, 640)

    @property
    def problem(self) -> str:
        """What was refused; empty for nothing."""
        return self._problem.text()

    def refuse(self, text: str) -> None:
        """Say in a sentence what cannot be done; an empty one takes that away."""
        self._problem.say(text)

    def show_running(self, study: ListedStudy | None, *, can_pause: bool = True) -> None:
        """Say which study is at work; None: none is."""
        self._running, self._can_pause = study, can_pause
        self._show_what_can_be_done()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that there is something to be seen."""
        super().showEvent(event)
        self.shown.emit()

    def _show_current(self) -> None:
        self.details.show_study(self.list.current)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        study = self.list.current
        running = self._running is not None
        self._run.setText(self.tr("Declare and sta&rt") if study and study.status == PLANNED else self.tr("&Resume"))
        self._run.setEnabled(study is not None and study.can_run and not running)
        self._run.setToolTip(self.tr("One study runs at a time.") if running else "")
        self._pause.setEnabled(running and self._can_pause)
        self._report.setEnabled(study is not None and study.report is not None)
        self._compare.setEnabled(study is not None and len(study.runs) > 1)
        self._folder.setEnabled(study is not None and study.folder.is_dir())

    def _button(self, text: str, asked: SignalInstance) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(asked)
        return button

    def _lay_out(self) -> None:
        left, right = QWidget(self), QWidget(self)
        listed = QVBoxLayout(left)
        listed.setContentsMargins(8, 8, 0, 8)
        listed.setSpacing(8)
        listed.addWidget(line(self._new, self._add))
        listed.addWidget(self.list, 1)
        left.setMinimumWidth(_LIST_WIDTH)
        shown = QVBoxLayout(right)
        shown.setContentsMargins(8, 8, 8, 8)
        shown.setSpacing(8)
        shown.addWidget(self.details, 1)
        shown.addWidget(self.progress)
        shown.addWidget(self._problem)
        lower = QHBoxLayout()
        lower.setSpacing(16)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(line(self._run, self._pause))
        buttons.addWidget(line(self._report, self._compare, self._folder))
        buttons.addStretch(1)
        lower.addLayout(buttons, 1)
        lower.addWidget(self.options)
        shown.addLayout(lower)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, 660])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
