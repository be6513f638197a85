"""What an HDF5 file is made of, looked at before a number is read: groups and plain arrays that lie in the file itself.

HDF5 can point at other files, declare arrays of any size that take no room, and store data through filters. None of
that is in a file of weights, and none of it is followed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

SIGNATURE = b"\x89HDF\r\n\x1a\n"

_MOST_OBJECTS = 20_000
_MOST_DEPTH = 16
_MOST_NAMES_BYTES = 1 << 20
_BLOCK_NUMBERS = 1 << 22


class UnfitFileError(ValueError):
    """What was expected of a file and what was found, in one sentence."""


@dataclass(frozen=True, slots=True)
class Array:
    """What an array in the file declares."""

    shape: tuple[int, ...]
    dtype: np.dtype[Any]

    @property
    def size(self) -> int:
        """How many numbers."""
        return math.prod(self.shape)

    @property
    def is_float(self) -> bool:
        """Its numbers are floating-point ones."""
        return self.dtype.kind == "f"


def walk(file: h5py.File, most_bytes: int, *, counters_in: tuple[str, ...] = ()) -> dict[str, Array]:
    """List every array of ``file`` by its path, allowing only groups and plain arrays that lie in this very file.

    Parameters
    ----------
    most_bytes : int
        All arrays together; a plain array takes what it declares, so they cannot be larger than the file.
    counters_in : tuple of str
        Names of groups at the top that may hold whole numbers, for example an optimiser's count of steps.

    Raises
    ------
    UnfitFileError
        At the first thing that is not allowed.
    """
    found: dict[str, Array] = {}
    left, objects = most_bytes, 0
    waiting: list[tuple[h5py.Group, str, int]] = [(file, "", 0)]
    while waiting:
        group, path, depth = waiting.pop()
        for name in group:
            objects += 1
            if objects > _MOST_OBJECTS or depth > _MOST_DEPTH:  # also ends hard-link loops
                raise UnfitFileError("expected a tree of weights, found one too large or too deep")
            if group.get(name, getlink=True, getclass=True) is not h5py.HardLink:
                raise UnfitFileError("expected weights inside the file, found a link")
            item, here = group[name], f"{path}{name}"
            if isinstance(item, h5py.Group):
                waiting.append((item, f"{here}/", depth + 1))
                continue
            array = _plain(item, counts=here.split("/")[0] in counters_in)
            left -= array.size * array.dtype.itemsize
            if left < 0:
                raise UnfitFileError("expected no more weights than the file has bytes, found larger arrays declared")
            found[here] = array
    return found


def _plain(item: object, *, counts: bool) -> Array:
    """Check for an array of plain numbers; the state of a random generator (dropout) is two unsigned integers."""
    if not isinstance(item, h5py.Dataset):
        raise UnfitFileError("expected groups and arrays, found another kind of object")
    kind = item.dtype.kind
    whole = (kind == "u" and item.shape == (2,)) or (counts and kind in "iu")
    if not (kind == "f" or whole) or item.shape is None:
        raise UnfitFileError(f"expected arrays of floating-point numbers, found one of {item.dtype}")
    properties = item.id.get_create_plist()
    if item.is_virtual or item.external or properties.get_nfilters() or item.chunks:
        raise UnfitFileError("expected plain arrays, found one stored elsewhere, in chunks or compressed")
    return Array(item.shape, item.dtype)


def text(item: h5py.Group, name: str, most_bytes: int) -> bytes | None:
    """Text attribute ``name`` as bytes; None where there is none.

    Raises
    ------
    UnfitFileError
        If it is something else, or longer.
    """
    if name not in item.attrs:
        return None
    declared = h5py.h5a.open(item.id, name.encode())
    if declared.shape != () or declared.dtype.kind not in "SO" or declared.get_storage_size() > most_bytes:
        raise UnfitFileError(f"expected {name} to be text of at most {most_bytes} bytes, found something else")
    value = item.attrs[name]
    content = value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
    if not isinstance(content, bytes) or len(content) > most_bytes:
        raise UnfitFileError(f"expected {name} to be text of at most {most_bytes} bytes, found something else")
    return content


def names(item: h5py.Group, name: str) -> list[str] | None:
    """List of names that Keras 2 keeps as attribute ``name``, or as ``name0``, ``name1``, ... where it is long.

    Raises
    ------
    UnfitFileError
        If it is something else.
    """
    if name in item.attrs:
        return _names(item, name)
    found: list[str] = []
    number = 0
    while f"{name}{number}" in item.attrs:
        found += _names(item, f"{name}{number}")
        number += 1
        if len(found) > _MOST_OBJECTS:
            raise UnfitFileError("expected a tree of weights, found one too large or too deep")
    return found if number else None


def _names(item: h5py.Group, name: str) -> list[str]:
    declared = h5py.h5a.open(item.id, name.encode())
    count = math.prod(declared.shape) if declared.shape is not None else 0
    if count == 0:
        return []
    kind, stored_bytes = declared.dtype.kind, declared.get_storage_size()
    if kind not in "SO" or stored_bytes > _MOST_NAMES_BYTES or len(declared.shape) != 1:
        raise UnfitFileError(f"expected {name} to be a list of names, found something else")
    # Texts of any length (O) lie elsewhere in the file, and many may point at one that is huge: what reads files of
    # strangers has a limit on its memory.
    found = item.attrs[name].tolist()
    if not all(isinstance(one, bytes | str) for one in found):
        raise UnfitFileError(f"expected {name} to be a list of names, found something else")
    return [one if isinstance(one, str) else one.decode("utf-8", "replace") for one in found]


def read(file: h5py.File, path: str) -> NDArray[np.float32]:
    """Read an array that :func:`walk` listed, as float32."""
    return np.asarray(file[path][()], dtype=np.float32)


def is_finite(file: h5py.File, path: str) -> bool:
    """Whether an array holds neither NaN nor infinity, as float32; it is read in pieces."""
    item = file[path]
    if not item.shape:
        return bool(np.isfinite(np.float32(item[()])))
    rows = max(1, _BLOCK_NUMBERS // max(1, math.prod(item.shape[1:])))
    with np.errstate(over="ignore"):
        return all(
            np.isfinite(item[first : first + rows].astype(np.float32)).all() for first in range(0, item.shape[0], rows)
        )
