"""Putting the model of a training run on the shelf."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.message import sentence

if TYPE_CHECKING:
    from core.models.shelf import Entry, Shelf
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "shelf"


class Shelving(QObject):
    """Copies models onto the shelf, each run once.

    Signals
    -------
    added : str
        Name on the shelf, also of a run that was there already.
    refused : str
        A sentence that says why it is not on the shelf.
    """

    added = Signal(str)
    refused = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, shelf: Shelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._jobs = jobs
        self._shelf = shelf
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def add(self, run_folder: Path) -> None:
        """Put the model of ``run_folder`` on the shelf under a name made from the folder's."""
        self._jobs.submit(LANE, partial(_add, self._shelf, run_folder))

    def _on_jobs_finished(self, lane: str, name: str) -> None:
        if lane == LANE:
            self.added.emit(name)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.refused.emit(sentence(error, hidden=self._state.patient_data_hidden))


def shelf_name(run_folder: Path) -> str:
    """Make a name for the shelf: lower-case letters, digits, ``-`` and ``_``."""
    return re.sub(r"[^a-z0-9_-]+", "-", run_folder.name.lower()).strip("-_")[:64] or "model"


def _add(shelf: Shelf, run_folder: Path) -> str:
    name = shelf_name(run_folder)
    known: list[Entry] = [entry for entry in shelf.entries() if entry.name == name and not entry.problem]
    return (known[0] if known else shelf.add(run_folder, name)).name
