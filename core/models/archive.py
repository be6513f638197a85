"""A model file is data from who knows where: what must hold before Keras may read numbers from it.

A ``.keras`` file is a zip archive of two JSON files and ``model.weights.h5``, a plain tree of arrays. No Keras is
imported here.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO

import h5py

from core.errors import ModelRefusedError
from core.models import hdf5
from core.models.card import ModelCard
from core.models.hdf5 import UnfitFileError

log = logging.getLogger(__name__)

MOST_BYTES = 1 << 31
"""Of a model file; the largest network of the registry at 512 pixels has 1.2 GB."""

CONFIG, WEIGHTS = "config.json", "model.weights.h5"
MEMBERS = {CONFIG: 1 << 24, "metadata.json": 1 << 16, WEIGHTS: MOST_BYTES}
"""Of an archive, and the most bytes of each."""

DAMAGED = (zipfile.BadZipFile, OSError, KeyError, RuntimeError, TypeError, ValueError, EOFError, NotImplementedError)
"""What the libraries raise for files that are not what they should be."""

_MOST_RATIO = 8  # weights are noise: they hardly compress
_SLACK_BYTES = 1 << 22  # configurations do, and are small
_END_RECORD = struct.Struct("<4s4H2LH")  # end of central directory, APPNOTE.TXT 4.3.16
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")  # of a member, APPNOTE.TXT 4.3.7


def check(path: Path, card: ModelCard) -> None:
    """Check size, SHA-256, archive and arrays of the model file at ``path`` against its card.

    Raises
    ------
    ModelRefusedError
        At the first thing that does not hold.
    """
    if not path.is_file():  # opening a named pipe would wait for ever
        raise ModelRefusedError(path, "expected a model file, found none")
    try:
        with path.open("rb") as file:
            _check_bytes(file, card)
            with opened_archive(file) as archive, opened_weights(file, archive) as weights:
                arrays = hdf5.walk(weights, archive.getinfo(WEIGHTS).file_size)
            _check_count(sum(array.size for array in arrays.values() if array.is_float), card)
    except UnfitFileError as error:
        raise ModelRefusedError(path, str(error)) from None
    except DAMAGED as error:
        log.info("a model file could not be read: %s", type(error).__name__)
        raise ModelRefusedError(path, "expected a .keras file, found a damaged one; fetch the model again") from error


def config(path: Path) -> bytes:
    """Read the configuration of a ``.keras`` file that :func:`check` has passed."""
    with zipfile.ZipFile(path) as members:
        return members.read(CONFIG)


def _check_bytes(file: BufferedReader, card: ModelCard) -> None:
    found = digest(file)
    if found != card.sha256:
        raise UnfitFileError(
            f"expected the file its card describes (SHA-256 {card.sha256[:12]}...), found other bytes "
            f"({found[:12]}...); it was changed or replaced, so fetch the model again"
        )


def digest(file: BufferedReader) -> str:
    """SHA-256 of an open file in lower-case hexadecimal, once its size is known to be within bounds."""
    size = os.fstat(file.fileno()).st_size
    if size > MOST_BYTES:
        raise UnfitFileError(f"expected a model file of at most {MOST_BYTES} bytes, found {size}")
    return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def opened_archive(file: BufferedReader, *, packed: bool = False) -> Iterator[zipfile.ZipFile]:
    """Open the archive of a ``.keras`` file once its directory and members are known to be within bounds.

    Keras stores members as they are; with ``packed``, they may also be compressed, as by a user's own zip program.
    """
    _check_end_record(file)
    with zipfile.ZipFile(file) as archive:
        _check_members(archive, packed=packed)
        yield archive


@contextlib.contextmanager
def opened_weights(file: BufferedReader, archive: zipfile.ZipFile) -> Iterator[h5py.File]:
    """Open the weights of a checked archive: where they lie, or from a nameless file if they are compressed."""
    member = archive.getinfo(WEIGHTS)
    if member.compress_type != zipfile.ZIP_STORED:
        with tempfile.TemporaryFile() as unpacked, archive.open(member) as packed:
            shutil.copyfileobj(packed, unpacked, 1 << 20)  # zipfile stops at the size that the directory declares
            with h5py.File(unpacked, "r") as weights:
                yield weights
        return
    file.seek(member.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\3\4"):
        raise UnfitFileError(f"expected {WEIGHTS} in the archive, found a damaged one; fetch the model again")
    start = member.header_offset + _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack(header)[9:])
    with h5py.File(_Part(file, start, member.file_size), "r") as weights:
        yield weights


class _Part(RawIOBase):
    """A stretch of an open file, as a file: zipfile's own goes back to the start with each step backwards."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        super().__init__()
        self._file, self._start, self._length, self._at = file, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        view = memoryview(buffer).cast("B")
        count = max(0, min(len(view), self._length - self._at))
        self._file.seek(self._start + self._at)
        content = self._file.read(count)
        view[: len(content)] = content
        self._at += len(content)
        return len(content)


def _check_end_record(file: BufferedReader) -> None:
    """Look at the number of members before anything reads a directory of millions of them."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - _END_RECORD.size))
    record = file.read()
    if len(record) < _END_RECORD.size or not record.startswith(b"PK\5\6"):
        raise UnfitFileError("expected a .keras archive, found something else")
    entries, directory_bytes = _END_RECORD.unpack(record)[4:6]
    if entries != len(MEMBERS) or directory_bytes > 1 << 12:
        raise UnfitFileError(f"expected an archive of {len(MEMBERS)} members, found {entries}")


def _check_members(archive: zipfile.ZipFile, *, packed: bool) -> None:
    names = sorted(member.filename for member in archive.infolist())
    if names != sorted(MEMBERS):
        raise UnfitFileError(f"expected the members {', '.join(sorted(MEMBERS))}, found others")
    for member in archive.infolist():
        # Keras stores without compressing; insisting on it leaves no room for a bomb.
        stored = member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size
        if not stored and not (packed and member.compress_type == zipfile.ZIP_DEFLATED):
            raise UnfitFileError(f"expected uncompressed members, found {member.filename} compressed")
        if not stored and member.file_size > _MOST_RATIO * member.compress_size + _SLACK_BYTES:
            raise UnfitFileError(
                f"expected members compressed at most {_MOST_RATIO} to 1, found {member.filename}, which would inflate "
                f"to {member.file_size} bytes"
            )
        if member.file_size > MEMBERS[member.filename]:
            raise UnfitFileError(f"expected at most {MEMBERS[member.filename]} bytes of {member.filename}, found more")


def _check_count(floats: int, card: ModelCard) -> None:
    if floats != card.parameters:
        raise UnfitFileError(f"expected the {card.parameters} numbers that the card declares, found {floats}")
