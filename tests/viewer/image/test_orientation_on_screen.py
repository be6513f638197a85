"""Turned and mirrored images: pixels, probe, marks and texts, in all eight orientations."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

from core.dicom.frame import Acquisition, Spacing, SpacingKind
from core.display.orientation import Orientation
from core.display.view import View
from viewer.image.corners import corner_texts, orientation_text
from viewer.image.geometry import Placement
from viewer.image.marks import edge_marks
from viewer.image.view import ImageView

EIGHT = [(turns, mirrored) for mirrored in (False, True) for turns in range(4)]

# Of an image whose rows lead to the patient's left and whose columns lead to the feet: left, top, right, bottom edge.
# A clockwise quarter takes what was on the left to the top, the top to the right, and so on.
MARKS = {
    (0, False): "RHLF",
    (1, False): "FRHL",
    (2, False): "LFRH",
    (3, False): "HLFR",
    (0, True): "LHRF",
    (1, True): "FLHR",
    (2, True): "RFLH",
    (3, True): "HRFL",
}


@pytest.fixture
def view(qtbot, state):
    widget = ImageView(state.active, state)
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show()
    return widget


def stored_values():
    """50 rows of 100 columns of 12 bits, no two near each other alike."""
    return (np.arange(5000).reshape(50, 100) * 37) % 4096


def as_seen(stored, turns, mirrored):
    return np.rot90(np.fliplr(stored) if mirrored else stored, -turns)


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
@pytest.mark.parametrize("zoom", [4.0, 7.0])
def test_each_screen_pixel_is_the_stored_pixel_of_its_place(view, state, make_frame, turns, mirrored, zoom, hover):
    stored = stored_values()
    state.set_frame(make_frame(stored), View(None))
    state.set_orientation(Orientation(turns, mirrored))
    seen = as_seen(stored, turns, mirrored)
    assert (view.zoom, view.is_fitted) == (4.0, True)
    assert (view.placement.columns, view.placement.rows) == seen.shape[::-1]
    if zoom != view.zoom:
        view.zoom_by(zoom / view.zoom)
    left, top = view.placement.x, view.placement.y
    told = []
    view.probe_changed.connect(told.append)
    picture = view.grab().toImage()
    for x, y in ((201, 198), (120, 201), (261, 222), (199, 166)):
        column, row = int((x - left) // zoom), int((y - top) // zoom)
        # Full range of 12 bits: 0 to 4095 over 256 greys.
        assert picture.pixelColor(x, y).red() == int(np.floor(seen[row, column] / 4095 * 255 + 0.5))
        hover(view, QPoint(x, y))
        assert told[-1].stored == seen[row, column]
        assert stored[told[-1].row, told[-1].column] == seen[row, column]


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_probe_is_right_at_the_very_edges_of_pixels(view, state, make_frame, turns, mirrored, hover):
    stored = stored_values()
    state.set_frame(make_frame(stored), View(None))
    state.set_orientation(Orientation(turns, mirrored))
    seen = as_seen(stored, turns, mirrored)
    left, top = int(view.placement.x), int(view.placement.y)
    told = []
    view.probe_changed.connect(told.append)
    # A pixel is 4 x 4 on screen: its first and its last line and column are its own.
    for column, row in ((0, 0), (seen.shape[1] - 1, 0), (0, seen.shape[0] - 1), (13, 7)):
        for dx, dy in ((0, 0), (3, 0), (0, 3), (3, 3)):
            hover(view, QPoint(left + column * 4 + dx, top + row * 4 + dy))
            assert told[-1].stored == seen[row, column]


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_reduced_image_is_turned_too(view, state, make_frame, turns, mirrored):
    # Four quarters of 800 x 800: 0, 1000, 2000 and 4000; half size on screen.
    stored = np.kron(np.array([[0, 1000], [2000, 4000]]), np.ones((400, 400), int))
    state.set_frame(make_frame(stored), View(None))
    state.set_orientation(Orientation(turns, mirrored))
    picture = view.grab().toImage()
    seen = as_seen(np.array([[0, 1000], [2000, 4000]]), turns, mirrored)
    for row, column in ((0, 0), (0, 1), (1, 0), (1, 1)):
        grey = picture.pixelColor(80 + column * 200 + 20, 80 + row * 200 + 60).red()
        assert grey == int(np.floor(seen[row, column] / 4095 * 255 + 0.5))


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_marks_follow(make_frame, turns, mirrored):
    frame = make_frame(stored_values(), patient_orientation=("L", "F"))
    assert edge_marks(frame, Orientation(turns, mirrored)) == tuple(MARKS[turns, mirrored])


def test_marks_are_never_made_up(make_frame):
    made = Acquisition(view_position="PA", laterality="L")
    assert edge_marks(make_frame(stored_values(), acquisition=made), Orientation()) is None
    for said in (("L",), ("L", ""), ("LEFT", "FOOT"), ("?", "F")):
        assert edge_marks(make_frame(stored_values(), patient_orientation=said), Orientation()) is None


def test_marks_are_painted_at_the_middle_of_each_edge(view, state, make_frame):
    black = np.zeros((100, 100))
    state.set_frame(make_frame(black), View(None))
    bare = view.grab().toImage()
    state.set_frame(make_frame(black, patient_orientation=("L", "F")), View(None))
    marked = view.grab().toImage()
    changed = np.array([(x, y) for x in range(400) for y in range(400) if marked.pixel(x, y) != bare.pixel(x, y)])
    places = {
        "left": (changed[:, 0] < 40) & (abs(changed[:, 1] - 200) < 20),
        "right": (changed[:, 0] > 360) & (abs(changed[:, 1] - 200) < 20),
        "top": (changed[:, 1] < 40) & (abs(changed[:, 0] - 200) < 20),
        "bottom": (changed[:, 1] > 360) & (abs(changed[:, 0] - 200) < 20),
    }
    assert all(inside.sum() > 10 for inside in places.values())
    assert np.logical_or.reduce(list(places.values())).all()
    assert view.grab().toImage() == marked
    state.set_orientation(Orientation(0, True))
    assert view.grab().toImage() != marked


@pytest.mark.parametrize(
    ("turns", "mirrored", "text"),
    [
        (0, False, ""),
        (1, False, "Turned 90\u00b0"),
        (3, False, "Turned 270\u00b0"),
        (0, True, "Mirrored"),
        (2, True, "Mirrored, turned 180\u00b0"),
    ],
)
def test_a_turned_or_mirrored_image_says_so_and_its_laterality_stays(make_frame, turns, mirrored, text):
    frame = make_frame(stored_values(), acquisition=Acquisition(laterality="L"))
    orientation = Orientation(turns, mirrored)
    assert orientation_text(orientation) == text
    for hidden in (False, True):
        corners = corner_texts(frame, View(None), 0, 1.0, hidden=hidden, orientation=orientation)
        assert corners.bottom_left[2:] == ((text,) if text else ())
        assert "Laterality L" in corners.bottom_right


def test_turning_keeps_what_is_in_the_middle_and_all_sizes(view, state, make_frame):
    # Pixels of 0.2 mm down a column and 0.1 mm along a row: twice as high as wide.
    spacing = Spacing(0.2, 0.1, SpacingKind.CALIBRATED)
    state.set_frame(make_frame(stored_values(), spacing=spacing), View(None))
    view.zoom_by(6.0 / view.zoom)
    view.pan_by(-40, 25)
    middle = QPointF(200, 200)
    at = view.to_image(middle)
    for turns, mirrored in EIGHT[1:]:
        state.set_orientation(Orientation(turns, mirrored))
        assert view.to_image(middle) == pytest.approx(at)
        across = view.to_widget(11, 10) - view.to_widget(10, 10)
        along = view.to_widget(10, 11) - view.to_widget(10, 10)
        assert across.manhattanLength() == pytest.approx(6.0)
        assert along.manhattanLength() == pytest.approx(12.0)


@pytest.mark.parametrize(("turns", "mirrored"), EIGHT)
def test_pixel_under_a_screen_position(turns, mirrored):
    orientation = Orientation(turns, mirrored)
    columns, rows = orientation.size(3, 2)
    placed = Placement(columns, rows, 10.0, orientation=orientation)
    numbers = as_seen(np.arange(6).reshape(2, 3), turns, mirrored)
    for row in range(rows):
        for column in range(columns):
            found = placed.pixel_at(column * 10.0, row * 10.0 + 9.9)
            assert np.arange(6).reshape(2, 3)[found[1], found[0]] == numbers[row, column]


def test_another_image_is_shown_as_it_is_stored(view, state, make_frame):
    state.set_frame(make_frame(stored_values()), View(None))
    state.set_orientation(Orientation(1, True))
    state.set_frame(make_frame(stored_values()), View(None))
    QApplication.sendPostedEvents()
    assert (state.orientation, view.placement.orientation) == (Orientation(), Orientation())
    assert (view.placement.columns, view.placement.rows, view.zoom) == (100, 50, 4.0)


def test_the_probe_tells_the_pixel_that_is_painted_where_the_image_begins_within_a_screen_pixel(
    view, state, make_frame, hover
):
    stored = (np.arange(10_000).reshape(100, 100) * 37) % 4096
    frame = make_frame(stored)
    state.set_frame(frame, View(None))
    told = []
    view.probe_changed.connect(told.append)
    for shift in (0.1, 0.4, 0.6, 0.9):  # the image's left edge, in screen pixels
        view.look_at(3.0)
        view.pan_by(shift, shift)
        at = QPoint(101, 202)
        hover(view, at)
        assert view.grab().toImage().pixelColor(at).red() == told[-1].grey
