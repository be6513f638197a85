"""Saving the answer about the active image as DICOM: asked where, written in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.export.dicom_result import Result, write_picture, write_report
from viewer.export.exporting import free
from viewer.message import sentence

if TYPE_CHECKING:
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

REPORT, PICTURE = "dicom report write", "dicom picture write"
_SUFFIX = ".dcm"


class DicomDesk(QObject):
    """Writes structured reports and secondary captures.

    Parameters
    ----------
    result : callable
        Gives the answer about the active image with what is on screen; None where there is none.

    Signals
    -------
    told : str
        A sentence: what was written, or why not.
    """

    told = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, result: Callable[[], Result | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._result, self._window = state, jobs, result, parent
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def save_report(self) -> None:
        """Ask where the structured report goes, and write it."""
        self._save(REPORT, write_report, self.tr("Save the result as a DICOM report"), "report")

    def save_picture(self) -> None:
        """Ask where the secondary capture goes, and write it."""
        self._save(PICTURE, write_picture, self.tr("Save the result as a DICOM picture"), "picture")

    def _save(self, lane: str, write: Callable[[Result, Path], Path], title: str, name: str) -> None:
        result = self._result()
        if result is None:
            self.told.emit(self.tr("There is no answer about this image yet: classify it first."))
            return
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, f"{name}{_SUFFIX}", f"*{_SUFFIX}")
        if chosen:
            # Nobody was asked whether a file of the longer name may be replaced.
            path = Path(chosen) if Path(chosen).suffix else free(Path(f"{chosen}{_SUFFIX}"))
            self._jobs.submit(lane, partial(write, result, path))

    def _on_jobs_finished(self, lane: str, path: object) -> None:
        if lane in (REPORT, PICTURE):
            hidden = self._state.patient_data_hidden
            self.told.emit(self.tr("Written.") if hidden else self.tr("Written: {0}").format(path))

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (REPORT, PICTURE):
            self.told.emit(sentence(error, hidden=self._state.patient_data_hidden))
