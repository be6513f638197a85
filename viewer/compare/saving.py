"""Saves the report on what is compared: as a web page with its numbers beside it, or as a PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.message import sentence

if TYPE_CHECKING:
    from viewer.compare.arm_report import ArmReport, Plain
    from viewer.jobs import Jobs

LANE = "save report on arms"
_PDF, _PAGE = ".pdf", ".html"


class Saving(QObject):
    """Asks for a place, and writes there in the background.

    Signals
    -------
    saved : tuple of Path
        What was written: a page and its numbers, or a PDF.
    failed : str
        Why nothing was, in a sentence.
    """

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._above = jobs, parent
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def ask(self, report: ArmReport) -> None:
        """Ask where, and save there."""
        kinds = {self.tr("Web page and its numbers (*.html)"): _PAGE, self.tr("PDF (*.pdf)"): _PDF}
        title = self.tr("Save report")
        chosen, kind = QFileDialog.getSaveFileName(self._above, title, "report", ";;".join(kinds))
        if chosen:
            path = Path(chosen)
            known = path.suffix.lower() in (*kinds.values(), ".htm")
            self.save(report, path if known else path.with_name(path.name + kinds.get(kind, _PAGE)))

    def save(self, report: ArmReport, path: Path) -> None:
        """Save to ``path``: a PDF where it ends so, else a web page."""
        self._jobs.submit(LANE, partial(_write, report.twin, path))

    def _on_jobs_finished(self, lane: str, written: object) -> None:
        if lane == LANE and isinstance(written, tuple):
            self.saved.emit(written)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.failed.emit(sentence(error))


def _write(twin: Plain, path: Path) -> tuple[Path, ...]:
    """Write a report, on a pool thread."""
    if path.suffix.lower() == _PDF:
        from viewer.compare.report_pdf import write_study_pdf

        return (write_study_pdf(path, twin),)
    from trainer.report import save

    return save(twin, path)
