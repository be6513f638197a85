import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from core.annotate.shapes import Angle, Arrow, CardiothoracicRatio, CobbAngle, Ellipse, Length, Rectangle, Text
from core.display.orientation import Orientation
from core.display.view import View

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def at(column, row):
    """Where a pixel of the 100 x 100 image is in the view of 400 x 400, as stored."""
    return QPoint(column * 4, row * 4)


def drag(qtbot, view, start, end):
    qtbot.mousePress(view, LEFT, pos=start)
    qtbot.mouseMove(view, start + QPoint(2, 2))
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, LEFT, pos=end)


def click(qtbot, view, *places):
    for place in places:
        qtbot.mouseMove(view, place)
        qtbot.mouseClick(view, LEFT, pos=place)


def press(qtbot, view, *keys):
    for key in keys:
        key, modifier = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
        qtbot.keyClick(view, key, modifier)


def arrows(key, pixels):
    return [(key, SHIFT)] * (pixels // 10) + [key] * (pixels % 10)


TWO_POINTS = [Length, Rectangle, Ellipse, Arrow]


@pytest.mark.parametrize("kind", TWO_POINTS)
def test_drag_draws_from_the_press_to_the_release(qtbot, view, annotating, pad, kind):
    annotating.choose(kind.KIND)
    drag(qtbot, view, at(10, 20), at(50, 60))
    (one,) = pad.shown
    assert (type(one), one.points, one.frame) == (kind, ((10, 20), (50, 60)), 0)
    assert annotating.kind == ""
    assert pad.selected is one


@pytest.mark.parametrize("kind", TWO_POINTS)
def test_two_clicks_draw_as_well(qtbot, view, annotating, pad, kind):
    annotating.choose(kind.KIND)
    click(qtbot, view, at(10, 20), at(50, 60))
    assert [one.points for one in pad.shown] == [((10, 20), (50, 60))]


@pytest.mark.parametrize("kind", TWO_POINTS)
def test_keys_alone_draw(qtbot, view, annotating, pad, kind):
    annotating.choose(kind.KIND)
    # The cross begins in the middle of the view, at (50, 50).
    press(qtbot, view, *arrows(KEY.Key_Left, 23), KEY.Key_Return, *arrows(KEY.Key_Down, 12), KEY.Key_Right)
    press(qtbot, view, KEY.Key_Space)
    assert [(type(one), one.points) for one in pad.shown] == [(kind, ((27, 50), (28, 62)))]
    assert pad.pen is None
    assert pad.draft == ()


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        (Angle, ((10, 10), (30, 40), (60, 10))),
        (CardiothoracicRatio, ((40, 60), (70, 60), (10, 80), (90, 80))),
        (CobbAngle, ((40, 60), (70, 50), (30, 80), (60, 95))),
    ],
)
def test_shapes_of_more_points_by_clicks_drags_and_keys(qtbot, view, annotating, pad, kind, places):
    annotating.choose(kind.KIND)
    click(qtbot, view, *(at(*place) for place in places))
    annotating.choose(kind.KIND)
    drag(qtbot, view, at(*places[0]), at(*places[1]))
    click(qtbot, view, *(at(*place) for place in places[2:]))
    annotating.choose(kind.KIND)
    here = (50, 50)
    for place in places:
        right, down = place[0] - here[0], place[1] - here[1]
        press(qtbot, view, *arrows(KEY.Key_Right if right > 0 else KEY.Key_Left, abs(right)))
        press(qtbot, view, *arrows(KEY.Key_Down if down > 0 else KEY.Key_Up, abs(down)), KEY.Key_Return)
        here = place
    assert [(type(one), one.points) for one in pad.shown] == [(kind, places)] * 3


def test_a_ratio_by_two_drags(qtbot, view, annotating, pad):
    annotating.choose("cardiothoracic_ratio")
    drag(qtbot, view, at(40, 60), at(70, 60))
    drag(qtbot, view, at(10, 80), at(90, 80))
    assert [one.points for one in pad.shown] == [((40, 60), (70, 60), (10, 80), (90, 80))]


def test_text_is_written_where_it_is_clicked(qtbot, view, annotating, pad):
    annotating.choose("text")
    click(qtbot, view, at(30, 40))
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, "Drain A")  # D and A are tools as well
    qtbot.keyClick(editor, KEY.Key_Return)
    (one,) = pad.shown
    assert (type(one), one.points, one.label) == (Text, ((30, 40),), "Drain A")
    assert annotating.kind == ""


def test_text_by_keys_and_none_where_nothing_was_written(qtbot, view, annotating, pad):
    annotating.choose("text")
    press(qtbot, view, KEY.Key_Up, KEY.Key_Return)
    qtbot.keyClicks(view.findChild(QLineEdit), "x")
    qtbot.keyClick(view.findChild(QLineEdit), KEY.Key_Return)
    assert [one.points for one in pad.shown] == [((50, 49),)]
    for key in (KEY.Key_Escape, KEY.Key_Return):
        qtbot.waitUntil(lambda: view.findChild(QLineEdit) is None)
        annotating.choose("text")
        click(qtbot, view, at(80, 80))
        qtbot.keyClick(view.findChild(QLineEdit), key)
    assert len(pad.shown) == 1


def test_what_is_begun_is_shown_and_can_be_taken_back(qtbot, view, annotating, pad):
    annotating.choose("angle")
    click(qtbot, view, at(10, 10), at(30, 40))
    qtbot.mouseMove(view, at(60, 10))
    assert [one.points for one in pad.draft] == [((10, 10), (30, 40), (60, 10))]
    press(qtbot, view, KEY.Key_Escape)
    assert (pad.draft, annotating.kind) == ((), "angle")
    press(qtbot, view, KEY.Key_Escape)
    assert annotating.kind == ""
    assert pad.shown == ()


def test_backspace_takes_one_point_back(qtbot, view, annotating, pad):
    annotating.choose("angle")
    press(qtbot, view, KEY.Key_Return, *arrows(KEY.Key_Right, 10), KEY.Key_Return, KEY.Key_Backspace)
    press(qtbot, view, *arrows(KEY.Key_Down, 10), KEY.Key_Return, *arrows(KEY.Key_Left, 20), KEY.Key_Return)
    assert [one.points for one in pad.shown] == [((50, 50), (60, 60), (40, 60))]


def test_another_image_ends_what_is_begun(qtbot, view, annotating, pad, show, image):
    annotating.choose("length")
    click(qtbot, view, at(10, 10))
    other = show(image("1.2.4"))
    click(qtbot, view, at(20, 20), at(30, 30))
    assert [one.points for one in other.shown] == [((20, 20), (30, 30))]


def test_nothing_is_drawn_beside_the_image(qtbot, view, state, annotating, pad):
    view.actual_size()  # 100 x 100 pixels in the middle of 400 x 400
    annotating.choose("length")
    drag(qtbot, view, QPoint(10, 20), QPoint(390, 200))
    assert [one.points for one in pad.shown] == [((0, 0), (100, 50))]


def test_the_cross_stays_where_it_can_be_seen(qtbot, view, annotating, pad):
    annotating.choose("arrow")
    view.zoom_by(10)  # the view shows 10 x 10 pixels around the middle
    press(qtbot, view, (KEY.Key_Left, SHIFT), KEY.Key_Return, *[(KEY.Key_Up, SHIFT)] * 3, KEY.Key_Return)
    assert [one.points for one in pad.shown] == [((45, 50), (45, 45))]


@pytest.mark.parametrize("orientation", [Orientation(t, m) for t in range(4) for m in (False, True)])
def test_tools_follow_zoom_pan_and_orientation(qtbot, view, state, annotating, pad, orientation):
    state.set_orientation(orientation)
    view.zoom_by(1.7)
    view.pan_by(13, -22)
    annotating.choose("length")
    first, last = (view.to_widget(*place).toPoint() for place in ((40, 45), (60, 52)))
    drag(qtbot, view, first, last)
    (one,) = pad.shown
    for point, wanted in zip(one.points, ((40, 45), (60, 52)), strict=True):
        assert point == pytest.approx(wanted, abs=0.1)  # half a screen pixel
    press(qtbot, view, KEY.Key_Return, KEY.Key_Right)  # the first handle, one pixel to the right as seen
    before, after = view.to_widget(*one.points[0]), view.to_widget(*pad.selected.points[0])
    assert (after - before).x() == pytest.approx(view.zoom, abs=1e-6)
    assert (after - before).y() == pytest.approx(0, abs=1e-6)


# Selecting and changing


@pytest.fixture
def line(pad):
    line = Length(((20, 50), (80, 50)))
    pad.add(line)
    pad.select("")
    return line


def test_a_click_selects_and_one_beside_deselects(qtbot, view, pad, line):
    click(qtbot, view, at(50, 50))
    assert pad.selected == line
    qtbot.mouseClick(view, LEFT, pos=at(50, 80))
    assert pad.selected is None


def test_the_topmost_is_selected(qtbot, view, pad, line):
    above = Length(((50, 20), (50, 80)))
    pad.add(above)
    pad.select("")
    click(qtbot, view, at(50, 50))
    assert pad.selected == above


def test_regions_are_taken_at_their_edge_so_that_the_window_can_be_dragged_inside(qtbot, view, state, pad):
    box = Rectangle(((20, 20), (60, 80)))
    pad.add(box)
    pad.select("")
    before = state.view
    drag(qtbot, view, at(40, 60), at(45, 65))
    assert pad.selected is None
    assert state.view != before
    click(qtbot, view, at(20, 50))
    assert pad.selected == box


def test_a_drag_moves_the_shape_and_leaves_the_window(qtbot, view, state, pad, line):
    before = state.view
    drag(qtbot, view, at(50, 50), at(60, 30))
    assert pad.shown[0].points == ((30, 30), (90, 30))
    assert pad.shown[0].id == line.id
    assert state.view == before


def test_a_shape_is_not_dragged_off_the_image(qtbot, view, pad, line):
    drag(qtbot, view, at(50, 50), at(99, 99))
    assert pad.shown[0].points == ((40, 99), (100, 99))


def test_a_handle_is_dragged_on_its_own(qtbot, view, pad, line):
    click(qtbot, view, at(50, 50))
    drag(qtbot, view, at(80, 50), at(70, 10))
    assert pad.shown[0].points == ((20, 50), (70, 10))


@pytest.mark.parametrize("number", range(4))
def test_each_corner_of_a_region_is_a_handle(qtbot, view, pad, number):
    box = Ellipse(((20, 30), (60, 70)))
    pad.add(box)
    corner = box.handles[number]
    drag(qtbot, view, at(*corner), at(corner[0] + 5, corner[1] - 5))
    assert pad.shown[0].handles[number] == (corner[0] + 5, corner[1] - 5)
    assert pad.shown[0].handles[(number + 2) % 4] == box.handles[(number + 2) % 4]


def test_a_click_that_trembles_moves_nothing(qtbot, view, pad, line):
    qtbot.mousePress(view, LEFT, pos=at(50, 50))
    qtbot.mouseMove(view, at(50, 50) + QPoint(1, 1))
    qtbot.mouseRelease(view, LEFT, pos=at(50, 50) + QPoint(1, 1))
    assert pad.shown[0] == line


def test_escape_takes_a_drag_back(qtbot, view, pad, line):
    qtbot.mousePress(view, LEFT, pos=at(50, 50))
    qtbot.mouseMove(view, at(50, 70))
    assert pad.shown[0].points == ((20, 70), (80, 70))
    press(qtbot, view, KEY.Key_Escape)
    assert pad.shown[0] == line
    qtbot.mouseRelease(view, LEFT, pos=at(50, 70))
    assert pad.shown[0] == line


def test_arrow_keys_move_what_is_selected(qtbot, view, pad, line):
    pad.select(line.id)
    press(qtbot, view, KEY.Key_Right, KEY.Key_Right, KEY.Key_Down, (KEY.Key_Up, SHIFT))
    assert pad.shown[0].points == ((22, 41), (82, 41))
    pad.undo()  # a row of presses is one change
    assert pad.shown[0] == line


def test_enter_goes_from_handle_to_handle(qtbot, view, pad, line):
    pad.select(line.id)
    press(qtbot, view, KEY.Key_Return, KEY.Key_Left)
    assert pad.shown[0].points == ((19, 50), (80, 50))
    press(qtbot, view, KEY.Key_Return, KEY.Key_Down)
    assert pad.shown[0].points == ((19, 50), (80, 51))
    press(qtbot, view, KEY.Key_Return, KEY.Key_Down)
    assert pad.shown[0].points == ((19, 51), (80, 52))
    press(qtbot, view, KEY.Key_Return, KEY.Key_Escape)
    assert pad.selection.handle == -1
    press(qtbot, view, KEY.Key_Escape)
    assert pad.selected is None


def test_arrow_keys_go_on_to_other_images_until_a_shape_is_taken(qtbot, view, annotating, pad):
    annotating.choose("length")
    drag(qtbot, view, at(20, 50), at(80, 50))
    assert pad.selected is not None  # so that it can be deleted or named at once
    press(qtbot, view, KEY.Key_Right)
    assert pad.shown[0].points == ((20, 50), (80, 50))
    click(qtbot, view, at(50, 50))
    press(qtbot, view, KEY.Key_Right)
    assert pad.shown[0].points == ((21, 50), (81, 50))


def test_next_and_previous_cycle(pad, line):
    other = Length(((1, 1), (2, 2)))
    pad.add(other)
    pad.select("")
    chosen = []
    for step in (1, 1, 1, -1, -1):
        pad.select_next(step)
        chosen.append(pad.selected)
    assert chosen == [line, other, line, other, line]
    assert pad.selection.armed
    pad.select("")
    pad.select_next(-1)
    assert pad.selected == other


def test_delete_takes_away_and_undo_brings_back(annotating, pad, line):
    pad.select(line.id)
    annotating.remove_selected()
    assert pad.shown == ()
    annotating.remove_selected()
    pad.undo()
    assert pad.shown == (line,)
    pad.redo()
    assert pad.shown == ()
    pad.redo()
    assert pad.shown == ()


def test_every_change_can_be_undone_and_done_again(qtbot, view, annotating, pad):
    seen = [pad.shown]
    annotating.choose("length")
    drag(qtbot, view, at(20, 50), at(80, 50))
    seen.append(pad.shown)
    drag(qtbot, view, at(50, 50), at(50, 60))
    seen.append(pad.shown)
    pad.put(pad.shown[0].renamed("name"))
    seen.append(pad.shown)
    for wanted in (*reversed(seen[:-1]), seen[0]):
        pad.undo()
        assert pad.shown == wanted
    for wanted in seen[1:]:
        pad.redo()
        assert pad.shown == wanted
    pad.undo()
    pad.add(Length(((0, 0), (1, 1))))  # another future
    last = pad.shown
    pad.redo()
    assert pad.shown == last


def test_a_double_click_writes_the_label(qtbot, view, pad, line):
    qtbot.mouseDClick(view, LEFT, pos=at(50, 50))
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, "old fracture")
    qtbot.keyClick(editor, KEY.Key_Up)  # not for the image
    qtbot.keyClick(editor, KEY.Key_Return)
    assert (pad.shown[0].label, pad.shown[0].points) == ("old fracture", line.points)


def test_labels_are_not_written_while_patient_data_is_hidden(qtbot, view, state, pad, line):
    state.set_patient_data_hidden(True)
    qtbot.mouseDClick(view, LEFT, pos=at(50, 50))
    assert view.findChild(QLineEdit) is None


def test_annotations_belong_to_their_frame(qtbot, view, state, annotating, show, image):
    import numpy as np

    pad = show(image(stored=np.zeros((3, 100, 100))))
    state.set_index(2)
    annotating.choose("length")
    drag(qtbot, view, at(20, 50), at(80, 50))
    assert [one.frame for one in pad.shown] == [2]
    state.set_index(0)
    assert pad.shown == ()
    assert pad.selected is None
    pad.select_next()
    assert pad.selected is None


def test_what_is_not_shown_is_not_taken(qtbot, view, annotating, pad, line):
    annotating.set_shown(False)
    click(qtbot, view, at(50, 50))
    assert pad.selected is None
    annotating.choose("length")  # who draws wants to see
    assert annotating.is_shown


def test_the_tool_chosen_again_is_given_back(annotating, pad):
    told = []
    annotating.tool_changed.connect(told.append)
    annotating.choose("length")
    annotating.choose("length")
    assert told == ["length", ""]


def test_assistive_tools_are_told_what_is_selected(view, pad, line):
    assert view.accessibleDescription() == "1 annotations"
    pad.select(line.id)
    assert view.accessibleDescription() == "Length, 60.0 px, no spacing, annotation 1 of 1"
    pad.remove(line.id)
    assert view.accessibleDescription() == ""


def test_a_line_begun_is_finished_though_another_pane_got_another_picture(qtbot, view, state, annotating, pad, image):
    annotating.choose("length")
    click(qtbot, view, at(20, 50))
    state.images[1].set_frame(image("1.2.9"), View(None))
    state.images[1].set_frame(image("1.2.10"), View(None))
    assert annotating.kind == "length"
    click(qtbot, view, at(80, 50))
    assert [one.points for one in pad.shown] == [((20, 50), (80, 50))]


def test_a_line_begun_is_forgotten_with_its_own_picture(qtbot, view, state, annotating, pad, show, image):
    annotating.choose("length")
    click(qtbot, view, at(20, 50))
    pad = show(image("1.2.9"))
    assert pad.draft == ()
    click(qtbot, view, at(80, 50))
    assert pad.shown == ()  # the first point of a new one


def test_each_view_has_its_own_annotations(qtbot, view, state, annotating, pad, line, image):
    second = state.images[1]
    second.set_frame(image("1.2.9"), View(None))
    qtbot.waitUntil(lambda: annotating.pads[1].sheet.arrived)
    assert annotating.pads[1].shown == ()
    told = []
    annotating.changed.connect(lambda: told.append(annotating.pad))
    state.set_active(second)
    assert told[-1] is annotating.pads[1]


def test_the_same_image_twice_has_the_same_annotations(qtbot, view, state, annotating, pad, line):
    second = annotating.pads[1]
    state.images[1].set_frame(state.frame, View(None))
    qtbot.waitUntil(lambda: second.shown == (line,))
    second.put(line.moved(0, 5))
    assert pad.shown == (line.moved(0, 5),)
