"""Asking what to send to which PACS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QPushButton, QVBoxLayout, QWidget

from viewer.export.pacs_form import PacsForm
from viewer.message import Note, Problem
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from viewer.export.sending import Done

BOTH, REPORT, PICTURE, IMAGE, SERIES, LIST = "both", "report", "picture", "image", "series", "list"


class SendDialog(QDialog):
    """Stays open beside the window until it is closed.

    Signals
    -------
    test_requested
        Ask the PACS whether it is there.
    send_requested : str
        Send the report and picture of the answer (``"both"``), one of them, the image on screen, its series or all
        listed images.
    cancel_requested
        Send no more.
    """

    test_requested = Signal()
    send_requested = Signal(str)
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Send to PACS"))
        self.form = PacsForm(self)
        self._hidden = self._has_answer = False
        self._counts: dict[str, int] = {}
        self._which = QComboBox(self)
        self._missing, self._said, self._problem = Note(parent=self), Note(parent=self), Problem(self)
        self._progress = ProgressRow(self.tr("Sending"), self)
        self._test = QPushButton(self.tr("Test the connection"), self)
        self._test.setAutoDefault(False)
        self._send = QPushButton(self.tr("Send"), self)
        self._send.setDefault(True)
        self._lay_out()
        self._which.currentIndexChanged.connect(self._show_choices)
        self._test.clicked.connect(self._on_test_clicked)
        self._send.clicked.connect(self._on_send_clicked)
        self._progress.cancel_requested.connect(self.cancel_requested)
        self.form.changed.connect(lambda: self.say(""))
        self.set_content(has_answer=False, has_image=False, series=0, listed=0)

    def set_content(self, *, has_answer: bool, has_image: bool, series: int, listed: int) -> None:
        """Say what there is to send."""
        self._has_answer = has_answer
        with QSignalBlocker(self._which):
            kept = self._which.currentData()
            self._which.clear()
            for text, which in (
                (self.tr("The result: report and picture"), BOTH),
                (self.tr("The result: report (SR)"), REPORT),
                (self.tr("The result: picture (Secondary Capture)"), PICTURE),
                (self.tr("The image on screen"), IMAGE),
                (self.tr("The {0} images of its series").format(series), SERIES),
                (self.tr("All {0} listed images").format(listed), LIST),
            ):
                self._which.addItem(text, which)
            self._which.setCurrentIndex(max(0, self._which.findData(kept)))
        self._counts = {IMAGE: int(has_image), SERIES: series, LIST: listed}
        self._counts |= dict.fromkeys((BOTH, REPORT, PICTURE), int(has_answer))
        self._show_choices()

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Name no files while patient data is hidden."""
        self._hidden = hidden
        self.say("")

    def set_busy(self, busy: bool) -> None:
        """Wait for an answer, or not any more."""
        self._test.setEnabled(not busy)
        if not busy:
            self._progress.hide()
        self._show_choices()
        if busy:
            self._send.setEnabled(False)

    def say(self, text: str) -> None:
        """Tell how it went."""
        self._problem.say("")
        self._said.say(text)

    def say_problem(self, text: str) -> None:
        """Tell why it did not go."""
        self._said.say("")
        self._problem.say(text)

    def say_done(self, done: Done) -> None:
        """Tell what became of the files."""
        self.say(self.tr("{0} of {1} files sent.").format(done.sent, done.total))
        lines = [done.problem] if done.problem else []
        if done.refused:
            lines.append(self.tr("{0} files were not sent:").format(len(done.refused)))
            lines += [reason if self._hidden else f"{name}: {reason}" for name, reason in done.refused[:5]]
        self._problem.say("\n".join(lines))

    def show_progress(self, done: int, total: int) -> None:
        """Show how many files are through."""
        self._progress.show_progress(self.tr("{0} of {1} files").format(done, total), done, total)

    def _lay_out(self) -> None:
        what = QFormLayout()
        what.addRow(self.tr("&Send"), self._which)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, Qt.Orientation.Horizontal, self)
        buttons.addButton(self._test, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._send, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.addLayout(what)
        for widget in (self._missing, self.form, self._progress, self._said, self._problem, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(480)

    def _show_choices(self) -> None:
        which = self._which.currentData()
        self._send.setEnabled(self._counts.get(which, 0) > 0)
        no_answer = which in (BOTH, REPORT, PICTURE) and not self._has_answer
        self._missing.say(self.tr("There is no answer about this image yet: classify it first.") if no_answer else "")

    def _on_test_clicked(self) -> None:
        self.say("")
        self.test_requested.emit()

    def _on_send_clicked(self) -> None:
        self.say("")
        self.send_requested.emit(self._which.currentData())
