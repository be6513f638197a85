"""Long work as one line: what it is, how far it is, and a button that ends it."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QPushButton, QWidget

_PACE_S = 2.0  # before that the pace is a guess


class ProgressRow(QWidget):
    """Hidden until it is told of progress.

    Signals
    -------
    cancel_requested
        The button.
    """

    cancel_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(6)
        self._bar.setAccessibleName(name)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAccessibleName(self.tr("Cancel: {0}").format(name))
        cancel.clicked.connect(self.cancel_requested)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 8, 8)
        grid.setSpacing(8)
        grid.addWidget(self._text, 0, 0)
        grid.addWidget(cancel, 0, 1)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self._begun_s = 0.0
        self.hide()

    @property
    def text(self) -> str:
        """What is being done, and how long it will still take."""
        return self._text.text()

    def show_progress(self, text: str, done: int, total: int | None) -> None:
        """Show ``done`` of ``total`` (None: nobody knows)."""
        if self.isHidden():
            self._begun_s = time.monotonic()
        left = self._time_left(done, total)
        self._text.setText(f"{text}, {left}" if left else text)
        self._bar.setRange(0, total or 0)
        self._bar.setValue(done if total else 0)
        self.show()

    def _time_left(self, done: int, total: int | None) -> str:
        """Guess from the pace so far; nothing before there is one."""
        spent_s = time.monotonic() - self._begun_s
        if not total or done < 1 or spent_s < _PACE_S or done >= total:
            return ""
        left_s = spent_s / done * (total - done)
        if left_s < 60:
            return self.tr("about {0} s left").format(max(1, round(left_s)))
        return self.tr("about {0} min left").format(round(left_s / 60))
