"""From asking for the next image to its final pixels on screen, in the whole window: 14 MB, uncompressed."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import RUNS, Figure, quantile95
from benchmarks.radiograph import radiograph, write
from viewer.app import open_window
from viewer.main_window import MainWindow

_IMAGES = 24
_LONG_ENOUGH_MS = 400  # for neighbours to be fetched, and for everything that follows an image to be over


def figures() -> Iterator[Figure]:
    """95th percentile: the next one, fetched beforehand, and one far away, which nobody expected."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pixels = [radiograph(seed).astype("<u2").tobytes() for seed in range(3)]
        paths = [write(folder / f"{i:02d}.dcm", pixels[i % 3], i) for i in range(_IMAGES)]
        window = open_window()
        window.resize(1600, 1000)
        window.show()
        QTest.qWaitForWindowExposed(window)
        window.open_paths([folder])
        _until_listed(window)
        for text, stride, gate in (("prefetched", 1, 40.0), ("not prefetched", 7, 80.0)):
            runs = [quantile95(_visits(window, paths, stride)) for _ in range(RUNS)]
            yield Figure(f"next image, uncompressed 14 MB, {text}, p95", statistics.median(runs), "ms", at_most=gate)
        window.close()
    app.quit()


def _visits(window: MainWindow, paths: list[Path], stride: int) -> list[float]:
    times = []
    for number in range(_IMAGES):
        path = paths[number * stride % _IMAGES]
        _let_pass(_LONG_ENOUGH_MS)
        if window.state.frame is not None and window.state.frame.path == path:
            continue
        loop = QEventLoop()
        window.state.frame_changed.connect(loop.quit)
        start = time.perf_counter()
        window.browser.choose(path)
        if window.state.frame is None or window.state.frame.path != path:
            loop.exec()
        window.image_view.repaint()
        times.append((time.perf_counter() - start) * 1000)
        window.state.frame_changed.disconnect(loop.quit)
        if window.state.frame is None or window.state.frame.path != path:
            raise RuntimeError("another image came than the one asked for")
    return times


def _until_listed(window: MainWindow) -> None:
    loop = QEventLoop()
    window.browser.scan_ended.connect(loop.quit)
    if window.browser.is_scanning:
        loop.exec()
    _let_pass(8_000)  # thumbnails


def _let_pass(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
