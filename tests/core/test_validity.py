"""What a header has against asking a network."""

from pathlib import Path

import numpy as np
import pytest

from core.dicom.frame import Acquisition, Frame
from core.preprocess import PreprocessSpec
from core.validity import Validity, header_reasons

NATIVE = PreprocessSpec("native", 32, 32)
DISPLAY = PreprocessSpec("display8", 32, 32)


def frame(stored=None, **facts):
    if stored is None:
        stored = np.random.default_rng(0).integers(0, 4096, (1, 200, 160), dtype=np.uint16)
    usual = {"bits_allocated": 16, "bits_stored": 12, "signed": False, "photometric": "MONOCHROME2"}
    return Frame(path=Path("x.dcm"), stored=stored, **{**usual, **facts})


def test_a_frontal_chest_radiograph_and_a_silent_file_have_nothing_against_them():
    chest = Acquisition(modality="DX", body_part="CHEST", view_position="PA")
    for facts in ({"acquisition": chest}, {}, {"picture": True}):
        assert header_reasons(frame(**facts), NATIVE) == ()
        assert header_reasons(frame(**facts), DISPLAY) == ()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"modality": "MR"}, "says modality MR."),
        ({"modality": "CR", "body_part": "FOOT"}, "says body part FOOT."),
        ({"body_part": "Max Mustermann, left hand"}, "says body part something else."),
        ({"modality": "DX", "body_part": "CHEST", "view_position": "LL"}, "(PA, AP); the file says view LL."),
    ],
)
def test_another_kind_of_image(facts, told):
    (reason,) = header_reasons(frame(acquisition=Acquisition(**facts)), DISPLAY)
    assert reason.endswith(told)


def test_every_reason_is_told():
    odd = Acquisition(modality="CT", body_part="HEAD", view_position="RL")
    assert len(header_reasons(frame(acquisition=odd, damaged="the last row is missing"), NATIVE)) == 4


def test_colour_damage_and_doubtful_polarity():
    colour = frame(np.zeros((1, 20, 20, 3), np.uint8), bits_stored=8, photometric="RGB")
    assert header_reasons(colour, NATIVE) == ("The image is in colour; networks here read greyscale.",)
    assert "damaged" in header_reasons(frame(damaged="half is missing"), NATIVE)[0]
    contradiction = frame(photometric="MONOCHROME1", presentation_shape="IDENTITY")
    assert header_reasons(contradiction, NATIVE)[0].startswith("What is white is in doubt")


def test_eight_bits_in_the_clothes_of_twelve():
    few = np.random.default_rng(0).integers(0, 256, (1, 200, 160)).astype(np.uint16)
    shifted = frame(few << 4)
    assert "the steps of 8 or fewer" in header_reasons(shifted, NATIVE)[0]
    assert header_reasons(shifted, DISPLAY) == ()
    assert header_reasons(shifted, PreprocessSpec("native", 32, 32, "8")) == ()
    assert header_reasons(frame(few << 2), NATIVE) == ()  # ten bits: fewer than twelve, more than eight
    padded = np.where(few == 0, 1, few << 4).astype(np.uint16)
    assert header_reasons(frame(padded, padding=(1, 1)), NATIVE)
    assert header_reasons(frame(np.full((1, 200, 160), 16, np.uint16)), NATIVE) == ()


def test_a_codestream_of_fewer_bits_than_the_header_says():
    assert "hold 8" in header_reasons(frame(codestream_bits=8), NATIVE)[0]
    assert header_reasons(frame(codestream_bits=12), NATIVE) == ()


def test_the_thesis_divides_by_4095():
    fifteen = frame(bits_stored=15)
    assert "the image has 15" in header_reasons(fifteen, PreprocessSpec("thesis12", 32, 32))[0]


def test_doubt():
    assert not Validity().is_doubtful
    assert Validity(("a reason",)).is_doubtful
    assert Validity(score=1.2, threshold=1.1).is_doubtful
    assert not Validity(score=1.1, threshold=1.1).is_doubtful
    assert not Validity(score=3.0).is_doubtful  # no threshold, no doubt
