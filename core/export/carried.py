"""What a PNG carries besides the picture: text, XMP, and text in the lowest bits of its pixels.

Any file is read, and none is trusted: sizes are bounded, checksums looked at, and nothing is expanded but what fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from pydicom.datadict import keyword_for_tag, tag_for_keyword

from core import records
from core.errors import NotDicomError, RefusedError
from core.export import png_bits, xmp
from core.export.png_text import read_texts
from core.export.thesis_bits import find_thesis_tags
from core.picture import png_content, png_samples

_TEXT_TAG = re.compile(r"DICOM \(([0-9A-F]{4}),([0-9A-F]{4})\)( .*)?")
_BITS_TAG = re.compile(r"[0-9a-f]{8}")
_XMP_TAG = re.compile(r"tag-([0-9a-f]{8})")

OWN, THESIS = "cxr12", "thesis"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is carried.

    Attributes
    ----------
    tag : int or None
        Of a DICOM attribute: group and element as one number.
    name : str
        Its keyword, empty where there is none; of anything else what it is called.
    value : str
        As it stands there: of any length up to the limits of the format, with any characters.
    """

    tag: int | None
    name: str
    value: str

    @property
    def title(self) -> str:
        """``(gggg,eeee) Keyword``, or the name."""
        if self.tag is None:
            return self.name
        return f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X}) {self.name}".rstrip()


@dataclass(frozen=True, slots=True)
class Bits:
    """What the lowest bits hold.

    Attributes
    ----------
    format : str
        ``cxr12`` (:mod:`core.export.png_bits`) or ``thesis`` (:mod:`core.export.thesis_bits`).
    channel : str
        Where: grey, red, green or blue.
    items : tuple of Item
        Attributes; or one item without a name, of text that is none.
    """

    format: str
    channel: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a PNG carries.

    Attributes
    ----------
    texts, xmp : tuple of Item
        Of text chunks, but for the XMP packet; of that packet.
    bits : Bits or None
        What the lowest bits hold.
    notes : tuple of str
        Sentences on what could not be read.
    """

    texts: tuple[Item, ...] = ()
    xmp: tuple[Item, ...] = ()
    bits: Bits | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is carried."""
        return not (self.texts or self.xmp or self.bits)


def extract(path: Path) -> Carried:
    """Read what a PNG carries.

    Raises
    ------
    RefusedError
        If the file is no PNG, has more than 128 MiB, or cannot be read.
    """
    texts, notes = read_texts(png_content(path))
    plain = tuple(_text_item(one.keyword, one.text) for one in texts if one.keyword != xmp.KEYWORD)
    packets = [one.text for one in texts if one.keyword == xmp.KEYWORD]
    properties, more = _properties(packets)
    bits, still_more = _bits_of(path)
    return Carried(plain, properties, bits, (*notes, *more, *still_more))


def _text_item(keyword: str, text: str) -> Item:
    found = _TEXT_TAG.fullmatch(keyword)
    if found is None:
        return Item(None, keyword, text)
    tag = int(found[1] + found[2], 16)
    return Item(tag, keyword_for_tag(tag), text)


def _properties(packets: list[str]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    items: list[Item] = []
    notes: list[str] = []
    for packet in packets[:1]:  # there is but one in a sound file
        try:
            items += (_property(*one) for one in xmp.properties(packet))
        except ValueError as error:
            notes.append(f"XMP was left out: {error}.")
    return tuple(items), tuple(notes)


def _property(namespace: str, name: str, value: str) -> Item:
    if namespace != xmp.ATTRIBUTES:
        return Item(None, name, value)
    numbered = _XMP_TAG.fullmatch(name)
    tag = int(numbered[1], 16) if numbered else tag_for_keyword(name)
    return Item(tag, keyword_for_tag(tag) if tag is not None else name, value)


def _bits_of(path: Path) -> tuple[Bits | None, tuple[str, ...]]:
    try:
        pixels = png_samples(path)
    except NotDicomError:
        return None, ("The pixels were not looked at: the picture is damaged.",)
    except RefusedError as error:
        return None, (f"The pixels were not looked at: {error.reason}.",)
    notes: list[str] = []
    for channel in (png_bits.GREY,) if pixels.ndim == 2 else ("blue", "green", "red"):
        try:
            text = png_bits.find(pixels, channel)
        except png_bits.DamagedBitsError as error:
            notes.append(f"The lowest bits of {channel} begin like text of CXR-12, but {error}.")
            continue
        if text is not None:
            return Bits(OWN, channel, _attributes(text)), tuple(notes)
    return _thesis_bits(pixels, notes)


def _thesis_bits(pixels: NDArray[Any], notes: list[str]) -> tuple[Bits | None, tuple[str, ...]]:
    found = find_thesis_tags(pixels)
    if found is None:
        return None, tuple(notes)
    if not found.ended:
        notes.append(
            "The tags in the lowest bits never end: the picture may have been cut; the last value may be wrong."
        )
    items = tuple(Item(tag, keyword_for_tag(tag), value) for tag, value in found.tags)
    return Bits(THESIS, found.channel, items), tuple(notes)


def _attributes(text: str) -> tuple[Item, ...]:
    """Read what :func:`core.export.embedding.bits_text` wrote; any other text is one item."""
    try:
        raw = records.parse(text)
    except ValueError:
        raw = None
    flat = isinstance(raw, dict) and all(_BITS_TAG.fullmatch(k) and isinstance(v, str) for k, v in raw.items())
    if not flat:
        return (Item(None, "", text),)
    return tuple(Item(int(tag, 16), keyword_for_tag(int(tag, 16)), value) for tag, value in raw.items())
