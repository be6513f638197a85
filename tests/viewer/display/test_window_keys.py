"""The window's keys through the real main window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from core.dicom.frame import VoiFunction, Window
from core.display.view import REGION, View
from viewer.main_window import MainWindow

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
SOFT = Window(2000, 1000, VoiFunction.LINEAR_EXACT, "SOFT")


@pytest.fixture
def frame(make_frame, window):
    made = make_frame((np.arange(10_000).reshape(100, 100) * 37) % 4096, windows=(SOFT,))
    window.state.set_frame(made, View(SOFT, inverted=True))
    window.image_view.setFocus()
    return made


@pytest.mark.parametrize(
    ("key", "modifiers", "center", "width"),
    [
        (Qt.Key.Key_Up, ALT, 2010, 1000),
        (Qt.Key.Key_Down, ALT, 1990, 1000),
        (Qt.Key.Key_Up, ALT | SHIFT, 2100, 1000),
        (Qt.Key.Key_Down, ALT | SHIFT, 1900, 1000),
        (Qt.Key.Key_PageUp, ALT, 2000, 1010),
        (Qt.Key.Key_PageDown, ALT, 2000, 1000 / 1.01),
        (Qt.Key.Key_PageUp, ALT | SHIFT, 2000, 1100),
        (Qt.Key.Key_PageDown, ALT | SHIFT, 2000, 1000 / 1.1),
    ],
)
def test_fine_and_coarse_steps(qtbot, window, frame, key, modifiers, center, width):
    qtbot.keyClick(window.image_view, key, modifiers)
    view = window.state.view
    assert (view.voi.center, view.voi.width) == pytest.approx((center, width))
    assert (view.voi.function, view.inverted) == (VoiFunction.LINEAR_EXACT, True)


def test_number_keys_choose_and_the_list_follows(qtbot, window, frame):
    qtbot.keyClick(window.image_view, Qt.Key.Key_0)
    assert window.state.view == View(None, inverted=True)
    qtbot.keyClick(window.image_view, Qt.Key.Key_1)
    assert window.state.view == View(SOFT, inverted=True)


def test_visible_part_by_its_key(qtbot, window, frame):
    with qtbot.waitSignal(window.state.view_changed):
        qtbot.keyClick(window.image_view, Qt.Key.Key_W, SHIFT)
    assert window.state.view.voi.explanation == REGION


def test_region_by_its_key_and_escape(qtbot, window, frame):
    qtbot.keyClick(window.image_view, Qt.Key.Key_W)
    assert window.regions.is_asking
    qtbot.keyClick(window.image_view, Qt.Key.Key_Escape)
    assert not window.regions.is_asking
    assert window.image_view.tool is not window.regions.tool


def test_saving_the_window_goes_to_the_line_for_its_name(qtbot, window, frame):
    window.show_tab("classify")
    window.actions_by_id["image.window_keep"].trigger()
    line = window.display_panel.findChild(QLineEdit, "preset_name")
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "1 mine")
    assert window.state.view == View(SOFT, inverted=True)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (window.settings.folder / "presets.json").is_file()
    assert [preset.name for preset in window.display_panel.own_presets] == ["1 mine"]


def test_escape_while_naming_ends_the_naming_only(qtbot, window, frame, monkeypatch):
    cancelled = []
    monkeypatch.setattr(MainWindow, "cancel", lambda self: cancelled.append(1))
    window.actions_by_id["image.window_keep"].trigger()
    line = window.display_panel.findChild(QLineEdit, "preset_name")
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert cancelled == []


def test_screen_preferences_reach_every_view(window, frame):
    window.settings.set("gsdf", "on")
    assert "GSDF simulation" in [badge.text for badge in window.image_view.badges()]
    window.settings.set("gsdf", "off")
    assert window.image_view.badges() == ()
