"""What a training will need, in one sentence before it begins."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from trainer.config import TrainConfig
from trainer.estimate import Estimate, estimate
from viewer.figures import duration
from viewer.message import Note

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "estimate training"


class EstimateView(Note):
    """Memory, time and disk of the training that the panel would start now; empty without data."""

    def __init__(self, jobs: Jobs, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._jobs, self._runs_folder = jobs, runs_folder
        self._epochs = 0
        jobs.finished.connect(self._on_jobs_finished)

    def show_for(self, config: TrainConfig, images: int | None) -> None:
        """Estimate for ``config`` on so many images; None: there are none yet."""
        if images is None:
            self._jobs.cancel(LANE)
            self.say("")
            return
        self._epochs = config.epochs
        self._jobs.submit(LANE, partial(estimate, config, images, self._runs_folder))

    def _on_jobs_finished(self, lane: str, found: object) -> None:
        if lane == LANE and isinstance(found, Estimate):
            self.say(self._told(found))

    def _told(self, found: Estimate) -> str:
        seconds = found.seconds_per_epoch
        basis = self.tr("by earlier runs here") if found.measured else self.tr("roughly, no such run was made here yet")
        return self.tr("About {0} of memory, {1} for each of {2} epochs ({3} in all, {4}), {5} of disk.").format(
            QLocale().formattedDataSize(found.memory_bytes, 1),
            duration(max(1.0, seconds)),
            self._epochs,
            duration(max(1.0, seconds * self._epochs)),
            basis,
            QLocale().formattedDataSize(found.disk_bytes, 1),
        )
