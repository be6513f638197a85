"""What the program is, and what it must not be used for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from core import __version__


class AboutWindow(QDialog):
    """Name, version, purpose and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About CXR-12"))
        text = QLabel(
            self.tr(
                "CXR-12 {0}\n\nA workstation for chest radiographs at full depth: reading, classification, and honest "
                "comparison of networks trained on 12 and on 8 bits.\n\nResearch use only - not for diagnosis."
                "\n\nApache License 2.0"
            ).format(__version__),
            self,
        )
        text.setWordWrap(True)
        text.setMinimumWidth(400)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        finish(self, text)


def finish(dialog: QDialog, content: QWidget) -> None:
    """Put ``content`` over a button that closes ``dialog``, which goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(16)
    column.addWidget(content, 1)
    column.addWidget(buttons)
