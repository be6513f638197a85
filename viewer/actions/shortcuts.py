"""The keys of the actions: those of the table, or the user's own, kept in one JSON file of what differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from viewer.actions import ACTIONS
from viewer.actions.action import Action, key_sequences
from viewer.settings import keep_as_bad, read_json, write_json

_MOST_KEYS = 4  # of one action


class Shortcuts(QObject):
    """The key sequences in use, as text like ``"F; ="``; no two actions that work in one place share any.

    ``shortcuts["image.fit"]`` is the text for an action, empty for none.

    Parameters
    ----------
    file : Path
        Where what differs from the table is kept. A file that cannot be used is kept beside it as ``.bad``.
    table : sequence of Action
        The actions, whose own keys clash nowhere.

    Signals
    -------
    changed : str
        The id of an action that has other keys now.
    not_saved : str
        A sentence: the change holds for this session only.
    """

    changed = Signal(str)
    not_saved = Signal(str)

    def __init__(self, file: Path, table: Sequence[Action] = ACTIONS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._actions = {action.id: action for action in table}
        self._own: dict[str, str] = {}
        self._holds_other = False
        stored = read_json(file)
        if isinstance(stored, dict):
            self._take_over(stored)
        elif stored is not None:
            keep_as_bad(file)

    def __getitem__(self, name: str) -> str:
        return self._own.get(name, self._actions[name].shortcut)

    def taken_by(self, name: str, keys: str) -> tuple[str, ...]:
        """Name the other actions that one of ``keys`` would clash with, where both work in one place.

        A sequence that another one begins with clashes with it, too: its last key would never be waited for.
        """
        asked, own = key_sequences(keys), self._actions[name]
        return tuple(
            other.id
            for other in self._actions.values()
            if other.id != name and own.overlaps(other) and any(_clash(key, self._keys(other.id)) for key in asked)
        )

    def set(self, name: str, keys: str) -> None:
        """Give an action its keys, and take them from whichever has them.

        Raises
        ------
        ValueError
            If ``keys`` is not the text of up to four key sequences.
        """
        text = _normal(keys)
        if text is None:
            raise ValueError(f"expected key sequences, found {keys!r}")
        before = {name: self[name] for name in self._actions}
        self._assign(name, text)
        self._tell_and_write(before)

    def default(self, name: str) -> str:
        """Give the keys of the table."""
        return self._actions[name].shortcut

    def reset(self, name: str) -> None:
        """Give an action the keys of the table again, and take them from whichever has them."""
        self.set(name, self.default(name))

    def reset_all(self) -> None:
        """Go back to the keys of the table."""
        before = {name: self[name] for name in self._actions}
        self._own.clear()
        self._tell_and_write(before)

    def is_own(self, name: str) -> bool:
        """Tell whether an action has other keys than in the table."""
        return name in self._own

    def differing(self) -> tuple[str, ...]:
        """Name the actions that have other keys than in the table."""
        return tuple(self._own)

    def _take_over(self, stored: dict[str, object]) -> None:
        for name, keys in stored.items():
            text = _normal(keys)
            if name in self._actions and text is not None:
                self._assign(name, text)
            else:
                self._holds_other = True  # of another version; lost only when this one writes, hence kept then

    def _assign(self, name: str, text: str) -> None:
        asked = key_sequences(text)
        for other in self.taken_by(name, text):
            left = [key for key in self._keys(other) if not _clash(key, asked)]
            self._put(other, _text(left))
        self._put(name, text)

    def _put(self, name: str, text: str) -> None:
        if text == _normal(self._actions[name].shortcut):
            self._own.pop(name, None)
        else:
            self._own[name] = text

    def _keys(self, name: str) -> list[QKeySequence]:
        return key_sequences(self[name])

    def _tell_and_write(self, before: dict[str, str]) -> None:
        moved = [name for name in self._actions if self[name] != before[name]]
        if not moved:
            return
        for name in moved:
            self.changed.emit(name)
        if self._holds_other:
            keep_as_bad(self._file)
            self._holds_other = False
        try:
            write_json(self._file, self._own)
        except OSError as error:
            sentence = self.tr("The shortcuts could not be saved ({0}); they hold until you close CXR-12.")
            self.not_saved.emit(sentence.format(error.strerror))


def _clash(key: QKeySequence, others: Sequence[QKeySequence]) -> bool:
    nothing = QKeySequence.SequenceMatch.NoMatch
    return any(key.matches(other) != nothing or other.matches(key) != nothing for other in others)


def _normal(keys: object) -> str | None:
    """Write key sequences in one way; None when ``keys`` is no text of such."""
    if not isinstance(keys, str) or len(keys) > 200:
        return None
    found = key_sequences(keys)
    if len(found) > _MOST_KEYS or not all(key.toString() for key in found):
        return None
    return _text(found)


def _text(keys: Sequence[QKeySequence]) -> str:
    return QKeySequence.listToString(list(keys), QKeySequence.SequenceFormat.PortableText)
