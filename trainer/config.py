"""What one training run is asked to do, and what it left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.models import registry
from core.preprocess import BITS, LARGEST, PRESETS
from trainer.warm_start import STAGES

RECIPE_NAMES = ("modern", "small", "thesis")
PRECISIONS = ("float32", "bfloat16")
CLASS_WEIGHTS = ("recipe", "balanced", "none")
MONITORS = ("val_loss", "val_macro_auc")
ACTIVATIONS = ("auto", *registry.ACTIVATIONS)
_MOST_FOLDS = 20


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """The settings of one run; all that influences its result, and no path.

    Attributes
    ----------
    name : str
        Shown in the run list, and part of the folder's name.
    architecture, variant, head : str
        See :class:`core.models.card.ModelCard` and :mod:`core.models.registry`.
    size : int
        Input height and width in pixels; at least the ``smallest`` of the architecture.
    bits : str
        Bit-depth arm, see :data:`core.preprocess.BITS`; the panel and command offer ``native``, ``12`` and ``8``.
    preset : str
        See :data:`core.preprocess.PRESETS`, or ``auto``: ``native``, but ``display8`` for 8-bit pictures.
    recipe : str
        ``modern`` (AdamW, cosine decay, cross-entropy), ``small`` (the same, varied more, for little data) or
        ``thesis`` (SGD, binary cross-entropy).
    learning_rate : float
        Peak learning rate; 0 takes the recipe's own.
    seed : int
        Initial weights, shuffling and augmentation all follow from it.
    split_seed : int
        Seed of the patient split, kept apart so that runs with different seeds share their test patients.
    augment : bool
        Vary the training images a little each time they are shown.
    validation_fraction, test_fraction : float
        Shares of all patients.
    save_h5 : bool
        Also write ``model.h5``.
    precision : str
        ``float32``, or ``bfloat16``: mixed precision, about 1.4 times as fast on processors that have it. Either way
        the network is judged, kept and used in float32.
    windows : int
        Windows learned in front of the network, see :mod:`core.models.windownet`; 0: none.
    start_from : str
        Name of a model on the shelf whose body the network starts with: all layers but the last. Empty starts anew.
    exclude_unreadable : bool
        Train without the images that cannot be read, instead of refusing the dataset.
    folds, fold : int
        With ``folds`` of 2 or more, the patients are cut into that many equal parts and part number ``fold``, counted
        from 0, is the test part, whatever ``test_fraction`` says; 0: one hold-out split.
    early_stopping : int
        Epochs without a better ``monitor`` after which the training ends; 0: never before the last epoch.
    mixup : float
        Both parameters, alpha, of the beta distribution that images of a batch are mixed by (see
        :func:`trainer.pipeline.mixed`); 0: not mixed.
    freeze : int
        How many stages of the body, from the input on, keep the weights of ``start_from``; see
        :func:`trainer.warm_start.freeze_stages`.
    tensorboard : bool
        Also write event files for TensorBoard.
    class_weights : str
        ``balanced``: each class counts the same in the loss, however rare; ``none``: each image does; ``recipe``: as
        the recipe has it.
    monitor : str
        What chooses the best epoch: the lowest ``val_loss`` or the highest ``val_macro_auc``.
    activation : str
        Of the last layer: ``softmax`` (exactly one class per image, categorical cross-entropy but with the thesis'
        recipe), ``sigmoid`` (each class on its own, binary cross-entropy), or ``auto``: what the data and the recipe
        call for, see :func:`trainer.recipe.activation`.

    Raises
    ------
    ValueError
        If a setting is outside its range; the message names it.
    """

    name: str = ""
    architecture: str = "resnet50"
    variant: str = "proposed"
    head: str = "average"
    size: int = 128
    bits: str = "native"
    preset: str = "auto"
    recipe: str = "modern"
    learning_rate: float = 0.0
    epochs: int = 25
    batch_size: int = 16
    seed: int = 1
    split_seed: int = 1
    augment: bool = True
    validation_fraction: float = 0.2
    test_fraction: float = 0.2
    save_h5: bool = False
    precision: str = "float32"
    windows: int = 0
    start_from: str = ""
    exclude_unreadable: bool = False
    folds: int = 0
    fold: int = 0
    early_stopping: int = 0
    mixup: float = 0.0
    freeze: int = 0
    tensorboard: bool = False
    class_weights: str = "recipe"
    monitor: str = "val_loss"
    activation: str = "auto"

    def __post_init__(self) -> None:
        smallest = registry.architecture(self.architecture, self.variant).smallest
        _expect_one_of("head", self.head, registry.HEADS)
        _expect_one_of("bits", self.bits, BITS)
        _expect_one_of("preset", self.preset, ("auto", *PRESETS))
        _expect_one_of("recipe", self.recipe, RECIPE_NAMES)
        _expect_one_of("precision", self.precision, PRECISIONS)
        _expect_one_of("class_weights", self.class_weights, CLASS_WEIGHTS)
        _expect_one_of("activation", self.activation, ACTIVATIONS)
        _expect_whole(f"size for {self.architecture}", self.size, smallest, LARGEST)
        _expect_whole("windows", self.windows, 0, registry.MOST_WINDOWS)
        for name, lowest in (("epochs", 1), ("batch_size", 1), ("seed", 0), ("split_seed", 0), ("early_stopping", 0)):
            _expect_whole(name, getattr(self, name), lowest, 2**31 - 1)
        _check_freeze(self)
        _check_folds(self.folds, self.fold)
        _check_monitor(self.monitor)
        if not 0.0 <= self.mixup <= 10.0:
            raise ValueError(f"mixup must lie between 0 (none) and 10, found {self.mixup}")
        if not 0.0 <= self.learning_rate < 10.0:
            raise ValueError(f"learning_rate must lie between 0 (the recipe's own) and 10, found {self.learning_rate}")
        fractions = (self.validation_fraction, self.test_fraction)
        if not (min(fractions) > 0.0 and sum(fractions) < 1.0):  # nor NaN
            raise ValueError(
                f"validation_fraction and test_fraction must be above 0 and leave a rest, found {fractions}"
            )


def _expect_one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, found {value!r}")


def _expect_whole(name: str, value: int, lowest: int, highest: int) -> None:
    if type(value) is not int or not lowest <= value <= highest:
        raise ValueError(f"{name} must be a whole number from {lowest} to {highest}, found {value!r}")


def _check_freeze(config: TrainConfig) -> None:
    row = (config.architecture, config.variant)
    _expect_whole(f"freeze for {' '.join(row)}", config.freeze, 0, STAGES[row])
    if config.freeze and not config.start_from:
        raise ValueError("freeze keeps the weights that a network starts with: choose a model to start_from, or 0")


def _check_folds(folds: int, fold: int) -> None:
    if folds == 1:
        raise ValueError(f"folds must be 0 (one hold-out split) or a whole number from 2 to {_MOST_FOLDS}, found 1")
    _expect_whole("folds", folds, 0, _MOST_FOLDS)
    _expect_whole("fold", fold, 0, max(0, folds - 1))


def _check_monitor(monitor: str) -> None:
    if "binary_accuracy" in monitor:
        raise ValueError(
            f"monitor cannot be {monitor}: of one-hot labels of c classes it counts every rightly denied class, so a "
            f"network that says nothing scores 1 - 1/c; choose {' or '.join(MONITORS)}"
        )
    _expect_one_of("monitor", monitor, MONITORS)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run folder as found on disk.

    ``status`` is ``running``, ``finished``, ``cancelled``, ``failed``, ``paused`` (it can be resumed), ``interrupted``
    (no process, no last event; it can be resumed) or ``damaged`` (``reason`` says why).
    """

    folder: Path
    name: str
    status: str
    reason: str
    config: TrainConfig | None
    created: str
