"""A radiograph as a PNG that carries attributes of its file: as text, as XMP and, where asked, in its lowest bits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.identifying import is_identifying
from core.dicom.tags import UNPARSED, UNREAD, TagRow, read_tags, tag_number
from core.display.render import render_shown
from core.errors import Cxr12Error
from core.export import png_bits, xmp
from core.export.native import native_description, native_values, shown_description
from core.export.picture import DISCLAIMER, SOFTWARE, write_png
from core.export.png_text import text_chunk

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View

DEPTHS = (8, 16)
"""Bits of a grey value: as shown, or as stored."""

_NO_TEXT = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "UN"))
_CHARACTER_SET = 0x00080005  # of the file: text leaves as Unicode
_LONGEST_VALUE = 1024  # longer ones are tables
_LONGEST_KEYWORD = 79  # of a PNG text


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a DICOM file that a picture can carry.

    Attributes
    ----------
    tag : int
        Group and element as one number.
    keyword, name, value : str
        As in :class:`core.dicom.tags.TagRow`.
    identifying : bool
        It may tell whose image it is.
    """

    tag: int
    keyword: str
    name: str
    value: str
    identifying: bool

    @property
    def number(self) -> str:
        """The tag as ``(gggg,eeee)``."""
        return f"({self.tag >> 16:04X},{self.tag & 0xFFFF:04X})"


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """The pixels of a picture to come.

    Attributes
    ----------
    pixels : ndarray of uint8 or uint16, shape (H, W) or (H, W, 3)
        Grey values, or red, green and blue.
    peak : int
        The highest value that they can have.
    description : str
        What they are, in ASCII.
    """

    pixels: NDArray[Any]
    peak: int
    description: str

    @property
    def capacity(self) -> int:
        """Bytes of text that the lowest bits of one channel have room for."""
        return png_bits.capacity(*self.pixels.shape[:2])


@dataclass(frozen=True, slots=True)
class Embedded:
    """What the lowest bits of a written picture hold, in bytes, and what it cost.

    ``psnr_db`` compares the written pixels with those before; infinite where the lowest bits were left alone.
    """

    used: int
    capacity: int
    psnr_db: float


def attributes_of(path: Path) -> tuple[Attribute, ...]:
    """List what a picture can carry of a DICOM file: top-level attributes whose value is text of up to 1,024 letters.

    Raises
    ------
    RefusedError
        As :func:`core.dicom.tags.read_tags`.
    """
    return tuple(
        Attribute(row.tag, row.keyword, row.name, row.value, is_identifying(row))
        for row in read_tags(path)
        if row.tag is not None and _can_be_carried(row)
    )


def choose(
    attributes: Sequence[Attribute], names: Sequence[str] = (), *, identifying: bool = False
) -> tuple[Attribute, ...]:
    """Choose attributes by name; without names, all that do not tell whose image it is.

    Parameters
    ----------
    names : sequence of str
        Keywords, or numbers like ``0018,1164``.
    identifying : bool
        Take those that may tell whose image it is, too, where they are named.

    Raises
    ------
    Cxr12Error
        If a name is none, the file does not have it, or it is identifying and that was not asked for.
    """
    if not names:
        return tuple(one for one in attributes if not one.identifying)
    known = {one.tag: one for one in attributes}
    found = {}
    for name in names:
        tag = tag_number(name)
        if tag is None:
            raise Cxr12Error(f"{name}: expected a keyword or a number like 0018,1164, found neither")
        if tag not in known:
            raise Cxr12Error(
                f"{name}: the file has no such attribute, or one whose value is no short text; leave it out"
            )
        if known[tag].identifying and not identifying:
            raise Cxr12Error(
                f"{name}: this may tell whose image it is, and is written only if identifying attributes are asked for"
            )
        found[tag] = known[tag]
    return tuple(found[tag] for tag in sorted(found))


def plate(frame: Frame, view: View, index: int = 0, *, depth: int = 8) -> Plate:
    """Make the pixels of a picture.

    Parameters
    ----------
    depth : int
        8: as shown through ``view``, grey or in colours. 16: the stored values; see
        :func:`core.export.native.native_values`.

    Raises
    ------
    Cxr12Error
        If the image is damaged or cannot be written at that depth.
    """
    if frame.damaged:
        raise Cxr12Error("A damaged image carries no metadata: its pixels are not all there; copy it again.")
    if depth == 16:
        stored = native_values(frame, frame.stored[index]).astype(np.uint16)
        return Plate(stored, (1 << frame.bits_stored) - 1, native_description(frame))
    return Plate(render_shown(frame, view, index), 255, shown_description(frame, view))


def embed(
    path: Path, made: Plate, attributes: Sequence[Attribute], *, channel: str = "", source: Path | None = None
) -> Embedded:
    """Write a PNG that carries ``attributes``; the file appears whole or not at all.

    Parameters
    ----------
    channel : str
        One of :data:`core.export.png_bits.CHANNELS`: write the attributes into its lowest bits, too. A grey picture
        gets three channels where a colour is asked for. Empty leaves every pixel as it is.
    source : Path, optional
        The file of the radiograph: never written to.

    Raises
    ------
    Cxr12Error
        If they do not fit, the picture has no such channel, or the file cannot be written.
    """
    pixels, used, description = made.pixels, 0, made.description
    if channel:
        if channel == png_bits.GREY and pixels.ndim == 3:
            raise Cxr12Error("A colour picture has no channel grey: choose red, green or blue.")
        text = bits_text(attributes)
        used = png_bits.size_of(text)
        if used > made.capacity:
            raise Cxr12Error(
                f"The lowest bits have room for {made.capacity:,} bytes, the attributes take {used:,}: choose fewer."
            )
        pixels = png_bits.hide(pixels, text, channel)
        description += f"; the lowest bits of {channel} carry text"
    write_png(path, pixels, description=description, source=source, chunks=_chunks(attributes))
    return Embedded(used, made.capacity, png_bits.psnr(made.pixels, pixels, made.peak))


def bits_text(attributes: Sequence[Attribute]) -> str:
    """Write attributes as the lowest bits carry them: one JSON object, short, of tags and values."""
    return json.dumps({f"{one.tag:08x}": one.value for one in attributes}, ensure_ascii=False, separators=(",", ":"))


def _chunks(attributes: Sequence[Attribute]) -> bytes:
    texts = [(f"DICOM {one.number} {one.keyword}".strip()[:_LONGEST_KEYWORD], one.value) for one in attributes]
    listed = [(one.tag, one.keyword, one.value) for one in attributes]
    texts.append((xmp.KEYWORD, xmp.packet(listed, creator=SOFTWARE, rights=DISCLAIMER)))
    return b"".join(text_chunk(keyword, value) for keyword, value in texts)


def _can_be_carried(row: TagRow) -> bool:
    if row.tag is None or row.tag >> 16 <= 2 or row.tag == _CHARACTER_SET or row.vr in _NO_TEXT:
        return False
    return 0 < len(row.value) <= _LONGEST_VALUE and row.value != UNPARSED and not row.value.endswith(UNREAD)
