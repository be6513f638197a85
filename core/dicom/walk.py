"""Find the files that a scan is about: in folders and archives, by their own names or in a DICOMDIR; none is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

from core.dicom.dicomdir import is_dicomdir, read_dicomdir
from core.dicom.header import UNREADABLE, HeaderFacts
from core.errors import RefusedError
from core.zipped.directory import is_archive
from core.zipped.files import files_in

SKIPPED = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "dicomdir"))
"""Names (lower case) that are no images and worth no row; names beginning with ``._`` are skipped, too."""

_ASK_EVERY = 100

File = tuple[Path, os.stat_result | None]
"""A file and its status, None where that could not be had or it is no regular file."""


def walk(roots: Sequence[Path], cancelled: Callable[[], bool]) -> Iterator[File | HeaderFacts]:
    """Yield every file below ``roots`` with its status, and facts of each folder that cannot be listed.

    Linked folders are followed once. A DICOMDIR among ``roots`` stands for the files that it lists, a ZIP archive for
    those in it. ``cancelled`` is asked while a large folder is listed; True ends the listing of that folder.
    """
    visited: set[tuple[int, int]] = set()
    waiting = list(reversed(roots))
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
        except OSError:
            yield path, None
            continue
        if not stat.S_ISDIR(status.st_mode):
            if is_archive(path):
                yield from _archive(path)
            elif is_dicomdir(path):
                yield from _directory(path)
            else:
                yield path, status
            continue
        if (status.st_dev, status.st_ino) in visited:  # a loop of links
            continue
        visited.add((status.st_dev, status.st_ino))
        try:
            folders = yield from _entries(path, cancelled)
        except OSError as error:
            reason = f"the folder cannot be listed: {(error.strerror or 'unknown reason').lower()}"
            yield HeaderFacts(path, 0, 0, UNREADABLE, reason)
            continue
        waiting.extend(reversed(folders))


def _archive(path: Path) -> Iterator[File | HeaderFacts]:
    """Yield the files in a ZIP archive, and facts of what in it is not opened."""
    try:
        files, found = files_in(path)
    except RefusedError as error:
        yield HeaderFacts(path, 0, 0, UNREADABLE, error.reason)
        return
    if found.left_out:
        yield HeaderFacts(path, 0, 0, UNREADABLE, found.left_out)
    for file, status in files:
        if not _is_skipped(file.name):
            yield file, status


def _is_skipped(name: str) -> bool:
    return name.lower() in SKIPPED or name.startswith("._")


def _directory(path: Path) -> Iterator[File | HeaderFacts]:
    """Yield the files that a DICOMDIR lists, and facts of what it says wrongly."""
    try:
        directory = read_dicomdir(path)
    except RefusedError as error:
        yield HeaderFacts(path, 0, 0, UNREADABLE, error.reason)
        return
    if directory.problems:
        yield HeaderFacts(path, 0, 0, UNREADABLE, " ".join(directory.problems))
    for file in directory.files:
        try:
            yield file, file.stat()
        except OSError:
            yield file, None
    for file in directory.missing:
        yield HeaderFacts(file, 0, 0, UNREADABLE, "the DICOMDIR lists it, but there is no such file")


def _entries(folder: Path, cancelled: Callable[[], bool]) -> Generator[File, None, list[Path]]:
    """Yield the files of one folder in order of name; return its sub-folders."""
    folders: list[Path] = []
    entries: list[os.DirEntry[str]] = []
    with os.scandir(folder) as listing:
        for entry in listing:
            entries.append(entry)
            if len(entries) % _ASK_EVERY == 0 and cancelled():  # a network may take seconds to list a large folder
                return folders
    for entry in sorted(entries, key=lambda entry: entry.name):
        if _is_skipped(entry.name):
            continue
        path = folder / entry.name
        try:
            if entry.is_dir():
                folders.append(path)
                continue
            status = entry.stat()
        except OSError:
            yield path, None
            continue
        yield path, status if stat.S_ISREG(status.st_mode) else None
    return folders
