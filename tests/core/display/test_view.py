"""Views and polarity, with the expected windows worked out by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.data import get_testdata_file

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.dicom.read import read
from core.display.render import render
from core.display.view import (
    AUTO,
    REGION,
    View,
    auto_window,
    default_view,
    full_range,
    percentile_window,
    polarity_inverted,
    polarity_note,
    presets,
    region_window,
)

LUT = LookupTable(np.arange(4096, dtype=np.uint16), 0, 12)


def _ends(window):
    # Where the function reaches black and white, PS3.3 C.11.2.1.3.2 (LINEAR_EXACT) and C.11.2.1.2.1 (LINEAR).
    if window.function is VoiFunction.LINEAR_EXACT:
        return window.center - window.width / 2, window.center + window.width / 2
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
    names = ["Full range (VOI off)", "BONE", "Window 2", "BONE (2)", "HARD", "VOI LUT 2", "Auto (0.1 % tails)"]
    names += ["Lung (5 to 60 %)", "Mediastinum (20 to 99 %)", "Bone (50 to 99.9 %)"]
    assert [p.name for p in found] == names
    assert [p.view.voi for p in found[:6]] == [None, *windows, *luts]
    assert [p.view.voi.explanation for p in found[6:]] == names[6:]


def test_a_window_of_the_file_keeps_its_name_and_the_percentiles_get_a_number(make_frame):
    own = Window(7, 8, explanation="Lung (5 to 60 %)")
    names = [p.name for p in presets(make_frame(np.arange(16).reshape(4, 4), windows=(own,)))]
    assert names[1] == "Lung (5 to 60 %)"
    assert names[3] == "Lung (5 to 60 %) (2)"


@pytest.mark.parametrize(
    ("photometric", "slope", "ends"),
    [
        # 1000 values, each once: 5 % of them are reached at the 50th, 60 % at the 600th.
        ("MONOCHROME2", 1.0, (49, 599)),
        # The 1000th value is the darkest; the 50th from there is 950, the 600th 400.
        ("MONOCHROME1", 1.0, (400, 950)),
        # A falling slope in MONOCHROME2: the stored value 999 gives the lowest modality value.
        ("MONOCHROME2", -1.0, (-950, -400)),
        ("MONOCHROME1", -1.0, (-599, -49)),
    ],
)
def test_percentiles_are_counted_from_the_darkest(make_frame, photometric, slope, ends):
    frame = make_frame(np.arange(1000).reshape(25, 40), photometric=photometric, slope=slope)
    window = percentile_window(frame, 0, 5, 60)
    assert _ends(window) == ends
    lung = next(p.view.voi for p in presets(frame) if p.name.startswith("Lung"))
    assert (lung.center, lung.width) == (window.center, window.width)
    # 50 black values and 401 white ones, and at either end the one next to them that is rounded to it.
    greys = render(frame, View(window))
    assert np.count_nonzero(greys == 0) == 51
    assert np.count_nonzero(greys == 255) == 402


def test_the_share_99_9_is_exact(make_frame):
    # 0.999 of 10,000 values is reached at the 9,990th.
    frame = make_frame(np.arange(10000).reshape(100, 100), bits=14)
    assert _ends(percentile_window(frame, 0, 0.1, 99.9)) == (9, 9989)
    assert _ends(percentile_window(frame, 0, 0, 100)) == (0, 9999)


@pytest.mark.parametrize(("low", "high"), [(5, 5), (60, 5), (-1, 50), (5, 101), (float("nan"), 5)])
def test_percentiles_rise_from_0_to_100(make_frame, low, high):
    with pytest.raises(ValueError, match="percentiles rise between 0 and 100, found"):
        percentile_window(make_frame([[1, 2]]), 0, low, high)


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.int32, np.float32])
def test_constant_and_empty_images_have_percentile_windows(make_frame, dtype):
    bits = 8 * np.dtype(dtype).itemsize
    constant = make_frame(np.full((9, 9), 70, dtype), bits=bits)
    for preset in presets(constant)[1:]:
        assert np.unique(render(constant, preset.view)).tolist() == [128]
    empty = make_frame(np.full((9, 9), 70, dtype), bits=bits, padding=(70, 70))
    for preset in presets(empty)[1:]:
        assert np.unique(render(empty, preset.view)).tolist() == [0]


def test_padding_is_no_part_of_the_percentiles(make_frame):
    pixels = np.full((50, 50), 4095)
    pixels[10:40, 10:40] = np.arange(900).reshape(30, 30)
    # 900 values: 20 % are reached at the 180th, 99 % at the 891st.
    assert _ends(percentile_window(make_frame(pixels, padding=(4095, 4095)), 0, 20, 99)) == (179, 890)


def test_a_region_has_tails_of_its_own(make_frame):
    pixels = np.zeros((100, 100), dtype=np.uint16)
    pixels[20:60, 30:80] = np.arange(2000).reshape(40, 50)
    frame = make_frame(np.stack([pixels, pixels + 5]), slope=2.0, intercept=-1.0)
    # 2000 values: two make a tail. The second from below is 1, the 1,998th 1997; slope and intercept follow.
    assert _ends(region_window(frame, 0, slice(20, 60), slice(30, 80))) == (1, 3993)
    assert _ends(region_window(frame, 1, slice(20, 60), slice(30, 80))) == (11, 4003)
    assert region_window(frame, 0, slice(20, 60), slice(30, 80)).explanation == "Region (0.1 % tails)"


def test_a_region_beyond_the_image_is_what_lies_within(make_frame):
    frame = make_frame(np.arange(100).reshape(10, 10))
    assert _ends(region_window(frame, 0, slice(-5, 1), slice(8, 99))) == (8, 9)
    assert _ends(region_window(frame, 0, slice(None), slice(None))) == (0, 99)
    above, left = (slice(-9, -5), slice(0, 5)), (slice(0, 5), slice(-9, -2))
    for rows, columns in (above, left, (slice(10, 20), slice(0, 5)), (slice(4, 4), slice(0, 5))):
        with pytest.raises(ValueError, match="at least one pixel of the image, found none"):
            region_window(frame, 0, rows, columns)


def test_a_constant_region_is_mid_grey_and_one_of_padding_gets_the_full_range(make_frame):
    frame = make_frame(np.repeat([[700, 9]], 4, axis=0).repeat(4, axis=1), padding=(9, 9))
    assert region_window(frame, 0, slice(0, 4), slice(0, 4)) == Window(700.5, 4096.0, explanation=REGION)
    assert region_window(frame, 0, slice(0, 4), slice(4, 8)) == full_range(frame)
    assert region_window(frame, 0, slice(0, 4), slice(2, 8)).center == 700.5


@pytest.mark.parametrize("scale", [0.9, 1e-6, 1e-30, 1e-300])
def test_a_range_below_1_is_spanned_as_well(make_frame, scale):
    frame = make_frame(np.arange(256, dtype=np.float64).reshape(16, 16) / 255 * scale, bits=64)
    for window in (full_range(frame), percentile_window(frame, 0, 0, 100)):
        assert np.array_equal(render(frame, View(window)).ravel(), np.arange(256))


@pytest.mark.parametrize("highest", [1.0, 3.5, 1e6])
def test_windows_made_for_floating_point_pixels_know_no_steps_of_1(make_frame, highest):
    """LINEAR subtracts a width of 1 (PS3.3 C.11.2.1.2.1), which is the distance between whole numbers only."""
    frame = make_frame(np.linspace(0, highest, 256).reshape(16, 16), bits=64)
    whole = full_range(frame)
    made = [whole, auto_window(frame), percentile_window(frame, 0, 0, 100), region_window(frame, 0, slice(2), slice(4))]
    made += [preset.view.voi for preset in presets(frame)[1:]]
    assert {window.function for window in made} == {VoiFunction.LINEAR_EXACT}
    assert (whole.center, whole.width) == (highest / 2, highest)
    assert np.array_equal(render(frame, View(whole)).ravel(), np.arange(256))
    constant = make_frame(np.full((4, 4), highest), bits=64)
    assert auto_window(constant) == Window(highest, 1.0, VoiFunction.LINEAR_EXACT, AUTO)
    assert np.unique(render(constant, View(auto_window(constant)))).tolist() == [128]


def test_a_colour_image_has_no_grey_windows(make_frame):
    colors = np.full((1, 4, 4, 3), 9, dtype=np.uint8)
    frame = make_frame(colors, bits=8, photometric="RGB", color=colors)
    assert presets(frame) == ()
    assert default_view(frame) == View(None)
    with pytest.raises(ValueError, match="colour image has no"):
        auto_window(frame)
    with pytest.raises(ValueError, match="colour image has no"):
        region_window(frame, 0, slice(0, 2), slice(0, 2))


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


def test_percentiles_of_a_real_chest_in_monochrome1():
    frame = read(Path(get_testdata_file("RG1_UNCR.dcm", download=False)))
    # The highest stored values are the darkest: percentiles are those of the negated values.
    low, high = -np.quantile(-frame.stored[0].astype(np.int32), (0.05, 0.6), method="inverted_cdf")
    assert _ends(percentile_window(frame, 0, 5, 60)) == (high, low)
    centers = {p.name.split()[0]: p.view.voi.center for p in presets(frame)[3:]}
    assert centers["Lung"] > centers["Mediastinum"] > centers["Bone"]
