"""Two files side by side: a table, and a way through what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.tags.comparison_model import NAME, NUMBER, VERDICT, ComparisonModel
from viewer.tags.find_row import FindRow

if TYPE_CHECKING:
    from viewer.tags.comparison import Pair

_WIDTHS = {VERDICT: 136, NUMBER: 136, NAME: 200}


class ComparisonTable(QWidget):
    """Shows pairs of attributes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ComparisonModel(self)
        self.search = FindRow(self)
        self.table = QTableView(self)
        self.only_differences = QCheckBox(self.tr("Only differences"), self)
        self._count = QLabel(self)
        self._build()
        self.search.typed.connect(lambda: self._step(0))
        self.search.step_requested.connect(self._step)
        self.only_differences.toggled.connect(self.model.set_only_differences)
        copying = QShortcut(QKeySequence("Ctrl+C"), self.table)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self.copy_value)

    @property
    def count(self) -> str:
        """How many attributes differ, in words."""
        return self._count.text()

    def set_pairs(self, pairs: tuple[Pair, ...], names: tuple[str, str]) -> None:
        """Show other files."""
        self.model.set_pairs(pairs, names)
        differing = self.model.differences
        words = self.tr("1 attribute differs") if differing == 1 else self.tr("{0} attributes differ")
        self._count.setText(words.format(differing))
        self.search.show_count(0, len(self.model.find(self.search.text)))

    def set_hidden(self, hidden: bool) -> None:
        """Hide or show patient data; what is looked for may be of the patient."""
        self.model.set_hidden(hidden)
        self.search.line.clear()

    def copy_value(self) -> None:
        """Copy the chosen cell."""
        text = self.table.currentIndex().data()
        if text:
            QGuiApplication.clipboard().setText(str(text).strip())

    def _step(self, by: int) -> None:
        """Go to the next (1), the previous (-1) or the first (0) find."""
        found, at = self.model.find(self.search.text), self.table.currentIndex().row()
        if not found:
            self.search.show_count(0, 0)
            return
        if by > 0:
            number = next((number for number, row in enumerate(found) if row > at), 0)
        elif by < 0:
            number = next((number for number in reversed(range(len(found))) if found[number] < at), len(found) - 1)
        else:
            number = 0
        index = self.model.index(found[number], NAME)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)
        self.search.show_count(number + 1, len(found))

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Attributes of two files"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setDefaultSectionSize(280)
        for section, width in _WIDTHS.items():
            header.resizeSection(section, width)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.only_differences)
        line.addStretch(1)
        line.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(line)
