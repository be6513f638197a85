"""De-identified export: what is asked in the dialog is done in the background."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from viewer.export.deidentify_dialog import IMAGE, SERIES, Copies, DeidentifyDialog, Wish
from viewer.message import sentence

if TYPE_CHECKING:
    from viewer.browser.panel import BrowserPanel
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "deidentify"


class DeidentifyDesk(QObject):
    """Writes de-identified copies.

    Attributes
    ----------
    dialog : DeidentifyDialog or None
        Made when it is first asked for.
    """

    def __init__(self, state: ViewerState, jobs: Jobs, browser: BrowserPanel, parent: QWidget) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._browser, self._window = state, jobs, browser, parent
        self.dialog: DeidentifyDialog | None = None
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        state.frame_changed.connect(self._on_state_frame_changed)
        browser.scan_ended.connect(self._on_state_frame_changed)

    def show_dialog(self) -> None:
        """Ask which images, and how."""
        if self.dialog is None:
            self.dialog = DeidentifyDialog(self._window)
            self.dialog.set_patient_data_hidden(self._state.patient_data_hidden)
            self._state.patient_data_hidden_changed.connect(self.dialog.set_patient_data_hidden)
            self.dialog.export_requested.connect(self._on_dialog_export_requested)
            self.dialog.cancel_requested.connect(self._on_dialog_cancel_requested)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self._count()

    def _count(self) -> None:
        if self.dialog is not None and self.dialog.isVisible() and not self._jobs.is_running(LANE):
            self.dialog.set_images(
                has_image=self._state.frame is not None,
                series=len(self._browser.series()),
                listed=self._browser.model.count_images(),
            )

    def _on_state_frame_changed(self) -> None:
        if self.dialog is not None:
            self.dialog.withdraw_confirmation()
        self._count()

    def _on_dialog_export_requested(self, wish: Wish, folder: Path) -> None:
        if wish.which == IMAGE:
            paths = [self._state.frame.path] if self._state.frame is not None else []
        else:
            paths = list(self._browser.series() if wish.which == SERIES else self._browser.model.images())
        self._jobs.submit(LANE, partial(_copy, paths, folder, wish))

    def _on_dialog_cancel_requested(self) -> None:
        self._jobs.cancel(LANE)
        if self.dialog is not None:
            self.dialog.say_stopped()

    def _on_jobs_progressed(self, lane: str, value: object) -> None:
        if lane == LANE and self.dialog is not None and isinstance(value, tuple):
            self.dialog.show_progress(*value)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LANE and self.dialog is not None and isinstance(result, Copies):
            self.dialog.say_done(result)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE and self.dialog is not None:
            self.dialog.say_problem(sentence(error, hidden=self._state.patient_data_hidden))


def _copy(paths: Sequence[Path], folder: Path, wish: Wish) -> Generator[tuple[int, int], None, Copies]:
    """Write the copies; yields how many images are through, of how many."""
    from core.export.deidentify.files import deidentify_files

    written, held_back, refused = 0, 0, []
    copies = deidentify_files(paths, folder, confirm_burned_in=wish.confirmed, move_dates=wish.move_dates)
    for done, one in enumerate(copies, 1):
        written += one.written is not None
        held_back += one.unconfirmed
        if one.reason and not one.unconfirmed:
            refused.append((one.source.name, one.reason))
        yield done, len(paths)
    return Copies(folder, written, held_back, tuple(refused))
