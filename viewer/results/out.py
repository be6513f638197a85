"""Results and labels as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.message import sentence

if TYPE_CHECKING:
    from core.results.row import ResultRow
    from core.results.training_labels import TrainingLabels
    from core.results.verdicts import VerdictStore
    from viewer.jobs import Jobs

RESULTS_LANE, LABELS_LANE = "export results", "export labels"


class ResultExport(QObject):
    """Asks for a file and writes it in the background.

    Signals
    -------
    told, failed : str
        A sentence on what was written, or why it was not.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, verdicts: VerdictStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._verdicts = jobs, verdicts
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def ask_results(self, parent: QWidget, rows: Sequence[ResultRow]) -> None:
        """Ask where results go, and write them there."""
        kinds = ";;".join(
            (
                self.tr("Table for spreadsheets (*.csv)"),
                self.tr("JSON (*.json)"),
                self.tr("JSON, a line for each image (*.jsonl)"),
                self.tr("Parquet (*.parquet)"),
            )
        )
        self._ask(parent, self.tr("Export results"), kinds, partial(self.write_results, rows))

    def ask_labels(self, parent: QWidget) -> None:
        """Ask where the labels that readers gave go, and write them there."""
        kinds = self.tr("Tables (*.csv)")
        self._ask(parent, self.tr("Export training labels"), kinds, self.write_labels)

    def write_results(self, rows: Sequence[ResultRow], path: Path) -> None:
        """Write results as the kind of table that the name asks for."""
        self._jobs.submit(RESULTS_LANE, partial(_write_results, tuple(rows), path))

    def write_labels(self, path: Path) -> None:
        """Write the labels that all verdicts give as a table that a training can begin from."""
        self._jobs.submit(LABELS_LANE, partial(_write_labels, self._verdicts, path))

    def _ask(self, parent: QWidget, title: str, kinds: str, write: Callable[[Path], None]) -> None:
        chosen, kind = QFileDialog.getSaveFileName(parent, title, "", kinds)
        if chosen:
            path = Path(chosen)
            suffix = kind.rpartition("*")[2].rstrip(")")
            write(path if path.suffix else path.with_name(path.name + suffix))

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == RESULTS_LANE:
            self.told.emit(self.tr("{0} results are written.").format(result))
        elif lane == LABELS_LANE:
            self.told.emit(self._labels_text(result))  # type: ignore[arg-type]

    def _labels_text(self, labels: TrainingLabels) -> str:
        parts = [
            self.tr("{0} images: rejected, without another class").format(labels.undecided) if labels.undecided else "",
            self.tr("{0}: file gone").format(labels.gone) if labels.gone else "",
            self.tr("{0}: file changed since").format(labels.changed) if labels.changed else "",
            self.tr("{0}: name unfit for a table").format(labels.unwritable) if labels.unwritable else "",
        ]
        told = self.tr("{0} labels are written; Train opens the table.").format(len(labels.rows))
        left_out = ", ".join(part for part in parts if part)
        return self.tr("{0} Left out: {1}.").format(told, left_out) if left_out else told

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (RESULTS_LANE, LABELS_LANE):
            self.failed.emit(sentence(error, hidden=True))


def _write_results(rows: tuple[ResultRow, ...], path: Path) -> int:
    from core.export.table import write_table  # nothing of it is needed before something is exported

    write_table(path, rows)
    return len(rows)


def _write_labels(verdicts: VerdictStore, path: Path) -> TrainingLabels:
    from core.results.training_labels import training_labels, write_training_labels

    labels = training_labels(verdicts.rows())
    write_training_labels(labels, path)
    return labels
