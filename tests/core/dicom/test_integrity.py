"""What an image says of its own depth, on arrays whose levels are known by construction."""

import time
from pathlib import Path

import cv2
import imagecodecs
import numpy as np
import pytest
from pydicom.data import get_testdata_file

from core.dicom.frame import Frame
from core.dicom.integrity import integrity
from core.dicom.read import read


def frame_of(stored, bits=12, **facts):
    stored = np.asarray(stored)
    stored = stored[None] if stored.ndim == 2 else stored
    signed = facts.pop("signed", stored.dtype.kind == "i")
    return Frame(Path("x"), stored, 8 * stored.itemsize, bits, signed, "MONOCHROME2", **facts)


def full(bits, repeat=16, dtype=np.uint16):
    """Every level of so many bits, each ``repeat`` times, as an image."""
    return np.tile(np.arange(1 << bits, dtype=dtype), repeat).reshape(repeat, -1)


def test_a_file_that_holds_what_it_says():
    found = integrity(frame_of(full(12), decoder="uncompressed"))
    assert (found.unique_levels, found.lowest, found.highest, found.range_share) == (4096, 0, 4095, 1.0)
    assert (found.empty_low_bits, found.comb_step, found.effective_bits) == (0, 1, 12)
    assert (found.declared_bits, found.codestream_bits, found.decoder) == (12, 0, "uncompressed")
    assert found.verdict == (
        "This file says 12 bits and holds 4,096 grey levels over 100% of their range; nothing speaks against it."
    )
    assert not found.suspicious


def test_eight_bits_shifted_into_twelve():
    found = integrity(frame_of(full(8) << 4))
    assert (found.unique_levels, found.empty_low_bits, found.comb_step, found.effective_bits) == (256, 4, 16, 8)
    assert found.verdict == (
        "This file says 12 bits but holds 256 grey levels, each a multiple of 16: it was made from 8-bit data."
    )
    assert found.suspicious


@pytest.mark.parametrize(
    ("stored", "bits", "words"),
    [
        (full(10) << 2, 12, "1,024 grey levels, each a multiple of 4: it was made from 10-bit data"),
        ((full(10) << 2) + 3, 12, "1,024 grey levels, each 4 from the next: it was made from 10-bit data"),
        (full(8) * 257, 16, "256 grey levels, each a multiple of 257: it was made from 8-bit data"),
        (full(8), 12, "its values are 0 to 255: 8 bits would hold them"),
        (np.rint(full(8) * (4095 / 255)).astype(np.uint16), 12, "256 grey levels between 0 and 4095, mostly 16 apart"),
        (np.rint((full(8) / 255) ** 0.45 * 4095).astype(np.uint16), 12, "it was made from 8-bit data"),
        (np.rint(full(10, 80) * (4095 / 1023)).astype(np.uint16), 12, "1,024 grey levels, mostly 4 apart: it was str"),
    ],
)
def test_less_than_the_file_says(stored, bits, words):
    found = integrity(frame_of(stored, bits))
    assert words in found.verdict
    assert found.suspicious


@pytest.mark.parametrize(
    ("stored", "bits"),
    [
        (full(8, dtype=np.uint8), 8),
        (np.rint(full(7) * 2).astype(np.uint8), 8),  # 8 bits promise no more than a display has
        (full(10, 64)[:, :700] + 1000, 12),  # low contrast is no fraud
        (np.array([[0, 16, 32, 64]] * 8, np.uint16), 12),  # too few levels to tell
        (np.random.default_rng(0).integers(0, 4096, (20, 20)).astype(np.uint16), 12),  # too few pixels
    ],
)
def test_what_is_no_reason_for_suspicion(stored, bits):
    assert not integrity(frame_of(stored, bits)).suspicious


def test_thin_tails_are_no_gaps():
    random = np.random.default_rng(1)
    stored = np.clip(random.normal(2000, 150, (700, 700)), 0, 4095).astype(np.uint16)
    stored[0] = random.integers(0, 4096, 700)
    assert not integrity(frame_of(stored)).suspicious


def test_few_levels_far_from_a_few_pixels_are_not_eight_bits():
    """195 levels side by side and some stray pixels, as in a flat part of the body under a marker."""
    stored = np.random.default_rng(6).integers(1000, 1190, (512, 512)).astype(np.uint16)
    stored[0, :5] = 2000, 2100, 2200, 2300, 2400
    assert not integrity(frame_of(stored)).suspicious


def test_the_gap_between_air_and_tissue_is_no_stretching():
    """As in a CT: two humps, and hardly a pixel on most of the 3,000 levels between them."""
    random = np.random.default_rng(7)
    stored = np.concatenate([random.normal(1000, 20, 130_000), random.normal(4000, 100, 130_000)])
    stored[:1000] = random.uniform(1000, 4000, 1000)
    found = integrity(frame_of(stored.astype(np.uint16).reshape(500, 520), 16))
    assert found.unique_levels < 2000
    assert not found.suspicious


def test_a_plain_background_hides_nothing():
    stored = np.full((1000, 1000), 4095, np.uint16)
    stored[:300] = np.rint(np.random.default_rng(2).integers(0, 1024, (300, 1000)) * (4095 / 1023))
    assert "it was stretched" in integrity(frame_of(stored)).verdict


def test_signed_values():
    found = integrity(frame_of(full(12).astype(np.int16) - 2048))
    assert (found.lowest, found.highest, found.range_share, found.unique_levels) == (-2048, 2047, 1.0, 4096)
    found = integrity(frame_of((full(8).astype(np.int16) - 128) * 16))
    assert (found.lowest, found.highest, found.comb_step, found.empty_low_bits) == (-2048, 2032, 16, 4)
    assert found.suspicious
    found = integrity(frame_of(full(8, dtype=np.uint8).view(np.int8), 8))
    assert (found.lowest, found.highest, found.unique_levels) == (-128, 127, 256)


@pytest.mark.parametrize("dtype", [np.uint32, np.int32])
@pytest.mark.parametrize("spread", [1, 1000, 500_000])  # counted, counted, sorted
def test_thirty_two_bits(dtype, spread):
    found = integrity(frame_of(full(12).astype(dtype) * spread, 32))
    assert (found.unique_levels, found.comb_step, found.highest) == (4096, spread, 4095 * spread)
    assert found.effective_bits == 12


def test_floating_point_pixels_say_what_they_can():
    stored = np.array([[0.5, np.nan, 2.0], [0.5, np.inf, -1.0]], np.float32)
    found = integrity(frame_of(stored, 32, signed=True))
    assert (found.unique_levels, found.lowest, found.highest, found.comb_step) == (3, -1.0, 2.0, 0)
    assert found.verdict == "This file holds floating-point pixels of 32 bits, with 3 different values."
    assert not found.suspicious


def test_padding_is_no_level():
    stored = full(8) << 4
    stored[:, 0] = 3
    assert integrity(frame_of(stored)).comb_step == 1
    found = integrity(frame_of(stored, padding=(1, 5)))
    assert (found.comb_step, found.lowest, found.unique_levels) == (16, 16, 255)


def test_nothing_and_one_value():
    only_padding = integrity(frame_of(np.full((4, 4), 7, np.uint16), padding=(7, 7)))
    assert (only_padding.unique_levels, only_padding.effective_bits) == (0, 0)
    assert only_padding.verdict == "The image holds nothing but padding."
    constant = integrity(frame_of(np.full((4, 4), 7, np.uint16)))
    assert (constant.unique_levels, constant.comb_step, constant.empty_low_bits) == (1, 0, 0)
    assert constant.verdict == "This file says 12 bits, and all pixels have the value 7."


def test_each_frame_for_itself():
    frame = frame_of(np.stack([full(12).reshape(256, 256), full(8, 256) << 4]))
    assert not integrity(frame, 0).suspicious
    assert integrity(frame, 1).comb_step == 16


def test_colour_images_have_no_grey_levels():
    found = integrity(read(Path(get_testdata_file("SC_rgb_small_odd.dcm", download=False))))
    assert found.verdict == "A colour image: grey levels are not counted."


def test_a_codestream_of_fewer_bits(make, write):
    cells = np.random.default_rng(4).integers(0, 1024, (200, 200)).astype(np.uint16)
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True, bitspersample=10)
    found = integrity(read(write(make.compress(make.image(cells, bits_stored=12), [code], "1.2.840.10008.1.2.4.90"))))
    assert (found.codestream_bits, found.declared_bits) == (10, 12)
    assert found.verdict == "This file says 12 bits but its codestream holds 10, with 1,024 grey levels."
    assert found.suspicious


def test_loss_is_told():
    path = Path(get_testdata_file("RG3_J2KI.dcm", download=False))
    found = integrity(read(path))
    assert found.lossy_history == ("method unknown, ratio 30:1",)
    assert found.verdict.endswith("It was compressed with loss, which changes levels and can make new ones.")


@pytest.mark.parametrize(("name", "levels"), [("RG1_UNCR.dcm", 25084), ("RG3_UNCR.dcm", 1024)])
def test_real_radiographs_hold_what_they_say(name, levels):
    frame = read(Path(get_testdata_file(name, download=False)))
    found = integrity(frame)
    assert found.unique_levels == len(np.unique(frame.stored)) == levels
    assert not found.suspicious


@pytest.mark.real_data
def test_a_real_chest_of_eight_bits_under_twelve(real_data):
    (path,) = (real_data / "dicom_cxr").glob("dx_nih_8bit*")
    eight = read(path).stored[0].astype(np.uint16)
    assert integrity(frame_of(cv2.convertScaleAbs(eight).astype(np.uint16) << 4)).comb_step == 16


def test_seven_megapixels_are_quick():
    stored = np.random.default_rng(5).integers(0, 4096, (2991, 2430)).astype(np.uint16)
    frame = frame_of(stored)
    times = []
    for _ in range(5):
        begin = time.perf_counter()
        integrity(frame)
        times.append(time.perf_counter() - begin)
    assert min(times) < 0.06
