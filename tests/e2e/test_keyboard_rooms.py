"""Labelling, the dataset builder, the window on bit depth and the Train panel, worked with the keyboard alone."""

import cv2
import numpy as np
import pytest
from keyboard import by_tab, described, go_to, mnemonics, press, unseen, walk, write
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QPushButton, QToolButton
from studies import make_studies

from trainer.run import CANCEL, PAUSE, list_runs
from viewer.app import open_window
from viewer.depth.stage import FIRST, SECOND, Mode
from viewer.image.view import ImageView
from viewer.settings import default_settings
from viewer.train import training_process

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


@pytest.fixture(params=["dark"])
def window(request, qtbot, tmp_path):
    """The main window with two patients open, and room for its panels."""
    default_settings().set("theme", request.param)
    window = open_window()
    qtbot.addWidget(window)
    window.resize(1400, 1000)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignals([window.browser.scan_ended, window.state.frame_changed], timeout=60_000):
        window.open_paths([make_studies(tmp_path / "studies")])
    yield window
    window.train_panel.stop_and_wait()
    window.close()


@pytest.fixture
def pictures(tmp_path):
    """A folder of six dark and six bright pictures, one sub-folder per class."""
    rng = np.random.default_rng(0)
    for label, level in (("normal", 9_000), ("opacity", 30_000)):
        (tmp_path / "data" / label).mkdir(parents=True)
        for number in range(6):
            picture = rng.normal(level, 3_000, (24, 24)).clip(0, 65_535).astype(np.uint16)
            assert cv2.imwrite(str(tmp_path / "data" / label / f"{number}.png"), picture)
    return tmp_path / "data"


def in_front(qtbot, top):
    qtbot.waitUntil(lambda: top.isActiveWindow() and top.isVisible())
    QApplication.processEvents()


def button(top, text):
    texts = (text, f"{text} \u2026")
    (found,) = (one for one in top.findChildren(QPushButton) if one.text().replace("&", "") in texts)
    return found


def heading(top, text):
    return next(one for one in top.findChildren(QToolButton) if one.text() == text)


def settled(qtbot, window):
    qtbot.waitUntil(
        lambda: (
            not window.opening.is_running
            and not any(map(window.jobs.is_busy, ("label on screen", "labels in the list", "keep results", "readers")))
        ),
        timeout=30_000,
    )
    QApplication.processEvents()


ELSEWHERE = ("Build \u2026", "Build a dataset \u2026", "&New study \u2026", "Print\u2026")
"""Buttons that lead to another window."""

# What each part is, opened by keys


def label_panel(qtbot, window):
    press(Qt.Key.Key_L, CTRL | SHIFT)
    settled(qtbot, window)
    press(Qt.Key.Key_1)  # asks for a name
    panel = window.label.panel
    assert QApplication.focusWidget() is panel.reader_field
    write("Ann")
    press(Qt.Key.Key_Return)
    settled(qtbot, window)
    go_to_panels(window)
    go_to(heading(panel, "Edit the classes"))
    press(Qt.Key.Key_Space)
    QApplication.processEvents()
    return panel


def train_panel(qtbot, window):
    press(Qt.Key.Key_T, CTRL)
    QApplication.processEvents()
    panel = window.train_panel
    go_to_panels(window)
    go_to(heading(panel, "Advanced"))
    press(Qt.Key.Key_Space)
    QApplication.processEvents()
    return panel


def builder(page):
    def opened(qtbot, window):
        press(Qt.Key.Key_K, CTRL)
        write("build dataset")
        press(Qt.Key.Key_Return)
        dialog = window.dataset.dialog
        in_front(qtbot, dialog)
        if page > 1:
            press(getattr(Qt.Key, f"Key_{page}"), ALT)
            qtbot.waitUntil(lambda: dialog._tabs.currentIndex() == page - 1)
        return dialog

    return opened


def depth(mode):
    def opened(qtbot, window):
        press(Qt.Key.Key_B, CTRL | SHIFT)
        beside = window.bit_depth.window
        in_front(qtbot, beside)
        qtbot.waitUntil(lambda: not beside.levels.apart.isHidden(), timeout=30_000)
        go_to(beside.bar.mode)
        for _ in range(list(Mode).index(mode)):
            press(Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: beside.stage.mode is mode)
        if mode is Mode.FLICKER:
            press(Qt.Key.Key_P, ALT)  # what moves by itself would be taken for a sign
            qtbot.waitUntil(lambda: not beside.stage.is_running)
        return beside

    return opened


def go_to_panels(window):
    """Press F6 until the focus is in the panels."""
    for _ in range(4):
        if window.tabs.isAncestorOf(QApplication.focusWidget()):
            return
        press(Qt.Key.Key_F6)
    raise AssertionError("F6 does not lead to the panels")


def printing(qtbot, window):
    press(Qt.Key.Key_P, CTRL)
    dialog = window.export.printing.dialog
    in_front(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.preview._page.picture is not None, timeout=30_000)
    return dialog


def studies(qtbot, window):
    press(Qt.Key.Key_T, CTRL | SHIFT)
    beside = window.studies.window
    in_front(qtbot, beside)
    return beside


def new_study(page):
    def opened(qtbot, window):
        studies(qtbot, window)
        press(Qt.Key.Key_N, ALT)
        dialog = window.studies.dialog
        in_front(qtbot, dialog)
        press(getattr(Qt.Key, f"Key_{page}"), ALT)
        QApplication.processEvents()
        return dialog

    return opened


PARTS = {
    "label": label_panel, "train": train_panel,
    "builder: sources": builder(1), "builder: classes": builder(2), "builder: table": builder(3),
    "depth: side by side": depth(Mode.BESIDE), "depth: flicker": depth(Mode.FLICKER),
    "depth: difference": depth(Mode.APART), "print": printing, "studies": studies,
    "study: question": new_study(1), "study: runs": new_study(2), "study: declaration": new_study(3),
}  # fmt: skip


@pytest.fixture(params=PARTS)
def part(request, qtbot, window):
    window.image_view.setFocus()
    top = PARTS[request.param](qtbot, window)
    yield top
    if top.isWindow():
        top.close()


# What holds in every part


@pytest.mark.parametrize("window", ["dark", "light"], indirect=True)
def test_tab_leads_everywhere_and_back_and_one_sees_where(qtbot, window, part):
    """The image itself needs no mark: it is all black round it, and the active one of several has an edge."""
    expected = by_tab(part)
    assert len(expected) >= 5
    seen = {at: "" if isinstance(at, ImageView) else unseen(at) for at in walk(part)}
    assert [described(widget) for widget in expected if widget not in seen] == []
    assert {described(widget): why for widget, why in seen.items() if why} == {}
    back = list(walk(part, Qt.Key.Key_Backtab))
    assert [described(widget) for widget in expected if widget not in back] == []
    letters = mnemonics(part.window())
    assert sorted(letters) == sorted(set(letters))  # with Alt, each means one thing


def test_space_presses_every_button_and_ticks_every_box(qtbot, window, part, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: "")
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *a, **k: ("", ""))
    pressed = []
    for one in [one for one in by_tab(part) if isinstance(one, QAbstractButton)]:
        if (isinstance(one, QPushButton) and one.menu() is not None) or one.text() in ("Close", *ELSEWHERE):
            continue  # opens a menu, closes the window or opens another one: each has a test of its own
        if not (one.isVisible() and one.isEnabled()):
            continue  # another button saw to that
        one.clicked.connect(lambda *_, one=one: pressed.append(one))
        one.setFocus(Qt.FocusReason.TabFocusReason)
        press(Qt.Key.Key_Space)
        assert pressed.count(one) == 1, described(one)
        settled(qtbot, window)
    assert pressed


@pytest.mark.parametrize("opened", [builder(1), builder(3), depth(Mode.BESIDE)])
def test_escape_closes_a_window_beside_and_opening_it_again_finds_it(qtbot, window, opened):
    window.image_view.setFocus()
    beside = opened(qtbot, window)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Escape)
    assert not beside.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.image_view.setFocus()
    assert opened(qtbot, window) is beside
    beside.close()


# Each part, from beginning to end


def test_labelling_by_keys(qtbot, window):
    window.image_view.setFocus()
    panel = label_panel(qtbot, window)
    labelling = window.label.labelling
    press(Qt.Key.Key_Tab)
    write("Pneumothorax")
    press(Qt.Key.Key_Return)
    assert labelling.classes[-1] == "pneumothorax"
    go_to(panel.classes)
    press(Qt.Key.Key_End)
    go_to(button(panel, "Up"))
    press(Qt.Key.Key_Space)
    assert labelling.classes[-2] == "pneumothorax"
    assert panel.isAncestorOf(QApplication.focusWidget())
    window.settings.set("label_advance", "off")
    go_to(panel.classes)
    press(Qt.Key.Key_Return)
    assert labelling.label == "pneumothorax"
    settled(qtbot, window)
    go_to(button(panel, "Undo"))
    press(Qt.Key.Key_Space)
    settled(qtbot, window)
    assert labelling.label == ""
    assert panel.isAncestorOf(QApplication.focusWidget())  # though Undo can do no more
    go_to(button(panel, "Remove"))
    press(Qt.Key.Key_Space)
    assert "pneumothorax" not in labelling.classes
    press(Qt.Key.Key_L, CTRL | SHIFT)
    assert not labelling.is_on


def test_a_dataset_by_keys(qtbot, window, pictures, tmp_path, monkeypatch):
    answers = iter((str(pictures), str(tmp_path / "out")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: next(answers))
    window.image_view.setFocus()
    dialog = builder(1)(qtbot, window)
    go_to(button(dialog, "Add folder"))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "12 images" in dialog.sources.found, timeout=30_000)
    press(Qt.Key.Key_2, ALT)
    qtbot.waitUntil(dialog.classes.isVisible)
    boxes = [one for one in dialog.classes.findChildren(QComboBox) if one.isEditable()]
    assert len(boxes) == 2
    go_to(boxes[1])
    press(Qt.Key.Key_A, CTRL)
    write("consolidation")
    press(Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert boxes[1].currentText() == "consolidation"
    press(Qt.Key.Key_3, ALT)
    qtbot.waitUntil(dialog.table.isVisible)
    go_to(button(dialog.table, "Choose folder"))
    press(Qt.Key.Key_Space)
    go_to(button(dialog.table, "Build"))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "12 images" in dialog.table.told, timeout=60_000)
    assert "Consolidation 6" in dialog.table.told
    qtbot.waitUntil(button(dialog.table, "Use for training").hasFocus)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.train_panel.can_start, timeout=60_000)
    assert window.tabs.currentWidget() is window.train_panel
    dialog.activateWindow()
    in_front(qtbot, dialog)
    press(Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_images_of_the_window_become_a_source_by_keys(qtbot, window):
    window.image_view.setFocus()
    dialog = builder(1)(qtbot, window)
    go_to(button(dialog, "Add from the window"))
    press(Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.dataset._draft.entries) == 1, timeout=30_000)
    (entry,) = window.dataset._draft.entries
    assert {path for path, *_ in entry.source.labels} == set(window.browser.model.images())
    assert dialog.isAncestorOf(QApplication.focusWidget())  # where to write what they show
    go_to(button(dialog, "Remove"))
    press(Qt.Key.Key_Space)
    assert not window.dataset._draft.entries
    assert dialog.isAncestorOf(QApplication.focusWidget())
    dialog.close()


def test_bit_depth_by_keys(qtbot, window):
    window.image_view.setFocus()
    beside = depth(Mode.BESIDE)(qtbot, window)
    before = beside.bar.second.currentIndex()
    go_to(beside.bar.second)
    press(Qt.Key.Key_Down)
    assert beside.bar.second.currentIndex() == before + 1
    go_to(beside.bar.mode)
    press(Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: beside.stage.mode is Mode.FLICKER)
    press(Qt.Key.Key_P, ALT)
    qtbot.waitUntil(lambda: not beside.stage.is_running)
    assert beside.stage.seen in ((FIRST,), (SECOND,))
    seen = beside.stage.seen
    go_to(beside.bar.switch)
    press(Qt.Key.Key_Space)
    assert beside.stage.seen == (({FIRST, SECOND} - set(seen)).pop(),)
    press(Qt.Key.Key_Escape)
    assert not beside.isVisible()


STAND_IN = f"""
import json, sys, time
from pathlib import Path
from trainer.lock import locked

folder = Path(sys.argv[1])
def tell(kind, **facts):
    with (folder / "events.jsonl").open("a") as file:
        file.write(json.dumps({{"event": kind, "number": 0, "epochs": 2, "test": None, **facts}}) + chr(10))

with locked(folder):
    tell("started")
    while not (folder / "{PAUSE}").exists() and not (folder / "{CANCEL}").exists():
        time.sleep(0.02)
    if (folder / "{PAUSE}").exists():
        tell("paused", reason="paused by the user")
    else:
        tell("cancelled")
"""
"""Trains nothing, and pauses or stops when it is asked to."""


def test_training_by_keys(qtbot, window, pictures, tmp_path, monkeypatch):
    (tmp_path / "stand_in.py").write_text(STAND_IN)
    monkeypatch.setattr(
        training_process, "trainer_arguments", lambda folder, *_: ["-P", str(tmp_path / "stand_in.py"), str(folder)]
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: str(pictures))
    window.image_view.setFocus()
    panel = train_panel(qtbot, window)
    go_to(button(panel, "Choose folder"))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.can_start, timeout=60_000)
    go_to(button(panel, "Start training"))
    press(Qt.Key.Key_Return)  # the button that is marked as the one to press
    assert panel.is_training()
    status = [run.status for run in list_runs(panel._runs_folder)]
    assert len(status) == 1
    assert panel.isAncestorOf(QApplication.focusWidget())
    go_to(button(panel, "Pause"))
    with qtbot.waitSignal(panel.run_ended, timeout=60_000) as ended:
        press(Qt.Key.Key_Space)
    assert ended.args[1] == "paused"
    qtbot.waitUntil(button(panel, "Resume").isEnabled, timeout=30_000)
    go_to(panel._runs._tree)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    go_to(button(panel, "Resume"))
    press(Qt.Key.Key_Space)
    assert panel.is_training()
    qtbot.waitUntil(lambda: bool(panel._last), timeout=30_000)
    go_to(button(panel, "Stop"))
    with qtbot.waitSignal(panel.run_ended, timeout=60_000) as ended:
        press(Qt.Key.Key_Space)
    assert ended.args[1] == "cancelled"


def test_the_builder_opens_from_the_train_panel_by_keys(qtbot, window):
    window.image_view.setFocus()
    panel = train_panel(qtbot, window)
    go_to(button(panel, "Build"))
    press(Qt.Key.Key_Space)
    in_front(qtbot, window.dataset.dialog)
    press(Qt.Key.Key_Escape)
    assert not window.dataset.dialog.isVisible()
