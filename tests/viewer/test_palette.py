import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from viewer.actions import ACTIONS
from viewer.palette import CommandPalette, match


@pytest.mark.parametrize(
    ("asked", "text", "far"),
    [
        ("", "Open folder File", 0),
        ("open", "Open folder File", 0),
        ("fold op", "Open folder File", 0),
        ("OPEN FILE", "Open folder File", 0),
        ("older", "Open folder File", 1),
        ("opfo", "Open folder File", 2),
        ("opfo older", "Open folder File", 3),
        ("of", "Full screen View", None),
        ("open x", "Open folder File", None),
        ("windows 1", "Window 1 Image / Windows", 0),
    ],
)
def test_distance_of_a_text_from_what_was_typed(asked, text, far):
    assert match(asked, text) == far


@pytest.fixture
def palette(qtbot):
    """Over a window whose actions tell that they ran; those that need an image cannot."""
    window = QMainWindow()
    window.resize(900, 700)
    qtbot.addWidget(window)
    ran, made = [], {}
    for action in ACTIONS:
        made[action.id] = QAction(action.menu_text, window)
        made[action.id].setEnabled(not action.needs_image)
        made[action.id].triggered.connect(lambda _=False, name=action.id: ran.append(name))
    window.show()
    palette = CommandPalette(made, window)
    palette.ran, palette.made = ran, made
    palette.begin()
    yield palette
    palette.close()


def listed(palette):
    return [palette._model.item(row).text() for row in range(palette._model.rowCount())]


def test_every_command_is_listed_and_typing_brings_the_nearest_first(palette):
    assert len(listed(palette)) == len(ACTIONS)
    QTest.keyClicks(palette._line, "fold")
    assert listed(palette)[0] == "Open folder\u2026"
    palette._line.setText("xyzzy")
    assert listed(palette) == []
    assert palette._nothing.isVisible()
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    assert palette.ran == []


def test_keys_alone_choose_and_run(palette):
    QTest.keyClicks(palette._line, "open")
    names = listed(palette)
    for key, row in (
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_PageDown, len(names) - 1),
    ):
        QTest.keyClick(palette._line, key)
        assert palette._list.currentIndex().row() == row
    QTest.keyClick(palette._line, Qt.Key.Key_PageUp)
    QTest.keyClick(palette._line, Qt.Key.Key_Down)
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    assert [palette.made[name].text() for name in palette.ran] == [names[1]]
    assert not palette.isVisible()


def test_what_cannot_be_run_says_why_and_does_not_run(palette):
    QTest.keyClicks(palette._line, "invert")
    item = palette._model.item(0)
    assert item.text() == "Invert"
    assert not item.isEnabled()
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).endswith("needs an open image")
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    assert palette.ran == []
    assert palette.isVisible()


def test_menu_and_keys_are_read_out(palette):
    palette.made["view.full_screen"].setShortcut("F9")
    palette._line.setText("full screen")
    assert palette._model.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Full screen, View, F9"


def test_escape_leaves_and_the_next_time_begins_anew(palette):
    palette._line.setText("fold")
    QTest.keyClick(palette._line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    palette.begin()
    assert palette._line.text() == ""
    assert len(listed(palette)) == len(ACTIONS)
