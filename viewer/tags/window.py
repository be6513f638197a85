"""The window of attributes: one file as a tree, or two side by side. It follows the image on screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from viewer.message import Problem, sentence
from viewer.progress_row import ProgressRow
from viewer.tags.compare_button import CompareButton
from viewer.tags.comparison import Pair, compare
from viewer.tags.comparison_table import ComparisonTable
from viewer.tags.reading import Reading
from viewer.tags.tag_tree import TagTree

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.jobs import Jobs
    from viewer.state import ViewerState
    from viewer.tags.document import Document

LANE, OTHER_LANE, COMPARE_LANE = "tags", "tags of the other file", "compare tags"
_PATIENCE_MS = 200  # what takes no longer needs no progress bar


class TagWindow(QWidget):
    """Shows the attributes of the active image, or of a file that it is told of, and compares them with another's."""

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._state, self._jobs = state, jobs
        self._path: Path | None = None
        self._shown: Path | None = None
        self._other: Document | None = None
        self._reading = Reading(jobs, LANE, self)
        self._other_reading = Reading(jobs, OTHER_LANE, self)
        self.setWindowTitle(self.tr("Attributes"))  # never anything of a patient
        self._name = QLabel(self)
        self._problem = Problem(self)
        self.progress = ProgressRow(self.tr("Reading the attributes"), self)
        self.tag_tree = TagTree(jobs, self)
        self.table = ComparisonTable(self)
        self.compare = CompareButton(state, self)
        self._end = QPushButton(self.tr("End comparing"), self)
        self._pages = QStackedWidget(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._build()
        self._connect()
        self._on_state_patient_data_hidden_changed(state.patient_data_hidden)

    @property
    def document(self) -> Document | None:
        """What is shown, or compared with another."""
        return self.tag_tree.document

    @property
    def is_comparing(self) -> bool:
        """Two files are shown."""
        return self._other is not None

    @property
    def problem(self) -> str:
        """Why there is nothing to show; empty when there is."""
        return self._problem.text()

    def follow(self, path: Path | None) -> None:
        """Show the attributes of a file, now or when the window is opened; None: of none."""
        self._path = path
        if self.isVisible():
            self._read()

    def open_with(self, path: Path | None) -> None:
        """Open the window on a file."""
        self.follow(path)
        self.show()
        self.raise_()
        self.activateWindow()
        self.tag_tree.search.begin()

    def compare_with(self, path: Path) -> None:
        """Set another file beside the one that is shown."""
        self._other_reading.read(path)

    def end_comparing(self) -> None:
        """Show one file again."""
        self._other_reading.cancel()
        self._jobs.cancel(COMPARE_LANE)
        self._other = None
        self._show_page()

    def cancel(self) -> None:
        """Read no more."""
        self._reading.cancel()
        self._other_reading.cancel()
        self._hide_progress()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was to be shown."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if self._path is None:
            self._reading.cancel()
            self._shown = None
            self._show_document(None)
        elif self._path != self._shown or self.problem:
            self._reading.read(self._path)

    # What the readers and the state tell

    def _on_reading_finished(self, document: Document) -> None:
        self._shown = document.path
        self._problem.say("")
        self._show_document(document)

    def _on_reading_failed(self, path: Path, error: Exception) -> None:
        self._shown = path
        self._show_document(None)
        self._problem.say(sentence(error, hidden=True))

    def _on_other_reading_finished(self, document: Document) -> None:
        self._other = document
        self._compare_now()

    def _on_other_reading_failed(self, _: Path, error: Exception) -> None:
        self._problem.say(self.tr("The other file cannot be compared: {0}").format(sentence(error, hidden=True)))

    def _on_jobs_finished(self, lane: str, pairs: tuple[Pair, ...]) -> None:
        if lane == COMPARE_LANE and self.document is not None and self._other is not None:
            self.table.set_pairs(pairs, (self.document.path.name, self._other.path.name))
            self._show_page()

    def _on_state_frame_changed(self, frame: Frame | None) -> None:
        self.follow(frame.path if frame is not None else None)

    def _on_state_patient_data_hidden_changed(self, hidden: bool) -> None:
        self.tag_tree.set_hidden(hidden)
        self.table.set_hidden(hidden)
        self._show_name()

    # On screen

    def _show_document(self, document: Document | None) -> None:
        self._hide_progress()
        self.tag_tree.set_document(document)
        self._show_name()
        if self._other is not None:
            self._compare_now()

    def _compare_now(self) -> None:
        """Compare in the background: two large files take a moment."""
        if self.document is None or self._other is None:
            self._show_page()
            return
        first, second = self.document.rows, self._other.rows
        self._jobs.submit(COMPARE_LANE, lambda: compare(first, second))

    def _show_page(self) -> None:
        comparing = self._other is not None and self.document is not None
        self._pages.setCurrentWidget(self.table if comparing else self.tag_tree)
        self._end.setVisible(self._other is not None)

    def _show_name(self) -> None:
        if self._path is None:
            text = self.tr("Open an image, or choose a file in the browser, to see its attributes.")
        elif self._state.patient_data_hidden:
            text = self.tr("Values that may tell whose image it is are hidden.")
        else:
            text = self._path.name
        self._name.setText(text)
        self._name.setToolTip("" if self._path is None or self._state.patient_data_hidden else str(self._path))
        self.compare.set_path(self._path)

    def _show_progress(self) -> None:
        if self._reading.is_running or self._other_reading.is_running:
            self.progress.show_progress(self.tr("Reading the attributes"), 0, None)

    def _hide_progress(self) -> None:
        self._patience.stop()
        self.progress.hide()

    # Putting it together

    def _connect(self) -> None:
        self._reading.began.connect(self._patience.start)
        self._reading.finished.connect(self._on_reading_finished)
        self._reading.failed.connect(self._on_reading_failed)
        self._other_reading.began.connect(self._patience.start)
        self._other_reading.finished.connect(self._on_other_reading_finished)
        self._other_reading.failed.connect(self._on_other_reading_failed)
        for ended in (self._other_reading.finished, self._other_reading.failed):
            ended.connect(self._hide_progress)
        self._jobs.finished.connect(self._on_jobs_finished)
        self._patience.timeout.connect(self._show_progress)
        self.progress.cancel_requested.connect(self.cancel)
        self.compare.chosen.connect(self.compare_with)
        self._end.clicked.connect(self.end_comparing)
        self._state.frame_changed.connect(self._on_state_frame_changed)
        self._state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)
        for keys, run in (("Ctrl+F", self._find), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _find(self) -> None:
        (self.table if self._pages.currentWidget() is self.table else self.tag_tree).search.begin()

    def _build(self) -> None:
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pages.addWidget(self.tag_tree)
        self._pages.addWidget(self.table)
        self._end.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._name, 1)
        line.addWidget(self.compare)
        line.addWidget(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._problem)
        column.addWidget(self.progress)
        column.addWidget(self._pages, 1)
        self.resize(920, 640)
