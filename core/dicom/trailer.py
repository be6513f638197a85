"""Where the pixels of a file end, and something else may follow: signatures, padding."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.dicom.container import Container

_ITEM, _DELIMITER = 0xFFFEE000, 0xFFFEE0DD


def end_of_pixels(container: Container) -> int | None:
    """Find the first byte after the pixels without reading them; None where they do not end properly.

    References
    ----------
    DICOM PS3.5 A.4, encapsulated pixel data.
    """
    pixels, stream, size = container.pixels, container.stream, container.size
    if pixels is None:
        return None
    at = pixels.offset
    if pixels.length is not None:
        return at + pixels.length
    while at + 8 <= size:
        stream.seek(at)
        group, element, length = struct.unpack("<HHI", stream.read(8))
        mark = group << 16 | element
        at += 8
        if mark == _DELIMITER:
            return at
        if mark != _ITEM or length > size - at:
            return None
        at += length
    return None
