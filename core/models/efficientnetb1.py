"""EfficientNetB1, as published.

References
----------
Tan and Le, "EfficientNet: rethinking model scaling for convolutional neural networks", ICML 2019, arXiv:1905.11946.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from core.models.heads import pooled_thesis_head


def features(inputs: Any, variant: str, head: str) -> Any:
    """Images (batch, height, width, channels) to feature vectors (batch, n).

    ``standard``, the only variant, is Keras' own EfficientNetB1 without its top, with random weights, and without the
    two layers that Keras puts in front of it: they divide by 255 and normalise as ImageNet wants it, but the input is
    already scaled, and by its card alone. What goes in reaches the first convolution unchanged.
    """
    published = keras.applications.EfficientNetB1(include_top=False, weights=None, input_tensor=inputs)
    x = keras.models.clone_model(published, input_tensors=published.inputs, call_function=_called).output
    return layers.GlobalAveragePooling2D(name="average")(x) if head == "average" else pooled_thesis_head(x)


def _called(layer: Any, x: Any, **options: Any) -> Any:
    return x if isinstance(layer, layers.Rescaling | layers.Normalization) else layer(x, **options)
