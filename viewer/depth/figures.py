"""The numbers at the side: levels and differences, and what the network says, as small tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from viewer.message import Note
from viewer.number_text import number_text

if TYPE_CHECKING:
    from viewer.depth.work import Figures


class FigureTable(QTableWidget):
    """Rows of a name and figures, as high as its rows; hidden while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None, *, rows_seen: int = 0) -> None:
        super().__init__(parent)
        self._rows_seen = rows_seen
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.hide()

    def fill(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows, one text for each title; the first column is as wide as can be."""
        chosen = self.currentRow()
        self.setColumnCount(len(titles))
        self.setHorizontalHeaderLabels(list(titles))
        self.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        if titles:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        seen = min(len(rows), self._rows_seen) if self._rows_seen else len(rows)
        height = header.sizeHint().height() + sum(self.rowHeight(row) for row in range(seen))
        self.setFixedHeight(height + 2 * self.frameWidth())
        if 0 <= chosen < len(rows):
            self.setCurrentCell(chosen, 0)
        self.setVisible(bool(rows))


class LevelsSection(QWidget):
    """How many grey levels are left inside the window, and how far the two images lie apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = FigureTable(self.tr("Grey levels at both bit depths"), self)
        self.apart = FigureTable(self.tr("Absolute differences between both bit depths"), self)
        self.note = Note(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.table, self.apart, self.note):
            column.addWidget(widget)

    def clear(self) -> None:
        """Show nothing."""
        self.table.fill((), ())
        self.apart.fill((), ())
        self.note.say("")

    def show_figures(self, figures: Figures, *, stretched: bool) -> None:
        """Show the figures; ``stretched``: 8-max is one of the depths, which does more than take levels away."""
        (first, second), (greys, other_greys), apart = figures.levels, figures.greys, figures.apart
        rows = (
            (self.tr("Stored levels"), f"{first}", f"{second}"),
            (self.tr("Greys that these become"), f"{greys}", f"{other_greys}"),
        )
        self.table.fill((self.tr("Inside the window"), self.tr("First"), self.tr("Second")), rows)
        differences = (
            (self.tr("Stored values"), number_text(apart.largest_stored, "g"), number_text(apart.mean_stored, ".3g")),
            (
                self.tr("Greys on screen (of 256)"),
                number_text(apart.largest_grey, "g"),
                number_text(apart.mean_grey, ".3g"),
            ),
        )
        self.apart.fill((self.tr("Difference"), self.tr("Largest"), self.tr("Mean")), differences)
        told = self.tr(
            "8-max is shown scaled back to the image; its network input is stretched to the full range, too."
        )
        self.note.say(told if stretched else "")
