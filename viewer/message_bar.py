"""Sentences over the image, where other programs would open a dialog."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from viewer.sentences import in_language


class Until(enum.IntEnum):
    """How long a message holds."""

    NEXT_IMAGE = 1
    NEXT_REQUEST = 2
    CLOSED = 3


class MessageBar(QFrame):
    """Shows messages until they are over or closed, the lasting ones first; no focus, and no space while empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._said: dict[tuple[Until, str], str] = {}
        self._remedy_of: tuple[Until, str] | None = None
        self._run: Callable[[], object] | None = None
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._remedy = QPushButton(self)
        self._remedy.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._remedy.clicked.connect(self._on_remedy_clicked)
        close = QPushButton(self.tr("Close"), self)
        close.setAccessibleName(self.tr("Close the message"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.addWidget(self._label, 1)
        line.addWidget(self._remedy)
        line.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The messages shown, a line for each; empty when there is none."""
        return self._label.text()

    def say(self, text: str, until: Until = Until.NEXT_IMAGE, about: str = "") -> None:
        """Show ``text`` in place of any message before that holds as long and is about the same."""
        self._said[until, about] = text
        if self._remedy_of == (until, about):
            self._remedy_of = None
        self._show()

    def offer(
        self, text: str, verb: str, run: Callable[[], object], until: Until = Until.NEXT_IMAGE, about: str = ""
    ) -> None:
        """Show ``text`` with a button that does something about it; one button at a time."""
        self._said[until, about] = text
        self._remedy_of, self._run = (until, about), run
        self._remedy.setText(verb)
        self._show()

    def over(self, until: Until) -> None:
        """Take away the messages that hold no longer than this."""
        self._said = {one: text for one, text in self._said.items() if one[0] > until}
        self._show()

    def clear(self) -> None:
        """Take every message away."""
        self.over(Until.CLOSED)

    def _show(self) -> None:
        lines = [self._said[one] for one in sorted(self._said, reverse=True) if self._said[one]]
        text = in_language("\n".join(dict.fromkeys(lines)))
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self._remedy.setVisible(self._remedy_of in self._said)
        self.setVisible(bool(text))

    def _on_remedy_clicked(self) -> None:
        if self._run is not None:
            self._run()
