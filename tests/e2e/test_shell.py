"""What the real window does with its help, its keys, its preferences and its palette."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTableWidget, QWidget
from studies import DATE, MARK, make_studies

from viewer.app import open_window
from viewer.help.context import BESIDE, PAGES
from viewer.help.manual import ManualWindow
from viewer.help.shortcuts import ShortcutsWindow
from viewer.palette import CommandPalette
from viewer.preferences.dialog import PreferencesDialog

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot):
    window = open_window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.close()


@pytest.fixture
def studied(qtbot, window, tmp_path):
    """The window with a folder open; its images are of people who are named in every way."""
    with qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=60_000):
        window.open_paths([make_studies(tmp_path / "studies")])
    return window


def focus_on(window, part):
    tabs = {"display_panel": "display", "measure_panel": "measure", "classify_panel": "classify",
            "explain_panel": "explain", "train_panel": "train", "compare_panel": "compare"}  # fmt: skip
    if part in tabs:
        window.show_tab(tabs[part])
    panel = getattr(window, part)
    for widget in (panel, *panel.findChildren(QWidget)):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus()
            return
    raise AssertionError(f"nothing in {part} takes the focus")


@pytest.mark.parametrize(("part", "page"), PAGES.items())
def test_f1_opens_the_page_about_where_one_is(qtbot, studied, part, page):
    focus_on(studied, part)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    manual = studied.findChild(ManualWindow)
    assert manual.isVisible()
    assert manual._shown == page
    manual.close()


@pytest.mark.parametrize(("name", "kind"), [("tags.show", "TagWindow"), ("export.export", "ExportDialog")])
def test_f1_knows_the_windows_beside(qtbot, studied, name, kind):
    studied.actions_by_id[name].trigger()
    beside = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == kind)
    beside.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().window() is beside)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    manual = studied.findChild(ManualWindow)
    assert manual._shown == BESIDE[type(beside)]
    manual.close()
    beside.close()


def test_one_key_hides_patient_data_from_a_window_beside_too(qtbot, studied):
    studied.actions_by_id["tags.show"].trigger()
    beside = next(w for w in QApplication.topLevelWidgets() if type(w).__name__ == "TagWindow")
    beside.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and QApplication.focusWidget().window() is beside)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert studied.state.patient_data_hidden
    assert studied.actions_by_id["view.hide_patient_data"].isChecked()
    beside.close()


def test_a_changed_key_works_at_once_and_is_told_everywhere(qtbot, studied):
    studied.shortcuts.set("view.full_screen", "Ctrl+Alt+U")
    QTest.keyClick(studied, Qt.Key.Key_F11)
    assert not studied.isFullScreen()
    QTest.keyClick(studied, Qt.Key.Key_U, CTRL_ALT)
    assert studied.isFullScreen()
    QTest.keyClick(studied, Qt.Key.Key_Escape)
    action = studied.actions_by_id["view.full_screen"]
    assert action.toolTip() == "Full screen (Ctrl+Alt+U)"
    entry = next(e for menu in studied.menuBar().findChildren(QMenu) for e in menu.actions() if e is action)
    assert entry.shortcut().toString() == "Ctrl+Alt+U"
    studied.actions_by_id["help.shortcuts"].trigger()
    table = studied.findChild(ShortcutsWindow).findChild(QTableWidget)
    rows = {table.item(row, 1).text(): table.item(row, 0).text() for row in range(table.rowCount())}
    assert rows["Full screen"] == "Ctrl+Alt+U"
    studied.findChild(ShortcutsWindow).close()
    studied.actions_by_id["help.manual"].trigger()
    manual = studied.findChild(ManualWindow)
    manual.show_page("keyboard")
    assert "Ctrl+Alt+U" in manual._browser.toPlainText()
    manual.close()


def test_a_key_of_the_image_is_changed_for_every_image(qtbot, studied):
    studied.shortcuts.set("image.invert", "Ctrl+Alt+I")
    view = studied.state.view
    studied.image_view.setFocus()
    QTest.keyClick(studied.image_view, Qt.Key.Key_I)
    assert studied.state.view == view
    QTest.keyClick(
        studied.image_view, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    assert studied.state.view.inverted != view.inverted


def test_the_palette_runs_what_was_typed(qtbot, studied):
    QTest.keyClick(studied, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = studied.findChild(CommandPalette)
    assert palette.isVisible()
    QTest.keyClicks(palette._line, "hide pat")
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert studied.state.patient_data_hidden
    studied.actions_by_id["view.palette"].trigger()
    assert len(studied.findChildren(CommandPalette)) == 1
    palette.close()


def test_preferences_reach_the_image(qtbot, studied):
    QTest.keyClick(studied, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert studied.findChild(PreferencesDialog).isVisible()
    before = studied.image_view.grab().toImage()
    studied.settings.set("corners_top_left", ())
    after = studied.image_view.grab().toImage()
    assert after != before
    studied.settings.reset(["corners_top_left"])
    assert studied.image_view.grab().toImage() == before
    studied.actions_by_id["view.preferences"].trigger()
    assert len(studied.findChildren(PreferencesDialog)) == 1
    studied.findChild(PreferencesDialog).close()


def test_copied_diagnostics_tell_nothing_of_patients_or_folders(qtbot, studied, isolated_home, tmp_path):
    studied.actions_by_id["help.diagnostics"].trigger()
    text = QGuiApplication.clipboard().text()
    assert "copied" in studied.image_area.messages.text
    assert re.search(r"^CXR-12 \d", text)
    assert "Images listed: 7" in text or "Images listed: 8" in text
    for secret in (MARK, DATE, str(tmp_path), str(isolated_home), *(f"/{top}/" for top in ("home", "root"))):
        assert secret not in text
