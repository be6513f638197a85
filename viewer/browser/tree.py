"""The tree of what was found: files come, go, and are looked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon

from core.dicom.header import IMAGE, HeaderFacts
from viewer.browser import nodes
from viewer.browser.listed import ListedFiles
from viewer.browser.nodes import COUNT, Node, Wanted
from viewer.browser.rows import PAGE, Found, Rows, is_wanted, matches
from viewer.browser.search import searched_text
from viewer.browser.tree_rows import Index

_ONE_BY_ONE = 20  # files that come at a time; of more, views lay all rows out anew


class StudyTree(ListedFiles):
    """Holds each file once, in its place, and tells views what comes, goes and moves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Wanted | None = None
        self._late: list[Node] = []  # files that came since a search began
        self._gone = self._silent = False

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

    def index_of(self, path: Path) -> QModelIndex:
        """Find the row of a file, which views then know of; invalid when it is not listed."""
        node = self._by_path.get(path)
        if node is None or not self._rows.is_listed(node):
            return QModelIndex()
        for parent, rows in self._rows.room_for(node):
            self._show_more(parent, rows)
        return self._index_of(node)

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

    def _tell_twins(self, facts: HeaderFacts) -> None:
        for twin in self._twins.of(facts):
            self._tell(self._by_path[twin])

    def _tell(self, node: Node, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> None:
        index = QModelIndex() if self._silent else self._index_of(node)
        if index.isValid():
            self.dataChanged.emit(index, index, [role])
