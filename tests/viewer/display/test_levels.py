import numpy as np
import pytest

from core.dicom.frame import LookupTable, VoiFunction, Window
from viewer.display.levels import levels, seen


def test_levels_are_the_modality_values_of_what_occurs_without_padding(make_frame):
    stored = np.array([[0, 0, 10, 10], [20, 30, 30, 30]])
    found = levels(make_frame(stored, slope=-2.0, intercept=1.0, padding=(0, 0)), 0)
    assert found.units.tolist() == [-59, -39, -19]
    assert found.counts.tolist() == [3, 1, 2]
    assert (found.low, found.high) == (-59, -19)
    assert levels(make_frame(np.zeros((4, 4)), padding=(0, 0)), 0) is None


def test_each_frame_of_an_image_has_its_own(make_frame):
    frame = make_frame(np.stack([np.full((2, 2), 5), [[1, 2], [3, 4]]]))
    assert levels(frame, 0).units.tolist() == [5]
    assert levels(frame, 1).units.tolist() == [1, 2, 3, 4]


def test_histogram_counts_pixels_in_equal_intervals(make_frame):
    found = levels(make_frame([[0, 0, 1, 4], [5, 9, 10, 10]]), 0)
    # Of ten intervals of width 1 the last takes its upper end in: 9 and both 10.
    assert found.histogram(10).tolist() == [2, 1, 0, 0, 1, 1, 0, 0, 0, 3]
    constant = levels(make_frame(np.full((3, 3), 7)), 0).histogram(5)
    assert constant.tolist() == [0, 0, 9, 0, 0]


def test_not_a_number_is_no_level(make_frame):
    stored = np.array([[np.nan, 1.5], [np.inf, 2.5]])
    assert levels(make_frame(stored, dtype=np.float32), 0).units.tolist() == [1.5, 2.5]


@pytest.mark.parametrize(
    ("voi", "inside", "greys"),
    [
        (Window(2048, 4096), 4096, 256),
        (Window(100.5, 101), 101, 101),
        (Window(100.5, 1), 1, 1),  # black at 100 (x <= c - 0.5) and white above: the one value inside is black
        (Window(5000, 10), 0, 0),
        (Window(2048, 4096, VoiFunction.LINEAR_EXACT), 4096, 256),
        # Inputs 500 to 1500 of ten outputs that are 25 or 26 greys apart, of 256.
        (LookupTable(np.repeat(np.arange(10) * 113, 100).astype(np.uint16), 500, 10), 1000, 10),
    ],
)
def test_levels_in_a_window_and_the_greys_that_show_them(make_frame, voi, inside, greys):
    assert seen(levels(make_frame(np.arange(4096).reshape(64, 64)), 0), voi) == (inside, greys)


def test_eight_bit_data_in_twelve_bits_stays_eight_bits(make_frame):
    found = levels(make_frame((np.arange(4096).reshape(64, 64) >> 4) << 4), 0)
    # 16 k is shown as k * 4080 / 4095, rounded: 0 to 254.
    assert seen(found, Window(2048, 4096)) == (256, 255)
    assert seen(found, Window(1000, 401)) == (25, 25)  # 799.5 to 1199.5 holds 800, 816, ... 1184
