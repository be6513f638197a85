"""Two readers compared: how far they agree, and the images on which they do not."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.labels.readers import TwoReaders, compare_readers
from viewer.arranging import line
from viewer.classify.colors import class_title
from viewer.message import Note, sentence
from viewer.number_text import number_text

if TYPE_CHECKING:
    from core.labels.readers import Disagreement
    from core.labels.store import LabelStore
    from viewer.jobs import Jobs
    from viewer.label.labelling import Labelling

LANE, READERS_LANE = "compare readers", "readers"
_ROWS = 5  # shown without scrolling


class SecondReader(QWidget):
    """Compares the reader with another one, once all that the other one labelled is labelled.

    Signals
    -------
    open_requested : Path
        Show this image.
    """

    open_requested = Signal(object)

    def __init__(self, labelling: Labelling, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labelling, self._jobs, self._hidden = labelling, jobs, False
        self._found: TwoReaders | None = None
        self._others = QComboBox(self)
        self._others.setAccessibleName(self.tr("Other reader"))
        self._others.setPlaceholderText(self.tr("Nobody else yet"))
        self._compare = QPushButton(self.tr("Compare"), self)
        self._compare.setAccessibleName(self.tr("Compare with the other reader"))
        self._said = Note(parent=self)
        self._table = self._made_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(line(self._others, self._compare))
        column.addWidget(self._said)
        column.addWidget(self._table)
        self._compare.clicked.connect(self.compare)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        labelling.labels_changed.connect(self.look)
        self._reset()

    @property
    def text(self) -> str:
        """What is said of the two readers."""
        return self._said.text()

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What the list of disagreements shows."""
        cells = range(self._table.columnCount())
        return [tuple(self._cell(row, column) for column in cells) for row in range(self._table.rowCount())]

    def look(self) -> None:
        """Look again for who gave labels; what was compared is compared no more."""
        self._reset()
        self._jobs.submit(READERS_LANE, self._labelling.store.readers)

    def compare(self) -> None:
        """Compare the reader with the one chosen, on the images of the list."""
        other = self._others.currentText()
        if other:
            work = partial(_compare, self._labelling.store, self._labelling.reader, other, self._labelling.images)
            self._jobs.submit(LANE, work)

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show the names of files, which may be those of patients."""
        self._hidden = hidden
        self._fill()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setAccessibleName(self.tr("Images on which the readers disagree"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight((_ROWS + 1) * table.verticalHeader().defaultSectionSize())
        table.itemActivated.connect(lambda item: self._open(item.row()))
        table.itemDoubleClicked.connect(lambda item: self._open(item.row()))
        return table

    def _reset(self) -> None:
        self._jobs.cancel(LANE)
        self._found = None
        self._said.say(self.tr("A second reader labels the same list under another name, and sees no other labels."))
        self._fill()

    def _fill(self) -> None:
        found = self._found.disagreements if self._found is not None else ()
        self._table.setRowCount(len(found))
        first, second = (self._found.first, self._found.second) if self._found is not None else ("", "")
        self._table.setHorizontalHeaderLabels([self.tr("Image"), first, second])
        for row, one in enumerate(found):
            for column, text in enumerate((self._name(row, one), class_title(one.first), class_title(one.second))):
                self._table.setItem(row, column, QTableWidgetItem(text))
        self._table.setVisible(bool(found))

    def _name(self, row: int, one: Disagreement) -> str:
        return self.tr("Image {0}").format(row + 1) if self._hidden else one.path.name

    def _cell(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text() if item is not None else ""

    def _open(self, row: int) -> None:
        if self._found is not None and row < len(self._found.disagreements):
            self.open_requested.emit(self._found.disagreements[row].path)

    def _told(self, found: TwoReaders) -> str:
        if found.waiting:
            text = self.tr("{0} labelled {1} images of the list that you have not: label them first, then compare.")
            return text.format(found.second, found.waiting)
        if not found.both:
            return self.tr("There is no image in the list that both of you labelled.")
        agreed = self.tr("{0} of {1} images alike").format(found.both - len(found.disagreements), found.both)
        kappa = found.kappa
        if kappa is None:
            return self.tr("{0}; Cohen's kappa does not exist where only one class was given.").format(agreed)
        figure = self.tr("Cohen's kappa {0} (95 % interval {1} to {2})")
        return (
            f"{agreed}. "
            + figure.format(*(number_text(value, ".2f") for value in (kappa.kappa, kappa.low, kappa.high)))
            + "."
        )

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == READERS_LANE and isinstance(result, tuple):
            self._show_readers([name for name in result if name != self._labelling.reader])
        elif lane == LANE and isinstance(result, TwoReaders):
            self._found = result
            self._said.say(self._told(result))
            self._fill()

    def _show_readers(self, names: list[str]) -> None:
        chosen = self._others.currentText()
        with QSignalBlocker(self._others):
            self._others.clear()
            self._others.addItems(names)
            self._others.setCurrentIndex(max(0, names.index(chosen) if chosen in names else 0) if names else -1)
        for widget in (self._others, self._compare):
            widget.setEnabled(bool(names))

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane in (LANE, READERS_LANE):
            self._said.say(sentence(error, hidden=True))


def _compare(store: LabelStore, reader: str, other: str, images: tuple[Path, ...]) -> TwoReaders:
    """Compare two readers (on a pool thread)."""
    return compare_readers(store.rows(), reader, other, within=frozenset(images))
