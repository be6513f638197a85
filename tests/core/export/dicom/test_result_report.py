"""The structured report of an answer: judged by dciodvfy, read back by pydicom and by highdicom."""

import hashlib
import math
from dataclasses import replace

import highdicom as hd
import numpy as np
import pydicom
import pytest

from core.dicom.read import read
from core.errors import Cxr12Error
from core.export.dicom.sr import write_sr
from core.picture import read_image
from core.validity import Validity


def texts(item, meaning):
    """Every text below an item whose concept has this meaning."""
    found = []
    for one in item.get("ContentSequence", ()):
        if one.ValueType == "TEXT" and one.ConceptNameCodeSequence[0].CodeMeaning == meaning:
            found.append(one.TextValue)
        found += texts(one, meaning)
    return found


def group_of(report):
    (group,) = hd.sr.ComprehensiveSR.from_dataset(report).content.get_image_measurement_groups()
    return group


def numbers(report):
    """Probability by what its name says."""
    return {one.name.meaning: float(one.value) for one in group_of(report).get_measurements()}


def findings(report):
    return [
        (one.value.value, one.value.scheme_designator, one.value.meaning)
        for one in group_of(report).get_qualitative_evaluations()
        if one.name.meaning == "Class decided for"
    ]


def test_what_another_program_reads(frame, answer_about, tmp_path, errors_of):
    answer = answer_about(frame, thresholds=(0.5, 0.4, 0.3))
    write_sr(frame, answer, tmp_path / "report.dcm")
    assert errors_of(tmp_path / "report.dcm") == []
    report, source = pydicom.dcmread(tmp_path / "report.dcm"), pydicom.dcmread(frame.path)
    assert report.SOPClassUID.name == "Comprehensive SR Storage"
    assert report.ContentTemplateSequence[0].TemplateIdentifier == "1500"
    assert (report.VerificationFlag, report.CompletionFlag, report.PreliminaryFlag) == (
        "UNVERIFIED", "COMPLETE", "PRELIMINARY",
    )  # fmt: skip
    for keyword in ("StudyInstanceUID", "PatientName", "PatientID", "PatientBirthDate", "StudyDate", "AccessionNumber"):
        assert report[keyword].value == source[keyword].value, keyword
    assert report.SeriesInstanceUID != source.SeriesInstanceUID
    assert report.InstanceNumber == 7
    assert numbers(report) == {
        "Probability of Normal": 0.1, "Probability of COVID-19": 0.65, "Probability of Aortic enlargement": 0.25,
    }  # fmt: skip
    assert {one.unit.value for one in group_of(report).get_measurements()} == {"{0:1}"}
    assert findings(report) == [("840539006", "SCT", "COVID-19")]
    assert group_of(report).finding_type.value == "840539006"
    (image,) = group_of(report).source_images
    assert image.referenced_sop_instance_uid == source.SOPInstanceUID
    assert texts(report, "CAD Operating Point Description") == [
        "Decided for at 0.5 or more", "Decided for at 0.4 or more", "Decided for at 0.3 or more",
    ]  # fmt: skip


def test_it_says_all_it_takes_to_give_the_answer_again(frame, answer_about, tmp_path):
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    report = pydicom.dcmread(tmp_path / "report.dcm")
    pixels = np.ascontiguousarray(pydicom.dcmread(frame.path).pixel_array, "<u2")
    said = texts(report, "Algorithm Parameters")
    for fact in (
        f"Model SHA-256: {'ab' * 32}",
        "Preprocessing: native/bits=12/48x32",
        "Engine: Keras 3.1, float32",
        "Input SOP Instance UID: 1.2.826.0.1.42.1",
        f"Input pixel SHA-256: {hashlib.sha256(pixels.tobytes()).hexdigest()}",
        "Software: CXR-12 0.1.0",
        "Made: 2026-01-02T23:04:05.678+00:00 (UTC)",
    ):
        assert fact in said
    assert texts(report, "Algorithm Name") == ["tiny"]
    assert texts(report, "Algorithm Version") == ["abababababab"]
    assert texts(report, "Comment") == ["Research use only - not for diagnosis"]
    assert "research use only" in report.SeriesDescription
    devices = hd.sr.ComprehensiveSR.from_dataset(report).content.get_observer_contexts()
    assert [one.observer_type.meaning for one in devices] == ["Device"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"probabilities": (0.4, 0.4, 0.2)}, ["No class decided for"]),  # a tie
        ({"thresholds": (0.9, 0.9, 0.9)}, ["No class decided for"]),
        ({"activation": "sigmoid", "probabilities": (0.2, 0.8, 0.7), "thresholds": (0.5, 0.5, 0.5)},
         ["COVID-19", "Aortic enlargement"]),
        ({"activation": "sigmoid", "probabilities": (0.2, 0.8, 0.7)}, ["COVID-19"]),
        ({"activation": "sigmoid", "probabilities": (0.2, 0.3, 0.1), "thresholds": (0.5, 0.5, 0.5)},
         ["No class decided for"]),
        ({"classes": ("normal", "Đám mờ " + 70 * "x", "opacity")}, None),
    ],
)  # fmt: skip
def test_what_was_decided_and_nothing_else_is_a_finding(frame, answer_about, tmp_path, errors_of, changes, found):
    write_sr(frame, answer_about(frame, **changes), tmp_path / "report.dcm")
    assert errors_of(tmp_path / "report.dcm") == []
    report = pydicom.dcmread(tmp_path / "report.dcm")
    named = group_of(report).finding_type
    assert (named is None) is (found is not None and (len(found) > 1 or found[0].startswith("No class")))
    if found is None:  # a name longer than a code's meaning may be, and not in ASCII
        assert [meaning[:6] for _, _, meaning in findings(report)] == ["Đám mờ"]
        assert [scheme for _, scheme, _ in findings(report)] == ["99CXR12"]
    else:
        assert [meaning for _, _, meaning in findings(report)] == found


def test_doubts_stand_in_it(frame, answer_about, tmp_path, errors_of):
    validity = Validity(("the view is lateral",), 3.25, 2.0)
    write_sr(frame, answer_about(frame, verified=False, validity=validity), tmp_path / "report.dcm")
    assert errors_of(tmp_path / "report.dcm") == []
    report = pydicom.dcmread(tmp_path / "report.dcm")
    assert texts(report, "Comment")[1:] == [
        "The model was imported without a card of its own: not verified",
        "Doubtful: the view is lateral",
        "Doubtful: Unlike the images of the model: score 3.25, limit 2 (provisional)",
    ]
    assert texts(report, "Algorithm Version") == ["abababababab (imported, not verified)"]
    within = Validity((), math.nan, math.nan)
    write_sr(frame, answer_about(frame, validity=within), tmp_path / "report.dcm")
    assert texts(pydicom.dcmread(tmp_path / "report.dcm"), "Comment") == ["Research use only - not for diagnosis"]


@pytest.mark.parametrize(
    "changes",
    [
        {"PatientBirthDate": None, "PatientSex": None, "StudyID": None, "StudyTime": None, "AccessionNumber": None},
        {"StudyDate": "2020.01.02", "PatientBirthDate": "unknown", "StudyTime": "noon", "PatientSex": "male?"},
        {"InstanceNumber": "-3", "PatientOrientation": None, "TimezoneOffsetFromUTC": "+0530"},
        {"InstanceNumber": None, "Modality": None, "TimezoneOffsetFromUTC": "east", "PatientWeight": "70"},
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.1", "Modality": "CR"},
        {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7", "Modality": "OT"},
    ],
)
def test_odd_headers_do(write_image, answer_about, tmp_path, errors_of, changes):
    frame = read(write_image(**changes))
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    assert errors_of(tmp_path / "report.dcm") == []
    report = pydicom.dcmread(tmp_path / "report.dcm")
    assert (report.PatientID, str(report.PatientName)) == ("P-17", "Müller^Jürgen")
    if changes.get("TimezoneOffsetFromUTC") == "+0530":  # 23:04 UTC is the next day there
        assert (report.ContentDate, report.ContentTime[:4]) == ("20260103", "0434")


@pytest.mark.parametrize(
    ("charset", "name", "encoding"),
    [
        ("ISO_IR 192", "Nguyễn^Thị Ánh", "utf-8"),
        ("ISO_IR 144", "Жюли^Юлия", "iso8859-5"),
        (["", "ISO 2022 IR 87"], "Yamada^Tarou=山田^太郎", None),
        ("GB18030", "Wang^XiaoDong=王^小东", "gb18030"),
    ],
)
def test_names_in_any_script_come_through(write_image, answer_about, tmp_path, errors_of, charset, name, encoding):
    frame = read(write_image(SpecificCharacterSet=charset, PatientName=name))
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    assert errors_of(tmp_path / "report.dcm") == []
    report = pydicom.dcmread(tmp_path / "report.dcm")
    assert report.SpecificCharacterSet == "ISO_IR 192"
    assert str(report.PatientName) == name
    assert name.encode() in (tmp_path / "report.dcm").read_bytes()
    assert encoding in (None, "utf-8") or name.encode(encoding) in frame.path.read_bytes()


def test_a_frame_of_many_is_named(write_image, answer_about, tmp_path):
    frame = read(write_image(stored=np.zeros((3, 8, 8))))
    write_sr(frame, answer_about(frame, frame_index=2), tmp_path / "report.dcm")
    (image,) = group_of(pydicom.dcmread(tmp_path / "report.dcm")).source_images
    assert image.referenced_frame_numbers == [3]


def test_the_same_answer_is_the_same_file_and_another_is_another(frame, answer_about, tmp_path, monkeypatch):
    def written(answer):
        write_sr(frame, answer, tmp_path / "report.dcm")
        report = pydicom.dcmread(tmp_path / "report.dcm")
        assert report.file_meta.MediaStorageSOPInstanceUID == report.SOPInstanceUID
        assert report.SOPInstanceUID.startswith("2.25.")
        assert report.SOPInstanceUID.is_valid
        return (tmp_path / "report.dcm").read_bytes(), report.SOPInstanceUID, report.SeriesInstanceUID

    first = written(answer_about(frame))
    assert written(answer_about(frame)) == first
    same_model = [
        written(answer_about(frame, **changes))
        for changes in (
            {"probabilities": (0.1, 0.64, 0.26)},
            {"created": "2026-01-02T23:04:06.678+00:00"},
            {"engine": "OpenVINO 2026"},
            {"precision": "bfloat16"},
        )
    ]
    another = written(answer_about(frame, model_sha256="cd" * 32))
    spec = written(answer_about(frame, spec=replace(answer_about(frame).spec, bits="10")))
    every = [first, *same_model, another, spec]
    assert len({instance for _, instance, _ in every}) == len(every)
    assert {series for _, _, series in same_model} == {first[2]}  # one series for one model in a study
    assert len({first[2], another[2], spec[2]}) == 3


def test_the_source_is_never_touched(frame, answer_about, tmp_path):
    before = hashlib.sha256(frame.path.read_bytes()).hexdigest(), frame.path.stat().st_mtime_ns
    answer = answer_about(frame)
    link = tmp_path / "link.dcm"
    link.symlink_to(frame.path)
    (tmp_path / "notes.txt").write_text("mine")
    for target in (frame.path, link, tmp_path / "notes.txt"):
        with pytest.raises(Cxr12Error, match="of another kind has this name and is not replaced"):
            write_sr(frame, answer, target)
    write_sr(frame, answer, tmp_path / "report.dcm")
    write_sr(frame, answer_about(frame, model="other"), tmp_path / "report.dcm")  # an earlier one is replaced
    with pytest.raises(Cxr12Error, match="cannot be written: no such file"):
        write_sr(frame, answer, tmp_path / "nowhere" / "report.dcm")
    assert before == (hashlib.sha256(frame.path.read_bytes()).hexdigest(), frame.path.stat().st_mtime_ns)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["image.dcm", "link.dcm", "notes.txt", "report.dcm"]


def test_an_answer_about_another_image_is_refused(frame, write_image, answer_about, tmp_path):
    other = read(write_image("other.dcm", stored=np.ones((60, 40)), SOPInstanceUID="1.2.826.0.1.42.9"))
    for wrong in (answer_about(other), replace(answer_about(frame), pixel_sha256=other.pixel_sha256())):
        with pytest.raises(Cxr12Error, match="about another image than this one"):
            write_sr(frame, wrong, tmp_path / "report.dcm")
    write_image(SOPInstanceUID="1.2.826.0.1.42.77")
    with pytest.raises(Cxr12Error, match=r"image\.dcm: the file holds another image by now"):
        write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    frame.path.unlink()
    with pytest.raises(Cxr12Error, match="needs the image's file, which is refused"):
        write_sr(frame, answer_about(frame), tmp_path / "report.dcm")


@pytest.mark.parametrize("keyword", ["StudyInstanceUID", "SeriesInstanceUID"])
def test_an_image_without_its_identifiers_is_refused(write_image, answer_about, tmp_path, keyword):
    frame = read(write_image(**{keyword: None}))
    with pytest.raises(Cxr12Error, match=f"has to name its image, but {keyword} is missing or not valid"):
        write_sr(frame, answer_about(frame), tmp_path / "report.dcm")


def test_a_picture_has_no_study(tmp_path, answer_about):
    import cv2

    cv2.imwrite(str(tmp_path / "a.png"), np.zeros((40, 40), np.uint8))
    frame = read_image(tmp_path / "a.png")
    with pytest.raises(Cxr12Error, match="found a picture that is not DICOM"):
        write_sr(frame, answer_about(frame), tmp_path / "report.dcm")


def test_no_patient_reaches_a_log_or_a_message(write_image, answer_about, tmp_path, root_log, capfd, recwarn):
    frame = read(write_image(PatientName="SINGLEWORDNAME", PatientID="MARKED-ID"))
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    printed = capfd.readouterr()
    for said in (root_log.getvalue(), printed.out, printed.err):
        assert "SINGLEWORDNAME" not in said
        assert "MARKED-ID" not in said
    assert not list(recwarn)


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["cr_chest_10bit_mono1_implicit.dcm", "dx_nih_8bit_no_finding.dcm"])
def test_real_radiographs(real_data, answer_about, tmp_path, errors_of, name):
    frame = read(real_data / "dicom_cxr" / name)
    write_sr(frame, answer_about(frame), tmp_path / "report.dcm")
    report, source = pydicom.dcmread(tmp_path / "report.dcm"), pydicom.dcmread(frame.path)
    wrong_before = {"SeriesInstanceUID"} if source.SeriesInstanceUID == source.StudyInstanceUID else set()
    assert [one for one in errors_of(tmp_path / "report.dcm") if not wrong_before & set(one.split())] == []
    assert report.StudyInstanceUID == source.StudyInstanceUID
    assert report.PatientID == source.get("PatientID", "")
