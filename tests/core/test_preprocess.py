"""Network input by hand on tiny images, each arm against its own formula, and every refusal."""

import dataclasses
from pathlib import Path

import cv2
import numpy as np
import pytest
from pydicom.data import get_testdata_file

from core.dicom.frame import Acquisition, Frame, LookupTable, Window
from core.dicom.read import read
from core.display.render import render
from core.display.view import View, default_view
from core.errors import ModelRefusedError
from core.picture import read_image
from core.preprocess import BITS, PRESETS, PreprocessSpec, preprocess

QUANTISED = ("12", "10", "8", "6")


def frame_of(pixels, bits=12, **facts):
    stored = np.array(pixels)
    if stored.dtype == np.int64:
        stored = stored.astype(np.int16 if facts.get("signed") else np.uint16)
    stored = stored[None] if stored.ndim == 2 else stored
    stored.flags.writeable = False
    facts = {"signed": stored.dtype.kind == "i", "photometric": "MONOCHROME2"} | facts
    return Frame(Path("made.dcm"), stored, stored.dtype.itemsize * 8, bits, **facts)


def native(frame, bits="native", height=8, width=8):
    return preprocess(frame, PreprocessSpec("native", height, width, bits))[..., 0]


def eight_by_eight(values):
    """An 8 x 8 image, which a network input of 8 x 8 takes pixel by pixel."""
    return np.resize(np.array(values), (8, 8))


def first_of(pixels, count):
    return pixels.ravel()[:count].tolist()


f32 = np.float32


# --- what no network gets ---


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"damaged": "the last 4 of 8 rows are missing."}, "damaged: the last 4 of 8 rows are missing; copy it again"),
        ({"color": np.zeros((1, 8, 8, 3), np.uint8)}, "found a colour image, but networks here read greyscale"),
    ],
)
def test_damaged_and_colour_images_are_refused_by_every_preset(preset, facts, sentence):
    with pytest.raises(ModelRefusedError, match=sentence):
        preprocess(frame_of(eight_by_eight([0, 1000, 2000]), **facts), PreprocessSpec(preset, 8, 8))


# --- the native range ---


def test_native_is_the_fixed_range_never_the_images_own():
    found = native(frame_of(eight_by_eight([0, 1000, 2000])))
    assert found.dtype == np.float32
    assert first_of(found, 3) == [0, f32(1000 / 4095), f32(2000 / 4095)]


def test_shape_is_height_width_one():
    assert preprocess(frame_of(np.zeros((9, 9), int)), PreprocessSpec("native", 16, 24)).shape == (16, 24, 1)


@pytest.mark.parametrize("slope", [1.0, 0.0001, 1e30])
@pytest.mark.parametrize("intercept", [0.0, -1024.0])
def test_the_rescale_cancels(slope, intercept):
    frame = frame_of(eight_by_eight([0, 5, 4095]), slope=slope, intercept=intercept)
    assert first_of(native(frame), 3) == [0, f32(5 / 4095), 1]


def test_a_negative_slope_turns_the_picture_and_monochrome1_turns_it_again():
    pixels = eight_by_eight([0, 1000, 4095])
    fallen = [1, f32(1 - 1000 / 4095), 0]
    risen = [0, f32(1000 / 4095), 1]
    assert first_of(native(frame_of(pixels, slope=-2.0)), 3) == fallen
    assert first_of(native(frame_of(pixels, photometric="MONOCHROME1")), 3) == fallen
    assert first_of(native(frame_of(pixels, photometric="MONOCHROME1", slope=-2.0)), 3) == risen
    assert first_of(native(frame_of(pixels, photometric="MONOCHROME1", presentation_shape="IDENTITY")), 3) == risen
    assert first_of(native(frame_of(pixels, presentation_shape="INVERSE")), 3) == fallen


def test_the_signed_twin():
    frame = frame_of(eight_by_eight([-2048, 0, 2047]), signed=True)
    assert first_of(native(frame), 3) == [0, f32(2048 / 4095), 1]


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("bits", [b for b in BITS if b != "12"])
def test_padding_is_black_in_every_arm(photometric, bits):
    frame = frame_of(eight_by_eight([3, 4, 500, 700, 900]), bits=10, photometric=photometric, padding=(3, 4))
    found = native(frame, bits)
    assert first_of(found, 2) == [0, 0]
    assert first_of(found, 4)[3] > 0


def test_a_modality_lut_gives_its_own_range():
    lut = LookupTable(np.array([0, 100, 255], dtype=np.uint16), 2000, 8)
    found = native(frame_of(eight_by_eight([0, 2000, 2001, 2002, 4095]), modality_lut=lut, slope=-9.0))
    assert first_of(found, 5) == [0, 0, f32(100 / 255), 1, 1]


def test_a_modality_lut_is_looked_up_after_quantising():
    # Ten bits of twelve: 1203 becomes 300, which stands for 300 / 1023 * 4095 = 1200.88, nearest 1201.
    lut = LookupTable(np.array([0, 100, 255], dtype=np.uint16), 1200, 8)
    found = native(frame_of(eight_by_eight([1203]), modality_lut=lut), "10")
    assert first_of(found, 1) == [f32(100 / 255)]


def test_32_bit_pixels():
    frame = frame_of(eight_by_eight([0, 2**31]).astype(np.uint32), bits=32)
    assert first_of(native(frame), 2) == [0, f32(2**31 / (2**32 - 1))]
    assert first_of(native(frame, "8"), 2) == [0, f32(128 / 255)]


def test_a_16_bit_png_is_a_native_original():
    frame = frame_of(eight_by_eight([0, 257, 65535]), bits=16, picture=True)
    assert first_of(native(frame), 3) == [0, f32(257 / 65535), 1]


# --- bit-depth arms ---


@pytest.mark.parametrize("kept", QUANTISED)
@pytest.mark.parametrize("stored_bits", [12, 14, 16])
def test_quantised_exactly(kept, stored_bits):
    k = int(kept)
    values = np.random.default_rng(3).integers(0, 1 << stored_bits, (8, 8))
    expected = (np.floor(values * 2.0**k / 2.0**stored_bits) / (2**k - 1)).astype(np.float32)
    frame = frame_of(values, bits=stored_bits)
    assert np.array_equal(native(frame, kept), expected)
    signed = frame_of(values - (1 << (stored_bits - 1)), bits=stored_bits, signed=True, slope=3.0, intercept=-7.0)
    assert np.array_equal(native(signed, kept), expected)


def test_all_bits_kept_is_native():
    frame = frame_of(np.random.default_rng(4).integers(0, 4096, (64, 48)), photometric="MONOCHROME1", padding=(0, 9))
    assert np.array_equal(native(frame, "12", 16, 16), native(frame, "native", 16, 16))


def test_8_bits_differ_from_native_by_less_than_one_8_bit_step():
    frame = frame_of(np.random.default_rng(5).integers(0, 4096, (256, 256)))
    apart = np.abs(native(frame, "8", 64, 64) - native(frame, "native", 64, 64))
    assert 0 < apart.max() < 1 / 255
    per_pixel = np.abs(native(frame, "8", 256, 256) - native(frame, "native", 256, 256))
    assert apart.max() < per_pixel.max() < 1 / 255


def test_quantised_before_the_averaging():
    # Twelve bits to six: 63 becomes 0 and 64 becomes 1. Averaged first, (63 + 3 * 64) / 4 = 63.75 would become 0.
    pixels = np.full((16, 16), 64)
    pixels[::2, ::2] = 63
    assert first_of(native(frame_of(pixels), "6"), 1) == [pytest.approx(0.75 / 63, rel=1e-6)]


def test_8_max_is_the_thesis_conversion_per_image():
    frame = frame_of(eight_by_eight([0, 1, 4, 1000]))
    # 255 / 1000 = 0.255 and 1.02, cut off.
    assert first_of(native(frame, "8-max"), 4) == [0, 0, f32(1 / 255), 1]
    bright = dataclasses.replace(frame, photometric="MONOCHROME1")
    assert first_of(native(bright, "8-max"), 4) == [1, 1, f32(254 / 255), 0]
    signed = frame_of(eight_by_eight([-5, 0, 10, 20]), signed=True)
    assert first_of(native(signed, "8-max"), 4) == [0, 0, f32(127 / 255), 1]


def test_8_voi_is_the_default_view():
    frame = frame_of(eight_by_eight([0, 999, 1000, 1500]), windows=(Window(1000.5, 1001),), photometric="MONOCHROME1")
    # The window runs from 500 to 1500: 999 is 127.245, 1000 is 127.5 and becomes 128; then the inversion.
    assert first_of(native(frame, "8-voi"), 4) == [1, f32(128 / 255), f32(127 / 255), 0]


def test_8_after_resize_rounds_what_native_gives():
    frame = frame_of(np.random.default_rng(6).integers(0, 4096, (40, 40)))
    before, after = native(frame), native(frame, "8-after-resize")
    assert np.array_equal(np.rint(after * 255), np.floor(before * 255 + 0.5))
    assert np.abs(after * 255 - np.rint(after * 255)).max() < 1e-4
    assert np.unique(native(frame, "8")).size > np.unique(after).size


# --- geometry ---


def test_area_resize_is_the_block_mean():
    pixels = np.random.default_rng(7).integers(0, 4096, (48, 48))
    expected = (pixels / 4095).reshape(8, 6, 8, 6).mean(axis=(1, 3))
    assert np.abs(native(frame_of(pixels)) - expected).max() < 1e-6


def test_area_resize_weighs_parts_of_pixels():
    # 20 columns to 8: each takes 2.5 pixels, the first pixels 0, 1 and half of 2.
    pixels = np.tile(np.arange(20) * 100, (20, 1))
    expected = (0 + 100 + 0.5 * 200) / 2.5 / 4095
    assert native(frame_of(pixels))[0, 0] == pytest.approx(expected, rel=1e-5)


def test_averages_are_finer_than_any_stored_value():
    # The mean of 1000, 1000, 1000, 1001 must not become an integer again.
    pixels = np.full((16, 16), 1000)
    pixels[::2, ::2] = 1001
    assert first_of(native(frame_of(pixels)), 1) == [pytest.approx(1000.25 / 4095, rel=1e-6)]


@pytest.mark.parametrize(
    ("shape", "rows", "columns"),
    [
        ((32, 16), slice(0, 8), slice(2, 6)),
        ((16, 32), slice(2, 6), slice(0, 8)),
        ((24, 15), slice(0, 8), slice(1, 6)),  # 5 of 8 columns: one before, two after
        ((15, 24), slice(1, 6), slice(0, 8)),
        ((4000, 10), slice(0, 8), slice(3, 4)),  # at least one column
    ],
)
def test_the_aspect_is_kept_and_the_rest_black(shape, rows, columns):
    found = native(frame_of(np.full(shape, 4095)))
    expected = np.zeros((8, 8))
    expected[rows, columns] = 1
    assert np.allclose(found, expected, atol=1e-6)
    assert found.max() <= 1


def test_white_stays_within_1():
    # OpenCV's weights for 173 pixels in 128 add up to a little more than 1.
    assert native(frame_of(np.full((173, 180), 4095)), height=128, width=128).max() == 1


def test_a_smaller_image_is_enlarged_without_blocks():
    found = native(frame_of([[0, 4095], [0, 4095]]), height=16, width=16)
    assert np.all(np.diff(found[0]) >= 0)
    assert np.unique(found[0]).size == 10  # two flat ends and the eight columns between the pixel centres
    assert found[0, 0] == 0
    assert found[0, -1] == 1


def test_one_frame_of_many():
    frame = frame_of(np.stack([np.zeros((8, 8), int), np.full((8, 8), 4095)]))
    assert preprocess(frame, PreprocessSpec("native", 8, 8), 1).min() == 1


# --- display8 ---


def test_display8_is_the_default_view_resized():
    pixels = np.random.default_rng(8).integers(100, 3000, (64, 64))
    frame = frame_of(pixels, photometric="MONOCHROME1", slope=2.0, padding=(100, 120))
    grey = render(frame, default_view(frame)).astype(np.float64)
    expected = grey.reshape(8, 8, 8, 8).mean(axis=(1, 3)) / 255
    found = preprocess(frame, PreprocessSpec("display8", 8, 8))[..., 0]
    assert np.abs(found - expected).max() < 1e-6


@pytest.mark.parametrize("photometric", ["MONOCHROME2", "MONOCHROME1"])
def test_the_same_picture_as_png_and_as_dicom(photometric):
    grey = np.random.default_rng(9).normal(120, 30, (90, 70)).clip(20, 230).astype(np.uint8)
    spec = PreprocessSpec("display8", 32, 32)
    png = preprocess(frame_of(grey, bits=8, picture=True), spec)
    stored = grey if photometric == "MONOCHROME2" else 255 - grey
    alone = frame_of(stored, bits=8, photometric=photometric)
    windowed = dataclasses.replace(alone, windows=(Window(128, 256),))
    assert np.array_equal(preprocess(alone, spec), png)
    assert np.array_equal(preprocess(windowed, spec), png)
    wide = frame_of(grey.astype(np.uint16) * np.uint16(257), bits=16, picture=True)  # 255 becomes 65535
    assert np.array_equal(preprocess(wide, spec), png)


def test_display8_of_every_16_bit_grey_is_what_the_screen_shows():
    picture = frame_of(np.arange(65536).reshape(256, 256), bits=16, picture=True)
    found = preprocess(picture, PreprocessSpec("display8", 256, 256))[..., 0]
    assert np.array_equal(found, render(picture, default_view(picture)) / f32(255))
    nearest = np.rint(np.arange(65536) / 257)  # no ties: 257 is odd
    assert np.array_equal(np.rint(found * 255), nearest.reshape(256, 256))


def test_a_rendered_picture_answers_as_its_dicom():
    frame = frame_of(np.random.default_rng(10).integers(0, 4096, (90, 70)), photometric="MONOCHROME1")
    picture = frame_of(render(frame, default_view(frame)), bits=8, picture=True)
    spec = PreprocessSpec("display8", 32, 32)
    assert np.array_equal(preprocess(picture, spec), preprocess(frame, spec))


def test_display8_takes_float_pixels():
    frame = frame_of(eight_by_eight([0.0, 0.5, 1.0]).astype(np.float32), bits=32)
    assert first_of(preprocess(frame, PreprocessSpec("display8", 8, 8)), 3) == [0, f32(128 / 255), 1]


# --- thesis ---


def test_thesis12_divides_by_4095_and_stretches():
    pixels = np.repeat([[0, 819, 4095]], 8, axis=0).repeat(8, axis=1)
    frame = frame_of(pixels, photometric="MONOCHROME1", slope=5.0, padding=(0, 0))
    found = preprocess(frame, PreprocessSpec("thesis12", 8, 24))[..., 0]
    assert np.allclose(found, pixels / 4095, atol=1e-7)
    wide = preprocess(frame, PreprocessSpec("thesis12", 8, 8))[..., 0]
    # Bilinear: the first output pixel's centre lies at stored column 1.
    assert np.allclose(wide, np.tile(pixels[0, 1::3] / 4095, (8, 1)), atol=1e-6)


def test_thesis8_keeps_its_confound():
    found = preprocess(frame_of(eight_by_eight([0, 500, 1000])), PreprocessSpec("thesis8", 8, 8))
    assert first_of(found, 3) == [0, f32(127) / f32(4095), f32(255) / f32(4095)]


@pytest.mark.parametrize("pixels", [np.zeros((8, 8), int), np.full((8, 8), -7)])
@pytest.mark.parametrize("spec", [PreprocessSpec("thesis8", 8, 8), PreprocessSpec("native", 8, 8, "8-max")])
def test_an_image_without_a_positive_value_divides_nothing(pixels, spec):
    frame = frame_of(pixels, signed=bool(pixels.min() < 0))
    assert not preprocess(frame, spec).any()


# --- refusals ---


def refusal(frame, spec):
    with pytest.raises(ModelRefusedError) as caught:
        preprocess(frame, spec)
    assert str(caught.value).startswith("made.dcm: ")
    return caught.value.reason


@pytest.mark.parametrize("preset", PRESETS)
def test_for_processing_is_kept_from_every_network(preset):
    frame = frame_of(np.zeros((8, 8), int), acquisition=Acquisition(presentation_intent="FOR PROCESSING"))
    assert "found FOR PROCESSING" in refusal(frame, PreprocessSpec(preset, 8, 8))


@pytest.mark.parametrize("bits", BITS)
@pytest.mark.parametrize("picture", [True, False])
def test_native_refuses_8_bit_originals(bits, picture):
    frame = frame_of(np.zeros((8, 8), np.uint8), bits=8, picture=picture)
    reason = refusal(frame, PreprocessSpec("native", 8, 8, bits))
    assert reason.startswith("this network needs an original of more than 8 bits, found 8;")


def test_fewer_bits_than_the_arm_are_refused():
    frame = frame_of(np.zeros((8, 8), int), bits=10)
    assert "at least 12 bits stored, found 10" in refusal(frame, PreprocessSpec("native", 8, 8, "12"))
    assert native(frame, "10").shape == (8, 8)


@pytest.mark.parametrize("preset", ["native", "thesis12", "thesis8"])
def test_float_pixels_are_refused(preset):
    frame = frame_of(np.zeros((8, 8), np.float32), bits=32)
    assert "found floating-point ones" in refusal(frame, PreprocessSpec(preset, 8, 8))


def test_a_slope_of_zero_is_refused():
    frame = frame_of(np.zeros((8, 8), int), slope=0.0)
    assert "Rescale Slope other than 0" in refusal(frame, PreprocessSpec("native", 8, 8))


def test_8_max_with_a_modality_lut_is_refused():
    lut = LookupTable(np.array([0, 255], dtype=np.uint16), 0, 8)
    frame = frame_of(np.zeros((8, 8), int), modality_lut=lut)
    assert "without Modality LUT" in refusal(frame, PreprocessSpec("native", 8, 8, "8-max"))


# --- the spec ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("raw", 128, 128), "found 'raw'"),
        (("native", 128, 128, "9"), "found '9'"),
        (("native", 7, 128), "input height is 8 to 2048 pixels, found 7"),
        (("native", 128, 2049), "input width is 8 to 2048 pixels, found 2049"),
        (("native", 128.0, 128), "found 128.0"),
        (("native", True, 128), "found True"),
        (("display8", 128, 128, "8"), "preset display8 fixes its own bit depth"),
        (("thesis8", 128, 128, "8-max"), "preset thesis8 fixes its own bit depth"),
    ],
)
def test_a_wrong_spec_says_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        PreprocessSpec(*arguments)


def test_every_right_spec_is_accepted_and_survives_a_dict():
    for spec in [PreprocessSpec("native", 8, 2048, bits) for bits in BITS] + [
        PreprocessSpec(preset, 224, 128) for preset in PRESETS
    ]:
        assert PreprocessSpec(**dataclasses.asdict(spec)) == spec


# --- a real radiograph ---


def test_a_real_15_bit_monochrome1_radiograph():
    frame = read(Path(get_testdata_file("RG1_UNCR.dcm", download=False)))
    found = native(frame, height=128, width=128)
    # 1955 x 1841 into 128 x 128: 121 columns (120.54), three black before and four after.
    assert not found[:, :3].any()
    assert not found[:, 124:].any()
    turned = 1 - frame.stored[0].astype(np.float64) / 32767
    expected = cv2.resize(turned, (121, 128), interpolation=cv2.INTER_AREA)
    assert np.abs(found[:, 3:124] - expected).max() < 1e-6
    shown = preprocess(frame, PreprocessSpec("display8", 128, 128))[..., 0]
    grey = render(frame, View(frame.windows[0])).astype(np.float64)
    assert np.abs(shown[:, 3:124] - cv2.resize(grey, (121, 128), interpolation=cv2.INTER_AREA) / 255).max() < 1e-6


@pytest.mark.real_data
def test_a_real_8_bit_radiograph_as_png_and_as_dicom(real_data, tmp_path):
    frame = read(real_data / "dicom_cxr" / "dx_nih_8bit_no_finding.dcm")
    cv2.imwrite(str(tmp_path / "a.png"), frame.stored[0])
    spec = PreprocessSpec("display8", 128, 128)
    assert np.array_equal(preprocess(read_image(tmp_path / "a.png"), spec), preprocess(frame, spec))
