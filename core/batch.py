"""Many images, one network: reading, preparing and inference overlap, and what is finished is kept at once.

Images are read and prepared by threads (NumPy, OpenCV and the decoders work outside the interpreter lock) while the
network, in its child process, answers about those before; answers come back in the order that was asked. Whatever
ends a batch, every answer that was given is in the store, and a batch that is resumed asks only about the rest.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.batch_work import Asker, Question, Reader, Ready
from core.errors import ChildError, RefusedError
from core.models.engines import cores
from core.results.row import BatchRow, Listed
from core.zipped.directory import is_archive
from core.zipped.files import files_in, not_opened

if TYPE_CHECKING:
    from core.ensemble import Predictor
    from core.results.store import ResultStore

_GATHER_S = 0.5  # what came until then goes to the network although the group is not full
_TURN_S = 0.1
_IN_FLIGHT = 2  # groups: one being answered, one waiting


class Control:
    """Pauses, resumes and ends a batch from another thread; what is under way is finished and kept."""

    def __init__(self) -> None:
        self._running = threading.Event()
        self._running.set()
        self._cancelled = threading.Event()

    @property
    def is_paused(self) -> bool:
        """Nothing new is begun for now."""
        return not self._running.is_set() and not self.is_cancelled

    @property
    def is_cancelled(self) -> bool:
        """Nothing new is begun any more."""
        return self._cancelled.is_set()

    def pause(self) -> None:
        """Begin nothing new."""
        self._running.clear()

    def go_on(self) -> None:
        """Go on after a pause."""
        self._running.set()

    def cancel(self) -> None:
        """End the batch."""
        self._cancelled.set()
        self._running.set()

    def wait(self) -> None:
        """Wait until the pause is over."""
        self._running.wait()


def list_files(paths: Iterable[Path]) -> list[Listed]:
    """List files as they are, and every file in folders and below and in ZIP archives, each once, those by name.

    An archive is listed itself, too, where it, or what in it, is not opened: reading it says why.
    """
    found: dict[Path, Listed] = {}
    for path in paths:
        if path.is_dir():
            for one in sorted(path.rglob("*")):
                if one.is_file():
                    found.setdefault(one, Listed(one, named=False))
        else:
            inside = _in_archive(path)
            if not inside or not_opened(path):
                found[path] = Listed(path)
            for one in inside:
                found.setdefault(one, Listed(one, named=False))
    return list(found.values())


def _in_archive(path: Path) -> list[Path]:
    """List the files in a ZIP archive; none where it is no archive, or cannot be read."""
    try:
        return [one for one, _ in files_in(path)[0]] if is_archive(path) else []
    except RefusedError:
        return []


def classify_batch(
    files: Iterable[Listed | Path],
    classifier: Predictor,
    *,
    store: ResultStore | None = None,
    resume: bool = False,
    control: Control | None = None,
    engine: str = "auto",
    precision: str = "float32",
    readers: int | None = None,
) -> Iterator[BatchRow]:
    """Classify the first frame of each image, one row per file in the order given.

    Parameters
    ----------
    files : iterable of Listed or Path
        What to ask about.
    classifier : Predictor
        The network; it is loaded when the first image is ready.
    store : ResultStore, optional
        Where answers are kept, each group in a transaction of its own, before their rows come out.
    resume : bool
        Take an answer from the store where it holds one to the same question about the same image.
    control : Control, optional
        To pause or cancel.
    engine, precision : str
        What the classifier was made with: only such answers are taken from the store.
    readers : int, optional
        Threads that read and prepare; as many as there are cores by default.

    Raises
    ------
    ModelRefusedError, ChildError
        If the network itself cannot be used; what is wrong with an image is a row.
    CatalogueError
        If the store cannot be used.
    """
    if resume and store is None:
        raise ValueError("expected a store to resume from, found none")
    question = Question(classifier.card, engine, precision)
    reader = Reader(classifier, question, store if resume else None)
    return _Pipeline(reader, Asker(classifier, store), control or Control()).run(files, readers or cores())


class _Pipeline:
    def __init__(self, reader: Reader, asker: Asker, control: Control) -> None:
        self._reader, self._asker, self._control = reader, asker, control
        self._reading: deque[Future[Ready]] = deque()
        self._group: list[Ready] = []
        self._group_since_s = 0.0
        self._asking: deque[Future[list[BatchRow]]] = deque()

    def run(self, files: Iterable[Listed | Path], readers: int) -> Iterator[BatchRow]:
        rest = enumerate(one if isinstance(one, Listed) else Listed(one) for one in files)
        reader = ThreadPoolExecutor(readers, thread_name_prefix="batch read")
        asker = ThreadPoolExecutor(1, thread_name_prefix="batch ask")
        try:
            while True:
                more = self._begin(rest, reader, readers)
                self._gather(asker)
                while self._asking and self._asking[0].done():
                    yield from self._rows_of(self._asking.popleft())
                heads: list[Future[Any]] = [pending[0] for pending in (self._reading, self._asking) if pending]
                if heads or self._group:
                    wait(heads, timeout=_TURN_S, return_when=FIRST_COMPLETED)
                elif self._control.is_paused:
                    self._control.wait()
                elif not more:
                    return
        finally:
            for pool in (reader, asker):
                pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, rest: Iterator[tuple[int, Listed]], reader: ThreadPoolExecutor, readers: int) -> bool:
        """Begin to read what there is room for; tell whether there may be more to begin."""
        if self._control.is_cancelled:
            for future in self._reading:
                future.cancel()
            self._reading.clear()
            self._group.clear()
            return False
        if self._control.is_paused:
            return True
        while len(self._reading) + len(self._group) < readers + 2 * self._asker.together:
            item = next(rest, None)
            if item is None:
                return False
            self._reading.append(reader.submit(self._reader.read, *item))
        return True

    def _gather(self, asker: ThreadPoolExecutor) -> None:
        """Take what was read, in order, and ask about it in groups."""
        while self._reading and self._reading[0].done():
            if not self._group:
                self._group_since_s = time.monotonic()
            self._group.append(self._reading.popleft().result())
        while self._group and len(self._asking) < _IN_FLIGHT:
            waited_s = time.monotonic() - self._group_since_s
            if len(self._group) < self._asker.together and self._reading and waited_s < _GATHER_S:
                return
            group, self._group = self._group[: self._asker.together], self._group[self._asker.together :]
            self._asking.append(asker.submit(self._asker.answer, group))

    def _rows_of(self, answered: Future[list[BatchRow]]) -> list[BatchRow]:
        try:
            return answered.result()
        except ChildError:
            if self._control.is_cancelled:  # the child was ended with the batch
                return []
            raise
