"""Where studies are made and run: goes between the windows, the files and the study at work."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import Cxr12Error
from viewer.message import sentence

if TYPE_CHECKING:
    from trainer.study.design import Study
    from viewer.jobs import Jobs
    from viewer.state import ViewerState
    from viewer.study.at_work import StudyAtWork
    from viewer.study.dialog import StudyDialog
    from viewer.study.window import StudiesWindow

LANE = "list studies"


class StudyDesk(QObject):
    """Makes the windows, and all that they need, when they are first asked for; runs one study at a time.

    Signals
    -------
    compare_requested : tuple of Path
        These run folders are to be compared.
    build_requested
        A dataset is to be built.
    ended : str
        The study at work came to its end, or was left to end by itself, and how: see :class:`StudyProcess`.
    """

    compare_requested = Signal(object)
    build_requested = Signal()
    ended = Signal(str)

    def __init__(self, state: ViewerState, jobs: Jobs, runs_folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._runs_folder, self._above = state, jobs, runs_folder, parent
        self._window: StudiesWindow | None = None
        self._dialog: StudyDialog | None = None
        self._work: StudyAtWork
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def window(self) -> StudiesWindow:
        """The window; made now if it is not there yet."""
        if self._window is None:
            self._window = self._made_window()
        return self._window

    @property
    def dialog(self) -> StudyDialog:
        """The form of a new study; made now if it is not there yet."""
        if self._dialog is None:
            self._dialog = self._made_dialog()
        return self._dialog

    @property
    def folder(self) -> Path:
        """Where studies are kept."""
        from trainer.study.record import studies_folder

        return studies_folder()

    @property
    def work(self) -> StudyAtWork:
        """The study at work."""
        if self._window is None:
            self._window = self._made_window()
        return self._work

    def is_running(self) -> bool:
        """Tell whether a study that this window started is at work."""
        return self._window is not None and self._work.process is not None and self._work.process.is_own

    def show(self) -> None:
        """Open the window beside the one that is worked in."""
        _bring_up(self.window)

    def pause_and_leave(self) -> None:
        """Pause the study at work; :attr:`ended` tells when it has ended, or when it was left to end by itself."""
        self.work.pause_and_leave()

    def end(self) -> None:
        """End what is under way; jobs are about to be waited for."""
        if self._window is not None:
            self._work.leave()
            self._window.close()
        if self._dialog is not None:
            self._dialog.close()

    # What the windows ask for

    def show_dialog(self) -> None:
        """Open the form of a new study."""
        self.dialog.set_can_start(self.work.process is None)
        _bring_up(self.dialog)

    def run(self) -> None:
        """Start the selected study, or go on with it; does nothing while another is at work."""
        study = self.window.list.current
        if study is not None:
            self.work.start(study, self.window.options.options())

    def add_file(self) -> None:
        """Take over a study that was written as a TOML file, chosen by the user."""
        chosen, _ = QFileDialog.getOpenFileName(self.window, self.tr("Add a study"), "", self.tr("Studies (*.toml)"))
        if chosen:
            self.take(Path(chosen))

    def take(self, file: Path) -> None:
        """Take over the study of a TOML file, which itself stays as it is."""
        from trainer.study.planning import plan
        from trainer.study.reading import read_study
        from viewer.study.listing import file_of

        try:
            study, _ = read_study(file)
            plan(study)
        except Cxr12Error as error:
            self.window.refuse(sentence(error))
            return
        if file_of(self.folder, study).exists():
            self.window.refuse(self.tr("A study of this name is there already: give the study another name."))
            return
        self._keep(study)

    def _on_dialog_made(self, study: Study, start: bool) -> None:
        from viewer.study.listing import planned

        options = self.dialog.plan.options.options()
        self.window.options.set_options(options)
        problem = self._keep(study)
        if problem:
            self.dialog.refuse(problem)
            return
        self.dialog.begin_anew()
        self.dialog.close()
        self.show()
        if start:
            self.work.start(planned(self.folder, study), options)

    def _keep(self, study: Study) -> str:
        """Write the file of a study whole; return why that failed, or nothing."""
        from trainer.study.reading import write_study
        from viewer.study.listing import file_of

        problem, path = "", file_of(self.folder, study)
        try:
            write_study(path, study)
        except OSError as error:
            problem = self.tr("The study could not be written: {0}").format(sentence(error))
        self.window.refuse(problem)
        if not problem:
            self.window.list.select(path.with_suffix(""))
            self._refresh()
        return problem

    def _open(self, path: Path | None) -> None:
        if path is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.window.refuse(self.tr("No program opened {0}: open it from its folder.").format(path.name))

    def _on_window_report_requested(self) -> None:
        study = self.window.list.current
        self._open(None if study is None else study.report)

    def _on_window_folder_requested(self) -> None:
        study = self.window.list.current
        self._open(None if study is None else study.folder)

    def _on_window_compare_requested(self) -> None:
        study = self.window.list.current
        if study is not None:
            self.compare_requested.emit(study.runs)

    # The list

    def _refresh(self) -> None:
        from viewer.study.listing import read_studies

        self._jobs.submit(LANE, partial(read_studies, self.folder))

    def _on_jobs_finished(self, lane: str, studies: object) -> None:
        if lane == LANE and isinstance(studies, tuple):
            self.window.list.show_studies(studies)
            self.work.find_again(studies)

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == LANE:
            self.window.refuse(sentence(error))

    # Putting it together

    def _made_window(self) -> StudiesWindow:
        # Imported here: the window does not need it to start.
        from viewer.study.at_work import StudyAtWork
        from viewer.study.window import StudiesWindow

        window = StudiesWindow(self._above)
        self._work = StudyAtWork(window, self)
        self._work.changed.connect(self._refresh)
        self._work.running_changed.connect(self._on_work_running_changed)
        self._work.ended.connect(self.ended)
        window.shown.connect(self._refresh)
        window.new_requested.connect(self.show_dialog)
        window.add_requested.connect(self.add_file)
        window.run_requested.connect(self.run)
        window.pause_requested.connect(self._work.pause)
        window.report_requested.connect(self._on_window_report_requested)
        window.folder_requested.connect(self._on_window_folder_requested)
        window.compare_requested.connect(self._on_window_compare_requested)
        return window

    def _made_dialog(self) -> StudyDialog:
        from viewer.study.dialog import StudyDialog

        dialog = StudyDialog(self._jobs, self._runs_folder, self.folder, self.window)
        dialog.made.connect(self._on_dialog_made)
        dialog.build_requested.connect(self.build_requested)
        self._state.patient_data_hidden_changed.connect(dialog.question.data.set_patient_data_hidden)
        dialog.question.data.set_patient_data_hidden(self._state.patient_data_hidden)
        return dialog

    def _on_work_running_changed(self) -> None:
        if self._dialog is not None:
            self._dialog.set_can_start(self._work.process is None)


def _bring_up(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
