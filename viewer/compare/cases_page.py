"""Test images of which the arms decide differently; Enter or a double click opens one in the viewer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from trainer.row_files import file_of
from viewer.arranging import line
from viewer.classify.colors import class_title
from viewer.compare.answer_view import whole_sentence
from viewer.compare.arm_report import ArmReport, Plain
from viewer.message import Note, Problem, sentence
from viewer.number_text import number_text

if TYPE_CHECKING:
    from viewer.jobs import Jobs

LANE = "find image of a run"
MOST = 500
"""Rows listed; the JSON file beside a report has all."""

_ROW = Qt.ItemDataRole.UserRole


class CasesPage(QWidget):
    """A list of images, those first whose true class got the most different probabilities.

    Signals
    -------
    open_requested : Path
        This image is to be shown.
    """

    open_requested = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._runs: tuple[Path, ...] = ()
        self._told, self._problem = Note(parent=self), Problem(self)
        self._list = QListWidget(self)
        self._list.setAccessibleName(self.tr("Images of which the arms decide differently"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._open = QPushButton(self.tr("&Open image"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        for widget in (self._told, self._problem):
            column.addWidget(widget)
        column.addWidget(self._list, 1)
        column.addWidget(line(self._open))
        self._list.itemActivated.connect(self._on_list_item_activated)
        self._list.currentRowChanged.connect(self._show_what_can_be_done)
        self._open.clicked.connect(self._on_open_clicked)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._show_what_can_be_done()

    def set_report(self, report: ArmReport) -> None:
        """List the images of these arms, and no others."""
        self._jobs.cancel(LANE)
        self._runs = report.runs
        self._problem.say("")
        found = report.compared["disagreements"]
        self._list.clear()
        for one in found[:MOST]:
            item = QListWidgetItem("\n".join(self._lines(report, one)), self._list)
            item.setData(_ROW, one["row"])
            item.setToolTip(self.tr("Row {0} of the dataset").format(one["row"]))
        self._list.setVisible(bool(found))
        self._list.setCurrentRow(0)
        self._told.say(self._summary(len(found), len(report.labels), report.compared["images"]))
        self._show_what_can_be_done()

    def _summary(self, found: int, arms: int, images: int) -> str:
        if arms < 2:
            return self.tr("There is one arm only, so there is nothing to disagree about.")
        if not found:
            return self.tr("The arms decide alike on all {0} test images.").format(images)
        told = self.tr(
            "The arms decide differently on {0} of {1} test images, by their mean probabilities. Enter opens an image."
        ).format(found, images)
        if found > MOST:
            told += " " + self.tr("The first {0} are listed; a saved report has all.").format(MOST)
        return told

    def _lines(self, report: ArmReport, one: Plain) -> list[str]:
        """Say the truth, then each decision with the arms that made it."""
        decided: dict[str, list[str]] = {}
        for call in one["calls"]:
            arm = f"{report.letter(call['arm'])} {number_text(call['probability'], '.2f')}"
            decided.setdefault(call["decision"], []).append(arm)
        lines = [self.tr("Truth: {0}").format(class_title(one["truth"]))]
        for name, arms in decided.items():
            lines.append(f"    {class_title(name) if name else self.tr('undecided')}:  {',  '.join(arms)}")
        return lines

    def _show_what_can_be_done(self) -> None:
        self._open.setVisible(self._list.count() > 0)
        self._open.setEnabled(self._list.currentItem() is not None)

    def _on_open_clicked(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._on_list_item_activated(item)

    def _on_list_item_activated(self, item: QListWidgetItem) -> None:
        self._problem.say("")
        self._jobs.submit(LANE, partial(file_of, self._runs, item.data(_ROW)))

    def _on_jobs_finished(self, lane: str, path: object) -> None:
        if lane == LANE and isinstance(path, Path):
            self.open_requested.emit(path)

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self._problem.say(whole_sentence(sentence(error)))
