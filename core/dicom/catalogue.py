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

from core.dicom.header import COLUMNS, HeaderFacts, as_row, from_row
from core.errors import Cxr12Error

SCHEMA = 4
_SIZE, _MTIME = COLUMNS.index("size"), COLUMNS.index("mtime_ns")

# The path is the file's own bytes: a name that is not text in the system's encoding is kept exactly.
_ANNOTATIONS = """
CREATE TABLE IF NOT EXISTS annotations (
    path NOT NULL, instance_uid TEXT NOT NULL, pixels TEXT NOT NULL, json TEXT NOT NULL, mtime_ns INTEGER NOT NULL,
    number INTEGER NOT NULL, PRIMARY KEY (path, instance_uid, pixels)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS annotations_of ON annotations (instance_uid, pixels);
"""
"""What :mod:`core.annotate.store` keeps; ``number`` grows from one change to the next, whatever the clock does."""
_RESULTS = """
CREATE TABLE IF NOT EXISTS results (
    path NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, instance_uid TEXT NOT NULL, pixels TEXT NOT NULL,
    frame INTEGER NOT NULL, model_sha256 TEXT NOT NULL, spec TEXT NOT NULL, engine TEXT NOT NULL,
    precision TEXT NOT NULL, app_version TEXT NOT NULL, patient TEXT NOT NULL, json TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (path, instance_uid, pixels, frame, model_sha256, spec, engine, precision, app_version)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS results_of ON results (instance_uid, pixels);
CREATE INDEX IF NOT EXISTS results_in_order ON results (number);
CREATE TABLE IF NOT EXISTS verdicts (
    path NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, instance_uid TEXT NOT NULL, pixels TEXT NOT NULL,
    frame INTEGER NOT NULL, model_sha256 TEXT NOT NULL, answer TEXT NOT NULL, verdict TEXT NOT NULL,
    relabel TEXT NOT NULL, patient TEXT NOT NULL, created TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (path, instance_uid, pixels, frame, model_sha256)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS verdicts_of ON verdicts (instance_uid, pixels);
CREATE INDEX IF NOT EXISTS verdicts_in_order ON verdicts (number);
"""
"""What :mod:`core.results.store` and :mod:`core.results.verdicts` keep."""
_LABELS = """
CREATE TABLE IF NOT EXISTS labels (
    path NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, instance_uid TEXT NOT NULL, pixels TEXT NOT NULL,
    reader TEXT NOT NULL, label TEXT NOT NULL, created TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (path, instance_uid, pixels, reader)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS labels_of ON labels (instance_uid, pixels);
CREATE INDEX IF NOT EXISTS labels_in_order ON labels (number);
"""
"""What :mod:`core.labels.store` keeps."""
_CREATE = f"""
CREATE TABLE IF NOT EXISTS files (
    {", ".join(f"{name} NOT NULL" for name in COLUMNS)}, PRIMARY KEY (path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS thumbnails (path PRIMARY KEY, mtime_ns INTEGER NOT NULL, png BLOB NOT NULL);
{_ANNOTATIONS}
{_RESULTS}
{_LABELS}
PRAGMA user_version = {SCHEMA};
"""
"""Two programs may find no catalogue at the same moment: the later one finds its tables made."""
_UPGRADES = {1: f"{_ANNOTATIONS} DELETE FROM files WHERE status = 'unreadable';", 2: _RESULTS, 3: _LABELS}
"""From each earlier schema to the next; what is there stays, but for files that the reader of then refused."""
_PUT = f"INSERT OR REPLACE INTO files ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
_GET = f"SELECT {', '.join(COLUMNS)} FROM files"


class CatalogueError(Cxr12Error):
    """A catalogue that cannot be used."""


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
            self._connection = _opened(None if session_only else path)
        except sqlite3.DatabaseError as error:
            if path is None or isinstance(error, sqlite3.OperationalError):
                raise CatalogueError(f"the catalogue cannot be opened: {error}") from None
            self.moved_aside = _move_aside(path)
            self._connection = _opened(path)

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
            fresh = _opened(None if session_only else self._path)
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
        with self._lock, self._connection:
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
        with self._lock, self._connection:
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
                    with contextlib.closing(_opened(self._path)) as kept:
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
        with self._lock, self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO thumbnails VALUES (?, ?, ?)", (os.fsencode(path), mtime_ns, png)
            )

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Lend the connection to another room that keeps a table of its own in this file.

        One caller has it at a time; what it changes is kept as a whole when the block ends, or not at all when the
        block raises. The table is made in ``_CREATE`` and in an upgrade here, and ``forget`` empties it too.

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


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):  # made before SQLite makes it, which would use the umask
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(":memory:" if path is None else path, check_same_thread=False, timeout=5.0)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise CatalogueError(
                f"the catalogue was written by a newer version (schema {version}, expected at most {SCHEMA}): "
                "update the program, or work without the catalogue"
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("the catalogue is damaged")
        if version == 0:
            connection.executescript(f"BEGIN IMMEDIATE;{_CREATE}COMMIT;")
        for earlier in range(max(version, 1), SCHEMA if version else 0):
            upgrade = f"{_UPGRADES[earlier]} PRAGMA user_version = {earlier + 1};"
            connection.executescript(f"BEGIN IMMEDIATE;{upgrade}COMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _move_aside(path: Path) -> Path:
    bad = path.with_name(path.name + ".bad")
    path.replace(bad)
    for extra in ("-wal", "-shm"):
        path.with_name(path.name + extra).unlink(missing_ok=True)
    return bad


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
