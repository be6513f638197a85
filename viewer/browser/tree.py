"""The tree of what was found, as Qt asks for it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import marks, nodes
from viewer.browser.drag import IMAGE_TYPE, drag_data
from viewer.browser.labels import label, tool_tip
from viewer.browser.nodes import COUNT, PROBLEM, Node, Wanted
from viewer.browser.search import searched_text
from viewer.browser.twins import Twins

Index = QModelIndex | QPersistentModelIndex


class StudyTree(QAbstractItemModel):
    """Holds each file once; names are made when asked for, so that hiding patient data hides all of it at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = nodes.new_root()
        self._by_path: dict[Path, Node] = {}
        self._added: dict[Path, HeaderFacts] = {}
        self._twins = Twins()
        self._wanted: Wanted | None = None
        self._hidden = False

    def add(self, found: Iterable[HeaderFacts], asked: Collection[Path] = ()) -> None:
        """Put files in their places; one that changed since it was listed goes to its new place.

        Parameters
        ----------
        asked : collection of Path
            Files that were asked for by name: each gets a row of its own, whatever it is.
        """
        for facts in found:
            known, named = self._by_path.get(facts.path), facts.path in asked
            if known is not None:
                if self._is_as_before(facts) and not (named and known.kind == COUNT):
                    continue
                self._take_out(known, facts.path)
            self._put_in(facts, named)

    def remove(self, paths: Iterable[Path]) -> None:
        """Take files out, and the groups that become empty."""
        for path in paths:
            node = self._by_path.get(path)
            if node is not None:
                self._take_out(node, path)

    def clear(self) -> None:
        """Empty the tree."""
        self.beginResetModel()
        self._root = nodes.new_root()
        for known in (self._by_path, self._added, self._twins):
            known.clear()
        self.endResetModel()

    def set_wanted(self, wanted: Wanted | None) -> None:
        """List only the files that are wanted, now and as they come; None lists all."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._node(index) for index in before]
        self._wanted = wanted
        nodes.list_again(self._root, wanted)
        self.changePersistentIndexList(before, [self._index_of(node) for node in held])
        self.layoutChanged.emit()

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show patient data."""
        if hidden != self._hidden:
            self.layoutAboutToBeChanged.emit()
            self._hidden = hidden
            self.layoutChanged.emit()

    def set_icon(self, path: Path, icon: QIcon) -> None:
        """Show the thumbnail of a file."""
        node = self._by_path.get(path)
        if node is not None:
            node.icon = icon
            self._tell(node, Qt.ItemDataRole.DecorationRole)

    def set_reason(self, path: Path, reason: str) -> None:
        """Say in its row what is wrong with an image that was listed; empty: nothing."""
        node = self._by_path.get(path)
        if node is not None and node.kind == IMAGE and node.facts is not None and node.facts.reason != reason:
            node.facts = replace(node.facts, reason=reason)
            self._tell(node)

    # What is listed

    def facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row; None for a group."""
        node = self._node(index)
        return node.facts if node.kind in (IMAGE, PROBLEM) else None

    def first_facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row, or of one below it; None where there is none."""
        return self._node(index).facts

    def index_of(self, path: Path) -> QModelIndex:
        """Find the row of a file; invalid when it is not listed."""
        node = self._by_path.get(path)
        return QModelIndex() if node is None else self._index_of(node)

    def paths(self) -> list[Path]:
        """List all files, also those that a search leaves out, in no order."""
        return list(self._by_path)

    def known(self) -> Sequence[HeaderFacts]:
        """Give the facts of all files, also those that a search leaves out, in no order."""
        return list(self._added.values())

    def twins(self, path: Path) -> list[Path]:
        """List the other files that claim to be the same image (SOP Instance UID)."""
        return sorted(self._twins.of(self._added[path])) if path in self._added else []

    def images(self) -> list[Path]:
        """List the images from top to bottom."""
        return [node.facts.path for node in nodes.images(self._root) if node.facts]

    def some_images(self, most: int) -> list[Path]:
        """List the first images, ``most`` at most."""
        return [node.facts.path for node in itertools.islice(nodes.images(self._root), most) if node.facts]

    def count_images(self) -> int:
        """Count the images that are listed."""
        return sum(1 for _ in nodes.images(self._root))

    def images_from(self, path: Path | None, step: int) -> Iterator[HeaderFacts]:
        """Go through the images after (1) or before (-1) the row of a file, the nearest first."""
        node = self._by_path.get(path) if path is not None else None
        if node is not None and node.listed:
            yield from (image.facts for image in nodes.images_from(node, step) if image.facts)

    def series_of(self, path: Path) -> list[Path]:
        """List the images of the same series from top to bottom."""
        node = self._by_path.get(path)
        if node is None or node.parent is None:
            return []
        return [image.facts.path for image in nodes.images(node.parent) if image.facts]

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Make the index of a row."""
        children = self._node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """Give the row above in the tree."""
        node = self._node(index).parent
        return QModelIndex() if node is None else self._index_of(node)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Count the rows below."""
        return len(self._node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name a row, say more about it, or give its picture."""
        node = self._node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            count = len(node.children) if node.kind != COUNT else node.count
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
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if self._node(index).kind == IMAGE else usual

    def mimeTypes(self) -> list[str]:
        """Name what a dragged row holds."""
        return [IMAGE_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Pack the image of a dragged row."""
        facts = [facts for facts in map(self.facts, indexes) if facts is not None]
        return drag_data(facts[0].path) if facts else QMimeData()

    # Building

    def _is_as_before(self, facts: HeaderFacts) -> bool:
        before = self._added[facts.path]
        return (before.size, before.mtime_ns, before.status) == (facts.size, facts.mtime_ns, facts.status)

    def _put_in(self, facts: HeaderFacts, named: bool) -> None:
        node = nodes.place(self._root, facts, named=named)
        self._by_path[facts.path], self._added[facts.path] = node, facts
        if node.kind == COUNT:
            node.count += 1
        else:
            node.text = searched_text(facts)
        if not node.listed and nodes.is_wanted(node, self._wanted):
            self._list(node)
        else:
            self._tell(node)
        self._twins.add(facts)
        self._tell_twins(facts)

    def _list(self, node: Node) -> None:
        """Show a row, and with it the rows above that are not listed yet."""
        top = node
        while top.parent is not None and not top.parent.listed:
            nodes.insert_listed(top, nodes.row_for(top))
            top = top.parent
        parent, row = top.parent, nodes.row_for(top)
        assert parent is not None
        self.beginInsertRows(self._index_of(parent), row, row)
        nodes.insert_listed(top, row)
        self.endInsertRows()
        self._tell(parent)  # its count is part of its name

    def _take_out(self, node: Node, path: Path) -> None:
        """Remove a file, its row, and the rows above that hold nothing any more."""
        facts = self._added.pop(path)
        del self._by_path[path]
        self._twins.remove(facts)
        self._tell_twins(facts)
        if node.kind == COUNT and node.count > 1:
            node.count -= 1
            self._tell(node)
            return
        if node.listed:
            self._unlist(node)
        nodes.drop(node)

    def _unlist(self, node: Node) -> None:
        top = node
        while top.parent is not None and top.parent is not self._root and len(top.parent.children) == 1:
            top = top.parent
        parent = top.parent
        assert parent is not None
        row = nodes.row_of(top)
        self.beginRemoveRows(self._index_of(parent), row, row)
        nodes.drop_listed(top)
        self.endRemoveRows()
        self._tell(parent)

    def _has_twin(self, node: Node) -> bool:
        return node.kind == IMAGE and node.facts is not None and bool(self._twins.of(node.facts))

    def _tell_twins(self, facts: HeaderFacts) -> None:
        for twin in self._twins.of(facts):
            self._tell(self._by_path[twin])

    def _tell(self, node: Node, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> None:
        index = self._index_of(node)
        if index.isValid():
            self.dataChanged.emit(index, index, [role])

    def _node(self, index: Index) -> Node:
        if not index.isValid():
            return self._root
        node: Node = index.internalPointer()
        return node

    def _index_of(self, node: Node) -> QModelIndex:
        if node is self._root or not node.listed:
            return QModelIndex()
        return self.createIndex(nodes.row_of(node), 0, node)
