"""What is known of every file that was ever listed, in SQLite, so that a second visit is quick.

The catalogue is the one place that may hold patient data: its file has mode 0600, and a folder can be forgotten.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from core.dicom.catalogue_file import SCHEMA as SCHEMA
from core.dicom.catalogue_file import CatalogueError as CatalogueError
from core.dicom.catalogue_file import found_again, moved_aside, opened
from core.dicom.header import COLUMNS, HeaderFacts, as_row, from_row

_SIZE, _MTIME = COLUMNS.index("size"), COLUMNS.index("mtime_ns")

_PUT = f"INSERT OR REPLACE INTO files ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_GET = f"SELECT {', '.join(COLUMNS)} FROM files"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many files, thumbnails, annotated images, results of networks, verdicts on them and labels were removed."""

    files: int = 0
    thumbnails: int = 0
    annotated: int = 0
    results: int = 0
    verdicts: int = 0
    labels: int = 0

    def __add__(self, other: Forgotten) -> Forgotten:
        return Forgotten(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))


class Catalogue:
    """Header facts and thumbnails by path; safe from any thread.

    Parameters
    ----------
    path : Path or None
        The SQLite file, created with mode 0600; None keeps everything in memory, for this session only. A damaged
        file is moved aside to ``*.bad`` and a new one begun.
    session_only : bool
        Keep everything in memory until :meth:`set_session_only` says otherwise; the file is not opened.

    Raises
    ------
    CatalogueError
        If the file was written by a newer version (it is left alone) or its folder cannot be written.
    """

    def __init__(self, path: Path | None, *, session_only: bool = False) -> None:
        self._lock = threading.Lock()
        self._path = path
        self._session_only = session_only or path is None
        self.moved_aside: Path | None = None
        try:
            self._connection = opened(None if session_only else path)
        except sqlite3.DatabaseError as error:
            if path is None or isinstance(error, sqlite3.OperationalError):
                raise CatalogueError(f"the catalogue cannot be opened: {error}") from None
            self.moved_aside = moved_aside(path)
            self._connection = opened(path)

    @property
    def session_only(self) -> bool:
        """Nothing is written to disk."""
        return self._session_only

    def set_session_only(self, session_only: bool) -> None:
        """Go on in memory, or in the file again; nothing is carried over, and what the file holds stays in it.

        Raises
        ------
        CatalogueError
            If the file cannot be used; then everything stays in memory.
        """
        if self._path is None or session_only == self._session_only:
            return
        try:
            fresh = opened(None if session_only else self._path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise CatalogueError(f"the catalogue cannot be opened: {error}") from None
        with self._lock:
            before, self._connection, self._session_only = self._connection, fresh, session_only
            before.close()

    def known(self, path: Path, size: int, mtime_ns: int) -> HeaderFacts | None:
        """Return the facts of a file if it is still the same size and age."""
        with self._lock:
            row = self._connection.execute(f"{_GET} WHERE path = ?", (os.fsencode(path),)).fetchone()
        if row is None or (row[_SIZE], row[_MTIME]) != (size, mtime_ns):
            return None
        return from_row((path, *row[1:]))

    def put(self, rows: Iterable[HeaderFacts]) -> None:
        """Store facts, replacing older ones of the same path; all or none."""
        records = [_record(facts) for facts in rows]
        with self._lock, found_again(self._connection):
            self._connection.executemany(_PUT, records)

    def rows(self, root: Path | None) -> list[HeaderFacts]:
        """Return all facts, or those of ``root`` and everything below it, in order of path."""
        where, bounds = _below(root)
        with self._lock:
            found = self._connection.execute(f"{_GET}{where} ORDER BY path", bounds).fetchall()
        return [_facts(row) for row in found]

    def paths(self, root: Path) -> list[Path]:
        """Return ``root`` and the paths below it that are known."""
        where, bounds = _below(root)
        with self._lock:
            found = self._connection.execute(f"SELECT path FROM files{where}", bounds).fetchall()
        return [Path(os.fsdecode(row[0])) for row in found]

    def drop(self, paths: Iterable[Path]) -> None:
        """Remove single files, for example those that are no longer there."""
        keys = [(os.fsencode(path),) for path in paths]
        with self._lock, found_again(self._connection):
            self._connection.executemany("DELETE FROM files WHERE path = ?", keys)
            self._connection.executemany("DELETE FROM thumbnails WHERE path = ?", keys)

    def forget(self, root: Path) -> Forgotten:
        """Remove everything known of a folder, also from the file while it is not in use; the bytes are overwritten.

        Raises
        ------
        CatalogueError
            If the file cannot be used.
        """
        try:
            with self._lock:
                forgotten = _forget(self._connection, root)
                if self._session_only and self._path is not None and self._path.exists():
                    with contextlib.closing(opened(self._path)) as kept:
                        forgotten += _forget(kept, root)
        except (sqlite3.Error, OSError) as error:
            raise CatalogueError(f"the catalogue cannot be used: {error}") from None
        return forgotten

    def thumbnail(self, path: Path, mtime_ns: int) -> bytes | None:
        """Return the PNG bytes stored for a file of this age."""
        with self._lock:
            row = self._connection.execute(
                "SELECT png FROM thumbnails WHERE path = ? AND mtime_ns = ?", (os.fsencode(path), mtime_ns)
            ).fetchone()
        return None if row is None else bytes(row[0])

    def put_thumbnail(self, path: Path, mtime_ns: int, png: bytes) -> None:
        """Store the PNG bytes of a file's thumbnail."""
        with self._lock, found_again(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)", (os.fsencode(path), mtime_ns, png)
            )

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection to another room that keeps a table of its own in this file.

        One caller has it at a time; what it changes is kept as a whole when the block ends, or not at all when the
        block raises. The table is made in :mod:`core.dicom.catalogue_file`, and ``forget`` empties it too.

        Raises
        ------
        CatalogueError
            If SQLite cannot do what the block asks for (disk full, file locked or gone).
        """
        try:
            with self._lock, self._connection:
                yield self._connection
        except sqlite3.Error as error:
            raise CatalogueError(f"the catalogue cannot be used: {error}") from None

    def close(self) -> None:
        """Close the file; the catalogue cannot be used afterwards."""
        with self._lock:
            self._connection.close()


def _forget(connection: sqlite3.Connection, root: Path) -> Forgotten:
    where, bounds = _below(root)
    with connection:
        counts = [
            connection.execute(f"DELETE FROM {table}{where}", bounds).rowcount
            for table in ("files", "thumbnails", "annotations", "results", "verdicts", "labels")
        ]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Forgotten(*counts)


def _below(root: Path | None) -> tuple[str, tuple[bytes, ...]]:
    if root is None:
        return "", ()
    folder = os.fsencode(root)
    inside = folder if folder.endswith(os.sep.encode()) else folder + os.sep.encode()
    after = inside[:-1] + bytes([inside[-1] + 1])  # the first name that is not below the folder any more
    return " WHERE path = ? OR (path >= ? AND path < ?)", (folder, inside, after)


def _record(facts: HeaderFacts) -> tuple[object, ...]:
    return (os.fsencode(facts.path), *as_row(facts)[1:])


def _facts(row: tuple[Any, ...]) -> HeaderFacts:
    return from_row((os.fsdecode(row[0]), *row[1:]))
