"""The windows to choose from: with the mouse, the arrow keys, or the keys that stand before their names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from viewer.display.offer_title import offer_title
from viewer.display.offers import Kind, Offer

_KEYS = 10
_FEWEST, _MOST = 4, 9  # rows shown without scrolling


class PresetList(QTreeWidget):
    """Lists windows with their keys and where they come from.

    Signals
    -------
    chosen : int
        A row was chosen by mouse or key, also the one that is current already.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = True  # off while a setter is at work
        self.setAccessibleName(self.tr("Windows"))
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(8)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self._names = {
            Kind.OFF: self.tr("off"),
            Kind.WINDOW: self.tr("file"),
            Kind.LUT: self.tr("file, VOI LUT"),
            Kind.COMPUTED: self.tr("computed"),
            Kind.OWN: self.tr("yours"),
            Kind.LEARNED: self.tr("learned"),
        }
        self.currentItemChanged.connect(self._on_current_item_changed)
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """List other windows; none of them is current until :meth:`set_current`."""
        self._answers = False
        self.clear()
        for number, offer in enumerate(offers):
            kind, title = self._names[offer.kind], offer_title(offer)
            key = str(number) if number < _KEYS else ""
            item = QTreeWidgetItem([key, title, kind])
            item.setToolTip(1, title)
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(1, Qt.ItemDataRole.AccessibleTextRole, f"{title}, {kind}")
            self.addTopLevelItem(item)
        self._answers = True
        self._colour()
        self._fit_height(len(offers))

    def set_current(self, row: int) -> None:
        """Mark row ``row`` as the window in use; -1 marks none and leaves the arrow keys where they were."""
        self._answers = False
        item = self.topLevelItem(row)
        if item is None:
            self.clearSelection()
        else:
            self.setCurrentItem(item)
        self._answers = True

    def current(self) -> int:
        """Give the row of the window in use; -1 when it is none of these."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number; the arrow keys choose where they go."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        number = event.key() - Qt.Key.Key_0
        if plain and 0 <= number < _KEYS:
            if number < self.topLevelItemCount():
                self.chosen.emit(number)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard; Qt makes a row current then where none is, which is nobody's choice."""
        self._answers = False
        super().focusInEvent(event)
        self._answers = True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        faint = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            for column in (0, 2):
                if item is not None:
                    item.setForeground(column, faint)

    def _on_current_item_changed(self, current: QTreeWidgetItem | None) -> None:
        if current is not None:
            self._on_item_chosen(current)

    def _on_item_chosen(self, item: QTreeWidgetItem) -> None:
        if self._answers:
            self.chosen.emit(self.indexOfTopLevelItem(item))

    def _fit_height(self, count: int) -> None:
        rows = min(max(count, _FEWEST), _MOST)
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), 16) + 2 * self.frameWidth())
