"""Start to first paint of the window, against a bare Qt window; ``cxr12 --version``, against a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, interleaved, p95_ms

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
# As ``cxr12 open`` starts.
_OURS = """
import gc, os
gc.disable()
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from viewer.app import open_window
application = QApplication([])
window = open_window()
window.show()
QTest.qWaitForWindowExposed(window)
window.repaint()
{after}
os._exit(0)
"""
# /proc/self/statm counts pages; its second number is what is resident.
_RESIDENT = """
import sys
heavy = [name for name in ("tensorflow", "keras", "pandas", "highdicom", "sklearn", "scipy") if name in sys.modules]
assert not heavy, heavy
pages = int(open("/proc/self/statm").read().split()[1])
print(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, flush=True)
"""


def _python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout


def figures() -> Iterator[Figure]:
    """Time whole processes, so that imports count."""
    plain = _OURS.format(after="")
    ours, peer = interleaved(lambda: _python(plain), lambda: _python(_BARE), repeat=5, warm=1)
    yield Figure("start to first paint (process), p50", ours, "ms", peer, "bare QMainWindow")
    yield Figure("start to first paint, p95", p95_ms(lambda: _python(plain), repeat=10, warm=0), "ms", at_most=1000.0)
    if Path("/proc/self/statm").exists():
        resident = float(_python(_OURS.format(after=_RESIDENT)))
        yield Figure("resident memory after the first paint", resident, "MB", at_most=220.0)
    command = str(Path(sys.executable).with_name("cxr12"))
    ours, peer = interleaved(
        lambda: subprocess.run([command, "--version"], check=True, stdout=subprocess.DEVNULL),
        lambda: _python("import typer"),
        repeat=7,
        warm=1,
    )
    yield Figure("cxr12 --version (process)", ours, "ms", peer, "python -c 'import typer'")
