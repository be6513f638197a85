"""What annotations measure, without keeping the window waiting: large regions are measured in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.annotate.measure import RegionStatistics, describe, statistics
from core.annotate.shapes import Annotation, Box

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.jobs import Jobs

AT_ONCE = 200_000
"""Pixels of a region that is measured while the window waits: about two milliseconds."""

_KEPT = 500
_Key = tuple[type[Annotation], tuple[tuple[float, float], ...], int]


class Values(QObject):
    """Says what annotations of one image measure, and remembers it.

    Signals
    -------
    changed
        A region has been measured in the background.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._lane = f"region {name}"
        self._frame: Frame | None = None
        self._known: dict[_Key, RegionStatistics | None] = {}
        jobs.finished.connect(self._on_jobs_finished)

    def lines(self, annotation: Annotation, frame: Frame) -> tuple[str, ...]:
        """Say what an annotation measures; of a large region what is known so far."""
        if not isinstance(annotation, Box) or frame.color is not None:
            return describe(annotation, frame)
        if frame is not self._frame:
            self._frame = frame
            self._known.clear()
            self._jobs.cancel(self._lane)
        key = (type(annotation), annotation.points, annotation.frame)
        if key in self._known:
            return describe(annotation, frame, self._known[key])
        left, top, right, bottom = annotation.bounds
        if (right - left) * (bottom - top) <= AT_ONCE:
            self._keep(key, statistics(annotation, frame))
            return describe(annotation, frame, self._known[key])
        if not self._jobs.is_running(self._lane):  # one after the other: each answer asks for a repaint
            self._jobs.submit(self._lane, partial(_measure, key, annotation, frame))
        return (self.tr("Measuring\u2026"), *describe(annotation, frame))

    def _keep(self, key: _Key, found: RegionStatistics | None) -> None:
        if len(self._known) >= _KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[key] = found

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane != self._lane or not isinstance(result, tuple):
            return
        frame, key, found = result
        if frame is self._frame:
            self._keep(key, found)
            self.changed.emit()


def _measure(key: _Key, region: Box, frame: Frame) -> tuple[Frame, _Key, RegionStatistics | None]:
    return frame, key, statistics(region, frame)
