"""A card of the guided tour: what is here, in a sentence or two, and where to go from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

_WIDTH = 320


class Card(QFrame):
    """Text over three buttons; it lies over the window and takes nothing from it.

    Signals
    -------
    next_requested, back_requested, skip_requested
        The buttons; Escape is the last of them.
    """

    next_requested = Signal()
    back_requested = Signal()
    skip_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("guide")
        self._title, self._count, self._text, self._keys = (QLabel(self) for _ in range(4))
        self.skip = QPushButton(self)
        self.back = QPushButton(self.tr("&Back"), self)
        self.next = QPushButton(self)
        self._lay_out()
        for button, signal in (
            (self.skip, self.skip_requested), (self.back, self.back_requested), (self.next, self.next_requested),
        ):  # fmt: skip
            button.setAutoDefault(True)  # Enter presses it while it has the focus, as Space does
            button.clicked.connect(signal)
        self.next.setDefault(True)
        self.hide()

    def offer(self, title: str, text: str) -> None:
        """Offer the tour."""
        self._show(title, text)
        self.skip.setText(self.tr("Not now"))
        self.skip.setAccessibleName("")
        self.next.setText(self.tr("Show me around"))
        self.back.hide()
        self._tell(title, text)

    def show_step(self, title: str, text: str, keys: str, number: int, count: int) -> None:
        """Show step ``number`` of ``count``, from 1; ``keys`` names commands that belong to it, and their keys."""
        self._show(title, text, keys, self.tr("{0} of {1}").format(number, count))
        self.skip.setText(self.tr("&Skip"))
        self.skip.setAccessibleName(self.tr("Skip the tour"))
        self.next.setText(self.tr("&Done") if number == count else self.tr("Nex&t"))
        self.back.show()
        if self.back.hasFocus() and number == 1:
            self.next.setFocus()  # before it goes to whatever is next in the window
        self.back.setEnabled(number > 1)
        self._tell(self.tr("Tour, step {0} of {1}: {2}").format(number, count, title), f"{text} {keys}".strip())

    def fit(self) -> None:
        """Take the size that the text needs."""
        layout = self.layout()
        assert layout is not None
        width = max(_WIDTH, layout.totalMinimumSize().width())
        self.resize(width, layout.totalHeightForWidth(width))

    def event(self, event: QEvent) -> bool:
        """Keep Escape, before it becomes the command of the window that has it."""
        if isinstance(event, QKeyEvent) and (event.type(), event.key()) == (
            QEvent.Type.ShortcutOverride,
            Qt.Key.Key_Escape,
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End the tour on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.skip_requested.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        for label in (self._title, self._text, self._keys):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._count, self._keys):
            label.setProperty("role", "heading")
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        buttons.setSpacing(8)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._keys)
        column.addSpacing(4)
        column.addLayout(buttons)

    def _show(self, title: str, text: str, keys: str = "", count: str = "") -> None:
        for label, said in ((self._title, title), (self._text, text), (self._keys, keys), (self._count, count)):
            label.setText(said)
            label.setVisible(bool(said))

    def _tell(self, name: str, description: str) -> None:
        """Let a program that reads the screen aloud say the card: the focus may stay where it is."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.next.setAccessibleDescription(f"{name}. {description}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
