"""Train: choose data and settings, start, watch, pause, stop, resume, and find the runs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QSpinBox, QWidget

from core.errors import Cxr12Error
from trainer.run import create_run, in_background, read_events, set_background, withdraw_requests
from viewer.arranging import column, fill_scrolling, line
from viewer.message import sentence
from viewer.section import Section
from viewer.train.curves import CurvesView, load_plots
from viewer.train.data_chooser import DataChooser
from viewer.train.estimate_view import EstimateView
from viewer.train.progress_view import ProgressView
from viewer.train.run_list import LANE as RUNS_LANE
from viewer.train.run_list import Listed, RunList
from viewer.train.settings_form import SettingsForm
from viewer.train.training_process import TrainingProcess

if TYPE_CHECKING:
    from trainer.config import TrainConfig
    from viewer.jobs import Jobs

LANE = "read events"
PLOTS_LANE = "load plots"


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
        self._process: TrainingProcess | None = None
        self._last: dict[str, Any] = {}
        self._changed: Path | None = None  # this run is not resumed unless its changes are accepted
        self._shown: Path | None = None
        self._build()
        self._data.data_changed.connect(self._show_what_can_be_done)
        self._data.data_changed.connect(self.data_changed)
        self._data.build_requested.connect(self.build_requested)
        self._start.clicked.connect(self.start)
        self._stop.clicked.connect(self.stop)
        self._pause.clicked.connect(self.pause)
        self._background.toggled.connect(self._on_background_toggled)
        self._accept.clicked.connect(self._on_accept_clicked)
        self._runs.resume_requested.connect(self.resume)
        self._runs.run_selected.connect(self._on_runs_run_selected)
        self._runs.use_model_requested.connect(self.use_model_requested)
        self._runs.compare_requested.connect(self.compare_requested)
        for chosen in self._settings.findChildren(QComboBox):
            chosen.currentIndexChanged.connect(self._show_estimate)
        for number in self._settings.findChildren(QSpinBox):
            number.valueChanged.connect(self._show_estimate)
        jobs.finished.connect(self._on_jobs_finished)
        self._show_what_can_be_done()
        self._runs.refresh()

    @property
    def process(self) -> TrainingProcess | None:
        """The training under way."""
        return self._process

    @property
    def can_start(self) -> bool:
        """Data is chosen and was read, and no training is under way."""
        return self._data.usable and not self.is_training()

    def is_training(self) -> bool:
        """Tell whether a training that this panel started is under way."""
        return self._process is not None

    @property
    def goes_on_alone(self) -> bool:
        """The training under way goes on when this window is closed."""
        return self._process is not None and self._background.isChecked()

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
        self._follow(TrainingProcess(folder, data, self))

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
        self._shown = None  # its curves are read again
        self._on_runs_run_selected(folder)
        self._follow(TrainingProcess(folder, data, self, resumed=True, accept_changes=accept_changes))

    def _follow(self, process: TrainingProcess, *, found: bool = False) -> None:
        """Watch a training from here to its end; ``found``: it runs already, left behind by another window."""
        self._process, folder = process, process.folder
        process.event_received.connect(self._on_process_event_received)
        process.responding_changed.connect(self._on_process_responding_changed)
        process.finished.connect(self._on_process_finished)
        self._last, self._changed, self._shown = {}, None, folder
        with QSignalBlocker(self._background):
            self._background.setChecked(found)
        self._setup.set_open(False)
        self._watch.show()
        self._progress.begin()
        self._runs.set_own(folder)
        self._show_what_can_be_done()
        if not found:
            self._runs.refresh(folder)
        self._jobs.submit(PLOTS_LANE, load_plots)  # long before the first epoch ends
        process.start()

    def stop(self) -> None:
        """Ask the training to stop; what it has learned is kept."""
        if self._process is not None:
            self._process.cancel()
            self._stop.setEnabled(False)
            self._progress.say(self.tr("Stopping after the batch under way"))

    def pause(self) -> None:
        """Ask the training for a checkpoint and its end: it can be resumed at any time."""
        if self._process is not None:
            self._process.pause()
            self._pause.setEnabled(False)
            self._progress.say(self.tr("Pausing after the batch under way"))

    def leave_in_background(self) -> bool:
        """Let the training go on without this window, and forget it here; tell whether that could be arranged."""
        if self._process is None:
            return True
        try:
            self._process.let_go()
        except OSError as error:  # a run folder that cannot be written
            self._progress.complain(sentence(error))
            return False
        process, self._process = self._process, None
        process.deleteLater()
        return True

    def stop_and_wait(self) -> None:
        """Stop the training and return when it has ended, after 10 s at most: for when there is no time for more."""
        if self._process is not None:
            self._process.stop_and_wait()

    def _build(self) -> None:
        self._data = DataChooser(self._jobs, self)
        self._settings = SettingsForm(self)
        self._progress = ProgressView(self)
        self._curves = CurvesView(self)
        self._runs = RunList(self._jobs, self._runs_folder, self)
        self._start = QPushButton(self.tr("Start training"), self)
        self._start.setDefault(True)
        self._pause = QPushButton(self.tr("Pause"), self)
        self._pause.setToolTip(self.tr("End the process with a checkpoint; Resume in the list goes on from it."))
        self._stop = QPushButton(self.tr("Stop"), self)
        self._stop.setToolTip(self.tr("End the training for good; what was learned is kept and tested."))
        self._background = QCheckBox(self.tr("Continue in background when the window closes"), self)
        self._accept = QPushButton(self.tr("Resume all the same"), self)
        self._accept.hide()
        self._estimate = EstimateView(self._jobs, self._runs_folder, self)
        self._setup = Section(self.tr("Data and settings"), column(self._data, self._settings, self._estimate), self)
        self._watch = Section(self.tr("Curves"), self._curves, self)
        runs = Section(self.tr("Runs"), self._runs, self)
        buttons = line(self._start, self._pause, self._stop)
        parts = (self._setup, buttons, self._background, self._progress, self._accept, self._watch, runs)
        page = column(*parts, last_grows=True)
        fill_scrolling(self, page)
        self._watch.hide()

    def _on_process_event_received(self, event: dict[str, Any]) -> None:
        if not self._last:  # the run holds its folder from now on
            self._runs.refresh()
        self._last = event
        self._progress.take(event)
        if event["event"] == "changed" and self._process is not None:
            self._changed = self._process.folder
        if self._process is not None and self._shown == self._process.folder:
            self._curves.add_event(event)

    def _on_process_responding_changed(self, responding: bool) -> None:
        silent = self.tr("The training is not responding: nothing was heard of it for a minute. You can stop it.")
        self._progress.complain("" if responding else silent)

    def _on_process_finished(self, status: str) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        self._progress.end(status, process.reason, self._last.get("test"))
        if status != "paused":
            self._changed = None
        self._show_what_can_be_done()
        self._runs.set_own(None)
        self._runs.refresh(process.folder)
        self.run_ended.emit(process.folder, status)
        process.deleteLater()

    def _on_runs_run_selected(self, folder: Path) -> None:
        if folder != self._shown:
            self._shown = folder
            self._jobs.submit(LANE, partial(_events_of, folder))

    def _on_background_toggled(self, wanted: bool) -> None:
        if self._process is None:
            return
        try:
            set_background(self._process.folder, wanted)
        except OSError as error:
            self._progress.complain(sentence(error))

    def _on_accept_clicked(self) -> None:
        if self._changed is not None:
            self.resume(self._changed, accept_changes=True)

    def _find_again(self, runs: tuple[object, ...]) -> None:
        """Follow a training that a window, closed meanwhile, left to go on in the background."""
        records = [listed.record for listed in runs if isinstance(listed, Listed)]
        for record in records:
            if self._process is None and record.status == "running" and in_background(record.folder):
                self._follow(TrainingProcess(record.folder, None, self), found=True)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == RUNS_LANE and isinstance(result, tuple):
            self._find_again(result)
        if lane != LANE or not isinstance(result, tuple):
            return
        folder, events = result
        if folder == self._shown:
            self._curves.set_events(events)
            self._watch.show()

    def _show_what_can_be_done(self) -> None:
        training = self.is_training()
        self._start.setEnabled(self._data.usable and not training)
        self._stop.setEnabled(training)
        self._pause.setEnabled(training)
        self._background.setVisible(training)
        self._accept.setVisible(self._changed is not None and not training)
        self._runs.set_resumable(not training)
        self._show_estimate()

    def _show_estimate(self) -> None:
        images = self._data.images if self.can_start else None
        try:
            self._estimate.show_for(self._settings.config(), images)
        except ValueError:  # in the middle of a change the form may say what cannot be
            self._estimate.say("")


def _events_of(folder: Path) -> tuple[Path, list[dict[str, Any]]]:
    load_plots()
    return folder, read_events(folder)[0]
