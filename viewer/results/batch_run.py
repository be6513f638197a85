"""One batch at a time, in the background."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.batch import Control, classify_batch, list_files
from core.classify import Classifier
from viewer.results.labels import Labels
from viewer.results.line import Line

if TYPE_CHECKING:
    from core.models.shelf import Entry
    from core.results.row import BatchRow
    from core.results.verdicts import VerdictStore
    from viewer.jobs import Jobs
    from viewer.results.writing import WindowStore

LANE = "batch"


@dataclass(frozen=True, slots=True)
class _Step:
    """How far a batch is: a line for a file that was an image, None for another one."""

    done: int
    total: int
    line: Line | None = None


class BatchRun(QObject):
    """Asks a network about files and folders; a network of its own, so that the panel's stays free.

    Attributes
    ----------
    labels : Labels
        What the images show; read anew for every line.

    Signals
    -------
    line_made : Line
        A file was answered about or refused.
    progressed : (int, int)
        Files done, and how many there are.
    ended : (str, object)
        ``finished``, ``cancelled`` or ``failed``, and the error that it failed with.
    """

    line_made = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(str, object)

    def __init__(self, jobs: Jobs, store: WindowStore, verdicts: VerdictStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._store, self._verdicts = jobs, store, verdicts
        self._control = Control()
        self._classifier: Classifier | None = None
        self._paths: tuple[Path, ...] = ()
        self.labels = Labels()
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def is_running(self) -> bool:
        """A batch has begun and not ended."""
        return self._jobs.is_running(LANE)

    @property
    def is_paused(self) -> bool:
        """It begins nothing new for now."""
        return self.is_running and self._control.is_paused

    def start(
        self, paths: Sequence[Path], entry: Entry, *, again: bool, engine: str = "auto", precision: str = "float32"
    ) -> None:
        """Ask about files and folders; one under way is ended.

        Parameters
        ----------
        again : bool
            Ask also about images whose answer is kept.
        engine, precision : str
            What computes the network, as for :class:`core.classify.Classifier`.
        """
        self._control.cancel()
        self._control, self._paths = Control(), tuple(paths)
        self._jobs.submit(LANE, partial(self._work, self._paths, entry, self._control, again, (engine, precision)))

    def pause(self) -> None:
        """Begin nothing new."""
        self._control.pause()

    def go_on(self) -> None:
        """Go on after a pause."""
        self._control.go_on()

    def cancel(self) -> None:
        """End the batch; what is finished is kept."""
        self._control.cancel()

    def forget(self, root: Path) -> None:
        """End a batch that has to do with a folder."""
        if any(path.is_relative_to(root) or root.is_relative_to(path) for path in self._paths):
            self.cancel()

    def close(self) -> None:
        """End the batch and its network at once."""
        self._control.cancel()
        if self._classifier is not None:
            self._classifier.close_soon()

    def _work(
        self, paths: tuple[Path, ...], entry: Entry, control: Control, again: bool, computing: tuple[str, str]
    ) -> Generator[_Step, None, bool]:
        """Run a batch, on a pool thread; tells whether it came to its end."""
        for path in paths:
            self._store.welcome(path)
        files = list_files(paths)
        yield _Step(0, len(files))
        classifier = self._classifier = Classifier(entry, *computing)
        try:
            engine, precision = computing
            rows = classify_batch(
                files,
                classifier,
                store=self._store,
                resume=not again,
                control=control,
                engine=engine,
                precision=precision,
            )
            for row in rows:
                yield _Step(row.number + 1, len(files), self._line(row))
        finally:
            self._classifier = None
            classifier.close()
        return not control.is_cancelled

    def _line(self, made: BatchRow) -> Line | None:
        if made.row is None:
            return None
        line = Line(made.row, made.result, made.resumed).labelled(self.labels.of(made.path))
        if made.result is None:
            return line
        return line.judged(self._verdicts.on(made.result.prediction, made.path))

    def _on_jobs_progressed(self, lane: str, step: _Step) -> None:
        if lane != LANE:
            return
        if step.line is not None:
            self.line_made.emit(step.line)
        self.progressed.emit(step.done, step.total)

    def _on_jobs_finished(self, lane: str, finished: bool) -> None:
        if lane == LANE:
            self.ended.emit("finished" if finished else "cancelled", None)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.ended.emit("failed", error)
