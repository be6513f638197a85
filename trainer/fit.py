"""Teach a network and keep its best epoch. Importing this loads Keras."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.errors import Cxr12Error, ModelRefusedError
from core.metrics import auc, decide
from core.models import network
from core.models.card import MODEL_FILE, ModelCard
from trainer.config import TrainConfig
from trainer.events import Emit, Progress
from trainer.pipeline import plain_batches, steps_per_epoch, training_batches
from trainer.recipe import Recipe, activation

log = logging.getLogger(__name__)

Floats = NDArray[np.float32]
_LEAST_PROBABILITY = 1e-7
_JUDGED_AT_ONCE = 32


class TrainingDivergedError(Cxr12Error):
    """The loss is no longer a number."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Images and one-hot labels of all rows, which rows teach, which choose the epoch, and the model to start from."""

    images: Floats
    targets: Floats
    train: NDArray[np.intp]
    validation: NDArray[np.intp]
    start: tuple[Path, ModelCard] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """What fitting came to; ``model`` is the network of the best epoch, of no worth with ``epochs`` 0."""

    model: Any
    epochs: int
    best_epoch: int
    best_val_loss: float
    seconds_to_best: float
    seconds_total: float


def loss_name(recipe: Recipe) -> str:
    """Name of the loss, as Keras calls it."""
    return "binary_crossentropy" if recipe.binary else "categorical_crossentropy"


def fit(
    config: TrainConfig, recipe: Recipe, material: Material, folder: Path, emit: Emit, stopped: Callable[[], bool]
) -> Fitted:
    """Fit a new network; the one of the epoch with the lowest validation loss is in ``folder``/model.keras.

    Parameters
    ----------
    stopped : callable
        Asked after every batch; True ends the training there.

    Raises
    ------
    TrainingDivergedError
        If the loss becomes NaN or infinite; the best network so far stays.
    """
    keras.utils.set_random_seed(config.seed)
    policy = "mixed_bfloat16" if config.precision == "bfloat16" else "float32"
    model = _new_network(config, material, policy, recipe.dropout)
    # What is judged and kept: the network itself or, where weights are averaged, rounded or left out, a plain one.
    apart = recipe.averaging or recipe.dropout or policy != "float32"
    kept = _new_network(config, material) if apart else model
    if material.start is not None:
        start_from(model, *material.start)  # what is kept is first written from what was taught
    steps = steps_per_epoch(len(material.train), config.batch_size)
    model.compile(
        optimizer=_optimizer(recipe, config.learning_rate or recipe.learning_rate, steps * config.epochs),
        loss=_loss(recipe),
        metrics=[keras.metrics.CategoricalAccuracy(name="accuracy")],
        jit_compile=False,  # XLA halves the speed of convolutions on the CPU
    )
    targets = material.targets[material.train]
    batches = training_batches(
        material.images,
        material.train,
        targets,
        _weights(targets, recipe.balance),
        batch_size=config.batch_size,
        epochs=config.epochs,
        seed=config.seed,
        augmentation=recipe.augmentation if config.augment else None,
    )
    keeper = _Keeper(kept, config.epochs, steps, recipe, material, folder, emit, stopped)
    model.fit(batches, epochs=config.epochs, steps_per_epoch=steps, shuffle=False, callbacks=[keeper], verbose=0)
    if keeper.diverged:
        raise TrainingDivergedError(
            f"the loss is no longer a number (epoch {keeper.epochs + 1}): choose a smaller learning rate than "
            f"{config.learning_rate or recipe.learning_rate:g}; the best network so far is kept"
        )
    if keeper.epochs:
        kept.load_weights(folder / MODEL_FILE)
    return Fitted(kept, keeper.epochs, keeper.best_epoch, keeper.best_loss, keeper.seconds_to_best, keeper.seconds)


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


def probabilities(model: Any, images: Floats, rows: NDArray[np.intp]) -> Floats:
    """Network output for ``images[rows]``, float32, shape (rows, classes)."""
    return np.asarray(model.predict(plain_batches(images, rows, _JUDGED_AT_ONCE), verbose=0), dtype=np.float32)


def mean_loss(targets: Floats, output: Floats, binary: bool) -> float:
    """Mean cross-entropy of ``output`` (n, classes) against one-hot ``targets``, without smoothing or weights."""
    safe = np.clip(output.astype(np.float64), _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    if binary:
        return float(-(targets * np.log(safe) + (1 - targets) * np.log(1 - safe)).mean())
    return float(-(targets * np.log(safe)).sum(axis=1).mean())


def _new_network(config: TrainConfig, material: Material, policy: str = "float32", dropout: float = 0.0) -> Any:
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        return network.build(
            config.architecture,
            config.variant,
            head=config.head,
            input_shape=material.images.shape[1:],
            classes=material.targets.shape[1],
            activation=activation(config),
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


def _loss(recipe: Recipe) -> Any:
    kind = keras.losses.BinaryCrossentropy if recipe.binary else keras.losses.CategoricalCrossentropy
    return kind(label_smoothing=recipe.label_smoothing)


def _weights(targets: Floats, balance: bool) -> Floats:
    """Weight of each image, mean 1: all alike, or each class with the same total."""
    if not balance:
        return np.ones(len(targets), dtype=np.float32)
    counts = targets.sum(axis=0)
    return np.asarray((len(targets) / (np.count_nonzero(counts) * counts))[targets.argmax(axis=1)], dtype=np.float32)


class _Average:
    """Exponential running average of all weights of a network, those of batch normalisation included.

    The first steps count for more than ``share`` says, min(share, (1 + n) / (10 + n)) after n of them, so that the
    random start is soon forgotten (as in tf.train.ExponentialMovingAverage). It is kept where the network is, so that
    no weight is copied out and in at every step.
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self._steps = 0
        self._pairs: list[tuple[Any, Any]] = []  # mean and weight

    @property
    def weights(self) -> list[Floats]:
        """The average, in the order of ``model.weights``."""
        return [mean.numpy() for mean, _ in self._pairs]

    def add(self, model: Any) -> None:
        """Take in the weights of ``model``, the same at every call, after one more step."""
        share = min(self._share, (1 + self._steps) / (10 + self._steps))
        self._steps += 1
        if self._pairs:
            self._move(tf.constant(1 - share, tf.float32))
        else:
            self._pairs = [(tf.Variable(weight.value), weight.value) for weight in model.weights]

    @tf.function  # type: ignore[untyped-decorator]
    def _move(self, part: Any) -> None:
        for mean, weight in self._pairs:
            mean.assign_add(part * (weight - mean))


class _Keeper(keras.callbacks.Callback):  # type: ignore[misc]
    """Judges every epoch on the validation part, keeps the best, tells the events and stops when asked."""

    def __init__(
        self,
        kept: Any,
        total_epochs: int,
        steps: int,
        recipe: Recipe,
        material: Material,
        folder: Path,
        emit: Emit,
        stopped: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._kept, self._total_epochs, self._steps = kept, total_epochs, steps
        self._recipe, self._material, self._folder = recipe, material, folder
        self._emit, self._stopped = emit, stopped
        self._progress = Progress(emit, "train")
        self._average = _Average(recipe.averaging) if recipe.averaging else None
        self._epoch = 0
        self._cut_short = False
        self._begun = self._epoch_begun = 0.0
        self.diverged = False
        self.epochs = self.best_epoch = 0
        self.best_loss = math.inf
        self.seconds_to_best = self.seconds = 0.0

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        self._begun = time.monotonic()

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._epoch, self._epoch_begun = epoch, time.monotonic()

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        loss, accuracy = (float((logs or {})[name]) for name in ("loss", "accuracy"))
        if not math.isfinite(loss):
            self.diverged = self._cut_short = self.model.stop_training = True
            return
        if self._average is not None:
            self._average.add(self.model)
        done = self._epoch * self._steps + batch + 1
        total = self._total_epochs * self._steps
        self._progress(done, total, epoch=self._epoch + 1, loss=loss, accuracy=accuracy)
        if self._stopped():
            self._cut_short = batch + 1 < self._steps
            self.model.stop_training = True

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        if self._cut_short:  # Keras ends the epoch early, but it was not a whole one
            return
        truth = self._material.targets[self._material.validation]
        if self._average is not None:
            self._kept.set_weights(self._average.weights)
        elif self._kept is not self.model:
            self._kept.set_weights(self.model.get_weights())
        output = probabilities(self._kept, self._material.images, self._material.validation)
        loss = mean_loss(truth, output, self._recipe.binary)
        if not math.isfinite(loss):
            self.diverged = self.model.stop_training = True
            return
        best = loss < self.best_loss
        now = time.monotonic()
        self.epochs, self.seconds = epoch + 1, now - self._begun
        if best:
            network.save(self._kept, self._folder / MODEL_FILE)
            self.best_loss, self.best_epoch, self.seconds_to_best = loss, epoch + 1, self.seconds
        self._emit(
            "epoch",
            epoch=epoch + 1,
            epochs=self._total_epochs,
            loss=float((logs or {})["loss"]),
            accuracy=float((logs or {})["accuracy"]),
            val_loss=loss,
            val_accuracy=float((decide(output) == truth.argmax(axis=1)).mean()),
            val_macro_auc=float(np.mean([auc(truth[:, k], output[:, k]) for k in range(truth.shape[1])])),
            best=best,
            seconds=round(now - self._epoch_begun, 3),
            seconds_left=round(self.seconds / (epoch + 1) * (self._total_epochs - epoch - 1), 1),
            learning_rate=float(self.model.optimizer.learning_rate),
        )
