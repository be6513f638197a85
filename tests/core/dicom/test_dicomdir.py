"""DICOMDIR: lists what is there in the order of its links, ends on every damage, and never looks outside its folder."""

import contextlib
import os
import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.fileset import FileSet
from pydicom.filewriter import dcmwrite
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from core.dicom.catalogue import Catalogue
from core.dicom.dicomdir import MEDIA_STORAGE_DIRECTORY, is_dicomdir, read_dicomdir
from core.dicom.header import IMAGE, UNREADABLE
from core.dicom.scan import scan
from core.errors import DamagedError, RefusedError

EXAMPLES = Path(get_testdata_file("DICOMDIR", download=False)).parent
NEXT, LOWER = (0x0004, 0x1400), (0x0004, 0x1420)


def record(kind, file_id=None):
    item = Dataset()
    item.OffsetOfTheNextDirectoryRecord = 0
    item.RecordInUseFlag = 0xFFFF
    item.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    item.DirectoryRecordType = kind
    if file_id is not None:
        item.ReferencedFileID = file_id
    return item


def write_dicomdir(path, records, links=None, first=0):
    """Write records; ``links`` gives (next, lower) of each by the index of a record (-1 = none) or as ("at", offset).

    Without ``links`` every record is followed by the next one.
    """
    dataset = FileDataset(None, {}, file_meta=FileMetaDataset(), preamble=bytes(128))
    dataset.file_meta.MediaStorageSOPClassUID = MEDIA_STORAGE_DIRECTORY
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.FileSetID = "SET"
    dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = 0
    dataset.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity = 0
    dataset.FileSetConsistencyFlag = 0
    dataset.DirectoryRecordSequence = records
    dcmwrite(path, dataset, enforce_file_format=True)
    raw = path.read_bytes()  # lengths do not change, so the offsets of this first turn hold
    starts, at = [], raw.index(b"\x04\0\x20\x12SQ") + 12
    for _ in records:
        starts.append(at)
        at += 8 + struct.unpack_from("<I", raw, at + 4)[0]

    def place(link):
        return link[1] if isinstance(link, tuple) else 0 if not 0 <= link < len(starts) else starts[link]

    for index, item in enumerate(records):
        following, lower = (index + 1, -1) if links is None else links[index]
        item[NEXT].value, item[LOWER].value = place(following), place(lower)
    dataset.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity = place(first)
    dcmwrite(path, dataset, enforce_file_format=True)
    return path


@pytest.fixture
def medium(tmp_path, make, ramp):
    """A folder with three images, to put a DICOMDIR in."""
    root = tmp_path / "medium"
    (root / "SUB").mkdir(parents=True)
    for name in ("ONE", "TWO", "SUB/THREE"):
        make.save(make.image(ramp, bits_stored=12), root / name)
    return root


def files_by_pydicom(path):
    files = FileSet(path)
    files._stage["t"].cleanup()
    return tuple(Path(instance.path) for instance in files)


@pytest.mark.parametrize("name", ["DICOMDIR", "DICOMDIR-reordered"])
def test_the_files_of_the_examples_in_the_order_of_pydicom(name):
    directory = read_dicomdir(EXAMPLES / name)
    assert directory.files == files_by_pydicom(EXAMPLES / name)
    assert (len(directory.files), directory.missing, directory.problems) == (31, (), ())


@pytest.mark.parametrize("name", ["DICOMDIR-implicit", "DICOMDIR-bigEnd"])
def test_other_encodings_list_the_same(name):
    assert read_dicomdir(EXAMPLES / name).files == read_dicomdir(EXAMPLES / "DICOMDIR").files


def test_the_links_give_the_order_and_not_the_place_in_the_file(medium):
    records = [record("IMAGE", name) for name in (["SUB", "THREE"], "TWO", "ONE")]
    records += [record("PATIENT"), record("STUDY")]
    links = [(-1, -1), (0, -1), (1, -1), (-1, 4), (-1, 2)]
    directory = read_dicomdir(write_dicomdir(medium / "DICOMDIR", records, links, first=3))
    assert directory.files == (medium / "ONE", medium / "TWO", medium / "SUB" / "THREE")
    assert directory.problems == ()


def test_loops_and_links_into_nothing_end_and_lose_no_file(medium):
    records = [record("PATIENT"), record("IMAGE", "ONE"), record("IMAGE", "TWO"), record("IMAGE", ["SUB", "THREE"])]
    links = [(0, 1), (2, 0), (("at", 5), ("at", 0xFFFFFFF0)), (3, 3)]
    begin = time.perf_counter()
    directory = read_dicomdir(write_dicomdir(medium / "DICOMDIR", records, links))
    assert time.perf_counter() - begin < 10
    assert directory.files == (medium / "ONE", medium / "TWO", medium / "SUB" / "THREE")
    assert [line.split()[1] for line in directory.problems] == ["2", "2", "1"]  # bad, back, not linked
    assert "lead to no record" in directory.problems[0]


def test_missing_files_and_repeated_ones(medium):
    records = [record("IMAGE", name) for name in ("ONE", "GONE", ["SUB", "NO"], ["NO", "SUCH"], "ONE", ["ONE", "X"])]
    directory = read_dicomdir(write_dicomdir(medium / "DICOMDIR", records))
    assert directory.files == (medium / "ONE",)
    assert [path.relative_to(medium).as_posix() for path in directory.missing] == ["GONE", "SUB/NO", "NO/SUCH", "ONE/X"]


def test_names_are_found_in_another_case(medium):
    (medium / "SUB").rename(medium / "sub")
    (medium / "sub" / "THREE").rename(medium / "sub" / "three")
    directory = read_dicomdir(write_dicomdir(medium / "DICOMDIR", [record("IMAGE", ["SUB", "THREE"])]))
    assert directory.files == (medium / "sub" / "three",)


def outside(medium):
    """File IDs that lead out of ``medium``, name the DICOMDIR or no file, each with a canary that must stay shut."""
    secret = medium.parent / "secret"
    secret.mkdir()
    shutil.copy(medium / "ONE", secret / "CANARY")
    (medium / "OUT").symlink_to(secret / "CANARY")
    (medium / "DIR").symlink_to(secret)
    (medium / "LOOP").symlink_to(medium / "LOOP")
    (medium / "ZERO").symlink_to("/dev/zero")
    (medium / "ME").symlink_to(medium / "DICOMDIR")
    (medium / "WITHIN").symlink_to(medium / "ONE")
    os.mkfifo(medium / "PIPE")
    return [
        ["..", "secret", "CANARY"],
        ["SUB", "..", "..", "secret", "CANARY"],
        str(secret / "CANARY"),
        ["", *secret.parts[1:], "CANARY"],
        ["", "", "server", "share", "CANARY"],
        "C:",
        ["C:", "secret", "CANARY"],
        ["..secret/CANARY"],
        "../secret/CANARY",
        "OUT",
        ["DIR", "CANARY"],
        ["DIR", "canary"],
        "LOOP",
        "ZERO",
        "PIPE",
        "SUB",
        "DICOMDIR",
        "dicomdir",
        "ME",
        ".",
        ["A"] * 40,
    ]


def test_what_leads_outside_is_refused_and_said(medium):
    file_ids = outside(medium)
    records = [record("IMAGE", file_id) for file_id in [*file_ids, "WITHIN", "ONE"]]
    directory = read_dicomdir(write_dicomdir(medium / "DICOMDIR", records))
    assert directory.files == (medium / "WITHIN", medium / "ONE")
    assert directory.missing == (medium / "LOOP",)
    refused = {line.split(": ")[2]: int(line.split()[1]) for line in directory.problems}
    assert refused == {
        "they lead outside its folder.": 15,
        "they are folders, pipes or devices.": 2,
        "they name the DICOMDIR itself.": 3,
    }
    assert all("CANARY" not in line and "secret" not in line for line in directory.problems)


def test_nothing_outside_the_folder_is_opened(medium):
    """An audit hook sees every file and folder that this process and the parsing child open."""
    records = [record("IMAGE", file_id) for file_id in [*outside(medium), "GONE", ["SUB", "three"], "ONE"]]
    write_dicomdir(medium / "DICOMDIR", records)
    log = medium.parent / "opened.txt"
    hook = medium.parent / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(
        "import os, sys\n"
        f"log = os.open({str(log)!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)\n"
        "def seen(event, arguments):\n"
        "    if event in ('open', 'os.listdir', 'os.scandir') and isinstance(arguments[0], (str, bytes)):\n"
        "        os.write(log, os.fsencode(arguments[0]) + b'\\n')\n"
        "sys.addaudithook(seen)\n"
    )
    script = (
        "import sys; from contextlib import closing; from pathlib import Path\n"
        "from core.dicom.catalogue import Catalogue; from core.dicom.scan import scan\n"
        "with closing(Catalogue(None)) as catalogue:\n"
        "    found = [facts for report in scan([Path(sys.argv[1])], catalogue) for facts in report.found]\n"
        "print(sum(facts.status == 'image' for facts in found))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(medium / "DICOMDIR")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(hook), str(Path(__file__).parents[3])])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "2\n"
    opened = {Path(line) for line in log.read_text().splitlines() if line.startswith(str(medium.parent))}
    assert medium / "ONE" in opened
    assert {path for path in opened if path != log and not path.is_relative_to(hook)} == {
        medium / "DICOMDIR",
        medium,
        medium / "SUB",
        medium / "SUB" / "THREE",
        medium / "ONE",
    }
    assert not any(str(path).startswith(("/dev/zero", "//server")) for path in map(Path, log.read_text().splitlines()))


def test_a_million_empty_records_end_in_a_refusal(tmp_path):
    path = write_dicomdir(tmp_path / "DICOMDIR", [record("IMAGE", "ONE")])
    raw = path.read_bytes()
    at = raw.index(b"\x04\0\x20\x12SQ")
    items = struct.pack("<HHI", 0xFFFE, 0xE000, 0) * 1_000_000
    path.write_bytes(raw[: at + 8] + struct.pack("<I", len(items)) + items)
    begin = time.perf_counter()
    with pytest.raises(DamagedError):
        read_dicomdir(path)
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize("depth", [300, 20_000])
def test_nested_records_end_in_a_refusal(tmp_path, depth):
    path = write_dicomdir(tmp_path / "DICOMDIR", [record("IMAGE", "ONE")])
    raw = path.read_bytes()
    at = raw.index(b"\x04\0\x20\x12SQ")
    opening = struct.pack("<HH2sHI", 4, 0x1220, b"SQ", 0, 0xFFFFFFFF) + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    path.write_bytes(raw[:at] + opening * depth)
    with pytest.raises(DamagedError, match="DICOMDIR"):
        read_dicomdir(path)


def test_every_cut_is_refused_or_listed(medium):
    path = write_dicomdir(medium / "DICOMDIR", [record("IMAGE", "ONE"), record("IMAGE", "TWO")])
    raw = path.read_bytes()
    for length in range(0, len(raw), 61):
        path.write_bytes(raw[:length])
        with contextlib.suppress(RefusedError):
            assert set(read_dicomdir(path).files) <= {medium / "ONE", medium / "TWO"}


def test_empty_directory_is_refused():
    with pytest.raises(DamagedError, match="lists nothing"):
        read_dicomdir(EXAMPLES / "DICOMDIR-empty.dcm")


def listed(roots):
    with contextlib.closing(Catalogue(None)) as catalogue:
        return [facts for report in scan(roots, catalogue) for facts in report.found]


def test_scanning_a_dicomdir_lists_what_it_references(medium):
    records = [record("IMAGE", name) for name in ("TWO", "GONE", ["..", "OUT"])]
    path = write_dicomdir(medium / "MEDIA.DIR", records)  # known by its content
    assert is_dicomdir(path)
    found = {facts.path.name: facts for facts in listed([path])}
    assert {name: facts.status for name, facts in found.items()} == {
        "TWO": IMAGE,
        "GONE": UNREADABLE,
        "MEDIA.DIR": UNREADABLE,
    }
    assert found["GONE"].reason == "the DICOMDIR lists it, but there is no such file"
    assert "1 of its entries are not opened" in found["MEDIA.DIR"].reason


def test_scanning_a_folder_lists_each_file_once_and_not_the_dicomdir(medium):
    write_dicomdir(medium / "DICOMDIR", [record("IMAGE", "ONE"), record("IMAGE", "TWO")])
    for roots in ([medium], [medium / "DICOMDIR", medium], [medium, medium / "DICOMDIR"]):
        found = sorted(facts.path.relative_to(medium).as_posix() for facts in listed(roots))
        assert found == ["ONE", "SUB/THREE", "TWO"]


def test_an_unreadable_dicomdir_is_one_row_with_the_reason(medium):
    path = write_dicomdir(medium / "DICOMDIR", [record("IMAGE", "ONE")])
    path.write_bytes(path.read_bytes()[:400])
    (facts,) = listed([path])
    assert (facts.path, facts.status) == (path, UNREADABLE)
    assert "DICOMDIR" in facts.reason
