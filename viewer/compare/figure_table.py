"""Tables of figures, each narrow enough for the panel; Ctrl+C takes all of one as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from viewer.classify.colors import class_title
from viewer.figures import chance_text, duration, estimate_text
from viewer.number_text import number_text

if TYPE_CHECKING:
    from core.models.card import Estimate
    from trainer.compare import ComparedRun, Comparison


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a table.

    Attributes
    ----------
    letter, name : str
        What stands before the row on the screen, a letter or a number, and what it stands for.
    cells : tuple of str
        One text per column; none makes the row a heading, ``name``, for those that follow.
    """

    letter: str
    name: str
    cells: tuple[str, ...] = ()


class FigureTable(QTableWidget):
    """A read-only table as high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for header in self._headers():
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet("QHeaderView::section { padding: 4px 2px; } QTableView::item { padding: 3px 0; }")
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[FigureRow, ...] = ()

    def set_figures(self, headings: Sequence[str], rows: Sequence[FigureRow]) -> None:
        """Show ``rows`` under one heading per column."""
        self._headings, self._rows = tuple(headings), tuple(rows)
        for header in self._headers():  # else each cell would have all of them measured
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clear()
        self.clearSpans()
        self.setColumnCount(len(headings))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(headings))
        for place, row in enumerate(rows):
            named = QTableWidgetItem(row.letter)
            named.setToolTip(row.name)
            self.setVerticalHeaderItem(place, named)
            if not row.cells:
                self.setSpan(place, 0, 1, len(headings))
                self.setItem(place, 0, self._heading_item(row.name))
            for column, text in enumerate(row.cells):
                self.setItem(place, column, self._figure_item(text, f"{row.name}, {headings[column]}: {text}"))
        for header in self._headers():
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.updateGeometry()

    def text(self) -> str:
        """Write the table as tab-separated text, each cell on one line."""
        lines = [("", *self._headings), *((row.name, *row.cells) for row in self._rows)]
        return "\n".join("\t".join(cell.replace("\n", " ") for cell in line) for line in lines)

    def _headers(self) -> tuple[QHeaderView, QHeaderView]:
        return self.horizontalHeader(), self.verticalHeader()

    def _heading_item(self, text: str) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _figure_item(self, text: str, told: str) -> QTableWidgetItem:
        # The interval goes under its figure: narrow columns, fewer of them out of sight.
        item = QTableWidgetItem(text.replace(" (", "\n("))
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(told.replace("\n", " "))
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102  Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self.updateGeometry()  # the scroll bar comes and goes

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        height = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        if self.horizontalHeader().length() > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(240, height)

    def minimumSizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(160, self.sizeHint().height())


class SummaryTable(FigureTable):
    """A row per run: how well it did as a whole."""

    def set_comparison(self, comparison: Comparison) -> None:
        """Show all runs of ``comparison``."""
        first = comparison.runs[0]
        headings = (
            self._with_chance(self.tr("Accuracy"), first.accuracy),
            self._with_chance(self.tr("Balanced\naccuracy"), first.balanced_accuracy),
            self._with_chance(self.tr("Macro AUC"), first.macro_auc),
        )
        estimates = ((run.accuracy, run.balanced_accuracy, run.macro_auc) for run in comparison.runs)
        cells = (tuple(estimate_text(estimate) for estimate in row) for row in estimates)
        self.set_figures(
            headings, [FigureRow(*named, row) for named, row in zip(numbered(comparison), cells, strict=True)]
        )

    def _with_chance(self, title: str, estimate: Estimate) -> str:
        return self.tr("{0}\nchance {1}").format(title, chance_text(estimate))


class EffortTable(FigureTable):
    """A row per run: how its training went, and how large it is."""

    def set_comparison(self, comparison: Comparison) -> None:
        """Show all runs of ``comparison``."""
        one_loss = len({run.loss for run in comparison.runs}) == 1
        headings = (
            self.tr("Lowest\nvalidation\nloss"),
            self.tr("Epochs\nto it"),
            self.tr("Time\nto it"),
            self.tr("Parameters"),
        )
        cells = (self._cells(run, one_loss) for run in comparison.runs)
        self.set_figures(
            headings, [FigureRow(*named, row) for named, row in zip(numbered(comparison), cells, strict=True)]
        )

    def _cells(self, run: ComparedRun, one_loss: bool) -> tuple[str, ...]:
        loss = number_text(run.best_val_loss, ".4f")
        return (
            # Different losses do not compare: then each says which one it is.
            loss if one_loss else f"{loss} ({run.loss.partition('_')[0]})",
            self.tr("{0} of {1}").format(run.best_epoch, run.epochs),
            duration(run.seconds_to_best),
            f"{run.parameters:,}",
        )


class ClassTable(FigureTable):
    """A row per class and run: how well it finds that class."""

    def set_comparison(self, comparison: Comparison) -> None:
        """Show all classes of all runs of ``comparison``."""
        headings = (self.tr("Sensitivity"), self.tr("Precision"), self.tr("AUC\nchance 0.50"))
        rows = []
        for number, name in enumerate(comparison.classes):
            support = comparison.runs[0].per_class[number].support  # the same test images for every run
            rows.append(FigureRow("", self.tr("{0}, support {1}").format(class_title(name), support)))
            for named, run in zip(numbered(comparison), comparison.runs, strict=True):
                figures = run.per_class[number]
                estimates = (figures.sensitivity, figures.precision, figures.auc)
                rows.append(FigureRow(*named, tuple(estimate_text(estimate) for estimate in estimates)))
        self.set_figures(headings, rows)


def numbered(comparison: Comparison) -> tuple[tuple[str, str], ...]:
    """Give number and name of each run: names are long, a table is narrow, and letters are of arms."""
    return tuple((str(i), f"{i} {run.name}") for i, run in enumerate(comparison.runs, 1))
