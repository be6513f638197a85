"""Size, place and panels of the window, from one session to the next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


def remember(window: QMainWindow, folder: Path) -> None:
    """Write where the window is; a folder that cannot be written costs only that."""
    stored = _stored(folder)
    stored.setValue("geometry", window.saveGeometry())
    stored.setValue("docks", window.saveState())


def recall(window: QMainWindow, folder: Path) -> None:
    """Put the window where it was; Qt brings back one that would lie outside every screen."""
    stored = _stored(folder)
    for key, restore in (("geometry", window.restoreGeometry), ("docks", window.restoreState)):
        value = stored.value(key)
        if isinstance(value, QByteArray):
            restore(value)


def _stored(folder: Path) -> QSettings:
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
