"""Files in ZIP archives give the same pixels and facts as on disk, and what the archive says wrongly is refused."""

import io
import shutil
import struct
import tracemalloc
import warnings
import zipfile

import numpy as np
import pytest
from zipped_dicom import dicom

from core.dicom.catalogue import Catalogue
from core.dicom.header import IMAGE, NOT_DICOM, UNREADABLE, read_header
from core.dicom.read import read
from core.dicom.scan import scan
from core.dicom.tags import tag_text
from core.errors import DamagedError, RefusedError, UnreachableError, UnsupportedError
from core.picture import read_image
from core.zipped import directory
from core.zipped.directory import contents, is_archive
from core.zipped.files import archive_of, file_status, open_file

METHODS = {"stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED}


def names(archive):
    return list(contents(archive).files)


def change(path, at, value):
    """Overwrite bytes of a file."""
    data = bytearray(path.read_bytes())
    data[at : at + len(value)] = value
    path.write_bytes(data)


def in_directory(path, name, field):
    """Where a field of a member's entry in the central directory begins (APPNOTE 4.3.12)."""
    data, at = path.read_bytes(), -1
    while (at := data.index(b"PK\x01\x02", at + 1)) >= 0:
        if data[at + 46 :].startswith(name.encode()):
            return at + {"flags": 8, "method": 10, "crc": 16, "packed": 20, "size": 24, "offset": 42}[field]
    raise AssertionError


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", ["plain", "deflated", "rle"])
def test_pixels_and_facts_are_those_of_the_file_on_disk(zipped, noise, tmp_path, method, kind):
    content = dicom(noise, kind=kind)
    (tmp_path / "one.dcm").write_bytes(content)
    archive = zipped(("first/readme.txt", b"hello"), ("first/one.dcm", content), method=METHODS[method])
    inside = archive / "first" / "one.dcm"
    frame, alone = read(inside), read(tmp_path / "one.dcm")
    assert np.array_equal(frame.stored[0], noise)
    assert (frame.identity, frame.decoder, frame.notes) == (alone.identity, alone.decoder, alone.notes)
    assert frame.path == inside
    header, its = read_header(inside), read_header(tmp_path / "one.dcm")
    assert (header.identity, header.rows, header.transfer_syntax) == (its.identity, its.rows, its.transfer_syntax)
    assert header.size == len(content)
    assert tag_text(inside, 0x00100020) == "P-17"


def test_a_header_is_listed_without_unpacking_the_pixels(zipped, monkeypatch):
    archive = zipped(("big.dcm", dicom(np.random.default_rng(1).integers(0, 4096, (1500, 1500)))))
    asked = []
    inflate = directory.zipfile.zlib.decompressobj

    class Counting:
        def __init__(self, *args):
            self._one = inflate(*args)

        def __getattr__(self, name):
            return getattr(self._one, name)

        def decompress(self, *args):
            data = self._one.decompress(*args)
            asked.append(len(data))
            return data

    monkeypatch.setattr("core.zipped.member.zlib.decompressobj", Counting)
    assert read_header(archive / "big.dcm").status == IMAGE
    assert sum(asked) == 1 << 16
    read(archive / "big.dcm")
    assert sum(asked) == 2 * (1 << 16) + file_status(archive / "big.dcm").st_size


def test_a_scan_lists_an_archive_like_a_folder_and_knows_it_the_second_time(zipped, noise, monkeypatch):
    archive = zipped(
        ("a/1.dcm", dicom(noise)),
        ("a/readme.txt", b"hello"),
        ("a/._1.dcm", b"junk"),
        ("Thumbs.db", b"junk"),
        ("b/", b""),
    )
    catalogue = Catalogue(None)
    found = [one for report in scan([archive], catalogue) for one in report.found]
    status = {one.path.relative_to(archive).as_posix(): one.status for one in found}
    assert status == {"a/1.dcm": IMAGE, "a/readme.txt": NOT_DICOM}
    assert {one.path for one in catalogue.rows(archive)} == {one.path for one in found}
    monkeypatch.setattr("core.dicom.scan.read_header", None)
    again = [one for report in scan([archive], catalogue) for one in report.found]
    assert sorted(again, key=lambda one: one.path) == sorted(found, key=lambda one: one.path)
    assert catalogue.forget(archive).files == 2
    assert catalogue.rows(None) == []
    catalogue.close()


def test_what_left_a_new_archive_of_the_same_name_leaves_the_catalogue(zipped, noise):
    archive = zipped(("1.dcm", dicom(noise)), ("2.dcm", dicom(noise)))
    catalogue = Catalogue(None)
    list(scan([archive], catalogue))
    zipped(("2.dcm", dicom(noise[::-1])), ("3.dcm", dicom(noise)))
    list(scan([archive], catalogue))
    assert [one.path.name for one in catalogue.rows(archive)] == ["2.dcm", "3.dcm"]
    assert np.array_equal(read(archive / "2.dcm").stored[0], noise[::-1])
    archive.write_bytes(b"PK\x03\x04 broken off")
    list(scan([archive], catalogue))  # which says nothing of what it held
    assert [one.path.name for one in catalogue.rows(archive)] == ["2.dcm", "3.dcm"]
    catalogue.close()


def test_an_archive_in_a_folder_is_a_file_like_others(zipped, noise, tmp_path):
    zipped(("1.dcm", dicom(noise)))
    catalogue = Catalogue(None)
    found = [one for report in scan([tmp_path], catalogue) for one in report.found]
    assert [(one.path.name, one.status) for one in found] == [("images.zip", NOT_DICOM)]
    catalogue.close()


def test_content_decides_what_an_archive_is(zipped, noise, tmp_path):
    assert is_archive(zipped(name="no.suffix"))
    assert is_archive(zipped(("x", b"y"), name="x.dcm"))
    (tmp_path / "text.zip").write_text("no archive")
    assert not is_archive(tmp_path / "text.zip")
    (tmp_path / "image.zip").write_bytes(b"PK\x03\x04" + dicom(noise)[4:])  # its preamble may hold anything
    assert not is_archive(tmp_path / "image.zip")
    assert not is_archive(tmp_path)
    assert not is_archive(tmp_path / "none.zip")
    assert archive_of(tmp_path / "text.zip" / "x") is None
    with pytest.raises(NotADirectoryError):
        file_status(tmp_path / "text.zip" / "x")
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "none.zip" / "x")


def test_names_that_lead_out_stay_below_the_archive(zipped):
    given = ["../../etc/passwd", "/var/keys/id", "C:\\Windows\\a.dcm", "a/../../b.dcm", "./c.dcm", "..", "d\x1b.dcm"]
    archive = zipped(*((name, name.encode()) for name in given))
    found = {name: open_file(archive / name).read().decode() for name in names(archive)}
    assert found == {
        "etc/passwd": "../../etc/passwd",
        "var/keys/id": "/var/keys/id",
        "C_/Windows/a.dcm": "C:\\Windows\\a.dcm",
        "a/b.dcm": "a/../../b.dcm",
        "c.dcm": "./c.dcm",
        "file 6": "..",
        "d_.dcm": "d\x1b.dcm",
    }


def test_members_of_one_name_are_each_reached(zipped):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of the second
        archive = zipped(
            ("x/a.dcm", b"1"), ("x/a.dcm", b"2"), ("x/A.DCM", b"3"), ("x/a (2).dcm", b"4"), ("b", b"5"), ("b", b"6")
        )
    assert {name: open_file(archive / name).read() for name in names(archive)} == {
        "b": b"5", "b (2)": b"6", "x/a.dcm": b"1", "x/a (2).dcm": b"2", "x/A (3).DCM": b"3", "x/a (2) (2).dcm": b"4",
    }  # fmt: skip


def test_names_in_any_language_are_read_told_or_not(zipped):
    archive = zipped(("b\u1ec7nh nh\xe2n/\u9aa8.dcm", b"1"), ("tên.dcm", b"2"))
    untold = in_directory(archive, "tên.dcm", "flags")
    change(archive, untold, b"\0\0")  # the same bytes, without the flag that says UTF-8
    assert names(archive) == ["b\u1ec7nh nh\xe2n/\u9aa8.dcm", "tên.dcm"]
    old = zipped(("n.dcm", b"3"), name="old.zip")
    data = old.read_bytes().replace(b"n.dcm", b"\x81.dcm")  # code page 437, as old programs write
    old.write_bytes(data)
    assert names(old) == ["\xfc.dcm"]


def test_a_long_name_is_shortened(zipped):
    archive = zipped(("x" * 5000 + ".dcm", b"1"))
    assert names(archive) == ["x" * 40 + "\u2026"]
    assert open_file(archive / names(archive)[0]).read() == b"1"


def test_encrypted_files_archives_and_links_are_told_in_one_sentence(zipped, noise):
    link = zipfile.ZipInfo("link.dcm")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as nested:
        nested.writestr("deep.dcm", dicom(noise))
    archive = zipped(
        ("1.dcm", dicom(noise)), ("s.dcm", b"s"), ("t.dcm", b"t"), (link, b"/etc/passwd"), ("n.zip", inner.getvalue())
    )
    for name in ("s.dcm", "t.dcm"):
        change(archive, in_directory(archive, name, "flags"), b"\1\0")
    catalogue = Catalogue(None)
    found = [one for report in scan([archive], catalogue) for one in report.found]
    catalogue.close()
    assert [(one.path.relative_to(archive).as_posix(), one.status) for one in found] == [
        (".", UNREADABLE),
        ("1.dcm", IMAGE),
    ]
    assert found[0].reason == (
        "not opened are encrypted files (2), to open them unpack it with its password; "
        "archives in the archive (1), to open them unpack it; links or devices (1)"
    )
    with pytest.raises(UnreachableError):
        read(archive / "s.dcm")
    with pytest.raises(UnreachableError):
        read(archive / "n.zip" / "deep.dcm")


@pytest.mark.parametrize("method", METHODS)
def test_one_changed_byte_refuses_that_file_and_no_other(zipped, noise, method):
    content = dicom(noise)
    archive = zipped(("1.dcm", content), ("2.dcm", content), method=METHODS[method])
    change(archive, archive.stat().st_size // 4, b"\xa5\x5a\xa5")  # in the middle of the first
    assert read_header(archive / "1.dcm").status in (IMAGE, UNREADABLE)  # its begin may be whole
    with pytest.raises(DamagedError, match="ZIP archive"):
        read_image(archive / "1.dcm")
    assert np.array_equal(read(archive / "2.dcm").stored[0], noise)


def test_pixels_with_something_behind_them_are_checked_too(zipped, noise):
    content = dicom(noise, DataSetTrailingPadding=bytes(200_000))  # the pixels end long before the file does
    archive = zipped(("1.dcm", content), method=zipfile.ZIP_STORED)
    place = archive.read_bytes().index(noise.astype("<u2").tobytes()[1000:1040])
    change(archive, place, b"\xff\x0f")
    with pytest.raises(DamagedError, match="check sum"):
        read(archive / "1.dcm")


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("crc", 1, "check sum"),
        ("size", 400, "holds more than the ZIP archive says"),
        ("size", 300_000, "breaks off inside the ZIP archive"),
        ("offset", 3, "not where the ZIP archive says"),
        ("offset", 0x7FFF_FFFF, "breaks off inside it"),
        ("packed", 0x7FFF_FFFF, "breaks off inside it"),
        ("packed", 100, "breaks off inside the ZIP archive"),
        ("method", 14, "packed by a method that is not handled (14)"),
        ("size", 0x7FFF_FFFF, "too large to be read from a ZIP archive: expected at most 64 MiB unpacked, found 2047"),
    ],
)
def test_what_the_directory_says_wrongly_is_one_refusal(zipped, noise, field, value, reason):
    archive = zipped(("1.dcm", dicom(noise)), ("2.dcm", dicom(noise)))
    change(archive, in_directory(archive, "1.dcm", field), struct.pack("<H" if field == "method" else "<I", value))
    with pytest.raises(RefusedError) as refused:
        read(archive / "1.dcm")
    assert reason in str(refused.value)
    assert str(refused.value).startswith("1.dcm: ")
    assert refused.value.path == archive / "1.dcm"
    if field != "offset":  # which may name the bytes of the other one
        assert np.array_equal(read(archive / "2.dcm").stored[0], noise)


def test_a_bomb_is_refused_before_memory_is_taken(zipped):
    archive = zipped(("bomb.dcm", bytes(132) + bytes(200 << 20)))
    assert archive.stat().st_size < 1 << 20
    tracemalloc.start()
    header = read_header(archive / "bomb.dcm")
    with pytest.raises(UnsupportedError, match="expected at most 64 MiB unpacked, found 200"):
        read(archive / "bomb.dcm")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert header.status == UNREADABLE
    assert peak < 4 << 20


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_further(zipped):
    archive = zipped(("bomb.dcm", bytes(100 << 20)))
    change(archive, in_directory(archive, "bomb.dcm", "size"), struct.pack("<I", 1 << 20))
    tracemalloc.start()
    with pytest.raises(DamagedError, match="holds more"):
        open_file(archive / "bomb.dcm").read()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_files_that_share_their_bytes_are_not_unpacked(zipped, noise):
    """A small archive unpacks to any size where many entries stand for the same bytes."""
    archive = zipped(("1.dcm", dicom(noise)), ("2.dcm", dicom(noise)))
    change(archive, in_directory(archive, "2.dcm", "offset"), bytes(4))
    refused = [name for name in names(archive) if contents(archive).files[name].problem]
    assert len(refused) == 1
    with pytest.raises(RefusedError, match="gives its bytes to two files"):
        open_file(archive / refused[0])


def test_too_many_files_are_refused_before_they_are_listed(zipped, monkeypatch):
    monkeypatch.setattr(directory, "MOST_FILES", 20)
    archive = zipped(*((f"{n}.dcm", b"") for n in range(21)))
    listed = []
    monkeypatch.setattr(zipfile, "ZipInfo", listed.append)
    with pytest.raises(UnsupportedError, match="expected at most 20 files in it"):
        contents(archive)
    assert listed == []


@pytest.mark.parametrize("cut", [4, 30, 200, -1, -22, -60])
def test_an_archive_that_breaks_off_is_one_row(zipped, noise, cut):
    whole = zipped(("1.dcm", dicom(noise)), ("2.dcm", dicom(noise)))
    whole.write_bytes(whole.read_bytes()[:cut])
    catalogue = Catalogue(None)
    found = [one for report in scan([whole], catalogue) for one in report.found]
    catalogue.close()
    assert [(one.path, one.status) for one in found] == [(whole, UNREADABLE)]
    assert found[0].reason == "the directory of the ZIP archive cannot be read: copy the archive again"


def test_mutants_are_read_right_or_refused(zipped):
    stored = np.arange(64, dtype=np.uint16).reshape(8, 8)
    good = zipped(("1.dcm", dicom(stored)), ("2.dcm", dicom(stored))).read_bytes()
    rng, refused = np.random.default_rng(3), 0
    for number in range(400):
        path = zipped(name="mutant.zip")
        data = bytearray(good)
        for at in rng.integers(0, len(data), rng.integers(1, 6)):
            data[at] = rng.integers(256)
        path.write_bytes(bytes(data) + bytes(number))  # another size: another archive for who remembers them
        try:
            inside = names(path) if is_archive(path) else []
        except RefusedError:
            refused += 1
            continue
        for name in inside:
            try:
                assert np.array_equal(read(path / name).stored[0], stored)
            except RefusedError:
                refused += 1
    assert refused > 300


def test_nothing_is_written_beside_the_archive_or_into_a_temporary_folder(zipped, noise, tmp_path, monkeypatch):
    archive = zipped(("1.dcm", dicom(noise, kind="rle")))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = archive.read_bytes()
    read(archive / "1.dcm")
    assert list(temporary.iterdir()) == []
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["images.zip"]
    assert archive.read_bytes() == before


def test_an_archive_that_was_moved_is_out_of_reach(zipped, noise, tmp_path):
    archive = zipped(("1.dcm", dicom(noise)))
    read(archive / "1.dcm")
    shutil.move(archive, tmp_path / "elsewhere.zip")
    with pytest.raises(UnreachableError):
        read(archive / "1.dcm")
    assert np.array_equal(read(tmp_path / "elsewhere.zip" / "1.dcm").stored[0], noise)
