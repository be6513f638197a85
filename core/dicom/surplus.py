"""Tell whether the scans of a JPEG are complete: then what is put behind their data changes no pixel."""

from __future__ import annotations

import re

_MARKER = re.compile(rb"\xff+[^\x00\xff]")
_SOS, _EOI = 0xDA, 0xD9
_BARE = frozenset((0x01, *range(0xD0, 0xD9)))  # markers without a length
_SURPLUS = b"\xaa" * 32  # begins with another bit than the zeros that decoders take where data ends


def with_surplus(data: bytes) -> bytes:
    """Return a JPEG codestream with surplus bytes behind the entropy-coded data of each scan and restart interval.

    A decoder passes over what stands before a marker that it has no need of (ISO/IEC 10918-1 B.1.1.5 ends a segment
    of coded data with it). Where bytes are missing, it has: then the pixels are others than without the surplus.

    Parameters
    ----------
    data : bytes
        A codestream whose markers up to the first scan can be followed.
    """
    parts, done, at, coded = [], 0, 2, False
    while found := _MARKER.search(data, at):
        marker = data[found.end() - 1]
        if coded:
            parts += [data[done : found.start()], _SURPLUS]
            done = found.start()
        at = found.end()
        if marker == _EOI:
            break
        if marker not in _BARE:
            at += int.from_bytes(data[at : at + 2], "big")
            coded = marker == _SOS
    return b"".join((*parts, data[done:]))


def has_pauses(data: bytes) -> bool:
    """Tell whether data can be missing before the end: a progressive JPEG, or one with restart intervals."""
    at = 2
    while found := _MARKER.search(data, at):
        marker = data[found.end() - 1]
        if marker in (0xC2, 0xDD):
            return True
        if marker in (_SOS, _EOI):
            break
        at = found.end() + (0 if marker in _BARE else int.from_bytes(data[found.end() : found.end() + 2], "big"))
    return False
