"""The attributes of one file, ready to be shown and searched. No Qt."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.dicom.identifying import is_identifying
from core.dicom.tags import TagRow, read_tags
from viewer.browser.search import folded

HIDDEN = "hidden"
"""What stands for a value that may tell whose image it is, while patient data is hidden."""

_SAID = 500  # characters in a tool tip

Place = tuple[int, ...]
"""The way to a row: its number among the top rows, then among the children of that, and so on."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row, where it is, and what a search looks at: what is not of the patient, and all of it."""

    row: TagRow
    place: Place
    text: str
    value: str
    identifying: bool


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """All rows of a file, and the same once more, one after the other."""

    path: Path
    rows: tuple[TagRow, ...]
    entries: tuple[Entry, ...]

    def find(self, typed: str, *, hidden: bool) -> list[Entry]:
        """List the rows whose number, keyword, name or value holds what was typed; values that are hidden are not."""
        part = folded(typed.strip())
        if not part:
            return []
        number = part.replace(",", "").replace("(", "").replace(")", "")
        return [
            entry
            for entry in self.entries
            if part in entry.text
            or (number and number in entry.text)
            or (part in entry.value and not (hidden and entry.identifying))
        ]


def read_document(path: Path, cancelled: Callable[[], bool]) -> Document:
    """Read the attributes of a file.

    Raises
    ------
    RefusedError
        As :func:`core.dicom.tags.read_tags`.
    """
    rows = read_tags(path, cancelled=cancelled)
    return Document(path, rows, tuple(_entries(rows, ())))


def shown_value(row: TagRow, *, hidden: bool) -> str:
    """Give the value of a row as it may be shown."""
    return HIDDEN if hidden and is_identifying(row) else row.value


def line_of(row: TagRow, *, hidden: bool) -> str:
    """Write a row as one line: number, VR, name and value."""
    value = shown_value(row, hidden=hidden)
    meaning = f"({row.meaning})" if row.meaning else ""
    return " ".join(part for part in (row.number, row.vr, row.name, value, meaning) if part)


def tool_tip(text: str) -> str:
    """Make a tool tip, broken into lines, in which the text of a file never becomes markup."""
    return f"<qt>{html.escape(text[:_SAID])}</qt>"


def all_text(rows: tuple[TagRow, ...], *, hidden: bool, depth: int = 0) -> Iterator[str]:
    """Write rows and what is in them, a line for each, further in by two for each level."""
    for row in rows:
        yield f"{'  ' * depth}{line_of(row, hidden=hidden)}"
        yield from all_text(row.children, hidden=hidden, depth=depth + 1)


def _entries(rows: tuple[TagRow, ...], above: Place) -> Iterator[Entry]:
    for number, row in enumerate(rows):
        place = (*above, number)
        bare = "" if row.tag is None else f"{row.tag:08x}"
        text = folded(f"{row.number} {bare} {row.keyword} {row.name} {row.meaning} {row.creator}")
        yield Entry(row, place, text, folded(row.value), is_identifying(row))
        yield from _entries(row.children, place)
