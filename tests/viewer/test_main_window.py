import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolBar, QToolButton, QWidget

from core.dicom.frame import Identity, Window
from core.display.view import View
from core.errors import RefusedError
from viewer import dialogs, opening
from viewer.actions import ACTIONS
from viewer.browser import scanner
from viewer.image.overlay import OverlayBar
from viewer.message_bar import Until


@pytest.fixture
def frame(make_frame, window):
    stored = (np.arange(10_000).reshape(100, 100) * 37) % 4096
    windows = (Window(2000, 1000, explanation="SOFT"), Window(2500, 3000, explanation="BONE"))
    who = Identity(patient_name="DOE^JANE", patient_id="P-77", birth_date="19700203", institution="St Elsewhere")
    made = make_frame(stored, windows=windows, identity=who)
    window.state.set_frame(made, View(windows[0]))
    window.image_view.setFocus()
    return made


def opened(qtbot, window, *paths):
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.open_paths(list(paths))


def written(widget):
    """Every text a person could read in a widget, tool tips and the title included."""
    texts = [widget.windowTitle()]
    for child in (widget, *widget.findChildren(QWidget)):
        texts += [child.toolTip(), child.accessibleName(), child.windowTitle()]
        if isinstance(child, QLabel):
            texts.append(child.text())
    return "\n".join(texts)


def test_folder_is_listed_and_its_first_image_shown(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    assert window.state.frame.path == study_folder / "z.dcm"
    assert window.image_view.isVisible()
    assert window.recent.folders == (study_folder,)


def test_files_can_be_dropped_onto_the_window(qtbot, window, study_folder):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(study_folder / "roe.dcm"))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.dropEvent(event)
    assert window.state.frame.path.name == "roe.dcm"


@pytest.mark.parametrize(
    ("key", "view"),
    [
        (Qt.Key.Key_0, View(None)),
        (Qt.Key.Key_1, View(Window(2000, 1000, explanation="SOFT"))),
        (Qt.Key.Key_2, View(Window(2500, 3000, explanation="BONE"))),
        (Qt.Key.Key_I, View(Window(2000, 1000, explanation="SOFT"), inverted=True)),
        (Qt.Key.Key_9, View(Window(2000, 1000, explanation="SOFT"))),
    ],
)
def test_keys_choose_the_window(qtbot, window, frame, key, view):
    qtbot.keyClick(window.image_view, key)
    assert window.state.view == view


def test_space_brings_back_window_and_zoom(qtbot, window, frame):
    fitted = window.image_view.zoom
    window.state.set_view(View(Window(1, 2), inverted=True))
    qtbot.keyClick(window.image_view, Qt.Key.Key_Plus)
    assert window.image_view.zoom == pytest.approx(fitted * 1.25)
    qtbot.keyClick(window.image_view, Qt.Key.Key_Space)
    assert window.state.view == View(frame.windows[0])
    assert window.image_view.zoom == fitted
    qtbot.keyClick(window.image_view, Qt.Key.Key_Minus)
    assert window.image_view.zoom == pytest.approx(fitted / 1.25)
    qtbot.keyClick(window.image_view, Qt.Key.Key_Equal)
    assert window.image_view.zoom == fitted
    qtbot.keyClick(window.image_view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.image_view.zoom == 1.0


def test_arrows_go_to_the_next_image(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    window.image_view.setFocus()
    with qtbot.waitSignal(window.state.frame_changed):
        qtbot.keyClick(window.image_view, Qt.Key.Key_Right)
    assert window.state.frame.path.name == "a.dcm"
    with qtbot.waitSignal(window.state.frame_changed):
        qtbot.keyClick(window.image_view, Qt.Key.Key_PageDown)
    assert window.state.frame.path.name == "m.dcm"


def test_tab_gives_the_image_the_whole_window_and_takes_it_back(qtbot, window, frame):
    qtbot.keyClick(window.image_view, Qt.Key.Key_Tab)
    assert not window.browser.isVisible()
    assert not window.tabs.isVisible()
    qtbot.waitUntil(lambda: window.image_view.width() == window.width())
    qtbot.keyClick(window.image_view, Qt.Key.Key_Tab)
    assert window.browser.isVisible()
    assert window.tabs.isVisible()


def test_typing_a_number_does_not_choose_a_window(qtbot, window, frame):
    box = window.display_panel.findChild(QWidget, "qt_spinbox_lineedit")
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "1720")
    assert window.state.view == View(frame.windows[0])
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.state.view == View(Window(1720, 1000))


def test_actions_on_images_need_one(window, make_frame):
    needing = [action.id for action in ACTIONS if action.needs_image]
    assert not any(window.actions_by_id[name].isEnabled() for name in needing)
    window.state.set_frame(make_frame(np.zeros((2, 2))), View(None))
    assert all(window.actions_by_id[name].isEnabled() for name in needing)


def test_every_tool_says_what_it_is(qtbot, window):
    tools = window.findChild(QToolBar, "tools")
    buttons = [tools.widgetForAction(action) for action in tools.actions() if not action.isSeparator()]
    assert len(buttons) == sum(bool(action.icon) and action.in_tool_bar for action in ACTIONS)
    qtbot.waitUntil(lambda: all(not button.icon().isNull() for button in buttons))
    for button in buttons:
        assert isinstance(button, QToolButton)
        assert button.accessibleName()
        keys = button.defaultAction().shortcut()
        if keys != QKeySequence():
            assert keys.toString(QKeySequence.SequenceFormat.NativeText) in button.toolTip()


def test_menus_hold_every_action(window):
    listed = {action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()}
    assert set(window.actions_by_id.values()) <= listed


def test_refused_image_leaves_no_other_patients_on_screen(qtbot, window, frame, study_folder):
    opened(qtbot, window, study_folder)
    bad = study_folder / "roe.dcm"
    bad.write_text("overwritten" * 20)
    with qtbot.waitSignal(window.opening.refused, timeout=30_000):
        window.browser.choose(bad)
    assert window.state.frame is None
    assert window.image_view.isVisible()
    assert window.image_view.refusal.startswith("roe.dcm: ")
    assert not window.actions_by_id["classify.run"].isEnabled()
    assert QApplication.activeModalWidget() is None


def test_row_that_is_no_image_empties_the_view_and_the_keys_go_on(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    window.image_view.setFocus()
    began = window.browser.current
    window.browser.choose(study_folder / "mask.dcm")
    assert window.state.frame is None
    assert window.image_view.refusal.startswith("mask.dcm: ")
    assert window.image_view.hasFocus()
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        qtbot.keyClick(window.image_view, Qt.Key.Key_Right)
    assert (window.state.frame.path, window.image_view.refusal) == (began, "")
    window.browser.choose(study_folder / "mask.dcm")
    window.clear()
    assert window.image_area.empty.isVisible()


def test_image_still_being_read_does_not_come_up_under_a_refused_row(qtbot, window, monkeypatch, study_folder):
    opened(qtbot, window, study_folder)
    gate, load = threading.Event(), opening._load
    monkeypatch.setattr(opening, "_load", lambda path: gate.wait(20) and load(path))
    window.browser.choose(study_folder / "a.dcm")
    window.browser.choose(study_folder / "mask.dcm")
    gate.set()
    assert window.jobs.wait(20_000)
    with qtbot.waitSignal(window.jobs.finished, check_params_cb=lambda lane, _: lane == "marker"):
        window.jobs.submit("marker", lambda: None)
    assert window.state.frame is None


def test_cancelled_opening_points_at_the_image_that_stays(qtbot, window, monkeypatch, study_folder):
    opened(qtbot, window, study_folder)
    gate = threading.Event()
    monkeypatch.setattr(opening, "_load", lambda path: gate.wait(20))
    window.browser.choose(study_folder / "roe.dcm")
    window.cancel()
    gate.set()
    assert window.browser.current == window.state.frame.path == study_folder / "z.dcm"


def test_refusals_of_a_request_outlast_its_images(qtbot, window, study_folder):
    asked = [study_folder / "notes.txt", study_folder / "gone.dcm", study_folder / "roe.dcm"]
    opened(qtbot, window, *asked)
    assert window.state.frame.path == asked[-1]
    assert window.image_area.messages.text.startswith("2 of 3 files were refused: ")
    assert "notes.txt: " in window.image_area.messages.text
    assert "gone.dcm: " in window.image_area.messages.text
    opened(qtbot, window, study_folder / "z.dcm")
    assert not window.image_area.messages.isVisible()


def test_messages_hold_as_long_as_they_should(window):
    bar = window.image_area.messages
    for until in Until:
        bar.say(until.name, until)
    assert bar.text == "CLOSED\nNEXT_REQUEST\nNEXT_IMAGE"
    bar.over(Until.NEXT_IMAGE)
    assert bar.text == "CLOSED\nNEXT_REQUEST"
    bar.over(Until.NEXT_REQUEST)
    assert bar.text == "CLOSED"
    bar.clear()
    assert bar.isHidden()


def test_file_that_broke_off_a_scan_is_not_named_while_hidden(qtbot, window, monkeypatch, tmp_path):
    def refuse(*_, **__):
        raise RefusedError(tmp_path / "DOE_JANE.dcm", "odd")

    monkeypatch.setattr(scanner, "scan", refuse)
    window.state.set_patient_data_hidden(True)
    with qtbot.waitSignal(window.browser.scan_ended):
        window.open_paths([tmp_path])
    assert window.image_area.messages.text == "odd"
    monkeypatch.setattr(window.shelving, "_shelf", None)
    monkeypatch.setattr("viewer.shelving._add", refuse)
    with qtbot.waitSignal(window.shelving.refused) as told:
        window.shelving.add(tmp_path)
    assert told.args == ["odd"]


def test_result_can_be_taken_off_the_image(qtbot, window, frame):
    bare = window.image_view.grab().toImage()
    window.image_view.set_result_overlay((OverlayBar("opacity", 0.5, None, "#56b4e9"),), ())
    drawn = window.image_view.grab().toImage()
    assert drawn != bare
    qtbot.keyClick(window.image_view, Qt.Key.Key_O)
    assert window.image_view.grab().toImage() == bare
    qtbot.keyClick(window.image_view, Qt.Key.Key_O)
    assert window.image_view.grab().toImage() == drawn


def test_wheel_goes_through_the_series(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    at = QPointF(window.image_view.rect().center())
    down = QWheelEvent(
        at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        QApplication.sendEvent(window.image_view, down)
    assert window.state.frame.path.name == "a.dcm"


def test_source_that_vanished_is_named_the_last_image_stays_and_can_be_tried_again(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    gone, away, bar = study_folder / "a.dcm", study_folder.parent / "away", window.image_area.messages
    gone.rename(away)
    with qtbot.waitSignal(window.opening.unavailable):
        window.browser.choose(gone)
    assert bar.text.startswith("a.dcm: source not available")
    assert window.state.frame.path == window.browser.current == study_folder / "z.dcm"
    assert window.browser.model.index_of(gone).data().startswith("Source not available")
    retry = next(button for button in bar.findChildren(QPushButton) if button.text() == "Try again")
    with qtbot.waitSignal(window.opening.unavailable):
        retry.click()
    assert window.state.frame.path == study_folder / "z.dcm"
    away.rename(gone)
    with qtbot.waitSignal(window.state.frame_changed):
        retry.click()
    assert window.state.frame.path == window.browser.current == gone
    assert window.browser.model.index_of(gone).data() == "Image 2"
    assert not bar.isVisible()


def test_keys_go_on_past_a_source_that_vanished(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    (study_folder / "a.dcm").unlink()
    window.image_view.setFocus()
    with qtbot.waitSignal(window.opening.unavailable):
        qtbot.keyClick(window.image_view, Qt.Key.Key_Right)
    with qtbot.waitSignal(window.state.frame_changed):
        qtbot.keyClick(window.image_view, Qt.Key.Key_Right)
    assert window.state.frame.path == study_folder / "m.dcm"


def test_one_switch_hides_the_patient_everywhere(qtbot, window, study_folder, write_dicom):
    opened(qtbot, window, study_folder)
    assert "DOE" not in window.windowTitle()
    before = window.image_view.grab().toImage()
    window.actions_by_id["view.hide_patient_data"].trigger()
    text = written(window) + window.browser.tree.currentIndex().data()
    for secret in ("DOE", "ID-DOE", "1970", "Chest", "z.dcm"):
        assert secret not in text
    assert window.image_view.grab().toImage() != before
    assert window.actions_by_id["view.hide_patient_data"].isChecked()
    assert str(study_folder) not in {a.text() for menu in window.menuBar().findChildren(QMenu) for a in menu.actions()}
    window.state.set_patient_data_hidden(False)
    assert not window.actions_by_id["view.hide_patient_data"].isChecked()


def test_probe_zoom_and_window_are_in_the_status_bar(qtbot, window, frame):
    view = window.image_view
    view.actual_size()
    corner = QPoint(round(view.placement.x), round(view.placement.y))
    qtbot.mouseMove(view, corner + QPoint(12, 34))
    status = window.statusBar()
    # (34 * 100 + 12) * 37 mod 4096 = 3364; above 2000 - 0.5 + 999 / 2 all is white.
    assert status.probe.text() == "Column 12, row 34   Stored 3364   Modality 3364   Grey 255"
    assert status.zoom.text() == "Zoom 100 %"
    assert status.window_level.text() == "W 1000  L 2000"
    assert status.decoder.text() == "uncompressed"
    window.state.set_view(View(None))
    # 3364 / 4095 * 255 = 209.48
    assert status.probe.text().endswith("Grey 209")


def test_model_of_a_run_that_does_not_exist_is_refused_in_words(qtbot, window, tmp_path):
    with qtbot.waitSignal(window.shelving.refused):
        window.train_panel.use_model_requested.emit(tmp_path / "no-such-run")
    assert window.image_area.messages.text


def test_preferences_hold_at_once_and_the_next_time(qtbot, window, open_window):
    window.settings.set("drag_down", "lowers")
    window.settings.set("wheel_forward", "out")
    window.settings.set("theme", "light")
    assert not window.image_view.drag_down_raises
    assert not window.image_view.wheel_forward_zooms_in
    assert QApplication.palette().window().color().lightness() > 200
    window.settings.set("theme", "dark")
    assert QApplication.palette().window().color().lightness() < 60
    assert not open_window().image_view.drag_down_raises


def test_window_comes_back_as_it_was_left(qtbot, window, open_window):
    window.toggle_panels()
    qtbot.waitUntil(lambda: window.minimumWidth() < 700)
    window.resize(700, 600)
    window.close()
    again = open_window()
    assert (again.width(), again.height()) == (700, 600)
    assert not again.browser.isVisible()


def test_recent_folders_can_be_opened_from_the_menu_and_the_empty_window(qtbot, window, open_window, study_folder):
    opened(qtbot, window, study_folder)
    again = open_window()
    link = next(b for b in again.image_area.empty.findChildren(QWidget) if b.property("text") == str(study_folder))
    with qtbot.waitSignal(again.state.frame_changed, timeout=30_000):
        link.click()
    entry = next(
        a for menu in again.menuBar().findChildren(QMenu) for a in menu.actions() if a.text() == str(study_folder)
    )
    assert entry.isEnabled()


def test_clearing_goes_back_to_the_empty_window(qtbot, window, study_folder):
    opened(qtbot, window, study_folder)
    window.actions_by_id["file.clear"].trigger()
    assert window.state.frame is None
    assert window.image_area.empty.isVisible()
    assert window.browser.model.rowCount() == 0


def test_sample_folder_is_made_with_progress_and_opened(qtbot, window, monkeypatch, study_folder):
    from core.phantom import sample

    def build(folder):
        assert folder == study_folder
        yield sample.SampleProgress(1, 2, "Copying")
        yield sample.SampleProgress(2, 2, "Ready")

    monkeypatch.setattr(sample, "sample_folder", lambda: study_folder)
    monkeypatch.setattr(sample, "build_sample", build)
    seen = []
    window.sample.progressed.connect(lambda *told: seen.append((*told, window.image_area.progress.isVisible())))
    with qtbot.waitSignal(window.state.frame_changed, timeout=30_000):
        window.actions_by_id["file.open_sample"].trigger()
    assert seen == [("Copying: 1 of 2", 1, 2, True), ("Ready: 2 of 2", 2, 2, True)]
    assert not window.image_area.progress.isVisible()


@pytest.fixture
def training(window, monkeypatch):
    """A training that goes on until the list is filled; ``asked`` tells that it was told to stop."""
    ended, asked = [], []
    monkeypatch.setattr(window.train_panel, "is_training", lambda: not ended)
    monkeypatch.setattr(window.train_panel, "stop", lambda: asked.append(True))
    yield ended, asked
    ended.append(True)


def test_training_goes_on_when_the_user_says_so(window, training, monkeypatch):
    monkeypatch.setattr(dialogs, "ask_about_training", lambda parent: dialogs.Leaving.STAY)
    assert not window.close()
    assert window.isVisible()
    assert training[1] == []


def test_a_training_left_in_the_background_keeps_the_window_no_longer(qtbot, window, training, monkeypatch):
    left = []
    monkeypatch.setattr(dialogs, "ask_about_training", lambda parent: dialogs.Leaving.BACKGROUND)
    monkeypatch.setattr(window.train_panel, "leave_in_background", lambda: left.append(True) or len(left) > 1)
    assert not window.close()  # its run folder could not be written
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        assert window.close()
    assert training[1] == []


def test_window_is_gone_at_once_and_closes_when_the_training_has_ended(qtbot, window, training, monkeypatch):
    questions = []
    monkeypatch.setattr(dialogs, "ask_about_training", lambda parent: questions.append(parent) or dialogs.Leaving.STOP)
    ended, asked = training
    assert not window.close()
    assert not window.isVisible()
    assert asked == [True]
    assert not window.close()
    assert questions == [window]  # asked once
    ended.append(True)
    with qtbot.waitSignal(window.closed):
        window.train_panel.run_ended.emit(Path("run"), "cancelled")


def test_closing_ends_what_is_running(qtbot, window, monkeypatch, tmp_path):
    begun, gate = threading.Event(), threading.Event()

    def slow(path):
        begun.set()
        gate.wait(0.2)
        return None

    monkeypatch.setattr(opening, "_load", slow)
    (tmp_path / "x").touch()
    window.opening.open(tmp_path / "x")
    assert begun.wait(20)
    window.close()
    assert window.jobs.wait(0)
    assert window.state.frame is None


def test_context_menu_offers_the_views_of_the_file(qtbot, window, frame, monkeypatch):
    popped = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, at: popped.append((menu, at)))
    qtbot.mouseClick(window.image_view, Qt.MouseButton.RightButton, pos=QPoint(50, 60))
    ((menu, at),) = popped
    assert at == window.image_view.mapToGlobal(QPoint(50, 60))
    windows = menu.actions()[0].menu()
    offered = [action.text() for action in windows.actions()]
    assert offered[:4] == ["Full range (VOI off)", "SOFT", "BONE", "Auto (0.1 % tails)"]
    windows.actions()[2].trigger()
    menu.close()
    assert window.state.view == View(frame.windows[1])


def test_help_lists_every_key(qtbot, window):
    window.actions_by_id["help.shortcuts"].trigger()
    dialog = next(w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Keyboard shortcuts")
    assert not dialog.isModal()
    dialog.close()
    window.actions_by_id["help.about"].trigger()
    about = next(w for w in QApplication.topLevelWidgets() if w.windowTitle() == "About CXR-12")
    assert "Research use only" in written(about)
    about.close()


def test_hidden_patient_data_hides_the_training_folder_too(window, tmp_path):
    folder = tmp_path / "Doe^Jane"
    folder.mkdir()
    window.train_panel.set_data(folder)
    window.state.set_patient_data_hidden(True)
    texts = [label.text() + label.toolTip() for label in window.train_panel.findChildren(QLabel)]
    assert any("hidden" in text for text in texts)
    assert not any("Doe" in text for text in texts)
    window.state.set_patient_data_hidden(False)
    assert any("Doe" in label.text() for label in window.train_panel.findChildren(QLabel))
