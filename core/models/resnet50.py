"""ResNet50, as published and as the thesis changed it.

References
----------
He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016, arXiv:1512.03385.
"""

from __future__ import annotations

from typing import Any

import keras
from keras import layers

from core.models.heads import thesis_head

_LARGE = 512  # pixels: from here on the thesis turned its two dense layers round


def features(inputs: Any, variant: str, head: str) -> Any:
    """Images (batch, height, width, channels) to feature vectors (batch, n).

    ``standard`` is Keras' own ResNet50 without its top; its thesis head is flat, then ReLU layers of 512 and 256.
    ``proposed`` has a 5 × 5 first convolution and stages 2 and 3 only; its thesis head averages 2 × 2, then has tanh
    layers of 256 and 512 (512 and 256 for an input of 512 pixels or more). Weights start Glorot-uniform, the Keras
    default, with the thesis head; ``proposed`` with the average head starts He-normal, which suits ReLU.
    """
    if variant == "standard":
        x = keras.applications.ResNet50(include_top=False, weights=None, input_tensor=inputs).output
    else:
        x = _proposed(inputs, "he_normal" if head == "average" else "glorot_uniform")
    if head == "average":
        return layers.GlobalAveragePooling2D(name="average")(x)
    if variant == "standard":
        return thesis_head(x, 512, 256, "relu")
    x = layers.AveragePooling2D(2, padding="same", name="average")(x)
    first, second = (512, 256) if max(inputs.shape[1:3]) >= _LARGE else (256, 512)
    return thesis_head(x, first, second, "tanh")


def _proposed(inputs: Any, initializer: str) -> Any:
    x = layers.ZeroPadding2D(3, name="stage1_pad")(inputs)
    x = layers.Conv2D(64, 5, strides=2, kernel_initializer=initializer, name="stage1_conv")(x)
    x = layers.BatchNormalization(name="stage1_norm")(x)
    x = layers.ReLU(name="stage1_relu")(x)
    x = layers.MaxPooling2D(3, strides=2, name="stage1_pool")(x)
    for stage, blocks, filters, stride in ((2, 3, 64, 1), (3, 4, 128, 2)):
        for block in range(1, blocks + 1):
            first = block == 1
            x = _block(x, filters, stride if first else 1, first, initializer, f"stage{stage}_block{block}")
    return x


def _block(x: Any, filters: int, stride: int, project: bool, initializer: str, name: str) -> Any:
    """Bottleneck 1 × 1, 3 × 3, 1 × 1; the first of a stage projects its shortcut (option B of the paper)."""

    def convolved(x: Any, filters: int, size: int, stride: int, part: str) -> Any:
        x = layers.Conv2D(
            filters, size, strides=stride, padding="same", kernel_initializer=initializer, name=f"{name}_{part}_conv"
        )(x)
        return layers.BatchNormalization(name=f"{name}_{part}_norm")(x)

    shortcut = convolved(x, 4 * filters, 1, stride, "shortcut") if project else x
    x = layers.ReLU(name=f"{name}_a_relu")(convolved(x, filters, 1, stride, "a"))
    x = layers.ReLU(name=f"{name}_b_relu")(convolved(x, filters, 3, 1, "b"))
    x = layers.Add(name=f"{name}_add")([shortcut, convolved(x, 4 * filters, 1, 1, "c")])
    return layers.ReLU(name=f"{name}_out")(x)
