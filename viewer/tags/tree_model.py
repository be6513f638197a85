"""The attributes of a file as a tree; rows are made when they are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from core.dicom.tags import TagRow
from viewer.tags.document import Place, line_of, shown_value, tool_tip

NUMBER, VR, NAME, VALUE = range(4)

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True, eq=False)
class _Node:
    row: TagRow
    parent: _Node | None
    number: int
    children: list[_Node] | None = None

    def below(self) -> list[_Node]:
        """Make the nodes below when they are first asked for."""
        if self.children is None:
            self.children = [_Node(row, self, number) for number, row in enumerate(self.row.children)]
        return self.children


class TagModel(QAbstractItemModel):
    """Shows rows as number, VR, name and value; the rows that a search found are in bold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = _empty()
        self._found: frozenset[int] = frozenset()
        self._hidden = False
        self._bold = QFont()
        self._bold.setBold(True)
        self._titles = (self.tr("Tag"), self.tr("VR"), self.tr("Name"), self.tr("Value"))

    def set_rows(self, rows: tuple[TagRow, ...]) -> None:
        """Show another file."""
        self.beginResetModel()
        self._root = _Node(TagRow(None, "", "", "", "", children=rows), None, 0)
        self._found = frozenset()
        self.endResetModel()

    def set_found(self, rows: Iterable[TagRow]) -> None:
        """Mark what a search found."""
        self._found = frozenset(map(id, rows))
        self._change_all()

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show patient data."""
        self._hidden = hidden
        self._change_all()

    def row(self, index: Index) -> TagRow | None:
        """Give the row at an index."""
        return self._node(index).row if index.isValid() else None

    def index_of(self, place: Place) -> QModelIndex:
        """Find a row."""
        node = self._root
        for number in place:
            node = node.below()[number]
        return QModelIndex() if node is self._root else self.createIndex(node.number, 0, node)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Make the index of a cell."""
        below = self._node(parent).below()
        if not 0 <= row < len(below) or not 0 <= column < len(self._titles):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Give the row above in the tree."""
        above = self._node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.number, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the rows below."""
        return len(self._node(parent).row.children) if parent.column() <= 0 else 0

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Tell whether there are rows below, without making them."""
        return self.rowCount(parent) > 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the text of a cell, all of its row, or its font."""
        node = self._node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(node.row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(line_of(node.row, hidden=self._hidden))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            found = self.tr("found: ") if id(node.row) in self._found else ""
            return found + str(self._text(node.row, index.column()))
        if role == Qt.ItemDataRole.FontRole and id(node.row) in self._found:
            return self._bold
        return None

    def _text(self, row: TagRow, column: int) -> str:
        if column == NUMBER:
            return row.number or row.name
        if column == NAME:
            return row.name if row.tag is not None else ""
        if column == VR:
            return row.vr
        value = shown_value(row, hidden=self._hidden)
        return f"{value}   {row.meaning}" if row.meaning else value

    def _change_all(self) -> None:
        """Let what is on screen be painted again; no row comes or goes."""
        count = self.rowCount()
        if count:
            self.dataChanged.emit(self.index(0, 0), self.index(count - 1, VALUE))

    def _node(self, index: Index) -> _Node:
        if not index.isValid():
            return self._root
        node: _Node = index.internalPointer()
        return node


def _empty() -> _Node:
    return _Node(TagRow(None, "", "", "", ""), None, 0)
