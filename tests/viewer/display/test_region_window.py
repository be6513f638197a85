import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt

from core.dicom.frame import VoiFunction, Window
from core.display.orientation import Orientation
from core.display.view import REGION, View
from viewer.display import region_tool
from viewer.display.region_tool import pixels_in
from viewer.display.regions import Regions
from viewer.image.view import ImageView

SIDE = 400
FILE = Window(2048, 4096, VoiFunction.SIGMOID, "file")
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def views(qtbot, state):
    """Two views, of which the first shows 100 x 100 pixels of 4 x 4."""
    made = [ImageView(image, state) for image in state.images[:2]]
    for view in made:
        qtbot.addWidget(view)
        view.resize(SIDE, SIDE)
        view.show()
    return made


@pytest.fixture
def regions(views, panel):
    return Regions(views, panel)


@pytest.fixture
def frame(make_frame, state):
    """Stored value = 100 * row + column / 10, so that each rectangle has other ends."""
    stored = np.add.outer(np.arange(100) * 40, np.arange(100) // 10)
    made = make_frame(stored)
    state.images[0].set_frame(made, View(FILE, inverted=True))
    return made


def draw(qtbot, view, start, end, modifier):
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(view, button, modifier, QPoint(*start))
    qtbot.mouseMove(view, QPoint(*end))
    qtbot.mouseRelease(view, button, modifier, QPoint(*end))


def ends(window):
    """PS3.3 C.11.2.1.2.1: black at c - 0.5 - (w - 1) / 2, white (w - 1) further."""
    black = window.center - 0.5 - (window.width - 1) / 2
    return black, black + window.width - 1


def test_a_rectangle_drawn_with_ctrl_sets_the_window_and_keeps_the_polarity(qtbot, views, regions, frame, state):
    # From (40, 80) to (119.9, 199.9): columns 10 to 29, rows 20 to 49.
    with qtbot.waitSignal(state.view_changed):
        draw(qtbot, views[0], (40, 80), (119, 199), CONTROL)
    region = frame.stored[0, 20:50, 10:30]
    assert ends(state.view.voi) == (region.min(), region.max()) == (801, 1962)
    assert state.view.voi.explanation == REGION
    assert state.view.inverted


def test_without_ctrl_the_drag_is_of_the_window(qtbot, views, regions, frame, state):
    draw(qtbot, views[0], (40, 80), (119, 80), NO_KEY)
    # 79 pixels to the right, each a 512th of the width.
    assert state.view.voi == Window(2048, 4096 + 79 * 8, VoiFunction.SIGMOID)


def test_a_click_with_ctrl_changes_nothing(qtbot, views, regions, frame, state, jobs):
    draw(qtbot, views[0], (40, 80), (42, 300), CONTROL)
    assert jobs.wait(5000)
    assert not jobs.is_running("region window")
    assert state.view == View(FILE, inverted=True)


def test_escape_gives_the_rectangle_up(qtbot, views, regions, frame, state, jobs):
    view = views[0]
    before = view.grab().toImage()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, CONTROL, QPoint(40, 80))
    qtbot.mouseMove(view, QPoint(200, 200))
    assert view.grab().toImage() != before
    view.cancel_drag()
    assert view.grab().toImage() == before
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, CONTROL, QPoint(200, 200))
    assert not jobs.is_running("region window")
    assert state.view == View(FILE, inverted=True)


def test_asked_for_one_rectangle_is_drawn_without_ctrl(qtbot, views, regions, frame, state):
    regions.begin()
    assert regions.is_asking
    with qtbot.waitSignal(state.view_changed):
        draw(qtbot, views[0], (40, 80), (119, 199), NO_KEY)
    assert ends(state.view.voi) == (801, 1962)
    assert not regions.is_asking
    assert [view.tool for view in views] == [None, None]


@pytest.mark.parametrize("way", ["again", "escape", "another image"])
def test_asking_for_a_rectangle_can_be_given_up(views, regions, frame, make_frame, state, way):
    tool = regions.tool
    regions.begin()
    assert [view.tool for view in views] == [tool, tool]
    if way == "again":
        regions.begin()
    elif way == "escape":
        views[0].cancel_drag()
    else:
        state.set_frame(make_frame(np.zeros((2, 2))), View(FILE))
    assert not regions.is_asking
    assert [view.tool for view in views] == [None, None]


def test_a_rectangle_to_be_drawn_is_still_to_be_drawn_when_another_pane_gets_another_picture(
    qtbot, views, regions, frame, make_frame, state
):
    regions.begin()
    state.images[1].set_frame(make_frame(np.zeros((9, 9))), View(FILE))
    state.images[1].set_frame(None, None)
    assert regions.is_asking
    with qtbot.waitSignal(state.view_changed):
        draw(qtbot, views[0], (40, 80), (119, 199), NO_KEY)
    assert ends(state.view.voi) == (801, 1962)


def test_a_rectangle_under_way_goes_on_when_another_pane_gets_another_picture(
    qtbot, views, regions, frame, make_frame, state
):
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(views[0], button, CONTROL, QPoint(40, 80))
    qtbot.mouseMove(views[0], QPoint(100, 100))
    state.images[1].set_frame(make_frame(np.zeros((3, 9, 9))), View(FILE))
    state.images[1].set_index(1)
    with qtbot.waitSignal(state.view_changed):
        qtbot.mouseMove(views[0], QPoint(119, 199))
        qtbot.mouseRelease(views[0], button, CONTROL, QPoint(119, 199))
    assert ends(state.view.voi) == (801, 1962)


def test_a_rectangle_under_way_ends_with_its_own_picture(qtbot, views, regions, frame, make_frame, state, jobs):
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(views[0], button, CONTROL, QPoint(40, 80))
    state.set_frame(make_frame(frame.stored + 1), View(FILE))
    qtbot.mouseMove(views[0], QPoint(119, 199))
    qtbot.mouseRelease(views[0], button, CONTROL, QPoint(119, 199))
    assert jobs.wait(5000)
    assert state.view == View(FILE)


def test_the_tool_before_comes_back(views, regions, frame):
    class Other:
        cursor = Qt.CursorShape.ArrowCursor

        def cancel(self):
            pass

        def picture_changed(self, canvas):
            pass

    other = Other()
    views[0].set_tool(other)
    regions.begin()
    regions.end()
    assert [view.tool for view in views] == [other, None]


def test_what_to_do_is_said_on_the_image_while_it_is_asked(views, regions, frame):
    before = views[0].grab().toImage()
    regions.begin()
    assert views[0].grab().toImage() != before
    regions.end()
    assert views[0].grab().toImage() == before


def test_the_part_on_screen_is_a_region_too(qtbot, views, regions, frame, state):
    views[0].zoom_by(4.0)  # around the middle: 25 x 25 pixels of 16 x 16, from 37.5 to 62.5
    with qtbot.waitSignal(state.view_changed):
        regions.window_visible(views[0])
    region = frame.stored[0, 37:63, 37:63]
    assert ends(state.view.voi) == (region.min(), region.max())


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_pixels_of_a_rectangle_on_a_turned_image(qtbot, views, frame, state, turns, mirrored):
    state.set_orientation(Orientation(turns, mirrored))
    seen = Orientation(turns, mirrored).applied(frame.stored[0])
    rows, columns = pixels_in(QRectF(QPointF(40.5, 80.5), QPointF(119.5, 199.5)), views[0], frame)
    # The view shows the 100 x 100 pixels at 4 x 4 each: columns 10 to 29 and rows 20 to 49 as seen.
    assert sorted(frame.stored[0, rows, columns].ravel()) == sorted(seen[20:50, 10:30].ravel())


def test_a_rectangle_beside_the_image_is_none(qtbot, views, frame):
    views[0].resize(800, SIDE)  # 200 black pixels on either side
    assert pixels_in(QRectF(10, 10, 100, 100), views[0], frame) is None
    assert pixels_in(QRectF(100, 10, 120, 20), views[0], frame) == (slice(2, 8), slice(0, 5))


def test_a_colour_image_has_no_window_to_set(qtbot, views, regions, make_frame, state, jobs):
    state.set_frame(make_frame(np.zeros((9, 9)), color=np.zeros((1, 9, 9, 3), np.uint8)), View(None))
    draw(qtbot, views[0], (40, 80), (119, 199), CONTROL)
    regions.window_visible(views[0])
    assert not jobs.is_running("region window")
    assert state.view == View(None)


def test_the_answer_for_an_image_that_is_gone_is_dropped(qtbot, views, regions, frame, state, make_frame, jobs):
    regions.window_visible(views[0])
    state.set_frame(make_frame(np.arange(100).reshape(10, 10)), View(FILE))
    with qtbot.waitSignal(jobs.finished, check_params_cb=lambda lane, _: lane == "region window"):
        pass
    assert state.view == View(FILE)


def test_the_image_that_was_drawn_on_is_set_whichever_is_active(qtbot, views, regions, frame, state):
    state.images[1].set_frame(frame, View(FILE))
    state.set_active(state.images[0])
    with qtbot.waitSignal(state.images[1].view_changed):
        draw(qtbot, views[1], (40, 80), (119, 199), CONTROL)
    assert state.images[0].view == View(FILE, inverted=True)
    assert ends(state.images[1].view.voi) == (801, 1962)


def test_a_colour_image_says_that_it_has_no_window(qtbot, views, regions, make_frame, state, monkeypatch):
    said, drawn = [], []
    monkeypatch.setattr(region_tool, "draw_hint", lambda painter, area, text: said.append(text))
    regions.tool.region_chosen.connect(lambda *_: drawn.append(1))
    colors = np.zeros((1, 100, 100, 3), np.uint8)
    state.images[0].set_frame(make_frame(colors[..., 0], color=colors), View(None))
    regions.begin()
    views[0].grab()
    assert said[-1] == "A colour image has no grey window to set."
    draw(qtbot, views[0], (40, 80), (119, 199), NO_KEY)
    assert drawn == []
    state.images[0].set_frame(make_frame(np.zeros((100, 100))), View(None))
    regions.begin()
    views[0].grab()
    assert said[-1].startswith("Drag a rectangle")


def test_what_to_do_is_broken_into_lines_in_a_small_view(qtbot, views, regions, frame):
    views[0].resize(200, 200)
    before = views[0].grab().toImage()
    regions.begin()
    after = views[0].grab().toImage()
    changed = [x for x in range(200) if any(before.pixel(x, y) != after.pixel(x, y) for y in range(60, 200))]
    assert 2 <= changed[0] <= changed[-1] <= 197  # the plate is whole
