"""A model file is data from who knows where: what must hold before Keras may read numbers from it.

A ``.keras`` file is a zip archive of two JSON files, which are never read, and ``model.weights.h5``, a plain tree of
arrays. No Keras is imported here.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import struct
import zipfile
from io import BufferedReader
from pathlib import Path

import h5py

from core.errors import ModelRefusedError
from core.models.card import ModelCard

log = logging.getLogger(__name__)

MOST_BYTES = 1 << 31
"""Of a model file; the largest network of the registry at 512 pixels has 1.2 GB."""

_MEMBERS = {"config.json": 1 << 24, "metadata.json": 1 << 16, "model.weights.h5": MOST_BYTES}
_MOST_OBJECTS = 20_000
_MOST_DEPTH = 16
_END_RECORD = struct.Struct("<4s4H2LH")  # end of central directory, APPNOTE.TXT 4.3.16


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
            _check_end_record(file)
            with zipfile.ZipFile(file) as archive:
                _check_members(archive)
                with archive.open("model.weights.h5") as member, h5py.File(member, "r") as weights:
                    _check_count(_count_numbers(weights, archive.getinfo("model.weights.h5").file_size), card)
    except _Unfit as error:
        raise ModelRefusedError(path, str(error)) from None
    except (zipfile.BadZipFile, OSError, KeyError, RuntimeError, TypeError, ValueError) as error:
        log.info("a model file could not be read: %s", type(error).__name__)
        raise ModelRefusedError(path, "expected a .keras file, found a damaged one; fetch the model again") from error


class _Unfit(Exception):
    """One sentence: what was expected and what was found."""


def _check_bytes(file: BufferedReader, card: ModelCard) -> None:
    size = os.fstat(file.fileno()).st_size
    if size > MOST_BYTES:
        raise _Unfit(f"expected a model file of at most {MOST_BYTES} bytes, found {size}")
    found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != card.sha256:
        raise _Unfit(
            f"expected the file its card describes (SHA-256 {card.sha256[:12]}...), found other bytes "
            f"({found[:12]}...); it was changed or replaced, so fetch the model again"
        )


def _check_end_record(file: BufferedReader) -> None:
    """Look at the number of members before anything reads a directory of millions of them."""
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - _END_RECORD.size))
    record = file.read()
    if len(record) < _END_RECORD.size or not record.startswith(b"PK\5\6"):
        raise _Unfit("expected a .keras archive, found something else")
    entries, directory_bytes = _END_RECORD.unpack(record)[4:6]
    if entries != len(_MEMBERS) or directory_bytes > 1 << 12:
        raise _Unfit(f"expected an archive of {len(_MEMBERS)} members, found {entries}")


def _check_members(archive: zipfile.ZipFile) -> None:
    names = sorted(member.filename for member in archive.infolist())
    if names != sorted(_MEMBERS):
        raise _Unfit(f"expected the members {', '.join(sorted(_MEMBERS))}, found others")
    for member in archive.infolist():
        # Keras stores without compressing; insisting on it leaves no room for a bomb.
        if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
            raise _Unfit(f"expected uncompressed members, found {member.filename} compressed")
        if member.file_size > _MEMBERS[member.filename]:
            raise _Unfit(f"expected at most {_MEMBERS[member.filename]} bytes of {member.filename}, found more")


def _count_numbers(weights: h5py.File, most_bytes: int) -> int:
    """Walk the tree, allowing only groups and plain arrays that lie in this very file; count their floats."""
    floats, left, objects = 0, most_bytes, 0
    waiting: list[tuple[h5py.Group, int]] = [(weights, 0)]
    while waiting:
        group, depth = waiting.pop()
        for name in group:
            objects += 1
            if objects > _MOST_OBJECTS or depth > _MOST_DEPTH:  # also ends hard-link loops
                raise _Unfit("expected a tree of weights, found one too large or too deep")
            if group.get(name, getlink=True, getclass=True) is not h5py.HardLink:
                raise _Unfit("expected weights inside the file, found a link")
            item = group[name]
            if isinstance(item, h5py.Group):
                waiting.append((item, depth + 1))
                continue
            left -= _plain_bytes(item)
            if left < 0:
                raise _Unfit("expected no more weights than the file has bytes, found larger arrays declared")
            floats += item.size if item.dtype.kind == "f" else 0
    return floats


def _plain_bytes(item: object) -> int:
    """Bytes of an array of plain numbers; the state of a random generator (dropout) is two unsigned integers."""
    if not isinstance(item, h5py.Dataset):
        raise _Unfit("expected groups and arrays, found another kind of object")
    random_state = item.dtype.kind == "u" and item.shape == (2,)
    if not (item.dtype.kind == "f" or random_state) or item.shape is None:
        raise _Unfit(f"expected arrays of floating-point numbers, found one of {item.dtype}")
    properties = item.id.get_create_plist()
    if item.is_virtual or item.external or properties.get_nfilters() or item.chunks:
        raise _Unfit("expected plain arrays, found one stored elsewhere, in chunks or compressed")
    size: int = math.prod(item.shape) * item.dtype.itemsize
    return size


def _check_count(floats: int, card: ModelCard) -> None:
    if floats != card.parameters:
        raise _Unfit(f"expected the {card.parameters} numbers that the card declares, found {floats}")
