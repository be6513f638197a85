"""A question inside the window of the models: another name, or whether to remove one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget


class Question(QWidget):
    """Hidden until something is asked.

    Signals
    -------
    named : (str, str)
        Old and new name.
    removal_confirmed : str
        Name of the model.
    """

    named = Signal(str, str)
    removal_confirmed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = ""
        self._text, self._name = QLabel(self), QLineEdit(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._name.setAccessibleName(self.tr("New name"))
        self._yes, self._no = QPushButton(self), QPushButton(self.tr("Keep as it is"), self)
        for button in (self._yes, self._no):
            button.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._text, 1)
        line.addWidget(self._name, 1)
        line.addWidget(self._yes)
        line.addWidget(self._no)
        self._yes.clicked.connect(self._on_yes)
        self._name.returnPressed.connect(self._on_yes)
        self._no.clicked.connect(self.hide)
        self.hide()

    def ask_name(self, name: str) -> None:
        """Ask for another name."""
        self._about = name
        self._text.setText(self.tr("New name of {0}").format(name))
        self._yes.setText(self.tr("Rename"))
        self._name.setText(name)
        self._name.show()
        self.show()
        self._name.setFocus()
        self._name.selectAll()

    def ask_removal(self, name: str) -> None:
        """Ask whether to delete a model."""
        self._about = name
        self._text.setText(self.tr("{0} is deleted from the disk. Kept results stay.").format(name))
        self._yes.setText(self.tr("Remove {0}").format(name))
        self._name.hide()
        self.show()
        self._no.setFocus()

    def _on_yes(self) -> None:
        self.hide()
        if self._name.isVisibleTo(self):
            self.named.emit(self._about, self._name.text().strip())
        else:
            self.removal_confirmed.emit(self._about)
