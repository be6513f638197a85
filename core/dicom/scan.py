"""List the images of folders: headers only, what is known already from the catalogue, many files side by side."""

from __future__ import annotations

import json
import os
import stat
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.child import Child
from core.dicom.catalogue import Catalogue
from core.dicom.header import UNREADABLE, HeaderFacts, as_row, from_row, read_header
from core.dicom.walk import File, walk
from core.errors import ChildError, RefusedError
from core.zipped.directory import is_archive
from core.zipped.files import file_status

_REPORT_S, _REPORT_FILES = 0.1, 200
_BATCH = 100
_WORTH_HELPERS = 4000  # fewer unread files are read before helpers have started and paid off
_HELPERS = min(4, (os.cpu_count() or 1) - 1)
_BATCH_LIMIT_S = 60.0
_LOOK_AHEAD = 2 * _WORTH_HELPERS


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """What a scan found since its last report.

    Attributes
    ----------
    found : tuple of HeaderFacts
        Newly known files: images, and everything else with its reason.
    done : int
        Files finished so far.
    total : int or None
        Files in all; None while folders are still being listed.
    """

    found: tuple[HeaderFacts, ...]
    done: int
    total: int | None


def _never() -> bool:
    return False


def scan(
    roots: Sequence[Path], catalogue: Catalogue, *, cancelled: Callable[[], bool] = _never
) -> Iterator[ScanProgress]:
    """Find out what every file in and below ``roots`` is, and put it into the catalogue.

    Pipes and devices are never opened; linked folders are followed once. A DICOMDIR among ``roots`` stands for the
    files that it lists; one found in a folder is passed over, since the files are found as well. A ZIP archive among
    ``roots`` is treated like a folder; one found in a folder or in another archive is not opened. A file whose size and
    age are known is not opened. Files that are gone from a folder that could be listed leave the catalogue, and so does
    what is no file any more; what the system did not let be read is told, not stored, and read again the next time.

    Parameters
    ----------
    roots : sequence of Path
        Folders, ZIP archives or single files.
    catalogue : Catalogue
        Where known facts come from and new ones go, in batches.
    cancelled : callable
        Asked between files; True ends the scan after one last report.

    Yields
    ------
    ScanProgress
        About every 0.1 s or 200 files; the last one has ``done == total`` unless the scan was cancelled.
    """
    yield from _Scan(roots, catalogue, cancelled).run()


class _Scan:
    """One scan: files are listed, looked up, and read here or by helper processes, whoever is free."""

    def __init__(self, roots: Sequence[Path], catalogue: Catalogue, cancelled: Callable[[], bool]) -> None:
        self._roots = [Path(root).absolute() for root in roots]
        self._catalogue, self._cancelled = catalogue, cancelled
        self._listing, self._listed, self._all_listed = walk(self._roots, cancelled), 0, False
        self._seen: set[Path] = set()
        self._unread: deque[File] = deque()
        self._helpers = _Helpers()
        self._new: list[HeaderFacts] = []
        self._known: list[HeaderFacts] = []
        self._done = 0

    def run(self) -> Iterator[ScanProgress]:
        reported = time.monotonic()
        try:
            while not self._cancelled() and self._step():
                waiting = len(self._new) + len(self._known)
                if waiting >= _REPORT_FILES or (waiting and time.monotonic() - reported >= _REPORT_S):
                    yield self._report()
                    reported = time.monotonic()
            if self._all_listed and not self._unread:
                self._drop_vanished()
            yield self._report()
        finally:
            self._helpers.close()

    def _step(self) -> bool:
        """Do one small piece of work; False when all is done."""
        self._list_some()
        for facts in self._helpers.finished():
            self._take(facts)
        if len(self._unread) >= _WORTH_HELPERS or self._helpers.busy:
            while len(self._unread) >= _BATCH and self._helpers.free:
                self._helpers.read([self._unread.popleft() for _ in range(_BATCH)])
        if self._unread:
            path, status = self._unread.popleft()
            self._take(read_header(path, status))
        elif self._helpers.busy:
            self._helpers.wait(_REPORT_S / 2)
        return bool(self._unread or self._helpers.busy or not self._all_listed)

    def _list_some(self) -> None:
        """List further files, up to the next unread one, and on while the helpers could do with more."""
        while not self._all_listed and len(self._unread) < _LOOK_AHEAD:
            item = next(self._listing, None)
            if item is None:
                self._all_listed = not self._cancelled()  # which ends a listing early
                return
            if isinstance(item, HeaderFacts):
                self._listed += 1
                self._take(item)
                return
            path, status = item
            if path in self._seen:  # named by two roots
                continue
            self._listed += 1
            self._seen.add(path)
            known = None if status is None else self._catalogue.known(path, status.st_size, status.st_mtime_ns)
            if known is None:
                self._unread.append(item)
            else:
                self._known.append(known)
                self._done += 1
            if len(self._known) >= _REPORT_FILES or self._listed % _BATCH == 0 or self._listed < _BATCH:
                return

    def _take(self, facts: HeaderFacts) -> None:
        self._new.append(facts)
        self._done += 1

    def _report(self) -> ScanProgress:
        self._catalogue.put(facts for facts in self._new if facts.size)
        self._catalogue.drop(facts.path for facts in self._new if not facts.size and _is_there(facts.path))
        found = (*self._known, *self._new)
        self._known, self._new = [], []
        return ScanProgress(found, self._done, self._listed if self._all_listed else None)

    def _drop_vanished(self) -> None:
        for root in self._roots:
            if root.is_dir() or is_archive(root):
                gone = [path for path in self._catalogue.paths(root) if path not in self._seen]
                self._catalogue.drop(path for path in gone if _is_gone(path))


class _Helpers:
    """Processes that read headers in batches, so that the interpreter lock does not make them take turns."""

    def __init__(self) -> None:
        self._children = [Child("core.dicom.scan:serve") for _ in range(_HELPERS)]
        self._idle = list(self._children)
        self._threads = ThreadPoolExecutor(max(1, _HELPERS), thread_name_prefix="scan")
        self._futures: dict[Future[list[HeaderFacts]], Child] = {}

    @property
    def busy(self) -> bool:
        return bool(self._futures)

    @property
    def free(self) -> bool:
        return bool(self._idle)

    def read(self, files: list[File]) -> None:
        child = self._idle.pop()
        self._futures[self._threads.submit(_read_batch, child, files)] = child

    def finished(self) -> list[HeaderFacts]:
        done = [future for future in self._futures if future.done()]
        self._idle += [self._futures.pop(future) for future in done]
        return [facts for future in done for facts in future.result()]

    def wait(self, seconds: float) -> None:
        wait(self._futures, timeout=seconds, return_when=FIRST_COMPLETED)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        while any(not future.done() for future in self._futures):
            for child in self._children:
                child.kill()  # an unfinished batch ends with it, also one whose child was only starting
            self.wait(0.02)
        self._threads.shutdown()
        for child in self._children:
            child.close()


def _read_batch(child: Child, files: list[File]) -> list[HeaderFacts]:
    paths = json.dumps([str(path) for path, _ in files]).encode()
    try:
        return [from_row(row) for row in json.loads(child.call({}, paths, timeout_s=_BATCH_LIMIT_S)[1])]
    except ChildError:
        return [HeaderFacts(path, 0, 0, UNREADABLE, "its header could not be read in time") for path, _ in files]


def serve(request: dict[str, Any], paths: bytearray) -> tuple[dict[str, Any], bytes]:
    """Read the headers of a JSON list of paths (a :data:`core.child.Service`); answers with a list of rows."""
    return {}, json.dumps([as_row(read_header(Path(path))) for path in json.loads(paths)]).encode()


def _is_there(path: Path) -> bool:
    """Tell whether something can be seen at ``path``: then facts of it that were not found to hold are out of date."""
    try:
        file_status(path)
    except (OSError, RefusedError):  # perhaps only out of reach
        return False
    return True


def _is_gone(path: Path) -> bool:
    """Tell whether there is no file at ``path``: nothing, or a folder or pipe in its place."""
    try:
        return not stat.S_ISREG(file_status(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, RefusedError):  # perhaps only out of reach
        return False
