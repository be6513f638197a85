import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from core.annotate import store
from core.annotate.shapes import Ellipse, Length, Text
from core.dicom.frame import Identity
from core.display.view import View
from viewer.actions.annotate import TOOLS

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def pad(qtbot, window, make_frame):
    stored = (np.arange(10_000).reshape(100, 100) * 37) % 4096
    frame = make_frame(stored, identity=Identity(patient_name="DOE^JANE", instance_uid="1.2.3"))
    window.state.set_frame(frame, View(None))
    qtbot.waitUntil(lambda: window.annotating.pad.sheet.arrived)
    window.image_view.setFocus()
    return window.annotating.pad


def drag(qtbot, window, start, end):
    view = window.image_view
    first, last = (view.to_widget(*place).toPoint() for place in (start, end))
    qtbot.mousePress(view, LEFT, pos=first)
    qtbot.mouseMove(view, first + QPoint(3, 3))
    qtbot.mouseMove(view, last)
    qtbot.mouseRelease(view, LEFT, pos=last)


def test_keys_choose_tools_and_buttons_show_which(qtbot, window, pad):
    for kind, _, keys, _ in TOOLS:
        modifier = Qt.KeyboardModifier.ShiftModifier if keys.startswith("Shift+") else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(window.image_view, keys[-1].lower(), modifier)
        assert window.annotating.kind == kind
        pressed = [name for name, *_ in TOOLS if window.actions_by_id[f"annotate.{name}"].isChecked()]
        assert pressed == [kind]
    qtbot.keyClick(window.image_view, KEY.Key_Escape)
    assert window.annotating.kind == ""
    assert not any(window.actions_by_id[f"annotate.{name}"].isChecked() for name, *_ in TOOLS)


def test_the_tab_has_a_button_for_every_tool(window, pad):
    window.show_tab("measure")
    buttons = [one for one in window.measure_panel.findChildren(QToolButton) if one.defaultAction() is not None]
    assert [one.defaultAction().objectName() for one in buttons] == [f"annotate.{kind}" for kind, *_ in TOOLS]
    assert all(one.text() and one.accessibleName() for one in buttons)


def test_the_six_tabs_fit_the_narrowest_panel(qtbot, window):
    narrowest = window.tabs.minimumWidth()
    assert narrowest < 360
    window.tabs.setFixedWidth(narrowest)
    bar = window.tabs.tabBar()
    assert [bar.tabText(n) for n in range(bar.count())] == [
        "Display",
        "Measure",
        "Classify",
        "Explain",
        "Train",
        "Compare",
    ]
    qtbot.waitUntil(lambda: bar.width() <= narrowest)
    assert bar.tabRect(bar.count() - 1).right() <= narrowest


def test_draw_name_undo_redo_and_delete_by_keys(qtbot, window, pad):
    view = window.image_view
    qtbot.keyClick(view, "e")
    drag(qtbot, window, (20, 20), (60, 70))
    (one,) = pad.shown
    assert isinstance(one, Ellipse)
    qtbot.keyClick(view, KEY.Key_F2)
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, "side")  # s, i, d and e are keys of actions
    qtbot.keyClick(editor, KEY.Key_Return)
    assert pad.shown[0].label == "side"
    assert window.annotating.kind == ""
    qtbot.keyClick(view, "z", Qt.KeyboardModifier.ControlModifier)
    assert pad.shown == (one,)
    qtbot.keyClick(view, "y", Qt.KeyboardModifier.ControlModifier)
    assert pad.shown[0].label == "side"
    qtbot.keyClick(view, KEY.Key_Delete)
    assert pad.shown == ()


def test_arrow_keys_step_through_images_unless_something_is_selected(qtbot, window, pad, monkeypatch):
    steps = []
    monkeypatch.setattr(window.browser, "step", steps.append)
    line = Length(((20, 50), (80, 50)))
    pad.add(line)
    qtbot.keyClick(window.image_view, KEY.Key_Right)  # just drawn
    assert (steps, pad.shown) == ([1], (line,))
    qtbot.keyClick(window.image_view, "s")
    qtbot.keyClick(window.image_view, KEY.Key_Right)
    assert (steps, pad.shown) == ([1], (line.moved(1, 0),))
    qtbot.keyClick(window.image_view, KEY.Key_Escape)
    qtbot.keyClick(window.image_view, KEY.Key_Left)
    assert steps == [1, -1]


def test_enter_and_space_place_points_and_are_not_actions_meanwhile(qtbot, window, pad):
    view = window.image_view
    view.zoom_in()
    zoom = view.zoom
    qtbot.keyClick(view, "d")
    for key in (KEY.Key_Space, KEY.Key_Right, KEY.Key_Space):
        qtbot.keyClick(view, key)
    assert len(pad.shown) == 1
    assert view.zoom == zoom  # Space resets the view otherwise
    qtbot.keyClick(view, KEY.Key_Escape)
    qtbot.keyClick(view, KEY.Key_Space)
    assert view.zoom != zoom


def test_annotations_are_kept_when_the_window_is_closed(qtbot, window, book, pad):
    frame, line = window.state.frame, Length(((20, 50), (80, 50)))
    pad.add(line)
    window.close()
    assert store.load(book, store.key_of(frame)) == (line,)


def test_hiding_patient_data_hides_the_users_words(qtbot, window, pad):
    pad.add(Text(((10, 10),), label="DOE"))
    pad.select("")
    shown = window.image_view.grab().toImage()
    window.state.set_patient_data_hidden(True)
    hidden = window.image_view.grab().toImage()
    assert hidden != shown
    pad.put(pad.shown[0].renamed("ROE"))
    assert window.image_view.grab().toImage() == hidden


def test_show_annotations_is_an_action(qtbot, window, pad):
    action = window.actions_by_id["annotate.show"]
    assert action.isChecked()
    action.trigger()
    assert (action.isChecked(), window.annotating.is_shown) == (False, False)
    qtbot.keyClick(window.image_view, "d")  # who draws wants to see
    assert (action.isChecked(), window.annotating.is_shown) == (True, True)
