"""The window of results: what to ask about, how far that is, and the table of what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from core.results.row import AGREED, DISAGREED
from viewer.classify.model_chooser import ModelChooser
from viewer.message import Note, Problem
from viewer.notice import disclaimer
from viewer.results.assessment_view import AssessmentView
from viewer.results.filtering import FilterRow, ResultFilter
from viewer.results.line import Line
from viewer.results.progress import BatchProgress
from viewer.results.result_view import ResultView
from viewer.results.table_model import ResultTable
from viewer.section import Section

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.models.shelf import Entry, Shelf


class ResultsWindow(QWidget):
    """Holds no logic: what its buttons stand for is told.

    Signals
    -------
    folder_requested, listed_requested : ()
        Ask about a folder to be chosen, or about all images listed.
    labels_requested : str
        ``table``, ``folder`` or ``none``: where labels come from.
    export_requested : str
        ``results`` or ``labels``.
    judged : (str, str)
        What is thought of the lines chosen: ``agree`` or ``disagree``, and the class they show instead, if any.
    """

    folder_requested = Signal()
    listed_requested = Signal()
    labels_requested = Signal(str)
    export_requested = Signal(str)
    judged = Signal(str, str)

    def __init__(self, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Results"))  # never anything of a patient
        self.entry: Entry | None = None
        self.chooser = ModelChooser(shelf, self)
        self.chooser.entry_changed.connect(self._on_chooser_entry_changed)
        self.again = QCheckBox(self.tr("Ask again about images with a kept result"), self)
        self.progress = BatchProgress(self)
        self.table = ResultTable(self)
        self.shown = ResultFilter(self.table, self)
        self.filter = FilterRow(self)
        self.view = ResultView(self.table, self.shown, self)
        self.assessment = AssessmentView(self)
        self._against = Section(self.tr("Against the labels"), self.assessment, self)
        self._told = Note(parent=self)
        self.problem = Problem(self)
        self._asking: list[QPushButton] = []
        self._judging: list[QPushButton] = []
        self._lay_out()
        self.filter.changed.connect(self.shown.set_wanted)
        self.view.relabel_requested.connect(partial(self.judged.emit, DISAGREED))
        self.view.selectionModel().selectionChanged.connect(self._show_what_can_be_done)
        for signal in (self.table.modelReset, self.shown.rowsInserted, self.shown.rowsRemoved, self.table.dataChanged):
            signal.connect(self._show_what_can_be_done)
        for keys, run in (("Ctrl+F", self.filter.begin), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self.show_assessment(None)
        self._show_what_can_be_done()
        self.resize(1100, 760)

    @property
    def told(self) -> str:
        """The sentence under the table."""
        return self._told.text()

    def say(self, text: str) -> None:
        """Say what was done."""
        self._told.say(text)

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show names of files, which may be those of patients."""
        self.table.set_hidden(hidden)
        if hidden:
            self.problem.say("")  # it may quote one

    def bring_up(self) -> None:
        """Show the window above the others."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    def begin(self, classes: tuple[str, ...]) -> None:
        """Show a new batch of which nothing is known yet."""
        self.table.begin(classes)
        self.filter.set_classes(classes)
        self.show_assessment(None)
        self.problem.say("")
        self.say("")
        self.progress.begin()

    def show_assessment(self, assessment: object) -> None:
        """Show how answers compare with labels; None hides it."""
        self.assessment.set_assessment(assessment)  # type: ignore[arg-type]
        self._against.setVisible(assessment is not None)

    def chosen(self) -> list[Line]:
        """Give the lines chosen that hold an answer."""
        return [line for line in self.view.chosen() if line.result is not None]

    def ask_class(self) -> None:
        """Let the user choose which class the lines chosen show."""
        if self.chosen():
            self.view.ask_class(self.table.classes)

    # Putting it together

    def _lay_out(self) -> None:
        self._asking = [
            self._button(self.tr("Classify folder …"), self.folder_requested.emit),
            self._button(self.tr("Classify everything listed"), self.listed_requested.emit),
        ]
        self._judging = [
            self._button(self.tr("Agree"), partial(self.judged.emit, AGREED, "")),
            self._button(self.tr("Disagree"), partial(self.judged.emit, DISAGREED, "")),
            self._button(self.tr("Another class …"), self.ask_class),
        ]
        out = [
            self._button(self.tr("Export results …"), partial(self.export_requested.emit, "results")),
            self._button(self.tr("Export training labels …"), partial(self.export_requested.emit, "labels")),
        ]
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.chooser)
        column.addLayout(_row(self.again, None, *self._asking))
        column.addWidget(self.progress)
        column.addWidget(self.problem)
        column.addWidget(self.filter)
        column.addWidget(self.view, 1)
        column.addWidget(self._told)
        column.addLayout(_row(*self._judging, None, self._labels_button(), *out))
        column.addWidget(self._against)
        column.addWidget(Note(disclaimer(), self))

    def _button(self, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _=False: run())
        return button

    def _labels_button(self) -> QPushButton:
        button = QPushButton(self.tr("Labels"), self)
        menu = QMenu(button)
        for what, text in (
            ("table", self.tr("From a table …")),
            ("folder", self.tr("From a folder …")),
            ("none", self.tr("None")),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, what=what: self.labels_requested.emit(what))
        button.setMenu(menu)
        return button

    def _on_chooser_entry_changed(self, entry: Entry | None) -> None:
        self.entry = entry
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        for button in self._asking:
            button.setEnabled(self.entry is not None)
        for button in self._judging:
            button.setEnabled(bool(self.chosen()))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Set widgets side by side; None takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
