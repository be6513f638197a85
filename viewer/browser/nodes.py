"""Patients, studies, series, images and what could not be read, in order: the rows of the browser. No Qt."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from core.dicom.header import IMAGE, NO_IMAGE, NOT_DICOM, UNREADABLE, HeaderFacts

PICTURE_SYNTAX = "PNG"
"""What stands for the transfer syntax of a picture that is not DICOM."""

ROOT, PATIENT, STUDY, SERIES, GROUP = "root", "patient", "study", "series", "group"
PROBLEM, COUNT, PICTURES = "problem", "count", "pictures"

LEAVES = frozenset((IMAGE, PROBLEM, COUNT))
"""Kinds of rows without rows below."""

Sort = tuple[object, ...]


@dataclass(slots=True, eq=False)
class Node:
    """One row: its place in the tree, and the facts it is named after (for a group, those of its first image).

    Attributes
    ----------
    sort : tuple
        Puts it in order among its siblings.
    new : bool
        Nobody has been told of it yet.
    count : int
        Files it stands for, of a row that only counts them.
    text : str
        What a search looks at, of a file.
    icon : object
        What the view draws before its name.
    every, by_key : list of Node, mapping
        The nodes below, in order, and by their ``key``.
    children, shown, round : list of Node, int, int
        For :class:`viewer.browser.rows.Rows` only.
    """

    kind: str
    sort: Sort
    parent: Node | None = None
    facts: HeaderFacts | None = None
    key: str = ""
    new: bool = True
    count: int = 0
    text: str = ""
    icon: Any = None
    every: list[Node] = field(default_factory=list)
    by_key: dict[str, Node] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    shown: int = 0
    round: int = 0


_NOTHING_BELOW: dict[str, Any] = {"every": [], "by_key": {}, "children": []}
"""Shared by all rows without rows below: 100,000 files would be 300,000 empty containers."""

Wanted = Callable[[Node], bool]
"""Tells whether the row of a file is to be listed."""


def new_root() -> Node:
    """Make the node above all rows."""
    return Node(ROOT, (), new=False)


def place(root: Node, facts: HeaderFacts, *, named: bool) -> Node:
    """Find or make the row of a file and those above it.

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


def order_of(node: Node) -> tuple[Sort, ...]:
    """Give what puts a node in order among all of its kind of depth, whatever it lies below."""
    sorts: list[Sort] = []
    above: Node | None = node
    while above is not None and above.parent is not None:
        sorts.append(above.sort)
        above = above.parent
    return tuple(reversed(sorts))


def drop(node: Node) -> None:
    """Take a node out of the tree for good, and every row above that holds nothing any more."""
    while node.parent is not None and not node.every:
        parent = node.parent
        del parent.by_key[node.key]
        del parent.every[place_in(parent.every, node)]
        node = parent


def place_in(siblings: list[Node], node: Node) -> int:
    """Find a node among its siblings."""
    at = bisect.bisect_left(siblings, node.sort, key=lambda sibling: sibling.sort)
    return siblings.index(node, at)  # some may be equal in order


def _child(parent: Node, key: str, kind: str, sort: Sort, facts: HeaderFacts | None) -> Node:
    """Find the child named ``key``, or make it."""
    known = parent.by_key.get(key)
    if known is not None:
        return known
    below: dict[str, Any] = _NOTHING_BELOW if kind in LEAVES else {}
    made = Node(kind, sort, parent, facts, key, **below)
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
