"""Patients, studies, series, images and what could not be read, in order: the rows of the browser. No Qt."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from core.dicom.header import IMAGE, NO_IMAGE, NOT_DICOM, UNREADABLE, HeaderFacts

PICTURE_SYNTAX = "PNG"
"""What stands for the transfer syntax of a picture that is not DICOM."""

ROOT, PATIENT, STUDY, SERIES, GROUP = "root", "patient", "study", "series", "group"
PROBLEM, COUNT, PICTURES = "problem", "count", "pictures"

Sort = tuple[object, ...]


@dataclass(slots=True, eq=False)
class Node:
    """One row: its place in the tree, and the facts it is named after (for a group, those of its first image).

    Attributes
    ----------
    sort : tuple
        Puts it in order among its siblings.
    listed : bool
        It is among the ``children`` of its parent; what a search leaves out is among ``every`` child only.
    count : int
        Files it stands for, of a row that only counts them.
    text : str
        What a search looks at, of a file.
    icon : object
        What the view draws before its name.
    """

    kind: str
    sort: Sort
    parent: Node | None = None
    facts: HeaderFacts | None = None
    key: str = ""
    listed: bool = False
    count: int = 0
    text: str = ""
    icon: Any = None
    children: list[Node] = field(default_factory=list)
    every: list[Node] = field(default_factory=list)
    by_key: dict[str, Node] = field(default_factory=dict)


Wanted = Callable[[Node], bool]
"""Tells whether the row of a file is to be listed."""


def new_root() -> Node:
    """Make the node above all rows."""
    return Node(ROOT, (), listed=True)


def place(root: Node, facts: HeaderFacts, *, named: bool) -> Node:
    """Find or make the row of a file and those above it; new ones are not listed yet.

    Parameters
    ----------
    named : bool
        The file was asked for by name: it gets a row of its own, whatever it is.
    """
    if facts.status == NOT_DICOM and not named:
        return _child(root, NOT_DICOM, COUNT, (3,), None)
    by_name = (facts.path.name, str(facts.path))
    if facts.status != IMAGE:
        kind = NO_IMAGE if facts.status == NO_IMAGE else UNREADABLE
        group = _child(root, kind, GROUP, (2, kind), facts)
        return _child(group, str(facts.path), PROBLEM, by_name, facts)
    if facts.transfer_syntax == PICTURE_SYNTAX:
        return _child(_child(root, PICTURES, PICTURES, (1,), facts), str(facts.path), IMAGE, by_name, facts)
    who = facts.identity
    named_person = bool(who.patient_name or who.patient_id)
    in_order = (0, not named_person, who.patient_name.casefold(), who.patient_name, who.patient_id, who.birth_date)
    # Without an ID only those who were also born on the same day are taken to be the same person.
    born = "" if who.patient_id else who.birth_date
    patient = _child(root, f"{who.patient_id}\0{who.patient_name}\0{born}", PATIENT, in_order, facts)
    study = _child(
        patient, who.study_uid, STUDY, (*_newest_first(who.study_date, who.study_time), who.study_uid), facts
    )
    series = _child(study, who.series_uid, SERIES, (_number(who.series_number), who.series_uid), facts)
    return _child(series, str(facts.path), IMAGE, (_number(who.instance_number), *by_name), facts)


def insert_listed(node: Node, row: int) -> None:
    """Put a node among the listed children of its parent."""
    assert node.parent is not None
    node.parent.children.insert(row, node)
    node.listed = True


def row_for(node: Node) -> int:
    """Give the place among the listed children of its parent where a node belongs."""
    assert node.parent is not None
    return bisect.bisect(node.parent.children, node.sort, key=lambda sibling: sibling.sort)


def row_of(node: Node) -> int:
    """Give the place of a listed node among its siblings, from 0."""
    assert node.parent is not None
    return _place_in(node.parent.children, node)


def drop_listed(node: Node) -> None:
    """Take a node out of the listed children of its parent, and with it the only children below it."""
    assert node.parent is not None
    del node.parent.children[row_of(node)]
    node.listed = False
    while node.children:
        (child,) = node.children
        node.children.clear()
        node, child.listed = child, False


def drop(node: Node) -> None:
    """Take a node out of the tree for good, and every row above that holds nothing any more."""
    while node.parent is not None and not node.every:
        parent = node.parent
        del parent.by_key[node.key]
        del parent.every[_place_in(parent.every, node)]
        node = parent


def is_wanted(node: Node, wanted: Wanted | None) -> bool:
    """Tell whether the row of a file is to be listed; None: every one is."""
    return wanted is None or (node.kind != COUNT and wanted(node))


def list_again(node: Node, wanted: Wanted | None) -> bool:
    """List what is wanted (None: all) below a node, and nothing else; tell whether anything is listed."""
    if not node.every:
        return is_wanted(node, wanted)
    listed = node.children = []
    for child in node.every:
        child.listed = list_again(child, wanted)
        if child.listed:
            listed.append(child)
    return bool(listed)


def images(node: Node) -> Iterator[Node]:
    """Go through the listed images at and below a node, from top to bottom."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if node.kind == IMAGE:
            yield node
        else:
            waiting.extend(reversed(node.children))


def images_from(node: Node, step: int) -> Iterator[Node]:
    """Go through the listed images after (1) or before (-1) a listed row, whatever it is, the nearest first."""
    while node.parent is not None:
        siblings, row = node.parent.children, row_of(node)
        for sibling in siblings[row + 1 :] if step > 0 else reversed(siblings[:row]):
            yield from images(sibling) if step > 0 else _images_from_below(sibling)
        node = node.parent


def _images_from_below(node: Node) -> Iterator[Node]:
    for child in reversed(node.children):
        yield from _images_from_below(child)
    if node.kind == IMAGE:
        yield node


def _place_in(siblings: list[Node], node: Node) -> int:
    at = bisect.bisect_left(siblings, node.sort, key=lambda sibling: sibling.sort)
    return siblings.index(node, at)  # some may be equal in order


def _child(parent: Node, key: str, kind: str, sort: Sort, facts: HeaderFacts | None) -> Node:
    """Find the child named ``key``, or make it."""
    known = parent.by_key.get(key)
    if known is not None:
        return known
    made = Node(kind, sort, parent, facts, key)
    bisect.insort(parent.every, made, key=lambda sibling: sibling.sort)
    parent.by_key[key] = made
    return made


def _newest_first(date: str, time: str) -> tuple[float, float]:
    """Sort days and times from the latest to the earliest, and unknown ones last."""
    return -_number(date, float("-inf")), -_number(time, float("-inf"))


def _number(text: str, otherwise: float = float("inf")) -> float:
    """Sort numbers as numbers, and what is no number last."""
    try:
        return float(text)
    except ValueError:
        return otherwise
