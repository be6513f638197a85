"""Third page of the form: what decides the question, declared before the first run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from trainer.comparing.figures import names
from viewer.arranging import line
from viewer.message import Note, Problem
from viewer.number_box import NumberBox
from viewer.sentences import in_language
from viewer.study.draft import Draft
from viewer.study.words import allowed_text, figure_title
from viewer.train.fields import choice, lay_out, select

if TYPE_CHECKING:
    from trainer.study.ledger import Ledger
    from viewer.study.draft import ArmKey

_PAIR = Qt.ItemDataRole.UserRole


class DeclarationPage(QWidget):
    """Figure, margin and alpha, and the family of comparisons with what each of them may say.

    Signals
    -------
    changed
        Something else was entered, or a comparison was added or removed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = Draft()
        self._contrasts: tuple[tuple[ArmKey, ArmKey], ...] = ()
        self._keys: dict[str, ArmKey] = {}
        self.figure = choice(self, [(figure_title(name), name) for name in names(())])
        self.margin, self.alpha = NumberBox(self), NumberBox(self)
        for field, low, high, step, value in (
            (self.margin, 0.001, 0.999, 0.005, usual.margin),
            (self.alpha, 0.001, 0.2, 0.01, usual.alpha),
        ):
            field.setDecimals(3)
            field.setRange(low, high)
            field.setSingleStep(step)
            field.setValue(value)
        self._problem, self._note = Problem(self), Note(parent=self)
        self._first, self._second = choice(self, []), choice(self, [])
        self._add = QPushButton(self.tr("A&dd comparison"), self)
        self._remove = QPushButton(self.tr("Re&move comparison"), self)
        self._table = self._made_table()
        self._lay_out()
        self.figure.currentIndexChanged.connect(self.changed)
        self.margin.valueChanged.connect(self.changed)
        self.alpha.valueChanged.connect(self.changed)
        self._add.clicked.connect(self._on_add_clicked)
        self._remove.clicked.connect(self._on_remove_clicked)
        self._table.itemSelectionChanged.connect(self._show_what_can_be_done)
        for box in (self._first, self._second):
            box.currentIndexChanged.connect(self._show_what_can_be_done)
        self._show_what_can_be_done()

    @property
    def problem(self) -> str:
        """What is wrong with the declaration; empty for nothing."""
        return self._problem.text()

    def complain(self, text: str) -> None:
        """Say why this cannot be declared; an empty text takes that back."""
        self._problem.say(text)

    def offer_figures(self, classes: Sequence[str]) -> None:
        """Offer what runs with these classes are measured by; what is chosen stays if it is among it."""
        chosen = self.figure.currentData()
        with QSignalBlocker(self.figure):
            self.figure.clear()
            for name in names(classes):
                self.figure.addItem(figure_title(name), name)
            select(self.figure, chosen)

    def show_arms(self, labels: Sequence[tuple[ArmKey, str]]) -> None:
        """Offer these arms to be compared."""
        self._keys = {label: key for key, label in labels}
        offered = list(self._keys)
        for place, box in enumerate((self._first, self._second)):
            chosen = box.currentText()
            if [box.itemText(row) for row in range(box.count())] == offered:
                continue
            with QSignalBlocker(box):
                box.clear()
                box.addItems(offered)
                box.setCurrentIndex(offered.index(chosen) if chosen in offered else min(place, len(offered) - 1))
        self._show_what_can_be_done()

    def show_ledger(self, found: Ledger | None) -> None:
        """List the comparisons that will be made, and what each may say."""
        chosen = self._table.currentIndex().row()
        self._table.clear()
        rows = () if found is None else found.rows
        for row in rows:
            texts = [self.tr("{0} against {1}").format(row.a, row.b), allowed_text(row)]
            item = QTreeWidgetItem(texts)
            item.setData(0, _PAIR, [row.a, row.b])
            for column in range(2):
                item.setToolTip(column, in_language(row.sentence))
            self._table.addTopLevelItem(item)
        self._table.setCurrentIndex(self._table.model().index(chosen, 0))  # no row where there is none any more
        everything = self.tr("No comparison was chosen: all pairs of arms are compared, which costs power.")
        self._note.say(everything if len(rows) > 1 and not self._in_force() else "")
        self._show_what_can_be_done()

    def fill(self, draft: Draft) -> Draft:
        """Return ``draft`` with what this page says."""
        return replace(
            draft,
            figure=str(self.figure.currentData()),
            margin=self.margin.value(),
            alpha=self.alpha.value(),
            contrasts=self._contrasts,
        )

    def _in_force(self) -> list[tuple[ArmKey, ArmKey]]:
        """Give the comparisons chosen whose arms are there."""
        there = set(self._keys.values())
        return [pair for pair in self._contrasts if set(pair) <= there]

    def _chosen_pair(self) -> tuple[ArmKey, ArmKey] | None:
        first, second = (self._keys.get(box.currentText()) for box in (self._first, self._second))
        return None if first is None or second is None or first == second else (first, second)

    def _on_add_clicked(self) -> None:
        pair = self._chosen_pair()
        if pair is not None and pair not in self._contrasts:
            self._contrasts = (*self._contrasts, pair)
            self.changed.emit()

    def _on_remove_clicked(self) -> None:
        item = self._table.currentItem()
        if item is not None:
            first, second = (self._keys.get(label) for label in item.data(0, _PAIR))
            self._contrasts = tuple(pair for pair in self._contrasts if pair != (first, second))
            self.changed.emit()

    def _show_what_can_be_done(self) -> None:
        pair = self._chosen_pair()
        self._add.setEnabled(pair is not None and pair not in self._contrasts)
        self._remove.setEnabled(bool(self._table.selectedItems()) and bool(self._in_force()))

    def _made_table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setAccessibleName(self.tr("Comparisons"))
        table.setHeaderLabels([self.tr("Comparison"), self.tr("A difference may be put down to")])
        table.setRootIsDecorated(False)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.header().setStretchLastSection(True)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _lay_out(self) -> None:
        fields, pair = QWidget(self), QWidget(self)
        lay_out(
            fields,
            (
                (
                    (self.tr("&Figure"), self.figure, 2),
                    (self.tr("Mar&gin (units of the figure)"), self.margin, 2),
                    (self.tr("A&lpha (over all comparisons)"), self.alpha, 2),
                ),
            ),
        )
        lay_out(pair, (((self.tr("Fi&rst arm"), self._first, 3), (self.tr("Se&cond arm"), self._second, 3)),))
        for field in (self.figure, self.margin, self.alpha, self._first, self._second):
            field.setAccessibleName(field.accessibleName().replace("&", ""))
        self.margin.setToolTip(self.tr("Differences smaller than this do not matter: 0.02 is two points of AUC."))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 8)
        column.setSpacing(8)
        heading = QLabel(self.tr("Comparisons: the first arm minus the second"), self)
        heading.setProperty("role", "heading")
        for widget in (fields, self._problem, heading, pair, line(self._add, self._remove), self._note):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
