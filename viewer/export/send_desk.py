"""Sending to a PACS: what is asked in the dialog is done in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.errors import Cxr12Error
from viewer.export.dicom_result import Result
from viewer.export.pacs_addresses import PacsAddresses
from viewer.export.send_dialog import BOTH, IMAGE, PICTURE, REPORT, SERIES, SendDialog
from viewer.export.sending import Done, reach, send, send_result
from viewer.message import sentence

if TYPE_CHECKING:
    from viewer.browser.panel import BrowserPanel
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

TEST, SEND = "pacs test", "pacs send"


class SendDesk(QObject):
    """Tests connections and sends; one at a time.

    Parameters
    ----------
    result : callable
        Gives the answer about the active image with what is on screen; None where there is none.
    has_answer : callable
        Tells whether there is one, at no cost.
    addresses_file : Path
        Where the addresses used are kept.

    Attributes
    ----------
    dialog : SendDialog or None
        Made when it is first asked for.
    """

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        browser: BrowserPanel,
        result: Callable[[], Result | None],
        has_answer: Callable[[], bool],
        addresses_file: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._browser, self._window = state, jobs, browser, parent
        self._result, self._has_answer, self._file = result, has_answer, addresses_file
        self.dialog: SendDialog | None = None
        self._addresses: PacsAddresses | None = None
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        state.frame_changed.connect(self.look)
        state.index_changed.connect(self.look)
        browser.scan_ended.connect(self.look)

    def show_dialog(self) -> None:
        """Ask what to send, and where."""
        if self.dialog is None:
            self.dialog = self._made()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        self.look()

    def look(self) -> None:
        """Find out again what there is to send."""
        if self.dialog is not None and self.dialog.isVisible() and not self._jobs.is_running(SEND):
            self.dialog.set_content(
                has_answer=self._has_answer(),
                has_image=self._state.frame is not None,
                series=len(self._browser.series()),
                listed=self._browser.model.count_images(),
            )

    def _made(self) -> SendDialog:
        dialog, self._addresses = SendDialog(self._window), PacsAddresses(self._file, self)
        dialog.set_patient_data_hidden(self._state.patient_data_hidden)
        self._state.patient_data_hidden_changed.connect(dialog.set_patient_data_hidden)
        dialog.test_requested.connect(self._on_dialog_test_requested)
        dialog.send_requested.connect(self._on_dialog_send_requested)
        dialog.cancel_requested.connect(self._on_dialog_cancel_requested)
        addresses = self._addresses
        addresses.not_saved.connect(dialog.say)
        addresses.changed.connect(lambda: dialog.form.set_known(addresses.kept))
        dialog.form.set_known(addresses.kept)
        if addresses.kept:
            dialog.form.set_address(addresses.kept[0])
        return dialog

    def _on_dialog_test_requested(self) -> None:
        assert self.dialog is not None
        try:
            node = self.dialog.form.node()
        except Cxr12Error as error:
            self.dialog.say_problem(str(error))
            return
        self.dialog.set_busy(True)
        self._jobs.submit(TEST, partial(reach, node))

    def _on_dialog_send_requested(self, which: str) -> None:
        assert self.dialog is not None
        try:
            node = self.dialog.form.node()
        except Cxr12Error as error:
            self.dialog.say_problem(str(error))
            return
        if which in (BOTH, REPORT, PICTURE):
            result = self._result()
            if result is None:
                self.look()
                return
            work = partial(send_result, node, result, report=which in (BOTH, REPORT), picture=which in (BOTH, PICTURE))
        else:
            work = partial(send, node, self._files(which))
        self.dialog.set_busy(True)
        self._jobs.submit(SEND, work)

    def _files(self, which: str) -> list[Path]:
        if which == IMAGE:
            return [self._state.frame.path] if self._state.frame is not None else []
        return list(self._browser.series() if which == SERIES else self._browser.model.images())

    def _on_dialog_cancel_requested(self) -> None:
        self._jobs.cancel(SEND)
        if self.dialog is not None:
            self.dialog.set_busy(False)
            self.dialog.say(self.tr("Stopped. What the PACS has stays there."))

    def _on_jobs_progressed(self, lane: str, value: object) -> None:
        if lane == SEND and self.dialog is not None and isinstance(value, tuple):
            self.dialog.show_progress(*value)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane not in (TEST, SEND) or self.dialog is None:
            return
        self.dialog.set_busy(False)
        if lane == TEST:
            self.dialog.say(self.tr("{0} answers.").format(result))
        elif isinstance(result, Done):
            self.dialog.say_done(result)
            if result.problem:
                return
        if self._addresses is not None:
            self._addresses.keep(self.dialog.form.address)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (TEST, SEND) and self.dialog is not None:
            self.dialog.set_busy(False)
            self.dialog.say_problem(sentence(error, hidden=self._state.patient_data_hidden))
