"""The attributes of one file, ready to be shown and searched. No Qt."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.dicom.identifying import is_identifying
from core.dicom.tags import TagRow, all_rows, read_tags
from core.picture import is_png
from viewer.browser.search import folded
from viewer.tags.carried import carried_rows

HIDDEN = "hidden"
"""What stands for a value that may tell whose image it is, while patient data is hidden."""

_SAID = 500  # characters in a tool tip

Place = tuple[int, ...]
"""The way to a row: its number among the top rows, then among the children of that, and so on."""


@dataclass(frozen=True, slots=True)
class Found:
    """A row that was found, and the way to it."""

    row: TagRow
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """All rows of a file.

    Attributes
    ----------
    rows : tuple of TagRow
        As a tree.
    flat : tuple of TagRow
        The same, and what is nested in them, one after the other.
    places : tuple of Place
        The way to each of ``flat``.
    texts, values : tuple of str
        What a search looks at in each of ``flat``: number, keyword and name; the value.
    """

    path: Path
    rows: tuple[TagRow, ...]
    flat: tuple[TagRow, ...]
    places: tuple[Place, ...]
    texts: tuple[str, ...]
    values: tuple[str, ...]

    def find(self, typed: str, *, hidden: bool) -> list[Found]:
        """List the rows whose number, keyword, name or value holds what was typed; values that are hidden are not."""
        part = folded(typed.strip())
        if not part:
            return []
        number = part.replace(",", "").replace("(", "").replace(")", "") or part
        return [
            Found(row, place)
            for row, place, text, value in zip(self.flat, self.places, self.texts, self.values, strict=True)
            if part in text or number in text or (part in value and not (hidden and is_identifying(row)))
        ]


def read_document(path: Path, cancelled: Callable[[], bool]) -> Document:
    """Read the attributes of a file; of a PNG, what it carries besides the picture.

    Raises
    ------
    RefusedError
        As :func:`core.dicom.tags.read_tags`.
    """
    return document_of(path, carried_rows(path) if is_png(path) else read_tags(path, cancelled=cancelled))


def document_of(path: Path, rows: tuple[TagRow, ...]) -> Document:
    """Make rows ready to be shown and searched."""
    places, flat = tuple(_places(rows, ())), tuple(all_rows(rows))
    return Document(path, rows, flat, places, tuple(map(_text, flat)), tuple(folded(row.value) for row in flat))


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


def _places(rows: tuple[TagRow, ...], above: Place) -> Iterator[Place]:
    for number, row in enumerate(rows):
        place = (*above, number)
        yield place
        yield from _places(row.children, place)


def _text(row: TagRow) -> str:
    bare = "" if row.tag is None else f"{row.tag:08x}"
    return folded(f"{row.number} {bare} {row.keyword} {row.name} {row.meaning} {row.creator}")
