"""The table of results on screen: Enter or a click opens an image, keys say what a reader thinks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from viewer.results.class_menu import class_menu
from viewer.results.filtering import ResultFilter
from viewer.results.line import Line
from viewer.results.pictures import SIDE
from viewer.results.table_model import ResultTable


class ResultView(QTableView):
    """Shows the lines that a filter lets through.

    Signals
    -------
    open_requested : Path
        Show this image.
    relabel_requested : str
        The lines chosen show this class.
    """

    open_requested = Signal(object)
    relabel_requested = Signal(str)

    def __init__(self, table: ResultTable, shown: ResultFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._shown = table, shown
        self.setModel(shown)
        self.setAccessibleName(self.tr("Results"))
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumHeight(4 * SIDE)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(SIDE + 4)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.clicked.connect(self._on_clicked)
        table.modelReset.connect(self.worst_first)
        self.worst_first()

    def worst_first(self) -> None:
        """Begin with what needs a reader most, and give the columns their usual widths."""
        self.sortByColumn(self._table.column_of("closeness"), Qt.SortOrder.DescendingOrder)
        widths = (180, 190, *(80 for _ in self._table.classes), 92, 100, 100)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, max(width, self.horizontalHeader().sectionSizeHint(column)))

    def chosen(self) -> list[Line]:
        """Give the lines chosen, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._shown.line(row) for row in rows]

    def shown_lines(self) -> list[Line]:
        """Give the lines that the filter lets through, from top to bottom."""
        return [self._shown.line(row) for row in range(self._shown.rowCount())]

    def ask_class(self, classes: tuple[str, ...]) -> None:
        """Let the user choose the class that the lines chosen show."""
        menu = class_menu(self, classes, self.relabel_requested.emit)
        at = self.visualRect(self.currentIndex()).bottomLeft() if self.currentIndex().isValid() else QPoint()
        menu.popup(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open an image with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.open_requested.emit(self._shown.line(index.row()).path)
