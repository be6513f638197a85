"""The dense heads that the thesis put on its bodies."""

from __future__ import annotations

import math
from typing import Any

from keras import layers

MOST_WEIGHTS = 2**29
"""Of one dense layer (2 GiB in float32): a flat head on a large image grows with its area."""


def thesis_head(x: Any, first: int, second: int, activation: str) -> Any:
    """Flatten ``x`` (batch, height, width, channels) into two dense layers; returns (batch, second).

    Raises
    ------
    ValueError
        If the first layer would need more than :data:`MOST_WEIGHTS` weights; nothing is allocated.
    """
    weights = math.prod(x.shape[1:]) * first
    if weights > MOST_WEIGHTS:
        raise ValueError(
            f"expected at most {MOST_WEIGHTS} weights in one layer, found {weights}; "
            "choose a smaller input size or the average head"
        )
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(first, activation=activation, name="dense1")(x)
    return layers.Dense(second, activation=activation, name="dense2")(x)


def pooled_thesis_head(x: Any) -> Any:
    """Average ``x`` (batch, height, width, channels) over the image into tanh layers of 512 and 256.

    The head of the larger networks that the thesis also tried; it does not grow with the image.
    """
    x = layers.GlobalAveragePooling2D(name="average")(x)
    x = layers.Dense(512, activation="tanh", name="dense1")(x)
    return layers.Dense(256, activation="tanh", name="dense2")(x)
