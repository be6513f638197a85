"""The Secondary Capture of an answer: judged by dciodvfy, its pixels compared with the image as rendered."""

import cv2
import numpy as np
import pydicom
import pytest

from core.dicom.read import read
from core.display.orientation import Orientation
from core.display.render import render
from core.display.view import default_view
from core.errors import Cxr12Error
from core.export.dicom.captioned import LARGEST, captioned
from core.export.dicom.sc import write_sc


def place_of(picture, whole):
    """Where a picture stands in a larger one, to the pixel: (row, column), and how far off it is there at most."""
    found = cv2.matchTemplate(whole, picture, cv2.TM_SQDIFF)
    _, _, (column, row), _ = cv2.minMaxLoc(found)
    rows, columns = picture.shape[:2]
    there = whole[row : row + rows, column : column + columns]
    return row, column, int(np.abs(there.astype(int) - picture).max())


def test_another_program_reads_a_colour_picture_in_the_study(frame, answer_about, tmp_path, errors_of):
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm")
    assert errors_of(tmp_path / "picture.dcm") == []
    capture, source = pydicom.dcmread(tmp_path / "picture.dcm"), pydicom.dcmread(frame.path)
    assert capture.SOPClassUID.name == "Secondary Capture Image Storage"
    assert (capture.PhotometricInterpretation, capture.SamplesPerPixel, capture.BitsStored) == ("RGB", 3, 8)
    assert capture.file_meta.TransferSyntaxUID.name == "Explicit VR Little Endian"  # nothing is lost
    assert (capture.LossyImageCompression, capture.BurnedInAnnotation) == ("00", "NO")
    for keyword in ("StudyInstanceUID", "PatientName", "PatientID", "StudyDate", "PatientOrientation"):
        assert capture[keyword].value == source[keyword].value, keyword
    assert capture.SeriesInstanceUID != source.SeriesInstanceUID
    (reference,) = capture.SourceImageSequence
    assert reference.ReferencedSOPInstanceUID == source.SOPInstanceUID
    assert reference.PurposeOfReferenceCodeSequence[0].CodeValue == "121322"


def test_the_image_stands_in_it_untouched_and_the_rest_is_black_with_text(frame, answer_about, tmp_path):
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm")
    pixels = pydicom.dcmread(tmp_path / "picture.dcm").pixel_array
    grey = render(frame, default_view(frame))
    row, column, worst = place_of(np.repeat(grey[..., None], 3, axis=2), pixels)
    assert worst == 0
    above, below = pixels[:row], pixels[row + grey.shape[0] :]
    beside = np.delete(pixels[row : row + grey.shape[0]], np.s_[column : column + grey.shape[1]], axis=1)
    assert above.max() == 255  # the banner
    assert below.max() == 255  # answer and provenance
    assert beside.max() == 0


def test_the_header_says_all_it_takes(frame, answer_about, tmp_path):
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm")
    capture = pydicom.dcmread(tmp_path / "picture.dcm")
    said = capture.DerivationDescription
    assert said.startswith("Research use only - not for diagnosis")
    for fact in (
        "Model: tiny", f"Model SHA-256: {'ab' * 32}", "Preprocessing: native/bits=12/48x32", "Software: CXR-12 0.1.0",
        f"Input pixel SHA-256: {frame.pixel_sha256()}", "Input SOP Instance UID: 1.2.826.0.1.42.1", "Made: 2026-01-02",
    ):  # fmt: skip
        assert fact in said
    assert capture.ImageComments == "Research use only - not for diagnosis"


def test_what_is_written_in_the_pixels(frame, answer_about, monkeypatch):
    """The letters themselves are OpenCV's; which of them were asked for is told here."""
    lines = []
    real = cv2.putText
    monkeypatch.setattr(cv2, "putText", lambda image, text, *rest: lines.append(text) or real(image, text, *rest))
    answer = answer_about(frame, thresholds=(0.5, 0.4, 0.3), verified=False)
    wide = np.zeros((200, 3000), np.uint8)
    captioned(answer, wide)
    assert lines[:2] == ["Research use only - not for diagnosis", "tiny: COVID-19 0.650"]
    text = "\n".join(lines)
    assert "Normal: probability 0.100, operating point 0.5" in lines
    assert f"Model SHA-256: {'ab' * 32}" in text
    assert f"Input pixel SHA-256: {frame.pixel_sha256()}" in text
    assert "not verified" in text
    assert frame.identity.instance_uid not in text  # a UID leads to the patient; pixels cannot be cleaned
    for name in ("ller", "P-17", "1960"):
        assert name not in text
    lines.clear()
    captioned(answer, np.zeros((40, 40), np.uint8))  # as narrow as it gets: broken, nothing lost
    assert "ab" * 32 in "".join(lines)


def test_a_heat_map_stands_beside_the_image(frame, answer_about, tmp_path, errors_of):
    rng = np.random.default_rng(1)
    picture = rng.integers(0, 256, (400, 300, 3)).astype(np.uint8)
    heat = rng.integers(0, 256, (400, 310, 3)).astype(np.uint8)
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm", picture=picture, heat_map=heat)
    assert errors_of(tmp_path / "picture.dcm") == []
    pixels = pydicom.dcmread(tmp_path / "picture.dcm").pixel_array
    first, second = place_of(picture, pixels), place_of(heat, pixels)
    assert first[2] == second[2] == 0
    assert first[0] == second[0]
    assert second[1] >= first[1] + 300
    write_sc(frame, answer_about(frame), tmp_path / "picture.dcm", picture=picture, heat_map=heat[::2, ::2])
    assert pydicom.dcmread(tmp_path / "picture.dcm").pixel_array.shape == pixels.shape


def test_large_images_are_averaged_down(frame, answer_about):
    picture = np.zeros((2 * LARGEST, LARGEST), np.uint8)
    picture[::2] = 200
    made = captioned(answer_about(frame), picture)
    assert made.shape[1] == LARGEST // 2
    shown = made[(made == 100).all(axis=(1, 2))]
    assert shown.shape[0] == LARGEST  # each pair of rows became their mean


@pytest.mark.parametrize(
    ("orientation", "sides"),
    [
        (Orientation(), ["L", "F"]),
        (Orientation(0, True), ["R", "F"]),
        (Orientation(1, False), ["H", "L"]),  # a quarter clockwise: what was at the bottom is on the left
        (Orientation(2, False), ["R", "H"]),
    ],
)
def test_sides_are_those_of_the_picture_as_shown(frame, answer_about, tmp_path, orientation, sides):
    write_sc(
        frame, answer_about(frame), tmp_path / "a.dcm", picture=np.zeros((9, 9), np.uint8), orientation=orientation
    )
    assert list(pydicom.dcmread(tmp_path / "a.dcm").PatientOrientation) == sides


@pytest.mark.parametrize(
    ("before", "names_patient", "after"),
    [("NO", False, "NO"), ("YES", False, "YES"), (None, False, None), ("NO", True, "YES"), (None, True, "YES"),
     ("MAYBE", False, None)],
)  # fmt: skip
def test_what_is_said_of_text_in_the_pixels(
    write_image, answer_about, tmp_path, errors_of, before, names_patient, after
):
    frame = read(write_image(BurnedInAnnotation=before, PatientOrientation=None))
    write_sc(frame, answer_about(frame), tmp_path / "a.dcm", names_patient=names_patient)
    capture = pydicom.dcmread(tmp_path / "a.dcm")
    assert capture.get("BurnedInAnnotation") == after
    assert not capture.PatientOrientation  # unknown, and said so
    assert "PatientOrientation" in capture
    assert errors_of(tmp_path / "a.dcm") == []


def test_loss_is_passed_on(write_image, answer_about, tmp_path, errors_of):
    loss = {
        "LossyImageCompression": "01",
        "LossyImageCompressionRatio": "9.5",
        "LossyImageCompressionMethod": "ISO_10918_1",
    }
    frame = read(write_image(**loss))
    write_sc(frame, answer_about(frame), tmp_path / "a.dcm")
    capture = pydicom.dcmread(tmp_path / "a.dcm")
    assert (capture.LossyImageCompression, float(capture.LossyImageCompressionRatio)) == ("01", 9.5)
    assert errors_of(tmp_path / "a.dcm") == []


def test_the_same_answer_and_picture_are_the_same_file(frame, answer_about, tmp_path):
    def written(**how):
        write_sc(frame, answer_about(frame), tmp_path / "a.dcm", **how)
        return (tmp_path / "a.dcm").read_bytes(), pydicom.dcmread(tmp_path / "a.dcm").SOPInstanceUID

    first, again, other = written(), written(), written(picture=np.full((9, 9), 7, np.uint8))
    assert first == again
    assert other[1] != first[1]


def test_only_an_earlier_picture_of_ours_is_replaced(frame, answer_about, write_image, tmp_path):
    theirs = write_image("theirs.dcm", SOPClassUID="1.2.840.10008.5.1.4.1.1.7", Manufacturer="Other")
    for target in (frame.path, theirs):
        with pytest.raises(Cxr12Error, match="is not replaced"):
            write_sc(frame, answer_about(frame), target)
    with pytest.raises(ValueError, match="a picture is uint8"):
        write_sc(frame, answer_about(frame), tmp_path / "a.dcm", picture=np.zeros((4, 4), np.uint16))
    assert not (tmp_path / "a.dcm").exists()
