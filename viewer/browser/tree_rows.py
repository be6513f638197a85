"""The rows of the browser as Qt asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import marks, nodes
from viewer.browser.drag import IMAGE_TYPE, drag_data
from viewer.browser.labels import label, tool_tip
from viewer.browser.nodes import PROBLEM, Node
from viewer.browser.rows import Rows
from viewer.browser.twins import Twins

Index = QModelIndex | QPersistentModelIndex

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_IMAGE_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsDragEnabled


class TreeRows(QAbstractItemModel):
    """Answers views; names are made when asked for, so that hiding patient data hides all of it at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows(nodes.new_root())
        self._by_path: dict[Path, Node] = {}
        self._added: dict[Path, HeaderFacts] = {}
        self._twins = Twins()
        self._hidden = False

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show patient data."""
        if hidden != self._hidden:
            self.layoutAboutToBeChanged.emit()
            self._hidden = hidden
            self.layoutChanged.emit()

    def facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row; None for a group."""
        node = self._node(index)
        return node.facts if node.kind in (IMAGE, PROBLEM) else None

    def first_facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row, or of one below it; None where there is none."""
        return self._node(index).facts

    def twins(self, path: Path) -> list[Path]:
        """List the other files that claim to be the same image (SOP Instance UID)."""
        return sorted(self._twins.of(self._added[path])) if path in self._added else []

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Make the index of a row."""
        children = self._rows.children(parent.internalPointer() if parent.isValid() else self._rows.root)
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Give the row above in the tree."""
        node = self._node(index).parent
        return QModelIndex() if node is None or node is self._rows.root else self._made_index(node)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the rows below that views know of."""
        node = self._node(parent)
        return 0 if node.kind in nodes.LEAVES else self._rows.shown(node)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Tell whether there are rows below; asked of every row whenever rows come, as :meth:`flags` is."""
        if parent.isValid():
            return parent.internalPointer().kind not in nodes.LEAVES  # a row above without one below is not listed
        return bool(self._rows.children(self._rows.root))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a row, say more about it, or give its picture."""
        node = self._node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            count = node.count if node.kind in nodes.LEAVES else len(self._rows.children(node))
            same, row = self._has_twin(node), index.row() + 1
            return label(node.kind, node.facts, row, count, hidden=self._hidden, same_uid=same)
        if role == Qt.ItemDataRole.ToolTipRole:
            twins = self.twins(node.facts.path) if node.facts and node.kind == IMAGE else []
            return tool_tip(node.kind, node.facts, str(self.data(index)), twins, hidden=self._hidden)
        if role == Qt.ItemDataRole.DecorationRole:
            wrong = node.kind == PROBLEM or (node.kind == IMAGE and node.facts is not None and bool(node.facts.reason))
            return marks.marked(node.icon, wrong=wrong, twin=self._has_twin(node))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be chosen, and images be dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _IMAGE_FLAGS if index.internalPointer().kind == IMAGE else _FLAGS

    def mimeTypes(self) -> list[str]:
        """Name what a dragged row holds."""
        return [IMAGE_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Pack the image of a dragged row."""
        facts = [facts for facts in map(self.facts, indexes) if facts is not None]
        return drag_data(facts[0].path) if facts else QMimeData()

    def _has_twin(self, node: Node) -> bool:
        return node.kind == IMAGE and node.facts is not None and bool(self._twins.of(node.facts))

    def _node(self, index: Index) -> Node:
        if not index.isValid():
            return self._rows.root
        node: Node = index.internalPointer()
        return node

    def _index_of(self, node: Node) -> QModelIndex:
        """Give the index of a row that views know of, else an invalid one."""
        return self._made_index(node) if node is not self._rows.root and self._rows.is_shown(node) else QModelIndex()

    def _made_index(self, node: Node) -> QModelIndex:
        return self.createIndex(self._rows.row(node), 0, node)
