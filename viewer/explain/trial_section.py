"""Two trials of an answer: what changes it, and whether its heat map depends on what the network learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.classify.colors import class_title
from viewer.explain.words import check_steps, check_text, variant_title
from viewer.message import Note, Problem
from viewer.number_text import number_text
from viewer.progress_row import ProgressRow

if TYPE_CHECKING:
    from core.explain.heat import Progress
    from core.explain.sensitivity import Variant
    from viewer.explain.explaining import Checked


class Trial(QWidget):
    """A button, how far it is, why it failed; what came out is for a subclass to show.

    Signals
    -------
    requested
        The button.
    cancel_requested
        Give up.
    """

    requested = Signal()
    cancel_requested = Signal()

    def __init__(self, verb: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._button = QPushButton(verb, self)
        self._button.setAccessibleName(f"{verb}: {name}")
        self._progress, self._problem = ProgressRow(name, self), Problem(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._progress, self._problem):
            self.column.addWidget(widget)
        self._button.clicked.connect(self.requested)
        self._progress.cancel_requested.connect(self.cancel_requested)

    def set_state(self, *, asking: bool, ready: bool, done: bool) -> None:
        """Say whether the trial is under way, can be made, and has been made."""
        self._button.setEnabled(ready and not asking)
        if asking or done:
            self._problem.say("")
        if not asking:
            self._progress.hide()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        self._progress.show_progress(self._name, progress.done, progress.total or None)

    def show_problem(self, text: str) -> None:
        """Say why nothing came out."""
        self._problem.say(text)


class SensitivitySection(Trial):
    """A table of what the network says about changed images."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("explain", "Run"),
            QCoreApplication.translate("explain", "What changes the answer"),
            parent,
        )
        self.table = QTableWidget(self)
        self.table.setAccessibleName(self.tr("What changes the answer"))
        self._shown: tuple[tuple[str, ...], tuple[Variant, ...]] | None = None
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.column.addWidget(self.table)
        self.set_variants((), ())

    def set_variants(self, classes: Sequence[str], variants: Sequence[Variant]) -> None:
        """Show what came out; nothing hides the table."""
        if self._shown == (shown := (tuple(classes), tuple(variants))):
            return
        self._shown = shown
        names = [class_title(name) for name in classes]
        headings = [self.tr("Change"), self.tr("Decision"), self.tr("Largest change"), *names]
        self.table.clear()
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(variants))
        for row, one in enumerate(variants):
            for column, text in enumerate(self._cells(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{variant_title(one.kind)}, {headings[column]}: {text}")
                font = QFont(item.font())
                font.setBold(one.top_changed and column < 2)
                item.setFont(font)
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(variants))
        rows = sum(self.table.rowHeight(row) for row in range(len(variants)))
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + bar + 4)

    def _cells(self, variant: Variant) -> tuple[str, ...]:
        decision = class_title(variant.top) if variant.top else self.tr("No decision")
        if variant.top_changed:
            decision = self.tr("{0} (changed)").format(decision)
        return (
            variant_title(variant.kind),
            decision,
            number_text(variant.largest_delta, ".3f"),
            *(number_text(p, ".3f") for p in variant.probabilities),
        )


class SanitySection(Trial):
    """The verdict of a randomisation check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("explain", "Check the heat map"),
            QCoreApplication.translate("explain", "Randomisation check"),
            parent,
        )
        self._verdict, self._steps = Note(parent=self), Note(parent=self)
        self._steps.setProperty("role", "heading")
        self.column.addWidget(self._verdict)
        self.column.addWidget(self._steps)
        self.setToolTip(
            self.tr("Compares the Grad-CAM map with those of networks whose layers have lost what they learned.")
        )

    @property
    def verdict(self) -> str:
        """What is written."""
        return self._verdict.text()

    def set_checked(self, checked: Checked | None) -> None:
        """Show what came out, or nothing."""
        self._verdict.say("" if checked is None else check_text(checked))
        self._steps.say("" if checked is None else check_steps(checked))
