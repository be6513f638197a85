"""Every key and mouse gesture, beside the window that is worked in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from viewer.help.about import finish


def mouse_rows() -> list[tuple[str, str]]:
    """List the mouse gestures in the image and what they do."""
    return [
        (_tr("Left drag"), _tr("Window: right is wider, down is a higher level (see Preferences)")),
        (_tr("Ctrl + left drag"), _tr("Window from the values in a rectangle")),
        (_tr("Middle drag"), _tr("Move the image")),
        (_tr("Right drag"), _tr("Zoom")),
        (_tr("Right click"), _tr("Menu")),
        (_tr("Wheel"), _tr("Next or previous image of the series, or frame; zooms a single image")),
        (_tr("Ctrl + wheel"), _tr("Zoom at the cursor")),
        (_tr("Double click"), _tr("Fit; when it fits, the image alone")),
        (_tr("M, held"), _tr("Loupe")),
    ]


class ShortcutsWindow(QDialog):
    """A table of keys and gestures."""

    def __init__(self, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        shown = [*mouse_rows(), *rows]
        table = QTableWidget(len(shown), 2, self)
        table.setAccessibleName(self.windowTitle())
        table.setHorizontalHeaderLabels([self.tr("Keys or mouse"), self.tr("What it does")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for row, (keys, text) in enumerate(shown):
            table.setItem(row, 0, QTableWidgetItem(keys))
            table.setItem(row, 1, QTableWidgetItem(text))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setStretchLastSection(True)
        finish(self, table)
        self.resize(640, 640)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ShortcutsWindow", text)
