import time
import warnings
from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import BasicTextSRStorage, EncapsulatedPDFStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from core.dicom import tags
from core.dicom.identifying import is_identifying
from core.dicom.tags import all_rows, read_tags, tag_number, tag_text
from core.errors import DamagedError, NotDicomError


@pytest.fixture
def sample():
    """Finds a file of pydicom's own test data."""

    def find(name):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Path(get_testdata_file(name, download=False))

    return find


@pytest.fixture
def write(tmp_path):
    """Writes a data set without pixels."""

    def save(name="a.dcm", syntax=ExplicitVRLittleEndian, **attributes):
        dataset = Dataset()
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = syntax
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = BasicTextSRStorage
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = "1.2.3.4"
        for keyword, value in attributes.items():
            setattr(dataset, keyword, value)
        dataset.save_as(tmp_path / name, enforce_file_format=True)
        return tmp_path / name

    return save


def by_keyword(rows):
    return {row.keyword: row for row in all_rows(rows) if row.keyword}


def expected(dataset):
    """Tag, VR and children of every attribute, from pydicom's own walk; items are ``None``."""
    found = []
    for element in dataset:
        if element.VR == "SQ":
            found.append((int(element.tag), "SQ", [expected(item) for item in element.value]))
        else:
            found.append((int(element.tag), element.VR, None))
    return found


def shape(rows):
    made = []
    for row in rows:
        if row.vr == "SQ":
            made.append((row.tag, "SQ", [shape(item.children) for item in row.children]))
        else:
            made.append((row.tag, row.vr, None))
    return made


@pytest.mark.parametrize(
    "name",
    [
        "test-SR.dcm",
        "reportsi.dcm",
        "rtplan.dcm",
        "rtstruct.dcm",
        "waveform_ecg.dcm",
        "nested_priv_SQ.dcm",
        "priv_SQ.dcm",
        "UN_sequence.dcm",
        "CT_small.dcm",
        "ExplVR_BigEnd.dcm",
        "image_dfl.dcm",
        "no_meta_group_length.dcm",
        "ExplVR_LitEndNoMeta.dcm",
        "MR-SIEMENS-DICOM-WithOverlays.dcm",
        "JPEG2000.dcm",
        "MR_small_padded.dcm",
        "emri_small_RLE.dcm",
    ],
)
def test_every_attribute_is_there_as_pydicom_sees_it(sample, name):
    path = sample(name)
    rows = read_tags(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path, force=True)
        wanted = expected(dataset.file_meta) + expected(dataset)
    assert shape(row for row in rows if row.tag is not None) == wanted


@pytest.mark.parametrize("name", ["test-SR.dcm", "rtplan.dcm", "CT_small.dcm", "waveform_ecg.dcm"])
def test_values_are_those_of_pydicom(sample, name):
    path = sample(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(path, stop_before_pixels=True)
        values = []
        dataset.walk(lambda _, element: values.append(element))
        compared = 0
        rows = [
            row for row in all_rows(read_tags(path)) if row.tag is not None and row.tag >> 16 not in (2, 0x7FE0, 0xFFFC)
        ]
        for row, element in zip(rows, [e for e in values if e.tag.group != 0x7FE0], strict=True):
            assert row.tag == element.tag
            if element.VR == "SQ" or isinstance(element.value, bytes) or element.value is None:
                continue
            several = element.VM > 1
            text = "\\".join(map(str, element.value)) if several else str(element.value)
            if text.isascii() and text.isprintable() and len(text) < 4000:
                assert row.value == text.strip()
                assert row.name == element.name
                compared += 1
    assert compared > 20


def test_report_and_its_content_are_read_although_there_is_no_image(sample):
    rows = by_keyword(read_tags(sample("test-SR.dcm")))
    assert rows["Modality"].value == "SR"
    assert rows["SOPClassUID"].meaning == "Comprehensive SR Storage"
    assert rows["ContentSequence"].children[0].name == "Item 1"


def test_document_in_a_file_is_counted_not_shown(write):
    path = write(SOPClassUID=EncapsulatedPDFStorage, EncapsulatedDocument=b"%PDF-1.7" * 1000)
    row = by_keyword(read_tags(path))["EncapsulatedDocument"]
    assert (row.vr, row.value) == ("OB", "8,000 bytes")


def test_short_bytes_are_shown(write):
    rows = by_keyword(read_tags(write()))
    assert rows["FileMetaInformationVersion"].value == "00 01 (2 bytes)"


def test_private_attributes_name_their_creator(tmp_path, write):
    path = write()
    dataset = pydicom.dcmread(path)
    dataset.private_block(0x0019, "SIEMENS MR HEADER", create=True).add_new(0x08, "CS", "IMAGE NUM 4")
    dataset.private_block(0x0021, "NOBODY KNOWS", create=True).add_new(0x01, "LO", "x")
    dataset.save_as(path)
    rows = {row.tag: row for row in read_tags(path)}
    assert rows[0x00190010].name == "Private Creator"
    known, unknown = rows[0x00191008], rows[0x00211001]
    assert (known.name, known.creator, known.value) == ("[CSA Image Header Type]", "SIEMENS MR HEADER", "IMAGE NUM 4")
    assert (unknown.name, unknown.creator, unknown.keyword) == ("Private tag data", "NOBODY KNOWS", "")
    assert all(row.is_private for row in (known, unknown, rows[0x00190010]))
    assert not rows[0x00080016].is_private
    assert known.number == "(0019,1008)"


def test_pixels_are_not_read(write):
    image = {"Rows": 3, "Columns": 4, "BitsAllocated": 16, "PixelData": b"\1\2" * 12}
    rows = by_keyword(read_tags(write(**image, DataSetTrailingPadding=bytes(4))))
    assert rows["PixelData"].value == "24 bytes, not read"
    assert rows["DataSetTrailingPadding"].value == "00 00 00 00 (4 bytes)"


@pytest.mark.parametrize("name", ["JPEG2000.dcm", "emri_small_RLE.dcm"])
def test_compressed_pixels_are_passed_over_to_what_follows(sample, tmp_path, name):
    path = tmp_path / "a.dcm"
    path.write_bytes(sample(name).read_bytes() + b"\xfc\xff\xfc\xffOB\x00\x00\x04\x00\x00\x00\x01\x02\x03\x04")
    rows = by_keyword(read_tags(path))
    assert rows["PixelData"].value == "compressed, not read"
    assert rows["DataSetTrailingPadding"].value == "01 02 03 04 (4 bytes)"


def test_what_follows_broken_pixels_is_left_out(sample, tmp_path):
    path = tmp_path / "a.dcm"
    path.write_bytes(sample("JPEG2000.dcm").read_bytes()[:-200])
    assert read_tags(path)[-1].keyword == "PixelData"


@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian])
def test_hostile_text_becomes_one_plain_clipped_line(write, syntax):
    name = "DOE^JANE\u202e\r\n<b>%s</b>\x00\x1b[31m"
    path = write(syntax=syntax, SpecificCharacterSet="ISO_IR 192", PatientComments="x" * 60_000, PatientName=name)
    rows = by_keyword(read_tags(path))
    value = rows["PatientName"].value
    assert value.isprintable()
    assert "\u202e" not in value
    assert value.startswith("DOE^JANE")
    assert "<b>%s</b>" in value  # plain text: shown as it is, not obeyed
    assert rows["PatientComments"].value == "x" * 4095 + "\u2026"


def test_broken_character_set_shows_replacement_marks(tmp_path, write):
    path = write(SpecificCharacterSet="ISO_IR 192", PatientID="AB??CD")
    path.write_bytes(path.read_bytes().replace(b"AB??CD", b"AB\xff\xfeCD"))
    value = by_keyword(read_tags(path))["PatientID"].value
    assert value.startswith("AB")
    assert value.endswith("CD")


def test_value_that_cannot_be_parsed_says_so_and_the_rest_is_there(tmp_path, write):
    path = write(Rows=0x4142, PatientID="whole")
    data = path.read_bytes()
    at = data.index(b"\x28\x00\x10\x00US")
    path.write_bytes(data[:at] + b"\x28\x00\x10\x00FD\x02\x00\x42\x41" + data[at + 10 :])  # two bytes are no double
    rows = by_keyword(read_tags(path))
    assert rows["Rows"].value == "cannot be parsed"
    assert rows["PatientID"].value == "whole"


def nested(depth):
    item = Dataset()
    item.PatientID = "deepest"
    for _ in range(depth):
        outer = Dataset()
        outer.ReferencedStudySequence = Sequence([item])
        item = outer
    return item.ReferencedStudySequence


def test_nesting_ends_at_a_depth(write):
    rows = read_tags(write(ReferencedStudySequence=nested(63)))
    assert "deepest" in {row.value for row in all_rows(rows)}
    rows = list(all_rows(read_tags(write(ReferencedStudySequence=nested(80)))))
    assert "deepest" not in {row.value for row in rows}
    assert rows[-1].value == "1 item, nested more than 64 deep and not shown"


@pytest.mark.parametrize("depth", [2_000, 20_000])
def test_absurd_nesting_is_refused_or_cut_never_a_crash(write, depth):
    path = write(PatientID="x")
    opening = b"\x08\x00\x10\x11SQ\x00\x00\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    path.write_bytes(path.read_bytes() + opening * depth)
    with pytest.raises(DamagedError):
        read_tags(path)


@pytest.fixture(scope="module")
def giant(tmp_path_factory):
    """60,000 attributes: 20,000 items of three each."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = BasicTextSRStorage
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = "1.2.3.4"
    items = []
    for number in range(20_000):
        item = Dataset()
        item.ReferencedSOPClassUID = BasicTextSRStorage
        item.ReferencedSOPInstanceUID = f"1.2.{number}"
        item.InstanceNumber = number
        items.append(item)
    dataset.ReferencedStudySequence = Sequence(items)
    path = tmp_path_factory.mktemp("giant") / "giant.dcm"
    dataset.save_as(path, enforce_file_format=True)
    return path


def test_60_000_attributes_are_read_in_time(giant):
    start = time.monotonic()
    rows = list(all_rows(read_tags(giant)))
    assert time.monotonic() - start < 20
    assert sum(row.keyword == "ReferencedSOPInstanceUID" for row in rows) == 20_000
    assert rows[-1].value == "19999"


def test_reading_ends_at_a_number_of_rows_and_when_it_is_not_wanted_any_more(giant, monkeypatch):
    monkeypatch.setattr(tags, "_MOST_ROWS", 1_000)
    rows = read_tags(giant)
    assert rows[-1].value == "there are more attributes; the first 1,000 are shown"
    assert 900 < len(list(all_rows(rows))) < 1_100
    rows = read_tags(giant, cancelled=lambda: True)
    assert [row.name for row in rows] == ["Note"]


def test_what_is_not_dicom_or_breaks_off_is_refused(tmp_path, sample):
    (tmp_path / "a.txt").write_text("x" * 500)
    with pytest.raises(NotDicomError):
        read_tags(tmp_path / "a.txt")
    with pytest.raises(DamagedError):
        read_tags(sample("rtplan_truncated.dcm"))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("PatientID", 0x00100020),
        ("patientid", 0x00100020),
        ("0010,0020", 0x00100020),
        ("(0010,0020)", 0x00100020),
        ("00100020", 0x00100020),
        ("7fe0,0010", 0x7FE00010),
        ("NoSuchThing", None),
        ("0010", None),
        ("", None),
    ],
)
def test_tags_are_found_by_keyword_and_number(name, number):
    assert tag_number(name) == number


def test_one_attribute_is_read_alone(write, sample):
    code = Dataset()
    code.CodeValue, code.CodeMeaning = "42", "Chest"
    path = write(StationName="XR1", ProcedureCodeSequence=Sequence([code]))
    assert tag_text(path, 0x00081010) == "XR1"
    assert tag_text(path, 0x00081032) == "42 Chest"
    assert tag_text(path, 0x00020010) == ExplicitVRLittleEndian
    assert tag_text(path, 0x00100010) == ""


def test_everything_that_may_name_a_person_is_identifying(write):
    marker = "MARKER"
    texts = ("PatientName", "PatientID", "InstitutionName", "AccessionNumber", "StudyDescription", "ImageComments",
             "OtherPatientNames", "PatientComments", "StationName", "ReferringPhysicianName", "CodeMeaning",
             "DeviceSerialNumber", "ProtocolName", "StudyID")  # fmt: skip
    more = {"PatientBirthDate": "19700203", "StudyDate": "20200102", "StudyTime": "101112", "PatientAge": "050Y",
            "PatientSex": "F", "PatientWeight": "70", "StudyInstanceUID": "1.2.3", "InstanceNumber": "7"}  # fmt: skip
    path = write(**dict.fromkeys(texts, marker), **more)
    dataset = pydicom.dcmread(path)
    dataset.private_block(0x0019, "SOMEBODY", create=True).add_new(0x08, "CS", marker)
    dataset.save_as(path)
    hidden = {row.keyword for row in read_tags(path) if is_identifying(row)}
    assert hidden >= {*texts, *more, "SOPInstanceUID", "MediaStorageSOPInstanceUID"}
    assert all(is_identifying(row) for row in all_rows(read_tags(path)) if marker in row.value)


def test_what_says_nothing_of_a_person_is_not_identifying(write):
    harmless = {"Rows": 3, "Columns": 4, "Modality": "DX", "BodyPartExamined": "CHEST", "KVP": "120",
                "Manufacturer": "ACME", "WindowCenter": "6", "PixelSpacing": ["0.1", "0.1"]}  # fmt: skip
    rows = by_keyword(read_tags(write(PixelData=b"\0\0" * 12, BitsAllocated=16, **harmless)))
    for keyword in (*harmless, "SOPClassUID", "TransferSyntaxUID", "PixelData"):
        assert not is_identifying(rows[keyword]), keyword
