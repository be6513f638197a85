"""What the file really holds: its depth, its history and its spacing, in plain words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QStyle, QVBoxLayout, QWidget

from core.dicom.integrity import Integrity, integrity
from viewer.display.file_facts import facts, warnings
from viewer.image.corners import notes
from viewer.message import Note, Problem, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.dicom.frame import Frame
    from viewer.jobs import Jobs

LANE = "integrity"


class IntegrityView(QWidget):
    """Tells of one picture; its levels are counted in the background, and only while somebody can see this."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._picture: tuple[Frame, int] | None = None
        self._found: Integrity | None = None
        self._warnings = QVBoxLayout()
        self._warnings.setSpacing(8)
        self._verdict = Note(parent=self)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(8)
        self._facts.setVerticalSpacing(4)
        self._rows: list[tuple[QLabel, Note]] = []
        self._notes_heading = QLabel(self.tr("Notes on this file"), self)
        self._notes_heading.setProperty("role", "heading")
        self._notes = Note(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._warnings)
        column.addWidget(self._verdict)
        column.addLayout(self._facts)
        column.addWidget(self._notes_heading)
        column.addWidget(self._notes)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def set_picture(self, frame: Frame | None, index: int) -> None:
        """Tell of another picture, or of none."""
        self._picture = None if frame is None else (frame, index)
        self._found = None
        self._jobs.cancel(LANE)
        if self.isVisible():
            self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Tell what was not told while nobody looked."""
        super().showEvent(event)
        if self._found is None and not self._jobs.is_running(LANE):
            self._begin()

    def _begin(self) -> None:
        self._show()
        if self._picture is not None:
            self._jobs.submit(LANE, partial(integrity, *self._picture))

    def _on_jobs_finished(self, lane: str, found: Integrity) -> None:
        if lane == LANE:
            self._found = found
            self._show()

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self._verdict.say(sentence(error, hidden=True))

    def _show(self) -> None:
        _clear(self._warnings)
        if self._picture is None:
            self._show_facts(())
            for note in (self._verdict, self._notes):
                note.say("")
            self._notes_heading.hide()
            return
        frame, found = self._picture[0], self._found
        for text in warnings(frame, found):
            self._warnings.addWidget(self._warning(text))
        waiting = self.tr("Counting grey levels\u2026")
        self._verdict.say(waiting if found is None else "" if found.suspicious else found.verdict)
        self._show_facts(facts(frame, found))
        self._notes.say("\n".join(notes(frame)))
        self._notes_heading.setVisible(bool(notes(frame)))

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Change the texts of the rows there are; making widgets anew would cost milliseconds with every image."""
        while self._facts.rowCount() > len(facts):
            self._facts.removeRow(self._facts.rowCount() - 1)
            self._rows.pop()
        for number, (label, value) in enumerate(facts):
            if number == len(self._rows):
                self._rows.append((QLabel(self), Note(parent=self)))
                self._rows[-1][0].setProperty("role", "heading")
                self._rows[-1][0].setAlignment(Qt.AlignmentFlag.AlignTop)
                self._facts.addRow(*self._rows[-1])
            heading, note = self._rows[number]
            heading.setText(label)
            note.say(value)

    def _warning(self, text: str) -> QWidget:
        row = QWidget(self)
        icon, problem = QLabel(row), Problem(row)
        side = self.fontMetrics().height()
        icon.setPixmap(self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning).pixmap(side, side))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        icon.setAccessibleName(self.tr("Warning"))
        problem.say(text)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(icon)
        line.addWidget(problem, 1)
        return row


def _clear(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
