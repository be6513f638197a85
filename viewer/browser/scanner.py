"""Finding out what folders and files hold, in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dicom.header import IMAGE, UNREADABLE, HeaderFacts
from core.dicom.scan import ScanProgress, scan
from core.errors import RefusedError
from core.picture import is_png, read_png
from viewer.browser.tree import PICTURE_SYNTAX
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs

LANE = "scan"


class Scanner(QObject):
    """Scans what it is given; what is still unfinished goes on together with what is added.

    Signals
    -------
    found : tuple of HeaderFacts
        Newly known files.
    progressed : (int, object)
        Files done, and of how many (None while folders are still being listed).
    ended : str
        The scan is over; a sentence where it broke off.
    """

    found = Signal(object)
    progressed = Signal(int, object)
    ended = Signal(str)

    def __init__(self, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue = catalogue
        self._unfinished: list[Path] = []
        self._stopped = threading.Event()
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_running(self) -> bool:
        """A scan goes on."""
        return bool(self._unfinished)

    def scan(self, paths: Sequence[Path]) -> None:
        """Scan folders and files; a picture is listed only where it was given by its own name."""
        self._unfinished += [path for path in paths if path not in self._unfinished]
        self._stopped.set()
        self._stopped = threading.Event()
        self._jobs.submit(LANE, partial(_scan, tuple(self._unfinished), self._catalogue, self._stopped.is_set))

    def cancel(self) -> None:
        """End the scan; what was found stays."""
        if self._unfinished:
            self._stopped.set()  # a slow disk may have nothing to report for a while
            self._jobs.cancel(LANE)
            self._end("")

    def _end(self, problem: str) -> None:
        self._unfinished.clear()
        self.ended.emit(problem)

    def _on_jobs_progressed(self, lane: str, progress: ScanProgress) -> None:
        if lane == LANE:
            self.found.emit(progress.found)
            self.progressed.emit(progress.done, progress.total)

    def _on_jobs_finished(self, lane: str, _: object) -> None:
        if lane == LANE:
            self._end("")

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self._end(sentence(error))


def _scan(paths: tuple[Path, ...], catalogue: Catalogue, stopped: Callable[[], bool]) -> Iterator[ScanProgress]:
    pictures = [path for path in paths if _is_picture(path)]
    if pictures:
        yield ScanProgress(tuple(_picture_facts(path) for path in pictures), len(pictures), None)
    rest = [path for path in paths if path not in pictures]
    for progress in scan(rest, catalogue, cancelled=stopped) if rest else ():
        total = None if progress.total is None else progress.total + len(pictures)
        yield ScanProgress(progress.found, progress.done + len(pictures), total)


def _is_picture(path: Path) -> bool:
    try:
        return path.is_file() and is_png(path)
    except RefusedError:
        return False  # the scan says why it cannot be read


def _picture_facts(path: Path) -> HeaderFacts:
    status = path.stat()
    try:
        frame = read_png(path)
    except RefusedError as error:
        return HeaderFacts(path, status.st_size, status.st_mtime_ns, UNREADABLE, error.reason)
    return HeaderFacts(
        path,
        status.st_size,
        status.st_mtime_ns,
        IMAGE,
        rows=frame.rows,
        columns=frame.columns,
        frames=1,
        bits_stored=frame.bits_stored,
        photometric=frame.photometric,
        transfer_syntax=PICTURE_SYNTAX,
    )
