"""Making the sample folder in the background."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from viewer.message import sentence

if TYPE_CHECKING:
    from core.phantom.sample import SampleProgress
    from viewer.jobs import Jobs

LANE = "sample"


class SampleMaker(QObject):
    """Makes the sample folder unless it is there already.

    Signals
    -------
    progressed : (str, int, int)
        What is being done, images done, and of how many.
    ready : Path
        The sample folder.
    failed : str
        A sentence that says why there is none.
    """

    progressed = Signal(str, int, int)
    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def make(self) -> None:
        """Make it; asking again meanwhile changes nothing."""
        if not self._jobs.is_running(LANE):
            self._jobs.submit(LANE, _build)

    def cancel(self) -> None:
        """End the making; what is there already is used the next time."""
        self._jobs.cancel(LANE)

    def _on_jobs_progressed(self, lane: str, progress: SampleProgress) -> None:
        if lane == LANE:
            text = self.tr("{0}: {1} of {2}").format(_doing(progress), progress.done, progress.total)
            self.progressed.emit(text, progress.done, progress.total)

    def _on_jobs_finished(self, lane: str, folder: Path) -> None:
        if lane == LANE:
            self.ready.emit(folder)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.failed.emit(sentence(error))


def _doing(progress: SampleProgress) -> str:
    return QCoreApplication.translate("sample", progress.message)


def _build() -> Generator[SampleProgress, None, Path]:
    # Imported here: few starts need the phantoms.
    from core.phantom.sample import build_sample, sample_folder

    folder = sample_folder()
    yield from build_sample(folder)
    return folder
