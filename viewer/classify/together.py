"""Which further models are asked with the chosen one, and about which alterations of the image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from core.altering import ALTERATIONS
from core.ensemble import MOST_MEMBERS, can_join
from viewer.message import Note
from viewer.tick_list import TickList

if TYPE_CHECKING:
    from core.models.shelf import Entry

_ROWS_SEEN = 4


@dataclass(frozen=True, slots=True)
class Together:
    """Whose answers are averaged with that of the chosen model, and over what; nothing of it: the model alone.

    Attributes
    ----------
    others : tuple of Entry
        Further models of the same classes.
    alter, mirror : bool
        As for :class:`core.ensemble.Ensemble`.
    """

    others: tuple[Entry, ...] = ()
    alter: bool = False
    mirror: bool = False

    @property
    def is_alone(self) -> bool:
        """Nothing is averaged."""
        return not (self.others or self.alter or self.mirror)


class TogetherForm(QWidget):
    """Boxes for the alterations, and a list of the models that can be asked, too.

    Signals
    -------
    changed
        Something else is to be asked.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, Entry] = {}
        self._alter = QCheckBox(self.tr("Alter the image slightly ({0} answers)").format(len(ALTERATIONS)), self)
        self._alter.setToolTip(
            self.tr("Moved by 2 %, zoomed by 4 %, and in windows changed by 5 %: test-time augmentation.")
        )
        self._mirror = QCheckBox(self.tr("Swap left and right, too"), self)
        self._mirror.setToolTip(self.tr("Not for findings that are known by their side."))
        self._list = TickList(self.tr("Further models to ask"), self)
        self._list.setFixedHeight(_ROWS_SEEN * (self.fontMetrics().height() + 8))
        self._note = Note(parent=self)
        self._note.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._alter, self._mirror, self._list, self._note):
            column.addWidget(widget)
        self._alter.toggled.connect(lambda _: self._on_changed())
        self._mirror.toggled.connect(lambda _: self._on_changed())
        self._list.ticked_changed.connect(self._on_changed)
        self.offer(None, ())

    @property
    def together(self) -> Together:
        """What is wanted."""
        ticked = (self._entries[name] for name in self._list.ticked())
        others = {entry.card.sha256: entry for entry in ticked if entry.card is not None}  # copies count once
        return Together(tuple(others.values())[: MOST_MEMBERS - 1], self._alter.isChecked(), self._mirror.isChecked())

    def offer(self, chosen: Entry | None, entries: Sequence[Entry]) -> None:
        """Offer the models that answer the same question as the chosen one; those ticked that still do stay ticked."""
        ticked = self._list.ticked()
        self._entries = {entry.name: entry for entry in entries if chosen is not None and _joins(chosen, entry)}
        with QSignalBlocker(self._list):
            self._list.set_rows([(name, name) for name in self._entries], [n for n in ticked if n in self._entries])
        self._list.setVisible(bool(self._entries))
        self._say()

    def _on_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        if not self._entries:
            told = self.tr("No other model has the same classes.")
        elif len(self._list.ticked()) >= MOST_MEMBERS:
            told = self.tr("At most {0} models answer together; the last ones ticked are left out.")
            told = told.format(MOST_MEMBERS)
        else:
            told = self.tr("The answer is the mean; its range is no confidence interval.")
        self._note.say(told)


def _joins(chosen: Entry, other: Entry) -> bool:
    a, b = chosen.card, other.card
    return not other.problem and a is not None and b is not None and a.sha256 != b.sha256 and can_join(a, b)
