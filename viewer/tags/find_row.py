"""The line in which something is looked for among attributes, and the way from one find to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget


class FindRow(QWidget):
    """A line to type into, and buttons for the next and the previous find.

    Signals
    -------
    typed : str
        Look for this.
    step_requested : int
        Go to the next (1) or previous (-1) find.
    """

    typed = Signal(str)
    step_requested = Signal(int)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Find a number, keyword, name or value"))
        self.line.setAccessibleName(self.tr("Find among the attributes"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(500)
        self._count = QLabel(self)
        self._count.setMinimumWidth(self._count.fontMetrics().horizontalAdvance("0000 of 0000"))
        self._count.setProperty("role", "heading")
        self._previous = self._arrow(Qt.ArrowType.UpArrow, self.tr("Previous find"), "Shift+F3", -1)
        self._next = self._arrow(Qt.ArrowType.DownArrow, self.tr("Next find"), "F3", 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (self.line, self._count, self._previous, self._next):
            line.addWidget(widget)
        self.line.textChanged.connect(self.typed)
        self.line.returnPressed.connect(lambda: self.step_requested.emit(1))
        back = QShortcut(QKeySequence("Shift+Return"), self.line)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(lambda: self.step_requested.emit(-1))
        self.show_count(0, 0)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.line.text()

    @property
    def count(self) -> str:
        """Which find is shown, and how many there are."""
        return self._count.text()

    def begin(self) -> None:
        """Let the user type."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def show_count(self, number: int, count: int) -> None:
        """Say that find ``number`` of ``count`` is shown, from 1."""
        looking = bool(self.line.text().strip())
        text = self.tr("{0} of {1}").format(number, count) if count else self.tr("None")
        self._count.setText(text if looking else "")
        self.line.setAccessibleDescription(self._count.text())
        for button in (self._previous, self._next):
            button.setEnabled(count > 0)

    def _arrow(self, kind: Qt.ArrowType, name: str, key: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setArrowType(kind)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        button.clicked.connect(lambda: self.step_requested.emit(by))
        shortcut = QShortcut(QKeySequence(key), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.step_requested.emit(by))
        return button
