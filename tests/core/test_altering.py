"""Alterations of a network's input, pixel by pixel."""

import numpy as np
import pytest

from core.altering import ALTERATIONS, MIRRORED, UNCHANGED, altered
from core.preprocess import InputPlace, PreprocessSpec

SPEC = PreprocessSpec("native", 50, 100)
WHOLE = InputPlace(0, 0, 50, 100, 500, 1000)
NARROW = InputPlace(0, 30, 50, 40, 500, 400)


@pytest.fixture
def pixels():
    made = np.zeros((50, 100, 1), np.float32)
    NARROW.part_of(made)[:] = np.random.default_rng(0).uniform(0.2, 0.6, (50, 40, 1)).astype(np.float32)
    return made


@pytest.mark.parametrize(
    ("alteration", "down", "right"), [("left", 0, -2), ("right", 0, 2), ("up", -1, 0), ("down", 1, 0)]
)
def test_an_image_moves_by_whole_pixels_and_black_comes_in(pixels, alteration, down, right):
    """2 % of 50 rows is one, of 100 columns two."""
    before = np.random.default_rng(1).random((50, 100, 3), dtype=np.float32)
    made = altered(before, WHOLE, SPEC, alteration)
    for row in range(50):
        for column in range(100):
            y, x = row - down, column - right
            expected = before[y, x] if 0 <= y < 50 and 0 <= x < 100 else 0
            np.testing.assert_array_equal(made[row, column], expected)


def test_a_small_input_still_moves_by_a_pixel():
    before = np.arange(64, dtype=np.float32).reshape(8, 8, 1)
    place = InputPlace(0, 0, 8, 8, 8, 8)
    made = altered(before, place, PreprocessSpec("native", 32, 32), "right")
    np.testing.assert_array_equal(made[:, 1:], before[:, :-1])
    assert not made[:, 0].any()


@pytest.mark.parametrize(("alteration", "times"), [("larger", 1.04), ("smaller", 0.96)])
def test_zooming_keeps_the_middle_and_moves_all_else_away_from_it_or_towards_it(alteration, times):
    rows, columns = np.mgrid[0:50, 0:100].astype(np.float32)
    for ramp, middle in ((rows, 24.5), (columns, 49.5)):
        made = altered(ramp[..., np.newaxis], WHOLE, SPEC, alteration)[..., 0]
        inside = (slice(5, 45), slice(5, 95))
        expected = middle + (ramp - middle) / times  # a ramp is itself again between its pixels
        np.testing.assert_allclose(made[inside], expected[inside], atol=0.05)


def test_left_and_right_change_places_in_the_image_and_not_around_it(pixels):
    made = altered(pixels, NARROW, SPEC, MIRRORED)
    np.testing.assert_array_equal(made[:, 30:70], pixels[:, 69:29:-1])
    assert not made[:, :30].any()
    assert not made[:, 70:].any()


@pytest.mark.parametrize(
    ("alteration", "width", "up"),
    [("narrower", 0.95, 0), ("wider", 1.05, 0), ("brighter", 1, 0.05), ("darker", 1, -0.05)],
)
def test_windows_stretch_or_lift_the_greys_of_the_image_alone(pixels, alteration, width, up):
    image = NARROW.part_of(pixels).astype(np.float64)
    low, high = np.percentile(image, [0.1, 99.9])
    middle, span = (low + high) / 2, high - low
    made = altered(pixels, NARROW, SPEC, alteration)
    np.testing.assert_allclose(NARROW.part_of(made), middle + (image - middle) / width + up * span, atol=1e-6)
    assert not made[:, :30].any()


def test_greys_beyond_the_range_are_cut_off():
    bright = np.linspace(0, 1, 5_000, dtype=np.float32).reshape(50, 100, 1)
    made = altered(bright, WHOLE, SPEC, "brighter")
    assert made.max() == 1
    assert altered(bright, WHOLE, SPEC, "darker").min() == 0


def test_what_comes_in_is_left_as_it_was_and_nothing_is_like_another(pixels):
    before = pixels.copy()
    made = [altered(pixels, NARROW, SPEC, one) for one in (*ALTERATIONS, MIRRORED)]
    np.testing.assert_array_equal(pixels, before)
    assert made[0] is pixels
    assert ALTERATIONS[0] == UNCHANGED
    assert {(one.shape, one.dtype) for one in made} == {((50, 100, 1), np.dtype(np.float32))}
    for i, one in enumerate(made):
        assert all(np.abs(one - other).max() > 1e-3 for other in made[:i])


def test_an_unknown_alteration():
    with pytest.raises(ValueError, match=r"out of unchanged, left, .*, mirrored, found 'turned'"):
        altered(np.zeros((8, 8, 1), np.float32), InputPlace(0, 0, 8, 8, 8, 8), SPEC, "turned")
