"""How a network is taught: the recipes, as numbers. No Keras is imported.

``modern`` is what learns from a few hundred radiographs: AdamW with a short linear warm-up and cosine decay,
categorical cross-entropy with a little label smoothing, classes weighted alike, small changes of position, size and
grey, and a running average of the weights, which is what is judged and kept. It never mirrors an image: the side of
the aortic knob and of the heart is a finding.

``small`` is ``modern`` with stronger variation and dropout, for when ``modern`` gets worse again after a few epochs.

``thesis`` repeats what the thesis did: SGD, binary cross-entropy on one-hot labels, rotation, shift and a horizontal
mirror, whatever that does to laterality. :func:`thesis_config` has the rest of it: input, head, length.

References
----------
Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, arXiv:1711.05101.
Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, arXiv:1608.03983.
Izmailov et al., "Averaging weights leads to wider optima", UAI 2018, arXiv:1803.05407.
Szegedy et al., "Rethinking the Inception architecture", CVPR 2016, arXiv:1512.00567 (label smoothing).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.errors import DatasetError
from trainer.config import TrainConfig

_LARGE = 512  # pixels: from here on the thesis' small ResNet50 ends in a softmax


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Largest random change of a training image; 0 leaves it as it is.

    Attributes
    ----------
    rotation_deg : float
        Either way, in degrees.
    shift : float
        Either way on each axis, as a share of height and width.
    zoom : float
        Larger or smaller, as a share.
    brightness, contrast, gamma : float
        Added to the grey value (0 to 1); factor around the mean of the range, 1 ± contrast; exponent, e^±gamma.
    mirror : bool
        Swap left and right in half of the images.
    fill : str
        What comes in from outside: ``CONSTANT`` (black) or ``NEAREST`` (the edge goes on).
    """

    rotation_deg: float = 0.0
    shift: float = 0.0
    zoom: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    gamma: float = 0.0
    mirror: bool = False
    fill: str = "CONSTANT"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What :mod:`trainer.fit` needs to know; ``epochs``, ``batch_size`` and ``head`` are suggestions for a config.

    Attributes
    ----------
    optimizer : str
        ``adamw`` or ``sgd``.
    warmup : float
        Share of all steps in which the learning rate rises from 0.
    cosine : bool
        Whether it then falls to 0 along a cosine; otherwise it stays.
    binary : bool
        Binary cross-entropy on one-hot labels instead of categorical cross-entropy, also with a softmax.
    balance : bool
        Weight each class by the inverse of its share.
    averaging : float
        Share of the running average of the weights that each step leaves as it is; 0 keeps the last weights instead.
    dropout : float
        Share of the features before the last layer that is left out at each step.
    """

    optimizer: str
    learning_rate: float
    weight_decay: float
    momentum: float
    warmup: float
    cosine: bool
    binary: bool
    label_smoothing: float
    balance: bool
    averaging: float
    dropout: float
    augmentation: Augmentation
    epochs: int
    batch_size: int
    head: str


_MODERN = Recipe(
    optimizer="adamw",
    learning_rate=1e-3,
    weight_decay=0.05,
    momentum=0.9,
    warmup=0.05,
    cosine=True,
    binary=False,
    label_smoothing=0.05,
    balance=True,
    averaging=0.995,
    dropout=0.0,
    augmentation=Augmentation(
        rotation_deg=7.0, shift=0.06, zoom=0.1, brightness=0.05, contrast=0.15, gamma=0.15, fill="CONSTANT"
    ),
    epochs=25,
    batch_size=16,
    head="average",
)

RECIPES: dict[str, Recipe] = {
    "modern": _MODERN,
    "small": replace(
        _MODERN,
        dropout=0.3,
        label_smoothing=0.1,
        augmentation=Augmentation(
            rotation_deg=12.0, shift=0.1, zoom=0.15, brightness=0.1, contrast=0.3, gamma=0.3, fill="CONSTANT"
        ),
    ),
    "thesis": Recipe(
        optimizer="sgd",
        learning_rate=0.01,
        weight_decay=0.0,
        momentum=0.9,
        warmup=0.0,
        cosine=False,
        binary=True,
        label_smoothing=0.0,
        balance=False,
        averaging=0.0,
        dropout=0.0,
        augmentation=Augmentation(rotation_deg=5.0, shift=0.2, mirror=True, fill="NEAREST"),
        epochs=50,
        batch_size=16,
        head="thesis",
    ),
}


def with_recipe(config: TrainConfig, name: str) -> TrainConfig:
    """Take over a recipe and all settings that it suggests; what it says nothing of stays."""
    recipe = RECIPES[name]
    return replace(
        config,
        recipe=name,
        head=recipe.head,
        learning_rate=0.0,
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        mixup=0.0,
        early_stopping=0,
        class_weights="recipe",
        monitor="val_loss",
    )


def thesis_config(
    architecture: str = "resnet50", variant: str = "proposed", size: int = 128, preset: str = "thesis12"
) -> TrainConfig:
    """All settings of the thesis for one of its networks, but for the split, which keeps patients together here.

    Parameters
    ----------
    preset : str
        Its arms: ``thesis12``, stored values / 4095, or ``thesis8``, the 8-bit conversion before that.
    """
    config = TrainConfig(architecture=architecture, variant=variant, size=size, preset=preset)
    return with_recipe(config, "thesis")


def activation(config: TrainConfig, *, multi_label: bool = False) -> str:
    """Activation of the last layer.

    If the settings leave it open: sigmoid where an image may show several classes, and where the thesis had one;
    else softmax.

    Parameters
    ----------
    multi_label : bool
        The data are of that kind, see :class:`trainer.dataset.Dataset`.

    Raises
    ------
    DatasetError
        If a softmax was asked for of such data: its probabilities sum to 1, so it cannot say two classes, or none.
    """
    if multi_label and config.activation == "softmax":
        raise DatasetError(
            "an image of these data may show several classes or none, which a softmax cannot say: choose the "
            "activation sigmoid or auto, or build a dataset with one class per image"
        )
    if config.activation != "auto":
        return config.activation
    proposed_resnet = config.architecture == "resnet50" and config.variant == "proposed"
    small = config.size < _LARGE
    of_thesis = config.recipe == "thesis" and proposed_resnet and small
    return "sigmoid" if multi_label or of_thesis else "softmax"


def is_binary(config: TrainConfig, *, multi_label: bool = False) -> bool:
    """Tell whether the loss is the binary cross-entropy, of each class on its own; raises as :func:`activation`."""
    return RECIPES[config.recipe].binary or activation(config, multi_label=multi_label) == "sigmoid"
