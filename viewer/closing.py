"""Closing the window: asked about while networks are trained, and never a wait before it is gone from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from core.dicom.decoders import decoders
from viewer import dialogs, window_memory

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


class Closing(QObject):
    """Decides whether a window may close now, and ends what it has under way.

    A training is left to go on in the background, or asked to stop, and a study is paused; then the window goes from
    the screen at once and closes when they have ended.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting = False

    def may_close(self) -> bool:
        """Tell whether nothing speaks against closing now; ask the user where that is for the user to say."""
        training, studies = self._window.train_panel, self._window.studies
        if not training.is_training() and not studies.is_running():
            return True
        if self._waiting or (studies.is_running() and not dialogs.ask_about_study(self._window)):
            return False
        stop = False
        if training.is_training():
            wish = dialogs.Leaving.BACKGROUND if training.goes_on_alone else dialogs.ask_about_training(self._window)
            if wish is dialogs.Leaving.STAY:
                return False
            going_on = training.is_training()  # it may have ended while the question stood there
            stop = going_on and wish is dialogs.Leaving.STOP
            if going_on and not stop and not training.leave_in_background():
                return False
        if not stop and not studies.is_running():
            return True
        self._wait_for_ends(stop=stop)
        return False

    def _wait_for_ends(self, *, stop: bool) -> None:
        """Go from the screen, and close when what is under way has ended."""
        window = self._window
        self._waiting = True
        window_memory.remember(window, window.settings.folder)
        for one in (*window.findChildren(QWidget), window):
            if one.isWindow() and one.isVisible():
                one.hide()
        # Queued: the panel first finishes with the run that has just ended.
        for ended in (window.train_panel.run_ended, window.studies.ended):
            ended.connect(window.close, Qt.ConnectionType.QueuedConnection)
        if stop:
            window.train_panel.stop()
        if window.studies.is_running():
            window.studies.pause_and_leave()

    def end_everything(self) -> None:
        """End jobs and child processes; what takes a moment takes it without a window on the screen."""
        window = self._window
        if not self._waiting:
            window_memory.remember(window, window.settings.folder)
        window.hide()
        window.browser.cancel()
        window.sources.close()
        window.results.end()
        window.models.end()
        window.dataset.end()
        window.bit_depth.end()
        window.reading.end()
        window.compare_panel.end()
        window.studies.end()
        window.jobs.close()
        window.classify_panel.close()
        decoders.close()  # a decoder that hangs must not keep the program
        window.jobs.wait()
        window.annotating.close()
        window.results.close()
