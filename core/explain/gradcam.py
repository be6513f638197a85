"""Grad-CAM in the process that holds the network: on any Keras network of layers, nested or flat, and any class.

References
----------
Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization", ICCV 2017,
arXiv:1610.02391.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from core.errors import ModelRefusedError

Cam = Callable[[NDArray[np.float32], NDArray[np.int32]], NDArray[np.float32]]
"""Images (n, height, width, channels) and a class number for each, to maps (n, rows, columns)."""

_NO_FEATURES = (
    layers.InputLayer,
    layers.MaxPooling2D,
    layers.AveragePooling2D,
    layers.Dropout,
    layers.SpatialDropout2D,
    layers.ZeroPadding2D,
    layers.Cropping2D,
    layers.Reshape,
)
"""Layers that only pass on what another one found; to look at what was found before it was pooled is finer."""

_ABSENT = object()


def leaves(model: Any) -> list[Any]:
    """List the layers of a network from input to output, those of nested networks in their place."""
    found = []
    for layer in model.layers:
        found += leaves(layer) if isinstance(layer, keras.Model) else [layer]
    return found


def feature_layer(model: Any) -> Any:
    """Find the last layer whose output still has places: (batch, rows, columns, channels), not just one place.

    Raises
    ------
    ModelRefusedError
        If the network has none.
    """
    for layer in reversed(leaves(model)):
        shape: tuple[Any, ...] = getattr(layer.output, "shape", ())
        if len(shape) == 4 and shape[1] * shape[2] > 1 and not isinstance(layer, _NO_FEATURES):
            return layer
    raise ModelRefusedError(
        Path(model.name), "Grad-CAM needs a layer with rows and columns of features, found none; use occlusion instead"
    )


def cam(model: Any) -> tuple[Cam, str]:
    """Give the function that makes the maps of a network, uncompiled, and the name of the layer it looks at.

    The maps are those of the paper: each channel of the layer weighted with the mean over all places of the
    derivative of the class' score by it, summed, and what is negative cut off. The score is that before the last
    activation, so that a class that is all but certain has a derivative, and others do not enter.

    Raises
    ------
    ModelRefusedError
        If the network has no layer to look at, or Keras does not run on TensorFlow.
    """
    run, layer = _graph(model)
    return lambda images, classes: np.asarray(run(images, classes)), str(layer.name)


def compiled_cam(model: Any) -> tuple[Cam, str]:
    """As :func:`cam`, compiled: slow at the first call, then fast. The last network's is kept."""
    global _kept
    if _kept is None or _kept[0] is not model:
        import tensorflow as tf

        run, layer = _graph(model)
        signature = [
            tf.TensorSpec((None, *model.input_shape[1:]), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ]
        fast = tf.function(run, input_signature=signature)
        _kept = model, lambda images, classes: np.asarray(fast(images, classes)), str(layer.name)
    return _kept[1], _kept[2]


_kept: tuple[Any, Cam, str] | None = None


def _graph(model: Any) -> tuple[Callable[[Any, Any], Any], Any]:
    if keras.backend.backend() != "tensorflow":
        raise ModelRefusedError(
            Path(model.name),
            f"Grad-CAM needs Keras on TensorFlow, found {keras.backend.backend()}; use occlusion instead",
        )
    import tensorflow as tf

    layer = feature_layer(model)

    def run(images: Any, classes: Any) -> Any:
        features: list[Any] = []

        def call(*arguments: Any, **options: Any) -> Any:
            features[:] = [type(layer).call(layer, *arguments, **options)]
            tape.watch(features[0])
            return features[0]

        with tf.GradientTape(watch_accessed_variables=False) as tape, ExitStack() as changed:
            changed.enter_context(_with(layer, "call", call))
            changed.enter_context(_without_activation(leaves(model)[-1]))
            score = tf.gather(model(images, training=False), classes, batch_dims=1)
        slope = tape.gradient(score, features[0])
        weight = tf.reduce_mean(slope, axis=(1, 2), keepdims=True)
        return tf.nn.relu(tf.reduce_sum(weight * features[0], axis=-1))

    return run, layer


@contextmanager
def _without_activation(last: Any) -> Iterator[None]:
    """Let the last layer give its scores before softmax or sigmoid."""
    if isinstance(last, layers.Softmax):
        with _with(last, "call", lambda inputs, mask=None: inputs):
            yield
    elif getattr(last, "activation", None) in (keras.activations.softmax, keras.activations.sigmoid):
        with _with(last, "activation", keras.activations.linear):
            yield
    else:
        yield


@contextmanager
def _with(layer: Any, name: str, value: Any) -> Iterator[None]:
    """Give one layer another attribute for a while: to see inside a nested network, it need not be taken apart."""
    before = vars(layer).get(name, _ABSENT)
    setattr(layer, name, value)
    try:
        yield
    finally:
        if before is _ABSENT:
            delattr(layer, name)
        else:
            setattr(layer, name, before)
