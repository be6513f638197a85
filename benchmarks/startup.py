"""Start to first paint of the window, against a bare Qt window; ``cxr12 --version``, against a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, interleaved

# Both end at once after the first paint: what closing costs is no part of the promise.
_BARE = """
import os, sys
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTest.qWaitForWindowExposed(window)
window.repaint()
os._exit(0)
"""
_OURS = """
import os
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from viewer.app import open_window
application = QApplication([])
window = open_window()
window.show()
QTest.qWaitForWindowExposed(window)
window.repaint()
os._exit(0)
"""


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def figures() -> Iterator[Figure]:
    """Time whole processes, so that imports count."""
    ours, peer = interleaved(lambda: _python(_OURS), lambda: _python(_BARE), repeat=5, warm=1)
    yield Figure("start to first paint (process)", ours, "ms", peer, "bare QMainWindow")
    command = str(Path(sys.executable).with_name("cxr12"))
    ours, peer = interleaved(
        lambda: subprocess.run([command, "--version"], check=True, stdout=subprocess.DEVNULL),
        lambda: _python("import typer"),
        repeat=7,
        warm=1,
    )
    yield Figure("cxr12 --version (process)", ours, "ms", peer, "python -c 'import typer'")
