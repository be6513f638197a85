"""What a compressed frame says of itself, read from its first bytes before any decoder sees it."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass

_BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length
_SOF = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0), 0xF7))
_HUFFMAN_DCT = frozenset((0xC0, 0xC1, 0xC2))
_JFIF, _ADOBE = b"JFIF\0", b"Adobe"
END_MARK = b"\xff\xd9"  # EOI of JPEG and JPEG-LS, EOC of JPEG 2000
_PADDING = 16  # how far from the end the mark may stand
_SOT, _SHORTEST_TILE_PART = b"\xff\x90", 14  # with its SOD marker and no data
_RLE_HEADER = 64
_RLE_MOST = 64  # PS3.5 G.3.1: two bytes unfold to at most 128


class CodestreamError(ValueError):
    """A codestream that breaks off, or is not what was announced; the message is a clause."""


@dataclass(frozen=True, slots=True)
class Codestream:
    """Size, depth and coding of a codestream; ``codec`` names a row of :data:`core.dicom.decode.CODECS`.

    ``space`` is what it says of the three components that come out of the codec: ``"RGB"``, ``"YBR"`` or nothing.
    ``precision`` is 0 where it says none; ``signed`` is told by JPEG 2000 alone.
    """

    codec: str
    rows: int
    columns: int
    components: int
    precision: int
    space: str = ""
    signed: bool = False


def jpeg(data: bytes) -> Codestream:
    """Read the frame header of a JPEG or JPEG-LS codestream (ISO/IEC 10918-1 B.2.2, 14495-1 C.2.2).

    Raises
    ------
    CodestreamError
        If there is none, or the end mark is missing.
    """
    if data[:2] != b"\xff\xd8":
        raise CodestreamError("it does not begin like JPEG")
    at, applications = 2, b""
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise CodestreamError("its JPEG markers cannot be followed")
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE_MARKERS:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _SOF:
            return _jpeg_frame(data, at, marker, applications)
        if marker in (0xD9, 0xDA):
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 4 : at + 9] in (_JFIF, _ADOBE) and length >= 14:  # a shorter one says nothing
            applications += data[at + 4 : at + 16]
        at += 2 + length
    raise CodestreamError("it has no JPEG frame header")


def jpeg2000(data: bytes) -> Codestream:
    """Read the SIZ segment of a JPEG 2000 codestream, bare or in a JP2 file (ISO/IEC 15444-1 A.5.1).

    Raises
    ------
    CodestreamError
        If there is none, or the end mark is missing.
    """
    start = data.find(b"\xff\x4f\xff\x51", 0, 4096)
    if start < 0 or len(data) < start + 44:
        raise CodestreamError("it has no JPEG 2000 size header")
    right, bottom, left, top = struct.unpack_from(">IIII", data, start + 8)
    components, depth = struct.unpack_from(">HB", data, start + 40)
    _need_end_mark(data)
    space = "RGB" if _coding_style(data, start + 2)[:1] == b"\1" else ""
    precision, signed = (depth & 0x7F) + 1, depth >= 0x80
    return Codestream("jpeg2k", bottom - top, right - left, components, precision, space, signed)


def resolution_levels(data: bytes) -> int:
    """Return how many times a JPEG 2000 codestream lets its size be halved before it is decoded (15444-1 A.6.1)."""
    start = data.find(b"\xff\x4f\xff\x51", 0, 4096)
    return 0 if start < 0 else int.from_bytes(_coding_style(data, start + 2)[1:])


def has_end_mark(data: bytes) -> bool:
    """Tell whether a JPEG, JPEG-LS or JPEG 2000 codestream ends with its end mark, and perhaps some padding."""
    return END_MARK in data[-_PADDING:]


def check_tile_parts(data: bytes) -> None:
    """Follow the lengths of the tile-parts of a JPEG 2000 codestream to its end mark (ISO/IEC 15444-1 A.4.2).

    Psot counts the bytes of a tile-part from its SOT marker on; 0 says that the last one ends with the codestream.

    Raises
    ------
    CodestreamError
        If one of them does not end where the next one, or the end mark, begins: bytes are missing or too many.
    """
    at = data.find(b"\xff\x4f\xff\x51", 0, 4096) + 2
    while at >= 2 and data[at : at + 1] == b"\xff" and data[at : at + 2] != _SOT:
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    if at < 2 or data[at : at + 2] != _SOT:
        raise CodestreamError("no tile-part follows its JPEG 2000 header")
    while data[at : at + 2] == _SOT:
        length = int.from_bytes(data[at + 6 : at + 10], "big")
        if length == 0:
            return
        if length < _SHORTEST_TILE_PART:
            raise CodestreamError(f"a tile-part of {length} bytes is shorter than its own header")
        at += length
    if data[at : at + 2] != END_MARK:
        raise CodestreamError("bytes are missing inside it: a tile-part does not end where its length says")


def rle(data: bytes, segments: int, frame_bytes: int) -> None:
    """Check the header of an RLE frame (PS3.5 G.5) and that it can hold the frame at all.

    Raises
    ------
    CodestreamError
        If it cannot be decoded to ``segments`` byte planes of a frame of ``frame_bytes``.
    """
    if len(data) < _RLE_HEADER:
        raise CodestreamError(f"its RLE header breaks off: expected 64 bytes, found {len(data)}")
    count, *offsets = struct.unpack_from("<16I", data)
    if count != segments:
        raise CodestreamError(f"expected {segments} RLE segments, found {count}")
    used = [*offsets[:count], len(data)]
    if used[0] != _RLE_HEADER or any(start >= end for start, end in itertools.pairwise(used)):
        raise CodestreamError("its RLE segment offsets are not in order within the frame")
    if (len(data) - _RLE_HEADER) * _RLE_MOST < frame_bytes:
        raise CodestreamError(f"{len(data)} bytes of RLE cannot hold a frame of {frame_bytes} bytes")


def _coding_style(data: bytes, at: int) -> bytes:
    """Return two bytes of the COD segment, after the SIZ segment at ``at``, or none (15444-1 A.6.1).

    They are 1 for a colour transform, which the codec undoes, so that red, green and blue come out; and the number of
    decomposition levels.
    """
    while at + 10 <= len(data) and data[at] == 0xFF and data[at + 1] != 0x90:
        if data[at + 1] == 0x52:
            return data[at + 8 : at + 10]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return b""


def _jpeg_space(data: bytes, at: int, components: int, applications: bytes) -> str:
    """Tell what the three components of a JPEG are: Adobe's word, the names R, G, B, JFIF, or halved chrominance."""
    if components != 3 or at + 19 > len(data):
        return ""
    adobe = applications.find(_ADOBE)
    if adobe >= 0:
        return "RGB" if applications[adobe + 11 : adobe + 12] == b"\0" else "YBR"
    if data[at + 10 : at + 19 : 3] in (b"RGB", b"rgb"):
        return "RGB"
    return "YBR" if _JFIF in applications or len(set(data[at + 11 : at + 19 : 3])) > 1 else ""


def _jpeg_frame(data: bytes, at: int, marker: int, applications: bytes) -> Codestream:
    if at + 10 > len(data):
        raise CodestreamError("its JPEG frame header breaks off")
    precision, rows, columns, components = struct.unpack_from(">BHHB", data, at + 4)
    _need_end_mark(data)
    if marker == 0xF7:
        codec = "jpegls"
    elif marker == 0xC3:
        codec = "jpegsof3"
    elif marker in _HUFFMAN_DCT:
        codec = "jpeg8"
    else:
        raise CodestreamError(f"it uses a JPEG process that is not handled (SOF{marker & 15})")
    space = _jpeg_space(data, at, components, applications) if codec == "jpeg8" else ""
    return Codestream(codec, rows, columns, components, precision, space)


def _need_end_mark(data: bytes) -> None:
    if not has_end_mark(data):
        raise CodestreamError("it breaks off: its end mark is missing")
