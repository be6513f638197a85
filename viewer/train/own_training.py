"""The training that this window looks after: started here, or found again after another window left it behind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from trainer.run import in_background, set_background
from viewer.train.training_process import TrainingProcess

if TYPE_CHECKING:
    from trainer.config import RunRecord


class OwnTraining(QObject):
    """One training at a time, from its beginning to its end.

    Signals
    -------
    begun : (Path, bool)
        The run folder, and whether the training was found, not started.
    told : dict
        An event; see :mod:`trainer.events`.
    responding_changed : bool
        See :class:`TrainingProcess`.
    ended : (Path, str, str)
        The run folder, a status of :class:`TrainingProcess`, and the reason. There is no training under way any more.
    """

    begun = Signal(object, bool)
    told = Signal(dict)
    responding_changed = Signal(bool)
    ended = Signal(object, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: TrainingProcess | None = None

    @property
    def process(self) -> TrainingProcess | None:
        """The training under way."""
        return self._process

    @property
    def folder(self) -> Path | None:
        """Its run folder."""
        return None if self._process is None else self._process.folder

    def start(self, folder: Path, data: Path, *, resumed: bool = False, accept_changes: bool = False) -> None:
        """Train the run of ``folder`` on ``data``; see :class:`TrainingProcess`."""
        self._follow(TrainingProcess(folder, data, self, resumed=resumed, accept_changes=accept_changes), found=False)

    def find(self, runs: Iterable[RunRecord]) -> None:
        """Follow a training that a window, closed meanwhile, left to go on in the background."""
        for record in runs:
            if self._process is None and record.status == "running" and in_background(record.folder):
                self._follow(TrainingProcess(record.folder, None, self), found=True)

    def set_background(self, wanted: bool) -> None:
        """Say whether it goes on when this window is closed.

        Raises
        ------
        OSError
            If the run folder cannot be written.
        """
        if self._process is not None:
            set_background(self._process.folder, wanted)

    def let_go(self) -> None:
        """Let it go on without this window, and forget it here.

        Raises
        ------
        OSError
            If that could not be arranged; then it is still followed.
        """
        if self._process is not None:
            self._process.let_go()
            process, self._process = self._process, None
            process.deleteLater()

    def _follow(self, process: TrainingProcess, *, found: bool) -> None:
        self._process = process
        process.event_received.connect(self.told)
        process.responding_changed.connect(self.responding_changed)
        process.finished.connect(self._on_process_finished)
        self.begun.emit(process.folder, found)
        process.start()

    def _on_process_finished(self, status: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            self.ended.emit(process.folder, status, process.reason)
            process.deleteLater()
