"""Views and polarity, with the expected windows worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import (
    AUTO,
    View,
    auto_window,
    default_view,
    full_range,
    polarity_inverted,
    polarity_note,
    presets,
)

LUT = LookupTable(np.arange(4096, dtype=np.uint16), 0, 12)


def _ends(window):
    # Where LINEAR reaches black and white, PS3.3 C.11.2.1.2.1.
    middle, half = window.center - 0.5, (window.width - 1) / 2
    return middle - half, middle + half


def test_default_is_the_voi_lut_then_the_window_then_automatic(make_frame):
    first, second = Window(1000, 500), Window(2000, 3000)
    frame = make_frame(np.arange(4096).reshape(64, 64), windows=(first, second), voi_luts=(LUT,))
    assert default_view(frame) == View(LUT)
    assert default_view(replace(frame, voi_luts=())) == View(first)
    assert default_view(replace(frame, voi_luts=(), windows=())).voi.explanation == AUTO


def test_a_picture_is_shown_as_it_is(make_frame):
    assert default_view(make_frame(np.array([[3, 9]], dtype=np.uint8), bits=8, picture=True)) == View(None)


def test_full_range_of_12_bits_is_2048_4096(make_frame):
    window = full_range(make_frame([[7, 9]]))
    assert (window.center, window.width, window.function) == (2048.0, 4096.0, VoiFunction.LINEAR)


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        ({"signed": True}, (-2048, 2047)),
        ({"slope": -2.0, "intercept": 5.0}, (5 - 2 * 4095, 5)),
        ({"slope": 0.001}, (0, 4.095)),
        ({"bits": 10}, (0, 1023)),
        ({"modality_lut": LookupTable(np.array([5, 9], dtype=np.uint16), 0, 14)}, (0, 16383)),
    ],
)
def test_full_range_ends(make_frame, facts, ends):
    assert _ends(full_range(make_frame([[1, 2]], **facts))) == pytest.approx(ends, abs=1e-9)


def test_tails_leave_out_one_per_mille_at_either_end(make_frame):
    # 10,000 pixels: 10 make a tail. Nine dark outliers are within it, the tenth smallest value is 1000.
    pixels = np.full(10000, 2000)
    pixels[:9], pixels[9:100] = 3, 1000
    pixels[-10:], pixels[-300:-10] = 4000, 3000
    window = auto_window(make_frame(pixels.reshape(100, 100)))
    # The 9,990th value of 10,000 is the last of the 3000s: ten outliers at 4000 are the bright tail.
    assert _ends(window) == (1000, 3000)


def test_tails_of_ten_thousand_different_values(make_frame):
    # The tenth value from below has reached 0.1 %, the 9,990th has reached 99.9 %.
    assert _ends(auto_window(make_frame(np.arange(10000).reshape(100, 100), bits=14))) == (9, 9989)


@pytest.mark.parametrize("slope", [2.0, -2.0])
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16, np.int32, np.float32])
def test_tails_agree_with_numpy_for_every_type(make_frame, dtype, slope):
    pixels = np.random.default_rng(1).normal(20, 25, (90, 80)).clip(0 if dtype in (np.uint8, np.uint16) else -100, 127)
    frame = make_frame(pixels.astype(dtype), bits=8 * np.dtype(dtype).itemsize, slope=slope, intercept=7.0)
    units = frame.stored.astype(np.float64) * slope + 7
    expected = np.quantile(units, (0.001, 0.999), method="inverted_cdf")
    assert _ends(auto_window(frame)) == pytest.approx(expected, abs=1e-4)


def test_padding_is_no_part_of_the_statistics(make_frame):
    pixels = np.full((50, 50), 4095)
    pixels[10:40, 10:40] = np.linspace(500, 900, 900).reshape(30, 30)
    low, high = _ends(auto_window(make_frame(pixels, padding=(4095, 4095))))
    assert 500 <= low <= 502
    assert 898 <= high <= 900
    assert _ends(auto_window(make_frame(pixels)))[1] == 4095


def test_padding_alone_gets_the_full_range(make_frame):
    frame = make_frame([[0, 0]], padding=(0, 5))
    assert auto_window(frame) == full_range(frame)


def test_a_constant_image_is_mid_grey(make_frame):
    assert auto_window(make_frame(np.full((9, 9), 700))) == Window(700.5, 4096.0, explanation=AUTO)


def test_each_frame_has_its_own_tails(make_frame):
    frame = make_frame(np.stack([np.full((4, 4), 10), np.arange(16).reshape(4, 4)]))
    assert _ends(auto_window(frame, 1)) == (0, 15)
    assert auto_window(frame, 0).center == 10.5


def test_presets_are_in_order_and_named_once(make_frame):
    windows = (Window(1, 2, explanation="BONE"), Window(3, 4), Window(5, 6, explanation="BONE"))
    luts = (replace(LUT, explanation=" \tHARD\u202e\n"), LUT)
    frame = make_frame(np.arange(16).reshape(4, 4), windows=windows, voi_luts=luts)
    found = presets(frame)
    names = ["Full range", "BONE", "Window 2", "BONE (2)", "HARD", "VOI LUT 2", "Auto (0.1 % tails)"]
    assert [p.name for p in found] == names
    assert [p.view.voi for p in found[:6]] == [None, *windows, *luts]


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted", "contradicts"),
    [
        ("MONOCHROME2", "", False, False),
        ("MONOCHROME1", "", True, False),
        ("MONOCHROME2", "IDENTITY", False, False),
        ("MONOCHROME1", "INVERSE", True, False),
        ("MONOCHROME1", "IDENTITY", False, True),
        ("MONOCHROME2", "INVERSE", True, True),
    ],
)
def test_the_presentation_shape_decides_the_polarity(make_frame, photometric, shape, inverted, contradicts):
    frame = make_frame([[1, 2]], photometric=photometric, presentation_shape=shape)
    assert polarity_inverted(frame) is inverted
    note = polarity_note(frame)
    assert bool(note) is contradicts
    assert not note or (photometric in note and f"found {shape}" in note and ("bright" in note) is inverted)
