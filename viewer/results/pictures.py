"""Thumbnails beside results: those that the catalogue has from the browser; none is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap

from core.errors import RefusedError
from core.zipped.files import file_status

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from viewer.jobs import Jobs

LANE = "thumbnails of results"
SIDE = 40


class ResultPictures(QObject):
    """Fetches thumbnails one after the other.

    Signals
    -------
    found : (Path, QIcon)
        The thumbnail of a file.
    """

    found = Signal(object, object)

    def __init__(self, jobs: Jobs, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._catalogue = jobs, catalogue
        self._wanted: list[Path] = []
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_ended)
        jobs.failed.connect(self._on_jobs_ended)

    def want(self, path: Path) -> None:
        """Ask for the thumbnail of a file."""
        self._wanted.append(path)
        self._next()

    def clear(self) -> None:
        """Want no more."""
        self._wanted.clear()
        self._jobs.cancel(LANE)

    def _next(self) -> None:
        if self._wanted and not self._jobs.is_running(LANE):
            batch, self._wanted = tuple(self._wanted), []
            self._jobs.submit(LANE, partial(self._fetch, batch))

    def _fetch(self, batch: Iterable[Path]) -> Iterator[tuple[Path, bytes]]:
        for path in batch:
            try:
                png = self._catalogue.thumbnail(path, file_status(path).st_mtime_ns)
            except (OSError, RefusedError):  # its line says what is wrong with it
                continue
            if png is not None:
                yield path, png

    def _on_jobs_progressed(self, lane: str, made: tuple[Path, bytes]) -> None:
        if lane != LANE:
            return
        path, png = made
        picture = QPixmap()
        if picture.loadFromData(png):
            kept = Qt.AspectRatioMode.KeepAspectRatio
            smooth = Qt.TransformationMode.SmoothTransformation
            self.found.emit(path, QIcon(picture.scaled(SIDE, SIDE, kept, smooth)))

    def _on_jobs_ended(self, lane: str, _: object) -> None:
        if lane == LANE:
            self._next()
