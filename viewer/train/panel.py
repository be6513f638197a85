"""Train: choose data and settings, start, watch, pause, stop, resume, and find the runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.errors import Cxr12Error
from trainer.run import create_run, withdraw_requests
from viewer.arranging import column, fill_scrolling
from viewer.message import sentence
from viewer.section import Section
from viewer.train.controls import Controls
from viewer.train.curves import CurvesView
from viewer.train.own_training import OwnTraining
from viewer.train.run_curves import RunCurves
from viewer.train.run_list import LANE as RUNS_LANE
from viewer.train.run_list import Listed, RunList
from viewer.train.setup import Setup

if TYPE_CHECKING:
    from trainer.config import TrainConfig
    from viewer.jobs import Jobs
    from viewer.train.training_process import TrainingProcess


class TrainPanel(QWidget):
    """Starts one training at a time, in its own process, and shows what it tells.

    Signals
    -------
    use_model_requested : Path
        The model of this run folder is wanted on the shelf.
    compare_requested : tuple of Path
        These run folders are to be compared.
    data_changed : ()
        Data was chosen, or is being read, or was read: see :attr:`can_start`.
    build_requested : ()
        A dataset is to be built.
    run_ended : (Path, str)
        The folder of the run that came to its end, and how: a status of :class:`TrainingProcess`. However a training
        ends, this follows.
    """

    use_model_requested = Signal(object)
    compare_requested = Signal(object)
    data_changed = Signal()
    build_requested = Signal()
    run_ended = Signal(object, str)

    def __init__(self, jobs: Jobs, runs_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._runs_folder = jobs, runs_folder
        self._own = OwnTraining(self)
        self._last: dict[str, Any] = {}
        self._changed: Path | None = None  # this run is not resumed unless its changes are accepted
        self._build()
        self._data.data_changed.connect(self._show_what_can_be_done)
        self._data.data_changed.connect(self.data_changed)
        self._data.build_requested.connect(self.build_requested)
        self._controls.start.clicked.connect(self.start)
        self._controls.stop.clicked.connect(self.stop)
        self._controls.pause.clicked.connect(self.pause)
        self._controls.background_wanted.connect(self._on_controls_background_wanted)
        self._controls.accept.clicked.connect(self._on_controls_accept_clicked)
        self._own.begun.connect(self._on_own_begun)
        self._own.told.connect(self._on_own_told)
        self._own.responding_changed.connect(self._controls.show_responding)
        self._own.ended.connect(self._on_own_ended)
        self._runs.resume_requested.connect(self.resume)
        self._runs.run_selected.connect(self._shown.show)
        self._shown.read.connect(self._watch.show)
        self._runs.use_model_requested.connect(self.use_model_requested)
        self._runs.compare_requested.connect(self.compare_requested)
        jobs.finished.connect(self._on_jobs_finished)
        self._show_what_can_be_done()
        self._runs.refresh()

    @property
    def process(self) -> TrainingProcess | None:
        """The training under way."""
        return self._own.process

    @property
    def can_start(self) -> bool:
        """Data is chosen and was read, and no training is under way."""
        return self._data.usable and not self.is_training()

    def is_training(self) -> bool:
        """Tell whether a training that this panel started is under way."""
        return self._own.process is not None

    @property
    def goes_on_alone(self) -> bool:
        """The training under way goes on when this window is closed."""
        return self.is_training() and self._controls.background.isChecked()

    def set_data(self, data: Path) -> None:
        """Choose the dataset: a folder or a CSV file."""
        self._data.set_data(data)

    def offer_models(self, names: Sequence[str]) -> None:
        """Say which models of the shelf a network may start from."""
        self._settings.offer_models(names)

    def set_config(self, config: TrainConfig) -> None:
        """Fill the form with ``config``."""
        self._settings.set_config(config)

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Hide or show what may name a patient: the place of the data and the files that its errors quote."""
        self._data.set_patient_data_hidden(hidden)

    def start(self) -> None:
        """Start a training as the form says; does nothing while one is under way or without usable data."""
        data = self._data.data
        if data is None or not self.can_start:
            return
        self._progress.complain("")
        try:
            folder = create_run(self._runs_folder, self._settings.config())
        except (Cxr12Error, OSError, ValueError) as error:
            self._progress.complain(str(error) if isinstance(error, ValueError) else sentence(error))
            return
        self._curves.clear()
        self._own.start(folder, data)

    def resume(self, folder: Path, accept_changes: bool = False) -> None:
        """Go on with a run that was paused or interrupted, on the data that are chosen."""
        data = self._data.data
        if data is None or not self.can_start:
            self._progress.complain(self.tr("Choose the data of this run above, then resume it."))
            return
        try:
            withdraw_requests(folder)
        except OSError as error:
            self._progress.complain(sentence(error))
            return
        self._progress.complain("")
        self._shown.show(folder, again=True)
        self._own.start(folder, data, resumed=True, accept_changes=accept_changes)

    def stop(self) -> None:
        """Ask the training to stop; what it has learned is kept."""
        if self._own.process is not None:
            self._own.process.cancel()
            self._controls.show_stopping()

    def pause(self) -> None:
        """Ask the training for a checkpoint and its end: it can be resumed at any time."""
        if self._own.process is not None:
            self._own.process.pause()
            self._controls.show_pausing()

    def leave_in_background(self) -> bool:
        """Let the training go on without this window, and forget it here; tell whether that could be arranged."""
        try:
            self._own.let_go()
        except OSError as error:  # a run folder that cannot be written
            self._progress.complain(sentence(error))
            return False
        return True

    def stop_and_wait(self) -> None:
        """Stop the training and return when it has ended, after 10 s at most: for when there is no time for more."""
        if self._own.process is not None:
            self._own.process.stop_and_wait()

    def _build(self) -> None:
        self._form = Setup(self._jobs, self._runs_folder, self)
        self._data, self._settings = self._form.data, self._form.settings
        self._controls = Controls(self)
        self._progress = self._controls.progress
        self._curves = CurvesView(self)
        self._shown = RunCurves(self._curves, self._jobs, self)
        self._runs = RunList(self._jobs, self._runs_folder, self)
        self._setup = Section(self.tr("Data and settings"), self._form, self)
        self._watch = Section(self.tr("Curves"), self._curves, self)
        runs = Section(self.tr("Runs"), self._runs, self)
        page = column(self._setup, self._controls, self._watch, runs, last_grows=True)
        fill_scrolling(self, page)
        self._watch.hide()

    def _on_own_begun(self, folder: Path, found: bool) -> None:
        self._last, self._changed = {}, None
        self._setup.set_open(False)
        self._watch.show()
        self._controls.begin(in_background=found)
        self._runs.set_own(folder)
        self._show_what_can_be_done()
        if not found:
            self._runs.refresh(folder)
        self._shown.begin(folder)

    def _on_own_told(self, event: dict[str, Any]) -> None:
        if not self._last:  # the run holds its folder from now on
            self._runs.refresh()
        self._last = event
        self._progress.take(event)
        folder = self._own.folder
        if event["event"] == "changed":
            self._changed = folder
        self._shown.take(folder, event)

    def _on_own_ended(self, folder: Path, status: str, reason: str) -> None:
        self._progress.end(status, reason, self._last.get("test"))
        if status != "paused":
            self._changed = None
        self._show_what_can_be_done()
        self._runs.set_own(None)
        self._runs.refresh(folder)
        self.run_ended.emit(folder, status)

    def _on_controls_background_wanted(self, wanted: bool) -> None:
        try:
            self._own.set_background(wanted)
        except OSError as error:
            self._progress.complain(sentence(error))

    def _on_controls_accept_clicked(self) -> None:
        if self._changed is not None:
            self.resume(self._changed, accept_changes=True)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == RUNS_LANE and isinstance(result, tuple):
            self._own.find(listed.record for listed in result if isinstance(listed, Listed))

    def _show_what_can_be_done(self) -> None:
        training = self.is_training()
        accept = self._changed is not None and not training
        self._controls.show_what_can_be_done(start=self.can_start, training=training, accept=accept)
        self._runs.set_resumable(not training)
        self._form.set_free(not training)
