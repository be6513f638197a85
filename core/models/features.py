"""What a network has made of an image just before it names classes: the input of its last dense layer."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray


def with_features(model: Any) -> Any:
    """Give a network of the same weights that answers with probabilities (n, classes) and features (n, d).

    One that does not end in a dense layer has no such features, and answers with a list of the probabilities alone.
    """
    last = model.layers[-1]
    has_some = isinstance(last, layers.Dense) and len(last.input.shape) == 2
    return keras.Model(model.inputs[0], [model.outputs[0], last.input] if has_some else [model.outputs[0]])


def features(model: Any, images: NDArray[np.float32], *, batch: int = 32) -> NDArray[np.float32]:
    """Compute the features of network inputs.

    Parameters
    ----------
    model : keras.Model
        As :func:`core.models.network.load` gives it.
    images : ndarray of float32, shape (n, height, width, channels)
        Network inputs.

    Returns
    -------
    ndarray of float32, shape (n, d)

    Raises
    ------
    ValueError
        If the network does not end in a dense layer.
    """
    both = with_features(model)
    if len(both.outputs) < 2:
        raise ValueError("expected a network that ends in a dense layer, found another")
    parts = [
        keras.ops.convert_to_numpy(both(images[start : start + batch], training=False)[1])
        for start in range(0, len(images), batch)
    ]
    return np.concatenate(parts).astype(np.float32, copy=False)
