"""About the program, and its keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core import __version__

_MOUSE = (
    ("Left drag", "Window: right is wider, down is a higher level (see Preferences)"),
    ("Middle drag", "Move the image"),
    ("Right drag", "Zoom"),
    ("Right click", "Menu"),
    ("Wheel", "Next or previous image of the series, or frame; zooms a single image"),
    ("Ctrl + wheel", "Zoom at the cursor"),
    ("Double click", "Fit; when it fits, the image alone"),
)


class ShortcutsWindow(QDialog):
    """Every key and mouse gesture, beside the window that is worked in."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QTableWidget(len(rows) + len(_MOUSE), 2, self)
        table.setHorizontalHeaderLabels([self.tr("Keys or mouse"), self.tr("What it does")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, (keys, text) in enumerate((*_MOUSE, *rows)):
            table.setItem(row, 0, QTableWidgetItem(keys))
            table.setItem(row, 1, QTableWidgetItem(text))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        _finish(self, table)
        self.resize(640, 640)


class AboutWindow(QDialog):
    """What the program is, and what it must not be used for."""

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
        _finish(self, text)


def _finish(dialog: QDialog, content: QWidget) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.close)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(16)
    column.addWidget(content, 1)
    column.addWidget(buttons)
