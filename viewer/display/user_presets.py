"""The user's own windows, kept by name in a file of their own. A preset holds numbers and nothing of a patient."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

import viewer.immortal  # noqa: F401  before the first signal
from core.dicom.frame import VoiFunction, Window
from viewer.settings import keep_as_bad, read_json, write_json

log = logging.getLogger(__name__)

MOST = 50
LONGEST = 40
"""Presets kept, and characters of a name, at most."""


@dataclass(frozen=True, slots=True)
class UserPreset:
    """A window under the user's name for it, in modality units; polarity is no part of it."""

    name: str
    window: Window


def tidy_name(name: str) -> str:
    """Make a name fit for lists and menus: printable, on one line, not endless."""
    return "".join(c for c in " ".join(name.split()) if c.isprintable())[:LONGEST].strip()


class UserPresets(QObject):
    """The presets in their order; every change is written at once.

    Parameters
    ----------
    file : Path
        Where they are kept. What in it cannot be used is kept beside it as ``.bad``.

    Signals
    -------
    changed
        The presets, their names or their order.
    not_saved : str
        A sentence: the change holds for this session only.
    """

    changed = Signal()
    not_saved = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        stored = read_json(file)
        self._presets = _read(stored)
        if stored is not None and (not isinstance(stored, list) or len(self._presets) < len(stored)):
            keep_as_bad(file)
            if self._presets:
                self._write()

    def __iter__(self) -> Iterator[UserPreset]:
        return iter(tuple(self._presets))

    def __len__(self) -> int:
        return len(self._presets)

    def __getitem__(self, number: int) -> UserPreset:
        return self._presets[number]

    def problem(self, name: str, *, besides: str = "") -> str:
        """Say why a preset may not be called ``name``; empty when it may.

        Parameters
        ----------
        besides : str
            Name of the preset to be renamed, which may keep it.
        """
        tidy = tidy_name(name)
        if not tidy:
            return self.tr("Type a name for the preset.")
        taken = {preset.name.casefold() for preset in self._presets if preset.name != besides}
        if tidy.casefold() in taken:
            return self.tr("There is already a preset called \u201c{0}\u201d; choose another name.").format(tidy)
        if not besides and len(self._presets) >= MOST:
            return self.tr("There are {0} presets, the most there can be; delete one first.").format(MOST)
        return ""

    def add(self, name: str, window: Window) -> None:
        """Keep ``window`` as the last preset; ``name`` must be without :meth:`problem`."""
        self._check(name)
        self._set([*self._presets, UserPreset(tidy_name(name), replace(window, explanation=""))])

    def rename(self, number: int, name: str) -> None:
        """Call preset ``number`` by another name without :meth:`problem`."""
        self._check(name, besides=self._presets[number].name)
        renamed = replace(self._presets[number], name=tidy_name(name))
        self._set([*self._presets[:number], renamed, *self._presets[number + 1 :]])

    def remove(self, number: int) -> UserPreset:
        """Forget preset ``number``; give it back, for :meth:`insert`."""
        removed = self._presets[number]
        self._set([*self._presets[:number], *self._presets[number + 1 :]])
        return removed

    def insert(self, number: int, preset: UserPreset) -> None:
        """Put a removed preset back where it was; one whose name has been taken since stays away."""
        if not self.problem(preset.name):
            self._set([*self._presets[:number], preset, *self._presets[number:]])

    def move(self, number: int, by: int) -> None:
        """Move preset ``number`` so many places down (up where negative), as far as the list goes."""
        others = [preset for place, preset in enumerate(self._presets) if place != number]
        place = min(max(number + by, 0), len(others))
        self._set([*others[:place], self._presets[number], *others[place:]])

    def _check(self, name: str, *, besides: str = "") -> None:
        if problem := self.problem(name, besides=besides):
            raise ValueError(problem)

    def _set(self, presets: list[UserPreset]) -> None:
        if presets == self._presets:
            return
        self._presets = presets
        self.changed.emit()
        self._write()

    def _write(self) -> None:
        try:
            write_json(self._file, [_raw(preset) for preset in self._presets])
        except OSError as error:
            self.not_saved.emit(
                self.tr("Presets could not be saved ({0}); they hold until you close CXR-12.").format(error.strerror)
            )


def _raw(preset: UserPreset) -> dict[str, object]:
    window = preset.window
    return {
        "name": preset.name,
        "center": window.center,
        "width": window.width,
        "function": window.function.value,
    }


def _read(stored: object) -> list[UserPreset]:
    """Take what can be used of a file's content; a name met twice counts once."""
    found: dict[str, UserPreset] = {}
    for raw in stored[:MOST] if isinstance(stored, list) else ():
        preset = _preset(raw)
        if preset is not None:
            found.setdefault(preset.name.casefold(), preset)
    return list(found.values())


def _preset(raw: object) -> UserPreset | None:
    if not isinstance(raw, dict) or not isinstance(raw.get("name"), str):
        return None
    numbers: Sequence[Any] = raw.get("center"), raw.get("width")
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
        return None
    try:
        window = Window(float(numbers[0]), float(numbers[1]), VoiFunction(raw.get("function")))
    except (ValueError, OverflowError):
        return None
    name = tidy_name(raw["name"])
    return UserPreset(name, window) if name else None
