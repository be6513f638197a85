"""What is passed on between images on screen, and what is not."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtWidgets import QApplication

from core.dicom.frame import Spacing, SpacingKind, Window
from core.display.orientation import Orientation
from core.display.view import View
from viewer.layout.arrangement import Arrangement
from viewer.layout.linking import Link, Linking
from viewer.layout.panes import Panes


@pytest.fixture
def panes(qtbot, state):
    widget = Panes(state)
    qtbot.addWidget(widget)
    widget.resize(806, 406)  # two views of 397 x 400 or so
    widget.show()
    widget.arrange(Arrangement.TWO)
    QApplication.processEvents()
    return widget


@pytest.fixture
def linking(panes):
    return Linking(panes)


@pytest.fixture
def pair(panes, state, make_frame):
    """Two images of 100 x 100 and 200 x 200 pixels, of 12 and 14 bits."""
    state.images[0].set_frame(make_frame(np.zeros((100, 100))), View(None))
    state.images[1].set_frame(make_frame(np.zeros((200, 200)), bits_stored=14), View(None))
    return state.images[:2]


def test_nothing_is_linked_at_first(panes, linking, pair):
    left, right = panes.views[:2]
    zoom, center = right.zoom, right.center
    pair[0].set_view(View(Window(100, 200)))
    left.zoom_in()
    left.pan(1, 1)
    assert linking.links == frozenset()
    assert (pair[1].view, right.zoom, right.center) == (View(None), zoom, center)


def test_window_follows_both_ways(linking, pair):
    linking.set_linked([Link.WINDOW], linked=True)
    pair[0].set_view(View(Window(1048, 500), inverted=True))
    assert pair[1].view == View(Window(4192, 2000), inverted=True)
    pair[1].set_view(View(Window(8192, 400)))
    assert pair[0].view == View(Window(2048, 100))


def test_linking_passes_the_active_image_on_at_once(panes, linking, pair, state):
    left, right = panes.views[:2]
    state.set_active(pair[1])
    pair[1].set_view(View(Window(8192, 400)))
    right.look_at(5.0, (0.25, 0.75))
    told = []
    linking.changed.connect(lambda: told.append(linking.links))
    linking.set_linked(Link, linked=True)
    assert pair[0].view == View(Window(2048, 100))
    assert left.zoom == pytest.approx(10.0)
    assert left.center == pytest.approx((0.25, 0.75))
    linking.set_linked(Link, linked=True)
    assert told == [frozenset(Link)]


def test_the_window_an_image_opens_with_is_its_own(linking, pair, make_frame):
    linking.set_linked([Link.WINDOW], linked=True)
    pair[0].set_view(View(Window(2048, 100)))
    pair[0].set_frame(make_frame(np.zeros((100, 100))), View(Window(7, 8)))
    assert pair[1].view == View(Window(8192, 400))
    pair[0].set_view(View(Window(2048, 200)))
    assert pair[1].view == View(Window(8192, 800))


def test_zoom_without_spacing_is_a_multiple_of_what_fits(panes, linking, pair):
    left, right = panes.views[:2]
    linking.set_linked([Link.ZOOM], linked=True)
    fitted = left.zoom, right.zoom
    assert fitted[0] == pytest.approx(2 * fitted[1])
    center = right.center
    left.zoom_by(3)
    assert right.zoom == pytest.approx(3 * fitted[1])
    assert right.center == pytest.approx(center)
    right.zoom_by(0.5)
    assert left.zoom == pytest.approx(1.5 * fitted[0])
    left.fit()
    assert (left.is_fitted, right.is_fitted) == (True, True)
    assert right.zoom == pytest.approx(fitted[1])


def test_zoom_with_spacing_of_one_kind_is_in_millimetres(panes, linking, state, make_frame):
    fine, coarse = Spacing(0.1, 0.1, SpacingKind.DETECTOR), Spacing(0.4, 0.2, SpacingKind.DETECTOR)
    state.images[0].set_frame(make_frame(np.zeros((300, 300)), spacing=fine), View(None))
    state.images[1].set_frame(make_frame(np.zeros((50, 100)), spacing=coarse), View(None))
    linking.set_linked([Link.ZOOM], linked=True)
    left, right = panes.views[:2]
    left.look_at(2.0)
    left.zoom_by(1.5)  # 3 screen pixels for 0.1 mm
    assert right.zoom == pytest.approx(6.0)
    assert right.placement.row_scale == pytest.approx(12.0)
    state.images[1].set_orientation(Orientation(1))
    left.zoom_by(2)  # what is seen as a column is a stored row of 0.4 mm
    assert (right.zoom, right.placement.row_scale) == pytest.approx((24.0, 12.0))


def test_spacings_of_two_kinds_are_not_compared(panes, linking, state, make_frame):
    for image, kind, mm in zip(state.images, SpacingKind, (0.1, 0.4), strict=False):
        spacing = Spacing(mm, mm, kind)
        image.set_frame(make_frame(np.zeros((100, 100)), spacing=spacing), View(None))
    linking.set_linked([Link.ZOOM], linked=True)
    left, right = panes.views[:2]
    left.zoom_by(2)
    assert right.zoom == pytest.approx(left.zoom)


def test_position_follows_by_the_part_of_the_image(panes, linking, pair):
    left, right = panes.views[:2]
    linking.set_linked([Link.PAN], linked=True)
    left.zoom_by(4)
    zoom = right.zoom
    left.look_at(center=(0.3, 0.6))
    left.pan_by(-40, 0)
    assert right.center == pytest.approx(left.center)
    assert right.zoom == zoom


def test_images_that_are_opened_or_resized_move_no_other(panes, linking, pair, make_frame):
    linking.set_linked(Link, linked=True)
    left, right = panes.views[:2]
    right.look_at(3.0, (0.3, 0.3))
    pair[0].set_frame(make_frame(np.zeros((50, 50))), View(None))
    assert (right.zoom, right.center) == (3.0, pytest.approx((0.3, 0.3)))
    panes.resize(1006, 406)
    QApplication.processEvents()
    assert (right.zoom, right.center) == (3.0, pytest.approx((0.3, 0.3)))
    assert left.is_fitted


def test_cursor_is_shown_in_the_others_until_it_leaves(qtbot, panes, linking, pair, hover):
    left, right = panes.views[:2]
    linking.set_linked([Link.CURSOR], linked=True)
    bare = left.grab().toImage(), right.grab().toImage()
    hover(left, QPoint(120, 90))
    assert left.grab().toImage() == bare[0]
    marked = right.grab().toImage()
    changed = [
        (x, y)
        for x in range(marked.width())
        for y in range(marked.height())
        if marked.pixel(x, y) != bare[1].pixel(x, y)
    ]
    xs, ys = zip(*changed, strict=True)
    # Both images are square and fitted in views of one size: the same place on screen.
    assert ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2) == pytest.approx((120, 90), abs=1)
    QApplication.sendEvent(left, QEvent(QEvent.Type.Leave))
    assert right.grab().toImage() == bare[1]
    hover(left, QPoint(100, 90))
    linking.set_linked([Link.CURSOR], linked=False)
    assert right.grab().toImage() == bare[1]


def test_what_is_not_on_screen_stays_as_it_is(panes, linking, pair, state, make_frame):
    linking.set_linked(Link, linked=True)
    state.images[2].set_frame(make_frame(np.zeros((100, 100))), View(None))
    zoom = panes.views[2].zoom
    pair[0].set_view(View(Window(100, 200)))
    panes.views[0].zoom_in()
    assert (state.images[2].view, panes.views[2].zoom) == (View(None), zoom)
    # Nor does it lead.
    state.images[2].set_view(View(Window(1, 2)))
    assert pair[0].view == View(Window(100, 200))


def test_colour_has_no_window_to_share(linking, pair, make_frame):
    linking.set_linked([Link.WINDOW], linked=True)
    color = np.zeros((1, 10, 10, 3), np.uint8)
    pair[1].set_frame(make_frame(color, dtype=np.uint8, bits_stored=8, photometric="RGB", color=color), View(None))
    pair[0].set_view(View(Window(100, 200)))
    assert pair[1].view == View(None)
    pair[1].set_view(View(None, inverted=True))
    assert pair[0].view == View(Window(100, 200))


def test_unlinked_images_go_their_own_ways(panes, linking, pair):
    linking.set_linked(Link, linked=True)
    linking.set_linked([Link.WINDOW, Link.ZOOM], linked=False)
    assert linking.links == {Link.PAN, Link.CURSOR}
    zoom = panes.views[1].zoom
    pair[0].set_view(View(Window(100, 200)))
    panes.views[0].zoom_in()
    assert (pair[1].view, panes.views[1].zoom) == (View(None), zoom)


def test_what_follows_does_not_silence_the_probe_of_the_image_under_the_cursor(panes, linking, pair, hover):
    left, right = panes.views[:2]
    told = []
    panes.probe_changed.connect(told.append)
    linking.set_linked(Link, linked=True)
    hover(left, QPoint(200, 200))
    column, row = left.to_image(QPoint(200, 200))
    pair[0].set_view(View(Window(1048, 500)))
    left.zoom_by(2.0, QPoint(200, 200))
    assert (told[-1].column, told[-1].row) == (int(column), int(row))
    cross = right._crosshair
    left.look_at()
    left.pan_by(0, 0)
    assert cross is not None
    assert right._crosshair is not None


def test_the_keys_cursor_of_one_image_tells_nothing_once_the_cursor_is_on_another(panes, linking, pair, state):
    told = []
    panes.probe_changed.connect(told.append)
    left, right = panes.views[:2]
    left.move_cursor(0, 0)
    right.move_cursor(1, 0)
    place = told[-1].column, told[-1].row
    pair[0].set_view(View(Window(1048, 500)))  # its own cursor, left there by the keys, would be told here
    assert (told[-1].column, told[-1].row) == place
    assert told[-1] == told[-1].__class__(*place, 0, 0.0, told[-1].grey)
