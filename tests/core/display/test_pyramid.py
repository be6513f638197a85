"""Reduced copies against block means taken with NumPy."""

import numpy as np
import pytest

from core.display.pyramid import Pyramid, at_scale


def _means(pixels, factor):
    rows, columns = (-(-length // factor) for length in pixels.shape)
    blocks = [
        [pixels[r * factor : (r + 1) * factor, c * factor : (c + 1) * factor] for c in range(columns)]
        for r in range(rows)
    ]
    return np.array([[block.astype(np.float64).mean() for block in row] for row in blocks])


@pytest.mark.parametrize("factor", [2, 3, 5, 40])
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16, np.int32, np.uint32, np.float32, np.float64])
def test_block_means_keep_the_type(dtype, factor):
    low, high = (-100, 120) if np.dtype(dtype).kind in "if" else (0, 250)
    pixels = np.random.default_rng(2).integers(low, high, (37, 23)).astype(dtype)
    reduced = at_scale(pixels, factor)
    assert reduced.dtype == dtype
    assert reduced.shape == (-(-37 // factor), -(-23 // factor))
    assert np.abs(reduced - _means(pixels, factor)).max() <= (1e-4 if np.dtype(dtype).kind == "f" else 0.5)


@pytest.mark.parametrize("factor", [2, 3, 40])
def test_colours_are_averaged_each_for_itself(factor):
    colors = np.random.default_rng(5).integers(0, 256, (37, 23, 3)).astype(np.uint8)
    reduced = at_scale(colors, factor)
    assert reduced.dtype == np.uint8
    for channel in range(3):
        assert np.abs(reduced[..., channel] - _means(colors[..., channel], factor)).max() <= 0.5
    assert Pyramid(colors).level(1 / factor)[0].shape == reduced.shape


def test_full_16_bit_range_does_not_overflow():
    assert at_scale(np.full((8, 8), 65535, dtype=np.uint16), 4).tolist() == [[65535, 65535]] * 2
    assert at_scale(np.full((8, 8), -32768, dtype=np.int16), 4).tolist() == [[-32768, -32768]] * 2


@pytest.mark.parametrize("value", [0, 4000])
def test_padding_stays_out_of_the_averages(value):
    pixels = np.full((4, 8), 100, dtype=np.uint16)
    pixels[:, :2] = value  # a block of padding
    pixels[:, 2] = value  # half a block
    pixels[0, 4] = value  # one pixel of four
    assert at_scale(pixels, 2, (value, value)).tolist() == [[value, value, 100, 100]] * 2
    mixed = (value + 300) / 4
    assert at_scale(pixels, 2)[0].tolist() == [value, (value + 100) / 2, mixed, 100]


def test_a_padding_range_gives_a_value_of_the_range():
    pixels = np.array([[-2000, -1999, 50, 70], [-2000, 60, 80, 90]], dtype=np.int16)
    reduced = at_scale(pixels, 2, (-2000, -1990))
    assert reduced.tolist() == [[-2000, 72]]  # (50 + 70 + 80 + 90) / 4 = 72.5, to even


def test_nan_stays_out_of_the_averages():
    pixels = np.array([[np.nan, 1.0, np.nan, np.nan], [2.0, 3.0, np.nan, 5.0]], dtype=np.float32)
    reduced = at_scale(pixels, 2)
    assert reduced[0, 0] == 2.0
    assert np.isnan(reduced[0, 1])


def test_factor_below_one_is_refused():
    with pytest.raises(ValueError, match="at least 1, found 0"):
        at_scale(np.zeros((4, 4)), 0)


@pytest.mark.parametrize(
    ("scale", "factor"),
    [(4.0, 1), (1.0, 1), (0.6, 1), (0.5, 2), (0.4, 2), (1 / 3, 3), (0.1, 10), (1 / 93, 93), (1e-6, 120)],
)
def test_level_has_a_pixel_for_every_screen_pixel(scale, factor):
    pyramid = Pyramid(np.arange(9600, dtype=np.uint16).reshape(120, 80))
    level, found = pyramid.level(scale)
    assert found == factor
    assert level.shape == (-(-120 // factor), -(-80 // factor))
    assert pyramid.level(scale)[0] is level


def test_level_knows_the_padding():
    pixels = np.array([[9, 9, 9, 1], [9, 9, 1, 1]], dtype=np.uint16)
    assert Pyramid(pixels, (9, 9)).level(0.5)[0].tolist() == [[9, 1]]
