"""Presentation states: annotations and view leave for other viewers, and come back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.message import sentence

if TYPE_CHECKING:
    from core.annotate.gsps import PresentationState
    from core.annotate.shapes import Annotation
    from core.dicom.frame import Frame
    from core.display.orientation import Orientation
    from core.display.view import View
    from viewer.annotate.annotating import Annotating
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

_WRITE, _READ = "presentation state write", "presentation state read"


class Presentation(QObject):
    """Writes and reads presentation states of the active image in the background.

    Signals
    -------
    told : str
        A sentence: what was written or taken over, or why not.
    """

    told = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, annotating: Annotating, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._jobs = jobs
        self._annotating = annotating
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def write(self, path: Path) -> None:
        """Write the active image's annotations and view to ``path``."""
        frame, view, sheet = self._state.frame, self._state.view, self._annotating.pad.sheet
        if frame is not None and view is not None and sheet is not None:
            self._jobs.submit(_WRITE, partial(_write, frame, sheet.annotations, view, self._state.orientation, path))

    def read(self, path: Path) -> None:
        """Take over what the presentation state ``path`` says of the active image."""
        if self._state.frame is not None:
            self._jobs.submit(_READ, partial(_read, path, self._state.frame))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == _WRITE and isinstance(result, int):
            self.told.emit(self.tr("The presentation state is written. Annotations in it: {0}.").format(result))
        elif lane == _READ and isinstance(result, tuple):
            frame, found = result
            if frame is self._state.frame:
                self._take_over(found)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (_WRITE, _READ):
            self.told.emit(sentence(error, hidden=self._state.patient_data_hidden))

    def _take_over(self, found: PresentationState) -> None:
        if found.view is not None:
            self._state.set_view(found.view)
        self._state.set_orientation(found.orientation)
        self._annotating.pad.add(*found.annotations)
        self._annotating.pad.select("")
        told = self.tr("The view is taken over. Annotations added: {0}.").format(len(found.annotations))
        self.told.emit(" ".join((told, *found.notes)))


def ask_target(parent: QWidget) -> Path | None:
    """Let the user say where to write a presentation state."""
    title = QCoreApplication.translate("annotate", "Export a presentation state")
    name, _ = QFileDialog.getSaveFileName(parent, title, "annotations.dcm", "DICOM (*.dcm)")
    return Path(name) if name else None


def ask_source(parent: QWidget) -> Path | None:
    """Let the user choose a presentation state."""
    title = QCoreApplication.translate("annotate", "Import a presentation state")
    name, _ = QFileDialog.getOpenFileName(parent, title)
    return Path(name) if name else None


def _write(frame: Frame, annotations: tuple[Annotation, ...], view: View, orientation: Orientation, path: Path) -> int:
    # Imported here, on a pool thread: the window starts without highdicom.
    from core.annotate.gsps import write_gsps

    write_gsps(frame, annotations, view, orientation, path)
    return len(annotations)


def _read(path: Path, frame: Frame) -> tuple[Frame, PresentationState]:
    from core.annotate.gsps import read_gsps

    return frame, read_gsps(path, frame)
