"""The folders opened last."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from viewer.settings import Settings, keep_as_bad, read_json, write_json

log = logging.getLogger(__name__)

MOST = 8


class RecentFolders(QObject):
    """The last folders opened, newest first, kept in a file of their own.

    There are none while the preference is off, which forgets them, or while nothing but the session is kept, which
    leaves the file as it is.

    Signals
    -------
    changed
        The list is another one.
    """

    changed = Signal()

    def __init__(self, file: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._settings = settings
        stored = read_json(file)
        if isinstance(stored, list) and all(isinstance(entry, str) for entry in stored):
            self._folders = [Path(entry) for entry in stored][:MOST]
        else:
            self._folders = []
            if stored is not None:
                keep_as_bad(file)
        settings.changed.connect(self._on_settings_changed)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders, newest first."""
        return tuple(self._folders) if self._is_on else ()

    def add(self, folder: Path) -> None:
        """Put ``folder`` first."""
        if self._is_on:
            self._set([folder, *(known for known in self._folders if known != folder)][:MOST])

    def forget(self, folder: Path) -> None:
        """Forget a folder and those in it."""
        self._set([known for known in self._folders if not known.is_relative_to(folder)])

    def clear(self) -> None:
        """Forget them all."""
        self._set([])

    @property
    def _is_on(self) -> bool:
        return bool(self._settings["recent"] == "on" and self._settings["session"] == "kept")

    def _on_settings_changed(self, key: str, value: str) -> None:
        if key == "recent" and value == "off":
            self.clear()
        elif key == "session":
            self.changed.emit()

    def _set(self, folders: list[Path]) -> None:
        if folders == self._folders:
            return
        self._folders = folders
        self.changed.emit()
        try:
            write_json(self._file, [str(folder) for folder in folders])
        except (OSError, UnicodeError) as error:
            log.warning("the recent folders could not be saved (%s)", type(error).__name__)
