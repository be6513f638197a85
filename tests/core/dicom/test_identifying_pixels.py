"""Whose pixels may name the patient: what the file says, and what is known of its kind where it says nothing."""

from pathlib import Path

import numpy as np
import pytest

from core.dicom.frame import Acquisition
from core.dicom.identifying import may_be_in_pixels
from core.dicom.read import read
from core.picture import read_image

SECONDARY_CAPTURE, MULTI_FRAME_SC = "1.2.840.10008.5.1.4.1.1.7", "1.2.840.10008.5.1.4.1.1.7.2"
ULTRASOUND, ULTRASOUND_MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.6.1", "1.2.840.10008.5.1.4.1.1.3.1"
DX, CR, MAMMO = "1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.1", "1.2.840.10008.5.1.4.1.1.1.2"
HARDCOPY = "1.2.840.10008.5.1.4.1.1.77.1.4"  # visible light: begins with the same digits as Secondary Capture


@pytest.mark.parametrize(
    ("said", "kind", "expected"),
    [
        ("YES", DX, True),
        ("yes ", DX, True),
        ("NO", DX, False),
        (None, DX, False),
        (None, CR, False),
        (None, MAMMO, False),
        (None, HARDCOPY, False),
        (None, SECONDARY_CAPTURE, True),
        (None, MULTI_FRAME_SC, True),
        (None, ULTRASOUND, True),
        (None, ULTRASOUND_MULTI_FRAME, True),
        ("NO", SECONDARY_CAPTURE, False),
        ("PERHAPS", SECONDARY_CAPTURE, True),
        ("PERHAPS", DX, False),
    ],
)
def test_what_the_file_says_goes_before_what_its_kind_suggests(make, write, ramp, said, kind, expected):
    dataset = make.image(ramp, bits_stored=12)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = kind
    if said is not None:
        dataset.add_new("BurnedInAnnotation", "LO", said)  # LO: what is not allowed in a CS can be there all the same
    frame = read(write(dataset))
    assert frame.burned_in == (said.strip().upper() if said and said.strip().upper() in ("YES", "NO") else "")
    assert may_be_in_pixels(frame) is expected


@pytest.mark.parametrize(("modality", "expected"), [("US", True), ("sc", True), ("DX", False), ("", False)])
def test_the_modality_counts_where_the_class_is_unknown(make, write, ramp, modality, expected):
    from dataclasses import replace

    frame = read(write(make.image(ramp, bits_stored=12)))
    assert may_be_in_pixels(replace(frame, acquisition=Acquisition(modality=modality))) is expected


def test_a_picture_that_is_no_dicom_may_be_a_screenshot(tmp_path: Path):
    import cv2

    assert cv2.imwrite(str(tmp_path / "shot.png"), np.zeros((8, 8), np.uint8))
    assert may_be_in_pixels(read_image(tmp_path / "shot.png"))
