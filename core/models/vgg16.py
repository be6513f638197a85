"""VGG16, as published and as the thesis changed it.

References
----------
Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015,
arXiv:1409.1556.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from core.models.heads import thesis_head

_PROPOSED_FILTERS = (128, 128, 256, 512, 512)


def features(inputs: Any, variant: str, head: str) -> Any:
    """Images (batch, height, width, channels) to feature vectors (batch, n).

    ``standard`` is Keras' own VGG16 without its top; its thesis head averages 2 × 2, then has ReLU layers of 512 and
    256. ``proposed`` has ten 3 × 3 convolutions and tanh throughout, also in its dense layers. All weights start
    Glorot-uniform, the Keras default and the choice that suits tanh.
    """
    if variant == "standard":
        x = keras.applications.VGG16(include_top=False, weights=None, input_tensor=inputs).output
    else:
        x = _proposed(inputs)
    if head == "average":
        return layers.GlobalAveragePooling2D(name="average")(x)
    if variant == "standard":
        x = layers.AveragePooling2D(2, name="average")(x)
    return thesis_head(x, 512, 256, "relu" if variant == "standard" else "tanh")


def _proposed(x: Any) -> Any:
    for block, filters in enumerate(_PROPOSED_FILTERS, start=1):
        for conv in (1, 2):
            name = f"block{block}_conv{conv}"
            x = layers.Conv2D(filters, 3, padding="same", activation="tanh", name=name)(x)
        x = layers.MaxPooling2D(3, strides=2, name=f"block{block}_pool")(x)
    return x
