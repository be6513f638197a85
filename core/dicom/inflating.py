"""The deflated transfer syntax (PS3.5 A.5): inflated in bounded steps, before a parser would do it in one go."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

from core.errors import DamagedError, UnsupportedError

DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT = "1.2.840.10008.1.2.1"

_RATIO, _LEAST, _MOST = 32, 64 << 20, 192 << 20
_META_BEGIN = b"\x02\0\0\0UL\x04\0"  # behind the mark DICM: File Meta Information Group Length (PS3.10 7.1)
_MOST_META = 1 << 16


def inflated(path: Path, file: BinaryIO, size: int) -> tuple[BinaryIO, int]:
    """Inflate the data set of a file of ``size`` bytes and put it behind the preamble and meta group.

    The meta group's transfer syntax becomes Explicit VR Little Endian, which is what the inflated bytes are.

    Returns
    -------
    binary file, int
        In memory, at its begin, and how long it is.

    Raises
    ------
    DamagedError
        It is no deflated file, breaks off, or cannot be inflated.
    UnsupportedError
        It would take far more memory than its size lets expect.
    """
    file.seek(0)
    head = file.read(144)
    start = 144 + struct.unpack("<I", head[140:])[0] if len(head) == 144 and head[132:140] == _META_BEGIN else 0
    if not 144 <= start <= _MOST_META:
        raise DamagedError(path, "the File Meta Information of a deflated file cannot be parsed")
    meta = (head + file.read(start - 144)).replace(DEFLATED.encode(), (EXPLICIT + "\0\0\0").encode())
    limit = min(_MOST, max(_LEAST, _RATIO * (size - start)))
    inflater, out = zlib.decompressobj(-zlib.MAX_WBITS), io.BytesIO()
    out.write(meta)
    try:
        while not inflater.eof:
            packed = inflater.unconsumed_tail or file.read(1 << 20)
            part = inflater.decompress(packed, 1 << 20)
            if not packed and not part:  # only then: what was taken in may be more than one step gives out
                break
            out.write(part)
            if out.tell() > limit:
                raise UnsupportedError(
                    path, f"the deflated data set is too large: expected at most {limit >> 20} MiB when inflated"
                )
    except zlib.error:
        raise DamagedError(path, "the deflated data set cannot be inflated") from None
    if not inflater.eof:
        raise DamagedError(path, "the deflated data set breaks off")
    size = out.tell()
    out.seek(0)
    return out, size
