"""Reading the attributes of files in the background."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.tags.document import Document, read_document

if TYPE_CHECKING:
    from viewer.jobs import Jobs


class Reading(QObject):
    """Reads one file after another; the last one asked for wins.

    Parameters
    ----------
    lane : str
        Its own, of the jobs.

    Signals
    -------
    began
        A file is being read.
    finished : Document
        It is read.
    failed : (Path, Exception)
        It cannot be.
    """

    began = Signal()
    finished = Signal(object)
    failed = Signal(object, object)

    def __init__(self, jobs: Jobs, lane: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._lane = jobs, lane
        self._path = Path()
        self._unwanted = threading.Event()
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_running(self) -> bool:
        """A file is being read."""
        return self._jobs.is_running(self._lane)

    def read(self, path: Path) -> None:
        """Read a file."""
        self.cancel()
        self._path = path
        self._unwanted = threading.Event()
        self._jobs.submit(self._lane, partial(_read, path, self._unwanted.is_set))
        self.began.emit()

    def cancel(self) -> None:
        """Read no more."""
        self._unwanted.set()
        self._jobs.cancel(self._lane)

    def _on_jobs_finished(self, lane: str, document: Document) -> None:
        if lane == self._lane:
            self.finished.emit(document)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == self._lane:
            self.failed.emit(self._path, error)


def _read(path: Path, cancelled: Callable[[], bool]) -> Document:
    """Read a file without a search for garbage in between: among so many new objects it would hold up the window."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return read_document(path, cancelled)
    finally:
        if was_on:
            gc.enable()
