"""Everything can be reached with the keyboard and has a name that can be read aloud."""

import pytest
from keyboard import by_tab, name_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from studies import make_studies

from viewer.app import open_window
from viewer.preferences.dialog import PreferencesDialog

TABS = ("display", "measure", "classify", "explain", "train", "compare")
WINDOWS = (
    "view.preferences", "help.manual", "help.shortcuts", "help.about", "view.palette", "tags.show", "export.export",
    "dataset.build", "train.studies", "export.print", "train.depth",
)  # fmt: skip


@pytest.fixture
def window(qtbot, tmp_path):
    window = open_window()
    qtbot.addWidget(window)
    window.resize(1400, 1000)
    window.show()
    window.activateWindow()
    with qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=60_000):
        window.open_paths([make_studies(tmp_path / "studies")])
    yield window
    window.close()


def show(qtbot, window, tab):
    """Bring a tab to the front, and wait until it is laid out: what it asks for afterwards is for the next turn."""
    window.show_tab(tab)
    front = window.tabs.currentWidget()
    qtbot.waitUntil(lambda: front.isVisible() and front.height() > 0 and not window.opening.is_running)


def without_name(top):
    named = {widget: name_of(widget) for widget in by_tab(top)}
    # What lies inside another one that has a name, as the line of a spin box does, is read with it.
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parentWidget()).__name__}"
        for widget, name in named.items()
        if not name and not name_of(widget.parentWidget())
    ]


@pytest.mark.parametrize("tab", TABS)
def test_everything_in_the_window_has_a_name(qtbot, window, tab):
    show(qtbot, window, tab)
    assert len(by_tab(window)) > 10
    assert without_name(window) == []


def test_everything_has_a_name_and_is_reached_while_labelling(qtbot, window):
    window.actions_by_id["label.mode"].trigger()
    window.label.labelling.set_reader("Ann")
    test_everything_in_the_window_has_a_name(qtbot, window, "label")
    test_tab_reaches_everything(qtbot, window, "label")


@pytest.mark.parametrize("name", WINDOWS)
def test_everything_in_the_other_windows_has_a_name(qtbot, window, name):
    window.actions_by_id[name].trigger()
    opened = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]
    assert len(opened) == 1
    assert opened[0].windowTitle()
    assert without_name(opened[0]) == []
    opened[0].close()


@pytest.mark.parametrize("tab", TABS)
def test_tab_reaches_everything(qtbot, window, tab):
    """Round the whole window, forwards and backwards; the image gives Tab another meaning, and F6 leads out of it."""
    show(qtbot, window, tab)
    expected = set(by_tab(window))
    for forward in (True, False):
        window.browser.setFocus()
        seen = set()
        for _ in range(3 * len(expected) + 20):
            (window.focusNextChild if forward else window.focusPreviousChild)()
            seen.add(QApplication.focusWidget())
        missed = expected - seen
        assert not missed, [f"{type(w).__name__} {w.objectName()} {name_of(w)}" for w in missed]


def test_f6_goes_round_the_parts_of_the_window(qtbot, window):
    window.browser.setFocus()
    parts = (window.browser, window.image_area, window.tabs)
    seen = []
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(next(part for part in parts if part is focus or part.isAncestorOf(focus)))
    assert set(seen[:3]) == set(parts)
    assert seen[:3] == seen[3:]


def test_a_dialog_can_be_used_and_left_by_keys(qtbot, window):
    window.actions_by_id["view.preferences"].trigger()
    dialog = window.findChild(PreferencesDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Tab)
    assert dialog.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
