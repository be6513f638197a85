"""What a ZIP archive lists, read without trusting it: sizes bounded, names made harmless, nothing unpacked."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, BinaryIO, cast

from core.errors import DamagedError, RefusedError, UnreachableError, UnsupportedError

MOST_FILES = 100_000
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED

_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # of the first member, and of an archive without any
_ENTRY_MARK, _MOST_DIRECTORY = b"PK\x01\x02", 32 << 20
_RATIO, _LEAST, _MOST = 32, 64 << 20, 512 << 20
_LOCAL_HEADER = 30  # bytes, and the name behind them
_ENCRYPTED, _UTF_8 = 1, 1 << 11  # general purpose flags
_LONGEST = 240  # bytes of a part of a name
_HARMFUL = re.compile(r'[\0-\x1f\x7f:*?"<>|]')
_DIRECTORY_ERRORS = (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError, EOFError)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive.

    Attributes
    ----------
    offset : int
        Where its local header begins in the archive.
    packed, size : int
        Bytes that it takes in the archive and unpacked, as the archive says.
    crc, method : int
        CRC-32 of the unpacked bytes; :data:`STORED` or :data:`DEFLATED`, if it can be unpacked.
    problem : str
        Why it is not unpacked, else empty.
    """

    offset: int
    packed: int
    size: int
    crc: int
    method: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds.

    Attributes
    ----------
    files : dict of str to Entry
        By a name below the archive, parts separated by ``/``, in order of the names: no two are the same, and none
        leads out of the archive, whatever the archive says.
    left_out : str
        A clause on what is not opened, as encrypted files, or that there is nothing; empty where all is opened.
    """

    files: dict[str, Entry]
    left_out: str


def is_archive(path: Path) -> bool:
    """Tell whether a regular file is a ZIP archive, by how it begins and not by its name; DICOM files are none."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(132)
    except (OSError, ValueError):
        return False
    return head.startswith(_SIGNATURES) and head[128:132] != b"DICM"  # a preamble may hold anything (PS3.10 7.1)


def contents(path: Path) -> Contents:
    """Return what a ZIP archive lists; remembered as long as the archive stays the same.

    Raises
    ------
    UnreachableError
        The system does not let it be read.
    DamagedError
        Its directory cannot be read.
    UnsupportedError
        It lists more than 100,000 files, or its directory takes more than 32 MiB.
    """
    try:
        status = path.stat()
        return _contents(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise UnreachableError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


@lru_cache(maxsize=8)
def _contents(path: Path, size: int, mtime_ns: int) -> Contents:
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(cast("IO[bytes]", _Guarded(path, file))) as archive:
                members = [one for one in archive.infolist() if not one.filename.endswith("/")]
        except RefusedError:
            raise
        except _DIRECTORY_ERRORS:
            raise DamagedError(
                path, "the directory of the ZIP archive cannot be read: copy the archive again"
            ) from None
    files = [one for one in members if _why_left_out(one) == ""]
    entries = _without_overlaps([_entry(one) for one in files], size)
    named = sorted(zip(_names(files), entries, strict=True), key=lambda pair: pair[0])
    return Contents(dict(named), _left_out(members) if members else "there is no file in the ZIP archive")


class _Guarded:
    """A file under the parser of directories, which reads one as a whole and believes what size it says it has."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self.tell = file.tell

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; one before the begin, where only a damaged directory leads, is told as such."""
        if whence == 0 and offset < 0:
            raise zipfile.BadZipFile
        return self._file.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        """Read ``size`` bytes, or the rest of a file, of which never more than 64 KiB are asked for."""
        data = self._file.read(size) if size <= _MOST_DIRECTORY else b""
        if size > _MOST_DIRECTORY or data.count(_ENTRY_MARK) > MOST_FILES:
            raise UnsupportedError(
                self._path, f"the ZIP archive is too large: expected at most {MOST_FILES:,} files in it"
            )
        return data


def _why_left_out(member: zipfile.ZipInfo) -> str:
    """Say why a member is not even listed; empty: it is."""
    if member.flag_bits & _ENCRYPTED:
        return "encrypted"
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        return "link"
    return "archive" if member.filename.lower().endswith(".zip") else ""


def _left_out(members: Iterable[zipfile.ZipInfo]) -> str:
    reasons = [_why_left_out(one) for one in members]
    told = (
        ("encrypted", "encrypted files ({0}), to open them unpack it with its password"),
        ("archive", "archives in the archive ({0}), to open them unpack it"),
        ("link", "links or devices ({0})"),
    )
    parts = [words.format(reasons.count(reason)) for reason, words in told if reason in reasons]
    return f"not opened are {'; '.join(parts)}" if parts else ""


def _entry(member: zipfile.ZipInfo) -> Entry:
    problem = ""
    limit = min(_MOST, max(_LEAST, _RATIO * member.compress_size))
    if member.compress_type not in (STORED, DEFLATED):
        problem = f"it is packed by a method that is not handled ({member.compress_type}): unpack the ZIP archive"
    elif member.file_size > limit:
        problem = (
            f"it is too large to be read from a ZIP archive: expected at most {limit >> 20} MiB unpacked, "
            f"found {member.file_size >> 20}; unpack the archive if you trust it"
        )
    return Entry(
        member.header_offset, member.compress_size, member.file_size, member.CRC, member.compress_type, problem
    )


def _without_overlaps(entries: list[Entry], size: int) -> list[Entry]:
    """Refuse entries that share their bytes with another one: so a small archive would unpack to any size."""
    order = sorted(range(len(entries)), key=lambda number: entries[number].offset)
    checked = list(entries)
    begins = [entries[number].offset for number in order]
    for number, end in zip(order, [*begins[1:], size], strict=False):  # of no entries there is no end
        entry = entries[number]
        if entry.offset < 0 or entry.offset + _LOCAL_HEADER + entry.packed > end:
            reason = "the ZIP archive breaks off inside it, or gives its bytes to two files: copy the archive again"
            checked[number] = replace(entry, problem=entry.problem or reason)
    return checked


def _names(members: Iterable[zipfile.ZipInfo]) -> list[str]:
    """Give each member a name of its own that stays below the archive."""
    taken: dict[str, int] = {}
    names = []
    for number, member in enumerate(members, 1):
        wanted = _harmless(_decoded(member)) or f"file {number}"
        name, again = wanted, taken.get(wanted.casefold(), 0)
        while name.casefold() in taken:
            again += 1
            name = _numbered(wanted, again)
        taken[wanted.casefold()] = again or 1
        taken.setdefault(name.casefold(), 1)
        names.append(name)
    return names


def _numbered(name: str, number: int) -> str:
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".")
    numbered = f"{stem} ({number}){dot}{suffix}" if stem else f"{last} ({number})"
    return f"{folder}{slash}{numbered}"


def _decoded(member: zipfile.ZipInfo) -> str:
    """Read a name that says no encoding as UTF-8 where it is that, which many programs write and do not tell."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _harmless(name: str) -> str:
    """Leave out of a name what would lead out of the archive, and replace what no name of a file may hold."""
    parts = [part.strip() for part in name.replace("\\", "/").split("/")]
    kept = [_HARMFUL.sub("_", part) for part in parts if part not in ("", ".", "..")]
    return "/".join(part if len(part.encode(errors="replace")) <= _LONGEST else f"{part[:40]}\u2026" for part in kept)
