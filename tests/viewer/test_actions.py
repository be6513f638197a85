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
        assert action.where in ("window", "image", "only")


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
