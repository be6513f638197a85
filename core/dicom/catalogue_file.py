"""The file of the catalogue: its tables, the upgrades from earlier versions, and how it is opened."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from core.dicom.header import COLUMNS
from core.errors import Cxr12Error
from core.network_drive import on_network

SCHEMA = 4
PATIENCE_S = 5.0
"""How long to wait for another program that writes."""

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


class CatalogueError(Cxr12Error):
    """A catalogue that cannot be used."""


def opened(path: Path | None) -> sqlite3.Connection:
    """Open the file, made with its tables where there is none, or brought up to the schema of this version.

    Parameters
    ----------
    path : Path or None
        None: in memory.

    Raises
    ------
    CatalogueError
        If a newer version wrote it; it is left alone.
    sqlite3.DatabaseError
        If it is damaged or, as :class:`sqlite3.OperationalError`, cannot be opened or is locked.
    """
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):  # made before SQLite makes it, which would use the umask
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(":memory:" if path is None else path, check_same_thread=False, timeout=PATIENCE_S)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise CatalogueError(
                f"the catalogue was written by a newer version (schema {version}, expected at most {SCHEMA}): "
                "update the program, or work without the catalogue"
            )
        _choose_journal(connection, path)
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


def _choose_journal(connection: sqlite3.Connection, path: Path | None) -> None:
    """Write ahead, which lets one read while another writes; but not over a network, where it does not work.

    What is kept is on the disk when it is said to be (FULL), also if the power fails then.

    References
    ----------
    https://www.sqlite.org/wal.html: "WAL does not work over a network filesystem", since it needs shared memory.
    """
    ahead = path is None or not on_network(path)
    connection.execute(f"PRAGMA journal_mode = {'WAL' if ahead else 'DELETE'}")
    connection.execute("PRAGMA synchronous = FULL")


@contextlib.contextmanager
def found_again(connection: sqlite3.Connection) -> Iterator[None]:
    """Make a transaction of what the image files would give once more, and do not wait until the disk has it.

    After a power cut the last of such transactions may be gone, and nothing else: the log written ahead stays whole
    (https://www.sqlite.org/pragma.html#pragma_synchronous). So a scan or a page of thumbnails does not wait for a disk
    a hundred times. Where there is no such log, the disk is waited for as always.
    """
    ahead = connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    if ahead:
        connection.execute("PRAGMA synchronous = NORMAL")
    try:
        with connection:
            yield
    finally:
        if ahead:
            connection.execute("PRAGMA synchronous = FULL")


def moved_aside(path: Path) -> Path:
    """Move a damaged file aside with all that may still be read of it; return where it is. Nothing is replaced."""
    names = (f"{path.name}.bad{number or ''}" for number in itertools.count())
    bad = next(place for place in map(path.with_name, names) if not place.exists())
    path.replace(bad)
    with contextlib.suppress(FileNotFoundError):  # it may hold what is not in the file yet
        path.with_name(f"{path.name}-wal").replace(bad.with_name(f"{bad.name}-wal"))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return bad
