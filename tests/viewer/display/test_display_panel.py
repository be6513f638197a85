import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLabel, QPushButton, QScrollArea

from core.dicom.frame import LookupTable, VoiFunction, Window
from core.display.view import PERCENTILES, View, default_view
from viewer.display.histogram import Histogram
from viewer.display.preset_list import PresetList
from viewer.display.window_editor import WindowEditor

SOFT, BONE = Window(2000, 1000, explanation="SOFT"), Window(2500, 3000, VoiFunction.SIGMOID, "BONE")
LUT = LookupTable(np.arange(1001, dtype=np.uint16), 500, 10, "LUNG")
COMPUTED = 1 + len(PERCENTILES)


@pytest.fixture
def frame(make_frame, state):
    made = make_frame(np.arange(4096).reshape(64, 64), windows=(SOFT, BONE), voi_luts=(LUT,))
    state.set_frame(made, View(SOFT))
    return made


def rows(panel):
    """Key, name and origin of each row."""
    tree = panel.findChild(PresetList)
    items = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return [(item.text(0), item.text(1), item.text(2)) for item in items]


def current(panel):
    return panel.findChild(PresetList).current()


def numbers(panel):
    """Centre, width, minimum, maximum."""
    return panel.findChild(WindowEditor).findChildren(QDoubleSpinBox)


def button(panel, text):
    return next(b for b in panel.findChildren(QPushButton) if b.text() == text)


def box(panel, text):
    return next(b for b in panel.findChildren(QCheckBox) if b.text() == text)


def shown_texts(panel):
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def test_views_are_listed_by_name_with_their_keys_and_where_they_come_from(panel, frame):
    listed = rows(panel)
    assert listed[:4] == [
        ("0", "Full range (VOI off)", "off"),
        ("1", "SOFT", "file"),
        ("2", "BONE", "file"),
        ("3", "LUNG", "file, VOI LUT"),
    ]
    assert [origin for *_, origin in listed[4:]] == ["computed"] * COMPUTED
    assert current(panel) == 1


def test_choosing_a_name_shows_that_view_and_keeps_the_inversion(panel, frame, state):
    panel.toggle_inverted()
    panel.choose(2)
    assert state.view == View(BONE, inverted=True)
    panel.choose(3)
    assert state.view == View(LUT, inverted=True)
    panel.choose(99)
    assert state.view == View(LUT, inverted=True)


def test_arrow_and_number_keys_choose_in_the_list(qtbot, panel, frame, state):
    tree = panel.findChild(PresetList)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert state.view == View(BONE)
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    assert state.view == View(None)
    qtbot.keyClick(tree, Qt.Key.Key_3)
    assert state.view == View(LUT)
    qtbot.keyClick(tree, Qt.Key.Key_9)
    assert state.view == View(LUT)


def test_mouse_brings_a_window_back_after_it_was_changed(qtbot, panel, frame, state):
    tree = panel.findChild(PresetList)
    state.set_view(View(Window(1, 2)))
    assert current(panel) == -1
    place = tree.visualItemRect(tree.topLevelItem(1)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert state.view == View(SOFT)
    assert current(panel) == 1


def test_the_keyboard_coming_to_the_list_chooses_nothing(qtbot, panel, state, make_frame):
    state.set_frame(make_frame(np.arange(64).reshape(8, 8)), View(Window(1, 2)))
    panel.activateWindow()
    qtbot.waitActive(panel)
    button(panel, "Reset").setFocus()
    tree = panel.findChild(PresetList)
    tree.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(tree.hasFocus)
    assert state.view == View(Window(1, 2))
    assert current(panel) == -1


def test_arrows_go_on_from_the_last_choice_after_the_window_was_changed(qtbot, panel, frame, state):
    tree = panel.findChild(PresetList)
    panel.choose(1)
    state.set_view(View(Window(1, 2)))
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert state.view == View(BONE)


def test_another_frame_of_the_image_gets_windows_of_its_own_and_keeps_the_one_in_use(panel, state, make_frame):
    stored = np.stack([np.full((8, 8), 100), np.arange(64).reshape(8, 8) * 10])
    state.set_frame(make_frame(stored, windows=(SOFT,)), View(SOFT))
    before = panel.presets[2].view
    state.set_index(1)
    assert state.view == View(SOFT)
    assert current(panel) == 1
    # The 0.1 % tails of 64 pixels are its least and greatest value: 0 and 630 become black and white.
    assert panel.presets[2].view.voi.width == 631
    assert panel.presets[2].view != before


def test_floating_point_pixels_are_counted_in_the_background(qtbot, panel, state, make_frame):
    made = make_frame(np.linspace(0, 1, 64).reshape(8, 8), dtype=np.float32, windows=(SOFT,))
    state.set_frame(made, View(SOFT))
    assert rows(panel) == [("0", "Full range (VOI off)", "off")]
    qtbot.waitUntil(lambda: len(rows(panel)) == 2 + COMPUTED)
    assert current(panel) == 1
    panel.nudge(higher=-0.01)
    assert state.view == View(Window(1990, 1000))


def test_windows_of_an_image_that_is_gone_are_not_offered(qtbot, panel, state, make_frame, jobs):
    slow = make_frame(np.linspace(0, 1, 64).reshape(8, 8), dtype=np.float32, windows=(BONE, BONE, BONE))
    state.set_frame(slow, View(BONE))
    state.set_frame(make_frame(np.arange(64).reshape(8, 8), windows=(SOFT,)), View(SOFT))
    assert jobs.wait(10_000)
    with qtbot.waitSignal(jobs.finished):
        jobs.submit("afterwards", lambda: None)
    assert [name for _, name, origin in rows(panel) if origin == "file"] == ["SOFT"]


def test_numbers_follow_the_view_without_answering_back(panel, frame, state):
    told = []
    state.view_changed.connect(told.append)
    state.set_view(View(Window(1234.56, 789.01)))
    # LINEAR: minimum 1234.56 - 0.5 - 788.01 / 2 = 840.055, maximum 1234.56 - 0.5 + 788.01 / 2 = 1628.065.
    assert [number.value() for number in numbers(panel)] == [1234.6, 789.0, 840.1, 1628.1]
    assert current(panel) == -1
    assert told == [View(Window(1234.56, 789.01))]


def test_typing_a_number_changes_only_that_one(panel, frame, state):
    state.set_view(View(Window(1234.56, 789.01, VoiFunction.LINEAR_EXACT), inverted=True))
    center, width, *_ = numbers(panel)
    center.setValue(500)
    assert state.view == View(Window(500, 789.01, VoiFunction.LINEAR_EXACT), inverted=True)
    width.setValue(-3)
    assert state.view == View(Window(500, 4096 / 65536, VoiFunction.LINEAR_EXACT), inverted=True)
    assert width.value() == 0.1


def test_typing_an_end_leaves_the_other_where_it_is(panel, frame, state):
    _, _, minimum, maximum = numbers(panel)
    assert (minimum.value(), maximum.value()) == (1500, 2499)
    minimum.setValue(1000)
    assert state.view == View(Window(1750, 1500))  # black at 1750 - 750 = 1000, white at 1750 + 750 - 1 = 2499
    maximum.setValue(3000)
    assert (minimum.value(), maximum.value()) == (1000, 3000)


@pytest.mark.parametrize("function", list(VoiFunction))
def test_an_end_moved_past_the_other_takes_it_along(panel, frame, state, function):
    state.set_view(View(Window(2000, 100, function)))
    _, _, minimum, maximum = numbers(panel)
    minimum.setValue(3000)
    assert minimum.value() == pytest.approx(3000, abs=0.1)
    assert maximum.value() == pytest.approx(3000, abs=0.1)
    assert state.view.voi.function is function
    maximum.setValue(500)
    assert (minimum.value(), maximum.value()) == pytest.approx((500, 500), abs=0.1)


def test_function_is_shown_and_chosen(panel, frame, state):
    chooser = panel.findChild(WindowEditor).findChild(QComboBox)
    panel.choose(3)
    assert chooser.currentText() == "VOI LUT"
    assert any("no centre and width" in text for text in shown_texts(panel))
    panel.choose(2)
    assert chooser.currentText() == "SIGMOID"
    assert any("never quite reaches black or white" in text for text in shown_texts(panel))
    assert chooser.findText("VOI LUT") == -1
    chooser.setCurrentText("LINEAR")
    chooser.textActivated.emit("LINEAR")
    assert state.view == View(Window(2500, 3000, VoiFunction.LINEAR))
    assert not any("never quite" in text for text in shown_texts(panel))


def test_buttons(qtbot, panel, frame, state):
    qtbot.mouseClick(button(panel, "Full range"), Qt.MouseButton.LeftButton)
    assert state.view == View(None)
    box(panel, "Invert black and white").click()
    assert state.view == View(None, inverted=True)
    qtbot.mouseClick(button(panel, "Reset"), Qt.MouseButton.LeftButton)
    assert state.view == default_view(frame) == View(LUT)
    with qtbot.waitSignal(panel.visible_part_requested):
        qtbot.mouseClick(button(panel, "Visible part"), Qt.MouseButton.LeftButton)


def test_steps_start_from_what_is_shown(panel, frame, state):
    panel.nudge(wider=0.1)
    panel.nudge(higher=-0.01)
    assert state.view.voi.center == pytest.approx(2000 - 11)
    assert state.view.voi.width == pytest.approx(1100)
    panel.choose(0)
    panel.nudge(wider=-0.1)
    assert state.view.voi.width == pytest.approx(4096 / 1.1)


def test_histogram_shows_the_ends_of_the_window(panel, frame, state):
    histogram = panel.findChild(Histogram)
    # LINEAR: black at 2000 - 0.5 - 999 / 2 = 1500, white at 2000 - 0.5 + 999 / 2 = 2499.
    assert histogram.edges == (1500, 2499)
    panel.choose(2)
    assert histogram.edges == (1000, 4000)
    panel.choose(3)
    assert histogram.edges == pytest.approx((500, 1500))


def test_depth_of_the_window_is_said(panel, frame, state):
    # All of 0 to 4095 occur once; 1500 to 2499 are 1000 of them, and 256 greys are all that a screen has.
    expected = "1000 of the image's 4096 grey levels are in this window; the screen shows them as 256."
    assert expected in shown_texts(panel)
    state.set_view(View(Window(100.5, 101)))  # 50 to 150
    expected = "101 of the image's 4096 grey levels are in this window; the screen shows them as 101."
    assert expected in shown_texts(panel)
    panel.choose(3)
    assert any(text.startswith("1001 of the image's 4096") for text in shown_texts(panel))


def test_colour_image_has_no_window_and_says_so(panel, state, make_frame):
    colours = np.zeros((1, 4, 4, 3), np.uint8)
    state.set_frame(make_frame(np.zeros((4, 4)), color=colours, photometric="RGB"), View(None))
    assert panel.presets == ()
    assert not panel.findChild(PresetList).isVisible()
    assert not panel.findChild(Histogram).isVisible()
    assert "A colour image has no grey window: its colours are shown as they are." in shown_texts(panel)
    for act in (panel.toggle_inverted, panel.reset, lambda: panel.choose(0), lambda: panel.nudge(wider=0.1)):
        act()
    assert state.view == View(None)


def test_without_an_image_it_says_what_to_do(panel, state, make_frame):
    assert panel.presets == ()
    assert not panel.findChild(PresetList).isVisible()
    panel.choose(0)
    panel.nudge(wider=0.1)
    panel.toggle_inverted()
    panel.reset()
    state.set_frame(make_frame(np.full((4, 4), 7)), View(None))
    assert panel.findChild(PresetList).isVisible()
    panel.grab()
    state.set_frame(None, None)
    assert "Open an image to set its window." in shown_texts(panel)
    assert not panel.findChild(PresetList).isVisible()


def test_another_active_image_is_the_one_that_is_set(panel, state, make_frame):
    first, second = state.images[:2]
    first.set_frame(make_frame(np.arange(64).reshape(8, 8), windows=(SOFT,)), View(SOFT))
    second.set_frame(make_frame(np.arange(64).reshape(8, 8), windows=(BONE,)), View(BONE))
    state.set_active(second)
    assert [name for _, name, origin in rows(panel) if origin == "file"] == ["BONE"]
    panel.choose(0)
    assert (first.view, second.view) == (View(SOFT), View(None))


def test_narrow_panel_scrolls_down_and_never_sideways(qtbot, panel, frame):
    panel.own_presets.add("a name as long as a name may be, and more", SOFT)
    panel.resize(328, 300)
    scroll = panel.findChild(QScrollArea)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().isVisible())
    assert not scroll.horizontalScrollBar().isVisible()


def test_every_input_has_a_name(panel, frame):
    for kind in (QDoubleSpinBox, QComboBox, PresetList, Histogram):
        assert all(widget.accessibleName() for widget in panel.findChildren(kind))


def test_tab_goes_from_top_to_bottom(qtbot, panel, frame):
    panel.activateWindow()
    qtbot.waitActive(panel)
    panel.findChild(PresetList).setFocus()
    heights = []
    while not panel.findChild(Histogram).parentWidget().isAncestorOf(panel.focusWidget()):
        widget = panel.focusWidget()
        heights.append(widget.mapTo(panel, widget.rect().topLeft()).y())
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        assert panel.focusWidget() is not widget
    assert len(heights) >= 10
    assert heights == sorted(heights)
