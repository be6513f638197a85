"""Work that must not block the window: one lane per purpose, and the newest job of a lane wins."""

from __future__ import annotations

import itertools
import logging
import traceback
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

import viewer.immortal  # noqa: F401  before the first signal
from core.errors import Cxr12Error

log = logging.getLogger(__name__)


class Jobs(QObject):
    """Runs functions and generators on pool threads and tells about them on the thread that owns it.

    A new job in a lane makes the older ones stale: what they still answer is dropped, and a stale generator is closed
    at its next ``yield``. A generator's yields are progress, its return value is the result. One job of a lane runs at
    a time, so that a burst of requests costs two at most: the one under way and the newest.

    Signals
    -------
    progressed, finished, failed : (str, object)
        The lane, and what the generator yielded, the result, or the exception.
    """

    progressed = Signal(str, object)
    finished = Signal(str, object)
    failed = Signal(str, object)
    _told = Signal(str, int, str, object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 8) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setObjectName("jobs")  # the name of its threads in the system's list
        self._pool.setMaxThreadCount(threads)
        self._ids = itertools.count(1)
        self._newest: dict[str, int] = {}
        self._busy: set[str] = set()
        self._closed = False
        self._waiting: dict[str, tuple[int, Callable[[], Any]]] = {}
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def submit(self, lane: str, work: Callable[[], Any]) -> None:
        """Run ``work`` on a pool thread, unless closed; every earlier job of ``lane`` becomes stale."""
        if self._closed:
            return
        job = self._newest[lane] = next(self._ids)
        if lane in self._busy:
            self._waiting[lane] = (job, work)
        else:
            self._start(lane, job, work)

    def cancel(self, lane: str) -> None:
        """Make the jobs of ``lane`` stale: they end early where they can, and nothing more is heard of them."""
        self._waiting.pop(lane, None)
        self._newest.pop(lane, None)

    def cancel_all(self) -> None:
        """Make every job stale."""
        self._waiting.clear()
        self._newest.clear()

    def close(self) -> None:
        """Make every job stale, and begin none any more."""
        self._closed = True
        self.cancel_all()

    def is_running(self, lane: str) -> bool:
        """Tell whether a job of ``lane``, not cancelled, has yet to finish or fail."""
        return lane in self._newest

    def is_busy(self, lane: str) -> bool:
        """Tell whether a thread still works for ``lane``, be it on a job that is stale."""
        return lane in self._busy

    def wait(self, timeout_ms: int = -1) -> bool:
        """Wait until no job runs any more; what they still tell arrives when the event loop turns."""
        return self._pool.waitForDone(timeout_ms)

    def _start(self, lane: str, job: int, work: Callable[[], Any]) -> None:
        self._busy.add(lane)
        self._pool.start(lambda: self._run(lane, job, work))

    def _is_stale(self, lane: str, job: int) -> bool:
        return self._newest.get(lane) != job

    def _run(self, lane: str, job: int, work: Callable[[], Any]) -> None:
        """Do one job, on a pool thread."""
        try:
            result = None if self._is_stale(lane, job) else work()
            if isinstance(result, Generator):
                result = self._drain(lane, job, result)
            self._told.emit(lane, job, "finished", result)
        except Exception as error:  # noqa: BLE001  one of the three borders where nothing may pass
            if not isinstance(error, Cxr12Error):
                # Where, not what: the message of a foreign exception may quote patient data.
                where = "".join(traceback.format_tb(error.__traceback__))
                log.error("job in lane %s failed: %s\n%s", lane, type(error).__name__, where)
            self._told.emit(lane, job, "failed", error)

    def _drain(self, lane: str, job: int, steps: Generator[Any, None, Any]) -> Any:
        try:
            while not self._is_stale(lane, job):
                self._told.emit(lane, job, "progressed", next(steps))
        except StopIteration as end:
            return end.value
        finally:
            steps.close()
        return None

    def _on_told(self, lane: str, job: int, what: str, value: object) -> None:
        if what != "progressed":
            self._busy.discard(lane)
            if lane in self._waiting:
                self._start(lane, *self._waiting.pop(lane))
        if self._is_stale(lane, job):
            return
        if what == "progressed":
            self.progressed.emit(lane, value)
            return
        del self._newest[lane]
        (self.finished if what == "finished" else self.failed).emit(lane, value)
