import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from viewer.actions import ACTIONS
from viewer.actions.action import Action
from viewer.actions.shortcuts import Shortcuts
from viewer.preferences.shortcuts_page import ShortcutsPage

TABLE = (
    Action("file.open", "File", "Open...", "Ctrl+O", print),
    Action("image.fit", "Image", "Fit", "F; =", print, where="image"),
    Action("image.next", "Image", "Next", "Right", print, where="only"),
    Action("help.plain", "Help", "Plain", "", print),
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "shortcuts.json"


@pytest.fixture
def shortcuts(qtbot, file):
    return Shortcuts(file, TABLE)


def all_of(shortcuts):
    return {action.id: shortcuts[action.id] for action in TABLE}


USUAL = {"file.open": "Ctrl+O", "image.fit": "F; =", "image.next": "Right", "help.plain": ""}


def test_only_what_differs_is_kept(qtbot, shortcuts, file):
    assert all_of(shortcuts) == USUAL
    told = []
    shortcuts.changed.connect(told.append)
    shortcuts.set("image.fit", "G")
    assert told == ["image.fit"]
    assert json.loads(file.read_text()) == {"image.fit": "G"}
    assert all_of(Shortcuts(file, TABLE)) == {**USUAL, "image.fit": "G"}
    shortcuts.set("image.fit", "f; =")
    assert json.loads(file.read_text()) == {}
    assert not shortcuts.is_own("image.fit")


@pytest.mark.parametrize(
    ("name", "keys", "taken_by"),
    [
        ("help.plain", "Ctrl+O", ("file.open",)),
        ("help.plain", "X; =", ("image.fit",)),
        ("help.plain", "Right; F", ("image.fit", "image.next")),
        ("image.next", "Ctrl+O", ("file.open",)),  # the whole window is also the image
        ("help.plain", "Ctrl+O, Ctrl+P", ("file.open",)),  # Ctrl+O would not wait for the second key
        ("file.open", "Ctrl+O", ()),
        ("help.plain", "Ctrl+Shift+O", ()),
        ("help.plain", "", ()),
    ],
)
def test_clashes_are_named(shortcuts, name, keys, taken_by):
    assert shortcuts.taken_by(name, keys) == taken_by


def test_keys_are_taken_from_who_has_them_and_only_those(shortcuts, file):
    shortcuts.set("help.plain", "=")
    assert all_of(shortcuts) == {**USUAL, "help.plain": "=", "image.fit": "F"}
    shortcuts.reset("image.fit")
    assert all_of(shortcuts) == USUAL
    shortcuts.set("image.next", "Ctrl+O")
    shortcuts.set("file.open", "Right")
    assert all_of(shortcuts) == {**USUAL, "image.next": "Ctrl+O", "file.open": "Right"}
    assert all_of(Shortcuts(file, TABLE)) == all_of(shortcuts)
    told = []
    shortcuts.changed.connect(told.append)
    shortcuts.reset_all()
    assert (all_of(shortcuts), json.loads(file.read_text())) == (USUAL, {})
    assert told == ["file.open", "image.next"]


@pytest.mark.parametrize("keys", ["Nonsense", "Ctrl+", "A; B; C; D; E", "x" * 300, None])
def test_what_is_no_key_is_refused(shortcuts, file, keys):
    with pytest.raises(ValueError, match="expected key sequences"):
        shortcuts.set("image.fit", keys)
    file.write_text(json.dumps({"image.fit": keys, "no.such": "G", "image.next": "N"}))
    again = Shortcuts(file, TABLE)
    assert all_of(again) == {**USUAL, "image.next": "N"}
    again.set("image.next", "M")
    assert json.loads(file.read_text()) == {"image.next": "M"}
    assert "no.such" in file.with_name("shortcuts.json.bad").read_text()


def test_a_file_that_gives_two_actions_one_key_leaves_no_clash(file):
    file.write_text(json.dumps({"file.open": "G", "help.plain": "G"}))
    assert all_of(Shortcuts(file, TABLE)) == {**USUAL, "file.open": "", "help.plain": "G"}


@pytest.mark.parametrize("content", [b"", b"{", b"\x00\xff", b"[1]", b"7"])
def test_unusable_file_is_kept_and_the_table_used(qtbot, file, content):
    file.write_bytes(content)
    assert all_of(Shortcuts(file, TABLE)) == USUAL
    assert file.with_name("shortcuts.json.bad").read_bytes() == content


def test_folder_that_cannot_be_written_is_said(qtbot, tmp_path):
    shortcuts = Shortcuts(tmp_path / "missing" / "shortcuts.json", TABLE)
    with qtbot.waitSignal(shortcuts.not_saved) as told:
        shortcuts.set("image.fit", "G")
    assert "No such file or directory" in told.args[0]
    assert shortcuts["image.fit"] == "G"


@pytest.fixture
def page(qtbot, file):
    page = ShortcutsPage(Shortcuts(file))
    qtbot.addWidget(page)
    page.show()
    return page


def row_of(page, name):
    return next(row for row in range(page._table.rowCount()) if page._table.item(row, 0).data(256) == name)


def press(page, name, key, modifier=Qt.KeyboardModifier.NoModifier):
    page._table.setCurrentCell(row_of(page, name), 0)
    page._edit.setFocus()
    QTest.keyClick(page._edit, key, modifier)
    assert page._edit.keySequence() == QKeySequence(modifier.value | key.value)


def test_every_action_is_listed_and_found_by_name_menu_or_keys(page):
    assert page._table.rowCount() == len(ACTIONS)
    page._search.setText("full scr")
    assert not page._table.isRowHidden(row_of(page, "view.full_screen"))
    assert page._table.isRowHidden(row_of(page, "image.fit"))
    page._search.setText("ctrl+o")
    assert not page._table.isRowHidden(row_of(page, "file.open_folder"))


def test_pressing_a_free_key_and_assigning(qtbot, page):
    press(page, "image.fit", Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert page._clash.text() == ""
    qtbot.mouseClick(page._assign, Qt.MouseButton.LeftButton)
    assert page._shortcuts["image.fit"] == "Alt+F"
    assert page._table.item(row_of(page, "image.fit"), 2).text() == "Alt+F"
    assert page._table.item(row_of(page, "image.fit"), 2).font().bold()
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    assert page._shortcuts["image.fit"] == "F; ="


def test_a_clash_is_named_before_anything_changes(qtbot, page):
    press(page, "help.about", Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert "Ctrl+O is used by \u201cOpen folder\u201d" in page._clash.text()
    assert page._assign.text() == "Take and assign"
    assert page._shortcuts["file.open_folder"] == "Ctrl+O"
    qtbot.mouseClick(page._assign, Qt.MouseButton.LeftButton)
    assert (page._shortcuts["help.about"], page._shortcuts["file.open_folder"]) == ("Ctrl+O", "")
    page._table.setCurrentCell(row_of(page, "file.open_folder"), 0)
    assert page._reset.text() == "Take back"
    assert "\u201cAbout CXR-12\u201d" in page._clash.text()
    qtbot.mouseClick(page._reset, Qt.MouseButton.LeftButton)
    assert (page._shortcuts["help.about"], page._shortcuts["file.open_folder"]) == ("", "Ctrl+O")


def test_keys_are_added_removed_and_all_reset(qtbot, page):
    press(page, "image.fit", Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(page._add, Qt.MouseButton.LeftButton)
    assert page._shortcuts["image.fit"] == "F; =; Alt+F"
    qtbot.mouseClick(page._remove, Qt.MouseButton.LeftButton)
    assert page._shortcuts["image.fit"] == ""
    assert not page._remove.isEnabled()
    qtbot.mouseClick(page._reset_all, Qt.MouseButton.LeftButton)
    assert page._shortcuts["image.fit"] == "F; ="
