"""The tree of what was found: patient, study, series, image, and what could not be read."""

from __future__ import annotations

import bisect
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from core.dicom.header import IMAGE, NO_IMAGE, NOT_DICOM, UNREADABLE, HeaderFacts
from viewer.browser.labels import label, tool_tip

PICTURE_SYNTAX = "PNG"
"""What stands for the transfer syntax of a picture that is not DICOM."""

PATIENT, STUDY, SERIES, PROBLEM, COUNT, PICTURES = "patient", "study", "series", "problem", "count", "pictures"

Index = QModelIndex | QPersistentModelIndex


@dataclass(slots=True, eq=False)
class Node:
    """One row: its place in the tree, and the facts it is named after (for a group, those of its first image)."""

    kind: str
    sort: tuple[object, ...]
    parent: Node | None = None
    facts: HeaderFacts | None = None
    key: str = ""
    row: int = 0
    count: int = 0
    icon: QIcon | None = None
    children: list[Node] = field(default_factory=list)
    by_key: dict[str, Node] = field(default_factory=dict)


class StudyTree(QAbstractItemModel):
    """Holds each file once; names are made when asked for, so that hiding patient data hides all of it at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("root", ())
        self._by_path: dict[Path, Node] = {}
        self._added: dict[Path, HeaderFacts] = {}
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
                self._take_out(known)
            self._by_path[facts.path] = self._add(facts, named)
            self._added[facts.path] = facts

    def remove(self, paths: Iterable[Path]) -> None:
        """Take files out, and the groups that become empty."""
        for path in paths:
            node = self._by_path.pop(path, None)
            if node is not None:
                del self._added[path]
                self._take_out(node)

    def clear(self) -> None:
        """Empty the tree."""
        self.beginResetModel()
        self._root = Node("root", ())
        self._by_path.clear()
        self._added.clear()
        self.endResetModel()

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
            index = self._index_of(node)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def set_reason(self, path: Path, reason: str) -> None:
        """Say in its row why an image that was listed cannot be read after all; empty: it can."""
        node = self._by_path.get(path)
        if node is not None and node.kind == IMAGE and node.facts is not None and node.facts.reason != reason:
            node.facts = replace(node.facts, reason=reason)
            self._tell(node)

    def facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row; None for a group."""
        node = self._node(index)
        return node.facts if node.kind in (IMAGE, PROBLEM) else None

    def index_of(self, path: Path) -> QModelIndex:
        """Find the row of a file; invalid when there is none."""
        node = self._by_path.get(path)
        return QModelIndex() if node is None else self._index_of(node)

    def paths(self) -> list[Path]:
        """List all files, in no order."""
        return list(self._by_path)

    def images(self) -> list[Path]:
        """List all images from top to bottom."""
        return [node.facts.path for node in _images(self._root) if node.facts]

    def series_of(self, path: Path) -> list[Path]:
        """List the images of the same series from top to bottom."""
        node = self._by_path.get(path)
        if node is None or node.parent is None:
            return []
        return [image.facts.path for image in _images(node.parent) if image.facts]

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
        """Name a row."""
        node = self._node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            count = len(node.children) if node.kind != COUNT else node.count
            return label(node.kind, node.facts, node.row + 1, count, hidden=self._hidden)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(node.kind, node.facts, str(self.data(index)), hidden=self._hidden)
        if role == Qt.ItemDataRole.DecorationRole:
            return node.icon
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    # Building

    def _is_as_before(self, facts: HeaderFacts) -> bool:
        before = self._added[facts.path]
        return (before.size, before.mtime_ns, before.status) == (facts.size, facts.mtime_ns, facts.status)

    def _add(self, facts: HeaderFacts, named: bool) -> Node:
        if facts.status == NOT_DICOM and not named:
            return self._counted()
        if facts.status != IMAGE:
            kind = NO_IMAGE if facts.status == NO_IMAGE else UNREADABLE
            group = self._child(self._root, kind, "group", (2, kind), facts)
            return self._child(group, str(facts.path), PROBLEM, (facts.path.name, str(facts.path)), facts)
        if facts.transfer_syntax == PICTURE_SYNTAX:
            group = self._child(self._root, PICTURES, PICTURES, (1,), facts)
            return self._child(group, str(facts.path), IMAGE, (facts.path.name, str(facts.path)), facts)
        who = facts.identity
        patient = self._child(
            self._root, f"{who.patient_id}\0{who.patient_name}", PATIENT, (0, who.patient_name, who.patient_id), facts
        )
        study = self._child(patient, who.study_uid, STUDY, (who.study_date, who.study_time, who.study_uid), facts)
        series = self._child(study, who.series_uid, SERIES, (_number(who.series_number), who.series_uid), facts)
        order = (_number(who.instance_number), facts.path.name, str(facts.path))
        return self._child(series, str(facts.path), IMAGE, order, facts)

    def _counted(self) -> Node:
        node = self._child(self._root, NOT_DICOM, COUNT, (3,), None)
        node.count += 1
        self._tell(node)
        return node

    def _child(self, parent: Node, key: str, kind: str, sort: tuple[object, ...], facts: HeaderFacts | None) -> Node:
        """Find the child named ``key``, or insert it in its place."""
        known = parent.by_key.get(key)
        if known is not None:
            return known
        row = bisect.bisect(parent.children, sort, key=lambda node: node.sort)
        node = Node(kind, sort, parent, facts, key)
        self.beginInsertRows(self._index_of(parent), row, row)
        parent.children.insert(row, node)
        _number_rows(parent, row)
        parent.by_key[key] = node
        self.endInsertRows()
        self._tell(parent)  # its count is part of its name
        return node

    def _take_out(self, node: Node) -> None:
        """Remove a file's row, and the rows above that hold nothing any more."""
        if node.kind == COUNT and node.count > 1:
            node.count -= 1
            self._tell(node)
            return
        while node.parent is not None and len(node.parent.children) == 1 and node.parent is not self._root:
            node = node.parent
        parent = node.parent
        assert parent is not None
        self.beginRemoveRows(self._index_of(parent), node.row, node.row)
        del parent.children[node.row], parent.by_key[node.key]
        _number_rows(parent, node.row)
        self.endRemoveRows()
        self._tell(parent)

    def _tell(self, node: Node) -> None:
        if node is not self._root:
            index = self._index_of(node)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DisplayRole])

    def _node(self, index: Index) -> Node:
        if not index.isValid():
            return self._root
        node: Node = index.internalPointer()
        return node

    def _index_of(self, node: Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)


def _number_rows(parent: Node, first: int) -> None:
    for row in range(first, len(parent.children)):
        parent.children[row].row = row


def _images(node: Node) -> Iterator[Node]:
    if node.kind == IMAGE:
        yield node
    for child in node.children:
        yield from _images(child)


def _number(text: str) -> float:
    """Sort numbers as numbers, and what is no number last."""
    try:
        return float(text)
    except ValueError:
        return float("inf")
