"""Read a DICOMDIR (PS3.3 F, PS3.10 8): which files it lists, and none of them outside its own folder.

The directory is parsed in a child with a time limit, and its links are followed as plain numbers. Each file name in it
is taken apart and looked up one folder at a time: nothing outside the folder is opened, listed or followed into.
"""

from __future__ import annotations

import io
import json
import os
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import dcmread

from core.child import Child
from core.dicom.container import PARSER_ERRORS, quiet, regular_file
from core.errors import ChildError, ChildRefusedError, Cxr12Error, DamagedError, UnreachableError, UnsupportedError

MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"

_HEAD = 1 << 12
_MOST_BYTES = 64 << 20
_LIMIT_S, _MEMORY = 8.0, 2 << 30
_LONGEST_FILE_ID = 16  # PS3.3 F.3.2.2 allows 8 components
_OUTSIDE = re.compile(r"\A\.{0,2}\Z|[/\\:\0]")
_ITEM_MARK, _MOST_RECORDS = b"\xfe\xff\x00\xe0", 200_000
_FIRST, _RECORDS, _FILE_ID = 0x00041200, 0x00041220, 0x00041500  # PS3.6: of the root directory entity; sequence
_NEXT, _LOWER = 0x00041400, 0x00041420  # offsets of the next record and of the first one below


@dataclass(frozen=True, slots=True)
class Directory:
    """What a DICOMDIR lists.

    Attributes
    ----------
    path : Path
        The DICOMDIR itself.
    files : tuple of Path
        Regular files in or below its folder, each once, in order of patient, study, series and image.
    missing : tuple of Path
        Where listed files should be but are not.
    problems : tuple of str
        Sentences on what is wrong with it, without patient data and without the names that it gives.
    """

    path: Path
    files: tuple[Path, ...]
    missing: tuple[Path, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """A directory record: where it stands in the file, where it leads, and the parts of the file name it gives."""

    offset: int
    next: int
    lower: int
    file_id: tuple[str, ...]


def is_dicomdir(path: Path) -> bool:
    """Tell whether a file is a DICOMDIR, by what its first bytes say and not by its name."""
    try:
        regular_file(path)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, Cxr12Error):
        return False
    return head[128:132] == b"DICM" and MEDIA_STORAGE_DIRECTORY.encode() in head


def read_dicomdir(path: Path) -> Directory:
    """Return what a DICOMDIR lists.

    Raises
    ------
    UnreachableError
        The system does not let it be read.
    RefusedError
        It is not a regular file, too large, damaged, or has no records.
    """
    path = Path(path)
    size = regular_file(path).st_size
    if size > _MOST_BYTES:
        raise UnsupportedError(path, f"the DICOMDIR is too large: expected at most {_MOST_BYTES >> 20} MiB")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreachableError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    first, records = _parsed(path, data)
    ordered, problems = _in_order(first, records)
    return _looked_up(path, [record.file_id for record in ordered if record.file_id], problems)


def _parsed(path: Path, data: bytes) -> tuple[int, list[_Record]]:
    with closing(Child("core.dicom.dicomdir:serve", memory_bytes=_MEMORY)) as child:
        try:
            answer, rows = child.call({}, data, timeout_s=_LIMIT_S)
        except ChildRefusedError as error:
            raise DamagedError(path, str(error)) from None
        except ChildError:
            raise DamagedError(path, "reading the DICOMDIR takes too much time or memory: it is damaged") from None
    return answer["first"], [
        _Record(offset, following, lower, tuple(file_id)) for offset, following, lower, file_id in json.loads(rows)
    ]


def serve(request: dict[str, Any], data: bytearray) -> tuple[dict[str, Any], bytes]:
    """Parse the bytes of a DICOMDIR (a :data:`core.child.Service`); answers with a JSON list of records."""
    if data.count(_ITEM_MARK) > _MOST_RECORDS:
        raise Cxr12Error(f"the DICOMDIR lists more than {_MOST_RECORDS} files")
    try:
        with quiet():
            dataset = dcmread(io.BytesIO(data), force=True, specific_tags=[_FIRST, _RECORDS])
            rows = [_row(record) for record in dataset[_RECORDS].value or ()]
            first = _number(dataset, _FIRST)
    except (*PARSER_ERRORS, OSError) as error:
        raise Cxr12Error(f"the DICOMDIR cannot be parsed: it is damaged ({type(error).__name__})") from None
    if not rows:
        raise Cxr12Error("the DICOMDIR lists nothing: DirectoryRecordSequence (0004,1220) is empty")
    return {"first": first}, json.dumps(rows).encode()


def _row(record: Dataset) -> tuple[int, int, int, list[str]]:
    return record.seq_item_tell, _number(record, _NEXT), _number(record, _LOWER), _file_id(record)


def _number(record: Dataset, number: int) -> int:
    value, little_endian = _raw(record, number)
    return int.from_bytes(value, "little" if little_endian else "big") if len(value) == 4 else 0


def _file_id(record: Dataset) -> list[str]:
    value, _ = _raw(record, _FILE_ID)
    return [os.fsdecode(part.strip(b" \0")) for part in value.split(b"\\")] if value.strip(b" \0") else []


def _raw(record: Dataset, number: int) -> tuple[bytes, bool]:
    """Return the bytes of a value: thousands of records are read much faster so, and names keep their spelling."""
    element = record.get_item(number) if number in record else None
    value = element.value if isinstance(element, RawDataElement) else None
    return (value, element.is_little_endian) if isinstance(value, bytes) else (b"", True)


def _in_order(first: int, records: list[_Record]) -> tuple[list[_Record], list[str]]:
    """Follow the links depth first; what they do not reach comes after, in the order in which it stands."""
    by_offset = {record.offset: record for record in records}
    found: dict[int, _Record] = {}
    bad = loops = 0
    waiting = [first]
    while waiting:
        offset = waiting.pop()
        if offset == 0:
            continue
        record = by_offset.get(offset)
        if record is None:
            bad += 1
        elif offset in found:
            loops += 1
        else:
            found[offset] = record
            waiting += [record.next, record.lower]
    rest = [record for record in records if record.offset not in found]
    told = (
        (bad, "of its links lead to no record; they are ignored."),
        (loops, "of its links lead back to a record that was listed already; they are ignored."),
        (sum(bool(record.file_id) for record in rest), "of its files are in records that nothing links to."),
    )
    return [*found.values(), *rest], [f"DICOMDIR: {count} {words}" for count, words in told if count]


def _looked_up(path: Path, file_ids: list[tuple[str, ...]], problems: list[str]) -> Directory:
    folder = _Folder(path)
    files: dict[Path, None] = {}
    missing: dict[Path, None] = {}
    refused: dict[str, int] = {}
    for file_id in file_ids:
        try:
            files[folder.find(file_id)] = None
        except _MissingError as error:
            missing[error.path] = None
        except _RefusedIdError as error:
            refused[str(error)] = refused.get(str(error), 0) + 1
    problems += [f"DICOMDIR: {count} of its entries are not opened: {reason}." for reason, count in refused.items()]
    return Directory(path, tuple(files), tuple(missing), tuple(problems))


class _RefusedIdError(ValueError):
    """A file ID that is not followed; the message says why."""


class _MissingError(ValueError):
    """A file ID under which there is nothing."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class _Folder:
    """The folder of a DICOMDIR; looks file IDs up in it, whatever the case in which its medium shows names."""

    def __init__(self, dicomdir: Path) -> None:
        self._dicomdir = dicomdir.resolve()
        self._folder, self._root = dicomdir.parent, self._dicomdir.parent
        self._names: dict[Path, dict[str, str]] = {}

    def find(self, file_id: tuple[str, ...]) -> Path:
        """Return the regular file of a file ID."""
        if len(file_id) > _LONGEST_FILE_ID or any(_OUTSIDE.search(part) for part in file_id):
            raise _RefusedIdError("they lead outside its folder")
        shown, real = self._folder, self._root
        for done, part in enumerate(file_id):
            name = part if os.path.lexists(real / part) else self._listed(real).get(part.lower())
            if name is None:
                raise _MissingError(shown.joinpath(*file_id[done:]))
            shown, real = shown / name, self._inside(real / name)
        if real == self._dicomdir:
            raise _RefusedIdError("they name the DICOMDIR itself")
        if not os.path.isfile(real):  # noqa: PTH113 (which raises for some names)
            raise _RefusedIdError("they are folders, pipes or devices")
        return shown

    def _inside(self, path: Path) -> Path:
        """Return ``path`` without a link at its end; one that leads out of the folder is refused, not followed."""
        if not path.is_symlink():
            return path
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError):  # a loop of links, or a link to nothing
            raise _MissingError(path) from None
        if not real.is_relative_to(self._root):
            raise _RefusedIdError("they lead outside its folder")
        return real

    def _listed(self, folder: Path) -> dict[str, str]:
        names = self._names.get(folder)
        if names is None:
            try:
                names = {name.lower(): name for name in os.listdir(folder)}  # noqa: PTH208
            except OSError:
                names = {}
            self._names[folder] = names
        return names
