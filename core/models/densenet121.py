"""DenseNet121, as published: the usual reference for networks that read chest radiographs.

References
----------
Huang, Liu, van der Maaten and Weinberger, "Densely connected convolutional networks", CVPR 2017, arXiv:1608.06993.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from core.models.heads import pooled_thesis_head


def features(inputs: Any, variant: str, head: str) -> Any:
    """Images (batch, height, width, channels) to feature vectors (batch, n).

    ``standard``, the only variant, is Keras' own DenseNet121 without its top, with random weights. The thesis did not
    try it; its thesis head is the one of the other large networks, averaged over the image.
    """
    x = keras.applications.DenseNet121(include_top=False, weights=None, input_tensor=inputs).output
    return layers.GlobalAveragePooling2D(name="average")(x) if head == "average" else pooled_thesis_head(x)
