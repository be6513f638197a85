import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from core.dicom.frame import VoiFunction, Window
from core.display.view import View
from viewer.display.preset_keeper import PresetKeeper
from viewer.display.user_presets import LONGEST, MOST, UserPreset, UserPresets, tidy_name

HEART = Window(1800, 900, VoiFunction.SIGMOID)
RIBS = Window(2600, 2000)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "presets.json"


@pytest.fixture
def presets(qtbot, file):
    return UserPresets(file)


def names(presets):
    return [preset.name for preset in presets]


def test_kept_windows_are_there_the_next_time(presets, file):
    presets.add("Behind the heart", HEART)
    presets.add("Ribs", Window(2600, 2000, explanation="SMITH^JOHN"))
    assert list(UserPresets(file)) == [UserPreset("Behind the heart", HEART), UserPreset("Ribs", RIBS)]
    assert "SMITH" not in file.read_text()
    assert json.loads(file.read_text())[0] == {
        "name": "Behind the heart", "center": 1800, "width": 900, "function": "SIGMOID",
    }  # fmt: skip


def test_they_can_be_renamed_moved_removed_and_brought_back(qtbot, presets, file):
    for name in "abc":
        presets.add(name, RIBS)
    with qtbot.waitSignal(presets.changed):
        presets.rename(1, "B")
    presets.move(2, -1)
    presets.move(0, -1)
    assert names(presets) == ["a", "c", "B"]
    removed = presets.remove(1)
    assert names(presets) == ["a", "B"]
    presets.insert(1, removed)
    assert names(presets) == ["a", "c", "B"]
    presets.insert(0, removed)  # its name is taken
    assert names(UserPresets(file)) == ["a", "c", "B"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Behind\n the\theart ", "Behind the heart"),
        ("a\x00b\u202ec\u200b", "abc"),
        ("x" * 100, "x" * LONGEST),
        ("\u80ba\u91ce <b>&amp;</b> %s", "\u80ba\u91ce <b>&amp;</b> %s"),
        ("\x07\u200e ", ""),
    ],
)
def test_names_are_plain_short_and_on_one_line(typed, kept):
    assert tidy_name(typed) == kept


def test_an_empty_name_a_name_taken_and_one_too_many_are_refused_with_a_reason(presets):
    presets.add("Ribs", RIBS)
    assert "name" in presets.problem(" \n")
    assert "already a preset called \u201cRIBS\u201d" in presets.problem(" RIBS ")
    assert presets.problem("ribs", besides="Ribs") == ""
    with pytest.raises(ValueError, match="already"):
        presets.add("ribs", HEART)
    for number in range(MOST - 1):
        presets.add(f"n {number}", RIBS)
    assert str(MOST) in presets.problem("another")
    assert len(presets) == MOST


@pytest.mark.parametrize("content", ["", "{", '{"name": "x"}', "7", '"text"', "[" * 10_000])
def test_unusable_file_is_kept_aside(qtbot, file, content):
    file.write_text(content)
    assert list(UserPresets(file)) == []
    assert file.with_name("presets.json.bad").read_text() == content


def test_what_is_usable_of_a_file_is_used_and_the_rest_kept_aside(qtbot, file):
    good = {"name": "Ribs", "center": 2600, "width": 2000, "function": "LINEAR"}
    broken = [
        {**good, "name": 7}, {**good, "name": "ribs"}, {**good, "width": 0}, {**good, "center": "1"},
        {**good, "center": True}, {**good, "name": "n", "width": 1e400}, {**good, "function": "CUBIC"}, None, [], {},
        {**good, "name": "huge", "center": 10**400},
    ]  # fmt: skip
    content = json.dumps([broken[0], good, *broken[1:]])
    file.write_text(content)
    assert list(UserPresets(file)) == [UserPreset("Ribs", RIBS)]
    assert file.with_name("presets.json.bad").read_text() == content
    assert names(UserPresets(file)) == ["Ribs"]


def test_folder_that_cannot_be_written_is_said(qtbot, tmp_path):
    presets = UserPresets(tmp_path / "missing" / "presets.json")
    with qtbot.waitSignal(presets.not_saved) as told:
        presets.add("Ribs", RIBS)
    assert "No such file or directory" in told.args[0]
    assert names(presets) == ["Ribs"]


# In the panel


@pytest.fixture
def keeper(panel, state, make_frame):
    frame = make_frame([[0, 4095]], windows=(Window(2000, 1000, explanation="SOFT"),))
    state.set_frame(frame, View(HEART, inverted=True))
    return panel.findChild(PresetKeeper)


def press(qtbot, keeper, text):
    (button,) = [b for b in keeper.findChildren(QPushButton) if b.text() == text and b.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def keep(qtbot, keeper, name):
    press(qtbot, keeper, "Save window...")
    line = keeper.findChild(QLineEdit)
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_window_on_screen_is_kept_and_offered_for_every_image(qtbot, panel, keeper, state, make_frame):
    keep(qtbot, keeper, "Behind the heart")
    assert panel.presets[-1].name == "Behind the heart (yours)"
    assert not keeper.findChild(QLineEdit).isVisible()
    state.set_frame(make_frame([[5, 6]]), View(None))
    panel.choose(len(panel.presets) - 1)
    assert state.view == View(HEART)


def test_a_preset_never_changes_the_polarity(qtbot, panel, keeper, state):
    keep(qtbot, keeper, "Behind the heart")
    panel.choose(0)
    panel.choose(len(panel.presets) - 1)
    assert state.view == View(HEART, inverted=True)


def test_a_name_taken_is_refused_beside_the_line_and_escape_gives_up(qtbot, panel, keeper, state):
    keep(qtbot, keeper, "Ribs")
    keep(qtbot, keeper, "ribs")
    line = keeper.findChild(QLineEdit)
    said = [p.text() for p in keeper.findChildren(type(keeper._problem)) if p.isVisible() and p.text()]
    assert said == ["There is already a preset called \u201cribs\u201d; choose another name."]
    assert names(panel.own_presets) == ["Ribs"]
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert names(panel.own_presets) == ["Ribs"]


def test_presets_are_renamed_ordered_deleted_and_brought_back_by_buttons(qtbot, panel, keeper, state):
    for name, window in (("a", HEART), ("b", RIBS)):
        state.set_view(View(window))
        keep(qtbot, keeper, name)
    up, down = keeper.findChildren(QToolButton)
    assert (up.isEnabled(), down.isEnabled()) == (True, False)
    qtbot.mouseClick(up, Qt.MouseButton.LeftButton)
    assert names(panel.own_presets) == ["b", "a"]
    press(qtbot, keeper, "Rename")
    line = keeper.findChild(QLineEdit)
    assert line.text() == "b"
    qtbot.keyClicks(line, "Ribs")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert names(panel.own_presets) == ["Ribs", "a"]
    press(qtbot, keeper, "Delete")
    assert names(panel.own_presets) == ["a"]
    assert state.view == View(RIBS)
    press(qtbot, keeper, "Undo")
    assert names(panel.own_presets) == ["Ribs", "a"]


def test_only_ones_own_windows_can_be_renamed(qtbot, panel, keeper):
    keep(qtbot, keeper, "Ribs")
    panel.choose(1)
    for text in ("Rename", "Delete"):
        (button,) = [b for b in keeper.findChildren(QPushButton) if b.text() == text]
        assert not button.isEnabled()


def test_of_two_equal_windows_the_one_asked_for_is_marked(qtbot, panel, keeper, state):
    keep(qtbot, keeper, "a")
    keep(qtbot, keeper, "b")
    from viewer.display.preset_list import PresetList

    tree = panel.findChild(PresetList)
    last = len(panel.presets) - 1
    assert tree.current() == last
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    assert tree.current() == last - 1
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current() == last
