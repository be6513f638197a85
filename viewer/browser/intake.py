"""What a scan finds, handed on in small parts, so that the window stays alive however much comes at a time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

import viewer.immortal  # noqa: F401  before the first signal

_SLICE_S = 0.03
"""So long the GUI thread works at a time; then it turns to what the user does."""

MOST = 400
"""Files that are listed, or taken off the list, at a time, however quickly that goes: a view lays them out later."""

Step = Callable[[], object]


class Intake(QObject):
    """Does steps in the order in which they were asked for: at once as long as nothing waits, else between events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Step, int]] = deque()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)
        self._rested_s = 0.0

    @property
    def is_waiting(self) -> bool:
        """Some steps are still to be done."""
        return bool(self._waiting)

    def do(self, step: Step, files: int = 0) -> None:
        """Do a step, which is about so many files, as soon as those asked for before are done."""
        self._waiting.append((step, files))
        # Steps that follow on each other's heels, from a scan that is faster than the list, must not keep everything
        # else waiting: events of other threads all come before the next timer.
        if len(self._waiting) == 1 and time.monotonic() >= self._rested_s:
            self._go_on()
        elif not self._next.isActive():
            self._next.start(0)

    def clear(self) -> None:
        """Do nothing of what waits."""
        self._waiting.clear()

    def _go_on(self) -> None:
        begun_s, files = time.monotonic(), 0
        while self._waiting and time.monotonic() - begun_s < _SLICE_S:
            files += self._waiting[0][1]
            if files > MOST:
                break
            self._waiting.popleft()[0]()
        self._rested_s = 2 * time.monotonic() - begun_s
        if self._waiting:
            self._next.start(0)
