"""The lens shows stored pixels, magnified, where the screen shows averages."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF

from core.display.orientation import Orientation
from core.display.view import View
from viewer.image.geometry import Placement
from viewer.image.loupe import RADIUS, under_lens
from viewer.image.view import ImageView


@pytest.fixture
def view(qtbot, state):
    widget = ImageView(state.active, state)
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    return widget


def stripes():
    """800 x 800: every other column white; half as large on screen each pixel is the mean of black and white."""
    stored = np.zeros((800, 800), int)
    stored[:, ::2] = 4095
    return stored


def greys(view, xs, y):
    picture = view.grab().toImage()
    return [picture.pixelColor(x, y).red() for x in xs]


def runs(values):
    """Lengths of runs of one grey, without those that the ends cut off."""
    edges = [i for i in range(1, len(values)) if values[i] != values[i - 1]]
    return {b - a for a, b in itertools.pairwise(edges)}


@pytest.mark.parametrize("factor", [2, 4])
@pytest.mark.parametrize("turns", [0, 2])
def test_lens_shows_stored_pixels_as_blocks(view, state, make_frame, factor, turns, hover):
    state.set_frame(make_frame(stripes()), View(None))
    state.set_orientation(Orientation(turns, turns == 2))
    assert view.zoom == 0.5
    view.set_loupe(factor)
    hover(view, QPoint(200, 200))
    inside = greys(view, range(160, 240), 200)
    assert set(inside) == {0, 255}
    assert runs(inside) == {factor}
    outside = set(greys(view, range(10, 60), 200))
    assert not outside & {0, 255}


def test_lens_is_round_follows_the_cursor_and_goes_with_it(view, state, make_frame, hover):
    state.set_frame(make_frame(np.full((800, 800), 2000)), View(None))
    bare = view.grab().toImage()
    view.set_loupe(2)
    assert view.grab().toImage() == bare  # no cursor, no lens
    for at in (QPoint(200, 200), QPoint(100, 250)):
        hover(view, at)
        drawn = view.grab().toImage()
        points = [(x, y) for x in range(400) for y in range(400) if drawn.pixel(x, y) != bare.pixel(x, y)]
        distances = [np.hypot(x - at.x(), y - at.y()) for x, y in points if y < at.y()]
        # A third of the view is more than the radius; the image is one grey, so only the rim, 4 wide, is seen.
        assert max(distances) == pytest.approx(RADIUS, abs=4)
        assert min(distances) == pytest.approx(RADIUS, abs=4)
    view.set_loupe(0)
    assert view.grab().toImage() == bare


def test_lens_magnifies_an_enlarged_image_further(view, state, make_frame, hover):
    state.set_frame(make_frame((np.arange(400) % 2 * 4095)[None].repeat(100, 0)[:, :100]), View(None))
    assert view.zoom == 4.0
    view.set_loupe(2)
    hover(view, QPoint(200, 200))
    assert runs(greys(view, range(120, 280), 200)) == {8}


@pytest.mark.parametrize(("scale", "aspect", "expected"), [(0.2, 1.0, 2.0), (3.0, 1.0, 6.0), (0.2, 0.5, 4.0)])
def test_no_stored_pixel_is_averaged_away(scale, aspect, expected):
    placement = Placement(1000, 1000, scale, aspect, 7.0, 5.0)
    lens = under_lens(placement, 2, QPointF(67.0, 45.0), 260)
    assert lens.scale == pytest.approx(expected)
    assert min(lens.scale, lens.row_scale) >= 2.0
    assert lens.to_image(130, 130) == pytest.approx(placement.to_image(67.0, 45.0))


def test_lens_follows_the_keys(view, state, make_frame):
    state.set_frame(make_frame(stripes()), View(None))
    view.set_loupe(2)
    view.move_cursor(0, 0)
    first = view.grab().toImage()
    view.move_cursor(3, -2)
    assert view.grab().toImage() != first
