"""What a training is told: start, pause, stop, go on in the background, resume all the same."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from viewer.arranging import line
from viewer.train.progress_view import ProgressView


class Controls(QWidget):
    """The buttons of a training, and between them how far it is.

    Signals
    -------
    background_wanted : bool
        The training is, or is not, to go on when the window closes.

    Attributes
    ----------
    start, pause, stop, accept : QPushButton
        ``accept`` resumes although data or versions have changed.
    background : QCheckBox
    progress : ProgressView
    """

    background_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = QPushButton(self.tr("Start training"), self)
        self.start.setDefault(True)
        self.pause = QPushButton(self.tr("Pause"), self)
        self.pause.setToolTip(self.tr("End the process with a checkpoint; Resume in the list goes on from it."))
        self.stop = QPushButton(self.tr("Stop"), self)
        self.stop.setToolTip(self.tr("End the training for good; what was learned is kept and tested."))
        self.background = QCheckBox(self.tr("Continue in background when the window closes"), self)
        self.background.toggled.connect(self.background_wanted)
        self.progress = ProgressView(self)
        self.accept = QPushButton(self.tr("Resume all the same"), self)
        self.accept.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        for row in (line(self.start, self.pause, self.stop), self.background, self.progress, self.accept):
            rows.addWidget(row)

    def begin(self, *, in_background: bool) -> None:
        """Get ready for a training that has said nothing yet."""
        with QSignalBlocker(self.background):
            self.background.setChecked(in_background)
        self.progress.begin()

    def show_stopping(self) -> None:
        """Say that a stop was asked for."""
        self.stop.setEnabled(False)
        self.progress.say(self.tr("Stopping after the batch under way"))

    def show_pausing(self) -> None:
        """Say that a pause was asked for."""
        self.pause.setEnabled(False)
        self.progress.say(self.tr("Pausing after the batch under way"))

    def show_responding(self, responding: bool) -> None:
        """Say that nothing is heard of the training, or take that back."""
        silent = self.tr("The training is not responding: nothing was heard of it for a minute. You can stop it.")
        self.progress.complain("" if responding else silent)

    def show_what_can_be_done(self, *, start: bool, training: bool, accept: bool) -> None:
        """Enable what can be done: start one, act on the one under way, resume what has changed."""
        self.start.setEnabled(start)
        for button in (self.stop, self.pause):
            button.setEnabled(training)
        self.background.setVisible(training)
        self.accept.setVisible(accept)
