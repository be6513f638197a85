"""The window of the preferences, beside the window that is worked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from viewer.preferences.corners_page import CornersPage
from viewer.preferences.settings_page import SettingsPage
from viewer.preferences.shortcuts_page import ShortcutsPage
from viewer.setting_kinds import AnySetting
from viewer.settings import SETTINGS

if TYPE_CHECKING:
    from viewer.actions.shortcuts import Shortcuts
    from viewer.settings import Settings


class PreferencesDialog(QDialog):
    """Pages by name on the left; there is nothing to accept, since every change holds at once."""

    def __init__(self, settings: Settings, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        self._names = QListWidget(self)
        self._names.setAccessibleName(self.tr("Pages"))
        self._names.setFixedWidth(160)
        self._pages = QStackedWidget(self)
        self._add(self.tr("General"), SettingsPage(_rows("general"), settings, self))
        self._add(self.tr("Reading"), SettingsPage(_rows("reading"), settings, self))
        self._add(self.tr("Classifying"), SettingsPage(_rows("classify"), settings, self))
        self._add(self.tr("Corner texts"), CornersPage(settings, self))
        self._add(self.tr("Shortcuts"), ShortcutsPage(shortcuts, self))
        self._add(self.tr("Privacy"), SettingsPage(_rows("privacy"), settings, self))
        self._names.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._names.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._names)
        line.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(line, 1)
        column.addWidget(buttons)
        self.resize(800, 560)

    def show_page(self, number: int) -> None:
        """Bring a page to the front."""
        self._names.setCurrentRow(number)

    def _add(self, name: str, page: QWidget) -> None:
        self._names.addItem(name)
        self._pages.addWidget(page)


def _rows(group: str) -> list[AnySetting]:
    return [row for row in SETTINGS if row.group == group]
