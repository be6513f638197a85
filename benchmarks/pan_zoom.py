"""One step of a pan and of a zoom on a 2430 x 2991 12-bit image, timed through paint."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import Figure, p95_ms
from benchmarks.radiograph import radiograph
from core.dicom.frame import Frame, Window
from core.display.view import View
from viewer.image.view import ZOOM_STEP, ImageView
from viewer.state import ViewerState

_SIZE = (1200, 1000)
_STEPS = 200


def figures() -> Iterator[Figure]:
    """95th percentile of one step; a zoom goes from the whole image to single pixels and back."""
    app = QApplication([])
    state = ViewerState()
    view = ImageView(state.active, state)
    view.resize(*_SIZE)
    view.show()
    QTest.qWaitForWindowExposed(view)  # an unexposed widget is not painted
    state.set_frame(
        Frame(Path("benchmark.dcm"), radiograph()[None], 16, 12, False, "MONOCHROME2"), View(Window(2048, 4096))
    )
    yield Figure("zoom step by wheel, 7.3 MP, p95", p95_ms(_zoom(view, ZOOM_STEP), repeat=_STEPS), "ms", at_most=16.0)
    view.fit()
    yield Figure("zoom step by drag, 7.3 MP, p95", p95_ms(_zoom(view, 1.03), repeat=_STEPS), "ms", at_most=16.0)
    for name, zoom in (("between fit and 1:1", 0.6), ("at 1:1", 1.0), ("at 3:1", 3.0)):
        view.fit()
        view.zoom_by(zoom / view.zoom)
        yield Figure(f"pan step {name}, p95", p95_ms(_pan(view), repeat=_STEPS), "ms", at_most=16.0)
        QTest.mouseRelease(view, Qt.MouseButton.MiddleButton)  # a drag goes on from where it began
    app.closeAllWindows()


def _zoom(view: ImageView, factor: float) -> Callable[[], None]:
    at = QPointF(700, 400)
    steps = itertools.cycle([factor] * 20 + [1 / factor] * 20)

    def step() -> None:
        view.zoom_by(next(steps), at)
        view.repaint()

    return step


def _pan(view: ImageView) -> Callable[[], None]:
    """Drag with the middle button along a circle, as a hand does."""
    around = itertools.cycle([(7, 3), (3, 7), (-3, 7), (-7, 3), (-7, -3), (-3, -7), (3, -7), (7, -3)])
    place = QPoint(600, 500)
    QTest.mousePress(view, Qt.MouseButton.MiddleButton, pos=place)

    def step() -> None:
        nonlocal place
        place += QPoint(*next(around))
        moved = QMouseEvent(
            QMouseEvent.Type.MouseMove, QPointF(place), QPointF(view.mapToGlobal(place)), Qt.MouseButton.NoButton,
            Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(view, moved)
        view.repaint()

    return step
