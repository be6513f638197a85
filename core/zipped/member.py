"""One file of a ZIP archive, unpacked in memory: its begin at once, all of it when more than that is asked for."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from core.errors import DamagedError, UnsupportedError
from core.zipped.directory import DEFLATED

if TYPE_CHECKING:
    from core.zipped.directory import Entry

_HEAD = 1 << 16  # what a listing of headers needs
_STEP = 1 << 16
_LOCAL, _LOCAL_MARK = struct.Struct("<4s22xHH"), b"PK\x03\x04"


class Member(io.BytesIO):
    """An unpacked file to read from; all that lies behind the first 64 KiB has passed the check of the CRC-32.

    Parameters
    ----------
    archive, path : Path
        Where it is packed, and what it is called there.

    Raises
    ------
    UnsupportedError
        It is not to be unpacked.
    DamagedError
        It cannot be unpacked, or is not what the archive says: from here, or from whatever reads on.
    """

    def __init__(self, archive: Path, entry: Entry, path: Path) -> None:
        super().__init__()
        if entry.problem:
            raise UnsupportedError(path, entry.problem)
        self._archive, self._entry, self._path = archive, entry, path
        self._there = 0
        self._unpack(_HEAD)

    def read(self, size: int | None = -1, /) -> bytes:
        """Read ``size`` bytes, or all there are."""
        if size is None or size < 0 or self.tell() + size > self._there:
            self._unpack(self._entry.size)
        return super().read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place."""
        if whence == 2:
            self._unpack(self._entry.size)
        return super().seek(offset, whence)

    def getbuffer(self) -> memoryview:
        """Give all of it."""
        self._unpack(self._entry.size)
        return super().getbuffer()

    def _unpack(self, most: int) -> None:
        """Have at least ``most`` bytes of it, or all."""
        wanted = min(most, self._entry.size)
        if self._there >= wanted and self._there:
            return
        at, crc, done = self.tell(), 0, 0
        super().seek(0)
        with self._archive.open("rb") as file:
            for part in self._parts(file, wanted):
                crc, done = zlib.crc32(part, crc), done + len(part)
                if done > wanted:
                    raise DamagedError(self._path, "it holds more than the ZIP archive says: copy the archive again")
                super().write(part)
        if done < wanted:
            raise DamagedError(self._path, "it breaks off inside the ZIP archive: copy the archive again")
        if done == self._entry.size and crc != self._entry.crc:
            raise DamagedError(self._path, "its check sum in the ZIP archive does not fit: copy the archive again")
        self._there = done
        super().seek(at)

    def _parts(self, file: BinaryIO, wanted: int) -> Iterator[bytes]:
        """Unpack bit by bit ``wanted`` bytes; of the whole file one more, should there be one."""
        entry = self._entry
        file.seek(entry.offset)
        local = file.read(_LOCAL.size)
        if len(local) < _LOCAL.size or local[:4] != _LOCAL_MARK:
            raise DamagedError(self._path, "it is not where the ZIP archive says: copy the archive again")
        file.seek(sum(_LOCAL.unpack(local)[1:]), io.SEEK_CUR)
        left = wanted + (wanted == entry.size)
        if entry.method != DEFLATED:
            yield from _stored(file, min(left, entry.packed))
            return
        try:
            yield from _inflated(file, entry.packed, left)
        except zlib.error:
            raise DamagedError(
                self._path, "it cannot be unpacked from the ZIP archive: copy the archive again"
            ) from None


def _stored(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left and (part := file.read(min(left, _STEP))):
        left -= len(part)
        yield part


def _inflated(file: BinaryIO, packed: int, left: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while left and not inflater.eof:
        source = inflater.unconsumed_tail
        if not source:
            source = file.read(min(packed, _STEP))
            packed -= len(source)
        part = inflater.decompress(source, min(left, _STEP))
        if not source and not part:
            return
        left -= len(part)
        yield part
