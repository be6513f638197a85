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

from benchmarks.measure import Figure, interleaved, p95_ms
from benchmarks.radiograph import radiograph
from core.dicom.frame import Frame, Window
from core.display.view import View
from viewer.image.view import ImageView
from viewer.state import ViewerState

_SIZE = (1200, 1000)


def figures() -> Iterator[Figure]:
    """Time one step; each step sets another window, so nothing can be kept from the last."""
    app = QApplication([])
    stored = radiograph()
    ours = _our_step(stored)
    for downsample in (False, True):
        mine, peer = interleaved(ours, _pyqtgraph_step(stored, downsample), repeat=80, block=10)
        name = f"pyqtgraph ImageItem, autoDownsample {'on' if downsample else 'off'}"
        gate = None if downsample else 5.0
        yield Figure(f"W/L repaint, 7.3 MP in {_SIZE[0]} x {_SIZE[1]}, p50", mine, "ms", peer, name, at_least=gate)
    yield Figure("W/L repaint, p95", p95_ms(ours, repeat=200), "ms", at_most=8.0)
    app.closeAllWindows()


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
