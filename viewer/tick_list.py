"""A list to tick rows of: arrow keys move, Space ticks."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from resources import resource

# Fusion draws the outline of an empty box almost in the colour of a dark list, and a tick on a selected row unseen.
_TICKS = """
QListWidget::indicator {{ width: 14px; height: 14px; border: 1px solid palette(placeholder-text); border-radius: 3px; }}
QListWidget::indicator:checked {{
    background: palette(highlight); border-color: palette(placeholder-text); image: url("{check}");
}}
QListWidget::item:selected {{ background: palette(alternate-base); color: palette(text); }}
"""
_VALUE = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """Rows with a box each; what a row stands for is given back when it is ticked.

    Parameters
    ----------
    name : str
        Read aloud.

    Signals
    -------
    ticked_changed
        A row was ticked, or no longer is.
    """

    ticked_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setStyleSheet(_TICKS.format(check=resource("style", "check.svg").as_posix()))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(lambda _: self.ticked_changed.emit())

    def set_rows(self, rows: Sequence[tuple[str, Hashable]], ticked: Collection[Hashable]) -> None:
        """Show other rows, each a text and what it stands for; the current one stays where it was."""
        place = self.currentRow()
        with QSignalBlocker(self):
            self.clear()
            for text, value in rows:
                item = QListWidgetItem(text, self)
                item.setToolTip(text)
                item.setData(_VALUE, _Kept(value))
                item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            self.setCurrentRow(min(max(place, 0), self.count() - 1))

    def ticked(self) -> tuple[Any, ...]:
        """Return what the ticked rows stand for, in their order."""
        return tuple(value for value, on in self._values() if on)

    def unticked(self) -> tuple[Any, ...]:
        """Return what the other rows stand for, in their order."""
        return tuple(value for value, on in self._values() if not on)

    def tick(self, values: Collection[Hashable]) -> None:
        """Tick the rows that stand for these values, and no others."""
        for item, value in zip(self._items(), (value for value, _ in self._values()), strict=True):
            item.setCheckState(Qt.CheckState.Checked if value in values else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _values(self) -> list[tuple[Any, bool]]:
        return [(item.data(_VALUE).value, item.checkState() == Qt.CheckState.Checked) for item in self._items()]


class _Kept:
    """Keeps a value as it is: Qt would make a list of a tuple."""

    def __init__(self, value: Hashable) -> None:
        self.value = value
