"""Forgetting a folder: asked about inside the panel, done in the background, told in a sentence."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from viewer.message import Note, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.dicom.catalogue import Catalogue, Forgotten
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "forget"


class Forgetting(QWidget):
    """A question over two buttons; hidden while nothing is to be forgotten.

    Parameters
    ----------
    writing : sequence of Lock
        Held by whoever may be writing into the catalogue.

    Signals
    -------
    begun : Path
        Whatever is held of this folder must be let go now.
    told : str
        What was removed, or why it could not be.
    answered
        The question is gone.
    """

    begun = Signal(object)
    told = Signal(str)
    answered = Signal()

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        catalogue: Catalogue,
        writing: Sequence[Lock],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._catalogue, self._writing = state, jobs, catalogue, tuple(writing)
        self._folder: Path | None = None
        self._question = Note(parent=self)
        self._forget = QPushButton(self.tr("Forget"), self)
        self._keep = QPushButton(self.tr("Keep"), self)
        self._forget.clicked.connect(self._on_forget_clicked)
        self._keep.clicked.connect(self.close_question)
        state.patient_data_hidden_changed.connect(self._show_question)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._forget)
        buttons.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._question)
        column.addLayout(buttons)

    def wait_for(self, writing: Lock) -> None:
        """Wait for one more who may be writing into the catalogue, too."""
        self._writing = (*self._writing, writing)

    def ask(self, folder: Path) -> None:
        """Ask whether a folder is to be forgotten."""
        self._folder = folder
        self._show_question()
        self.show()
        self._keep.setFocus()

    def close_question(self) -> None:
        """Leave everything as it is."""
        self._folder = None
        self.hide()
        self.answered.emit()

    def event(self, event: QEvent) -> bool:
        """Take Esc before the window does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Esc for a no."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        else:
            super().keyPressEvent(event)

    def _show_question(self) -> None:
        if self._folder is None:
            return
        self._question.say(
            self.tr(
                "Forget {0}? What CXR-12 keeps of it is removed: its list, thumbnails, annotations, results, your "
                "verdicts on them, labels, and its place among the recent folders. The files themselves stay."
            ).format(self._name(self._folder))
        )
        self._question.setToolTip("" if self._state.patient_data_hidden else str(self._folder))

    def _name(self, folder: Path) -> str:
        return self.tr("this folder") if self._state.patient_data_hidden else f"\u201c{folder.name or folder}\u201d"

    def _on_forget_clicked(self) -> None:
        folder = self._folder
        self.close_question()
        if folder is not None:
            self.begun.emit(folder)
            self._jobs.submit(LANE, lambda: self._remove(folder))

    def _remove(self, folder: Path) -> tuple[Path, Forgotten]:
        """Remove what is kept, once nobody writes any more (on a pool thread)."""
        for lock in self._writing:
            lock.acquire()
        try:
            return folder, self._catalogue.forget(folder)
        finally:
            for lock in self._writing:
                lock.release()

    def _on_jobs_finished(self, lane: str, result: tuple[Path, Forgotten]) -> None:
        if lane != LANE:
            return
        folder, forgotten = result
        files = _counted(forgotten.files, self.tr("1 file"), self.tr("{0} files"))
        thumbnails = _counted(forgotten.thumbnails, self.tr("1 thumbnail"), self.tr("{0} thumbnails"))
        annotated = _counted(forgotten.annotated, self.tr("1 image"), self.tr("{0} images"))
        results = _counted(forgotten.results, self.tr("1 result"), self.tr("{0} results"))
        verdicts = _counted(forgotten.verdicts, self.tr("1 verdict"), self.tr("{0} verdicts"))
        labels = _counted(forgotten.labels, self.tr("1 label"), self.tr("{0} labels"))
        removed = self.tr("Of {0}, CXR-12 removed the record of {1}, {2}, the annotations of {3}, {4}, {5} and {6}.")
        self.told.emit(removed.format(self._name(folder), files, thumbnails, annotated, results, verdicts, labels))

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.told.emit(sentence(error, hidden=self._state.patient_data_hidden))


def _counted(count: int, one: str, several: str) -> str:
    return one if count == 1 else several.format(count)
