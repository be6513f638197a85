"""The search box over the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from viewer.message import Note

_PAUSE_MS = 120
"""Who types on is not shown what every letter finds."""


class SearchBar(QWidget):
    """A line to type into, how much is found, and what is wrong with what was typed.

    Signals
    -------
    typed : str
        What is looked for now; empty: nothing.
    left : bool
        The user is done here and goes to the list; with the Enter key (True), to what was found.
    """

    typed = Signal(str)
    left = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Find in the list"))
        self.line.setAccessibleName(self.tr("Find in the list"))
        self.line.setToolTip(
            self.tr(
                "Words of the name, ID, date, modality, body part or description, or an attribute and its value:\n"
                'StationName:XR1, 0008,1010:XR1, InstitutionName:"St Mary"'
            )
        )
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(500)
        self.line.setAcceptDrops(False)  # a folder dropped here is to be opened, not spelled out
        self._count = QLabel(self)
        self._count.setProperty("role", "heading")
        self._note = Note(parent=self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.line.textChanged.connect(self._on_line_text_changed)
        self.line.returnPressed.connect(lambda: self.left.emit(True))
        self.line.installEventFilter(self)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._note)
        self.show_found(None, 0)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.line.text().strip()

    @property
    def note(self) -> str:
        """What is wrong, or to be known; empty when nothing is."""
        return self._note.text()

    @property
    def count(self) -> str:
        """How much is found."""
        return self._count.text()

    def begin(self) -> None:
        """Let the user type."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def set_text(self, text: str) -> None:
        """Put words into the line; :attr:`typed` is not emitted."""
        with QSignalBlocker(self.line):
            self.line.setText(text)
        self._pause.stop()

    def show_found(self, found: int | None, total: int, note: str = "") -> None:
        """Say how many of how many images are found; None: nothing is looked for."""
        self._count.setText("" if found is None else self.tr("{0} of {1}").format(found, total))
        self._count.setVisible(found is not None)
        told = self.tr("{0} of {1} images found").format(found, total)
        self.line.setAccessibleDescription("" if found is None else told)
        self._note.say(note)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Take Esc before the window does, and the arrow down, which leads into the list."""
        if watched is not self.line or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or event.key() not in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            return False
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        else:
            self.left.emit(False)
        return True

    def _on_line_text_changed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        self.typed.emit(self.text)
