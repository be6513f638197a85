"""The heat lies where it belongs, however the image is zoomed, moved, turned or mirrored."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from core.dicom.frame import Spacing, SpacingKind, Window
from core.display.orientation import Orientation
from core.display.view import View
from core.explain.heat import GRAD_CAM, HeatMap
from core.preprocess import PreprocessSpec, placement
from viewer.explain.color_maps import HeatLook, table
from viewer.explain.explaining import HEAT, Finding, Heat, Question
from viewer.explain.layer import HeatLayer, ShownHeat, _draw_legend
from viewer.explain.tile import heat_tile
from viewer.export.order import Order, Scene
from viewer.export.picture import paint, pixels_of
from viewer.image.geometry import Placement, fit
from viewer.image.view import ImageView

OPAQUE = table(HeatLook(1.0, 0.5))
ORIENTATIONS = [Orientation(turns, mirrored) for turns in range(4) for mirrored in (False, True)]


def dot_map(rows, columns, column, row, spec):
    """A heat map of one hot input pixel: the one that holds (column, row) of the image."""
    x, y = placement(rows, columns, spec).to_input(column, row)
    values = np.zeros((spec.height, spec.width), np.float32)
    values[int(y), int(x)] = 1
    return HeatMap("gradcam", "opacity", values, 1.0, spec, "", "made", "", "", "", 0)


def hot_middle(pixels):
    """Middle of what is drawn, in pixels."""
    rows, columns = np.nonzero(pixels)
    return columns.mean() + 0.5, rows.mean() + 0.5


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize(("rows", "columns"), [(80, 48), (48, 80), (61, 37)])
@pytest.mark.parametrize("preset", ["native", "thesis12"])
def test_a_hot_place_is_drawn_over_its_pixels(orientation, rows, columns, preset):
    spec = PreprocessSpec(preset, 16, 16)
    place = placement(rows, columns, spec)
    step = max(rows / place.height, columns / place.width)  # image pixels per input pixel
    for aspect, (scale, dx, dy) in itertools.product((1.0, 2.5), ((3.0, 0, 0), (7.0, -60, -45))):
        placed = fit(columns, rows, aspect, 400, 400, orientation)
        placed = placed.scaled(scale, 200, 200).moved(dx, dy)
        for column, row in ((0.3 * columns, 0.6 * rows), (0.62 * columns, 0.41 * rows)):
            x, y = placed.to_screen(*place.to_image(*(int(part) + 0.5 for part in place.to_input(column, row))))
            margin = step * scale * max(aspect, 1)
            if not all(margin < part < 400 - margin for part in (x, y)):
                continue  # cut off by the view: its middle would be another
            part = dot_map(rows, columns, column, row, spec).over_image(rows, columns)
            tile = heat_tile(part, placed, 400, 400, OPAQUE)
            found = hot_middle(tile.pixels)
            assert found[0] + tile.x == pytest.approx(x, abs=1.01)
            assert found[1] + tile.y == pytest.approx(y, abs=1.01)


def test_a_map_of_four_corners_lies_in_the_four_corners():
    part = np.array([[0.6, 0.7], [0.8, 1.0]], np.float32)
    levels = np.arange(256, dtype=np.uint32)
    seen = {}
    for orientation in ORIENTATIONS:
        tile = heat_tile(part, fit(20, 20, 1.0, 40, 40, orientation), 40, 40, levels)
        assert (tile.x, tile.y, tile.pixels.shape) == (0, 0, (40, 40))
        corners = tile.pixels[[0, 0, -1, -1], [0, -1, 0, -1]] / 255
        expected = orientation.applied(part).ravel()
        np.testing.assert_allclose(corners, expected, atol=0.003)
        seen[tuple(np.round(corners, 1))] = orientation
    assert len(seen) == 8


def test_only_the_visible_part_is_made():
    part = np.ones((4, 4), np.float32)
    tile = heat_tile(part, Placement(10, 10, 64.0, 1.0, -320.0, 96.0), 200, 100, OPAQUE)
    assert (tile.x, tile.y, tile.pixels.shape) == (0, 96, (4, 200))
    assert heat_tile(part, Placement(10, 10, 1.0, 1.0, 300.0, 0.0), 200, 100, OPAQUE) is None


# --- on a real image view ---


@pytest.fixture
def view(qtbot, state, panel):
    view = ImageView(state.images[0], state)
    qtbot.addWidget(view)
    view.resize(400, 500)
    panel.attach(view)
    view.show()
    return view


@pytest.fixture
def keep(panel, state, asked):
    """Puts a map on the active image, as if it had been made."""

    def put(heat):
        about = Question(asked, state.frame, state.index)
        panel.explaining._findings = (*panel.explaining._findings, Finding(HEAT, about, Heat(heat, 0.5, 0.4)))
        panel.explaining.changed.emit()

    return put


def drawn(view):
    """What the heat layer draws, on nothing: alpha per widget pixel, without the legend's plate."""
    picture = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    layer = next(layer for layer in view.layers if isinstance(layer, HeatLayer))
    layer.draw(painter, view)
    painter.end()
    rows = np.frombuffer(picture.constBits(), np.uint32).reshape(picture.height(), picture.width())
    return rows.copy() >> 24


@pytest.mark.parametrize("orientation", [Orientation(), Orientation(1), Orientation(2, True), Orientation(3)])
def test_in_the_view_it_follows_every_turn_zoom_and_pan(
    view, panel, state, show, frame_from, keep, monkeypatch, orientation
):
    monkeypatch.setattr("viewer.explain.layer._draw_legend", lambda *_: None)  # it may lie over the spot
    spacing = Spacing(0.3, 0.2, SpacingKind.CALIBRATED)  # pixels half as high again as wide
    show(frame_from(rows=90, columns=60, spacing=spacing))
    spec = PreprocessSpec("native", 32, 32)
    column, row = 18.2, 30.7
    keep(dot_map(90, 60, column, row, spec))
    panel.explaining.set_look(HeatLook(1.0, 0.5))
    state.set_orientation(orientation)
    place = placement(90, 60, spec)
    middle = place.to_image(*(int(part) + 0.5 for part in place.to_input(column, row)))
    for act in (lambda: None, lambda: view.zoom_by(1.7, QPointF(150, 200)), lambda: view.pan_by(13, 21), view.fit):
        act()
        at = view.to_widget(*middle)
        alpha = drawn(view)
        near = alpha[max(0, int(at.y()) - 40) : int(at.y()) + 40, max(0, int(at.x()) - 40) : int(at.x()) + 40] == 255
        x, y = hot_middle(near)
        assert x + max(0, int(at.x()) - 40) == pytest.approx(at.x(), abs=1.5)
        assert y + max(0, int(at.y()) - 40) == pytest.approx(at.y(), abs=1.5)


def test_a_window_costs_no_new_tile_and_a_zoom_does(view, panel, state, show, frame_from, keep):
    show(frame_from())
    keep(dot_map(60, 40, 20, 20, PreprocessSpec("native", 32, 32)))
    layer = view.layers[0]
    view.grab()
    first = layer._painted
    state.set_view(View(Window(1000, 400)))
    view.grab()
    assert layer._painted is first
    view.zoom_by(2.0)
    view.grab()
    second = layer._painted
    assert second is not first
    panel.explaining.set_look(HeatLook(0.9, 0.2, "cividis"))
    view.grab()
    assert layer._painted is not second


def test_it_comes_goes_and_is_never_of_another_image(view, panel, state, show, frame_from, keep):
    show(frame_from(1))
    bare = view.grab().toImage()
    keep(dot_map(60, 40, 20, 20, PreprocessSpec("native", 32, 32)))
    assert view.grab().toImage() != bare
    panel.explaining.set_shown(False)
    assert not panel.heat._shown.isChecked()
    assert view.grab().toImage() == bare
    panel.explaining.set_shown(True)
    assert drawn(view).any()
    show(frame_from(2))
    assert not drawn(view).any()


def test_the_key_makes_a_map_and_then_hides_and_shows_it(qtbot, panel, state, show, frame_from):
    panel.toggle_heat()  # without an image there is nothing to make
    assert not panel.explaining.is_shown
    show(frame_from())
    with qtbot.waitSignal(panel.explaining._jobs.finished, check_params_cb=lambda lane, _: lane == HEAT):
        panel.toggle_heat()
    assert panel.explaining.is_shown
    assert panel.explaining.find(HEAT, state.active).map.method == GRAD_CAM
    panel.toggle_heat()
    assert not panel.explaining.is_shown
    panel.toggle_heat()
    assert panel.explaining.is_shown
    assert not panel.explaining._jobs.is_running(HEAT)


# --- in the window ---


def test_the_window_has_it_all(qtbot, asked, frame_from):
    from PySide6.QtTest import QTest

    from core.display.view import default_view
    from viewer.app import open_window

    window = open_window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    try:
        panel = window.explain_panel
        assert panel.explaining.classifier is window.classify_panel.classifier
        panel.set_classifier(asked)
        window.show_tab("explain")
        frame = frame_from()
        window.state.set_frame(frame, default_view(frame))
        panel.heat.choose_class("opacity")
        window.image_view.setFocus()
        qtbot.waitUntil(window.image_view.hasFocus)
        with qtbot.waitSignal(window.jobs.finished, check_params_cb=lambda lane, _: lane == HEAT):
            QTest.keyClick(window.image_view, "m")
        assert window.actions_by_id["explain.heat"].isChecked()
        assert drawn(window.image_view).any()
        QTest.keyClick(window.image_view, "m")
        assert not window.actions_by_id["explain.heat"].isChecked()
        assert not drawn(window.image_view).any()
        panel.heat._shown.setChecked(True)
        assert window.actions_by_id["explain.heat"].isChecked()
    finally:
        window.close()


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_the_heat_on_screen_is_on_a_picture_as_shown(qapp, make_frame, monkeypatch, orientation):
    monkeypatch.setattr("viewer.explain.layer._draw_legend", lambda *_: None)  # it may lie over the spot
    frame = make_frame(np.zeros((600, 400)))
    # Cell (21, 16) of the input, 9.4 image pixels wide, lies over columns 97 to 106 and rows 150 to 159.
    heat = ShownHeat(dot_map(600, 400, 100, 150, PreprocessSpec("display8", 64, 64)), HeatLook(1.0, 0.5))
    scene, order = Scene(frame, View(Window(2048, 4096)), orientation=orientation), Order(annotations=False)
    place = np.zeros((600, 400), bool)
    place[154, 101] = True
    row, column = np.argwhere(orientation.applied(place))[0]
    assert not pixels_of(paint(scene, order))[row, column].any()
    assert np.ptp(pixels_of(paint(replace(scene, heat=heat), order))[row, column].astype(int)) > 30


@pytest.mark.parametrize("width", [380, 900])
def test_the_legend_keeps_to_the_left_half_where_no_result_stands(qapp, make_frame, width):
    heat = ShownHeat(dot_map(600, 400, 100, 150, PreprocessSpec("display8", 64, 64)), HeatLook(1.0, 0.5))
    picture = QImage(width, 500, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(0)
    painter = QPainter(picture)
    _draw_legend(painter, QRectF(0, 0, width, 500), heat.map, heat.look)
    painter.end()
    rows = np.frombuffer(picture.constBits(), np.uint32).reshape(500, width) >> 24
    painted = np.argwhere(rows)
    (top, left), (bottom, right) = painted.min(axis=0), painted.max(axis=0)
    assert left >= 10
    assert right < width / 2
    assert top > 250
    assert bottom < 480
