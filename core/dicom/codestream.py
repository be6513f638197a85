"""What a compressed frame says of itself, read from its first bytes before any decoder sees it."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass

_BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length
_SOF = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0), 0xF7))
_HUFFMAN_OR_ARITHMETIC_DCT = frozenset((0xC0, 0xC1, 0xC2, 0xC9, 0xCA))
_END_MARK = b"\xff\xd9"  # EOI of JPEG and JPEG-LS, EOC of JPEG 2000
_PADDING = 16  # how far from the end the mark may stand
_RLE_HEADER = 64
_RLE_MOST = 64  # PS3.5 G.3.1: two bytes unfold to at most 128


class CodestreamError(ValueError):
    """A codestream that breaks off, or is not what was announced; the message is a clause."""


@dataclass(frozen=True, slots=True)
class Codestream:
    """Size, depth and coding of a codestream; ``codec`` names a row of :data:`core.dicom.decode.CODECS`."""

    codec: str
    rows: int
    columns: int
    components: int
    precision: int


def jpeg(data: bytes) -> Codestream:
    """Read the frame header of a JPEG or JPEG-LS codestream (ISO/IEC 10918-1 B.2.2, 14495-1 C.2.2).

    Raises
    ------
    CodestreamError
        If there is none, or the end mark is missing.
    """
    if data[:2] != b"\xff\xd8":
        raise CodestreamError("it does not begin like JPEG")
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise CodestreamError("its JPEG markers cannot be followed")
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE_MARKERS:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _SOF:
            return _jpeg_frame(data, at, marker)
        if marker in (0xD9, 0xDA):
            break
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
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
    return Codestream("jpeg2k", bottom - top, right - left, components, (depth & 0x7F) + 1)


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


def _jpeg_frame(data: bytes, at: int, marker: int) -> Codestream:
    if at + 10 > len(data):
        raise CodestreamError("its JPEG frame header breaks off")
    precision, rows, columns, components = struct.unpack_from(">BHHB", data, at + 4)
    _need_end_mark(data)
    if marker == 0xF7:
        codec = "jpegls"
    elif marker == 0xC3:
        codec = "jpegsof3"
    elif marker in _HUFFMAN_OR_ARITHMETIC_DCT:
        codec = "jpeg8"
    else:
        raise CodestreamError(f"it uses a JPEG process that is not handled (SOF{marker & 15})")
    return Codestream(codec, rows, columns, components, precision)


def _need_end_mark(data: bytes) -> None:
    if _END_MARK not in data[-_PADDING:]:
        raise CodestreamError("it breaks off: its end mark is missing")
