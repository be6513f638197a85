"""What a training is asked to do, as a form."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QSpinBox, QWidget

from core.models.registry import ARCHITECTURES
from trainer.config import TrainConfig
from trainer.recipe import RECIPES

SIZES = (64, 112, 128, 224, 512)


class SettingsForm(QWidget):
    """Fields in two columns, each under its name; what they say is one :class:`TrainConfig`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = TrainConfig()
        self._architecture = self._choice([(row.title, name) for name, row in ARCHITECTURES.items()])
        self._variant = self._choice([])
        self._size = self._choice([(self.tr("{0} x {0} pixels").format(size), size) for size in SIZES])
        self._bits = self._choice(
            [(self.tr("Native: all bits stored"), "native"), (self.tr("12 bits"), "12"), (self.tr("8 bits"), "8")]
        )
        titles = {
            "modern": self.tr("Modern (AdamW)"),
            "small": self.tr("Modern, little data"),
            "thesis": self.tr("Thesis (SGD)"),
        }
        self._recipe = self._choice([(titles.get(name, name), name) for name in RECIPES])
        self._epochs = self._number(1, 1000, usual.epochs)
        self._batch = self._number(1, 256, usual.batch_size)
        self._seed = self._number(0, 999_999, usual.seed)
        self._name = QLineEdit(self)
        self._name.setMaxLength(60)
        self._save_h5 = QCheckBox(self.tr("Also save as .h5"), self)
        self._exclude = QCheckBox(self.tr("Skip unreadable images"), self)
        self._lay_out()
        self._explain()
        self._architecture.currentIndexChanged.connect(self._offer_variants)
        self._recipe.currentIndexChanged.connect(self._on_recipe_changed)
        for box in (self._architecture, self._variant, self._size, self._bits, self._recipe):
            box.currentIndexChanged.connect(self._suggest_name)
        self._select(self._architecture, usual.architecture)
        self._offer_variants()
        self._select(self._variant, usual.variant)
        self._select(self._size, usual.size)
        self._suggest_name()

    def config(self) -> TrainConfig:
        """Return what the form says."""
        recipe = str(self._recipe.currentData())
        return TrainConfig(
            name=self._name.text().strip() or self._name.placeholderText(),
            architecture=str(self._architecture.currentData()),
            variant=str(self._variant.currentData()),
            head=RECIPES[recipe].head,
            size=int(self._size.currentData()),
            bits=str(self._bits.currentData()),
            recipe=recipe,
            epochs=self._epochs.value(),
            batch_size=self._batch.value(),
            seed=self._seed.value(),
            save_h5=self._save_h5.isChecked(),
            exclude_unreadable=self._exclude.isChecked(),
        )

    def set_config(self, config: TrainConfig) -> None:
        """Show ``config``; what the form does not offer keeps its usual value."""
        self._select(self._architecture, config.architecture)
        self._offer_variants()
        self._select(self._variant, config.variant)
        self._select(self._size, config.size)
        self._select(self._bits, config.bits)
        self._select(self._recipe, config.recipe)
        self._epochs.setValue(config.epochs)
        self._batch.setValue(config.batch_size)
        self._seed.setValue(config.seed)
        self._save_h5.setChecked(config.save_h5)
        self._exclude.setChecked(config.exclude_unreadable)
        self._suggest_name()
        self._name.setText("" if config.name == self._name.placeholderText() else config.name)

    def _choice(self, items: list[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        for text, value in items:
            box.addItem(text, value)
        return box

    def _number(self, low: int, high: int, value: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(low, high)
        box.setValue(value)
        return box

    def _lay_out(self) -> None:
        fields: tuple[tuple[str, QWidget], ...] = (
            (self.tr("Architecture"), self._architecture),
            (self.tr("Variant"), self._variant),
            (self.tr("Input size"), self._size),
            (self.tr("Bit depth"), self._bits),
            (self.tr("Recipe"), self._recipe),
            (self.tr("Epochs"), self._epochs),
            (self.tr("Batch size"), self._batch),
            (self.tr("Seed"), self._seed),
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, (text, field) in enumerate(fields):
            row, column = 2 * (place // 2), place % 2
            grid.addWidget(self._label(text, field), row, column)
            grid.addWidget(field, row + 1, column)
        below = 2 * ((len(fields) + 1) // 2)
        grid.addWidget(self._label(self.tr("Name"), self._name), below, 0)
        grid.addWidget(self._name, below + 1, 0, 1, 2)
        grid.addWidget(self._save_h5, below + 2, 0)
        grid.addWidget(self._exclude, below + 2, 1)
        grid.setRowMinimumHeight(below + 2, 24)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _label(self, text: str, field: QWidget) -> QLabel:
        label = QLabel(text, self)
        label.setBuddy(field)
        field.setAccessibleName(text)
        return label

    def _explain(self) -> None:
        self._variant.setToolTip(self.tr("Standard: as published. Proposed: as changed by the thesis for 12 bits."))
        self._bits.setToolTip(self.tr("How many bits of each stored pixel value the network is given."))
        self._recipe.setToolTip(
            self.tr(
                "Modern: AdamW, cosine decay, cross-entropy, average-pooling head. "
                "Thesis: SGD, binary cross-entropy, dense head."
            )
        )
        self._seed.setToolTip(self.tr("Initial weights, shuffling and augmentation follow from it."))
        self._save_h5.setToolTip(self.tr("Beside model.keras, write model.h5 for older tools."))

    def _offer_variants(self) -> None:
        chosen = self._variant.currentData()
        self._variant.clear()
        for variant in ARCHITECTURES[str(self._architecture.currentData())].variants:
            self._variant.addItem(variant.capitalize(), variant)
        self._select(self._variant, chosen)

    def _on_recipe_changed(self) -> None:
        """Epochs and batch size become those the recipe was made for."""
        recipe = RECIPES[str(self._recipe.currentData())]
        self._epochs.setValue(recipe.epochs)
        self._batch.setValue(recipe.batch_size)

    def _suggest_name(self) -> None:
        parts = (self._architecture, self._variant, self._size, self._bits)
        name = "-".join(str(box.currentData()) for box in parts)
        if self._recipe.currentData() != "modern":
            name += f"-{self._recipe.currentData()}"
        self._name.setPlaceholderText(name)

    @staticmethod
    def _select(box: QComboBox, value: object) -> None:
        place = box.findData(value)
        if place >= 0:
            box.setCurrentIndex(place)
