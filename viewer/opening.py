"""Opening the image that was chosen; the last one asked for wins."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from core.dicom.preview import preview
from core.display.histogram import counted
from core.display.lookup import fits_table
from core.display.render import to_screen
from core.display.view import default_view
from core.errors import RefusedError, UnreachableError
from core.picture import read_image
from viewer.message import sentence
from viewer.pixels import MEGABYTE, Loaded, PixelCache

if TYPE_CHECKING:
    from viewer.jobs import Jobs
    from viewer.state import ImageState, ViewerState

LANE = "open"
PREFETCH_LANE = "prefetch"
_STUCK_S = 2.0  # a disk that has not answered for so long does not hold up what is asked of another one


@dataclass(slots=True, eq=False)
class _Place:
    """One place of the screen, what was asked for there last and is not there yet, and the lane that serves it."""

    image: ImageState
    number: int
    asked: Path | None = None
    previewed: bool = False
    busy_since_s: float = 0.0
    lanes_stuck: int = 0

    @property
    def lane(self) -> str:
        return f"{LANE} {self.number}.{self.lanes_stuck}"


class Opening(QObject):
    """Reads images in the background and puts them into the state; until then the image before stays.

    What was shown last, and what comes next, is kept in memory and needs no reading.

    Attributes
    ----------
    pixels : PixelCache
        The images kept in memory.
    neighbours : callable
        Gives the files that will probably be asked for after the one on screen, the likeliest first.

    Signals
    -------
    started
        An image is being read.
    ended
        No image is being read any more: each is on screen, or refused.
    previewed : (ImageState, ndarray of uint8 (rows, columns) or None)
        What the image to come there looks like, until it comes; None where it does not come after all.
    refused : (Path, str, ImageState)
        The file that was asked for, why it is not shown, and where it would have been.
    unavailable : (Path, str, ImageState)
        The same of a file that cannot be reached now; the image before stays.
    """

    started = Signal()
    ended = Signal()
    previewed = Signal(object, object)
    refused = Signal(object, str, object)
    unavailable = Signal(object, str, object)

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._jobs = jobs
        self._places = [_Place(image, number) for number, image in enumerate(state.images)]
        self.pixels = PixelCache(512 * MEGABYTE)
        self.neighbours: Callable[[], Sequence[Path]] = tuple
        self._idle = QTimer(self)  # 0 ms: after the image on screen is painted
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._prefetch)
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_running(self) -> bool:
        """An image is being read."""
        return any(place.asked for place in self._places)

    def open(self, path: Path, into: ImageState | None = None) -> None:
        """Show ``path`` as soon as it is read, in place of the active image or of another one on screen."""
        place = self._place_of(into or self._state.active)
        self._idle.stop()
        self._jobs.cancel(PREFETCH_LANE)
        self._leave_if_stuck(place)
        self._end_preview(place)
        place.asked = path
        self.started.emit()
        self._jobs.submit(place.lane, partial(_open, path, self.pixels))

    def cancel(self, at: ImageState | None = None) -> bool:
        """Keep the image that is on screen, or all of them; tell whether another one was being read."""
        waiting = [place for place in self._places if place.asked and at in (None, place.image)]
        for place in waiting:
            place.asked = None
            self._jobs.cancel(place.lane)
            self._end_preview(place)
        if waiting and not self.is_running:
            self.ended.emit()
        return bool(waiting)

    def _place_of(self, image: ImageState) -> _Place:
        return next(place for place in self._places if place.image is image)

    def _leave_if_stuck(self, place: _Place) -> None:
        """Go on in another lane where this one waits for a disk or network that does not answer."""
        now_s = time.monotonic()
        if self._jobs.is_busy(place.lane):
            if now_s - place.busy_since_s <= _STUCK_S:
                return
            self._jobs.cancel(place.lane)
            place.lanes_stuck += 1
        place.busy_since_s = now_s

    def _end_preview(self, place: _Place) -> None:
        if place.previewed:
            place.previewed = False
            self.previewed.emit(place.image, None)

    def _prefetch(self) -> None:
        if self.pixels.limit_bytes and not self.is_running:
            self._jobs.submit(PREFETCH_LANE, partial(_fetch, tuple(self.neighbours()), self.pixels))

    def _on_jobs_progressed(self, lane: str, preview: object) -> None:
        for place in self._places:
            if place.lane == lane:
                place.previewed = True
                self.previewed.emit(place.image, preview)

    def _on_jobs_finished(self, lane: str, loaded: Loaded | None) -> None:
        for place in self._places:
            if place.lane == lane and loaded is not None:
                place.asked, place.previewed = None, False  # the image takes the preview's place
                place.image.set_frame(loaded.frame, loaded.view)
                self._end()

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        for place in self._places:
            if place.lane == lane:
                path, place.asked = place.asked, None
                self._end_preview(place)
                told = self.unavailable if isinstance(error, UnreachableError) else self.refused
                told.emit(path, sentence(error, hidden=True), place.image)
                self._end()

    def _end(self) -> None:
        if not self.is_running:
            self.ended.emit()
            self._idle.start(0)


def _open(path: Path, pixels: PixelCache) -> Generator[NDArray[np.uint8], None, Loaded]:
    """Give the image from memory, or read it; one that takes long to decode is previewed first."""
    loaded = pixels.get(path)
    if loaded is None:
        smaller = preview(path)
        if smaller is not None:
            yield to_screen(smaller.frame.stored[0], smaller.frame, default_view(smaller.frame))
        loaded = pixels.load(path, _load)
    return loaded


def _fetch(paths: Sequence[Path], pixels: PixelCache) -> Iterator[None]:
    """Get images into memory one after the other; what is wrong with one is told when it is asked for."""
    for path in paths:
        with suppress(RefusedError):
            pixels.load(path, _load)
        yield


def _load(path: Path) -> Loaded:
    frame = read_image(path, damaged=True)
    if frame.color is None and fits_table(frame.stored):
        counted(frame)  # remembered: the histogram and the windows found from it are there at once
    return Loaded(frame, default_view(frame))
