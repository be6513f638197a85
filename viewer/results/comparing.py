"""Labels for the results, and how the answers compare with them, in the background."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.results.labels import Labels, read_labels

if TYPE_CHECKING:
    from core.results.agreement import Assessment
    from viewer.jobs import Jobs
    from viewer.results.line import Line

READ_LANE, ASSESS_LANE = "read labels", "assess results"


class Comparing(QObject):
    """Reads labels and measures answers against them.

    Attributes
    ----------
    labels : Labels
        Those chosen.

    Signals
    -------
    labelled : dict of Path to str
        The label of each file that was asked about.
    assessed : Assessment or None
        How the answers compare; None without labels.
    failed : Exception
        Why the labels cannot be read.
    """

    labelled = Signal(object)
    assessed = Signal(object)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.labels = Labels()
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def read(self, source: Path | None, paths: Sequence[Path]) -> None:
        """Read labels from a table or folder, for these files; None: from nowhere any more."""
        if source is None:
            self._jobs.cancel(READ_LANE)
            self._take(Labels(), {})
        else:
            self._jobs.submit(READ_LANE, partial(_read, source, tuple(paths)))

    def assess(self, lines: Sequence[Line]) -> None:
        """Measure the answers, unless no line has a label."""
        if any(line.row.label for line in lines):
            self._jobs.submit(ASSESS_LANE, partial(_assess, tuple(lines), self.labels))
        else:
            self._jobs.cancel(ASSESS_LANE)
            self.assessed.emit(None)

    def _take(self, labels: Labels, by_file: dict[Path, str]) -> None:
        self.labels = labels
        self.labelled.emit(by_file)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == READ_LANE and isinstance(result, tuple):
            self._take(*result)
        elif lane == ASSESS_LANE:
            self.assessed.emit(result)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (READ_LANE, ASSESS_LANE):
            self.failed.emit(error)


def _read(source: Path, paths: tuple[Path, ...]) -> tuple[Labels, dict[Path, str]]:
    labels = read_labels(source)
    return labels, {path: label for path in paths if (label := labels.of(path))}


def _assess(lines: tuple[Line, ...], labels: Labels) -> Assessment:
    from core.results.agreement import assess  # figures are wanted only where there are labels

    patients = {line.path: _patient(line, labels) for line in lines}
    return assess([line.row for line in lines], patients)


def _patient(line: Line, labels: Labels) -> str:
    return labels.patient_of(line.path) or (line.result.patient if line.result is not None else "")
