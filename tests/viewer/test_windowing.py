import numpy as np
import pytest

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import View
from viewer.image.windowing import as_window, drag_step, dragged, equal_window

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
    assert as_window(View(None, True), frame) == (Window(2048, 4096, explanation="Full range"), True)
    assert as_window(View(Window(5, 6, explanation="bone")), frame) == (Window(5, 6), False)
    assert as_window(View(lut, True), frame)[1] is False
