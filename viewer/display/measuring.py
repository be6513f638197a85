"""What must be counted before windows can be offered: at once where that takes no time, else in the background."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import viewer.immortal  # noqa: F401  before the first signal
from core.display.lookup import fits_table
from core.display.view import FULL_RANGE, Preset, View, default_view, full_range, presets, region_window
from viewer.display.levels import Levels, levels

if TYPE_CHECKING:
    from core.dicom.frame import Frame, Window
    from viewer.jobs import Jobs
    from viewer.state import ImageState, ViewerState

LANE = "levels"
REGION_LANE = "region window"
_AT_ONCE = 10_000_000  # pixels of at most 16 bits: counted in 5 ms, which the eye does not see


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What picture ``index`` of ``frame`` can be shown through.

    Attributes
    ----------
    presets : tuple of Preset
        As of :func:`core.display.view.presets`.
    levels : Levels or None
        The grey levels it holds; None: it has none, or they are not counted yet.
    span : Window or None
        Its full range; None for a colour image, or not known yet.
    default : View or None
        As of :func:`core.display.view.default_view`; None: not known yet.
    """

    frame: Frame | None = None
    index: int = 0
    presets: tuple[Preset, ...] = ()
    levels: Levels | None = None
    span: Window | None = None
    default: View | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """The window of a region, and exactly what it was asked of."""

    image: ImageState
    frame: Frame
    index: int
    window: Window


class Measuring(QObject):
    """Counts the active picture whenever another one becomes that.

    Signals
    -------
    changed : Measured
        Of the picture now active. Comes twice where the counting takes a while: first with the full range alone.
    """

    changed = Signal(object)

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._jobs = state, jobs
        self.latest = Measured()
        state.frame_changed.connect(self.measure)
        state.index_changed.connect(self.measure)
        jobs.finished.connect(self._on_jobs_finished)
        self.measure()

    def measure(self) -> None:
        """Count the active picture; what was being counted before is dropped."""
        frame, index = self._state.frame, self._state.index
        if frame is not None and (self.latest.frame, self.latest.index) == (frame, index):
            return
        self._jobs.cancel(LANE)
        if frame is None or frame.color is not None:
            self._tell(Measured(frame, index, default=View(None)))
        elif fits_table(frame.stored) and frame.rows * frame.columns <= _AT_ONCE:
            self._tell(_measured(frame, index))
        else:
            self._tell(Measured(frame, index, (Preset(FULL_RANGE, View(None)),)))
            self._jobs.submit(LANE, partial(_measured, frame, index))

    def window_region(self, image: ImageState, rows: slice, columns: slice) -> None:
        """Give ``image`` the window of a rectangle of its stored pixels, as soon as that is found."""
        frame = image.frame
        if frame is not None and frame.color is None:
            self._jobs.submit(REGION_LANE, partial(_found, image, frame, image.index, rows, columns))

    def _tell(self, measured: Measured) -> None:
        self.latest = measured
        self.changed.emit(measured)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LANE and isinstance(result, Measured):
            self._tell(result)
        elif lane == REGION_LANE and isinstance(result, _Found):
            image = result.image
            if image.frame is result.frame and image.index == result.index and image.view is not None:
                image.set_view(View(result.window, image.view.inverted))


def _measured(frame: Frame, index: int) -> Measured:
    offered, counted = presets(frame, index), levels(frame, index)
    return Measured(frame, index, offered, counted, full_range(frame), default_view(frame, index))


def _found(image: ImageState, frame: Frame, index: int, rows: slice, columns: slice) -> _Found:
    return _Found(image, frame, index, region_window(frame, index, rows, columns))
