"""Thumbnails for the browser, made in the background and kept in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


class Thumbnails(QObject):
    """Makes one thumbnail after another for the images it is told of.

    Signals
    -------
    made : (Path, bytes)
        A PNG of at most 128 pixels a side.
    refused : (Path, str)
        Why the image cannot be read.
    """

    made = Signal(object, object)
    refused = Signal(object, str)

    def __init__(self, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._catalogue = catalogue
        self._waiting: list[HeaderFacts] = []
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
        self._jobs.cancel(LANE)

    def _next(self) -> None:
        if self._waiting and not self._jobs.is_running(LANE):
            batch, self._waiting = tuple(self._waiting), []
            self._jobs.submit(LANE, partial(_make, batch, self._catalogue))

    def _on_jobs_progressed(self, lane: str, answer: tuple[Path, bytes | RefusedError]) -> None:
        if lane != LANE:
            return
        path, result = answer
        if isinstance(result, RefusedError):
            self.refused.emit(path, result.reason)
        else:
            self.made.emit(path, result)

    def _on_jobs_ended(self, lane: str, _: object) -> None:
        if lane == LANE:
            self._next()


def _make(batch: tuple[HeaderFacts, ...], catalogue: Catalogue) -> Iterator[tuple[Path, bytes | RefusedError]]:
    for facts in batch:
        png = catalogue.thumbnail(facts.path, facts.mtime_ns)
        if png is None:
            try:
                png = thumbnail_png(read_image(facts.path))
            except RefusedError as error:
                yield facts.path, error
                continue
            catalogue.put_thumbnail(facts.path, facts.mtime_ns, png)
        yield facts.path, png
