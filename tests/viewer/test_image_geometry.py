import pytest

from viewer.image.geometry import LARGEST, SMALLEST, Placement, fit


def test_fit_centres_the_whole_image():
    # 200 x 100 pixels in 500 x 500: width decides, 2.5 screen pixels each, 125 free above and below.
    assert fit(200, 100, 1.0, 500, 500) == Placement(200, 100, 2.5, 1.0, 0.0, 125.0)


def test_fit_of_pixels_twice_as_high_as_wide():
    # 100 x 100 pixels are 100 x 200 units: height decides, 2.5 per column, 5 per row, 125 free left and right.
    placed = fit(100, 100, 2.0, 500, 500)
    assert (placed.scale, placed.row_scale, placed.x, placed.y) == (2.5, 5.0, 125.0, 0.0)


def test_screen_and_image_positions_are_each_others_inverse():
    placed = Placement(10, 10, 4.0, 2.0, x=3.0, y=5.0)
    assert placed.to_screen(1, 1) == (7.0, 13.0)
    assert placed.to_image(7.0, 13.0) == (1.0, 1.0)


def test_zoom_keeps_the_point_under_the_cursor():
    placed = Placement(100, 100, 1.0, x=10.0, y=20.0).scaled(2.0, 60.0, 50.0)
    # (60, 50) showed column 50, row 30; at twice the scale the corner lies at 60 - 100 and 50 - 60.
    assert (placed.x, placed.y, placed.scale) == (-40.0, -10.0, 2.0)
    assert placed.to_image(60.0, 50.0) == (50.0, 30.0)


@pytest.mark.parametrize(("asked", "given"), [(1e9, LARGEST), (0.0, SMALLEST), (3.0, 3.0)])
def test_scale_has_limits(asked, given):
    assert Placement(10, 10, 1.0).scaled(asked, 0, 0).scale == given


@pytest.mark.parametrize(
    ("move", "corner"),
    [((0, 0), (0, 0)), ((5000, 0), (352, 0)), ((0, 5000), (0, 252)), ((-5000, -5000), (-52, -52))],
)
def test_image_cannot_be_lost(move, corner):
    # A 100 x 100 image in a 400 x 300 view: 48 of its pixels always show.
    placed = Placement(100, 100, 1.0).moved(*move).kept_in(400, 300)
    assert (placed.x, placed.y) == corner
