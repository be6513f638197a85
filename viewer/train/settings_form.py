"""What a training is asked to do, as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from core.models.registry import ARCHITECTURES, MOST_WINDOWS
from trainer.config import TrainConfig
from trainer.recipe import RECIPES, with_recipe
from viewer.message import Note
from viewer.section import Section
from viewer.train.advanced_form import AdvancedForm
from viewer.train.fields import COLUMNS, Cell, choice, lay_out, number, offer, select, show_number
from viewer.train.run_text import recipe_title

SIZES = (64, 112, 128, 224, 512)
_WITHOUT_FIELD = ("head", "learning_rate", "augment", "validation_fraction", "test_fraction", "activation")


class SettingsForm(QWidget):
    """Fields under their names; what they say is one :class:`TrainConfig`.

    A configuration that was set from outside comes back whole: values that the form does not offer are added to it, and
    settings without a field of their own are kept and told in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = self._kept = TrainConfig()
        self._architecture = choice(self, [(row.title, name) for name, row in ARCHITECTURES.items()])
        self._variant = choice(self, [])
        self._size = choice(self, [(self._size_text(size), size) for size in SIZES])
        self._bits = choice(
            self, [(self.tr("Native (all bits)"), "native"), (self.tr("12 bits"), "12"), (self.tr("8 bits"), "8")]
        )
        self._recipe = choice(self, [(recipe_title(name), name) for name in RECIPES])
        self._windows = number(self, 0, MOST_WINDOWS, usual.windows, self.tr("None"))
        self._epochs = number(self, 1, 1000, usual.epochs)
        self._batch = number(self, 1, 256, usual.batch_size)
        self._seed = number(self, 0, 999_999, usual.seed)
        self._name = QLineEdit(self)
        self._name.setMaxLength(60)
        self._save_h5 = QCheckBox(self.tr("Also save as .h5"), self)
        self._exclude = QCheckBox(self.tr("Skip unreadable images"), self)
        self._advanced = AdvancedForm(self)
        self._advanced_section = Section(self.tr("Advanced"), self._advanced, self)
        self._advanced_section.set_open(False)
        self._more = Note(parent=self)
        self._lay_out()
        self._explain()
        self._architecture.currentIndexChanged.connect(self._offer_variants)
        self._variant.currentIndexChanged.connect(self._show_stages)
        self._recipe.currentIndexChanged.connect(self._on_recipe_changed)
        for box in (self._architecture, self._variant, self._size, self._bits, self._recipe):
            box.currentIndexChanged.connect(self._suggest_name)
        self._windows.valueChanged.connect(self._suggest_name)
        select(self._architecture, usual.architecture)
        self._offer_variants()
        select(self._variant, usual.variant)
        select(self._size, usual.size)
        self._suggest_name()

    def config(self) -> TrainConfig:
        """Return what the form says."""
        recipe = str(self._recipe.currentData())
        kept = replace(self._kept, freeze=0)  # which goes by the architecture, and is the other form's to say
        config = replace(
            kept,
            name=self._name.text().strip() or self._name.placeholderText(),
            architecture=str(self._architecture.currentData()),
            variant=str(self._variant.currentData()),
            size=int(self._size.currentData()),
            bits=str(self._bits.currentData()),
            recipe=recipe,
            windows=self._windows.value(),
            epochs=self._epochs.value(),
            batch_size=self._batch.value(),
            seed=self._seed.value(),
            save_h5=self._save_h5.isChecked(),
            exclude_unreadable=self._exclude.isChecked(),
        )
        return self._advanced.config(config)

    def offer_models(self, names: Sequence[str]) -> None:
        """Say which models of the shelf a network may start from."""
        self._advanced.offer_models(names)

    def set_config(self, config: TrainConfig) -> None:
        """Show ``config``, all of it."""
        select(self._architecture, config.architecture)
        self._offer_variants()
        select(self._variant, config.variant)
        offer(self._size, self._size_text(config.size), config.size)
        offer(self._bits, self.tr("{0} bits").format(config.bits), config.bits)
        select(self._recipe, config.recipe)
        for field, value in (
            (self._windows, config.windows),
            (self._epochs, config.epochs),
            (self._batch, config.batch_size),
            (self._seed, config.seed),
        ):
            show_number(field, value)
        self._save_h5.setChecked(config.save_h5)
        self._exclude.setChecked(config.exclude_unreadable)
        self._suggest_name()
        self._name.setMaxLength(max(self._name.maxLength(), len(config.name)))
        self._name.setText("" if config.name == self._name.placeholderText() else config.name)
        self._advanced.set_config(config)
        if not self._advanced.is_usual():
            self._advanced_section.set_open(True)
        self._keep(config)

    def _keep(self, config: TrainConfig) -> None:
        """Keep what has no field, and say where it is not as usual."""
        self._kept = config
        usual = replace(TrainConfig(), head=RECIPES[config.recipe].head)
        other = [name for name in _WITHOUT_FIELD if getattr(config, name) != getattr(usual, name)]
        told = ", ".join(f"{name.replace('_', ' ')} {str(getattr(config, name)).lower()}" for name in other)
        self._more.say(self.tr("Also set: {0}.").format(told) if told else "")

    def _size_text(self, size: int) -> str:
        return self.tr("{0} x {0} pixels").format(size)

    def _lay_out(self) -> None:
        # (name, field, columns of six): wide enough for the longest text each of them can show
        rows: tuple[tuple[Cell, ...], ...] = (
            ((self.tr("Architecture"), self._architecture, 3), (self.tr("Variant"), self._variant, 3)),
            ((self.tr("Input size"), self._size, 3), (self.tr("Bit depth"), self._bits, 3)),
            ((self.tr("Recipe"), self._recipe, 4), (self.tr("Windows"), self._windows, 2)),
            (
                (self.tr("Epochs"), self._epochs, 2),
                (self.tr("Batch size"), self._batch, 2),
                (self.tr("Seed"), self._seed, 2),
            ),
            ((self.tr("Name"), self._name, 6),),
        )
        grid = lay_out(self, rows)
        for place, widget in enumerate((self._save_h5, self._exclude, self._advanced_section, self._more)):
            grid.addWidget(widget, 2 * len(rows) + place, 0, 1, COLUMNS)
            if isinstance(widget, QCheckBox):
                grid.setRowMinimumHeight(2 * len(rows) + place, 24)

    def _explain(self) -> None:
        self._variant.setToolTip(self.tr("Standard: as published. Proposed: as changed by the thesis for 12 bits."))
        self._bits.setToolTip(self.tr("How many bits of each stored pixel value the network is given."))
        self._recipe.setToolTip(
            self.tr(
                "Modern: AdamW, cosine decay, cross-entropy, average-pooling head. "
                "Modern, little data: the same with stronger variation and dropout. "
                "Thesis: SGD, binary cross-entropy, dense head."
            )
        )
        self._windows.setToolTip(
            self.tr("Windows that the network learns (WindowNet); afterwards the Display panel offers them.")
        )
        self._seed.setToolTip(self.tr("Initial weights, shuffling and augmentation follow from it."))
        self._save_h5.setToolTip(self.tr("Beside model.keras, write model.h5 for older tools."))

    def _offer_variants(self) -> None:
        chosen = self._variant.currentData()
        self._variant.clear()
        for variant in ARCHITECTURES[str(self._architecture.currentData())].variants:
            self._variant.addItem(variant.capitalize(), variant)
        select(self._variant, chosen)

    def _on_recipe_changed(self) -> None:
        """Take over what the recipe suggests, from the length to the head."""
        config = with_recipe(self._advanced.config(replace(self._kept, freeze=0)), str(self._recipe.currentData()))
        self._advanced.set_config(config)
        self._keep(config)
        self._epochs.setValue(config.epochs)
        self._batch.setValue(config.batch_size)

    def _show_stages(self) -> None:
        self._advanced.set_network(str(self._architecture.currentData()), str(self._variant.currentData()))

    def _suggest_name(self) -> None:
        parts = (self._architecture, self._variant, self._size, self._bits)
        name = "-".join(str(box.currentData()) for box in parts)
        if self._windows.value():
            name += f"-windows{self._windows.value()}"
        if self._recipe.currentData() != "modern":
            name += f"-{self._recipe.currentData()}"
        self._name.setPlaceholderText(name)
