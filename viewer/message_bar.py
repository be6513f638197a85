"""One sentence over the image, where other programs would open a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class MessageBar(QFrame):
    """Shows the newest message until it is closed; it takes no focus and no space while empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = QPushButton(self.tr("Close"), self)
        close.setAccessibleName(self.tr("Close the message"))
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.clear)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 8, 8, 8)
        line.addWidget(self._label, 1)
        line.addWidget(close)
        self.hide()

    @property
    def text(self) -> str:
        """The message shown; empty when there is none."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show ``text`` in place of any message before."""
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self.setVisible(bool(text))

    def clear(self) -> None:
        """Take the message away."""
        self.say("")
