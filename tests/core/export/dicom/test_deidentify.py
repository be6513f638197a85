"""De-identified copies: what was planted is gone from the bytes, the pixels are the same ones."""

import datetime
import hashlib
import io
import os

import numpy as np
import pydicom
import pytest
from planted import A_NUMBER, CLOCK, CYRILLIC, DAY, MARKER, NUMBER, plant
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.filewriter import dcmwrite
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    RLELossless,
)

from core.dicom.read import read
from core.errors import Cxr12Error
from core.export.deidentify.files import deidentify_files

PLAIN = [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian]


def copies(sources, folder, **how):
    return list(deidentify_files(sources, folder, **{"confirm_burned_in": True, **how}))


def one(source, folder, **how):
    (copied,) = copies([source], folder, **how)
    assert copied.reason == ""
    return copied.written


def rewritten(path, syntax=ExplicitVRLittleEndian, change=lambda dataset: None):
    """The file again in another plain transfer syntax, changed, with a talking preamble, meta group and tail."""
    dataset = pydicom.dcmread(path)
    change(dataset)
    if syntax == ExplicitVRBigEndian:
        dataset.PixelData = dataset.pixel_array.astype(">u2").tobytes()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.SourceApplicationEntityTitle = MARKER
    dataset.preamble = (MARKER.encode() * 20)[:128]
    dataset.add(DataElement(0xFFFCFFFC, "OB", MARKER.encode() + b" "))
    content = io.BytesIO()
    dcmwrite(content, dataset, enforce_file_format=True, implicit_vr=None)
    path.write_bytes(content.getvalue().replace(A_NUMBER.encode(), MARKER.encode()))
    return path


@pytest.mark.parametrize("syntax", [*PLAIN, DeflatedExplicitVRLittleEndian], ids=lambda uid: uid.name[:12])
@pytest.mark.parametrize("move_dates", [False, True])
def test_nothing_planted_is_left_in_the_bytes(write_image, tmp_path, syntax, move_dates):
    path = rewritten(write_image(f"{MARKER}.dcm"), syntax, plant)
    copy = one(path, tmp_path / "out", move_dates=move_dates)
    content = copy.read_bytes()
    for marker in (MARKER, MARKER.lower(), NUMBER, DAY, "P-17", "1.2.826.0.1.42"):
        assert marker.encode() not in content, marker
    assert (CLOCK.encode() in content) is move_dates  # times of day stay with dates that are moved
    assert content[:128] == bytes(128)
    assert MARKER not in copy.name
    dataset = pydicom.dcmread(copy)
    assert not [element for element in dataset.iterall() if element.tag.is_private]
    assert np.array_equal(read(copy).stored, read(path).stored)


@pytest.mark.parametrize(
    ("charset", "encoding"), [("ISO_IR 192", "utf-8"), ("ISO_IR 144", "iso8859-5"), ("GB18030", "gb18030")]
)
def test_other_letters_are_found_too(write_image, tmp_path, charset, encoding):
    def change(dataset):
        dataset.SpecificCharacterSet = charset
        plant(dataset, CYRILLIC)

    path = write_image()
    dataset = pydicom.dcmread(path)
    change(dataset)
    dataset.save_as(path)
    assert CYRILLIC.encode(encoding) in path.read_bytes()
    content = one(path, tmp_path / "out").read_bytes()
    for again in ("utf-8", "iso8859-5", "gb18030", "utf-16-le"):
        assert CYRILLIC.encode(again) not in content


def test_what_is_written_says_so_and_is_as_valid_as_before(write_image, tmp_path, errors_of):
    path = write_image(
        AcquisitionDate=DAY, ContentDate=DAY, ContentTime=CLOCK, DeviceSerialNumber=MARKER, InstitutionName=MARKER,
        SeriesDescription=MARKER, ProtocolName=MARKER, StationName=MARKER, OperatorsName=MARKER, PatientAge="060Y",
        AcquisitionContextSequence=[], ReferencedImageSequence=[reference("1.2.3")], RescaleSlope=1, RescaleIntercept=0,
        WindowCenter=[2000, 100], WindowWidth=[4000, 50], ImagerPixelSpacing=[0.1, 0.1],
    )  # fmt: skip
    copy = one(path, tmp_path / "out")
    assert set(errors_of(copy)) <= set(errors_of(path))
    dataset = pydicom.dcmread(copy)
    assert (dataset.PatientIdentityRemoved, dataset.LongitudinalTemporalInformationModified) == ("YES", "REMOVED")
    assert dataset.DeidentificationMethod[1] == "PS3.15 2026c Basic Profile"
    (code,) = dataset.DeidentificationMethodCodeSequence
    assert (code.CodeValue, code.CodingSchemeDesignator) == ("113100", "DCM")
    for gone in ("AcquisitionDate", "DeviceSerialNumber", "InstitutionName", "SeriesDescription", "ProtocolName",
                 "StationName", "OperatorsName", "PatientAge", "ReferencedImageSequence"):  # fmt: skip
        assert gone not in dataset, gone
    for empty in ("StudyDate", "StudyTime", "AccessionNumber", "StudyID", "PatientBirthDate", "PatientSex",
                  "ContentDate", "ContentTime"):  # fmt: skip
        assert dataset[empty].is_empty, empty
    for kept in ("Modality", "BurnedInAnnotation", "WindowCenter", "WindowWidth", "ImagerPixelSpacing", "Rows",
                 "PatientOrientation", "PhotometricInterpretation"):  # fmt: skip
        assert dataset[kept].value == pydicom.dcmread(path)[kept].value, kept
    assert dataset.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID
    assert "SourceApplicationEntityTitle" not in dataset.file_meta


def reference(uid):
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.1.1", uid
    return item


def test_uids_and_patients_hang_together_within_an_export_and_not_beyond(write_image, tmp_path):
    def image(name, number, patient, **more):
        return write_image(name, SOPInstanceUID=f"1.2.3.{number}", PatientID=patient, **more)

    ct = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.2", "ReferencedImageSequence": [reference("1.2.3.1")]}
    sources = [
        image("a.dcm", 1, "P-1"), image("b.dcm", 2, "P-1", **ct), image("c.dcm", 3, "P-2", StudyInstanceUID="1.2.9"),
        image("d.dcm", 4, "", StudyInstanceUID="1.2.7"), image("e.dcm", 5, "", StudyInstanceUID="1.2.8"),
    ]  # fmt: skip
    a, b, c, d, e = (pydicom.dcmread(one.written) for one in copies(sources, tmp_path / "out"))
    assert a.StudyInstanceUID == b.StudyInstanceUID
    assert a.SeriesInstanceUID == b.SeriesInstanceUID
    assert b.ReferencedImageSequence[0].ReferencedSOPInstanceUID == a.SOPInstanceUID
    assert b.ReferencedImageSequence[0].ReferencedSOPClassUID == "1.2.840.10008.5.1.4.1.1.1.1"
    assert a.PatientID == b.PatientID != c.PatientID
    assert len({one.PatientID for one in (a, c, d, e)}) == 4  # no number: not merged
    assert len({one.SOPInstanceUID for one in (a, b, c, d, e)}) == 5
    assert all(one.SOPInstanceUID.is_valid and one.SOPInstanceUID.startswith("2.25.") for one in (a, b, c, d, e))
    again = pydicom.dcmread(copies(sources, tmp_path / "again")[0].written)
    assert again.SOPInstanceUID != a.SOPInstanceUID
    assert again.PatientID != a.PatientID


def test_moved_dates_keep_their_distance(write_image, tmp_path):
    ct = {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.2"}
    first = write_image("a.dcm", StudyDate="20200131", AcquisitionDateTime="20200301101500.5+0100", **ct)
    later = write_image("b.dcm", StudyDate="20210131", AcquisitionDate="2021JUNK", SOPInstanceUID="1.2.4")
    a, b = (pydicom.dcmread(one.written) for one in copies([first, later], tmp_path / "out", move_dates=True))
    days = [datetime.datetime.strptime(one.StudyDate, "%Y%m%d").date() for one in (a, b)]
    assert days[1] - days[0] == datetime.date(2021, 1, 31) - datetime.date(2020, 1, 31)
    assert days[0] < datetime.date(2020, 1, 31)
    stamp = str(a.AcquisitionDateTime)
    assert stamp[8:] == "101500.5+0100"
    moved = datetime.datetime.strptime(stamp[:8], "%Y%m%d").date()
    assert moved - days[0] == datetime.date(2020, 3, 1) - datetime.date(2020, 1, 31)
    assert a.PatientBirthDate == ""  # never moved
    assert b.get("AcquisitionDate", "") == ""
    assert [code.CodeValue for code in a.DeidentificationMethodCodeSequence] == ["113100", "113107"]
    assert a.LongitudinalTemporalInformationModified == "MODIFIED"


def test_pixels_are_the_same_bytes(write_image, tmp_path):
    path = write_image()
    dataset = pydicom.dcmread(path)
    dataset.compress(RLELossless)
    dataset.save_as(tmp_path / "rle.dcm")
    for source in (tmp_path / "rle.dcm", path):
        copy = one(source, tmp_path / "out")
        assert pydicom.dcmread(copy).PixelData == pydicom.dcmread(source).PixelData
        assert read(copy).pixel_sha256() == read(source).pixel_sha256()
        assert read(copy).transfer_syntax == read(source).transfer_syntax


@pytest.mark.parametrize(
    ("attributes", "doubt"),
    [
        ({"BurnedInAnnotation": "YES"}, "its file says that text is burnt into the pixels"),
        ({"BurnedInAnnotation": None}, "does not say whether text is burnt into the pixels"),
        ({"BurnedInAnnotation": "MAYBE"}, "does not say whether text is burnt into the pixels"),
        ({"BurnedInAnnotation": None, "SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}, "does not say whether"),
    ],
)
def test_text_that_may_be_in_the_pixels_needs_a_confirmation(write_image, tmp_path, attributes, doubt):
    path, clean = write_image(**attributes), write_image("clean.dcm", SOPInstanceUID="1.2.5")
    held, written = copies([path, clean], tmp_path / "out", confirm_burned_in=False)
    assert held.unconfirmed
    assert held.written is None
    assert doubt in held.reason
    assert [file.name for file in (tmp_path / "out").iterdir()] == [written.written.name] == ["image-0001.dcm"]
    assert one(path, tmp_path / "out").is_file()


def test_graphics_in_unused_bits_need_a_confirmation(write_image, tmp_path):
    def change(dataset):
        for tag, value in ((0x60000100, 16), (0x60000102, 12), (0x60000010, 60), (0x60000011, 40)):
            dataset.add(DataElement(tag, "US", value))

    path = rewritten(write_image(), change=change)
    (held,) = copies([path], tmp_path / "out", confirm_burned_in=False)
    assert "graphics of an overlay" in held.reason
    assert not [e for e in pydicom.dcmread(one(path, tmp_path / "out")) if e.tag.group >> 8 == 0x60]


def test_what_is_no_image_is_left_out_and_the_rest_goes_on(write_image, tmp_path):
    (tmp_path / "notes.txt").write_text("not DICOM")
    report = tmp_path / "report.dcm"
    dataset = pydicom.dcmread(write_image("whole.dcm"))
    for keyword in ("PixelData", "Rows", "Columns"):
        del dataset[keyword]
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    dataset.save_as(report)
    cut = tmp_path / "cut.dcm"
    cut.write_bytes(write_image("whole.dcm").read_bytes()[:-100])
    found = copies(
        [tmp_path / "notes.txt", report, cut, tmp_path / "gone.dcm", write_image()], tmp_path / "out"
    )  # fmt: skip
    assert [bool(one.written) for one in found] == [False, False, False, False, True]
    assert "no image in this object" in found[1].reason
    assert "the pixel data break off" in found[2].reason
    assert "no such file" in found[3].reason


def test_sources_stay_and_names_say_nothing(write_image, tmp_path):
    path = write_image("DOE_JANE_1970.dcm")
    path.chmod(0o444)
    before = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "image-0001.dcm").write_bytes(b"mine")
    assert one(path, tmp_path / "out").name == "image-0002.dcm"
    assert (tmp_path / "out" / "image-0001.dcm").read_bytes() == b"mine"
    assert before == (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Cxr12Error, match="file: de-identified copies cannot be written there"):
        copies([path], tmp_path / "file")
    assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]  # noqa: PTH208


@pytest.mark.real_data
@pytest.mark.parametrize("move_dates", [False, True])
def test_real_files_are_no_less_valid_than_before(real_data, tmp_path, errors_of, move_dates):
    sources = sorted([*(real_data / "dicom_cxr").glob("*.dcm"), *(real_data / "conformance").rglob("*.dcm")])[:40]
    done = [file for file in copies(sources, tmp_path / "out", move_dates=move_dates) if file.written]
    assert len(done) >= 20
    for file in done:
        old, new = pydicom.dcmread(file.source, force=True), pydicom.dcmread(file.written)
        assert read(file.written).pixel_sha256() == read(file.source).pixel_sha256()  # comments may be gone
        assert len(new.PixelData) == len(old.PixelData)
        said = str(new.to_json_dict())
        for keyword in ("PatientID", "SOPInstanceUID", "AccessionNumber", "StudyInstanceUID"):
            value = str(old.get(keyword, ""))
            assert len(value) < 6 or value not in said, keyword
        twins = [line.split("<")[0] for line in errors_of(file.source)]
        assert not [line for line in errors_of(file.written) if line.split("<")[0] not in twins], file.source
