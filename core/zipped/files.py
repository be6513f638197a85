"""Files where they are: on disk, or in a ZIP archive, whose path then stands where that of a folder would."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from core.errors import RefusedError
from core.zipped.directory import Contents, Entry, contents, is_archive
from core.zipped.member import Member

_NOT_ON_DISK = (FileNotFoundError, NotADirectoryError)  # a file in the place of a folder; either, by system


def file_status(path: Path) -> os.stat_result:
    """Return the status of a file; of one in an archive size, mode and, those of the archive, device and times.

    Raises
    ------
    OSError
        As :meth:`pathlib.Path.stat`.
    RefusedError
        It lies in an archive that cannot be read.
    """
    try:
        return path.stat()
    except _NOT_ON_DISK:
        found = _member(path)
        if found is None:
            raise
    return _status(found[0].stat(), found[1])


def open_file(path: Path) -> BinaryIO:
    """Open a file for reading; one in an archive is unpacked in memory.

    Raises
    ------
    OSError
        As :meth:`pathlib.Path.open`.
    RefusedError
        It lies in an archive that cannot be read, or cannot be unpacked.
    """
    try:
        return path.open("rb")
    except _NOT_ON_DISK:
        found = _member(path)
        if found is None:
            raise
    archive, entry = found
    return Member(archive, entry, path)


def archive_of(path: Path) -> Path | None:
    """Return the ZIP archive that a path leads into; None where it leads into none."""
    for above in path.parents:
        try:
            status = above.stat()
        except (OSError, ValueError):
            continue
        return above if stat.S_ISREG(status.st_mode) and is_archive(above) else None
    return None


def files_in(archive: Path) -> tuple[list[tuple[Path, os.stat_result]], Contents]:
    """List the files of an archive, in order of their names, with their status.

    Raises
    ------
    RefusedError
        As :func:`core.zipped.directory.contents`.
    """
    found = contents(archive)
    status = archive.stat()
    return [(archive / name, _status(status, entry)) for name, entry in found.files.items()], found


def not_opened(path: Path) -> str:
    """Say why a ZIP archive, or what in it, is not opened; empty where all of it is, and of any other file."""
    try:
        return contents(path).left_out if is_archive(path) else ""
    except RefusedError as error:
        return error.reason


def _member(path: Path) -> tuple[Path, Entry] | None:
    archive = archive_of(path)
    if archive is None:
        return None
    entry = contents(archive).files.get(path.relative_to(archive).as_posix())
    return None if entry is None else (archive, entry)


def _status(archive: os.stat_result, entry: Entry) -> os.stat_result:
    mode = stat.S_IFREG | stat.S_IMODE(archive.st_mode)
    seconds = [int(archive.st_mtime)] * 3
    own = (mode, 0, archive.st_dev, 1, archive.st_uid, archive.st_gid, entry.size, *seconds)
    return os.stat_result(own, {"st_mtime_ns": archive.st_mtime_ns})
