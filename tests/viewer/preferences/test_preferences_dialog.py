import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QPushButton, QSpinBox

from viewer.actions.shortcuts import Shortcuts
from viewer.image.corners import CORNER_FIELDS, USUAL_CORNERS
from viewer.preferences.corners_page import CornersPage
from viewer.preferences.dialog import PreferencesDialog
from viewer.preferences.settings_page import SettingsPage
from viewer.setting_kinds import NumberSetting, WordsSetting
from viewer.settings import SETTINGS, Settings, corner_choice


@pytest.fixture
def settings(qtbot, tmp_path):
    return Settings(tmp_path / "preferences.json")


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.show()
    return widget


def reset(page):
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Reset to defaults")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_setting_has_its_place(qtbot, settings, tmp_path):
    dialog = shown(qtbot, PreferencesDialog(settings, Shortcuts(tmp_path / "shortcuts.json")))
    assert not dialog.isModal()
    names = {box.objectName() for kind in (QComboBox, QSpinBox, QDoubleSpinBox) for box in dialog.findChildren(kind)}
    for setting in SETTINGS:
        if not isinstance(setting, WordsSetting) and setting.group not in ("display", "label"):
            assert setting.key in names
    assert {field.key for field in CORNER_FIELDS} <= names
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_choice_holds_at_once_and_follows_changes_from_elsewhere(qtbot, settings):
    page = shown(qtbot, SettingsPage([row for row in SETTINGS if row.group == "reading"], settings))
    box = page.findChild(QComboBox, "drag_down")
    assert box.currentData() == "raises"
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert settings["drag_down"] == "lowers"
    settings.set("drag_down", "raises")
    assert box.currentData() == "raises"
    settings.update({"drag_down": "lowers", "wheel_forward": "out", "theme": "light"})
    reset(page)
    assert settings.differing() == {"theme": "light"}
    assert box.currentData() == "raises"


def test_numbers_have_their_bounds_and_units(qtbot, monkeypatch, tmp_path):
    rows = (
        NumberSetting("cache", "Cache", 512, 0, 4096, "MB", low_text="None"),
        NumberSetting("gamma", "Gamma", 2.2, 1.0, 3.0, decimals=2),
    )
    monkeypatch.setattr("viewer.settings.SETTINGS", rows)
    settings = Settings(tmp_path / "numbers.json")
    page = shown(qtbot, SettingsPage(rows, settings))
    cache, gamma = page.findChild(QSpinBox, "cache"), page.findChild(QDoubleSpinBox, "gamma")
    assert (cache.text(), gamma.value()) == ("512 MB", 2.2)
    cache.selectAll()
    QTest.keyClicks(cache, "70")
    assert settings["cache"] == 512  # half typed
    QTest.keyClick(cache, Qt.Key.Key_Return)
    assert settings["cache"] == 70
    settings.set("cache", 0)
    assert cache.text() == "None"
    gamma.setValue(99)
    assert settings["gamma"] == 3.0
    reset(page)
    assert settings.differing() == {}
    assert (cache.value(), gamma.value()) == (512, 2.2)


@pytest.fixture
def corners(qtbot, settings):
    return shown(qtbot, CornersPage(settings))


def put(page, key, corner):
    box = page.findChild(QComboBox, key)
    box.setCurrentIndex(box.findData(corner))
    box.activated.emit(box.currentIndex())


def test_a_line_goes_to_another_corner_in_the_order_of_the_list(corners, settings):
    assert corners.findChild(QComboBox, "patient_id").currentData() == "corners_top_left"
    assert corners.findChild(QComboBox, "decoder").currentData() == ""
    put(corners, "patient_name", "corners_top_right")
    choice = corner_choice(settings)
    assert choice.top_left == ("patient_id", "birth_date", "sex")
    assert choice.top_right == ("patient_name", *USUAL_CORNERS.top_right)
    put(corners, "patient_name", "corners_top_left")
    assert corner_choice(settings) == USUAL_CORNERS
    assert settings.differing() == {}
    put(corners, "zoom", "")
    put(corners, "decoder", "corners_bottom_left")
    assert corner_choice(settings).bottom_left == ("decoder", "window")  # as they come in the list
    reset(corners)
    assert corner_choice(settings) == USUAL_CORNERS
    assert corners.findChild(QComboBox, "zoom").currentData() == "corners_bottom_left"


def test_names_of_another_version_stay_where_they_are(corners, settings):
    settings.set("corners_top_left", ("from_the_future", "sex"))
    put(corners, "patient_id", "corners_top_left")
    assert settings["corners_top_left"] == ("from_the_future", "patient_id", "sex")
