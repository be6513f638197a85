from collections import Counter

import pytest

from viewer.actions import ACTIONS, MENUS, key_rows, key_sequences


def test_ids_are_unique():
    assert [name for name, times in Counter(action.id for action in ACTIONS).items() if times > 1] == []


def test_shortcuts_are_unique_and_understood(qapp):
    keys = [key for action in ACTIONS for key in key_sequences(action.shortcut)]
    assert all(not key.isEmpty() for key in keys)
    written = [key.toString() for key in keys]
    assert all(written)
    assert [name for name, times in Counter(written).items() if times > 1] == []
    assert len(written) == sum(len(action.shortcut.split("; ")) for action in ACTIONS if action.shortcut)


def test_every_action_is_in_a_menu_and_begins_with_a_capital():
    for action in ACTIONS:
        assert action.menu.partition("/")[0] in MENUS
        assert action.text[0].isupper()
        assert action.where in ("anywhere", "window", "image", "only")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("0", "Full range"),
        ("I", "Invert"),
        ("F or =", "Fit"),
        ("+", "Zoom in"),
        ("-", "Zoom out"),
        ("Space", "Reset window, zoom and orientation"),
        ("Left or Up", "Previous image"),
        ("PgDown", "Next series"),
        ("Home", "First image of the series"),
        ("Tab", "Show or hide the panels"),
        ("F11", "Full screen"),
        ("Esc", "Cancel"),
        ("1", "Window 1"),
    ],
)
def test_usual_keys(qapp, keys, text):
    assert (keys, text) in key_rows()


def test_tools_that_find_no_room_are_behind_an_arrow_of_the_texts_colour(qtbot):
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow, QToolButton

    from viewer.menus import make_tool_bar

    window = QMainWindow()
    qtbot.addWidget(window)
    made = {action.id: QAction(action.menu_text, window) for action in ACTIONS}
    window.addToolBar(make_tool_bar("Tools", made, window))
    window.resize(300, 200)
    window.show()
    more = window.findChild(QToolButton, "qt_toolbar_ext_button")
    qtbot.waitUntil(more.isVisible)
    assert more.arrowType() is Qt.ArrowType.RightArrow
    assert more.accessibleName() == "More tools"
