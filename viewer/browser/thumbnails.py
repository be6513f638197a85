"""Thumbnails for the browser, made in the background and kept in the catalogue."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.dicom.header import IMAGE, HeaderFacts
from core.display.thumbnails import thumbnail_png
from core.errors import RefusedError
from core.picture import read_image

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs

LANE = "thumbnails"


@dataclass(frozen=True, slots=True)
class _Answer:
    path: Path
    result: bytes | RefusedError
    damage: str = ""


class Thumbnails(QObject):
    """Makes one thumbnail after another for the images it is told of.

    Attributes
    ----------
    writing : threading.Lock
        Held while a thumbnail is written into the catalogue; none is written for what is not wanted any more.

    Signals
    -------
    made : (Path, bytes)
        A PNG of at most 128 pixels a side.
    refused : (Path, str)
        Why the image cannot be read.
    damaged : (Path, str)
        What of the image is missing.
    """

    made = Signal(object, object)
    refused = Signal(object, str)
    damaged = Signal(object, str)

    def __init__(self, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue = catalogue
        self._waiting: list[HeaderFacts] = []
        self._unwanted = threading.Event()
        self.writing = threading.Lock()
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_ended)
        jobs.failed.connect(self._on_jobs_ended)

    def want(self, found: Iterable[HeaderFacts]) -> None:
        """Ask for the thumbnails of images; what is no image is left out."""
        self._waiting += [facts for facts in found if facts.status == IMAGE]
        self._next()

    def clear(self) -> None:
        """Want no more."""
        self._waiting.clear()
        self._unwanted.set()
        self._unwanted = threading.Event()
        self._jobs.cancel(LANE)

    def _next(self) -> None:
        if self._waiting and not self._jobs.is_running(LANE):
            batch, self._waiting = tuple(self._waiting), []
            self._jobs.submit(LANE, partial(self._make, batch, self._unwanted))

    def _on_jobs_progressed(self, lane: str, answer: _Answer) -> None:
        if lane != LANE:
            return
        if isinstance(answer.result, RefusedError):
            self.refused.emit(answer.path, answer.result.reason)
            return
        self.made.emit(answer.path, answer.result)
        if answer.damage:
            self.damaged.emit(answer.path, answer.damage)

    def _on_jobs_ended(self, lane: str, _: object) -> None:
        if lane == LANE:
            self._next()

    def _make(self, batch: tuple[HeaderFacts, ...], unwanted: threading.Event) -> Iterator[_Answer]:
        for facts in batch:
            png = self._catalogue.thumbnail(facts.path, facts.mtime_ns)
            if png is not None:
                yield _Answer(facts.path, png)
                continue
            try:
                frame = read_image(facts.path, damaged=True)
            except RefusedError as error:
                yield _Answer(facts.path, error)
                continue
            png = thumbnail_png(frame)
            if not frame.damaged:  # what is damaged is looked at each time, to be told each time
                with self.writing:
                    if not unwanted.is_set():
                        self._catalogue.put_thumbnail(facts.path, facts.mtime_ns, png)
            yield _Answer(facts.path, png, frame.damaged)
