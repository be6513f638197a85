"""The catalogue among other programs, on other disks and after damage: nothing that was kept is lost."""

import contextlib
import sqlite3
import subprocess
import sys

import pytest

from core.dicom import catalogue_file
from core.dicom.catalogue import Catalogue, CatalogueError

WRITER = """
import sys
from pathlib import Path
from core.dicom.catalogue import Catalogue
catalogue = Catalogue(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(150):
    catalogue.put_thumbnail(Path(f"/theirs/{number}.dcm"), number, b"theirs")
catalogue.close()
"""


def journal(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]


def test_two_viewers_that_write_at_once_both_keep_everything(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    ask = [sys.executable, "-c", WRITER, str(path)]
    with contextlib.closing(Catalogue(path)) as ours, subprocess.Popen(ask, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"ready\n"
        for number in range(150):
            ours.put_thumbnail(tmp_path / f"{number}.dcm", number, b"ours")
        assert other.wait() == 0
        with contextlib.closing(sqlite3.connect(path)) as connection:
            found = dict(connection.execute("SELECT png, count(*) FROM thumbnails GROUP BY png"))
    assert found == {b"ours": 150, b"theirs": 150}


def test_on_a_network_drive_nothing_is_written_ahead(tmp_path, monkeypatch):
    path = tmp_path / "catalogue.sqlite"
    with contextlib.closing(Catalogue(path)) as here:
        here.put_thumbnail(tmp_path / "a.dcm", 1, b"png")
    assert journal(path) == "wal"
    monkeypatch.setattr(catalogue_file, "on_network", lambda place: place == path)  # as if it had been moved there
    with contextlib.closing(Catalogue(path)) as there:
        assert there.thumbnail(tmp_path / "a.dcm", 1) == b"png"
        with there.transaction() as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        there.put_thumbnail(tmp_path / "b.dcm", 2, b"png")
        assert not path.with_name("catalogue.sqlite-wal").exists()
    assert journal(path) == "delete"


def test_the_disk_is_waited_for_where_nothing_could_be_had_again(tmp_path):
    """After a power cut, what SQLite said is kept is there (synchronous = FULL, 2); headers may be read once more."""
    path = tmp_path / "catalogue.sqlite"
    with contextlib.closing(Catalogue(path)) as catalogue:
        said = []
        with catalogue.transaction() as connection:
            assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
            connection.set_trace_callback(said.append)
        catalogue.put_thumbnail(tmp_path / "a.dcm", 1, b"png")
        catalogue.drop([tmp_path / "b.dcm"])
        wanted = [line for line in said if "synchronous" in line or line in ("BEGIN ", "COMMIT")]
        assert wanted == ["PRAGMA synchronous = NORMAL", "BEGIN ", "COMMIT", "PRAGMA synchronous = FULL"] * 2
        said.clear()
        with pytest.raises(sqlite3.Error):
            catalogue.put_thumbnail(tmp_path / "a.dcm", 1, None)
        assert said[-1] == "PRAGMA synchronous = FULL"
        said.clear()
        catalogue.forget(tmp_path)
        assert not any("synchronous" in line for line in said)


def test_over_a_network_the_disk_is_always_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue_file, "on_network", lambda place: True)
    with contextlib.closing(Catalogue(tmp_path / "catalogue.sqlite")) as catalogue:
        said = []
        with catalogue.transaction() as connection:
            connection.set_trace_callback(said.append)
        catalogue.put_thumbnail(tmp_path / "a.dcm", 1, b"png")
        assert "PRAGMA synchronous = NORMAL" not in said


def test_a_catalogue_damaged_inside_is_moved_aside_whole_and_never_replaced(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    damaged = []
    for _ in range(2):
        with contextlib.closing(Catalogue(path)) as catalogue:
            for number in range(300):
                catalogue.put_thumbnail(tmp_path / f"{number}.dcm", number, b"x" * 500)
        raw = bytearray(path.read_bytes())
        for page in range(3, len(raw) // 4096):
            raw[page * 4096 : page * 4096 + 64] = b"\xff" * 64
        path.write_bytes(raw)
        damaged.append(bytes(raw))
        with contextlib.closing(Catalogue(path)) as anew:
            assert anew.moved_aside is not None
            assert anew.thumbnail(tmp_path / "1.dcm", 1) is None
    for name, raw in zip(("catalogue.sqlite.bad", "catalogue.sqlite.bad1"), damaged, strict=True):
        assert (tmp_path / name).read_bytes() == raw


def test_a_catalogue_that_is_locked_is_said_so_and_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "catalogue.sqlite"
    monkeypatch.setattr(catalogue_file, "on_network", lambda place: True)
    Catalogue(path).close()
    monkeypatch.setattr(catalogue_file, "PATIENCE_S", 0.1)
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CatalogueError, match="cannot be opened: database is locked"):
            Catalogue(path)
    with contextlib.closing(Catalogue(path)) as again:
        assert again.moved_aside is None
