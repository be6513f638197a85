"""One, two and four images on screen: which, and which is the active one."""

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from core.dicom.frame import Window
from core.display.orientation import Orientation
from core.display.view import View
from viewer.browser.drag import drag_data
from viewer.layout.arrangement import Arrangement
from viewer.layout.pane import EDGE
from viewer.layout.panes import Panes


@pytest.fixture
def panes(qtbot, state):
    widget = Panes(state)
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show()
    widget.activateWindow()
    qtbot.waitActive(widget)
    return widget


@pytest.fixture
def four(panes, state, make_frame):
    """Four panes with images of 10, 20, 30 and 40 columns."""
    for number, image in enumerate(state.images, 1):
        image.set_frame(make_frame(np.full((10 * number, 10 * number), 100 * number)), View(None))
    panes.arrange(Arrangement.FOUR)
    QApplication.processEvents()
    return panes


def shown(panes):
    return [panes.panes.index(pane) for pane in panes.shown]


@pytest.mark.parametrize(
    ("arrangement", "active", "numbers"),
    [
        (Arrangement.SINGLE, 0, [0]),
        (Arrangement.SINGLE, 3, [3]),
        (Arrangement.TWO, 0, [0, 1]),
        (Arrangement.TWO, 1, [0, 1]),
        (Arrangement.TWO, 2, [2, 3]),
        (Arrangement.FOUR, 2, [0, 1, 2, 3]),
    ],
)
def test_the_active_image_is_always_on_screen(four, state, arrangement, active, numbers):
    state.set_active(state.images[active])
    four.arrange(arrangement)
    assert shown(four) == numbers
    assert four.arrangement is arrangement


def test_four_lie_in_two_rows(four):
    places = [pane.geometry() for pane in four.panes]
    assert [(place.x(), place.y()) for place in places] == [(0, 0), (400, 0), (0, 300), (400, 300)]
    assert {(place.width(), place.height()) for place in places} == {(400, 300)}


def test_an_image_made_active_from_elsewhere_comes_on_screen(four, state):
    four.arrange(Arrangement.TWO)
    state.set_active(state.images[3])
    assert shown(four) == [2, 3]


def test_maximised_pane_covers_the_others_and_gives_them_back(four, state):
    state.set_active(state.images[2])
    four.toggle_maximised()
    assert (shown(four), four.arrangement, four.is_maximised) == ([2], Arrangement.FOUR, True)
    four.toggle_maximised()
    assert (shown(four), four.is_maximised) == ([0, 1, 2, 3], False)
    four.arrange(Arrangement.SINGLE)
    four.toggle_maximised()
    assert (shown(four), four.is_maximised) == ([2], False)


def test_double_click_on_a_fitted_image_maximises_its_pane(qtbot, four, state):
    asked = []
    four.maximise_requested.connect(lambda: asked.append(True))
    qtbot.mouseDClick(four.views[1], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseClick(four.views[1], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert (state.active, asked) == (state.images[1], [])
    four.arrange(Arrangement.SINGLE)
    qtbot.mouseDClick(four.views[1], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert asked == [True]


def test_double_click_reaches_the_pane_that_was_clicked(qtbot, four):
    qtbot.mousePress(four.views[2], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseRelease(four.views[2], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseDClick(four.views[2], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert shown(four) == [2]


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton])
def test_a_click_makes_active(qtbot, four, state, button):
    qtbot.mouseClick(four.views[2], button, pos=QPoint(100, 100))
    assert state.active is state.images[2]
    assert four.active is four.views[2]


def test_the_wheel_makes_active_before_it_asks(four, state):
    heard = []
    four.set_images_in_series(lambda: 3)
    four.step_requested.connect(lambda by: heard.append((by, state.active is state.images[1])))
    at = QPointF(50, 50)
    down = QWheelEvent(
        at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(four.views[1], down)
    assert heard == [(1, True)]


def test_focus_makes_active_and_the_next_pane_gets_the_focus(qtbot, four, state):
    four.views[1].setFocus()
    qtbot.waitUntil(lambda: state.active is state.images[1])
    for number in (2, 3, 0):
        four.activate_next()
        assert (state.active, four.views[number].hasFocus()) == (state.images[number], True)
    four.activate_next(-1)
    assert state.active is state.images[3]
    four.arrange(Arrangement.TWO)
    four.activate_next()
    assert state.active is state.images[2]


def test_the_active_pane_is_told_by_more_than_colour(four, state):
    assert [pane.edge for pane in four.panes] == [EDGE, 1, 1, 1]
    names = [pane.view.accessibleName() for pane in four.panes]
    assert names == ["Image 1 of 4, active", "Image 2 of 4", "Image 3 of 4", "Image 4 of 4"]
    sizes = {pane.view.size().toTuple() for pane in four.panes}
    state.set_active(state.images[3])
    assert [pane.edge for pane in four.panes] == [1, 1, 1, EDGE]
    assert four.panes[3].view.accessibleName() == "Image 4 of 4, active"
    assert {pane.view.size().toTuple() for pane in four.panes} == sizes == {(394, 294)}
    state.images[1].set_frame(None, None)
    assert four.panes[1].view.accessibleName() == "Image 2 of 4, empty"
    four.arrange(Arrangement.SINGLE)
    assert (four.panes[3].edge, four.panes[3].view.accessibleName()) == (0, "Image")
    QApplication.processEvents()
    assert four.panes[3].view.size().toTuple() == (800, 600)


def test_edges_are_painted(four):
    picture = four.grab().toImage()
    assert {picture.pixelColor(1, y).name() for y in (1, 150, 298)} == {"#8fb8dc"}
    assert picture.pixelColor(401, 150).name() != "#8fb8dc"


def test_each_image_keeps_its_own_window_zoom_and_orientation(four, state):
    state.set_active(state.images[1])
    state.set_view(View(Window(50, 60)))
    state.set_orientation(Orientation(1, True))
    four.active.zoom_by(2)
    zoom = four.active.zoom
    state.set_active(state.images[0])
    assert (state.view, state.orientation) == (View(None), Orientation())
    assert four.active.zoom == 294 / 10
    state.set_active(state.images[1])
    assert (state.view, state.orientation, four.active.zoom) == (View(Window(50, 60)), Orientation(1, True), zoom)


def test_zoom_is_that_of_the_active_image(four, state):
    told = []
    four.zoom_changed.connect(told.append)
    state.set_active(state.images[1])
    assert told[-1] == four.views[1].zoom == 294 / 20
    four.views[0].zoom_in()
    assert told[-1] == 294 / 20
    four.views[1].actual_size()
    assert told[-1] == 1.0


def drop(pane, data):
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    pane.dropEvent(event)
    return event.isAccepted()


def test_an_image_of_the_browser_can_be_dropped_on_a_pane(four, state, tmp_path):
    dropped = []
    four.dropped.connect(lambda path: dropped.append((path, state.active)))
    assert drop(four.panes[3], drag_data(tmp_path / "n\u00e4me.dcm"))
    assert dropped == [(tmp_path / "n\u00e4me.dcm", state.images[3])]


def test_files_from_elsewhere_are_left_to_the_window(four, tmp_path):
    dropped = []
    four.dropped.connect(dropped.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert not drop(four.panes[0], data)
    assert dropped == []


def test_a_dragged_image_tells_its_file_to_no_other_program(tmp_path):
    data = drag_data(tmp_path / "DOE_JANE.dcm")
    assert data.formats() == ["application/x-cxr12-image"]


def test_the_loupe_is_on_for_all_or_held(qtbot, four, hover):
    view = four.views[1]
    bare = view.grab().toImage()
    hover(view, QPoint(100, 100))
    assert view.grab().toImage() == bare
    qtbot.keyPress(four.views[0], Qt.Key.Key_M)
    held = view.grab().toImage()
    assert held != bare
    qtbot.keyRelease(four.views[0], Qt.Key.Key_M)
    assert view.grab().toImage() == bare
    four.lens.set_factor(2)
    assert (four.lens.factor, view.grab().toImage()) == (2, held)
    four.lens.set_factor(4)
    assert view.grab().toImage() not in (held, bare)
    qtbot.keyPress(four.views[0], Qt.Key.Key_M)
    qtbot.keyRelease(four.views[0], Qt.Key.Key_M)
    assert view.grab().toImage() not in (held, bare)
    four.lens.set_factor(0)
    assert view.grab().toImage() == bare
    # Let go of while the keyboard is elsewhere.
    four.views[0].setFocus()
    qtbot.keyPress(four.views[0], Qt.Key.Key_M)
    four.views[1].setFocus()
    assert view.grab().toImage() == bare


def test_slider_is_there_for_multi_frame_images_only(qtbot, panes, state, make_frame):
    state.set_frame(make_frame(np.zeros((10, 10))), View(None))
    slider = panes.panes[0].slider
    assert not slider.isVisible()
    state.set_frame(make_frame(np.zeros((5, 10, 10))), View(None))
    assert slider.isVisible()
    assert (slider.slider.minimum(), slider.slider.maximum(), slider.slider.value()) == (1, 5, 1)
    assert slider.text == slider.slider.accessibleDescription() == "Frame 1 of 5"
    assert slider.slider.accessibleName() == "Frame"


def test_the_frames_are_played_as_a_film_that_begins_again(qtbot, panes, state, make_frame):
    state.set_frame(make_frame(np.zeros((3, 10, 10)), frames_per_second=40.0), View(None))
    slider = panes.panes[0].slider
    assert (slider.rate.value(), slider.play.accessibleName()) == (40, "Play the frames as a film")
    shown = []
    state.index_changed.connect(shown.append)
    qtbot.mouseClick(slider.play, Qt.MouseButton.LeftButton)
    assert slider.play.accessibleName() == "Pause the film"
    qtbot.waitUntil(lambda: len(shown) >= 4)
    qtbot.mouseClick(slider.play, Qt.MouseButton.LeftButton)
    assert shown[:4] == [1, 2, 0, 1]
    assert not slider._timer.isActive()
    slider.play.setChecked(True)
    assert slider._timer.interval() == 25
    slider.rate.setValue(10)
    assert slider._timer.interval() == 100
    state.set_frame(make_frame(np.zeros((2, 10, 10))), View(None))  # another image stops it, at the usual rate
    assert (slider.play.isChecked(), slider._timer.isActive(), slider.rate.value()) == (False, False, 15)
    slider.play.setChecked(True)
    state.set_frame(make_frame(np.zeros((10, 10))), View(None))
    assert not slider._timer.isActive()


def test_slider_goes_through_the_frames_and_follows(qtbot, panes, state, make_frame):
    state.set_frame(make_frame(np.zeros((5, 10, 10))), View(None))
    slider = panes.panes[0].slider
    slider.slider.setFocus()
    qtbot.keyClick(slider.slider, Qt.Key.Key_Right)
    assert state.index == 1
    qtbot.keyClick(slider.slider, Qt.Key.Key_End)
    assert (state.index, slider.text) == (4, "Frame 5 of 5")
    heard = []
    state.index_changed.connect(heard.append)
    state.set_index(2)
    assert (slider.slider.value(), slider.text, heard) == (3, "Frame 3 of 5", [2])
    state.set_frame(make_frame(np.zeros((3, 10, 10))), View(None))
    assert (slider.slider.value(), slider.slider.maximum(), state.index) == (1, 3, 0)
