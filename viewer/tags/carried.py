"""What a PNG carries besides the picture, as the rows of the window of attributes. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydicom.datadict import dictionary_description, dictionary_has_tag, dictionary_VR

from core.dicom.attributes import plain
from core.dicom.tags import LONGEST_VALUE, TagRow, uid_meaning
from core.export.carried import THESIS, Carried, Item, extract

_TEXT_VR = "UT"  # of what is no attribute: free text, which may tell whose image it is


def carried_rows(path: Path) -> tuple[TagRow, ...]:
    """Read what a PNG carries: a row for each place where something stands, and what stands there below it.

    Raises
    ------
    RefusedError
        As :func:`core.export.carried.extract`.
    """
    return rows_of(extract(path))


def rows_of(carried: Carried) -> tuple[TagRow, ...]:
    """Make rows of what a PNG carries; a note where that is nothing, or could not be read."""
    groups: list[tuple[str, Sequence[Item]]] = [("Text of the picture", carried.texts), ("XMP", carried.xmp)]
    if carried.bits is not None:
        by = ", as the thesis wrote it" if carried.bits.format == THESIS else ""
        groups.append((f"Lowest bits of {carried.bits.channel}{by}", carried.bits.items))
    rows = [
        TagRow(None, "", "", name, _count(items), children=tuple(map(_row, items))) for name, items in groups if items
    ]
    notes = (*carried.notes, *(("This picture carries nothing.",) if carried.is_empty else ()))
    return (*rows, *(TagRow(None, "", "", "Note", note) for note in notes))


def _count(items: Sequence[Item]) -> str:
    return "1 entry" if len(items) == 1 else f"{len(items)} entries"


def _row(item: Item) -> TagRow:
    value = plain(item.value, LONGEST_VALUE)
    if item.tag is None:
        return TagRow(None, _TEXT_VR, "", plain(item.name) or "Text", value)
    known = dictionary_has_tag(item.tag)
    vr = dictionary_VR(item.tag) if known else "UN"
    name = dictionary_description(item.tag) if known else "Unknown"
    return TagRow(item.tag, vr, item.name, name, value, uid_meaning(value) if vr == "UI" else "")
