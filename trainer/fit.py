"""Teach a network and keep its best epoch. Importing this loads Keras."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from core.errors import Cxr12Error, ModelRefusedError
from core.models import network
from core.models.card import ModelCard
from trainer.cache.images import Images
from trainer.config import TrainConfig
from trainer.judging import Floats
from trainer.keeper import Keeper, Sitting, Validation
from trainer.losses import LabelWeights, exact_match, label_crossentropy
from trainer.pipeline import steps_per_epoch, training_batches
from trainer.recipe import Recipe, activation, is_binary
from trainer.warm_start import freeze_stages

log = logging.getLogger(__name__)


class TrainingDivergedError(Cxr12Error):
    """The loss is no longer a number."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a network is taught with.

    Attributes
    ----------
    images, targets : Images, ndarray of float32, shape (n, classes)
        Of all rows; 1 where an image shows a class, else 0.
    train, validation : ndarray of int
        Which rows teach, and which choose the epoch.
    start : tuple of Path and ModelCard, or None
        The model to start from.
    multi_label : bool
        An image may show several classes, or none; else exactly one.
    """

    images: Images
    targets: Floats
    train: NDArray[np.intp]
    validation: NDArray[np.intp]
    start: tuple[Path, ModelCard] | None = None
    multi_label: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What fitting came to; ``model`` is the network of the best epoch, of no worth with ``epochs`` 0.

    ``left``: it was asked to pause, and there may be more to teach.
    """

    model: Any
    epochs: int
    best_epoch: int
    best_val_loss: float
    seconds_to_best: float
    seconds_total: float
    left: bool = False


def fit(config: TrainConfig, recipe: Recipe, material: Material, sitting: Sitting) -> Fitted:
    """Fit a new network, or go on with one; that of the best epoch is in ``model.keras`` of the sitting's folder.

    Raises
    ------
    TrainingDivergedError
        If the loss becomes NaN or infinite; the best network so far stays.
    CheckpointError
        If the checkpoint to go on from is not one of this network.
    OSError
        If something cannot be written; the checkpoint before stays.
    """
    model = network_to_teach(config, recipe, material)
    # What is judged and kept: the network itself or, where weights are averaged, rounded or left out, a plain one.
    apart = recipe.averaging or recipe.dropout or _policy(config) != "float32"
    kept = _new_network(config, material) if apart else model
    steps = steps_per_epoch(len(material.train), config.batch_size)
    binary = is_binary(config, multi_label=material.multi_label)
    validation = Validation(
        material.images, material.targets, material.validation, binary, multi_label=material.multi_label
    )
    keeper = Keeper(kept, config, steps, recipe.averaging, validation, sitting)
    if sitting.begun is not None:
        keeper.restore(model, sitting.begun)
    try:
        _teach(model, config, recipe, material, keeper, steps)
    finally:
        keeper.close()
    if keeper.diverged:
        raise TrainingDivergedError(
            f"the loss is no longer a number (epoch {keeper.epochs + 1}): choose a smaller learning rate than "
            f"{config.learning_rate or recipe.learning_rate:g}; the best network so far is kept"
        )
    if keeper.epochs:
        kept.set_weights(keeper.best)
    return Fitted(
        kept,
        keeper.epochs,
        keeper.best_epoch,
        keeper.best_loss,
        keeper.seconds_to_best,
        keeper.seconds,
        keeper.left and not keeper.over,
    )


def network_to_teach(config: TrainConfig, recipe: Recipe, material: Material) -> Any:
    """Build the network of ``config``, with the weights it starts from, ready to be taught; all follows from the seed.

    Raises
    ------
    ModelRefusedError
        If the model to start from does not fit.
    """
    keras.utils.set_random_seed(config.seed)
    model = _new_network(config, material, _policy(config), recipe.dropout)
    if material.start is not None:
        start_from(model, *material.start)
    freeze_stages(model, config.freeze)
    _compile(model, config, recipe, material, steps_per_epoch(len(material.train), config.batch_size))
    return model


def batches_to_teach(
    config: TrainConfig, recipe: Recipe, material: Material, *, epochs: int, first_epoch: int = 0, first_step: int = 0
) -> Any:
    """Batches of the training part, weighted and varied as ``config`` has it; see :func:`training_batches`."""
    targets = material.targets[material.train]
    # Where an image may show several classes, weights go by class, in the loss; the images count alike.
    weights = _weights(targets, _balanced(config, recipe) and not material.multi_label)
    return training_batches(
        material.images,
        material.train,
        targets,
        weights,
        batch_size=config.batch_size,
        epochs=epochs,
        seed=config.seed,
        augmentation=recipe.augmentation if config.augment else None,
        mixup=config.mixup,
        first_epoch=first_epoch,
        first_step=first_step,
    )


def _policy(config: TrainConfig) -> str:
    return "mixed_bfloat16" if config.precision == "bfloat16" else "float32"


def _compile(model: Any, config: TrainConfig, recipe: Recipe, material: Material, steps: int) -> None:
    # Never binary accuracy: of one-hot labels it counts every rightly denied class, see trainer.config.
    accuracy = exact_match() if material.multi_label else keras.metrics.CategoricalAccuracy(name="accuracy")
    model.compile(
        optimizer=_optimizer(recipe, config.learning_rate or recipe.learning_rate, steps * config.epochs),
        loss=_loss(config, recipe, material),
        metrics=[accuracy],
        # XLA halves the speed of TensorFlow's convolutions on the CPU; JAX has nothing else.
        jit_compile=keras.config.backend() == "jax",
    )
    model.optimizer.build(model.trainable_variables)


def _teach(model: Any, config: TrainConfig, recipe: Recipe, material: Material, keeper: Keeper, steps: int) -> None:
    """Teach to the end: first, where an earlier sitting left in the middle of an epoch, the rest of that epoch."""
    while not (keeper.over or keeper.halted):
        part_done = keeper.step
        batches = batches_to_teach(
            config, recipe, material, epochs=config.epochs, first_epoch=keeper.epochs, first_step=part_done
        )
        model.fit(
            batches,
            initial_epoch=keeper.epochs,
            epochs=keeper.epochs + 1 if part_done else config.epochs,
            steps_per_epoch=steps - part_done,
            shuffle=False,
            callbacks=[keeper],
            verbose=0,
        )


def _balanced(config: TrainConfig, recipe: Recipe) -> bool:
    return recipe.balance if config.class_weights == "recipe" else config.class_weights == "balanced"


def start_from(model: Any, folder: Path, card: ModelCard) -> None:
    """Give ``model`` the weights of a model of the shelf, its last layer left as it is.

    Raises
    ------
    ModelRefusedError
        If that model does not check out, or its layers are not those of ``model``.
    """
    taught = {layer.name: layer.get_weights() for layer in network.load(folder, card).layers[:-1]}
    layers = {layer.name: layer for layer in model.layers[:-1] if layer.weights}
    shapes = {name: [weight.shape for weight in weights] for name, weights in taught.items() if weights}
    if shapes != {name: [tuple(weight.shape) for weight in layer.weights] for name, layer in layers.items()}:
        raise ModelRefusedError(
            folder,
            f"expected the layers of {model.name} to start from, found those of {card.architecture} "
            f"{card.variant} at {card.spec.height} x {card.spec.width}; choose a model of the same kind and size",
        )
    for name, layer in layers.items():
        layer.set_weights(taught[name])


def _new_network(config: TrainConfig, material: Material, policy: str = "float32", dropout: float = 0.0) -> Any:
    _, height, width, channels = material.images.shape
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        return network.build(
            config.architecture,
            config.variant,
            head=config.head,
            input_shape=(height, width, channels),
            classes=material.targets.shape[1],
            activation=activation(config, multi_label=material.multi_label),
            dropout=dropout,
            windows=config.windows,
        )
    finally:
        keras.config.set_dtype_policy(usual)


def _optimizer(recipe: Recipe, peak: float, steps: int) -> Any:
    rate: Any = peak
    if recipe.cosine:
        warmup = min(max(1, round(recipe.warmup * steps)), max(1, steps - 1))
        rate = keras.optimizers.schedules.CosineDecay(
            peak / 100, max(1, steps - warmup), warmup_target=peak, warmup_steps=warmup
        )
    if recipe.optimizer == "sgd":
        return keras.optimizers.SGD(rate, momentum=recipe.momentum)
    adam = keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay, beta_1=recipe.momentum)
    adam.exclude_from_weight_decay(var_names=["bias", "gamma", "beta", "window"])
    return adam


def _loss(config: TrainConfig, recipe: Recipe, material: Material) -> Any:
    if material.multi_label:
        taught = material.targets[material.train]
        by_class = LabelWeights.balanced(taught) if _balanced(config, recipe) else LabelWeights.alike(taught.shape[1])
        return label_crossentropy(by_class, recipe.label_smoothing)
    kind = keras.losses.BinaryCrossentropy if is_binary(config) else keras.losses.CategoricalCrossentropy
    return kind(label_smoothing=recipe.label_smoothing)


def _weights(targets: Floats, balance: bool) -> Floats:
    """Weight of each image, mean 1: all alike, or each class with the same total."""
    if not balance:
        return np.ones(len(targets), dtype=np.float32)
    counts = targets.sum(axis=0)
    return np.asarray((len(targets) / (np.count_nonzero(counts) * counts))[targets.argmax(axis=1)], dtype=np.float32)
