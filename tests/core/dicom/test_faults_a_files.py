"""Files that are no image, broken or hostile: each row of the list of faults that is about files has its test here.

Some rows were tested where their subject is; this is where to look for them:

===  =======================================================  ========================================================
row  fault                                                    tests
===  =======================================================  ========================================================
1    empty, 1, 131, 132 bytes                                 here; test_read_refusals: test_too_short
2    not DICOM                                                here; test_read_refusals: test_not_dicom, test_noise_...
3    Thumbs.db, .DS_Store                                     here
11   deflate bomb                                             here; test_read_refusals: test_deflate_bomb
21   SR, PDF, RT, waveform                                    here
22   RLE                                                      test_read_compressed: test_bad_rle
23   codestream larger than the header                        here
24   codestream disagrees                                     here; test_read_compressed: test_size_disagreement_...
25   decoder aborts                                           test_decoders, test_read_compressed: ..._killed_midway_...
26   decoder hangs                                            test_read_compressed: test_a_decoder_that_hangs_...
27   decoder takes too much memory                            test_read_compressed: test_a_decoder_that_takes_...
28   fragments                                                here; test_read_compressed: test_bad_fragments
29   nested sequences                                         here
30   60,000 elements, 20,000 items                            here
31   4 GB element, undefined LO, stray item                   here
32   unknown VR, private, odd lengths, order, duplicates      here
49   PE, ELF preamble                                         here
50   DICOMDIR that leads outside                              test_dicomdir
51   DICOMDIR: loops, offsets, missing files                  test_dicomdir
52   odd names                                                here
53   pipe, device, link loop, folder, unreadable, sparse      here; test_scan_catalogue: ..._did_not_let_be_read_...
54   many files                                               here
55   changes or vanishes                                      here; test_scan_catalogue: test_vanished_...
56   read-only source folder                                  here
105  source files unchanged                                   here
===  =======================================================  ========================================================
"""

import contextlib
import errno
import hashlib
import io
import os
import struct
import subprocess
import sys
import time
import unicodedata
import zlib
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from measured import measured
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

import core.dicom.compressed as compressed
import core.dicom.read as read_room
import core.dicom.scan as scan_room
from core.dicom.catalogue import Catalogue
from core.dicom.encapsulated import FragmentsError, split
from core.dicom.header import IMAGE, NO_IMAGE, NOT_DICOM, UNREADABLE, read_header
from core.dicom.read import read
from core.dicom.scan import scan
from core.errors import DamagedError, NoImageError, NotDicomError, RefusedError, UnreachableError, UnsupportedError

J2K, JPEG_BASELINE, JPEG_LS = "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.80"
UNDEFINED = 0xFFFFFFFF
ITEM, ITEM_END, SEQUENCE_END = ((0xFFFE, element) for element in (0xE000, 0xE00D, 0xE0DD))
BOTH = pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian], ids=["implicit", "explicit"])


def element(syntax, group, number, vr, value=b"", length=None):
    """The bytes of a data element (PS3.5 7.1)."""
    length = len(value) if length is None else length
    if syntax == ImplicitVRLittleEndian:
        return struct.pack("<HHI", group, number, length) + value
    if vr in (b"SQ", b"OB", b"OW", b"UN"):
        return struct.pack("<HH2sHI", group, number, vr, 0, length) + value
    return struct.pack("<HH2sH", group, number, vr, length) + value


def mark(tag, length=0):
    return struct.pack("<HHI", *tag, length)


def scanned(*roots):
    with contextlib.closing(Catalogue(None)) as catalogue:
        return {facts.path: facts for report in scan(roots, catalogue) for facts in report.found}


@pytest.fixture
def inserted(make, tmp_path, ramp):
    """Write the ramp with the given bytes between (0008,0060) or so and (0028,0002)."""

    def write_with(middle, syntax=ExplicitVRLittleEndian, before=(0x28, 2)):
        path = make.save(make.image(ramp, bits_stored=12, syntax=syntax), tmp_path / "inserted.dcm")
        raw = path.read_bytes()
        at = raw.index(struct.pack("<HH", *before))
        path.write_bytes(raw[:at] + middle + raw[at:])
        return path

    return write_with


def opens_or_refused(path, ramp):
    """Whatever comes, it is the ramp or a sentence: never other pixels."""
    try:
        frame = read(path)
    except RefusedError as error:
        return error.reason
    assert np.array_equal(frame.stored[0], ramp)
    return None


@pytest.fixture
def no_decoder(monkeypatch):
    """A decoder that must not be asked."""

    class Never:
        children = ()

        def decode(self, *_):
            raise AssertionError("the decoder saw a codestream that should have been refused before")

    monkeypatch.setattr(compressed, "decoders", Never())


def test_rows_1_2_3_what_is_not_dicom_is_listed_and_the_next_file_goes_on(tmp_path, make, ramp):
    good = make.save(make.image(ramp, bits_stored=12), tmp_path / "zz-last.dcm")
    contents = {f"{size}.dcm": b"x" * size for size in (0, 1, 131, 132)}
    contents |= {"png.dcm": b"\x89PNG\r\n\x1a\n" * 50, "pdf.dcm": b"%PDF-1.7" * 50, "zip.dcm": b"PK\3\4" * 99}
    contents |= {"gzip.dcm": b"\x1f\x8b\x08" * 99, "text.dcm": b"hello " * 50}
    contents |= {"noise.dcm": np.random.default_rng(2).bytes(999)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    for name in ("Thumbs.db", ".DS_Store", "desktop.ini", "._zz-last.dcm"):
        (tmp_path / name).write_bytes(b"junk" * 99)
    found = scanned(tmp_path)
    assert set(found) == {tmp_path / name for name in contents} | {good}
    assert {facts.status for path, facts in found.items() if path != good} == {NOT_DICOM}
    assert all("too short" in found[tmp_path / f"{size}.dcm"].reason for size in (0, 1, 131, 132))
    assert found[good].status == IMAGE
    for name in contents:
        with pytest.raises(NotDicomError):
            read(tmp_path / name)


def bomb(path, mebibytes, padding=0):
    """Make a deflated file inflate to so many MiB of zeros; ``padding`` moves the transfer syntax further back."""
    raw = path.read_bytes()
    start = 144 + struct.unpack_from("<I", raw, 140)[0]
    deflater = zlib.compressobj(wbits=-15)
    packed = b"".join(deflater.compress(bytes(1 << 20)) for _ in range(mebibytes)) + deflater.flush()
    meta = raw[144:start]
    at = meta.index(b"\x02\0\x10\0UI")
    extra = element(ExplicitVRLittleEndian, 2, 4, b"OB", bytes(padding)) if padding else b""
    meta = meta[:at] + extra + meta[at:]
    path.write_bytes(raw[:140] + struct.pack("<I", len(meta)) + meta + packed)
    return path


@pytest.mark.parametrize("padding", [0, 2000, 70_000], ids=["plain", "syntax far back", "syntax beyond the first look"])
def test_row_11_deflate_bomb(make, write, ramp, padding):
    path = bomb(write(make.image(ramp, syntax=DeflatedExplicitVRLittleEndian)), 512, padding)
    outcome, seconds, mebibytes = measured(path)
    assert "too large" in outcome or "cannot be parsed" in outcome
    assert seconds < 2
    assert mebibytes < 384


def test_row_11_a_deflated_image_whose_meta_group_is_long_opens(make, write, ramp):
    dataset = make.image(ramp, bits_stored=12, syntax=DeflatedExplicitVRLittleEndian)
    dataset.file_meta.PrivateInformationCreatorUID = "1.2.3"
    dataset.file_meta.PrivateInformation = bytes(3000)
    dataset.file_meta.SourceApplicationEntityTitle = "X"
    assert np.array_equal(read(write(dataset)).stored[0], ramp)


def test_row_11_the_uid_of_deflated_in_another_attribute_is_only_text(make, write, ramp):
    dataset = make.image(ramp, bits_stored=12, ReferencedSOPInstanceUID=DeflatedExplicitVRLittleEndian)
    assert np.array_equal(read(write(dataset)).stored[0], ramp)


@pytest.mark.parametrize(
    ("uid", "name"),
    [
        ("1.2.840.10008.5.1.4.1.1.88.33", "Comprehensive SR"),
        ("1.2.840.10008.5.1.4.1.1.104.1", "Encapsulated PDF"),
        ("1.2.840.10008.5.1.4.1.1.481.3", "RT Structure Set"),
        ("1.2.840.10008.5.1.4.1.1.9.1.1", "12-lead ECG Waveform"),
        ("1.2.840.10008.5.1.4.1.1.11.1", "Grayscale Softcopy Presentation State"),
    ],
)
def test_row_21_objects_without_an_image(make, write, ramp, uid, name):
    dataset = make.image(ramp)
    for keyword in [one.keyword for one in dataset.group_dataset(0x0028)] + ["PixelData"]:
        del dataset[keyword]
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = uid
    path = write(dataset)
    with pytest.raises(NoImageError, match="no image in this object") as caught:
        read(path)
    assert name in caught.value.reason
    facts = read_header(path)
    assert (facts.status, facts.identity.patient_id) == (NO_IMAGE, "P-17")


@pytest.mark.parametrize("family", ["jpeg2000", "jpeg", "jpegls"])
def test_rows_23_24_a_codestream_of_another_size_is_refused_before_decoding(make, write, ramp, no_decoder, family):
    large = np.zeros((60, 70), np.uint16)
    if family == "jpeg2000":
        code, syntax = imagecodecs.jpeg2k_encode(large, level=0, codecformat="j2k", reversible=True), J2K
        at = code.index(b"\xff\x51") + 6
        code = code[:at] + struct.pack(">II", 70_000, 60_000) + code[at + 8 :]
    elif family == "jpegls":
        code, syntax = imagecodecs.jpegls_encode(large), JPEG_LS
    else:
        code, syntax = imagecodecs.jpeg8_encode(large.astype(np.uint8)), JPEG_BASELINE
        at = code.index(b"\xff\xc0") + 5
        code = code[:at] + struct.pack(">HH", 65500, 65500) + code[at + 4 :]
    with pytest.raises(DamagedError) as caught:
        read(write(make.compress(make.image(ramp, bits_stored=12), [code], syntax)))
    sizes = {"jpeg2000": "60000 x 70000", "jpeg": "65500 x 65500", "jpegls": "60 x 70"}
    assert "8 x 16" in caught.value.reason
    assert sizes[family] in caught.value.reason


def test_row_27_a_frame_too_large_for_any_decoder_is_refused(make, write, ramp, no_decoder):
    dataset = make.compress(make.image(ramp, Rows=20_000, Columns=20_000), [b"\xff\x4f\xff\x51" + bytes(60)], J2K)
    with pytest.raises(UnsupportedError, match="too large"):
        read(write(dataset))


@pytest.mark.parametrize("count", [1 << 18, (1 << 18) + 1])
def test_row_28_millions_of_fragments(count):
    data = mark(ITEM) + (mark(ITEM, 2) + b"ab") * count + mark(SEQUENCE_END)
    begin = time.perf_counter()
    with pytest.raises(FragmentsError, match="longer than its pixels" if count == 1 << 18 else "more than 262144"):
        split(io.BytesIO(data), 0, len(data), 1, one_each=False, most_bytes=1000)
    assert time.perf_counter() - begin < 5


def test_row_28_a_codestream_longer_than_its_pixels_is_not_read(make, write, ramp, no_decoder):
    path = write(make.compress(make.image(ramp, bits_stored=12), [b"\xff\x4f" + bytes(100)], J2K))
    raw = path.read_bytes()
    at = raw.rindex(struct.pack("<HHI", *ITEM, 102))
    giant = 1 << 30
    with path.open("wb") as file:  # sparse
        file.write(raw[:at] + mark(ITEM, giant))
        file.seek(giant, os.SEEK_CUR)
        file.write(mark(SEQUENCE_END))
    with pytest.raises(DamagedError, match="longer than its pixels"):
        read(path)
    outcome, seconds, mebibytes = measured(path)
    assert "longer than its pixels" in outcome
    assert seconds < 2
    assert mebibytes < 64


@BOTH
@pytest.mark.parametrize("depth", [300, 2_000, 20_000])
@pytest.mark.parametrize("closed", [True, False], ids=["closed", "open"])
def test_row_29_nested_sequences(inserted, ramp, syntax, depth, closed):
    opening = element(syntax, 8, 0x1140, b"SQ", length=UNDEFINED) + mark(ITEM, UNDEFINED)
    closing = mark(ITEM_END) + mark(SEQUENCE_END)
    path = inserted(opening * depth + closing * depth * closed, syntax)
    reason = opens_or_refused(path, ramp)
    assert reason is None or "nested too deeply" in reason
    assert read_header(path).status == (IMAGE if reason is None else UNREADABLE)


@BOTH
@pytest.mark.parametrize(("group", "number"), [(0x0028, 0x3010), (0x5200, 0x9230)])
def test_row_29_nested_sequences_of_known_length_that_are_read(inserted, ramp, syntax, group, number):
    inner = b""
    for _ in range(2_000):
        inner = element(syntax, group, number, b"SQ", mark(ITEM, len(inner)) + inner)
    assert opens_or_refused(inserted(inner, syntax, before=(0x7FE0, 0x10)), ramp) is None


@BOTH
def test_row_30_sixty_thousand_elements(inserted, ramp, syntax):
    numbers = ((9 + 2 * (i // 0xE000), 0x1000 + i % 0xE000) for i in range(60_000))
    path = inserted(b"".join(element(syntax, *number, b"LO", b"ab") for number in numbers), syntax)
    outcome, seconds, mebibytes = measured(path)
    assert outcome == [1, 8, 16]
    assert seconds < 20
    assert mebibytes < 256


@BOTH
def test_row_30_twenty_thousand_items(inserted, ramp, syntax):
    item = mark(ITEM, UNDEFINED) + element(syntax, 8, 0x1150, b"UI", b"1.2 ") + mark(ITEM_END)
    path = inserted(element(syntax, 8, 0x1140, b"SQ", length=UNDEFINED) + item * 20_000 + mark(SEQUENCE_END), syntax)
    outcome, seconds, mebibytes = measured(path)
    assert outcome == [1, 8, 16]
    assert seconds < 20
    assert mebibytes < 256


@BOTH
@pytest.mark.parametrize("known_length", [False, True])
def test_row_30_a_million_items_end_soon(inserted, syntax, known_length):
    items = mark(ITEM) * (500_000 if known_length else 1_000_000)  # longer ones of known length are never read
    length = len(items) if known_length else UNDEFINED
    tail = b"" if known_length else mark(SEQUENCE_END)
    sequence = element(syntax, 0x5200, 0x9230, b"SQ", length=length) + items + tail
    outcome, seconds, mebibytes = measured(inserted(sequence, syntax, before=(0x7FE0, 0x10)))
    assert outcome == [1, 8, 16] if known_length else "more elements than any image needs" in outcome
    assert seconds < 5
    assert mebibytes < 256


@BOTH
@pytest.mark.parametrize("size", [0xFFFFFFFE, 1 << 31, 5000], ids=["4 GB", "2 GB", "a little"])
@pytest.mark.parametrize("tag", [(0x0009, 0x1001), (0x0028, 0x0001), (0x0018, 0x1164)], ids=["private", "odd", "read"])
def test_row_31_an_element_longer_than_the_file(inserted, ramp, syntax, size, tag):
    path = inserted(element(syntax, *tag, b"UN", b"ab", length=size), syntax)
    reason = opens_or_refused(path, ramp)
    assert reason is not None
    outcome, seconds, mebibytes = measured(path)
    assert reason in outcome
    assert seconds < 2
    assert mebibytes < 64


@BOTH
@pytest.mark.parametrize(
    "odd",
    [
        lambda syntax: element(syntax, 0x0010, 0x1040, b"UN", b"no end", length=UNDEFINED),
        lambda syntax: struct.pack("<HHI", 0x0010, 0x1040, UNDEFINED) + b"undefined",
        lambda syntax: struct.pack("<HH2sHI", 0x0010, 0x1040, b"LO", 0, UNDEFINED) + b"undefined",
        lambda syntax: mark(ITEM, 4) + b"ab  ",
        lambda syntax: mark(ITEM_END),
        lambda syntax: mark(SEQUENCE_END),
        lambda syntax: element(syntax, 0x0008, 0x1140, b"SQ", b"no items here "),
        lambda syntax: element(syntax, 0x0008, 0x1140, b"SQ", mark(ITEM, 9999) + b"ab"),
    ],
    ids=["UN", "implicit LO", "LO", "item", "item end", "sequence end", "no items", "long item"],
)
def test_row_31_undefined_lengths_and_stray_items(inserted, ramp, syntax, odd):
    opens_or_refused(inserted(odd(syntax), syntax), ramp)


@BOTH
@pytest.mark.parametrize(
    ("odd", "opens"),
    [
        (lambda syntax: element(syntax, 0x0009, 0x1001, b"LO", b"no creator"), True),
        (lambda syntax: element(syntax, 0x0011, 0x0010, b"LO", b"CREATOR ") * 3, True),
        (lambda syntax: element(syntax, 0x0018, 0x1164, b"DS", b"0.1\\0.10"), True),
        (lambda syntax: element(syntax, 0x0018, 0x1020, b"LO", b"odd"), True),  # an odd length
        (lambda syntax: element(syntax, 0x0010, 0x1010, b"AS", b"042Y") + element(syntax, 8, 8, b"CS", b"A "), True),
        (lambda syntax: element(syntax, 0x0010, 0x0010, b"PN", b"Second^Name "), False),  # two patients in one file
        (lambda syntax: element(syntax, 0x0008, 0x0005, b"CS", b"ISO_IR 192"), True),
        (lambda syntax: element(syntax, 0x0028, 0x0010, b"US", struct.pack("<H", 9)), False),  # Rows, twice
        (lambda syntax: struct.pack("<HH2sH", 0x0018, 0x1020, b"ZZ", 2) + b"ab", None),
        (lambda syntax: struct.pack("<HH2sH", 0x0018, 0x1020, b"\0\1", 2) + b"ab", None),
        (lambda syntax: struct.pack("<HH2sH", 0x0018, 0x1020, b"lo", 2) + b"ab", None),
    ],
    ids=[
        "private",
        "creators",
        "DS",
        "odd",
        "order",
        "name twice",
        "charset",
        "rows twice",
        "VR ZZ",
        "VR 0 1",
        "VR lo",
    ],
)
def test_row_32_odd_elements(inserted, ramp, syntax, odd, opens):
    reason = opens_or_refused(inserted(odd(syntax), syntax), ramp)
    assert opens is None or opens == (reason is None), reason


@pytest.mark.parametrize(
    ("start", "system"), [(b"MZ\x90\0", "Windows"), (b"\x7fELF\2\1", "Linux"), (b"\xcf\xfa\xed\xfe", "macOS")]
)
def test_row_49_a_preamble_that_makes_the_file_a_program(make, write, ramp, start, system):
    path = write(make.image(ramp, bits_stored=12))
    assert read(path).notes == ()
    path.write_bytes(start + path.read_bytes()[len(start) :])
    frame = read(path)
    assert [note for note in frame.notes if f"begins like a {system} program" in note] == list(frame.notes)
    assert np.array_equal(frame.stored[0], ramp)


def test_row_49_a_preamble_of_a_tiff_is_no_program(make, write, ramp):
    path = write(make.image(ramp, bits_stored=12))
    path.write_bytes(b"II*\0" + path.read_bytes()[4:])
    assert read(path).notes == ()


NAMES = [
    "Nguyễn Văn Ân.dcm",
    "胸部レントゲン.dcm",
    "🫁.dcm",
    "two\nlines.dcm",
    "-rf",
    "%s%n{0}.dcm",
    "'; DROP TABLE files; --.dcm",
    "x" * 196 + ".dcm",
    " leading and trailing ",
    "con.dcm",
    unicodedata.normalize("NFC", "é.dcm"),
    unicodedata.normalize("NFD", "é.dcm"),
    os.fsdecode(b"latin-\xe9.dcm"),
    "/".join(["deep"] * 60) + "/image.dcm",
    "folder.dcm/image",
]


def test_row_52_odd_names(tmp_path, make, ramp):
    source = make.save(make.image(ramp, bits_stored=12), tmp_path / "source.dcm").read_bytes()
    root = tmp_path / "odd"
    for name in NAMES:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(source)
        assert read(path).path == path
    found = scanned(root)
    assert set(found) == {root / name for name in NAMES}
    assert {facts.status for facts in found.values()} == {IMAGE}
    assert {(facts.path, facts) for facts in scanned(*found).values()} == set(found.items())


def test_row_52_messages_stay_one_line(tmp_path):
    path = tmp_path / "two\nlines.dcm"
    path.write_bytes(b"hello" * 99)
    with pytest.raises(NotDicomError) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_row_53_nothing_blocks(tmp_path, make, ramp, monkeypatch):
    good = make.save(make.image(ramp, bits_stored=12), tmp_path / "z.dcm")
    denied = make.save(make.image(ramp, bits_stored=12), tmp_path / "denied.dcm")
    os.mkfifo(tmp_path / "fifo.dcm")
    (tmp_path / "zero.dcm").symlink_to("/dev/zero")
    (tmp_path / "loop.dcm").symlink_to(tmp_path / "loop.dcm")
    (tmp_path / "dangling.dcm").symlink_to(tmp_path / "nothing")
    (tmp_path / "folder.dcm").mkdir()
    (tmp_path / "folder.dcm" / "up").symlink_to(tmp_path)
    with (tmp_path / "sparse.dcm").open("wb") as file:
        file.truncate(3 << 30)
    real = Path.open

    def refuse(path, *arguments):
        if path == denied:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *arguments)

    monkeypatch.setattr(Path, "open", refuse)
    begin = time.perf_counter()
    found = {path.name: facts for path, facts in scanned(tmp_path).items()}
    assert time.perf_counter() - begin < 2
    assert {name: facts.status for name, facts in found.items()} == {
        "z.dcm": IMAGE,
        "denied.dcm": UNREADABLE,
        "fifo.dcm": UNREADABLE,
        "zero.dcm": UNREADABLE,
        "loop.dcm": UNREADABLE,
        "dangling.dcm": UNREADABLE,
        "sparse.dcm": NOT_DICOM,
    }
    assert all(facts.reason for name, facts in found.items() if name != good.name)
    assert "permission denied" in found["denied.dcm"].reason


@pytest.mark.parametrize("kind", ["raw", "deflated", "compressed"])
def test_row_53_a_sparse_giant_that_begins_like_an_image(make, write, ramp, kind):
    if kind == "compressed":
        dataset = make.compress(make.image(ramp, bits_stored=12), [b"\xff\x4f" + bytes(100)], J2K)
    else:
        syntax = DeflatedExplicitVRLittleEndian if kind == "deflated" else ExplicitVRLittleEndian
        dataset = make.image(ramp, bits_stored=12, syntax=syntax)
    path = write(dataset)
    keep = path.stat().st_size - (20 if kind == "deflated" else 0)
    with path.open("r+b") as file:
        file.truncate(keep)
        file.truncate(3 << 30)
    for call in ("read", "read_header"):
        outcome, seconds, mebibytes = measured(path, call)
        if (kind, call) == ("raw", "read"):
            assert outcome == [1, 8, 16]
        assert seconds < 5
        assert mebibytes < 256


def many_files(root, count):
    for index in range(count):
        folder = root / f"{index // 500:03d}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{index}.txt").write_bytes(b"not DICOM, " * 20)
    return root


def test_row_54_the_list_grows_while_the_folder_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(scan_room, "_LOOK_AHEAD", 300)  # as if there were many more files
    root, count = many_files(tmp_path / "many", 3_000), 3_000
    with contextlib.closing(Catalogue(None)) as catalogue:
        reports = list(scan([root], catalogue))
    assert reports[0].total is None  # there were rows before all files were even listed
    assert 0 < reports[0].done < count
    assert len(reports) > 5
    assert sum(len(report.found) for report in reports) == reports[-1].done == reports[-1].total == count
    assert [report.done for report in reports] == sorted(report.done for report in reports)


def test_row_54_cancelling_is_quick(tmp_path):
    root = many_files(tmp_path / "many", 3_000)
    stopped = []
    with contextlib.closing(Catalogue(None)) as catalogue:
        scanning = scan([root], catalogue, cancelled=lambda: bool(stopped))
        next(scanning)
        stopped.append(True)
        begin = time.perf_counter()
        *_, last = scanning
        assert time.perf_counter() - begin < 0.5
        assert last.done < 3_000


def test_row_54_cancelling_ends_a_listing_that_does_not_end(tmp_path, monkeypatch):
    (tmp_path / "one.txt").write_bytes(b"x")
    (entry,) = os.scandir(tmp_path)

    def endless(_):
        return contextlib.nullcontext(iter(lambda: entry, None))

    monkeypatch.setattr(scan_room.os, "scandir", endless)
    asked = []
    with contextlib.closing(Catalogue(None)) as catalogue:
        (report,) = scan([tmp_path], catalogue, cancelled=lambda: len(asked) > 5 or asked.append(1) or False)
    assert (report.found, report.total) == ((), None)


def test_row_55_a_file_cut_while_it_is_read(make, write, ramp, monkeypatch):
    path = write(make.image(ramp, bits_stored=12))
    real = read_room.pixel_layout

    def cut(container):
        os.truncate(path, path.stat().st_size - 100)
        return real(container)

    monkeypatch.setattr(read_room, "pixel_layout", cut)
    with pytest.raises(DamagedError, match="shorter"):
        read(path)


def test_row_55_a_file_removed_while_it_is_read_is_still_whole(make, write, ramp, monkeypatch):
    path = write(make.image(ramp, bits_stored=12))
    real = read_room.pixel_layout
    monkeypatch.setattr(read_room, "pixel_layout", lambda container: path.unlink() or real(container))
    assert np.array_equal(read(path).stored[0], ramp)
    with pytest.raises(UnreachableError, match="cannot be read"):
        read(path)


def test_row_55_a_file_replaced_while_it_is_read_is_never_a_mixture(make, write, ramp, monkeypatch):
    path = write(make.image(ramp, bits_stored=12))
    other = write(make.image(4095 - ramp, bits_stored=12), "other.dcm")
    real = read_room.pixel_layout
    monkeypatch.setattr(read_room, "pixel_layout", lambda container: other.replace(path) and real(container))
    assert np.array_equal(read(path).stored[0], ramp)


@pytest.mark.parametrize("compressed_file", [False, True])
def test_row_55_a_drive_that_is_pulled_is_out_of_reach_and_not_damaged(make, write, ramp, monkeypatch, compressed_file):
    dataset = make.image(ramp, bits_stored=12)
    if compressed_file:
        dataset = make.compress(dataset, [imagecodecs.jpegls_encode(ramp)], JPEG_LS)
    path = write(dataset)

    class Pulled(io.FileIO):
        reads = 0

        def read(self, size=-1):
            Pulled.reads += 1
            if Pulled.reads > 1:  # the header is in memory by then
                raise OSError(errno.EIO, "Input/output error")
            return super().read(size)

        def seek(self, *arguments):
            if Pulled.reads and not compressed_file:
                raise OSError(errno.EIO, "Input/output error")
            return super().seek(*arguments)

    monkeypatch.setattr(Path, "open", lambda path, *_: Pulled(path))
    with pytest.raises(UnreachableError, match="input/output error"):
        read(path)


def test_rows_56_105_source_files_are_only_ever_read(tmp_path, make, ramp):
    """Everything that looks at a folder runs under an audit hook that ends the process at the first write there."""
    root = tmp_path / "source"
    (root / "sub").mkdir(parents=True)
    for syntax, name in ((ImplicitVRLittleEndian, "a.dcm"), (DeflatedExplicitVRLittleEndian, "sub/b.dcm")):
        make.save(make.image(ramp, bits_stored=12, syntax=syntax), root / name)
    packed = make.compress(make.image(ramp, bits_stored=12), [imagecodecs.jpegls_encode(ramp)], JPEG_LS)
    make.save(packed, root / "packed.dcm")
    (root / "cut.dcm").write_bytes((root / "a.dcm").read_bytes()[:-50])
    (root / "noise.txt").write_bytes(b"noise" * 99)

    def state():
        return {
            path: (path.lstat().st_mtime_ns, path.lstat().st_mode, path.is_file() and hashlib.sha256(path.read_bytes()))
            for path in [root, *root.rglob("*")]
        }

    def plain(files):
        return {path: (time, mode, digest and digest.hexdigest()) for path, (time, mode, digest) in files.items()}

    before = plain(state())
    script = (
        "import os, sys; from pathlib import Path\n"
        "root = sys.argv[1]\n"
        "def hook(event, arguments):\n"
        "    inside = arguments and isinstance(arguments[0], str) and arguments[0].startswith(root)\n"
        "    if not inside: return\n"
        "    writing = event == 'open' and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)\n"
        "    if writing or event.removeprefix('os.') in ('rename', 'remove', 'mkdir', 'chmod', 'utime', 'truncate'):\n"
        "        os._exit(7)\n"
        "sys.addaudithook(hook)\n"
        "from contextlib import suppress\n"
        "from core.dicom.catalogue import Catalogue; from core.dicom.scan import scan\n"
        "from core.dicom.read import read; from core.dicom.preview import preview\n"
        "from core.errors import RefusedError\n"
        "catalogue = Catalogue(Path(sys.argv[2]))\n"
        "found = [facts.path for report in scan([Path(root)], catalogue) for facts in report.found]\n"
        "for path in found:\n"
        "    preview(path)\n"
        "    with suppress(RefusedError): read(path)\n"
        "    with suppress(RefusedError): read(path, damaged=True)\n"
        "catalogue.close(); print(len(found))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, root, tmp_path / "store" / "catalogue"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout == "5\n"
    assert plain(state()) == before
