"""Grad-CAM and Grad-CAM++ in the process that holds the network: on any Keras network of layers, and any class.

References
----------
Selvaraju et al., "Grad-CAM: visual explanations from deep networks via gradient-based localization", ICCV 2017,
arXiv:1610.02391.
Chattopadhay, Sarkar, Howlader and Balasubramanian, "Grad-CAM++: improved visual explanations for deep convolutional
networks", WACV 2018, arXiv:1710.11063.
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
from core.explain.heat import GRAD_CAM, GRAD_CAM_PLUS, METHOD_NAMES

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


def cam(model: Any, method: str = GRAD_CAM) -> tuple[Cam, str]:
    """Give the function that makes the maps of a network, uncompiled, and the name of the layer it looks at.

    The maps are those of the papers: each channel of the layer weighted, summed, and what is negative cut off. By
    Grad-CAM, the weight is the mean over all places of the derivative of the class' score by the channel; by
    Grad-CAM++, see :func:`_plus_weights`. The score is that before the last activation, so that a class that is all
    but certain has a derivative, and others do not enter.

    Parameters
    ----------
    method : str
        :data:`core.explain.heat.GRAD_CAM` or :data:`core.explain.heat.GRAD_CAM_PLUS`.

    Raises
    ------
    ModelRefusedError
        If the network has no layer to look at, or Keras does not run on TensorFlow.
    """
    run, layer = _graph(model, method)
    return lambda images, classes: np.asarray(run(images, classes)), str(layer.name)


def compiled_cam(model: Any, method: str = GRAD_CAM) -> tuple[Cam, str]:
    """As :func:`cam`, compiled: slow at the first call of each method, then fast. The last network's are kept."""
    global _kept
    if _kept is None or _kept[0] is not model:
        _kept = model, {}
    if method not in _kept[1]:
        import tensorflow as tf

        run, layer = _graph(model, method)
        signature = [
            tf.TensorSpec((None, *model.input_shape[1:]), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ]
        fast = tf.function(run, autograph=False, input_signature=signature)
        _kept[1][method] = lambda images, classes: np.asarray(fast(images, classes)), str(layer.name)
    return _kept[1][method]


_kept: tuple[Any, dict[str, tuple[Cam, str]]] | None = None


def _graph(model: Any, method: str) -> tuple[Callable[[Any, Any], Any], Any]:
    if keras.backend.backend() != "tensorflow":
        raise ModelRefusedError(
            Path(model.name),
            f"{METHOD_NAMES[method]} needs Keras on TensorFlow, found {keras.backend.backend()}; use occlusion instead",
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
        if method == GRAD_CAM_PLUS:
            weight = _plus_weights(slope, features[0])
        else:
            weight = tf.reduce_mean(slope, axis=(1, 2), keepdims=True)
        return tf.nn.relu(tf.reduce_sum(weight * features[0], axis=-1))

    return run, layer


def _plus_weights(slope: Any, features: Any) -> Any:
    """Weights (batch, 1, 1, channels) of Grad-CAM++, but for a factor that all channels of an image share.

    With Y = exp(S) for the score S, and S linear in the features A of a channel around where they are (g = dS/dA), the
    paper's weight of a place is g² / (2 g² + g³ sum(A)), which is 1 / (2 + g sum(A)); that of the channel is the sum
    over all places of it times relu(dY/dA), and dY/dA is exp(S) g. The factor exp(S) only scales the whole map, and
    would overflow; it is left out. The paper's features come out of a ReLU. Of others, only what is above 0 counts in
    sum(A): the sum stays meaningful, and no weight is divided by 0.

    References
    ----------
    Chattopadhay et al. 2018, equations 10 (weights), 11 (channels) and 19 (in closed form).
    """
    import tensorflow as tf

    positive = tf.nn.relu(slope)
    total = tf.reduce_sum(tf.nn.relu(features), axis=(1, 2), keepdims=True)
    return tf.reduce_sum(positive / (2.0 + positive * total), axis=(1, 2), keepdims=True)


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
