import numpy as np
import pytest

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import View
from core.display.voi import to_grey
from viewer.image.windowing import as_window, between, drag_step, dragged, ends, equal_window, nudged

SPAN = Window(2048, 4096)


def test_one_screen_pixel_is_a_512th_of_the_window():
    assert drag_step(Window(2000, 1024), SPAN) == 2.0


def test_but_never_less_than_a_16384th_of_the_full_range():
    assert drag_step(Window(2000, 1), SPAN) == 0.25


def test_right_widens_and_up_raises():
    assert dragged(Window(2000, 1024), SPAN, right=64, up=-32) == Window(1936, 1152)


@pytest.mark.parametrize(
    ("function", "narrowest"),
    [(VoiFunction.LINEAR, 1.0), (VoiFunction.LINEAR_EXACT, 0.0625), (VoiFunction.SIGMOID, 0.0625)],
)
def test_window_never_collapses_and_keeps_its_function(function, narrowest):
    window = dragged(Window(2000, 1024, function), SPAN, right=-10_000, up=0)
    assert (window.width, window.function) == (narrowest, function)


def test_window_never_leaves_the_values_behind():
    window = dragged(Window(2000, 1024), SPAN, right=1e6, up=1e6)
    assert (window.center, window.width) == (2048 + 4096, 4 * 4096)


@pytest.mark.parametrize(
    ("window", "black", "white"),
    [
        # C.11.2.1.2.1: black if x <= c - 0.5 - (w - 1) / 2, white if x > c - 0.5 + (w - 1) / 2.
        (Window(2048, 4096), 0.0, 4095.0),
        (Window(100.5, 51.0), 75.0, 125.0),
        (Window(7.0, 1.0), 6.5, 6.5),
        # C.11.2.1.3.2: black if x <= c - w / 2, white if x > c + w / 2.
        (Window(2048, 4096, VoiFunction.LINEAR_EXACT), 0.0, 4096.0),
        (Window(0.5, 0.25, VoiFunction.LINEAR_EXACT), 0.375, 0.625),
        (Window(1000, 400, VoiFunction.SIGMOID), 800.0, 1200.0),
    ],
)
def test_ends_are_where_the_standard_says(window, black, white):
    assert ends(window) == (black, white)
    assert ends(between(black, white, window.function)) == (black, white)


@pytest.mark.parametrize("function", [VoiFunction.LINEAR, VoiFunction.LINEAR_EXACT])
def test_values_at_the_ends_are_black_and_white_and_those_just_inside_are_not(function):
    window = Window(1000.25, 300.5, function)
    black, white = ends(window)
    # A step of 1 % of the width is more than one grey level of 256.
    grey = to_grey(np.array([black - 50, black, black + 3.1, white - 3.1, white, white + 50]), window).tolist()
    assert grey[:2] == [0, 0]
    assert grey[-2:] == [255, 255]
    assert 0 < grey[2] < grey[3] < 255


def test_ends_of_a_sigmoid_are_twelve_and_eighty_eight_percent_grey():
    # 1 / (1 + exp(-4 * -0.5)) = 1 / (1 + e^2) = 0.1192; 255 times that is 30.4.
    window = Window(1000, 400, VoiFunction.SIGMOID)
    assert to_grey(np.array(ends(window)), window).tolist() == [30, 225]


def test_a_window_from_ends_needs_them_in_order():
    with pytest.raises(ValueError, match="width of at least 1"):
        between(10, 9, VoiFunction.LINEAR)
    with pytest.raises(ValueError, match="found 0"):
        between(10, 10, VoiFunction.SIGMOID)


def test_keys_widen_and_raise_by_parts_of_the_width_and_take_it_back():
    window = Window(2000, 1000, VoiFunction.SIGMOID)
    assert nudged(window, SPAN, wider=0.1) == Window(2000, 1100, VoiFunction.SIGMOID)
    assert nudged(window, SPAN, higher=-0.01) == Window(1990, 1000, VoiFunction.SIGMOID)
    back = nudged(nudged(window, SPAN, wider=0.01), SPAN, wider=-0.01)
    assert back.width == pytest.approx(1000, abs=1e-9)


def test_a_window_outside_the_limits_does_not_jump_when_it_is_moved():
    far = Window(20_000, 100_000)
    assert dragged(far, SPAN, right=0, up=0) == far
    assert nudged(far, SPAN, wider=-0.1, higher=0.1) == Window(20_000, 100_000 / 1.1)
    assert nudged(far, SPAN, higher=-0.1) == Window(10_000, 100_000)


def test_keys_keep_the_limits_of_the_mouse():
    assert nudged(Window(2000, 1), SPAN, wider=-0.1).width == 1
    assert nudged(Window(2000, 16_000), SPAN, wider=0.1).width == 4 * 4096
    assert nudged(Window(6000, 4000), SPAN, higher=0.1).center == 2048 + 4096


def test_straight_lut_and_equal_window_meet_black_and_white_at_the_same_values():
    # 1001 entries from input 500: black at 500, white at 1500. LINEAR with centre 1000.5 and width 1001 does the same:
    # black at c - 0.5 - (w - 1) / 2 = 500, white at c - 0.5 + (w - 1) / 2 = 1500 (PS3.3 C.11.2.1.2.1).
    window, falls = equal_window(LookupTable(np.arange(1001, dtype=np.uint16), 500, 10))
    assert window.center == pytest.approx(1000.5)
    assert window.width == pytest.approx(1001)
    assert not falls


def test_falling_lut_is_an_inverted_window():
    window, falls = equal_window(LookupTable(np.arange(1000, -1, -1).astype(np.uint16), 500, 10))
    assert (round(window.center, 6), round(window.width, 6), falls) == (1000.5, 1001, True)


def test_flat_ends_of_a_lut_do_not_count():
    values = np.concatenate([np.zeros(300), np.arange(101), np.full(600, 100)]).astype(np.uint16)
    window, _ = equal_window(LookupTable(values, 0, 8))
    assert window.center == pytest.approx(350.5)
    assert window.width == pytest.approx(101)


def test_constant_lut_gives_a_window_all_the_same():
    window, _ = equal_window(LookupTable(np.full(16, 7, dtype=np.uint16), 3, 8))
    assert window.width >= 1


def test_drag_starts_from_what_is_shown(make_frame):
    frame = make_frame(np.zeros((2, 2)))
    lut = LookupTable(np.arange(1000, -1, -1).astype(np.uint16), 500, 10)
    assert as_window(View(None, True), frame) == (Window(2048, 4096, explanation="Full range (VOI off)"), True)
    assert as_window(View(Window(5, 6, explanation="bone")), frame) == (Window(5, 6), False)
    assert as_window(View(lut, True), frame)[1] is False
