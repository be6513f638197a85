"""One study: its question, how it stands, and its runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from viewer.figures import duration
from viewer.message import Note, Problem
from viewer.sentences import in_language
from viewer.study.listing import RUNNING, ListedStudy
from viewer.study.words import sentence_of, state_text, status_text
from viewer.train.run_text import when

if TYPE_CHECKING:
    from trainer.study.record import CellState

_MOST_REASONS = 3


class StudyDetails(QWidget):
    """Shows the study that is selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLabel(self)
        self._name.setProperty("role", "heading")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._question, self._state, self._problem = Note(parent=self), Note(parent=self), Problem(self)
        self._runs = QTreeWidget(self)
        self._runs.setAccessibleName(self.tr("Runs of the study"))
        self._runs.setHeaderLabels([self.tr("Arm"), self.tr("Seed"), self.tr("State"), self.tr("Epoch")])
        self._runs.setRootIsDecorated(False)
        self._runs.setAlternatingRowColors(True)
        self._runs.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self._runs.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._under_way: tuple[Path | None, frozenset[str]] = (None, frozenset())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._name, self._question, self._state, self._problem):
            column.addWidget(widget)
        column.addWidget(self._runs, 1)
        column.addStretch(0)

    @property
    def text(self) -> str:
        """All that is said above the runs."""
        parts = (self._name, self._question, self._state, self._problem)
        return "\n".join(part.text() for part in parts if part.text())

    def rows(self) -> list[tuple[str, ...]]:
        """Return what the table of runs says."""
        return [tuple(item.text(column) for column in range(4)) for item in self._rows.values()]

    def show_study(self, study: ListedStudy | None) -> None:
        """Show ``study``; None: there is none."""
        self._name.setText("" if study is None else study.name)
        self._question.say("" if study is None else study.question)
        self._state.say("" if study is None else self._told(study))
        self._problem.say("" if study is None else self._told_wrong(study))
        place = self._runs.verticalScrollBar().value()
        self._runs.clear()
        at_work = self._under_way[1] if study is not None and study.folder == self._under_way[0] else frozenset()
        cells = () if study is None else study.cells
        self._rows = {one.cell.id: self._item(one, running=one.cell.id in at_work) for one in cells}
        self._runs.addTopLevelItems(list(self._rows.values()))
        self._runs.verticalScrollBar().setValue(place)
        self._runs.setVisible(bool(self._rows))

    def set_under_way(self, folder: Path, cells: Collection[str]) -> None:
        """Say which runs of a study are trained now, even before their processes could say so."""
        self._under_way = (folder, frozenset(cells))

    def take(self, event: Mapping[str, Any]) -> None:
        """Show what one event of the study means for the row of its run."""
        row = self._rows.get(str(event.get("cell", "")))
        if row is None:
            return
        if event["event"] == "cell_started":
            row.setText(2, status_text(RUNNING))
        elif event["event"] == "epoch":
            row.setText(3, _epochs(int(event["epoch"]), int(event["epochs"])))
        elif event["event"] == "cell_ended":
            row.setText(2, status_text(str(event["status"])))

    def _item(self, one: CellState, *, running: bool) -> QTreeWidgetItem:
        status = status_text(RUNNING if running else one.status)
        item = QTreeWidgetItem([one.cell.label, str(one.cell.config.seed), status, _epochs(one.epoch, one.epochs)])
        for column in range(4):
            item.setToolTip(column, "\n".join(filter(None, (one.cell.id, in_language(one.reason)))))
        return item

    def _told(self, study: ListedStudy) -> str:
        left = self.tr("about {0} to go").format(duration(study.seconds_left)) if study.seconds_left else ""
        begun = self.tr("declared {0}").format(when(study.created)) if study.created else ""
        return sentence_of(" · ".join(filter(None, (state_text(study), left, begun))))

    def _told_wrong(self, study: ListedStudy) -> str:
        """Say what is wrong with a study, its failed runs first."""
        told = []
        for one in study.failed[:_MOST_REASONS]:
            reason = one.reason or self.tr("no reason was told")
            told.append(self.tr("{0}, seed {1}: {2}").format(one.cell.label, one.cell.config.seed, reason))
        if len(study.failed) > _MOST_REASONS:
            told.append(self.tr("… and {0} more").format(len(study.failed) - _MOST_REASONS))
        told = [sentence_of(text) for text in told]
        if study.reason and not study.failed:
            told.append(sentence_of(study.reason))
        if study.file is None:
            told.append(self.tr("Its file is not here, so where its data lie is not known: add it with Add file."))
        return "\n".join(told)


def _epochs(done: int, of: int) -> str:
    return f"{done} / {of}"
