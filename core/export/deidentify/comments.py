"""Text between compressed pixels: comments and application data of JPEG, JPEG-LS and JPEG 2000 streams.

A scanner may have written a name there, where no rule about attributes reaches it. What is not needed to decode is
overwritten with zeros; no length changes, so that every offset into the pixels still holds.

References
----------
ITU-T T.81 B.1 and B.2 (JPEG), T.87 C (JPEG-LS), T.800 A.3 and A.9.2 (JPEG 2000); DICOM PS3.5 A.4 (fragments).
"""

from __future__ import annotations

import re
import struct

_ITEM = 0xFFFEE000
_JPEG, _JPEG_2000 = b"\xff\xd8\xff", b"\xff\x4f\xff\x51"
_NEXT_MARKER = re.compile(rb"\xff[\x01\xc0-\xcf\xd8-\xfe]")  # entropy-coded bytes hold none but restarts
_COMMENT, _APPLICATIONS = 0xFE, range(0xE0, 0xF0)
_NEEDED = (
    (0xE0, b"JFIF\0", 16),
    (0xE8, b"mrfx", 7),
    (0xE8, b"SPIFF\0", 32),
    (0xE8, b"\0\0\0\1", 8),
    (0xEE, b"Adobe", 14),
)
"""Application data that a decoder looks at, as long as they are without a thumbnail: colour spaces and transforms."""
_SCAN, _END, _BEGIN = 0xDA, 0xD9, 0xD8
_TILE, _TILE_DATA, _COMMENT_2000, _END_2000 = 0x90, 0x93, 0x64, 0xD9


def without_comments(value: bytes) -> bytes:
    """Overwrite comments in encapsulated pixels; of streams of another kind nothing is changed.

    Parameters
    ----------
    value : bytes
        Items with the basic offset table first and the sequence delimiter last, as they stand in the file.
    """
    cleaned = bytearray(value)
    for fragments in _streams(value):
        stream = bytearray().join(value[start:end] for start, end in fragments)
        _clean(stream)
        at = 0
        for start, end in fragments:
            cleaned[start:end] = stream[at : at + end - start]
            at += end - start
    return bytes(cleaned)


def _streams(value: bytes) -> list[list[tuple[int, int]]]:
    """Give where the fragments of each stream lie: one begins wherever a fragment begins like one."""
    streams: list[list[tuple[int, int]]] = []
    for start, end in _fragments(value)[1:]:
        if value[start:end].startswith((_JPEG, _JPEG_2000)):
            streams.append([])
        if streams:
            streams[-1].append((start, end))
    return streams


def _fragments(value: bytes) -> list[tuple[int, int]]:
    found, at = [], 0
    while at + 8 <= len(value):
        group, element, length = struct.unpack_from("<HHI", value, at)
        if group << 16 | element != _ITEM:
            break
        found.append((at + 8, min(at + 8 + length, len(value))))
        at += 8 + length
    return found


def _clean(stream: bytearray) -> None:
    """Overwrite what is not needed of one stream; it ends where the stream breaks off."""
    try:
        end = _clean_jpeg(stream) if stream.startswith(_JPEG) else _clean_jpeg_2000(stream)
    except struct.error:
        return
    _blank(stream, end, len(stream))  # padding, or what somebody hid in it


def _clean_jpeg(stream: bytearray) -> int:
    at = 2
    while found := _NEXT_MARKER.search(stream, at):
        marker, at = stream[found.start() + 1], found.end()
        if marker == _END:
            return at
        if marker in (_BEGIN, 0x01):
            continue
        (length,) = struct.unpack_from(">H", stream, at)
        kept = any(marker == one and length == size and stream.startswith(name, at + 2) for one, name, size in _NEEDED)
        if marker == _COMMENT or (marker in _APPLICATIONS and not kept):
            _blank(stream, at + 2, at + length)
        at += max(length, 2)
    return len(stream)


def _clean_jpeg_2000(stream: bytearray) -> int:
    at, tile, size = 2, 0, 0
    while stream[at : at + 1] == b"\xff" and stream[at + 1] != _END_2000:
        marker = stream[at + 1]
        if marker == _TILE:
            tile, (size,) = at, struct.unpack_from(">I", stream, at + 6)
        elif marker == _TILE_DATA:
            if size == 0:  # to the end of the stream
                return stream.rfind(b"\xff\xd9") + 2 or len(stream)
            at = max(tile + size, at + 2)
            continue
        (length,) = struct.unpack_from(">H", stream, at + 2)
        if marker == _COMMENT_2000:
            _blank(stream, at + 6, at + 2 + length)
        at += 2 + max(length, 2)
    return at + 2 if stream[at : at + 2] == b"\xff\xd9" else len(stream)


def _blank(stream: bytearray, start: int, end: int) -> None:
    end = min(end, len(stream))
    stream[start:end] = bytes(max(0, end - start))
