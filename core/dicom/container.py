"""Open a DICOM file without trusting it: what is not a regular file is never opened, nothing unbounded is read."""

from __future__ import annotations

import io
import logging
import os
import stat
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import pydicom.config
from pydicom.dataset import FileDataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.filereader import read_partial
from pydicom.tag import BaseTag

from core.dicom.bounded import Bounded
from core.dicom.inflating import DEFLATED, EXPLICIT, inflated
from core.errors import DamagedError, NotDicomError, RefusedError, UnreachableError
from core.zipped.files import file_status, open_file

PARSER_ERRORS = (
    ValueError,  # also UnicodeError
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
    RecursionError,
    MemoryError,
    struct.error,
    zlib.error,
    BytesLengthException,
    InvalidDicomError,
)
"""What pydicom raises on damaged input."""

FLOAT_PIXELS, DOUBLE_PIXELS, PIXELS = 0x7FE00008, 0x7FE00009, 0x7FE00010
PIXEL_KINDS = frozenset((FLOAT_PIXELS, DOUBLE_PIXELS, PIXELS))
IMPLICIT = "1.2.840.10008.1.2"
BIG_ENDIAN = "1.2.840.10008.1.2.2"

_HEAD = 1 << 16
_UNDEFINED = 0xFFFFFFFF
_LONGEST_VALUE = 1 << 22  # no attribute that is used is longer; a longer one counts as broken
_PROGRAMS = {b"MZ": "Windows", b"\x7fELF": "Linux", b"\xcf\xfa\xed\xfe": "macOS", b"#!": "Unix"}
_LONG_VRS = frozenset(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"])
_SHORT_VRS = ["AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST"]
_VRS = _LONG_VRS | frozenset((*_SHORT_VRS, "TM", "UI", "UL", "US"))

# Warnings and log lines of pydicom quote attribute values: patient data must reach no log.
logging.getLogger("pydicom").propagate = False
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
_quiet_lock = threading.RLock()


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where the pixels lie: ``offset`` and ``length`` (None = undefined, encapsulated) in the container's stream."""

    tag: int
    vr: str | None
    offset: int
    length: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Container:
    """An open DICOM file: its attributes before the pixels, and where the pixels are.

    Attributes
    ----------
    stream : binary file
        The file itself, or the inflated data set of a deflated file; ``size`` bytes long.
    transfer_syntax : str
        The UID of the file, or of the encoding that was recognised where the file says none.
    notes : tuple of str
        Sentences on what is odd about the file as a whole.
    """

    path: Path
    stream: BinaryIO
    size: int
    dataset: FileDataset
    transfer_syntax: str
    little_endian: bool
    pixels: PixelElement | None
    notes: tuple[str, ...] = ()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep pydicom's warnings, which quote values, from being shown. Parsing holds the interpreter lock anyway."""
    with _quiet_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def regular_file(path: Path) -> os.stat_result:
    """Return the status of ``path``; anything but a readable regular file is refused without being opened."""
    try:
        status = file_status(path)
    except (OSError, ValueError) as error:
        raise UnreachableError(path, f"cannot be read: {_words(error)}") from None
    if not stat.S_ISREG(status.st_mode):
        kind = "folder" if stat.S_ISDIR(status.st_mode) else "pipe or device"
        raise RefusedError(path, f"expected a file, found a {kind}")
    return status


@contextmanager
def opened(path: Path, tags: Sequence[int]) -> Iterator[Container]:
    """Parse the attributes ``tags`` of a DICOM file up to its pixels.

    Parameters
    ----------
    path : Path
        The file, with or without preamble, in any transfer syntax.
    tags : sequence of int
        The top-level attributes to keep; the others are skipped.

    Raises
    ------
    UnreachableError
        The system does not let it be read.
    RefusedError
        Not a regular file, not DICOM, or damaged before the pixels.
    """
    size = regular_file(path).st_size
    try:
        with open_file(path) as file:
            yield _parse(path, file, size, tags)
    except OSError as error:
        raise UnreachableError(path, f"cannot be read: {_words(error)}") from None


def looks_like_dicom(head: bytes) -> bool:
    """Tell from the first 132 bytes or more whether a file is DICOM, with or without preamble."""
    if len(head) < 132:
        return False
    if head[128:132] == b"DICM":
        return True
    if head[:2] not in (b"\x02\x00", b"\x08\x00", b"\x00\x08"):  # meta or identifying group first
        return False
    if head[4:6].decode("latin-1") in _VRS:
        return True
    group, element, length = struct.unpack_from("<HHI", head)
    return group in (2, 8) and element <= 0x2300 and length <= 1024


def _parse(path: Path, file: BinaryIO, size: int, tags: Sequence[int]) -> Container:
    head = file.read(_HEAD)
    if size <= 132:
        raise NotDicomError(path, f"too short to be DICOM: expected more than 132 bytes, found {size}")
    if not looks_like_dicom(head):
        raise NotDicomError(
            path, "not a DICOM file: neither the mark DICM nor a DICOM attribute was found at its start"
        )
    stream, stop = file, _Stop(tags)
    first = Bounded(io.BytesIO(head))  # most headers lie within it, and memory is parsed faster than a file
    try:
        dataset = _attributes(path, first, stop, tags)
    except RefusedError:
        dataset = None
    if first.deflated:
        stream, size = inflated(path, file, size)
    if dataset is None or (stop.found is None and size > len(head)):
        stream.seek(0)
        dataset = _attributes(path, Bounded(stream), stop, tags)
    implicit, little = dataset.original_encoding
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", "") or "").strip("\0 ")
    if stream is not file:
        syntax = DEFLATED
    elif not syntax:
        syntax = IMPLICIT if implicit else EXPLICIT if little else BIG_ENDIAN
    pixels = stop.element(bool(implicit))
    if len(set(stop.used)) < len(stop.used):
        twice = next(tag for tag in stop.used if stop.used.count(tag) > 1)
        name = f"({twice >> 16:04X},{twice & 0xFFFF:04X})"
        raise DamagedError(path, f"the attribute {name} is there twice, and nothing says which one is right")
    if pixels is None:
        _refuse_broken_off(path, stop.end, size, dataset)
    return Container(path, stream, size, dataset, syntax, bool(little), pixels, _program_notes(head))


def _program_notes(head: bytes) -> tuple[str, ...]:
    """Warn of a preamble that makes the file a program as well (PS3.10 7.1 leaves its 128 bytes free)."""
    if head[128:132] != b"DICM":
        return ()
    systems = [system for mark, system in _PROGRAMS.items() if head.startswith(mark)]
    return tuple(
        f"The file begins like a {system} program: do not run it, and pass on only an export of it."
        for system in systems
    )


def _attributes(path: Path, stream: Bounded, stop: _Stop, tags: Sequence[int]) -> FileDataset:
    stop.used.clear()
    try:
        with quiet():
            source = cast("BinaryIO", stream)
            dataset = read_partial(source, stop, defer_size=_LONGEST_VALUE, force=True, specific_tags=list(tags))
            dataset.file_meta.get("TransferSyntaxUID")  # parsed now, while errors are expected
    except (*PARSER_ERRORS, OSError) as error:
        if _is_the_disks(error):
            raise
        reason = f"it is damaged ({type(error).__name__})"
        if stream.left < 0:
            reason = "it holds more elements than any image needs"
        elif isinstance(error, RecursionError):
            reason = "its sequences are nested too deeply"
        raise DamagedError(path, f"the DICOM header cannot be parsed: {reason}") from None
    stop.end = stream.tell()
    return dataset


class _Stop:
    """Ends the parse at the pixels and remembers their element.

    Attributes
    ----------
    end : int
        Where the parse ended.
    used : list of int
        The wanted tags that were found.
    """

    def __init__(self, wanted: Sequence[int]) -> None:
        self._wanted = frozenset(wanted)
        self.found: tuple[int, str | None, int] | None = None
        self.end = 0
        self.used: list[int] = []

    def __call__(self, tag: BaseTag, vr: str | None, length: int) -> bool:
        if tag in self._wanted:
            self.used.append(int(tag))
        if tag in PIXEL_KINDS:
            self.found = (int(tag), vr, length)
        return self.found is not None

    def element(self, implicit: bool) -> PixelElement | None:
        """Return the pixel element; pydicom went back to its first byte."""
        if self.found is None:
            return None
        tag, vr, length = self.found
        header = 12 if not implicit and vr in _LONG_VRS else 8
        return PixelElement(tag, vr, self.end + header, None if length == _UNDEFINED else length)


def _refuse_broken_off(path: Path, end: int, size: int, dataset: FileDataset) -> None:
    last = max(dataset.keys(), default=None)
    element = None if last is None else dataset._dict[last]  # get_item would go and read what was deferred
    cut = getattr(element, "value", None)
    short = isinstance(cut, bytes) and 0 < len(cut) < getattr(element, "length", 0) < _UNDEFINED
    if short or end > size or (last is None and not dataset.file_meta):
        raise DamagedError(path, "the file breaks off inside its header, before the pixel data: copy it again")


def _is_the_disks(error: Exception) -> bool:
    return getattr(error, "errno", None) is not None  # pydicom's own "no tag to read" has no number


def _words(error: Exception) -> str:
    return (getattr(error, "strerror", None) or "not a usable path").lower()
