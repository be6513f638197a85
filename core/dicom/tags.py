"""Everything a DICOM file says besides its pixels, as text that can be shown: bounded, plain, in order of the tags."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from pydicom.datadict import dictionary_description, dictionary_has_tag, dictionary_VR, keyword_dict, keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag
from pydicom.uid import UID

from core.dicom.attributes import plain
from core.dicom.container import PARSER_ERRORS, Container, opened, quiet
from core.dicom.trailer import end_of_pixels

LONGEST_VALUE = 4096
"""Characters of a value that are kept."""

_MOST_ROWS = 300_000
_MOST_TEXT = 64 << 20  # characters in all; then values are clipped to a line
_DEEPEST = 64
_LIMIT_S = 20.0
_SHOWN_BYTES = 16
_AT_ONCE = 64
_TRAILER_BYTES = 4 << 20
_NUMBER = re.compile(r"\(?([0-9a-fA-F]{4}),? ?([0-9a-fA-F]{4})\)?")


@dataclass(frozen=True, slots=True)
class TagRow:
    """One attribute, one item of a sequence, or a note on what is left out.

    Attributes
    ----------
    tag : int or None
        Group and element; None of an item or a note.
    vr : str
        Value Representation; empty of an item or a note.
    keyword, name : str
        As in the standard, or the private dictionary; the keyword is empty where there is none.
    value : str
        One plain line, clipped; of bytes that are no text, how many there are; of a sequence, how many items.
    meaning : str
        What a UID stands for.
    creator : str
        Who defined a private attribute.
    children : tuple of TagRow
        The items of a sequence; the attributes of an item.
    """

    tag: int | None
    vr: str
    keyword: str
    name: str
    value: str
    meaning: str = ""
    creator: str = ""
    children: tuple[TagRow, ...] = ()

    @property
    def number(self) -> str:
        """The tag as ``(gggg,eeee)``; empty of an item or a note."""
        return "" if self.tag is None else f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"

    @property
    def is_private(self) -> bool:
        """It is no attribute of the standard (PS3.5 7.8)."""
        return self.tag is not None and bool(self.tag >> 16 & 1)


def _never() -> bool:
    return False


def read_tags(path: Path, *, cancelled: Callable[[], bool] = _never) -> tuple[TagRow, ...]:
    """Read all attributes of a DICOM file, of whatever kind; pixels and other long binary values are not read.

    Parameters
    ----------
    path : Path
        The file, with or without an image in it.
    cancelled : callable
        Asked now and then; True ends the reading with what there is.

    Returns
    -------
    tuple of TagRow
        The File Meta Information, then the data set, in order of the tags, at most 300,000 rows in all, nested at most
        64 deep, read for at most 20 s; a note stands for what is left out.

    Raises
    ------
    RefusedError
        As :func:`core.dicom.container.opened`.
    """
    walk = _Walk(cancelled)
    with opened(path, ()) as container:
        meta = walk.rows(container.dataset.file_meta, 0)
        body = walk.rows(container.dataset, 0)
        rest = (*_pixel_rows(container), *_trailing_rows(container, walk))
    notes = (*container.notes, *((walk.ended,) if walk.ended else ()))
    return (*meta, *body, *rest, *(TagRow(None, "", "", "Note", note) for note in notes))


def tag_text(path: Path, tag: int) -> str:
    """Read one attribute of a DICOM file as one plain line; of a sequence, all that stands in it; empty when absent.

    Raises
    ------
    RefusedError
        As :func:`core.dicom.container.opened`.
    """
    with opened(path, (tag,)) as container:
        dataset = container.dataset.file_meta if tag >> 16 == 2 else container.dataset
        if tag not in dataset:
            return ""
        rows = _Walk(_never).rows(dataset, 0, only=tag)
    return " ".join(islice((row.value for row in all_rows(rows) if row.value and not row.children), 1000))


def all_rows(rows: Iterable[TagRow]) -> Iterator[TagRow]:
    """Go through rows and everything nested in them, from top to bottom."""
    for row in rows:
        yield row
        yield from all_rows(row.children)


def tag_number(name: str) -> int | None:
    """Give the tag for a keyword, in capital letters or not, or for a number like ``0010,0010``; None for neither."""
    number = _NUMBER.fullmatch(name)
    if number is not None:
        return int(number[1] + number[2], 16)
    return _keywords().get(name.casefold())


@functools.cache
def _keywords() -> dict[str, int]:
    return {keyword.casefold(): tag for keyword, tag in keyword_dict.items() if keyword}


class _Walk:
    """Turns data sets into rows, and ends early when there is too much, it takes too long or nobody wants it."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._until_s = time.monotonic() + _LIMIT_S
        self._rows_left, self._text_left = _MOST_ROWS, _MOST_TEXT
        self.ended = ""

    def rows(self, dataset: Dataset, depth: int, *, only: int | None = None) -> tuple[TagRow, ...]:
        """Give the rows of one data set, or that of one attribute."""
        tags = sorted(dataset.keys()) if only is None else [BaseTag(only)]
        made: list[TagRow] = []
        for start in range(0, len(tags), _AT_ONCE):
            if self._is_over():
                break
            some = tags[start : start + _AT_ONCE]
            self._rows_left -= len(some)
            with quiet():  # a few at a time: whoever opens an image waits for this
                parsed = [_parsed(dataset, tag) for tag in some]
            made += [self._row(element, depth) for element in parsed]
        return tuple(made)

    def _is_over(self) -> bool:
        if not self.ended and self._rows_left <= 0:
            self.ended = f"there are more attributes; the first {_MOST_ROWS:,} are shown"
        if not self.ended and (time.monotonic() > self._until_s or self._cancelled()):
            self.ended = "there are more attributes; reading them takes too long"
        return bool(self.ended)

    def _row(self, element: DataElement | TagRow, depth: int) -> TagRow:
        if isinstance(element, TagRow):
            return element
        tag = int(element.tag)
        name, creator = plain(element.name), plain(element.private_creator or "")
        keyword = keyword_for_tag(tag)
        if isinstance(element.value, Sequence):
            value, children = self._items(element.value, depth)
            return TagRow(tag, "SQ", keyword, name, value, creator=creator, children=children)
        try:
            value = self._clipped(_text(element))
        except PARSER_ERRORS:
            value = UNPARSED
        meaning = uid_meaning(value) if element.VR == "UI" else ""
        return TagRow(tag, str(element.VR), keyword, name, value, meaning, creator)

    def _items(self, items: Sequence, depth: int) -> tuple[str, tuple[TagRow, ...]]:
        count = "1 item" if len(items) == 1 else f"{len(items)} items"
        if depth >= _DEEPEST:
            return f"{count}, nested more than {_DEEPEST} deep and not shown", ()
        children = []
        for number, item in enumerate(items, 1):
            if self._is_over():
                break
            self._rows_left -= 1
            rows = self.rows(item, depth + 1)
            item.clear()  # what is a row now need not be kept twice
            held = "1 attribute" if len(rows) == 1 else f"{len(rows)} attributes"
            children.append(TagRow(None, "", "", f"Item {number}", held, children=rows))
        return count, tuple(children)

    def _clipped(self, text: str) -> str:
        value = plain(text, LONGEST_VALUE if self._text_left > 0 else 64)
        self._text_left -= len(value)
        return value


UNPARSED = "cannot be parsed"
"""What stands for the value of an attribute that is broken."""

UNREAD = "bytes, not read"
"""What stands, behind their number, for bytes too many to be read."""


def _parsed(dataset: Dataset, tag: BaseTag) -> DataElement | TagRow:
    """Parse one element; one too long to be read, or broken, becomes a row that says so."""
    raw = dataset._dict.get(tag)
    if isinstance(raw, RawDataElement) and raw.value is None and raw.length:
        return _bare_row(int(tag), raw.VR or "UN", f"{raw.length:,} {UNREAD}")
    try:
        return dataset[tag]
    except PARSER_ERRORS:
        return _bare_row(int(tag), getattr(raw, "VR", None) or "UN", UNPARSED)


def _bare_row(tag: int, vr: str, value: str) -> TagRow:
    keyword = keyword_for_tag(tag)
    unknown = "Private tag data" if tag >> 16 & 1 else "Unknown"
    name = dictionary_description(tag) if dictionary_has_tag(tag) else unknown
    return TagRow(tag, plain(vr), keyword, name, value)


def _text(element: DataElement) -> str:
    value = element.value
    if value is None:
        return ""
    if isinstance(value, bytes):
        return _bytes_text(value)
    if not isinstance(value, MultiValue | list):
        return str(value)
    # Long tables of numbers: only as many as can be shown are turned into text.
    shown = "\\".join(str(one) for one in islice(value, LONGEST_VALUE))
    return shown if len(value) <= LONGEST_VALUE else f"{shown[: LONGEST_VALUE - 40]}\u2026 ({len(value):,} values)"


def _bytes_text(value: bytes) -> str:
    size = "1 byte" if len(value) == 1 else f"{len(value):,} bytes"
    if not value or len(value) > _SHOWN_BYTES:
        return size if value else ""
    return f"{value.hex(' ')} ({size})"


def uid_meaning(value: str) -> str:
    """Give the name that the standard has for a UID; empty where it has none."""
    name = UID(value).name if value else ""
    return "" if name == value else plain(name)


def _pixel_rows(container: Container) -> tuple[TagRow, ...]:
    pixels = container.pixels
    if pixels is None:
        return ()
    value = "compressed, not read" if pixels.length is None else f"{pixels.length:,} {UNREAD}"
    return (_bare_row(pixels.tag, pixels.vr or dictionary_VR(pixels.tag).split(" or ")[-1], value),)


def _trailing_rows(container: Container, walk: _Walk) -> tuple[TagRow, ...]:
    """Give the rows of what follows the pixels: signatures and padding."""
    stream, size = container.stream, container.size
    start = end_of_pixels(container)
    if start is None or start >= size:
        return ()
    if size - start > _TRAILER_BYTES:
        return (TagRow(None, "", "", "Note", f"{size - start:,} bytes after the pixel data are not shown"),)
    stream.seek(start)
    try:
        with quiet():
            implicit = bool(container.dataset.original_encoding[0])
            following = read_dataset(stream, implicit, container.little_endian)
        return walk.rows(following, 0)
    except (*PARSER_ERRORS, OSError):
        return (TagRow(None, "", "", "Note", "what follows the pixel data cannot be parsed"),)
