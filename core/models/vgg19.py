"""VGG19, as published: VGG16 with a fourth convolution in each of its last three blocks.

References
----------
Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", ICLR 2015,
arXiv:1409.1556, configuration E.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from core.models.heads import pooled_thesis_head


def features(inputs: Any, variant: str, head: str) -> Any:
    """Images (batch, height, width, channels) to feature vectors (batch, n).

    ``standard``, the only variant, is Keras' own VGG19 without its top, with random weights. The thesis tried it as it
    is, with the head of the larger networks, averaged over the image.
    """
    x = keras.applications.VGG19(include_top=False, weights=None, input_tensor=inputs).output
    return layers.GlobalAveragePooling2D(name="average")(x) if head == "average" else pooled_thesis_head(x)
