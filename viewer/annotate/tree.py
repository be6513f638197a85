"""The list of the annotations of an image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

_KIND, _VALUE, _LABEL = range(3)


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation: its name for life, what it is, what it measures in a few words and in full, its label."""

    id: str
    kind: str
    value: str
    full: str
    label: str


class AnnotationTree(QTreeWidget):
    """Lists annotations; the label can be edited in place (F2, or a double click), Delete removes.

    Signals
    -------
    chosen : str
        The user turned to an annotation.
    renamed : (str, str)
        An annotation and its new label.
    remove_requested : str
        Take this annotation away.
    """

    chosen = Signal(str)
    renamed = Signal(str, str)
    remove_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._editable = True
        self.setHeaderLabels([self.tr("Annotation"), self.tr("Value"), self.tr("Label")])
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Annotations"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # only labels are: see edit_label
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_LABEL, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(48)
        header.setSectionResizeMode(_KIND, QHeaderView.ResizeMode.ResizeToContents)  # the number of a frame is in it
        header.resizeSection(_VALUE, 120)
        self.currentItemChanged.connect(self._on_current_item_changed)
        self.itemClicked.connect(self._on_item_clicked)
        self.itemDoubleClicked.connect(self._on_item_double_clicked)
        self.itemChanged.connect(self._on_item_changed)

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is listed."""
        return self._rows

    def set_rows(self, rows: Sequence[Row], selected: str, *, editable: bool) -> None:
        """List annotations, ``selected`` being the one to highlight (empty: none)."""
        rows = tuple(rows)
        with QSignalBlocker(self):
            if [row.id for row in rows] != [row.id for row in self._rows] or editable != self._editable:
                self._editable = editable
                self.clear()
                self.addTopLevelItems([self._item(row) for row in rows])
                self._rows = ()
            for number, row in enumerate(rows):
                if number >= len(self._rows) or row != self._rows[number]:
                    self._write(self.topLevelItem(number), row)
            self._rows = rows
            at = next((number for number, row in enumerate(rows) if row.id == selected), -1)
            current = self.topLevelItem(at) if at >= 0 else None
            if current is None:
                self.setCurrentIndex(QModelIndex())
            else:
                self.setCurrentItem(current)

    def edit_label(self) -> None:
        """Begin to write the label of the row that is highlighted."""
        item = self.currentItem()
        if item is not None and self._editable:
            self.editItem(item, _LABEL)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove, or edit the label, whatever column is the current one."""
        item = self.currentItem()
        if item is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_requested.emit(item.data(_KIND, Qt.ItemDataRole.UserRole))
        elif item is not None and event.key() == Qt.Key.Key_F2:
            self.edit_label()
        else:
            super().keyPressEvent(event)

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(_KIND, Qt.ItemDataRole.UserRole, row.id)
        if self._editable:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _write(self, item: QTreeWidgetItem | None, row: Row) -> None:
        if item is None:
            return
        for column, text in ((_KIND, row.kind), (_VALUE, row.value), (_LABEL, row.label)):
            item.setText(column, text)
            item.setToolTip(column, row.full if column == _VALUE else text)

    def _on_item_clicked(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(_KIND, Qt.ItemDataRole.UserRole))

    def _on_item_double_clicked(self) -> None:
        self.edit_label()

    def _on_current_item_changed(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_KIND, Qt.ItemDataRole.UserRole))

    def _on_item_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _LABEL:
            self.renamed.emit(item.data(_KIND, Qt.ItemDataRole.UserRole), item.text(_LABEL))
