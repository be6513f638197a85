"""Memory after opening 1,000 images in turn in the whole window, against its memory after the first 100."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure
from benchmarks.radiograph import radiograph, write
from viewer.app import open_window
from viewer.main_window import MainWindow

_FILES, _WARM, _OPENS = 12, 100, 1_000


def figures() -> Iterator[Figure]:
    """Growth of the resident memory; the pixel cache is full after the warm-up."""
    if not Path("/proc/self/statm").exists():
        return
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        pixels = [np.roll(radiograph(), 40 * i, axis=1).astype("<u2").tobytes() for i in range(3)]
        paths = [write(Path(name) / f"{i:02d}.dcm", pixels[i % 3], i) for i in range(_FILES)]
        window = open_window()
        window.resize(1280, 800)
        window.show()
        QTest.qWaitForWindowExposed(window)
        window.open_paths([Path(name)])
        _open(window, paths, _WARM)
        before = _resident_mb()
        _open(window, paths, _OPENS)
        yield Figure("memory growth over 1,000 images opened", _resident_mb() - before, "MB", at_most=20.0)
        window.close()
    app.quit()


def _open(window: MainWindow, paths: list[Path], times: int) -> None:
    for number in range(times):
        path = paths[number * 5 % len(paths)]
        loop = QEventLoop()
        window.opening.ended.connect(loop.quit)
        window.opening.open(path)
        if window.state.frame is None or window.state.frame.path != path:
            loop.exec()
        window.opening.ended.disconnect(loop.quit)
        window.image_view.repaint()
        QApplication.sendPostedEvents()


def _resident_mb() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
