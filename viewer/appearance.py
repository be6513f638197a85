"""Keeps theme and icons as the preferences and the system ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from viewer import menus, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from viewer.settings import Settings


class Appearance(QObject):
    """Applies the theme at once; draws the icons, whose font takes a while to load, when it is told to begin."""

    def __init__(self, settings: Settings, made: Mapping[str, QAction], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._made = made
        self._with_icons = False
        settings.changed.connect(self._on_settings_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def begin_icons(self) -> None:
        """Draw the icons, from now on."""
        self._with_icons = True
        menus.set_icons(self._made, theme.colors(self._settings["theme"]))

    def _on_settings_changed(self, key: str, _: str) -> None:
        if key == "theme":
            self._apply()

    def _apply(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, self._settings["theme"])
        if self._with_icons:
            self.begin_icons()
