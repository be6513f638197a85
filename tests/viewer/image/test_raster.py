"""The picture against greys worked out one screen pixel at a time."""

import math

import numpy as np
import pytest

from core.dicom.frame import OverlayPlane, Shutter, Window
from core.display.orientation import Orientation
from core.display.render import render
from core.display.view import View
from viewer.image.geometry import Placement
from viewer.image.raster import Raster
from viewer.image.rendering import Rendering

FULL = View(None)
EIGHT = [Orientation(turns, mirrored) for turns in range(4) for mirrored in (False, True)]
SMOOTH = Rendering(interpolation="linear")


def checks(rows, columns):
    """Stored values that differ from pixel to pixel."""
    return (np.arange(rows * columns).reshape(rows, columns) * 37) % 4096


def laid(frame, scale, x=0.0, y=0.0, aspect=1.0, orientation=None):
    orientation = orientation or Orientation()
    columns, rows = orientation.size(frame.columns, frame.rows)
    return Placement(columns, rows, scale, aspect, x, y, orientation)


def tile_of(frame, placement, size=(400, 300), view=FULL, rendering=None):
    raster = Raster(frame, 0, view)
    if rendering is not None:
        raster.set_rendering(rendering)
    return raster.tile(placement, *size)


def grey(stored):
    """Full range of 12 bits: 0 to 255 for 0 to 4095."""
    return np.floor(np.asarray(stored) / 4095 * 255 + 0.5)


@pytest.mark.parametrize("orientation", EIGHT)
def test_one_to_one_is_the_formula_in_every_orientation(make_frame, orientation):
    frame = make_frame(checks(30, 40))
    tile = tile_of(frame, laid(frame, 1.0, 5, 7, orientation=orientation))
    assert (tile.x, tile.y) == (5, 7)
    assert np.array_equal(tile.pixels, orientation.applied(grey(checks(30, 40))))
    assert tile.pixels.flags.c_contiguous


@pytest.mark.parametrize("orientation", EIGHT)
@pytest.mark.parametrize(("scale", "x", "y"), [(3.0, 0.0, 0.0), (1.5, -7.25, 4.5), (13.37, -100.1, -77.7)])
def test_each_screen_pixel_shows_the_stored_pixel_under_its_middle(make_frame, orientation, scale, x, y):
    stored = checks(30, 40)
    frame = make_frame(stored)
    placement = laid(frame, scale, x, y, orientation=orientation)
    tile = tile_of(frame, placement, (150, 120))
    shown = np.full((120, 150), -1.0)
    shown[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width] = tile.pixels
    for j in range(120):
        for i in range(150):
            column, row = placement.pixel_at(i + 0.5, j + 0.5)
            inside = 0 <= column < 40 and 0 <= row < 30
            assert shown[j, i] == (grey(stored[row, column]) if inside else -1)


def test_pixels_that_are_not_square(make_frame):
    frame = make_frame([[0, 4095]])
    tile = tile_of(frame, laid(frame, 2.0, aspect=1.5))
    assert tile.pixels.tolist() == [[0, 0, 255, 255]] * 3


@pytest.mark.parametrize("orientation", EIGHT)
def test_linear_interpolation_keeps_the_greys_at_the_middles_of_the_pixels(make_frame, orientation):
    stored = checks(12, 17)
    frame = make_frame(stored)
    tile = tile_of(frame, laid(frame, 5.0, orientation=orientation), rendering=SMOOTH)
    assert np.array_equal(tile.pixels[2::5, 2::5], orientation.applied(grey(stored)))


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.int16, np.int32, np.float32, np.float64])
@pytest.mark.parametrize("scale", [1.0, 1.37, 4.0])
def test_linear_interpolation_is_of_stored_values(make_frame, dtype, scale):
    low = 0 if np.dtype(dtype).kind == "u" else -100
    stored = np.random.default_rng(0).integers(low, 101, (9, 11)).astype(dtype)
    bits = min(np.dtype(dtype).itemsize * 8, 32)
    facts = {"dtype": dtype, "signed": low < 0, "bits_stored": bits, "bits_allocated": bits}
    frame = make_frame(stored, **facts)
    # LINEAR with centre c and width w has black at c - w / 2 and white at c + w / 2 - 1: one grey per unit.
    tile = tile_of(frame, laid(frame, scale, 0.3, 0.3), view=View(Window(128 + low, 256)), rendering=SMOOTH)
    for j in range(tile.height):
        for i in range(tile.width):
            x = min(max((tile.x + i + 0.5 - 0.3) / scale - 0.5, 0), 10)
            y = min(max((tile.y + j + 0.5 - 0.3) / scale - 0.5, 0), 8)
            left, top = min(math.floor(x), 9), min(math.floor(y), 7)
            u, v = x - left, y - top
            four = stored[top : top + 2, left : left + 2].astype(float)
            expected = (four * np.outer((1 - v, v), (1 - u, u))).sum() - low
            assert abs(tile.pixels[j, i] - expected) <= 0.51


def test_reduced_pixels_are_averages(make_frame):
    stored = np.random.default_rng(1).integers(0, 4096, (60, 80))
    frame = make_frame(stored)
    for factor in (2, 3, 5):
        tile = tile_of(frame, laid(frame, 1 / factor))
        means = stored[: 60 // factor * factor, : 80 // factor * factor]
        means = means.reshape(60 // factor, factor, 80 // factor, factor).mean(axis=(1, 3))
        assert np.abs(tile.pixels[: means.shape[0], : means.shape[1]] - means / 4095 * 255).max() <= 0.6


@pytest.mark.parametrize("orientation", EIGHT)
@pytest.mark.parametrize("scale", [0.25, 0.5, 0.8])
def test_a_reduced_picture_turns_as_a_whole(make_frame, orientation, scale):
    # Both sides are whole numbers of screen pixels: either way round, the same middles are looked at.
    frame = make_frame(np.random.default_rng(4).integers(0, 4096, (120, 160)))
    straight = tile_of(frame, laid(frame, scale)).pixels.astype(int)
    turned = tile_of(frame, laid(frame, scale, orientation=orientation)).pixels
    assert np.abs(turned - orientation.applied(straight)).max() <= 1


@pytest.mark.parametrize("scale", [0.3, 0.5, 0.9, 1.0, 2.0])
def test_a_pan_moves_the_picture_and_changes_none_of_its_pixels(make_frame, scale):
    frame = make_frame(np.random.default_rng(2).integers(0, 4096, (300, 400)))
    raster = Raster(frame, 0, FULL)
    first = raster.tile(laid(frame, scale, -11.3, -9.2), 60, 50).pixels
    then = raster.tile(laid(frame, scale, -14.3, -7.2), 60, 50).pixels
    # One grey for weights that differ in their last digit.
    assert np.abs(first[:-2, 3:].astype(int) - then[2:, :-3]).max() <= (scale not in (0.5, 1.0, 2.0))


def test_beside_the_view_there_is_nothing(make_frame):
    frame = make_frame(checks(30, 40))
    for x, y in ((-400, 0), (400, 0), (0, -300), (0, 300)):
        assert tile_of(frame, laid(frame, 1.0, x, y)) is None


def test_an_image_thinner_than_a_screen_pixel_is_seen(make_frame):
    frame = make_frame(np.full((1, 300), 4095))
    tile = tile_of(frame, laid(frame, 0.1, 3.0, 8.1))
    assert (tile.y, tile.pixels.tolist()) == (8, [[255] * 30])


@pytest.mark.parametrize("scale", [0.13, 0.37, 0.5, 0.8, 1.0, 1.5, 6.0])
@pytest.mark.parametrize("padding", [0, 4095])
def test_padding_leaves_no_fringe(make_frame, scale, padding):
    stored = np.full((90, 110), 2000)
    stored[:, :31] = stored[55:, :] = padding
    frame = make_frame(stored, padding=(padding, padding))
    tile = tile_of(frame, laid(frame, scale, 2.0, 2.0), rendering=SMOOTH)
    assert np.unique(tile.pixels).tolist() == [0, grey(2000)]


def test_not_a_number_leaves_no_fringe(make_frame):
    stored = np.full((40, 40), 3.0, np.float32)
    stored[:, :9] = np.nan
    frame = make_frame(stored, dtype=np.float32, bits_stored=32, bits_allocated=32)
    for scale in (0.4, 0.5, 1.0, 2.3):
        tile = tile_of(frame, laid(frame, scale), view=View(Window(4, 5)), rendering=SMOOTH)
        # LINEAR 4/5: black at 1.5, white at 5.5; 3 is (3 - 3.5) / 4 + 0.5 = 0.375 of 255.
        assert np.unique(tile.pixels).tolist() == [0, 96]


def test_a_new_window_needs_no_new_place(make_frame):
    stored = checks(30, 40)
    frame = make_frame(stored, photometric="MONOCHROME1")
    raster, placement = Raster(frame, 0, FULL), laid(frame, 1.0)
    assert np.array_equal(raster.tile(placement, 400, 300).pixels, 255 - grey(stored))
    raster.set_view(View(Window(2048, 4096), inverted=True))
    assert np.array_equal(raster.tile(placement, 400, 300).pixels, grey(stored))


def test_two_places_in_turn_stay_apart(make_frame):
    frame = make_frame(checks(30, 40))
    raster, places = Raster(frame, 0, FULL), [laid(frame, 1.0), laid(frame, 4.0, -20, -20), laid(frame, 0.5)]
    first = [raster.tile(place, 100, 100).pixels.copy() for place in places]
    for _ in range(2):
        for place, expected in zip(places, first, strict=True):
            assert np.array_equal(raster.tile(place, 100, 100).pixels, expected)


def test_the_second_frame_is_shown(make_frame):
    frame = make_frame(np.stack([np.zeros((4, 4)), np.full((4, 4), 4095)]))
    assert np.unique(Raster(frame, 1, FULL).tile(laid(frame, 1.0), 10, 10).pixels).tolist() == [255]


# What lies over the image


def left_half_visible(**facts):
    return Shutter(rectangle=(0, 19, 0, 29), **facts)


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
@pytest.mark.parametrize("inverted", [False, True])
def test_the_shutter_covers_whatever_the_polarity(make_frame, photometric, inverted):
    frame = make_frame(np.full((30, 40), 1000), photometric=photometric, shutter=left_half_visible(grey=0.4))
    tile = tile_of(frame, laid(frame, 2.0), view=View(None, inverted))
    assert np.unique(tile.pixels[:, 40:]).tolist() == [102]
    assert np.unique(tile.pixels[:, :40]).tolist() == [render(frame, View(None, inverted))[0, 0]]
    bare = tile_of(frame, laid(frame, 2.0), view=View(None, inverted), rendering=Rendering(shutter=False))
    assert len(np.unique(bare.pixels)) == 1


@pytest.mark.parametrize("orientation", EIGHT)
def test_shutter_and_graphics_turn_with_the_image(make_frame, orientation):
    bits = np.zeros((1, 30, 40), dtype=bool)
    bits[0, 3, 5] = True
    frame = make_frame(np.full((30, 40), 1000), shutter=left_half_visible(), overlays=(OverlayPlane(bits, 0, 0),))
    expected = np.full((30, 40), grey(1000))
    expected[:, 20:] = 0
    expected[2:5, 4:7] = 0
    expected[3, 5] = 255
    tile = tile_of(frame, laid(frame, 1.0, orientation=orientation))
    assert np.array_equal(tile.pixels, orientation.applied(expected))


def test_graphics_can_be_left_out(make_frame):
    bits = np.ones((1, 30, 40), dtype=bool)
    frame = make_frame(np.full((30, 40), 1000), overlays=(OverlayPlane(bits, 0, 0),))
    assert np.unique(tile_of(frame, laid(frame, 1.0)).pixels).tolist() == [255]
    tile = tile_of(frame, laid(frame, 1.0), rendering=Rendering(overlays=False))
    assert np.unique(tile.pixels).tolist() == [grey(1000)]


def test_the_edge_of_graphics_is_one_screen_pixel_at_any_zoom(make_frame):
    bits = np.zeros((1, 9, 9), dtype=bool)
    bits[0, 4, 4] = True
    frame = make_frame(np.full((9, 9), 4095), overlays=(OverlayPlane(bits, 0, 0),))
    tile = tile_of(frame, laid(frame, 10.0))
    assert np.argwhere(tile.pixels[45] == 0).ravel().tolist() == [39, 50]


@pytest.mark.parametrize("scale", [0.05, 0.3, 0.6, 0.95])
def test_a_thin_line_of_graphics_is_not_lost_when_reduced(make_frame, scale):
    bits = np.zeros((1, 400, 400), dtype=bool)
    bits[0, :, 201] = True
    frame = make_frame(np.zeros((400, 400)), overlays=(OverlayPlane(bits, 0, 0),))
    tile = tile_of(frame, laid(frame, scale), (400, 400))
    assert (tile.pixels.max(axis=1) == 255).all()


def test_the_screens_table_comes_last_and_takes_in_what_lies_over(make_frame):
    table = np.arange(256)[::-1].astype(np.uint8)
    stored = checks(30, 40)
    frame = make_frame(stored, photometric="MONOCHROME1", shutter=left_half_visible(grey=0.2))
    tile = tile_of(frame, laid(frame, 1.0), rendering=Rendering(output=table))
    assert np.array_equal(tile.pixels[:, :20], grey(stored[:, :20]))
    assert np.unique(tile.pixels[:, 20:]).tolist() == [255 - 51]
    floating = make_frame(np.array([[0.0, 1.0]]), dtype=np.float32, bits_stored=32, bits_allocated=32)
    assert tile_of(floating, laid(floating, 1.0), rendering=Rendering(output=table)).pixels.tolist() == [[255, 0]]


def test_ramp_of_256_levels_at_the_identity_window(make_frame):
    ramp = np.repeat(np.arange(256, dtype=np.uint8).reshape(1, 256), 4, axis=0)
    frame = make_frame(ramp, dtype=np.uint8, bits_stored=8, bits_allocated=8)
    for scale in (1.0, 3.0):
        tile = tile_of(frame, laid(frame, scale), (1000, 20))
        assert np.array_equal(np.unique(tile.pixels), np.arange(256))


# Colours


@pytest.fixture
def color_frame(make_frame):
    colors = np.random.default_rng(3).integers(0, 256, (1, 30, 40, 3)).astype(np.uint8)
    colors.flags.writeable = False
    return make_frame(colors, dtype=np.uint8, bits_stored=8, bits_allocated=8, photometric="RGB", color=colors)


@pytest.mark.parametrize("orientation", EIGHT)
def test_colours_are_shown_as_they_are(color_frame, orientation):
    tile = tile_of(color_frame, laid(color_frame, 1.0, orientation=orientation))
    assert np.array_equal(tile.pixels, orientation.applied(color_frame.color[0]))
    assert tile.pixels.flags.c_contiguous


def test_colours_are_inverted_enlarged_and_reduced(color_frame):
    colors = color_frame.color[0]
    negative = tile_of(color_frame, laid(color_frame, 2.0), view=View(None, inverted=True))
    assert np.array_equal(negative.pixels, 255 - np.kron(colors, np.ones((2, 2, 1), np.uint8)))
    smooth = tile_of(color_frame, laid(color_frame, 5.0), rendering=SMOOTH)
    assert np.array_equal(smooth.pixels[2::5, 2::5], colors)
    half = tile_of(color_frame, laid(color_frame, 0.5))
    assert np.abs(half.pixels - colors.reshape(15, 2, 20, 2, 3).mean(axis=(1, 3))).max() <= 0.5


def test_colours_keep_out_of_the_grey_table_but_under_the_shutter(make_frame):
    colors = np.full((1, 30, 40, 3), 9, dtype=np.uint8)
    frame = make_frame(
        colors, dtype=np.uint8, bits_stored=8, bits_allocated=8, color=colors, shutter=left_half_visible(grey=1.0)
    )
    tile = tile_of(frame, laid(frame, 1.0), rendering=Rendering(output=np.zeros(256, np.uint8)))
    assert np.unique(tile.pixels[:, :20]).tolist() == [9]
    assert np.unique(tile.pixels[:, 20:]).tolist() == [255]
    assert frame.color.max() == 9
