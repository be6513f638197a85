"""How far a batch is, with buttons to pause it and to end it."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from viewer.figures import duration
from viewer.message import Note

_PACE_S = 2.0  # before that the pace is a guess


class BatchProgress(QWidget):
    """A bar with the time left; hidden until a batch begins.

    Signals
    -------
    pause_requested, resume_requested, cancel_requested
        The buttons.
    """

    pause_requested = Signal()
    resume_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Note(parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(self.tr("Classifying"))
        self.pause = QPushButton(self.tr("Pause"), self)
        self.cancel = QPushButton(self.tr("Cancel"), self)
        self.pause.clicked.connect(self._on_pause_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._text, 1)
        line.addWidget(self.pause)
        line.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.bar)
        self._paused = False
        self._spent_s, self._since_s = 0.0, 0.0
        self._done, self._total = 0, 0
        self.hide()

    @property
    def text(self) -> str:
        """What is told."""
        return self._text.text()

    def begin(self) -> None:
        """Show a batch of which nothing is known yet."""
        self._paused, self._spent_s, self._since_s = False, 0.0, time.monotonic()
        self._done, self._total = 0, 0
        self.cancel.setEnabled(True)
        self.pause.setEnabled(True)
        self.pause.setText(self.tr("Pause"))
        self.bar.setRange(0, 0)
        self._text.say(self.tr("Looking for images, loading the model …"))
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many files are done, and how many there are."""
        self._done, self._total = done, total
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._tell()

    def _tell(self) -> None:
        told = self.tr("{0} of {1} files").format(self._done, self._total)
        left_s = self._left_s()
        if self._paused:
            told = self.tr("Paused, {0}").format(told)
        elif left_s is not None:
            told = self.tr("{0}, about {1} left").format(told, duration(max(1.0, left_s)))
        self._text.say(told)

    def _left_s(self) -> float | None:
        spent_s = self._spent_s + time.monotonic() - self._since_s
        if self._done < 1 or self._done >= self._total or spent_s < _PACE_S:
            return None
        return spent_s / self._done * (self._total - self._done)

    def _on_pause_clicked(self) -> None:
        self._paused = not self._paused
        now_s = time.monotonic()
        if self._paused:
            self._spent_s += now_s - self._since_s
            self.pause_requested.emit()
        else:
            self._since_s = now_s
            self.resume_requested.emit()
        self.pause.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        self._tell()

    def _on_cancel_clicked(self) -> None:
        self.cancel.setEnabled(False)
        self.pause.setEnabled(False)
        self._text.say(self.tr("Ending; what is under way is finished and kept"))
        self.cancel_requested.emit()
