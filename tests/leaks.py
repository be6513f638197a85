"""The leak check: a test fails that leaves widgets, threads or child processes behind.

Taken in by the conftest of the folders it watches. What a fixture of a wider scope holds was there before the test
and is no leak of it. A test that failed is not asked: what it was in the middle of is bound to be left.
"""

import gc
import os
import threading
import time
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from viewer.jobs import Jobs

GRACE_S = 5.0  # for threads and processes that were told to end
OF_QT = ("QTipLabel",)  # the one tool tip, which Qt keeps and hides by itself
_JOB_THREADS: set[tuple[int, str]] = set()
"""The threads that ran a job: number and time of start, since the system gives numbers again.

Neither name nor number alone would do. What a library starts in a job (OpenCV's workers, OpenMP's) is called what the
thread is that starts it and stays as long as the process, and Qt paints and scales in pools of its own."""


def _noted(run):
    def noting(*args):
        number = threading.get_native_id()
        _JOB_THREADS.add((number, _started(number)))
        run(*args)

    return noting


Jobs._run = _noted(Jobs._run)


@pytest.fixture(autouse=True)
def nothing_left_behind(request):
    """Compare what there is after a test with what there was before it."""
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
        self.job_threads = {thread for thread in _JOB_THREADS if _started(thread[0]) == thread[1]}
        self.children = _children()

    def left_since(self, before):
        """Describe what was not there ``before``, apart from what is known and wanted."""
        names = [type(widget).__name__ for at, widget in self.widgets.items() if at not in before.widgets]
        found = [f"window {name}" for name in names if name not in OF_QT]
        found += [f"thread {name}" for ident, name in self.threads.items() if ident not in before.threads]
        found += [f"thread {number} of a job" for number, _ in self.job_threads - before.job_threads]
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


def _top_level():
    return QApplication.topLevelWidgets() if isinstance(QApplication.instance(), QApplication) else []


def _started(number):
    """Tell when a thread of this process started, in clock ticks, or "" when it has ended."""
    try:
        # The 22nd field of proc(5); the second, the name, may hold blanks and brackets.
        return Path(f"/proc/self/task/{number}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


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
