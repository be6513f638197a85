"""The guided tour on the real window: what it says, what it points at, how it is left, and when it is offered."""

import itertools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from shiboken6 import isValid

from core.display.view import View
from viewer.app import greet
from viewer.guide.guide import Guide, begin_guide, offer_guide
from viewer.palette import CommandPalette

STEPS = 8
NO_ALT = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def guide(qtbot, window):
    """The tour at its first step."""
    window.actions_by_id["help.guide"].trigger()
    made = window.findChild(Guide)
    qtbot.waitUntil(lambda: settled(made))
    return made


def settled(guide):
    return not guide._soon.isActive() and guide.card.isVisible()


def press(key, modifier=NO_ALT):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def go_to(qtbot, guide, number):
    while guide.number < number:
        QTest.keyClick(guide.card.next, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: settled(guide))


def show_image(window, make_frame):
    window.state.set_frame(make_frame(np.arange(48 * 32).reshape(48, 32)), View(None))


def said(guide):
    return [label.text() for label in guide.card.findChildren(QLabel) if label.isVisible()]


def on_window(window, widget):
    return QRect(widget.mapTo(window, QPoint()), widget.size())


@pytest.mark.parametrize(("width", "height"), [(1024, 700), (1600, 1000)])
@pytest.mark.parametrize("with_image", [False, True])
def test_each_step_frames_something_and_covers_nothing_of_it(
    qtbot, window, make_frame, guide, width, height, with_image
):
    if with_image:
        show_image(window, make_frame)
    window.resize(width, height)
    for number in range(1, STEPS + 1):
        go_to(qtbot, guide, number)
        qtbot.waitUntil(lambda: bool(guide.frames.spots) and window.size().toTuple() == (width, height))
        card = guide.card.geometry()
        assert window.rect().contains(card)
        assert not any(spot.intersects(card) for spot in guide.frames.spots), (number, guide.frames.spots, card)
        assert f"{number} of {STEPS}" in said(guide)
        hint = guide.card.heightForWidth(guide.card.width())
        assert guide.card.height() >= hint  # no line of the text is cut


def test_the_steps_point_at_what_they_speak_of(qtbot, window, guide):
    def buttons():
        shown = [b for b in window.image_area.empty.findChildren(QPushButton) if not b.isFlat()]
        return [on_window(window, button) for button in shown]

    assert all(guide.frames.spots[0].contains(rect) for rect in buttons())
    for number, widget in ((2, window.browser), (3, window.image_area), (5, window.classify_panel)):
        go_to(qtbot, guide, number)
        assert guide.frames.spots[0].contains(on_window(window, widget).center())
    go_to(qtbot, guide, 6)
    bar = window.menuBar()
    at = guide.frames.spots[0].center()
    assert bar.actionAt(bar.mapFrom(window, at)).text() == "Classify"
    go_to(qtbot, guide, 7)
    assert window.tabs.currentWidget() is window.train_panel
    go_to(qtbot, guide, 8)
    at = guide.frames.spots[0].center()
    assert bar.actionAt(bar.mapFrom(window, at)).text() == "Help"


def test_with_an_image_open_the_first_step_points_at_the_tool_bar(qtbot, window, guide, make_frame):
    show_image(window, make_frame)
    folder = next(b for b in window.findChildren(QToolButton) if b.defaultAction() is not None
                  and b.defaultAction().objectName() == "file.open_folder")  # fmt: skip
    qtbot.waitUntil(lambda: settled(guide) and guide.frames.spots[0].contains(on_window(window, folder)))


def test_hidden_panels_are_opened_and_the_tab_from_before_comes_back(qtbot, window):
    window.show_tab("measure")
    window.toggle_panels()
    assert not window.browser.isVisible()
    begin_guide(window)
    guide = window.findChild(Guide)
    go_to(qtbot, guide, 2)
    assert window.browser.isVisible()
    assert not window.tabs.isVisible()
    go_to(qtbot, guide, 5)
    assert window.classify_panel.isVisible()
    guide.end()
    assert window.tabs.currentWidget() is window.measure_panel


def test_a_tab_that_the_user_went_to_meanwhile_stays(qtbot, window, guide):
    go_to(qtbot, guide, 5)
    window.show_tab("compare")
    guide.end()
    assert window.tabs.currentWidget() is window.compare_panel


def test_what_goes_from_the_screen_is_not_framed_and_comes_back_framed(qtbot, window, guide):
    go_to(qtbot, guide, 2)
    window.toggle_panels()
    qtbot.waitUntil(lambda: guide.frames.spots == ())
    assert guide.card.isVisible()
    assert window.rect().contains(guide.card.geometry())
    window.toggle_panels()
    qtbot.waitUntil(lambda: len(guide.frames.spots) == 1)


def test_the_whole_tour_by_keys(qtbot, window):
    window.image_view.setFocus()
    begin_guide(window)
    guide = window.findChild(Guide)
    assert QApplication.focusWidget() is guide.card.next
    assert not guide.card.back.isEnabled()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert guide.number == 3
    press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is guide.card.back
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert guide.number == 1
    assert QApplication.focusWidget() is guide.card.next
    for _ in range(STEPS - 1):
        press(Qt.Key.Key_Return)
    assert guide.number == STEPS
    assert guide.card.next.text() == "&Done"
    with qtbot.waitSignal(guide.ended):
        press(Qt.Key.Key_Return)
    assert not guide.card.isVisible()
    assert not guide.frames.isVisible()
    assert QApplication.focusWidget() is window.image_view


def test_the_tour_by_mouse(qtbot, window, guide):
    QTest.mouseClick(guide.card.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(guide.card.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(guide.card.back, Qt.MouseButton.LeftButton)
    assert guide.number == 2
    QTest.mouseClick(guide.card.skip, Qt.MouseButton.LeftButton)
    assert not guide.is_under_way


@pytest.mark.parametrize("within", [True, False])
def test_escape_ends_it_wherever_the_focus_is(qtbot, window, guide, within):
    window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
    if not within:
        window.image_view.setFocus()
    press(Qt.Key.Key_Escape)
    assert not guide.is_under_way
    assert window.isFullScreen() is within  # the window's own Escape leaves full screen, that of the card does not


def test_mnemonics_work_from_elsewhere_and_are_those_of_nothing_else(qtbot, window, guide, make_frame):
    show_image(window, make_frame)
    for number in range(1, STEPS + 1):
        go_to(qtbot, guide, number)
        texts = [w.text() for kind in (QPushButton, QLabel) for w in window.findChildren(kind) if w.isVisible()]
        keys = [key for key in (QKeySequence.mnemonic(text).toString() for text in texts) if key]
        assert len(keys) == len(set(keys)), sorted(keys)
        assert {"Alt+S", "Alt+B"} <= set(keys)
    guide.begin()
    window.browser.setFocus()
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: guide.number == 2)  # a button pressed by its letter is seen to be pressed for a moment
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: guide.number == 1)


def test_clicks_go_through_the_frames(qtbot, window, guide):
    spot = guide.frames.spots[0]
    assert guide.frames.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert window.childAt(spot.topLeft() + QPoint(1, 1)) is not guide.frames
    assert guide.frames.mask().contains(spot.topLeft())
    assert not guide.frames.mask().contains(spot.center())


def test_programs_that_read_the_screen_hear_every_card(qtbot, window, guide):
    go_to(qtbot, guide, 2)
    card = QAccessible.queryAccessibleInterface(guide.card)
    assert card.text(QAccessible.Text.Name) == "Tour, step 2 of 8: Browse"
    assert card.text(QAccessible.Text.Description).startswith("Patients, studies, series and images")
    assert QAccessible.queryAccessibleInterface(guide.card.skip).text(QAccessible.Text.Name) == "Skip the tour"
    focused = QAccessible.queryAccessibleInterface(QApplication.focusWidget())
    assert "step 2 of 8" in focused.text(QAccessible.Text.Description)


def test_the_keys_told_are_those_in_use(qtbot, window, guide):
    window.shortcuts.set("classify.run", "Ctrl+Alt+U")
    go_to(qtbot, guide, 5)
    assert "Classify the image (Ctrl+Alt+U)\nShow the heat map (M)" in said(guide)


def test_every_text_is_short(qtbot, window, guide):
    for number in range(1, STEPS + 1):
        go_to(qtbot, guide, number)
        text = max(said(guide), key=len)
        assert 1 <= text.count(".") <= 3
        assert len(text) <= 200


def test_it_begins_again_and_is_found_in_menu_and_palette(qtbot, window, guide):
    go_to(qtbot, guide, 4)
    window.actions_by_id["help.guide"].trigger()
    assert guide.number == 1
    assert len(window.findChildren(Guide)) == 1
    guide.end()
    window.actions_by_id["view.palette"].trigger()
    palette = window.findChild(CommandPalette)
    QTest.keyClicks(palette._line, "guided tour")
    QTest.keyClick(palette._line, Qt.Key.Key_Return)
    assert guide.number == 1
    assert any(action.text() == "Guided tour" for action in window.menuBar().actions()[-1].menu().actions())


# When it is offered


def offered(window):
    guide = window.findChild(Guide)
    return guide is not None and guide.is_under_way and guide.number == 0


def preferences(tmp_path):
    file = tmp_path / "config" / "preferences.json"
    return json.loads(file.read_text()) if file.exists() else {}


def test_the_first_start_offers_it_until_it_is_answered(qtbot, open_window, tmp_path):
    first = open_window()
    greet(first, opens=False)
    assert not offered(first)  # the first paint comes first
    qtbot.waitUntil(lambda: offered(first))
    assert preferences(tmp_path) == {}
    area = on_window(first, first.image_area)
    assert area.contains(first.findChild(Guide).card.geometry())
    first.close()
    second = open_window()
    greet(second, opens=False)
    qtbot.waitUntil(lambda: offered(second))
    QTest.mouseClick(second.findChild(Guide).card.skip, Qt.MouseButton.LeftButton)
    assert preferences(tmp_path) == {"guide": "done"}
    second.close()
    third = open_window()
    greet(third, opens=False)
    greet(third, opens=True, tour=True)  # comes as late as an offer would
    qtbot.waitUntil(lambda: third.findChild(Guide) is not None)
    assert third.findChild(Guide).number == 1


def test_the_offer_taken_up_is_the_first_step_and_is_remembered(qtbot, window, tmp_path):
    offer_guide(window)
    guide = window.findChild(Guide)
    assert QApplication.focusWidget() is guide.card.next
    assert guide.frames.spots == ()
    press(Qt.Key.Key_Return)
    assert guide.number == 1
    assert preferences(tmp_path) == {"guide": "done"}
    offer_guide(window)
    assert guide.number == 1


@pytest.mark.parametrize(("opens", "tour", "shown"), [(True, None, False), (False, False, False), (True, True, True)])
def test_who_opens_a_file_is_not_asked(qtbot, open_window, opens, tour, shown):
    other = open_window()  # asked later than the one in question, so that its offer says that the time is over
    window = open_window()
    greet(window, opens=opens, tour=tour)
    greet(other, opens=False)
    qtbot.waitUntil(lambda: offered(other))
    guide = window.findChild(Guide)
    assert (guide is not None and guide.number == 1) is shown


def test_a_window_that_is_closed_is_not_asked(qtbot, open_window):
    window = open_window()
    window.close()
    offer_guide(window)
    assert window.findChild(Guide) is None


@pytest.mark.parametrize(("option", "asked"), [((), None), (("--tour",), True), (("--no-tour",), False)])
def test_the_command_line_may_ask_for_it(monkeypatch, option, asked):
    from typer.testing import CliRunner

    from viewer.command_line import app

    given = []
    monkeypatch.setattr("viewer.app.run", lambda paths, **named: given.append((paths, named)) or 0)
    monkeypatch.setattr("gc.disable", lambda: None)
    assert CliRunner().invoke(app, [*option, "folder"]).exit_code == 0
    assert given == [([Path("folder")], {"sample": False, "tour": asked})]


def test_the_start_does_not_import_it():
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "application = QApplication([])\n"
        "from viewer.app import greet, open_window\n"
        "window = open_window()\n"
        "window.show()\n"
        "greet(window, opens=False)\n"
        "application.processEvents()\n"
        "print([name for name in sys.modules if name.startswith('viewer.guide')])\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert found.stdout.strip() == "[]", found.stderr


def test_it_holds_in_any_size_of_window(qtbot, window, guide):
    for width, height in itertools.product((200, 500, 1200), (200, 500)):
        window.resize(width, height)
        qtbot.waitUntil(lambda: settled(guide))
        assert guide.card.isVisible()
        assert guide.card.x() >= 8
        assert guide.card.y() >= 8


def test_the_tour_ends_well_though_what_had_the_focus_before_is_gone(qtbot, window, tmp_path):
    window.image_area.empty.set_recent([tmp_path])
    link = next(one for one in window.image_area.empty.findChildren(QPushButton) if one.isFlat())
    qtbot.waitUntil(link.isVisible)
    link.setFocus()
    begin_guide(window)
    guide = window.findChild(Guide)
    qtbot.waitUntil(lambda: settled(guide))
    window.image_area.empty.set_recent([])  # as when a folder is opened during the tour
    qtbot.waitUntil(lambda: not isValid(link))
    guide.card.next.setFocus()
    guide.end()
    assert not guide.card.isVisible()
    assert window.settings["guide"] == "done"
