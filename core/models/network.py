"""Networks themselves: build one from the registry, save it, load it safely. Importing this loads Keras.

``keras.models.load_model`` is never called: a network is rebuilt from the registry by its card, and of the file only
numbers are read.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from core.errors import ModelRefusedError
from core.models import archive, foreign, foreign_build, foreign_json, registry, windownet
from core.models.card import MODEL_FILE, Golden, ModelCard

log = logging.getLogger(__name__)

GOLDEN_TOLERANCE = 1e-4
"""Largest difference of a probability from the golden one, on any machine, in float32."""

_MOMENTUM = {"thesis": 0.99, "average": 0.9}


def build(
    architecture: str,
    variant: str,
    *,
    head: str,
    input_shape: tuple[int, int, int],
    classes: int,
    activation: str,
    batch_norm_momentum: float | None = None,
    dropout: float = 0.0,
    windows: int = 0,
) -> Any:
    """Build an untrained network.

    Parameters
    ----------
    architecture, variant : str
        Row of the registry and one of its variants.
    head : str
        ``thesis`` or ``average``, see :data:`core.models.registry.HEADS`.
    input_shape : tuple of int
        (height, width, channels); 1 channel, or 3 where the same grey is wanted three times.
    classes : int
        Length of the output vector.
    activation : str
        Of the last layer: ``softmax`` or ``sigmoid``.
    batch_norm_momentum : float or None
        None: 0.99 with the thesis head (the Keras default), 0.9 with the average head (a data set of a few hundred
        images has too few steps for 0.99 to settle).
    dropout : float
        Fraction of the features dropped before the last layer while training.
    windows : int
        How many windows are learned in front of the network, see :mod:`core.models.windownet`; 0: none. The network
        then has that many channels of input.

    Returns
    -------
    keras.Model
        Functional, not compiled; images float32 (batch, height, width, channels) in, probabilities float32
        (batch, classes) out, also under a mixed-precision policy.

    Raises
    ------
    ValueError
        If a name is unknown, the input is too small for the architecture or there are fewer than two classes.
    """
    row = registry.architecture(architecture, variant)
    _check(row, head, input_shape, classes, activation)
    _check_windows(windows, input_shape)
    inputs = keras.Input(input_shape, name="image")
    seen = windownet.windowed(inputs, windows) if windows else inputs
    x = row.features()(seen, variant, head)
    if dropout:
        x = layers.Dropout(dropout, name="dropout")(x)
    outputs = layers.Dense(classes, activation=activation, dtype="float32", name="classes")(x)
    model = keras.Model(inputs, outputs, name=f"{architecture}_{variant}_{head}")
    momentum = _MOMENTUM[head] if batch_norm_momentum is None else batch_norm_momentum
    for layer in model.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = momentum
    return model


def _check(row: registry.Architecture, head: str, shape: tuple[int, int, int], classes: int, activation: str) -> None:
    if head not in registry.HEADS:
        raise ValueError(f"expected a head out of {', '.join(registry.HEADS)}, found {head!r}")
    if activation not in registry.ACTIVATIONS:
        raise ValueError(f"expected an activation out of {', '.join(registry.ACTIVATIONS)}, found {activation!r}")
    if classes < 2:
        raise ValueError(f"expected at least two classes, found {classes}")
    if len(shape) != 3 or shape[2] not in (1, 3) or min(shape[:2]) < row.smallest:
        raise ValueError(
            f"expected an input shape of at least {row.smallest} x {row.smallest} pixels and 1 or 3 channels for "
            f"{row.name}, found {shape}"
        )


def _check_windows(windows: int, shape: tuple[int, int, int]) -> None:
    if not 0 <= windows <= registry.MOST_WINDOWS or (windows and shape[2] != 1):
        raise ValueError(
            f"expected 0 to {registry.MOST_WINDOWS} learned windows, on one channel of input, found {windows} on "
            f"{shape[2]}"
        )


def load(folder: Path, card: ModelCard) -> Any:
    """Load the network that ``card`` describes from ``folder``/model.keras, checking that it is that one.

    In this order: size and SHA-256 of the file, what the archive and its arrays are made of
    (:func:`core.models.archive.check`), the network rebuilt from the registry or, if it is a foreign one, from the
    layers that its file names (:mod:`core.models.foreign`), its parameter count, the weights as
    numbers, that all are finite, the learned windows, and the golden prediction.

    Returns
    -------
    keras.Model
        Not compiled.

    Raises
    ------
    ModelRefusedError
        At the first thing that does not hold.
    """
    path = folder / MODEL_FILE
    archive.check(path, card)
    try:
        model = _foreign(path, card) if card.architecture == registry.FOREIGN else of_registry(card)
    except ValueError as error:
        raise ModelRefusedError(path, str(error)) from error
    if model.count_params() != card.parameters:
        raise ModelRefusedError(
            path,
            f"expected the {card.parameters} parameters that the card declares, found that {card.architecture} "
            f"{card.variant} at {card.spec.height} x {card.spec.width} with {len(card.classes)} classes has "
            f"{model.count_params()}",
        )
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", category=UserWarning)  # Keras only warns of layers left as they were
            model.load_weights(path)
    except (OSError, KeyError, RuntimeError, TypeError, ValueError, UserWarning) as error:
        log.info("Keras could not read the weights: %s", error)
        raise ModelRefusedError(path, f"expected the weights of {model.name}, found arrays of other shapes") from error
    if not all(np.isfinite(weight).all() for weight in model.get_weights()):
        raise ModelRefusedError(path, "expected finite weights, found NaN or infinity; the training went astray")
    _check_learned(path, model, card)
    _check_golden(path, model, card)
    return model


def of_registry(card: ModelCard) -> Any:
    """Build the network that a card names, untrained. Raises what :func:`build` raises."""
    return build(
        card.architecture,
        card.variant,
        head=card.head,
        input_shape=card.input_shape,
        classes=len(card.classes),
        activation=card.activation,
        windows=len(card.windows),
    )


def _foreign(path: Path, card: ModelCard) -> Any:
    """Build an imported network from the layers in its file, each looked at anew."""
    graph = foreign.read(foreign_json.parse_json(archive.config(path)))
    found = (graph.input_shape, graph.classes, graph.activation)
    if found != (card.input_shape, len(card.classes), card.activation):
        raise ValueError(
            f"expected the network of its card, {card.input_shape} to {len(card.classes)} classes by "
            f"{card.activation}, found {found[0]} to {found[1]} by {found[2]}; model and card do not belong together"
        )
    return foreign_build.build(graph)


def save(model: Any, path: Path) -> None:
    """Write architecture and weights, without the optimiser, as a ``.keras`` file; all of it or nothing."""
    _save(keras.Model(model.inputs, model.outputs, name=model.name), path, ".keras")


def save_h5(model: Any, path: Path) -> None:
    """Write architecture and weights, without the optimiser, as a legacy ``.h5`` file; all of it or nothing."""
    _save(keras.Model(model.inputs, model.outputs, name=model.name), path, ".h5")


def _save(model: Any, path: Path, suffix: str) -> None:
    if path.suffix != suffix:
        raise ValueError(f"expected a file name ending in {suffix}, found {path.name}")
    with tempfile.TemporaryDirectory(prefix=".saving-", dir=path.parent) as made:
        draft = Path(made) / path.name
        model.save(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)


def golden_for(model: Any, seed: int = 1) -> Golden:
    """Make the golden pair of a network: what it answers to a seeded input, in float32 on the CPU.

    A network that was trained under another policy or on a GPU is so described as it will be used.
    """
    return Golden(seed, tuple(float(value) for value in _answer(_in_float32(model), seed)))


def _answer(model: Any, seed: int) -> NDArray[np.float32]:
    shape = model.input_shape[1:]
    image = np.random.default_rng(seed).random(shape, dtype=np.float32)
    with keras.device("cpu:0"):
        answer = keras.ops.convert_to_numpy(model(image[np.newaxis], training=False))[0]
    return np.asarray(answer, dtype=np.float32)


def _in_float32(model: Any) -> Any:
    if all(layer.compute_dtype == "float32" for layer in model.layers):
        return model

    def cloned(layer: Any) -> Any:
        return layer.__class__.from_config({**layer.get_config(), "dtype": "float32"})

    copy = keras.models.clone_model(model, clone_function=cloned)
    copy.set_weights(model.get_weights())
    return copy


def _check_learned(path: Path, model: Any, card: ModelCard) -> None:
    found, told = ([(one.center, one.width) for one in windows] for windows in (windownet.learned(model), card.windows))
    if len(found) != len(told) or not np.allclose(found, told, rtol=1e-4, atol=1e-5):
        raise ModelRefusedError(
            path,
            f"expected the learned windows of its card, {told}, found {found}; model and card do not belong together",
        )


def _check_golden(path: Path, model: Any, card: ModelCard) -> None:
    found = _answer(model, card.golden.seed)
    largest = float(np.abs(found - np.asarray(card.golden.probabilities)).max())
    if not largest <= GOLDEN_TOLERANCE:
        raise ModelRefusedError(
            path,
            f"expected the golden prediction of its card to within {GOLDEN_TOLERANCE}, found a difference of "
            f"{largest:.2g}; model and card do not belong together",
        )
