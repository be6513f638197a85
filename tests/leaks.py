"""The leak check: a test fails that leaves widgets, threads or child processes behind.

Taken in by the conftest of the folders it watches. What a fixture of a wider scope holds was there before the test
and is no leak of it. A test that failed is not asked: what it was in the middle of is bound to be left.
"""

import gc
import os
import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication

GRACE_S = 5.0  # for threads and processes that were told to end
OF_QT = ("QTipLabel",)  # the one tool tip, which Qt keeps and hides by itself
OWN_QT_THREADS = ("jobs", "QThread")
"""What the system's list calls the threads that the program makes through Qt. "Thread (pooled)" is not among them: Qt
scales pictures in a pool of its own."""

# OpenCV's workers stay as long as the process and are called what the thread is that makes them: made here, they are
# taken for nobody's leak.
cv2.calcHist([np.zeros((1024, 1024), np.uint8)], [0], None, [256], [0, 256])


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    """Compare what there is after a test with what there was before it."""
    _wake_painters()
    failed, before = request.session.testsfailed, Snapshot()
    yield
    if request.session.testsfailed > failed:
        return
    request.node.funcargs.clear()  # else pytest itself would hold what the fixtures made, a little longer
    left = _left(before)
    assert not left, f"the test left behind: {'; '.join(left)}"


class Snapshot:
    """The top-level windows, threads and child processes of this moment."""

    def __init__(self):
        self.widgets = {shiboken6.getCppPointer(widget)[0]: widget for widget in _top_level()}
        # A dummy is what Python makes of a thread of Qt that ran Python, and keeps when that has ended.
        started = (thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread))
        self.threads = {thread.ident: thread.name for thread in started}
        self.qt_threads = _qt_threads()
        self.children = _children()

    def left_since(self, before):
        """Describe what was not there ``before``, apart from what is known and wanted."""
        names = [type(widget).__name__ for at, widget in self.widgets.items() if at not in before.widgets]
        found = [f"window {name}" for name in names if name not in OF_QT]
        found += [f"thread {name}" for ident, name in self.threads.items() if ident not in before.threads]
        found += [f"Qt thread {tid}" for tid in self.qt_threads - before.qt_threads]
        return found + [f"process {line}" for pid, line in self.children.items() if pid not in before.children]


def _left(before):
    deadline = time.monotonic() + GRACE_S
    while True:
        _turn()
        left = Snapshot().left_since(before)
        if not left or time.monotonic() > deadline:
            return left
        gc.collect()  # a widget in a cycle of Python objects is garbage, not a leak
        _turn()
        left = Snapshot().left_since(before)
        if not left:
            return left
        time.sleep(0.01)


def _turn():
    """Let what was told to be deleted go, and queued signals arrive."""
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _wake_painters():
    """Start the threads that Qt itself paints large areas with; they stay for a while and are no test's own."""
    if isinstance(QApplication.instance(), QApplication):
        picture = QImage(1024, 1024, QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.fillRect(picture.rect(), QLinearGradient(0, 0, 1024, 0))
        painter.end()


def _top_level():
    return QApplication.topLevelWidgets() if isinstance(QApplication.instance(), QApplication) else []


def _qt_threads():
    found = set()
    for task in Path("/proc/self/task").glob("*"):
        try:
            if (task / "comm").read_text().strip() in OWN_QT_THREADS:
                found.add(int(task.name))
        except OSError:
            continue  # it ended while we looked
    return found


def _children():
    """Command lines of the child processes, without those that every test may share."""
    shared = _shared()
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            line = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
        pid = int(stat.parent.name)
        if int(parent) == os.getpid() and state != "Z" and pid not in shared:
            found[pid] = line
    return found


def _shared():
    """The decoders of the process: started by whoever reads the first compressed image, ended with the process."""
    from core.dicom.decoders import decoders

    return {child.pid for child in decoders.children}
