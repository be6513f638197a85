"""Keeping results, verdicts and labels in the background, every one, and none of a folder that was forgotten."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from core.errors import Cxr12Error
from core.results.store import Kept, ResultStore
from viewer.message import sentence

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs

log = logging.getLogger(__name__)

LANE = "keep results"


class WindowStore(ResultStore):
    """The store of the window: keeps nothing of a folder from when it was forgotten until it is asked about again.

    Attributes
    ----------
    writing : threading.Lock
        Held while anything about results is written.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(catalogue)
        self.writing = threading.Lock()
        self._shunned: frozenset[Path] = frozenset()

    def put(self, results: Iterable[Kept]) -> None:
        """Keep results but for those of forgotten folders."""
        with self.writing:
            super().put([one for one in results if not self._is_shunned(one.path)])

    def guarded(self, path: Path, work: Callable[[], object]) -> None:
        """Do what writes about an image, unless its folder was forgotten."""
        with self.writing:
            if not self._is_shunned(path):
                work()

    def shun(self, root: Path) -> None:
        """Keep nothing of a folder."""
        self._shunned |= {root}

    def welcome(self, path: Path) -> None:
        """Keep results of a file or folder again."""
        self._shunned = frozenset(
            root for root in self._shunned if not (path.is_relative_to(root) or root.is_relative_to(path))
        )

    def _is_shunned(self, path: Path) -> bool:
        return any(path.is_relative_to(root) for root in self._shunned)


class Writer(QObject):
    """Does what changes the catalogue, one after the other, in the order that was asked.

    Signals
    -------
    done : (Path, object)
        The image, and what the work about it returned.
    failed : str
        A sentence: something could not be written.
    """

    done = Signal(object, object)
    failed = Signal(str)
    _did = Signal(object, object)

    def __init__(self, jobs: Jobs, store: WindowStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._store = jobs, store
        self._waiting: deque[tuple[Path, Callable[[], object]]] = deque()
        jobs.failed.connect(self._on_jobs_failed)
        self._did.connect(self.done, Qt.ConnectionType.QueuedConnection)  # from a pool thread

    def do(self, path: Path, work: Callable[[], object]) -> None:
        """Do ``work``, which is about the image in ``path`` and writes through no guard of its own."""
        self._waiting.append((path, work))
        self._jobs.submit(LANE, self._drain)

    def keep(self, result: Kept) -> None:
        """Keep one result."""
        self.do(result.path, partial(ResultStore.put, self._store, (result,)))

    def close(self) -> None:
        """Do now what is left; jobs are over."""
        try:
            self._drain()
        except Cxr12Error as error:
            log.error("results were not kept: %s", type(error).__name__)

    def _drain(self) -> None:
        """Do all that is waiting (on a pool thread)."""
        while self._waiting:
            path, work = self._waiting.popleft()  # one job of the lane runs at a time
            self._store.guarded(path, lambda path=path, work=work: self._did.emit(path, work()))  # type: ignore[misc]

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            told = self.tr("Results, verdicts or labels could not be kept ({0}).")
            self.failed.emit(told.format(sentence(error, hidden=True).rstrip(".")))
            if self._waiting:  # the others may fare better
                self._jobs.submit(LANE, self._drain)
