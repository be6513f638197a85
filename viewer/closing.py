"""Closing the window: asked about while a network is trained, and never a wait before it is gone from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from core.dicom.decoders import decoders
from viewer import dialogs, window_memory

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


class Closing(QObject):
    """Decides whether a window may close now, and ends what it has under way.

    A training is left to go on in the background, or asked to stop; then the window goes from the screen at once and
    closes when the training has ended.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting = False

    def may_close(self) -> bool:
        """Tell whether nothing speaks against closing now; ask the user where that is for the user to say."""
        training = self._window.train_panel
        if not training.is_training():
            return True
        if self._waiting:
            return False
        wish = dialogs.Leaving.BACKGROUND if training.goes_on_alone else dialogs.ask_about_training(self._window)
        if not training.is_training():  # it ended while the question stood there
            return wish is not dialogs.Leaving.STAY
        if wish is dialogs.Leaving.BACKGROUND:
            return training.leave_in_background()
        if wish is dialogs.Leaving.STAY:
            return False
        self._waiting = True
        window_memory.remember(self._window, self._window.settings.folder)
        self._window.hide()
        # Queued: the panel first finishes with the run that has just ended.
        training.run_ended.connect(self._window.close, Qt.ConnectionType.QueuedConnection)
        training.stop()
        return False

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
        window.jobs.close()
        window.classify_panel.close()
        decoders.close()  # a decoder that hangs must not keep the program
        window.jobs.wait()
        window.annotating.close()
        window.results.close()
