"""What runs in the child process that looks at a model file before anything is loaded. No Keras is imported.

A file that is not what it should be is refused here, within seconds and a few hundred megabytes, whatever it declares.
"""

from __future__ import annotations

import contextlib
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any

import h5py

from core import records
from core.child import Buffer
from core.errors import ModelRefusedError
from core.models import archive, foreign, foreign_json, hdf5, legacy
from core.models.findings import Finding
from core.models.foreign import Graph
from core.models.foreign_layers import UnfitError
from core.models.hdf5 import Array, UnfitFileError
from core.models.legacy import Places

log = logging.getLogger(__name__)

MOST_MORE_BYTES = 400 << 20
"""Of address space, for looking at one file."""

_COUNTERS_IN = ("optimizer", "optimizer_weights", "_optimizer")
_OTHERS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x80\x02", "a Python pickle, which could run code"),
    (b"\x80\x03", "a Python pickle, which could run code"),
    (b"\x80\x04", "a Python pickle, which could run code"),
    (b"\x80\x05", "a Python pickle, which could run code"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A model file that has been looked at, open for reading numbers."""

    sha256: str
    graph: Graph | None
    weights: h5py.File
    arrays: dict[str, Array]
    places: Places


def serve(request: dict[str, Any], blob: bytearray) -> tuple[dict[str, Any], Buffer]:
    """Serve one request: ``{"path": ..., "size": [height, width] or null}``, answered by a :class:`Finding`.

    Raises
    ------
    ModelRefusedError
        If the file cannot be a model.
    """
    _limit_memory()
    path = Path(request["path"])
    size = tuple(request["size"]) if request["size"] else None
    with opened(path, size) as found:
        return records.to_plain(_finding(path, found)), b""


def _limit_memory() -> None:
    """Let this process grow by so much and no more, where the system tells how large it is."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = pages * resource.getpagesize() + MOST_MORE_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(most, wanted), most))


@contextlib.contextmanager
def opened(path: Path, size: tuple[int, int] | None = None) -> Iterator[Opened]:
    """Open a user's model file once its size, content, arrays and configuration are known to be within bounds.

    Raises
    ------
    ModelRefusedError
        At the first thing that does not hold.
    """
    if not path.is_file():  # opening a named pipe would wait for ever
        raise ModelRefusedError(path, "expected a model file, found none; choose a .keras, .h5 or .hdf5 file")
    try:
        with path.open("rb") as file:
            digest = archive.digest(file)
            with _content(file) as (config, weights, most_bytes):
                arrays = hdf5.walk(weights, most_bytes, counters_in=_COUNTERS_IN)
                graph = None if config is None else foreign.read(foreign_json.parse_json(config), size)
                places = {} if graph is None else legacy.arrange(graph, weights, arrays)
                yield Opened(digest, graph, weights, arrays, places)
    except (UnfitError, UnfitFileError) as error:
        raise ModelRefusedError(path, str(error)) from None
    except MemoryError:
        raise ModelRefusedError(
            path,
            "expected a file that can be looked at in a little memory, found one that asks for more; do not use it",
        ) from None
    except archive.DAMAGED as error:
        log.info("a model file could not be read: %s", type(error).__name__)
        raise ModelRefusedError(path, "expected a Keras file, found a damaged one; fetch the model again") from error


@contextlib.contextmanager
def _content(file: BufferedReader) -> Iterator[tuple[bytes | None, h5py.File, int]]:
    """Open configuration and weights by what the file is, not by its name; and tell how many bytes weights can have."""
    file.seek(0, 2)
    length = file.tell()
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"PK"):
        with archive.opened_archive(file, packed=True) as members:
            config = _member(members, archive.CONFIG)
            with archive.opened_weights(file, members) as weights:
                yield config, weights, members.getinfo(archive.WEIGHTS).file_size
    elif start == hdf5.SIGNATURE:
        with h5py.File(file, "r") as weights:
            yield hdf5.text(weights, "model_config", foreign_json.MOST_BYTES), weights, length
    else:
        raise UnfitFileError(f"expected a Keras file (.keras, .h5 or .hdf5), found {_other(start, length)}")


def _member(members: zipfile.ZipFile, name: str) -> bytes:
    with members.open(name) as member:
        content = member.read(foreign_json.MOST_BYTES + 1)
    if not content:
        raise UnfitFileError(f"expected a configuration in {name}, found none; the file is damaged")
    return content


def _other(start: bytes, length: int) -> str:
    if not length:
        return "an empty file"
    named = next((what for signature, what in _OTHERS if start.startswith(signature)), "")
    is_text = all(32 <= one < 127 or one in b"\t\r\n" for one in start)
    return named or ("text" if is_text else "something else")


def _finding(path: Path, found: Opened) -> Finding:
    """Put together what was found, once every number is known to be one."""
    used = [place for paths in found.places.values() for place in paths] or [
        place for place, array in found.arrays.items() if array.is_float
    ]
    if not used:
        raise ModelRefusedError(path, "expected weights, found none; they were not saved in this file")
    if not all(hdf5.is_finite(found.weights, place) for place in used):
        raise ModelRefusedError(path, "expected finite weights, found NaN or infinity; the training went astray")
    count = sum(found.arrays[place].size for place in used)
    graph = found.graph
    if graph is None:
        return Finding(found.sha256, "weights", 0, 0, 0, 0, "", count, 0, False)
    height, width, channels = graph.input_shape
    return Finding(
        found.sha256, "network", height, width, channels, graph.classes, graph.activation, count,
        len(graph.layers) - 1, graph.one_output,
    )  # fmt: skip
