"""Second page of the form: what is varied, what all runs have in common, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.preprocess import BITS
from trainer.config import TrainConfig
from trainer.recipe import RECIPES, with_recipe
from viewer.arranging import fill_scrolling
from viewer.message import Problem
from viewer.study.draft import Draft, all_networks, read_numbers
from viewer.study.words import bits_title, network_title
from viewer.tick_list import TickList
from viewer.train.fields import choice, lay_out, number, select
from viewer.train.run_text import recipe_title

if TYPE_CHECKING:
    from viewer.study.draft import ArmKey

_ROWS_SHOWN = 6


class RunsPage(QWidget):
    """Networks, bit depths, sizes, windows and seeds; recipe and epochs; the arms that come of it.

    Signals
    -------
    changed
        Something else was entered or ticked.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = self._kept = Draft()
        self.networks = TickList(self.tr("Networks"), self)
        self.networks.set_rows([(network_title(one), one) for one in all_networks()], usual.networks)
        self.bits = TickList(self.tr("Bit depths"), self)
        self.bits.set_rows([(bits_title(one), one) for one in BITS], usual.bits)
        self.sizes, self.windows, self.seeds = (QLineEdit(self) for _ in range(3))
        self._recipe = choice(self, [(recipe_title(name), name) for name in RECIPES])
        self.epochs = number(self, 1, 1000, usual.epochs)
        self._batch = number(self, 1, 256, usual.batch_size)
        self._exclude = QCheckBox(self.tr("Skip &unreadable images"), self)
        self.arms = TickList(self.tr("Arms"), self)
        self._problem, self._entry_problem = Problem(self), Problem(self)
        self._lay_out()
        self.show_draft(usual)
        for ticked in (self.networks, self.bits, self.arms):
            ticked.ticked_changed.connect(self.changed)
        for entered in (self.sizes, self.windows, self.seeds):
            entered.textChanged.connect(self.changed)
        self._recipe.currentIndexChanged.connect(self._on_recipe_changed)
        self._recipe.currentIndexChanged.connect(self.changed)
        self.epochs.valueChanged.connect(self.changed)
        self._batch.valueChanged.connect(self.changed)
        self._exclude.toggled.connect(self.changed)

    @property
    def problem(self) -> str:
        """What is wrong on this page; empty for nothing."""
        return " ".join(filter(None, (self._entry_problem.text(), self._problem.text())))

    def complain(self, text: str) -> None:
        """Say why these runs cannot be trained; an empty text takes that back."""
        self._problem.say(text)

    def show_draft(self, draft: Draft) -> None:
        """Fill the fields."""
        self._kept = draft
        self.networks.tick(draft.networks)
        self.bits.tick(draft.bits)
        for field, numbers in ((self.sizes, draft.sizes), (self.windows, draft.windows), (self.seeds, draft.seeds)):
            field.setText(", ".join(map(str, numbers)))
        select(self._recipe, draft.recipe)
        self.epochs.setValue(draft.epochs)
        self._batch.setValue(draft.batch_size)
        self._exclude.setChecked(draft.exclude_unreadable)

    def show_arms(self, labels: Sequence[tuple[ArmKey, str]], excluded: Sequence[ArmKey]) -> None:
        """List the arms that come of the fields; those that are left out have no tick."""
        self.arms.set_rows([(label, key) for key, label in labels], [key for key, _ in labels if key not in excluded])

    def fill(self, draft: Draft) -> Draft | None:
        """Return ``draft`` with what this page says; None, and the reason beside the field, where it says nothing."""
        entered = []
        problems = []
        for field, what in (
            (self.sizes, self.tr("Sizes")),
            (self.windows, self.tr("Learned windows")),
            (self.seeds, self.tr("Seeds")),
        ):
            try:
                entered.append(read_numbers(field.text()))
            except ValueError as error:
                told = self.tr("{0} are whole numbers, such as 1, 2 or 1-5, found “{1}”.")
                problems.append(told.format(what, error))
        for ticked, told in (
            (self.networks, self.tr("Tick at least one network.")),
            (self.bits, self.tr("Tick at least one bit depth.")),
        ):
            if not ticked.ticked():
                problems.append(told)
        self._entry_problem.say(" ".join(problems))
        if problems:
            return None
        sizes, windows, seeds = entered
        shown = {*self.arms.ticked(), *self.arms.unticked()}
        stays = [key for key in draft.excluded if key not in shown]
        return replace(
            draft,
            networks=self.networks.ticked(),
            bits=self.bits.ticked(),
            sizes=sizes,
            windows=windows,
            seeds=seeds,
            recipe=str(self._recipe.currentData()),
            epochs=self.epochs.value(),
            batch_size=self._batch.value(),
            exclude_unreadable=self._exclude.isChecked(),
            excluded=(*stays, *self.arms.unticked()),
        )

    def _on_recipe_changed(self) -> None:
        """Take over what the recipe suggests."""
        config = with_recipe(TrainConfig(), str(self._recipe.currentData()))
        self.epochs.setValue(config.epochs)
        self._batch.setValue(config.batch_size)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        lists = QGridLayout()
        lists.setHorizontalSpacing(8)
        lists.setVerticalSpacing(2)
        for place, (text, listed) in enumerate(
            ((self.tr("&Networks"), self.networks), (self.tr("&Bit depths"), self.bits))
        ):
            lists.addWidget(_label(text, listed), 0, place)
            lists.addWidget(listed, 1, place)
            lists.setColumnStretch(place, 1)
            listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            listed.setFixedHeight(_ROWS_SHOWN * listed.sizeHintForRow(0) + 2 * listed.frameWidth())
        column.addLayout(lists)
        fields = QWidget()
        lay_out(
            fields,
            (
                (
                    (self.tr("&Sizes (pixels)"), self.sizes, 2),
                    (self.tr("Learned &windows"), self.windows, 2),
                    (self.tr("S&eeds"), self.seeds, 2),
                ),
                (
                    (self.tr("&Recipe"), self._recipe, 2),
                    (self.tr("Epoc&hs"), self.epochs, 2),
                    (self.tr("Batch si&ze"), self._batch, 2),
                ),
            ),
        )
        for field in (self.sizes, self.windows, self.seeds, self._recipe, self.epochs, self._batch):
            field.setAccessibleName(field.accessibleName().replace("&", ""))
        column.addWidget(fields)
        for widget in (self._exclude, self._entry_problem, self._problem):
            column.addWidget(widget)
        column.addWidget(_label(self.tr("Ar&ms: take the tick away to leave one out"), self.arms))
        column.addWidget(self.arms, 1)
        self.arms.setMinimumHeight(4 * self.bits.sizeHintForRow(0))
        fill_scrolling(self, page)


def _label(text: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    return label
