"""Finding out what folders and files hold, in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dicom.header import IMAGE, NOT_DICOM, UNREADABLE, HeaderFacts
from core.dicom.scan import ScanProgress, scan
from core.errors import RefusedError
from core.picture import is_png, read_png
from core.zipped.directory import is_archive
from core.zipped.files import file_status
from viewer.browser.nodes import PICTURE_SYNTAX

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs

LANE = "scan"


@dataclass(frozen=True, slots=True)
class Given:
    """What there is to be scanned: looked up in the background, for a disk may take long to answer even that.

    A ZIP archive is both: a folder of files, and a file that may be refused.
    """

    files: tuple[Path, ...]
    folders: tuple[Path, ...]


class Scanner(QObject):
    """Scans what it is given; what is still unfinished goes on together with what is added.

    Attributes
    ----------
    writing : threading.Lock
        Held while a scan may write into the catalogue.

    Signals
    -------
    begun : Given
        Which files and which folders are being scanned.
    found : tuple of HeaderFacts
        Newly known files.
    progressed : (int, object)
        Files done, and of how many (None while folders are still being listed).
    vanished : tuple of Path
        Listed files that are no longer there.
    ended : Exception or None
        The scan is over; what broke it off.
    """

    begun = Signal(object)
    found = Signal(object)
    progressed = Signal(int, object)
    vanished = Signal(object)
    ended = Signal(object)

    def __init__(self, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue = catalogue
        self._unfinished: list[Path] = []
        self._pictures: set[Path] = set()
        self._stopped = threading.Event()
        self.writing = threading.Lock()
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_running(self) -> bool:
        """A scan goes on."""
        return bool(self._unfinished)

    def scan(self, paths: Sequence[Path], listed: Sequence[Path]) -> None:
        """Scan folders and files; a picture is listed only where it was given by its own name, now or before.

        Parameters
        ----------
        listed : sequence of Path
            What is known from before and may have vanished.
        """
        self._unfinished += [path for path in paths if path not in self._unfinished]
        self._stopped.set()
        self._stopped = threading.Event()
        task = _Task(
            tuple(self._unfinished),
            frozenset(self._pictures),
            listed,
            self._catalogue,
            self._stopped.is_set,
            self.writing,
        )
        self._jobs.submit(LANE, task.run)

    def cancel(self) -> None:
        """End the scan; what was found stays."""
        if self._unfinished:
            self._stopped.set()  # a slow disk may have nothing to report for a while
            self._jobs.cancel(LANE)
            self._end(None)

    def forget(self) -> None:
        """Treat pictures like any other file again."""
        self._pictures.clear()

    def _end(self, error: Exception | None) -> None:
        self._unfinished.clear()
        self.ended.emit(error)

    def _on_jobs_progressed(self, lane: str, progress: ScanProgress | Given) -> None:
        if lane != LANE:
            return
        if isinstance(progress, Given):
            self.begun.emit(progress)
        else:
            self._pictures |= {facts.path for facts in progress.found if facts.transfer_syntax == PICTURE_SYNTAX}
            self.found.emit(progress.found)
            self.progressed.emit(progress.done, progress.total)

    def _on_jobs_finished(self, lane: str, vanished: tuple[Path, ...]) -> None:
        if lane == LANE:
            self.vanished.emit(vanished)
            self._end(None)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self._end(error)


@dataclass(frozen=True, slots=True)
class _Task:
    """One scan, and what of ``listed`` has vanished from the folders among ``paths``."""

    paths: tuple[Path, ...]
    pictures: frozenset[Path]
    listed: Sequence[Path]
    catalogue: Catalogue
    stopped: Callable[[], bool]
    writing: threading.Lock

    def run(self) -> Generator[ScanProgress | Given, None, tuple[Path, ...]]:
        archives = tuple(path for path in self.paths if is_archive(path))
        folders = (*(path for path in self.paths if path.is_dir()), *archives)
        yield Given(tuple(path for path in self.paths if path not in folders or path in archives), folders)
        given = [path for path in self.paths if path not in folders and _is_picture(path)]
        if given:
            yield ScanProgress(tuple(_picture_facts(path) for path in given), len(given), None)
        seen = set(given)
        with self.writing:
            for progress in self._scan([path for path in self.paths if path not in seen], len(given)):
                seen.update(facts.path for facts in progress.found)
                yield progress
        return () if self.stopped() else tuple(self._vanished(folders, seen))

    def _scan(self, rest: Sequence[Path], before: int) -> Generator[ScanProgress, None, None]:
        pictures = self.pictures.union(path for path in self.paths if path not in rest)
        for progress in scan(rest, self.catalogue, cancelled=self.stopped) if rest else ():
            found = tuple(
                _picture_facts(one.path) if one.path in pictures and one.status == NOT_DICOM else one
                for one in progress.found
            )
            total = None if progress.total is None else progress.total + before
            yield ScanProgress(found, progress.done + before, total)

    def _vanished(self, folders: Sequence[Path], seen: set[Path]) -> Generator[Path, None, None]:
        for path in self.listed:  # a folder out of reach says nothing about what is in it
            if path not in seen and any(path.is_relative_to(root) for root in folders) and _is_gone(path):
                yield path


def _is_gone(path: Path) -> bool:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return not _is_in_archive(path)
    except OSError:
        return False
    return False


def _is_in_archive(path: Path) -> bool:
    """Tell whether a file is in an archive, or may be, in one that cannot be read now."""
    try:
        file_status(path)
    except RefusedError:
        return True
    except OSError:
        return False
    return True


def _is_picture(path: Path) -> bool:
    try:
        return path.is_file() and is_png(path)
    except RefusedError:
        return False  # the scan says why it cannot be read


def _picture_facts(path: Path) -> HeaderFacts:
    status = file_status(path)
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
