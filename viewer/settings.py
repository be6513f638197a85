"""Preferences: one table of what can be set, one JSON file of what differs from it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.places import config_folder

log = logging.getLogger(__name__)

_LARGEST = 1 << 20  # bytes; a preferences file is a few lines


@dataclass(frozen=True, slots=True)
class Setting:
    """One preference: the values it may take, the first being the default, and what the menu calls them."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]

    @property
    def default(self) -> str:
        """The value until the user chooses another."""
        return self.choices[0][0]


SETTINGS = (
    Setting("theme", "Theme", (("system", "Follow the system"), ("dark", "Dark"), ("light", "Light"))),
    Setting("drag_down", "Dragging down", (("raises", "Raises the level (darker)"), ("lowers", "Lowers the level"))),
    Setting("wheel_forward", "Wheel forward", (("in", "Zooms in, previous image"), ("out", "Zooms out, next image"))),
    Setting("recent", "Recent folders", (("on", "Remembered"), ("off", "Not remembered"))),
)


class Settings(QObject):
    """The preferences in use; a change is applied and written at once.

    Parameters
    ----------
    file : Path
        Where they are kept. A file that cannot be used is kept beside it as ``.bad``.

    Signals
    -------
    changed : (str, str)
        Key and new value.
    not_saved : str
        A sentence: the change holds for this session only.
    """

    changed = Signal(str, str)
    not_saved = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._table = {setting.key: setting for setting in SETTINGS}
        stored = read_json(file)
        self._chosen: dict[str, str] = {}
        if isinstance(stored, dict):
            # A key or value of another version is left out, not an error.
            self._chosen = {key: value for key, value in stored.items() if self._allows(key, value)}
        elif stored is not None:
            keep_as_bad(file)

    @property
    def folder(self) -> Path:
        """Where the preferences and what goes with them are kept."""
        return self._file.parent

    def __getitem__(self, key: str) -> str:
        return self._chosen.get(key, self._table[key].default)

    def set(self, key: str, value: str) -> None:
        """Choose ``value`` for ``key``; both must be in the table."""
        if not self._allows(key, value):
            raise KeyError(f"no setting {key} = {value}")
        if self[key] == value:
            return
        self._chosen[key] = value
        self.changed.emit(key, value)
        differing = {key: value for key, value in self._chosen.items() if value != self._table[key].default}
        try:
            write_json(self._file, differing)
        except OSError as error:
            self.not_saved.emit(f"Preferences could not be saved ({error.strerror}); they hold until you close CXR-12.")

    def _allows(self, key: object, value: object) -> bool:
        setting = self._table.get(key) if isinstance(key, str) else None
        return setting is not None and any(value == choice for choice, _ in setting.choices)


def default_settings(parent: QObject | None = None) -> Settings:
    """Read the preferences of the person at the computer."""
    return Settings(config_folder() / "preferences.json", parent)


def read_json(file: Path) -> object:
    """Read a small JSON file; None when there is none, or when it is unusable and was kept as ``.bad``."""
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError("too large")
        content: object = json.loads(file.read_text(encoding="utf-8"))
        return content
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        log.warning("%s is unusable (%s); defaults are used", file.name, type(error).__name__)
        keep_as_bad(file)
        return None


def keep_as_bad(file: Path) -> None:
    """Put an unusable file out of the way without losing it."""
    try:
        file.replace(file.with_name(file.name + ".bad"))
    except OSError:
        log.warning("%s could not be set aside", file.name)


def write_json(file: Path, value: object) -> None:
    """Write a JSON file so that a crash leaves the old one or the new one, never half of it."""
    draft = file.with_name(file.name + ".tmp")
    draft.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    draft.replace(file)
