"""Build the network that a graph describes, from Keras' own layers. Importing this loads Keras.

Each layer is made by its constructor from checked settings: no configuration of a file reaches Keras.
"""

from __future__ import annotations

from typing import Any

import h5py
import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from core.models import hdf5
from core.models.foreign import Graph, Layer
from core.models.legacy import Places

_CLASSES: dict[str, Any] = {
    one.__name__: one
    for one in (
        layers.Conv2D, layers.DepthwiseConv2D, layers.SeparableConv2D, layers.Dense, layers.BatchNormalization,
        layers.Activation, layers.ReLU, layers.LeakyReLU, layers.ELU, layers.Softmax, layers.MaxPooling2D,
        layers.AveragePooling2D, layers.GlobalAveragePooling2D, layers.GlobalMaxPooling2D, layers.Flatten,
        layers.Reshape, layers.ZeroPadding2D, layers.Cropping2D, layers.UpSampling2D, layers.Rescaling, layers.Add,
        layers.Average, layers.Maximum, layers.Multiply, layers.Concatenate,
    )
}  # fmt: skip


def build(graph: Graph) -> Any:
    """Build an untrained network.

    Returns
    -------
    keras.Model
        Functional and flat, not compiled; images float32 (batch, height, width, channels) in, probabilities float32
        (batch, classes) out. Its layers stand in the order of the graph and are named by their numbers there.
    """
    inputs = keras.Input(graph.input_shape, name="image")
    made = [inputs]
    for number, layer in enumerate(graph.layers[1:], start=1):
        keras_layer = _CLASSES[layer.kind](**layer.settings, dtype="float32", name=layer_name(number))
        before = [made[i] for i in layer.inputs]
        made.append(keras_layer(before if len(before) > 1 else before[0]))
    return keras.Model(inputs, made[-1], name="foreign")


def layer_name(number: int) -> str:
    """Name of the Keras layer made for a layer of the graph."""
    return f"layer_{number}"


def set_weights(model: Any, graph: Graph, file: h5py.File, places: Places) -> None:
    """Read the weights of every layer from a file that was looked at into a model that :func:`build` made."""
    for number, paths in places.items():
        model.get_layer(layer_name(number)).set_weights(read_weights(graph, number, file, paths))


def read_weights(graph: Graph, number: int, file: h5py.File, paths: tuple[str, ...]) -> list[NDArray[np.float32]]:
    """Weights of one layer, in the order in which Keras sets them."""
    layer: Layer = graph.layers[number]
    found = [hdf5.read(file, path) for path in paths]
    if graph.one_output and number == len(graph.layers) - 1:
        # p = sigmoid(z) is the second of softmax(-z/2, z/2): the same number, and the first is 1 - p. Not of (0, z):
        # then no place of an image would speak for the first, and its heat map would be empty.
        found = [np.concatenate([-one / 2, one / 2], axis=-1) for one in found]
    assert len(found) == len(layer.weights)
    return found
