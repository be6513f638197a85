"""Lines of text in pixels, written by OpenCV, and images without any."""

import cv2
import numpy as np
import pytest

from core.dicom.read import read
from core.export.deidentify.files import deidentify_files
from core.export.deidentify.letters import LETTERS, line_of_letters

WORDS = "DOE JANE 1970"


def chest(rows=800, columns=700):
    """Smooth greys with noise, of 12 bits: like a radiograph, no value stands out."""
    y, x = np.mgrid[0:rows, 0:columns]
    smooth = 1800 + 900 * np.sin(y / 130) * np.cos(x / 90)
    return (smooth + np.random.default_rng(1).normal(0, 30, smooth.shape)).astype(np.uint16)


def written(pixels, words, level, *, scale=1.0, line=cv2.LINE_8):
    mask = np.zeros(pixels.shape, np.uint8)
    cv2.putText(mask, words, (40, 120), cv2.FONT_HERSHEY_SIMPLEX, scale, 255, max(1, round(2 * scale)), line)
    share = mask.astype(float) / 255
    return np.rint(pixels * (1 - share) + level * share).astype(pixels.dtype)


@pytest.mark.parametrize("level", [0, 4095])
@pytest.mark.parametrize("scale", [0.7, 1.0, 1.5])
@pytest.mark.parametrize("line", [cv2.LINE_8, cv2.LINE_AA])
def test_a_line_of_text_is_seen(level, scale, line):
    assert line_of_letters(written(chest(), WORDS, level, scale=scale, line=line)) >= LETTERS


@pytest.mark.parametrize("words", ["", "L", "R", "PA"])
def test_a_side_marker_is_none(words):
    assert line_of_letters(written(chest(), words, 4095)) < LETTERS


def test_what_is_no_text():
    noise = np.random.default_rng(2).integers(0, 2, (400, 400)).astype(np.uint16)
    collimated = chest()
    collimated[:100] = collimated[-80:] = 0
    for pixels in (noise, collimated, np.zeros((50, 50)), np.zeros((0, 0)), chest().astype(np.int16) - 2000):
        assert line_of_letters(pixels) < LETTERS


def test_an_image_that_denies_its_text_is_held_back(write_image, tmp_path):
    clean = write_image("clean.dcm", stored=chest(), BurnedInAnnotation="NO")
    telling = write_image("telling.dcm", stored=written(chest(), WORDS, 4095), SOPInstanceUID="1.2.5")
    first, second = deidentify_files([clean, telling], tmp_path / "out")
    assert first.written is not None
    assert second.unconfirmed
    assert "looks like a line of text" in second.reason
    (confirmed,) = deidentify_files([telling], tmp_path / "out", confirm_burned_in=True)
    assert np.array_equal(read(confirmed.written).stored, read(telling).stored)


@pytest.mark.real_data
def test_real_radiographs_without_text(real_data):
    for path in sorted((real_data / "dicom_cxr").glob("*.dcm")):
        assert line_of_letters(read(path).stored[0]) < LETTERS, path.name
