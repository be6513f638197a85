"""Folder scan and catalogue: everything is listed once, a second visit opens nothing, nothing blocks."""

import contextlib
import dataclasses
import errno
import functools
import io
import os
import shutil
import sqlite3
import stat
import time
from pathlib import Path

import pytest

import core.dicom.scan as scan_room
from core.dicom.catalogue import SCHEMA, Catalogue, CatalogueError
from core.dicom.header import IMAGE, NO_IMAGE, NOT_DICOM, UNREADABLE, as_row, duplicates, from_row, read_header
from core.dicom.scan import scan


@pytest.fixture
def catalogue(tmp_path):
    opened = Catalogue(tmp_path / "store" / "catalogue.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path, make, ramp):
    """Three images in two folders, a text, a colour image, a pipe, system files and a loop of links."""
    root = tmp_path / "patients"
    (root / "a").mkdir(parents=True)
    for name in ("1.dcm", "a/2.dcm", "a/tên 3"):
        make.save(make.image(ramp, bits_stored=12), root / name)
    make.save(make.image(ramp, PhotometricInterpretation="PALETTE COLOR"), root / "a" / "colour.dcm")
    (root / "readme.txt").write_text("hello")
    for name in ("Thumbs.db", ".DS_Store", "DICOMDIR", "a/._2.dcm"):
        (root / name).write_bytes(b"junk")
    os.mkfifo(root / "pipe.dcm")
    (root / "a" / "again").symlink_to(root)
    return root


def listed(root, catalogue):
    return [facts for report in scan([root], catalogue) for facts in report.found]


def test_everything_is_listed_with_its_status(folder, catalogue):
    found = {str(facts.path.relative_to(folder)): facts for facts in listed(folder, catalogue)}
    assert {name: facts.status for name, facts in found.items()} == {
        "1.dcm": IMAGE,
        "a/2.dcm": IMAGE,
        "a/tên 3": IMAGE,
        "a/colour.dcm": IMAGE,
        "readme.txt": NOT_DICOM,
        "pipe.dcm": UNREADABLE,
    }
    one = found["1.dcm"]
    assert (one.rows, one.columns, one.frames, one.bits_stored, one.photometric) == (8, 16, 1, 12, "MONOCHROME2")
    assert one.identity.patient_id == "P-17"
    assert (found["a/colour.dcm"].reason, found["a/colour.dcm"].photometric) == ("", "PALETTE COLOR")
    assert found["a/colour.dcm"].identity.patient_id == "P-17"
    assert "pipe" in found["pipe.dcm"].reason


def test_second_visit_opens_nothing_and_says_the_same(folder, catalogue, monkeypatch):
    first = listed(folder, catalogue)
    opened = []
    monkeypatch.setattr(scan_room, "read_header", lambda path, status: opened.append(path) or read_header(path, status))
    second = listed(folder, catalogue)
    assert sorted(map(as_row, second)) == sorted(map(as_row, first))
    assert opened == [folder / "pipe.dcm"]
    (folder / "1.dcm").write_bytes((folder / "1.dcm").read_bytes() + b"\0\0")
    listed(folder, catalogue)
    assert opened[1:] == [folder / "1.dcm", folder / "pipe.dcm"]


def test_vanished_files_leave_the_catalogue_but_a_missing_folder_keeps_its_rows(folder, catalogue, tmp_path):
    listed(folder, catalogue)
    (folder / "1.dcm").unlink()
    listed(folder, catalogue)
    assert folder / "1.dcm" not in catalogue.paths(folder)
    known = catalogue.paths(folder)
    folder.rename(tmp_path / "unplugged")
    (gone,) = listed(folder, catalogue)
    assert gone.status == UNREADABLE
    assert catalogue.paths(folder) == known


class Broken(io.FileIO):
    """An open file on a disk that fails."""

    def read(self, *_):
        raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("way", ["denied", "disk"])
@pytest.mark.parametrize("changed", [False, True])
def test_a_file_that_the_system_did_not_let_be_read_is_tried_again(folder, catalogue, monkeypatch, way, changed):
    one, real = folder / "1.dcm", Path.open

    def refuse(path, *arguments):
        if path != one:
            return real(path, *arguments)
        if way == "denied":
            raise PermissionError(errno.EACCES, "Permission denied")
        return Broken(path)

    if changed:  # what was known before it changed holds no more
        listed(folder, catalogue)
        one.write_bytes(one.read_bytes() + b"\0\0")
    with monkeypatch.context() as closed:
        closed.setattr(Path, "open", refuse)
        (facts,) = (facts for facts in listed(folder, catalogue) if facts.path == one)
    assert facts.status == UNREADABLE
    assert "cannot be read" in facts.reason
    assert one not in catalogue.paths(folder)
    (facts,) = (facts for facts in listed(folder, catalogue) if facts.path == one)  # same size, same age
    assert facts.status == IMAGE
    assert one in catalogue.paths(folder)


@pytest.mark.parametrize("root", ["the folder", "the file"])
@pytest.mark.parametrize(
    "replace",
    [
        Path.mkdir,
        os.mkfifo,
        Path.touch,
        lambda path: shutil.copytree(path.parent / "a", path, symlinks=True),
        lambda path: path.symlink_to(path.parent / "a"),
    ],
    ids=["empty folder", "pipe", "empty file", "folder of images", "link to a folder"],
)
def test_what_is_no_file_any_more_leaves_the_catalogue(folder, catalogue, replace, root):
    one = folder / "1.dcm"
    listed(folder, catalogue)
    catalogue.put_thumbnail(one, 5, b"png")
    one.unlink()
    replace(one)
    listed(folder if root == "the folder" else one, catalogue)
    assert one not in [facts.path for facts in catalogue.rows(folder)]
    assert catalogue.thumbnail(one, 5) is None
    assert folder / "a" / "2.dcm" in catalogue.paths(folder)


def test_a_single_file_that_is_out_of_reach_keeps_its_row(folder, catalogue, tmp_path):
    listed(folder, catalogue)
    known = catalogue.rows(folder / "1.dcm")
    folder.rename(tmp_path / "unplugged")
    (gone,) = listed(folder / "1.dcm", catalogue)
    assert gone.status == UNREADABLE
    assert catalogue.rows(folder / "1.dcm") == known


def test_cancel_keeps_what_was_found(folder, catalogue):
    turns = iter([False, False, True])
    reports = list(scan([folder], catalogue, cancelled=lambda: next(turns)))
    assert 0 < reports[-1].done < 6
    found = [facts.path for report in reports for facts in report.found]
    assert set(catalogue.paths(folder)) == set(found) - {folder / "pipe.dcm"}  # what was not opened is not stored


def test_progress_ends_with_done_equal_total(folder, catalogue):
    *_, last = scan([folder], catalogue)
    assert last.done == last.total == 6


def test_helper_processes_find_the_same(folder, catalogue, monkeypatch):
    with contextlib.closing(Catalogue(None)) as other:
        alone = sorted(map(as_row, listed(folder, other)))
    monkeypatch.setattr(scan_room, "_WORTH_HELPERS", 2)
    monkeypatch.setattr(scan_room, "_BATCH", 2)
    monkeypatch.setattr(scan_room, "_HELPERS", 2)
    started = []
    real = scan_room._Helpers.read
    monkeypatch.setattr(scan_room._Helpers, "read", lambda self, files: started.append(files) or real(self, files))
    assert sorted(map(as_row, listed(folder, catalogue))) == alone
    assert started


def test_closing_a_scan_ends_its_helpers_at_once(folder, catalogue, monkeypatch):
    monkeypatch.setattr(scan_room, "_WORTH_HELPERS", 2)
    monkeypatch.setattr(scan_room, "_BATCH", 2)
    monkeypatch.setattr(scan_room, "_REPORT_FILES", 1)
    helpers = []
    real = scan_room._Helpers.read
    monkeypatch.setattr(scan_room._Helpers, "read", lambda self, files: helpers.append(self) or real(self, files))
    scanning = scan([folder], catalogue)
    while not helpers:
        next(scanning)
    begin = time.perf_counter()
    scanning.close()
    assert time.perf_counter() - begin < 0.5
    assert all(child.pid is None for child in helpers[0]._children)


def test_single_files_may_be_roots(folder, catalogue):
    (facts,) = listed(folder / "1.dcm", catalogue)
    assert facts.status == IMAGE
    assert catalogue.rows(folder / "1.dcm") == [facts]


def test_header_of_an_object_without_image(make, write, ramp):
    dataset = make.image(ramp)
    for keyword in [element.keyword for element in dataset.group_dataset(0x0028)] + ["PixelData"]:
        del dataset[keyword]
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    assert read_header(write(dataset)).status == NO_IMAGE


def test_rows_below_a_root_and_not_of_its_neighbours(folder, tmp_path, make, ramp, catalogue):
    neighbour = tmp_path / "patients2"
    neighbour.mkdir()
    make.save(make.image(ramp), neighbour / "x.dcm")
    listed(tmp_path, catalogue)
    assert {facts.path for facts in catalogue.rows(neighbour)} == {neighbour / "x.dcm"}
    assert neighbour / "x.dcm" not in catalogue.paths(folder)
    assert len(catalogue.rows(None)) == len(catalogue.rows(folder)) + 1 + len(catalogue.rows(tmp_path / "store"))


def test_forget_removes_every_trace(folder, catalogue, tmp_path):
    listed(folder, catalogue)
    catalogue.put_thumbnail(folder / "1.dcm", 5, b"png")
    catalogue.forget(folder)
    assert catalogue.rows(None) == []
    assert catalogue.thumbnail(folder / "1.dcm", 5) is None
    for file in (tmp_path / "store").iterdir():
        assert b"P-17" not in file.read_bytes()


def test_thumbnails_hold_for_one_age(catalogue, tmp_path):
    catalogue.put_thumbnail(tmp_path / "a", 7, b"\x89PNG")
    assert catalogue.thumbnail(tmp_path / "a", 7) == b"\x89PNG"
    assert catalogue.thumbnail(tmp_path / "a", 8) is None


def test_names_that_are_not_text_survive(catalogue, tmp_path, make, ramp):
    path = tmp_path / os.fsdecode(b"odd\xff\n-rf.dcm")
    make.save(make.image(ramp), path)
    facts = read_header(path)
    catalogue.put([facts])
    assert catalogue.rows(path) == [facts]
    assert from_row(as_row(facts)) == facts


def test_two_files_of_one_uid_are_both_kept_and_told(tmp_path, make, ramp, catalogue):
    root = tmp_path / "twins"
    root.mkdir()
    one = make.image(ramp, bits_stored=12)
    make.save(one, root / "one.dcm")
    one.PatientID = "another"
    make.save(one, root / "two.dcm")
    make.save(make.image(ramp, bits_stored=12), root / "alone.dcm")
    for name in ("no uid.dcm", "none either.dcm"):
        nameless = make.image(ramp, bits_stored=12)
        nameless.SOPInstanceUID = ""
        make.save(nameless, root / name)
    rows = listed(root, catalogue)
    assert len(rows) == 5
    assert duplicates(rows) == {root / "one.dcm", root / "two.dcm"}
    assert duplicates([*rows, *rows]) == {root / "one.dcm", root / "two.dcm"}  # a row again is no other file
    kept = {facts.path.name: facts.identity.patient_id for facts in catalogue.rows(root)}
    assert (kept["one.dcm"], kept["two.dcm"]) == ("P-17", "another")


def test_file_is_private(tmp_path):
    Catalogue(tmp_path / "c.sqlite").close()
    assert stat.S_IMODE((tmp_path / "c.sqlite").stat().st_mode) == 0o600


def test_two_programs_that_find_no_catalogue_at_once_share_one(tmp_path, monkeypatch):
    path, others = tmp_path / "catalogue.sqlite", []

    class Late(sqlite3.Connection):
        """Another program makes the tables after this one has seen that there are none."""

        def execute(self, sql, *values):
            if sql.startswith("PRAGMA quick_check") and not others:
                others.append(path)
                others.append(Catalogue(path))
            return super().execute(sql, *values)

    monkeypatch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=Late))
    late = Catalogue(path)
    late.put_thumbnail(tmp_path / "a.dcm", 1, b"png")
    assert others[1].thumbnail(tmp_path / "a.dcm", 1) == b"png"
    assert late.moved_aside is None
    late.close()
    others[1].close()


def test_newer_schema_is_left_alone(tmp_path):
    path = tmp_path / "c.sqlite"
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(CatalogueError, match="newer version"):
        Catalogue(path)
    assert path.read_bytes() == before


def test_what_an_older_version_refused_is_read_again(tmp_path, folder):
    path = tmp_path / "c.sqlite"
    with contextlib.closing(Catalogue(path)) as catalogue:
        known = listed(folder / "1.dcm", catalogue)
        refused = dataclasses.replace(read_header(folder / "a" / "colour.dcm"), status=UNREADABLE, reason="colour")
        catalogue.put([refused])
    with contextlib.closing(sqlite3.connect(path)) as older:
        older.executescript("DROP TABLE annotations; PRAGMA user_version = 1;")
    with contextlib.closing(Catalogue(path)) as catalogue:
        assert catalogue.rows(None) == known
        found = {facts.path.name: facts.status for facts in listed(folder, catalogue)}
        assert found["colour.dcm"] == IMAGE


def test_damaged_file_is_moved_aside(tmp_path, folder):
    path = tmp_path / "c.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    catalogue = Catalogue(path)
    assert catalogue.moved_aside == tmp_path / "c.sqlite.bad"
    assert catalogue.moved_aside.read_bytes().startswith(b"not a database")
    assert listed(folder, catalogue)
    catalogue.close()
