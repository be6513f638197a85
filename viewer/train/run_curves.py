"""Whose learning curves are shown: those of the run under way, or of one chosen in the list, read in the background."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from trainer.run import read_events
from viewer.plots import load_plots

if TYPE_CHECKING:
    from viewer.jobs import Jobs
    from viewer.train.curves import CurvesView

LANE = "read events"
PLOTS_LANE = "load plots"


class RunCurves(QObject):
    """Fills the curves of one run at a time.

    Signals
    -------
    read : ()
        The curves of the run that was asked for are there.
    """

    read = Signal()

    def __init__(self, view: CurvesView, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._jobs = view, jobs
        self._folder: Path | None = None
        jobs.finished.connect(self._on_jobs_finished)

    def show(self, folder: Path, *, again: bool = False) -> None:
        """Read the curves of a run, if they are not those on show, or ``again``."""
        if folder != self._folder or again:
            self._folder = folder
            self._jobs.submit(LANE, partial(_events_of, folder))

    def begin(self, folder: Path) -> None:
        """Show from now on what a run tells."""
        self._folder = folder
        self._jobs.submit(PLOTS_LANE, load_plots)  # long before the first epoch ends

    def take(self, folder: Path | None, event: dict[str, Any]) -> None:
        """Add what a run has told, if it is the one on show."""
        if folder is not None and folder == self._folder:
            self._view.add_event(event)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane != LANE or not isinstance(result, tuple):
            return
        folder, events = result
        if folder == self._folder:
            self._view.set_events(events)
            self.read.emit()


def _events_of(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    """Read the events of a run (on a pool thread)."""
    load_plots()
    return folder, read_events(folder)[0]
