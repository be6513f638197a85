"""Reading single attributes of all listed files, for a search that the list itself cannot answer."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dicom.header import NOT_DICOM, HeaderFacts
from core.dicom.tags import tag_text
from core.errors import RefusedError
from viewer.browser.nodes import PICTURE_SYNTAX
from viewer.browser.search import folded

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "tag search"
_REPORT_S = 0.1

_Wanted = tuple[int, Path, int]
"""A tag, a file, and the time when the file was changed last."""


@dataclass(slots=True)
class _Read:
    """Values read since the last report, and how many there are now."""

    done: int
    total: int
    values: list[tuple[_Wanted, str]] = field(default_factory=list)


class TagSearch(QObject):
    """Reads attributes and keeps what it read.

    Attributes
    ----------
    values : mapping
        By tag, then by file and time of change: the value, folded; empty where there is none.

    Signals
    -------
    progressed : (int, int)
        Values read, and of how many.
    ended
        All that was asked for is read, or somebody cancelled.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.values: defaultdict[int, dict[tuple[Path, int], str]] = defaultdict(dict)
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_ended)
        jobs.failed.connect(self._on_jobs_ended)

    @property
    def is_running(self) -> bool:
        """Files are being read."""
        return self._jobs.is_running(LANE)

    def read(self, tags: Sequence[int], files: Sequence[HeaderFacts]) -> None:
        """Read attributes of files, those that are not read yet; what was asked for before is given up."""
        missing = tuple(
            (tag, facts.path, facts.mtime_ns)
            for tag in tags
            for facts in files
            if _may_hold(facts) and (facts.path, facts.mtime_ns) not in self.values[tag]
        )
        self._jobs.cancel(LANE)
        if missing:
            self._jobs.submit(LANE, partial(_read, missing))
            self.progressed.emit(0, len(missing))
        else:
            self.ended.emit()

    def cancel(self) -> None:
        """Read no more; what is read is kept."""
        if self.is_running:
            self._jobs.cancel(LANE)
            self.ended.emit()

    def forget(self) -> None:
        """Keep nothing of what was read."""
        self._jobs.cancel(LANE)
        self.values.clear()

    def _on_jobs_progressed(self, lane: str, read: _Read) -> None:
        if lane == LANE:
            for (tag, path, mtime_ns), value in read.values:
                self.values[tag][path, mtime_ns] = value
            self.progressed.emit(read.done, read.total)

    def _on_jobs_ended(self, lane: str, _: object) -> None:
        if lane == LANE:
            self.ended.emit()


def _may_hold(facts: HeaderFacts) -> bool:
    return facts.status != NOT_DICOM and facts.transfer_syntax != PICTURE_SYNTAX


def _read(missing: tuple[_Wanted, ...]) -> Iterator[_Read]:
    read, reported_s = _Read(0, len(missing)), time.monotonic()
    for done, wanted in enumerate(missing, 1):
        tag, path, _ = wanted
        try:
            value = folded(tag_text(path, tag))
        except RefusedError:
            value = ""
        read.values.append((wanted, value))
        if time.monotonic() - reported_s >= _REPORT_S or done == len(missing):
            read.done = done
            yield read
            read, reported_s = _Read(done, len(missing)), time.monotonic()
