"""The keys of labelling: lent by other actions while it lasts, and given back afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from viewer.actions.action import key_sequences
from viewer.actions.label import KEYED, LENT

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from viewer.actions.shortcuts import Shortcuts


class LabelKeys(QObject):
    """Gives the keys of the windows, of undo and of redo to labelling.

    Only what the actions answer to changes; the table of shortcuts, and what the user made of it, stay as they are.
    """

    def __init__(self, made: Mapping[str, QAction], shortcuts: Shortcuts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made, self._shortcuts = made, shortcuts
        self._lent = False
        shortcuts.changed.connect(lambda _: self.set_lent(lent=True) if self._lent else None)
        self.set_lent(lent=False)

    def set_lent(self, *, lent: bool) -> None:
        """Lend the keys, or give them back."""
        self._lent = lent
        for name, lender in LENT.items():
            keys = self._shortcuts[name], self._shortcuts[lender]
            if lent:
                self._made[lender].setShortcuts([])
                self._made[name].setShortcuts([key for text in keys for key in key_sequences(text)])
            else:
                self._made[name].setShortcuts(key_sequences(keys[0]))
                self._made[lender].setShortcuts(key_sequences(keys[1]))
        for name in KEYED:
            self._made[name].setEnabled(lent)
