"""A small table of figures: a name in each row, as high as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget


class FigureRows(QTableWidget):
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
