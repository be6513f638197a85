"""The work of the builder in the background: counting findings, building the table, looking for shortcuts."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from core.errors import Cxr12Error
from trainer.building import BuildStoppedError, Built, Findings, Source, build, findings_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trainer.building import BuildPlan
    from trainer.detective import Findings as Examined
    from viewer.jobs import Jobs

BUILD, CHECK = "build dataset", "check dataset"
_COUNT = "count findings "  # and the number of the source


class Building(QObject):
    """Does one thing of each kind at a time; what is under way can be stopped.

    Signals
    -------
    counted : (int, Source, Findings or None, object)
        What is in the source of this number, or the exception that says why that is not known.
    progressed : (int, int)
        Images read, and images in all.
    built : Built
        The table is there.
    examined : trainer.detective.Findings
        What the look for leaks and shortcuts found.
    failed : object
        The exception that ended the build or the check.
    stopped
        The user ended it.
    busy_changed : str
        Which of :data:`BUILD` and :data:`CHECK` is under way; empty for none.
    """

    counted = Signal(int, object, object, object)
    progressed = Signal(int, int)
    built = Signal(object)
    examined = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    busy_changed = Signal(str)
    _read = Signal(int, int)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stop = threading.Event()
        self._busy = ""
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._read.connect(self._on_read, Qt.ConnectionType.QueuedConnection)  # from a pool thread

    @property
    def busy(self) -> str:
        """What is under way."""
        return self._busy

    def count(self, number: int, source: Source) -> None:
        """Count the findings of a source."""
        self._jobs.submit(f"{_COUNT}{number}", partial(_count, number, source))

    def build(self, plan: BuildPlan) -> None:
        """Build the table."""
        self._begin(BUILD)
        self._jobs.submit(BUILD, partial(build, plan, self._read.emit, self._stop.is_set))

    def check(self, table: Path) -> None:
        """Look for leaks and shortcuts in a table that was built."""
        self._begin(CHECK)
        self._jobs.submit(CHECK, partial(_check, table, self._read.emit, self._stop))

    def cancel(self) -> None:
        """End what is under way, as soon as it asks."""
        self._stop.set()

    def _begin(self, what: str) -> None:
        self._stop.set()  # of what may still be under way; each piece of work has an event of its own
        self._stop = threading.Event()
        self._set_busy(what)

    def _set_busy(self, what: str) -> None:
        if what != self._busy:
            self._busy = what
            self.busy_changed.emit(what)

    def _on_read(self, done: int, total: int) -> None:
        if self._busy:
            self.progressed.emit(done, total)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane.startswith(_COUNT) and isinstance(result, tuple):
            self.counted.emit(*result)
        elif lane in (BUILD, CHECK):
            self._set_busy("")
            (self.built if isinstance(result, Built) else self.examined).emit(result)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane.startswith(_COUNT):
            self.counted.emit(int(lane.removeprefix(_COUNT)), None, None, error)
        elif lane in (BUILD, CHECK):
            self._set_busy("")
            if self._stop.is_set() or isinstance(error, BuildStoppedError):
                self.stopped.emit()
            else:
                self.failed.emit(error)


def _count(number: int, source: Source) -> tuple[int, Source, Findings | None, Exception | None]:
    """Count the findings of a source (on a pool thread); a refusal is told with the source it is about."""
    try:
        return number, source, findings_of(source), None
    except (Cxr12Error, OSError) as error:
        return number, source, None, error


def _check(table: Path, progress: Callable[[int, int], None], stop: threading.Event) -> Examined:
    """Look for leaks and shortcuts (on a pool thread)."""
    # Imported here: with scikit-learn and SciPy, which a build does not need.
    from trainer.dataset import read_dataset
    from trainer.detective import examine

    def watched(done: int, total: int) -> None:
        if stop.is_set():
            raise BuildStoppedError("the dataset was not examined: it was stopped")
        progress(done, total)

    return examine(read_dataset(table, progress=watched), progress=watched, stopped=stop.is_set)
