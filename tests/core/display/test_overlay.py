"""Shutter and graphics, drawn by hand on small images."""

import numpy as np
import pytest

from core.dicom.frame import OverlayPlane, Shutter, Spacing, SpacingKind
from core.display.orientation import Orientation
from core.display.overlay import overlay_mask, shutter_mask
from core.display.render import render, render_color, render_shown
from core.display.view import View


def drawn(mask):
    return ["".join("#" if one else "." for one in row) for row in mask]


def test_without_shutter_or_graphics_there_is_no_mask(make_frame):
    frame = make_frame([[1, 2]])
    assert shutter_mask(frame) is None
    assert overlay_mask(frame) is None


def test_a_rectangle_leaves_its_edges_visible(make_frame):
    frame = make_frame(np.zeros((4, 5)).astype(int), shutter=Shutter(rectangle=(1, 3, 1, 2)))
    assert drawn(shutter_mask(frame)) == ["#####", "#...#", "#...#", "#####"]


def test_a_rectangle_beyond_the_image_covers_only_what_is_outside_it(make_frame):
    frame = make_frame(np.zeros((3, 4)).astype(int), shutter=Shutter(rectangle=(-7, 1, 1, 99)))
    assert drawn(shutter_mask(frame)) == ["####", "..##", "..##"]


def test_a_circle_reaches_as_far_as_its_radius(make_frame):
    frame = make_frame(np.zeros((5, 6)).astype(int), shutter=Shutter(circle=(2, 2, 2)))
    # (row - 2)^2 + (column - 2)^2 <= 4
    assert drawn(shutter_mask(frame)) == ["##.###", "#...##", ".....#", "#...##", "##.###"]


def test_a_circle_is_round_on_screen_where_pixels_are_not_square(make_frame):
    # Rows twice as far apart as columns: two columns are as long as one row.
    spacing = Spacing(0.2, 0.1, SpacingKind.DETECTOR)
    frame = make_frame(np.zeros((5, 5)).astype(int), shutter=Shutter(circle=(2, 2, 2)), spacing=spacing)
    assert drawn(shutter_mask(frame)) == ["#####", "##.##", ".....", "##.##", "#####"]


def test_a_polygon_is_closed_and_its_corners_are_visible(make_frame):
    corners = ((0.0, 0.0), (0.0, 4.0), (4.0, 0.0))
    frame = make_frame(np.zeros((5, 5)).astype(int), shutter=Shutter(polygon=corners))
    assert drawn(shutter_mask(frame)) == [".....", "....#", "...##", "..###", ".####"]


def test_shapes_together_leave_the_least_visible(make_frame):
    shutter = Shutter(rectangle=(0, 5, 0, 2), circle=(2, 2, 2), polygon=((0, 0), (0, 3), (4, 3), (4, 0)))
    frame = make_frame(np.zeros((5, 6)).astype(int), shutter=shutter)
    assert drawn(shutter_mask(frame)) == ["##.###", "#...##", "....##", "######", "######"]


def test_corners_far_away_do_no_harm(make_frame):
    corners = ((-1e12, -1e12), (-1e12, 1e12), (1e12, 1e12), (1e12, -1e12))
    frame = make_frame(np.zeros((3, 3)).astype(int), shutter=Shutter(polygon=corners))
    assert not shutter_mask(frame).any()


def plane(rows, row=0, column=0, first_frame=0):
    bits = np.array([[[c == "#" for c in line] for line in frame] for frame in rows])
    return OverlayPlane(bits, row, column, first_frame)


def test_planes_are_joined_and_cut_at_the_image(make_frame):
    overlays = (plane([["##", "##"]], -1, -1), plane([["#.#", "..#"]], 2, 3), plane([["#"]], 9, 9))
    frame = make_frame(np.zeros((4, 5)).astype(int), overlays=overlays)
    assert drawn(overlay_mask(frame)) == ["#....", ".....", "...#.", "....."]


def test_a_plane_lies_over_its_own_frames(make_frame):
    frame = make_frame(np.zeros((4, 1, 2)).astype(int), overlays=(plane([["#."], [".#"]], first_frame=1),))
    masks = [overlay_mask(frame, index) for index in range(4)]
    assert masks[0] is None
    assert drawn(masks[1]) == ["#."]
    assert drawn(masks[2]) == [".#"]
    assert masks[3] is None


def test_as_shown(make_frame):
    frame = make_frame(
        np.full((4, 5), 4095),
        photometric="MONOCHROME1",
        shutter=Shutter(rectangle=(0, 3, 0, 3), grey=1.0),
        overlays=(plane([["#"]], 2, 0),),
    )
    everything = render_shown(frame, View(None))
    # 4095 is black in MONOCHROME1; around a white point lies a black edge, and white covers the last column.
    assert everything.tolist() == [[0, 0, 0, 0, 255], [0, 0, 0, 0, 255], [255, 0, 0, 0, 255], [0, 0, 0, 0, 255]]
    assert not render_shown(frame, View(None), shutter=False, overlays=False).any()
    turned = render_shown(frame, View(None), orientation=Orientation(1, True))
    assert np.array_equal(turned, Orientation(1, True).applied(everything))
    table = np.full(256, 7, dtype=np.uint8)
    assert np.unique(render_shown(frame, View(None), output=table)).tolist() == [7]


def test_colours_as_shown(make_frame):
    colors = np.arange(24, dtype=np.uint8).reshape(1, 2, 4, 3)
    colors.flags.writeable = False
    frame = make_frame(colors, bits=8, photometric="RGB", color=colors, shutter=Shutter(rectangle=(0, 2, 0, 1)))
    shown = render_shown(frame, View(None, inverted=True), output=np.zeros(256, np.uint8))
    assert np.array_equal(shown[:, :3], 255 - colors[0, :, :3])
    assert not shown[:, 3].any()
    assert np.array_equal(render_color(frame), colors[0])
    with pytest.raises(ValueError, match="expected a colour image"):
        render_color(make_frame([[1]]))
    with pytest.raises(ValueError, match="expected a greyscale image"):
        render(frame, View(None))
