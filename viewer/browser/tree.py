"""The tree of what was found, as Qt asks for it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import marks, nodes
from viewer.browser.drag import IMAGE_TYPE, drag_data
from viewer.browser.labels import label, tool_tip
from viewer.browser.nodes import COUNT, PROBLEM, Node, Wanted
from viewer.browser.rows import PAGE, Found, Rows, is_wanted, matches
from viewer.browser.search import searched_text
from viewer.browser.twins import Twins

Index = QModelIndex | QPersistentModelIndex

_ONE_BY_ONE = 20  # files that come at a time; of more, views lay all rows out anew
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_IMAGE_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsDragEnabled


class StudyTree(QAbstractItemModel):
    """Holds each file once; names are made when asked for, so that hiding patient data hides all of it at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows(nodes.new_root())
        self._by_path: dict[Path, Node] = {}
        self._added: dict[Path, HeaderFacts] = {}
        self._twins = Twins()
        self._wanted: Wanted | None = None
        self._late: list[Node] = []  # files that came since a search began
        self._gone = self._silent = self._hidden = False

    def add(self, found: Iterable[HeaderFacts], asked: Collection[Path] = ()) -> None:
        """Put files in their places; one that changed since it was listed goes to its new place.

        Parameters
        ----------
        asked : collection of Path
            Files that were asked for by name: each gets a row of its own, whatever it is.
        """
        coming = list(found)
        if len(coming) <= _ONE_BY_ONE:
            for facts in coming:
                self._add(facts, named=facts.path in asked)
            return
        # A view goes through all that it holds for every row that comes; for a new layout, once.
        with self._laid_out_anew():
            for facts in coming:
                self._add(facts, named=facts.path in asked)

    def remove(self, paths: Iterable[Path]) -> None:
        """Take files out, and the groups that become empty."""
        for path in paths:
            node = self._by_path.get(path)
            if node is not None:
                self._take_out(node, path)

    def clear(self) -> None:
        """Empty the tree."""
        self.beginResetModel()
        self._rows = Rows(nodes.new_root())
        self._gone = True
        for known in (self._by_path, self._added, self._twins):
            known.clear()
        self.endResetModel()

    def set_wanted(self, wanted: Wanted | None) -> None:
        """List only the files that are wanted, now and as they come; None lists all."""
        self.begin_search()
        self.show_found(None if wanted is None else matches(self._by_path.values(), wanted), wanted)

    def begin_search(self) -> list[Node]:
        """Give the files to look through, on any thread; end with :meth:`show_found`."""
        self._late, self._gone = [], False
        return list(self._by_path.values())

    @property
    def is_search_outdated(self) -> bool:
        """Files went since the search began, so what it found cannot be shown."""
        return self._gone

    def show_found(self, found: Found | None, wanted: Wanted | None) -> None:
        """List what a search found, now and of the files that come; None lists all."""
        with self._laid_out_anew():
            self._wanted = wanted
            if found is not None:
                found.take(matches(self._late, wanted))
            self._late = []
            self._rows.show(found)

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

    def show_more(self, index: Index) -> None:
        """Let views know of more of the rows beside one that is the last of those they know.

        Not Qt's ``fetchMore``: that is asked for with every layout, and a view would soon hold all rows.
        """
        node = self._node(index)
        if node.parent is not None and self._rows.row(node) == self._rows.shown(node.parent) - 1:
            self._show_more(node.parent, self._rows.shown(node.parent) + PAGE)

    # What is listed

    def facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row; None for a group."""
        node = self._node(index)
        return node.facts if node.kind in (IMAGE, PROBLEM) else None

    def first_facts(self, index: Index) -> HeaderFacts | None:
        """Give the facts of the file in a row, or of one below it; None where there is none."""
        return self._node(index).facts

    def index_of(self, path: Path) -> QModelIndex:
        """Find the row of a file, which views then know of; invalid when it is not listed."""
        node = self._by_path.get(path)
        if node is None or not self._rows.is_listed(node):
            return QModelIndex()
        for parent, rows in self._rows.room_for(node):
            self._show_more(parent, rows)
        return self._index_of(node)

    @property
    def is_empty(self) -> bool:
        """No file is known."""
        return not self._by_path

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
        return [node.facts.path for node in self._rows.images() if node.facts]

    def some_images(self, most: int) -> list[Path]:
        """List the first images, ``most`` at most."""
        return [node.facts.path for node in itertools.islice(self._rows.images(), most) if node.facts]

    def count_images(self) -> int:
        """Count the images that are listed."""
        return self._rows.images_listed

    def count_known_images(self) -> int:
        """Count the images, also those that a search leaves out."""
        return self._rows.images_known

    def first_of(self, paths: Iterable[Path]) -> Path | None:
        """Give the uppermost of the listed images among ``paths``; None where none is listed."""
        found = [self._by_path[path] for path in paths if path in self._by_path]
        listed = [node for node in found if node.kind == IMAGE and self._rows.is_listed(node)]
        first = min(listed, key=nodes.order_of, default=None)
        return first.facts.path if first is not None and first.facts is not None else None

    def images_from(self, path: Path | None, step: int) -> Iterator[HeaderFacts]:
        """Go through the images after (1) or before (-1) the row of a file, the nearest first."""
        node = self._by_path.get(path) if path is not None else None
        if node is not None and self._rows.is_listed(node):
            yield from (image.facts for image in self._rows.images_from(node, step) if image.facts)

    def series_of(self, path: Path) -> list[Path]:
        """List the images of the same series from top to bottom."""
        node = self._by_path.get(path)
        if node is None or node.parent is None:
            return []
        return [image.facts.path for image in self._rows.images(node.parent) if image.facts]

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

    # Building

    @contextmanager
    def _laid_out_anew(self) -> Iterator[None]:
        """Let rows come, go and move without a word on each."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._node(index) for index in before]
        self._silent = True
        yield
        self._silent = False
        self.changePersistentIndexList(before, [self._index_of(node) for node in held])
        self.layoutChanged.emit()

    def _add(self, facts: HeaderFacts, *, named: bool) -> None:
        known = self._by_path.get(facts.path)
        if known is not None:
            if self._is_as_before(facts) and not (named and known.kind == COUNT):
                return
            self._take_out(known, facts.path)
        self._put_in(facts, named)

    def _is_as_before(self, facts: HeaderFacts) -> bool:
        before = self._added[facts.path]
        return (before.size, before.mtime_ns, before.status) == (facts.size, facts.mtime_ns, facts.status)

    def _put_in(self, facts: HeaderFacts, named: bool) -> None:
        node = nodes.place(self._rows.root, facts, named=named)
        self._by_path[facts.path], self._added[facts.path] = node, facts
        if node.kind == COUNT:
            node.count += 1
        else:
            node.text = searched_text(facts)
        self._late.append(node)
        if not self._rows.is_listed(node) and is_wanted(node, self._wanted):
            self._list(node)
        else:
            self._tell(node)
        self._rows.note(node, 1)
        self._twins.add(facts)
        self._tell_twins(facts)

    def _list(self, node: Node) -> None:
        """Show a row, and with it the rows above that are not listed yet."""
        top, row, shown = self._rows.place_for(node)
        assert top.parent is not None
        if shown and not self._silent:
            self.beginInsertRows(self._index_of(top.parent), row, row)
        # In a new layout the last row may make room: many files that come in any order would show all of them.
        self._rows.insert(node, top, row, shown=shown and not (self._silent and top.parent.shown >= PAGE))
        if shown and not self._silent:
            self.endInsertRows()
        self._tell(top.parent)  # its count is part of its name

    def _take_out(self, node: Node, path: Path) -> None:
        """Remove a file, its row, and the rows above that hold nothing any more."""
        facts = self._added.pop(path)
        del self._by_path[path]
        self._gone = True
        self._rows.note(node, -1)
        self._twins.remove(facts)
        self._tell_twins(facts)
        if node.kind == COUNT and node.count > 1:
            node.count -= 1
            self._tell(node)
            return
        if self._rows.is_listed(node):
            self._unlist(node)
        nodes.drop(node)

    def _unlist(self, node: Node) -> None:
        top = self._rows.uppermost(node)
        parent = top.parent
        assert parent is not None
        row, shown = self._rows.row(top), self._rows.is_shown(top)
        if shown and not self._silent:
            self.beginRemoveRows(self._index_of(parent), row, row)
        self._rows.remove(node, top)
        if shown and not self._silent:
            self.endRemoveRows()
        self._show_more(parent, PAGE)
        self._tell(parent)

    def _show_more(self, parent: Node, rows: int) -> None:
        """Let views know of at least so many rows below, as far as there are."""
        before, after = self._rows.shown(parent), min(rows, len(self._rows.children(parent)))
        if after > before and self._silent:
            parent.shown = after
        elif after > before:
            self.beginInsertRows(self._index_of(parent), before, after - 1)
            parent.shown = after
            self.endInsertRows()

    def _has_twin(self, node: Node) -> bool:
        return node.kind == IMAGE and node.facts is not None and bool(self._twins.of(node.facts))

    def _tell_twins(self, facts: HeaderFacts) -> None:
        for twin in self._twins.of(facts):
            self._tell(self._by_path[twin])

    def _tell(self, node: Node, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> None:
        index = QModelIndex() if self._silent else self._index_of(node)
        if index.isValid():
            self.dataChanged.emit(index, index, [role])

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
