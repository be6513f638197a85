"""Row 98 of the fault table: whatever is done to the window, in whatever order, it neither fails nor freezes.

``CXR12_SOAK=1`` (``make soak``) makes it ten times 50,000 events instead of two times 1,500.
"""

import logging
import os
import random
import sys

import pytest
from monkey import NEVER, Monkey, close_what_is_open
from PySide6.QtCore import QThread, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QColorDialog, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox
from studies import make_studies

from core.models.shelf import Shelf
from viewer import app
from viewer.sample import SampleMaker

SEEDS, EVENTS = (range(10), 50_000) if os.environ.get("CXR12_SOAK") == "1" else (range(2), 1_500)


@pytest.fixture
def questions_answered(qapp, monkeypatch):
    """Windows that would wait for a person are answered at once, mostly with no; their own code is tried elsewhere."""
    answers = random.Random(0)
    cancelled = {
        "getExistingDirectory": "", "getOpenFileName": ("", ""), "getOpenFileNames": ([], ""),
        "getSaveFileName": ("", ""),
    }  # fmt: skip
    for name, answer in cancelled.items():
        monkeypatch.setattr(QFileDialog, name, lambda *_, answer=answer, **__: answer)
    for kind in (QDialog, QMessageBox, QColorDialog, QFileDialog):
        monkeypatch.setattr(kind, "exec", lambda *_: 0)
    for name in ("getText", "getMultiLineText"):
        monkeypatch.setattr(
            QInputDialog, name, lambda *_, **__: ("words", True) if answers.random() < 0.5 else ("", False)
        )
    for name in ("question", "warning", "information", "critical"):
        monkeypatch.setattr(QMessageBox, name, lambda *_, **__: QMessageBox.StandardButton.No)
    monkeypatch.setattr(QMenu, "exec", lambda *_: None)
    leave = QTimer()
    leave.timeout.connect(close_what_waits)
    leave.start(50)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_: True)
    monkeypatch.setattr(SampleMaker, "make", lambda *_: None)
    yield
    leave.stop()


def close_what_waits():
    """Close a menu or window of Qt's own that waits for an answer in an event loop of its own; the monkey has none."""
    waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if waiting is not None and QThread.currentThread().loopLevel() > 0:
        waiting.close()


@pytest.fixture
def window(qtbot, monkeypatch, tmp_path, questions_answered):
    """The real window on a folder as a user might have it; no model, whose process would only take time from it."""
    monkeypatch.setattr(app, "default_shelf", lambda: Shelf(tmp_path / "shelf", tmp_path / "bundled"))
    window = app.open_window()  # not for qtbot to close: what the monkey opened goes first
    for name in NEVER:
        window.actions_by_id[name].setEnabled(False)
    window.show()
    with qtbot.waitSignal(window.browser.scan_ended, timeout=60_000):
        window.open_paths([make_studies(tmp_path / "studies")])
    yield window
    close_what_is_open(window)
    assert window.close()
    assert window.jobs.wait(0)
    window.deleteLater()


def let_loose(window, seed, events, caplog, monkeypatch):
    """Let a monkey do ``events`` things; fail at the first thing that went wrong, and say what it did before."""
    failed = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, where: failed.append((kind, error, where)))
    monkey = Monkey(window, seed)
    with caplog.at_level(logging.ERROR):
        for number in range(events):
            monkey.step()
            wrong = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
            if failed or wrong or not window.isVisible():
                story = "\n".join(monkey.done)
                error = failed[0][1].with_traceback(failed[0][2]) if failed else None
                raise AssertionError(f"event {number} of seed {seed}: {wrong}; before that:\n{story}") from error


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.freeze_limit_ms(2000)
@pytest.mark.parametrize("seed", SEEDS)
def test_row_98_a_monkey(window, seed, caplog, monkeypatch):
    let_loose(window, seed, EVENTS, caplog, monkeypatch)
