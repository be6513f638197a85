"""Settings of a training that are seldom changed, as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from core.preprocess import PRESETS
from trainer.config import CLASS_WEIGHTS, MONITORS, PRECISIONS, TrainConfig
from trainer.warm_start import STAGES
from viewer.number_box import NumberBox
from viewer.train.fields import COLUMNS, choice, lay_out, number, offer, select, show_number

_MOST_MIXUP = 10.0


class AdvancedForm(QWidget):
    """Fields under their names; they change the settings of a :class:`TrainConfig` that they are about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        usual = self._kept = TrainConfig()
        titles = {
            "auto": self.tr("Automatic"),
            "recipe": self.tr("As the recipe"),
            "balanced": self.tr("Classes alike"),
            "none": self.tr("Images alike"),
            "val_loss": self.tr("Lowest loss"),
            "val_macro_auc": self.tr("Highest AUC"),
        }
        off = self.tr("Off")
        self._start_from = choice(self, [(self.tr("Nothing"), "")])
        self._freeze = number(self, 0, 0, 0, self.tr("None"))
        self._preset = choice(self, [(titles.get(name, name), name) for name in ("auto", *PRESETS)])
        self._precision = choice(self, [(name, name) for name in PRECISIONS])
        self._class_weights = choice(self, [(titles[name], name) for name in CLASS_WEIGHTS])
        self._mixup = NumberBox(self)
        self._mixup.setRange(0.0, _MOST_MIXUP)
        self._mixup.setSingleStep(0.1)
        self._mixup_shown = self._mixup.value()
        self._mixup.setSpecialValueText(off)
        self._monitor = choice(self, [(titles[name], name) for name in MONITORS])
        self._early_stopping = number(self, 0, 1000, usual.early_stopping, off)
        self._folds = number(self, 0, 20, usual.folds, off)
        self._fold = number(self, 0, 19, usual.fold)
        self._split_seed = number(self, 0, 999_999, usual.split_seed)
        self._tensorboard = QCheckBox(self.tr("Also write TensorBoard event files"), self)
        self._lay_out()
        self._explain()
        self._start_from.currentIndexChanged.connect(self._show_what_goes_together)
        self._folds.valueChanged.connect(self._show_what_goes_together)
        self._show_what_goes_together()

    def offer_models(self, names: Sequence[str]) -> None:
        """Say which models of the shelf a network may start from; what is chosen stays."""
        chosen = self._start_from.currentData()
        while self._start_from.count() > 1:
            self._start_from.removeItem(1)
        for name in names:
            self._start_from.addItem(name, name)
        if chosen:
            offer(self._start_from, str(chosen), chosen)

    def set_network(self, architecture: str, variant: str) -> None:
        """Offer as many stages to freeze as the network has."""
        if (architecture, variant) in STAGES:  # the variants are not all there while they are exchanged
            self._freeze.setMaximum(STAGES[architecture, variant])

    def config(self, config: TrainConfig) -> TrainConfig:
        """Return ``config`` with what this form says."""
        starting, folding = self._start_from.currentData(), self._folds.value() > 1
        # One with more digits than the field shows is kept as it was.
        mixup = self._kept.mixup if self._mixup.value() == self._mixup_shown else self._mixup.value()
        return replace(
            config,
            start_from=str(starting),
            freeze=self._freeze.value() if starting else 0,
            preset=str(self._preset.currentData()),
            precision=str(self._precision.currentData()),
            class_weights=str(self._class_weights.currentData()),
            mixup=mixup,
            monitor=str(self._monitor.currentData()),
            early_stopping=self._early_stopping.value(),
            folds=self._folds.value(),
            fold=self._fold.value() if folding else 0,
            split_seed=self._split_seed.value(),
            tensorboard=self._tensorboard.isChecked(),
        )

    def set_config(self, config: TrainConfig) -> None:
        """Show what ``config`` says."""
        self._kept = config
        self.set_network(config.architecture, config.variant)
        offer(self._start_from, config.start_from, config.start_from)
        for box, value in (
            (self._preset, config.preset),
            (self._precision, config.precision),
            (self._class_weights, config.class_weights),
            (self._monitor, config.monitor),
        ):
            select(box, value)
        for field, whole in (
            (self._freeze, config.freeze),
            (self._early_stopping, config.early_stopping),
            (self._folds, config.folds),
            (self._fold, config.fold),
            (self._split_seed, config.split_seed),
        ):
            show_number(field, whole)
        self._mixup.setValue(config.mixup)
        self._mixup_shown = self._mixup.value()
        self._tensorboard.setChecked(config.tensorboard)

    def is_usual(self) -> bool:
        """Tell whether nothing here differs from what a run has by itself."""
        usual = TrainConfig(architecture=self._kept.architecture, variant=self._kept.variant, size=self._kept.size)
        return self.config(usual) == usual

    def _lay_out(self) -> None:
        grid = lay_out(
            self,
            (
                ((self.tr("Start from"), self._start_from, 4), (self.tr("Frozen stages"), self._freeze, 2)),
                ((self.tr("Preset"), self._preset, 3), (self.tr("Precision"), self._precision, 3)),
                ((self.tr("Class weights"), self._class_weights, 4), (self.tr("Mixup"), self._mixup, 2)),
                ((self.tr("Best epoch"), self._monitor, 4), (self.tr("Stop early"), self._early_stopping, 2)),
                (
                    (self.tr("Folds"), self._folds, 2),
                    (self.tr("Fold"), self._fold, 2),
                    (self.tr("Split seed"), self._split_seed, 2),
                ),
            ),
        )
        grid.addWidget(self._tensorboard, grid.rowCount(), 0, 1, COLUMNS)

    def _explain(self) -> None:
        self._start_from.setToolTip(
            self.tr("A model of the shelf, of the same architecture and size, whose body the network begins with.")
        )
        self._freeze.setToolTip(self.tr("Stages, from the input on, that keep the weights of that model."))
        self._preset.setToolTip(
            self.tr("How stored values become input. Automatic: native, or display8 for 8-bit originals.")
        )
        self._precision.setToolTip(self.tr("bfloat16 is faster on processors that have it; the result is float32."))
        self._class_weights.setToolTip(self.tr("Whether rare classes count as much in the loss as frequent ones."))
        self._mixup.setToolTip(self.tr("Alpha of mixup: images and labels are mixed in pairs; 0.2 is usual."))
        self._monitor.setToolTip(self.tr("What chooses the epoch that is kept, on the validation patients."))
        self._early_stopping.setToolTip(self.tr("Epochs without a better one after which the training ends."))
        self._folds.setToolTip(self.tr("Cut the patients into this many equal parts, of which one tests."))
        self._fold.setToolTip(self.tr("Which part tests, counted from 0."))
        self._split_seed.setToolTip(self.tr("Which patients test follows from it, whatever the seed of the run is."))

    def _show_what_goes_together(self) -> None:
        self._freeze.setEnabled(bool(self._start_from.currentData()))
        self._fold.setEnabled(self._folds.value() > 1)
        self._fold.setMaximum(max(0, self._folds.value() - 1))
