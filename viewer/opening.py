"""Opening the image that was chosen; the last one asked for wins."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.display.view import View, default_view
from core.errors import RefusedError
from core.picture import read_image
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "open"


class Opening(QObject):
    """Reads images in the background and puts them into the state; until then the image before stays.

    Signals
    -------
    started, ended
        An image is being read; it is on screen, or refused.
    refused : (Path, str)
        The file that was asked for, and why it is not shown.
    """

    started = Signal()
    ended = Signal()
    refused = Signal(object, str)

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._jobs = jobs
        self._path = Path()
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def open(self, path: Path) -> None:
        """Show ``path`` as soon as it is read."""
        self._path = path
        self.started.emit()
        self._jobs.submit(LANE, partial(_load, path))

    def cancel(self) -> bool:
        """Keep the image that is on screen; tell whether another one was being read."""
        if not self._jobs.is_running(LANE):
            return False
        self._jobs.cancel(LANE)
        self.ended.emit()
        return True

    def _on_jobs_finished(self, lane: str, loaded: tuple[Frame, View]) -> None:
        if lane == LANE:
            self._state.set_frame(*loaded)
            self.ended.emit()

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.refused.emit(self._path, sentence(error, hidden=True))
            self.ended.emit()


def _load(path: Path) -> tuple[Frame, View]:
    if not path.exists():
        raise RefusedError(path, "source not available: the file is no longer there; bring it back or scan again")
    frame = read_image(path)
    return frame, default_view(frame)
