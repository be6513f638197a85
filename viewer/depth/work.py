"""What the window on bit depth has done in the background, each kind of work in a lane of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.depth.network import FlipSearch, ask, find_flips, heats
from core.depth.pixels import Difference, difference, difference_picture, shown_at
from core.display.view import full_range
from viewer.display.levels import levels, seen
from viewer.message import sentence

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame
    from core.display.view import View
    from viewer.jobs import Jobs

PICTURES, FIGURES, AMPLIFIED = "depth: pictures", "depth: figures", "depth: amplified"
ANSWER, HEATS, FLIPS = "depth: answer", "depth: heat maps", "depth: flips"
LANES = (PICTURES, FIGURES, AMPLIFIED, ANSWER, HEATS, FLIPS)

Arms = tuple[str, str]
"""The two bit depths, of :data:`core.depth.pixels.ARMS`."""


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """One frame of an image at both depths."""

    first: Frame
    second: Frame


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers on both depths under one window.

    Attributes
    ----------
    levels, greys : (int, int)
        At each depth: levels that occur inside the window, and greys of the screen that they become.
    apart : Difference
        How far the pixels lie apart.
    """

    levels: tuple[int, int]
    greys: tuple[int, int]
    apart: Difference


class DepthWork(QObject):
    """Starts the work, and tells what came of it; what is started again or cancelled is not heard of any more.

    Signals
    -------
    done : (str, object)
        The lane, and what came out.
    searched : FlipSearch
        How far the search for flips is.
    failed : (str, str)
        The lane, and a sentence.
    """

    done = Signal(str, object)
    searched = Signal(object)
    failed = Signal(str, str)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def is_running(self, lane: str) -> bool:
        """Tell whether work of a lane is under way."""
        return self._jobs.is_running(lane)

    def cancel(self, *lanes: str) -> None:
        """Give work up; all of it where no lane is named."""
        for lane in lanes or LANES:
            self._jobs.cancel(lane)

    def picture(self, frame: Frame, index: int, arms: Arms) -> None:
        """Make the two images: :class:`Pictures`."""
        self._begin(PICTURES, partial(_pictures, frame, index, arms))

    def measure(self, frame: Frame, index: int, arms: Arms, pictures: Pictures, view: View) -> None:
        """Compare them under a window: :class:`Figures`."""
        self._begin(FIGURES, partial(_figures, frame, index, arms, pictures, view))

    def amplify(self, pictures: Pictures, factor: int) -> None:
        """Paint their difference: a frame in colour."""
        self._begin(AMPLIFIED, partial(difference_picture, pictures.first, pictures.second, factor))

    def ask(self, classifier: Classifier, frame: Frame, index: int, arms: Arms) -> None:
        """Ask a network at both depths: :class:`core.depth.network.Answer`."""
        self._begin(ANSWER, partial(ask, classifier, frame, index, arms))

    def look(self, classifier: Classifier, frame: Frame, index: int, arms: Arms, number: int) -> None:
        """Make heat maps at both depths for class ``number``: :class:`core.depth.network.Heats`."""
        self._begin(HEATS, partial(heats, classifier, frame, index, arms, number))

    def search(self, classifier: Classifier, paths: Sequence[Path], arms: Arms) -> None:
        """Look for flips among images: :class:`core.depth.network.FlipSearch`."""
        self._begin(FLIPS, partial(find_flips, classifier, tuple(paths), arms))

    def _begin(self, lane: str, work: Callable[[], object | Generator[Any, None, Any]]) -> None:
        self._jobs.submit(lane, work)

    def _on_jobs_progressed(self, lane: str, value: object) -> None:
        if lane == FLIPS and isinstance(value, FlipSearch):
            self.searched.emit(value)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane in LANES:
            self.done.emit(lane, result)

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane in LANES:
            said = sentence(error, hidden=True)
            self.failed.emit(lane, f"{said[:1].upper()}{said[1:]}".rstrip(".") + ".")


def _pictures(frame: Frame, index: int, arms: Arms) -> Pictures:
    return Pictures(shown_at(frame, arms[0], index), shown_at(frame, arms[1], index))


def _figures(frame: Frame, index: int, arms: Arms, pictures: Pictures, view: View) -> Figures:
    counted = []
    for shown in (pictures.first, pictures.second):
        found = levels(shown, 0)
        counted.append((0, 0) if found is None else seen(found, view.voi or full_range(shown)))
    (first, first_greys), (second, second_greys) = counted
    return Figures((first, second), (first_greys, second_greys), difference(frame, index, view, arms))
