"""One step of a window/level drag on a 2430 x 2991 12-bit image, timed through paint, against stock pyqtgraph."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, interleaved
from core.dicom.frame import Frame, Window
from core.display.view import View
from viewer.image.view import ImageView
from viewer.state import ViewerState

_SIZE = (1200, 1000)


def figures() -> Iterator[Figure]:
    """Median of one step; each step sets another window, so nothing can be kept from the last."""
    app = QApplication([])
    stored = _radiograph()
    ours = _our_step(stored)
    for downsample in (False, True):
        mine, peer = interleaved(ours, _pyqtgraph_step(stored, downsample), repeat=60)
        name = f"pyqtgraph ImageItem, autoDownsample {'on' if downsample else 'off'}"
        yield Figure(f"W/L repaint, 7.3 MP in {_SIZE[0]} x {_SIZE[1]}", mine, "ms", peer, name)
    app.closeAllWindows()


def _radiograph() -> NDArray[np.uint16]:
    """Smooth shading plus noise: neither constant nor pure noise, so that caches and branches behave as in life."""
    rows, columns = np.mgrid[0:2991, 0:2430].astype(np.float32)
    shade = 2048 + 1500 * np.sin(rows / 900) * np.cos(columns / 700)
    noise = np.random.default_rng(0).normal(0, 40, shade.shape)
    radiograph: NDArray[np.uint16] = np.clip(shade + noise, 0, 4095).astype(np.uint16)
    return radiograph


def _our_step(stored: NDArray[np.uint16]) -> Callable[[], None]:
    frame = Frame(Path("benchmark.dcm"), stored[None], 16, 12, False, "MONOCHROME2")
    state = ViewerState()
    view = ImageView(state.active, state)
    view.resize(*_SIZE)
    view.show()
    QTest.qWaitForWindowExposed(view)  # an unexposed widget is not painted
    state.set_frame(frame, View(Window(2048, 4096)))
    widths = itertools.cycle(range(1000, 4000, 37))

    def step() -> None:
        state.set_view(View(Window(2048, next(widths))))
        view.repaint()

    return step


def _pyqtgraph_step(stored: NDArray[np.uint16], downsample: bool) -> Callable[[], None]:
    widget = pyqtgraph.GraphicsView()
    box = pyqtgraph.ViewBox(lockAspect=True, invertY=True)
    widget.setCentralItem(box)
    item = pyqtgraph.ImageItem(stored, axisOrder="row-major", autoDownsample=downsample, levels=(0, 4095))
    box.addItem(item)
    widget.resize(*_SIZE)
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    box.autoRange()
    widths = itertools.cycle(range(1000, 4000, 37))

    def step() -> None:
        width = next(widths)
        item.setLevels((2048 - width / 2, 2048 + width / 2))
        widget.viewport().repaint()

    return step
