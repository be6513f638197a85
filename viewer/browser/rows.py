"""Which nodes are listed, in which order, and how many of them a view knows of. No Qt.

A list of 100,000 files must not be gone through whenever a key is pressed. So a search hands over the set of nodes that
it found, and the children of a node are picked out of that when somebody asks for them; and a view, which lays out
every row that it knows of, knows of so many rows of one parent only, and of more when it comes to their end.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from core.dicom.header import IMAGE
from viewer.browser.nodes import COUNT, ROOT, Node, Wanted, place_in

PAGE = 1000
"""Rows of one parent that a view knows of at first, and that are added when it comes to their end."""


@dataclass(slots=True, eq=False)
class Found:
    """What a search found: nodes, with all above them, and how many of them are images."""

    nodes: set[Node]
    images: int

    def add(self, leaf: Node) -> None:
        """Take a file in, and the rows above it."""
        if leaf not in self.nodes:
            self.images += leaf.kind == IMAGE
        node: Node | None = leaf
        while node is not None and node not in self.nodes:
            self.nodes.add(node)
            node = node.parent

    def take(self, other: Found) -> None:
        """Take in what was found of other files; of a file in both, once."""
        both = self.nodes & other.nodes if len(other.nodes) < len(self.nodes) else other.nodes & self.nodes
        self.images += other.images - sum(node.kind == IMAGE for node in both)
        self.nodes |= other.nodes


def matches(files: Iterable[Node], wanted: Wanted | None) -> Found:
    """Find the files that are wanted, at once."""
    found = Found(set(), 0)
    for leaf in files:
        if is_wanted(leaf, wanted):
            found.add(leaf)
    return found


def is_wanted(leaf: Node, wanted: Wanted | None) -> bool:
    """Tell whether the row of a file is to be listed; None: every one is."""
    return wanted is None or (leaf.kind != COUNT and wanted(leaf))


class Rows:
    """Lists nodes below ``root``: all of them, or what was found."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._found: Found | None = None
        self._round = 1  # lists of children of an earlier round no longer hold
        self._images = 0

    @property
    def images_listed(self) -> int:
        """How many images are listed."""
        return self._images if self._found is None else self._found.images

    @property
    def images_known(self) -> int:
        """How many images there are, listed or not."""
        return self._images

    def show(self, found: Found | None) -> None:
        """List what was found, and nothing else; None: everything."""
        self._found = found
        self._round += 1

    def is_listed(self, node: Node) -> bool:
        """Tell whether a node is listed."""
        return not node.new and (self._found is None or node is self.root or node in self._found.nodes)

    def children(self, node: Node) -> list[Node]:
        """Give the listed nodes right below a listed one, in order."""
        if node.round != self._round:
            node.children = [child for child in node.every if self.is_listed(child)]
            node.round, node.shown = self._round, min(len(node.children), PAGE)
        return node.children

    def row(self, node: Node) -> int:
        """Give the place of a listed node among its siblings, from 0."""
        assert node.parent is not None
        return place_in(self.children(node.parent), node)

    # What a view knows of

    def shown(self, node: Node) -> int:
        """Count the children that a view knows of: the first ones."""
        self.children(node)
        return node.shown

    def is_shown(self, node: Node) -> bool:
        """Tell whether a view knows of a node."""
        while node.parent is not None:
            if not self.is_listed(node) or self.row(node) >= self.shown(node.parent):
                return False
            node = node.parent
        return True

    def room_for(self, node: Node) -> list[tuple[Node, int]]:
        """List the parents, from the top, of which a view must know more rows to know of a node, and how many."""
        missing = []
        while node.parent is not None:
            needed = self.row(node) + 1
            if needed > self.shown(node.parent):
                page = -(-needed // PAGE) * PAGE
                missing.append((node.parent, min(page, len(self.children(node.parent)))))
            node = node.parent
        return missing[::-1]

    # What comes and goes

    def place_for(self, leaf: Node) -> tuple[Node, int, bool]:
        """Find the uppermost row that comes with the row of a file, its place, and whether a view knows of that."""
        top = leaf
        while top.parent is not None and not self.is_listed(top.parent):
            top = top.parent
        assert top.parent is not None
        siblings, shown = self.children(top.parent), self.shown(top.parent)
        row = bisect.bisect(siblings, top.sort, key=_SORT)
        return top, row, row < shown or (shown == len(siblings) and row < PAGE)

    def insert(self, leaf: Node, top: Node, row: int, *, shown: bool) -> None:
        """List a file where :meth:`place_for` says."""
        assert top.parent is not None
        top.parent.children.insert(row, top)
        top.parent.shown += shown
        if self._found is not None:
            self._found.add(leaf)
        for node in _upwards(leaf, top):
            node.new, node.round = False, 0

    def uppermost(self, leaf: Node) -> Node:
        """Find the uppermost row that goes with the row of a file."""
        top = leaf
        while top.parent is not None and top.parent.kind != ROOT and len(self.children(top.parent)) == 1:
            top = top.parent
        return top

    def remove(self, leaf: Node, top: Node) -> None:
        """List a file no more."""
        assert top.parent is not None
        row = self.row(top)
        del top.parent.children[row]
        top.parent.shown -= row < top.parent.shown
        if self._found is not None:
            self._found.images -= leaf.kind == IMAGE
            self._found.nodes.difference_update(_upwards(leaf, top))

    def note(self, leaf: Node, by: int) -> None:
        """Take note that a file is known (1) or no more (-1), and that it is not new, listed or not."""
        self._images += by * (leaf.kind == IMAGE)
        for node in _upwards(leaf, self.root):
            node.new = False

    # Going through the images

    def images(self, node: Node | None = None) -> Iterator[Node]:
        """Go through the listed images at and below a node, the root unless given, from top to bottom."""
        waiting = [node or self.root]
        while waiting:
            node = waiting.pop()
            if node.kind == IMAGE:
                yield node
            else:
                waiting.extend(reversed(self.children(node)))

    def images_from(self, node: Node, step: int) -> Iterator[Node]:
        """Go through the listed images after (1) or before (-1) a listed row, whatever it is, the nearest first."""
        while node.parent is not None:
            siblings, row = self.children(node.parent), self.row(node)
            for sibling in siblings[row + 1 :] if step > 0 else reversed(siblings[:row]):
                yield from self.images(sibling) if step > 0 else self._images_from_below(sibling)
            node = node.parent

    def _images_from_below(self, node: Node) -> Iterator[Node]:
        for child in reversed(self.children(node)):
            yield from self._images_from_below(child)
        if node.kind == IMAGE:
            yield node


_SORT = attrgetter("sort")


def _upwards(leaf: Node, top: Node) -> Iterator[Node]:
    """Go from a file up to ``top``, both included."""
    node: Node | None = leaf
    while node is not None:
        yield node
        node = None if node is top else node.parent
