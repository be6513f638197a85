"""Two cards side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from core.models.card import ModelCard
from core.models.differences import compare


class CardComparison(QTableWidget):
    """A read-only table, one field of the cards per row; what differs comes first and is bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName(self.tr("Comparison of two cards"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def set_cards(self, first: ModelCard, second: ModelCard) -> None:
        """Compare two cards."""
        self.setHorizontalHeaderLabels([self.tr("Field"), first.name, second.name])
        rows = sorted(compare(first, second), key=lambda row: row.is_same)
        self.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for column, text in enumerate((row.field, row.first, row.second)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                font = item.font()
                font.setBold(not row.is_same)
                item.setFont(font)
                self.setItem(line, column, item)
