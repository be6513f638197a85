"""A sentence inside a panel, where other programs would open a dialog."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.errors import Cxr12Error, RefusedError
from viewer.sentences import in_language

_PROBLEM = "border: none; border-left: 3px solid #d55e00; padding: 4px 8px;"


def sentence(error: object, *, hidden: bool = False) -> str:
    """Say to the user what the exception of a failed job means.

    Our own refusals speak for themselves; the message of a foreign exception may quote patient data, and stays out.

    Parameters
    ----------
    hidden : bool
        Leave the name of the file out, which may be a patient's.
    """
    if hidden and isinstance(error, RefusedError):
        return in_language(error.reason)
    if isinstance(error, Cxr12Error):
        return in_language(str(error))
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}."
    wrong = QCoreApplication.translate("message", "Something went wrong inside CXR-12 ({0}); the log says where.")
    return wrong.format(type(error).__name__)


class Note(QLabel):
    """Selectable plain text over several lines; hidden while it has nothing to say."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``, sentences of core in the language of the window; an empty one hides the note."""
        self.setText(in_language(text))
        self.setVisible(bool(text))


class Problem(Note):
    """A note about something that did not work, with a mark at its edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setStyleSheet(_PROBLEM)
