"""Batches over ZIP archives: what in one cannot be opened is a row with its true reason, as a refused image is."""

import struct

import pytest
from zipped_dicom import dicom

from core.batch import list_files
from core.batch_work import Question, Reader
from core.dicom.catalogue import Catalogue
from core.dicom.scan import scan
from core.zipped.directory import contents
from core.zipped.files import open_file


class Unasked:
    """Stands for a network that has nothing to say."""

    name = "unasked"

    def prepare(self, frame, index=0):
        raise AssertionError("no image was to be read")


def encrypt(path, *names):
    """Mark members as encrypted in the directory."""
    data = bytearray(path.read_bytes())
    for name in names:
        at = -1
        while not data[(at := data.index(b"PK\x01\x02", at + 1)) + 46 :].startswith(name.encode()):
            pass
        struct.pack_into("<H", data, at + 8, 1)
    path.write_bytes(data)


def told(path):
    """What the row of a file that cannot be read says, and whether a user is told of it."""
    row = Reader(Unasked(), Question(None), None).read(0, list_files([path])[0]).row
    return row.row.reason, row.failed


def test_files_that_are_encrypted_are_told_beside_those_that_are_not(zipped, noise):
    archive = zipped(("1.dcm", dicom(noise)), ("2.dcm", b"s"), ("3.dcm", dicom(noise)))
    encrypt(archive, "2.dcm")
    found = list_files([archive])
    assert [(one.path, one.named) for one in found] == [
        (archive, True), (archive / "1.dcm", False), (archive / "3.dcm", False),
    ]  # fmt: skip
    assert told(archive) == ("not opened are encrypted files (1), to open them unpack it with its password", True)


def test_an_archive_of_nothing_but_encrypted_files(zipped):
    archive = zipped(("1.dcm", b"s"), ("folder/", b""))
    encrypt(archive, "1.dcm")
    assert contents(archive).files == {}
    assert [one.path for one in list_files([archive])] == [archive]
    assert told(archive)[0].startswith("not opened are encrypted files (1)")


@pytest.mark.parametrize("members", [(), (("folder/", b""),)])
def test_an_archive_without_files(zipped, members):
    archive = zipped(*members)
    assert contents(archive).files == {}
    assert told(archive) == ("there is no file in the ZIP archive", True)
    catalogue = Catalogue(None)
    found = [one for report in scan([archive], catalogue) for one in report.found]
    catalogue.close()
    assert [(one.path, one.reason) for one in found] == [(archive, "there is no file in the ZIP archive")]


def test_a_file_without_a_name_has_one(zipped):
    archive = zipped(("a", b"one"), ("b", b"two"))
    data = bytearray(archive.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 28 : at + 30] = bytes(2)  # its name takes no bytes in the directory
    del data[at + 46]
    end = data.index(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, end - at)
    archive.write_bytes(data)
    assert {name: open_file(archive / name).read() for name in contents(archive).files} == {
        "b": b"two", "file 1": b"one",
    }  # fmt: skip


def test_an_archive_that_breaks_off_says_so(zipped, noise):
    archive = zipped(("1.dcm", dicom(noise)))
    archive.write_bytes(archive.read_bytes()[:200])
    assert told(archive) == ("the directory of the ZIP archive cannot be read: copy the archive again", True)


def test_one_that_is_whole_is_no_row_of_its_own(zipped, noise):
    archive = zipped(("1.dcm", dicom(noise)))
    assert [one.path for one in list_files([archive])] == [archive / "1.dcm"]
    (archive.parent / "notes.txt").write_text("no archive" * 20)
    assert told(archive.parent / "notes.txt")[0].startswith("not a DICOM file")
