"""InceptionResNetV2, as published and as Keras has it, out of layers that every program knows.

Keras' own one scales each residual by a layer that only Keras has, and names its layers by how many it has made
before. Here the same network is written down with plain layers, each with a name of its own, in the order in which
Keras keeps their weights.

References
----------
Szegedy, Ioffe, Vanhoucke and Alemi, "Inception-v4, Inception-ResNet and the impact of residual connections on
learning", AAAI 2017, arXiv:1602.07261; the sizes of its layers are those of the authors' own program, which Keras
follows: the first block with four branches, and residuals scaled by 0.17, 0.1 and 0.2.
"""

from __future__ import annotations

from typing import Any

from keras import layers

from core.models.heads import pooled_thesis_head

_Step = tuple[int, int | tuple[int, int]]
_Branches = tuple[tuple[_Step, ...], ...]

_FIRST: _Branches = (((96, 1),), ((48, 1), (64, 5)), ((64, 1), (96, 3), (96, 3)))
_BLOCK_A: _Branches = (((32, 1),), ((32, 1), (32, 3)), ((32, 1), (48, 3), (64, 3)))
_REDUCE_A: _Branches = (((384, 3),), ((256, 1), (256, 3), (384, 3)))
_BLOCK_B: _Branches = (((192, 1),), ((128, 1), (160, (1, 7)), (192, (7, 1))))
_REDUCE_B: _Branches = (((256, 1), (384, 3)), ((256, 1), (288, 3)), ((256, 1), (288, 3), (320, 3)))
_BLOCK_C: _Branches = (((192, 1),), ((192, 1), (224, (1, 3)), (256, (3, 1))))
"""Branches side by side: filters and kernel size of each convolution. Those of the two reductions end with stride 2."""


def features(inputs: Any, variant: str, head: str) -> Any:
    """Images (batch, height, width, channels) to feature vectors (batch, n).

    ``standard``, the only variant, is Keras' InceptionResNetV2 without its top, with random weights. The thesis tried
    it as it is, with the head of the larger networks, averaged over the image.
    """
    x = _stem(inputs)
    pooled = layers.AveragePooling2D(3, strides=1, padding="same", name="stage2_first_pool")(x)
    x = _joined([*_branches(x, _FIRST, "stage2_first"), _convolved(pooled, 64, 1, "stage2_first_d1")], "stage2_first")
    x = _residual(x, _BLOCK_A, 10, 0.17, "stage2")
    x = _reduced(x, _REDUCE_A, "stage3")
    x = _residual(x, _BLOCK_B, 20, 0.1, "stage3")
    x = _reduced(x, _REDUCE_B, "stage4")
    x = _residual(x, _BLOCK_C, 9, 0.2, "stage4")
    x = _scaled_sum(x, _BLOCK_C, 1.0, "stage4_block10")
    x = _convolved(x, 1536, 1, "stage4_last")
    return layers.GlobalAveragePooling2D(name="average")(x) if head == "average" else pooled_thesis_head(x)


def _stem(x: Any) -> Any:
    x = _convolved(x, 32, 3, "stage1_a", strides=2, padding="valid")
    x = _convolved(x, 32, 3, "stage1_b", padding="valid")
    x = _convolved(x, 64, 3, "stage1_c")
    x = layers.MaxPooling2D(3, strides=2, name="stage1_pool1")(x)
    x = _convolved(x, 80, 1, "stage1_d", padding="valid")
    x = _convolved(x, 192, 3, "stage1_e", padding="valid")
    return layers.MaxPooling2D(3, strides=2, name="stage1_pool2")(x)


def _convolved(
    x: Any, filters: int, size: int | tuple[int, int], name: str, strides: int = 1, padding: str = "same"
) -> Any:
    convolution = layers.Conv2D(
        filters, size, strides=strides, padding=padding, use_bias=False, name=f"{name}_conv"
    )  # the normalisation that follows has one
    x = layers.BatchNormalization(scale=False, name=f"{name}_norm")(convolution(x))
    return layers.ReLU(name=f"{name}_relu")(x)


def _branches(x: Any, branches: _Branches, name: str, last: dict[str, Any] | None = None) -> list[Any]:
    """Convolve ``x`` along each branch; ``last`` are settings of the last convolution of each."""
    ends = []
    for letter, steps in zip("abc", branches, strict=False):
        end = x
        for number, (filters, size) in enumerate(steps, start=1):
            settings = last if last and number == len(steps) else {}
            end = _convolved(end, filters, size, f"{name}_{letter}{number}", **settings)
        ends.append(end)
    return ends


def _joined(ends: list[Any], name: str) -> Any:
    return layers.Concatenate(name=f"{name}_joined")(ends)


def _residual(x: Any, branches: _Branches, count: int, scale: float, stage: str) -> Any:
    for number in range(1, count + 1):
        name = f"{stage}_block{number}"
        x = layers.ReLU(name=f"{name}_out")(_scaled_sum(x, branches, scale, name))
    return x


def _scaled_sum(x: Any, branches: _Branches, scale: float, name: str) -> Any:
    """Add what the branches find, brought to as many channels as ``x`` has and scaled, to ``x``."""
    found = _joined(_branches(x, branches, name), name)
    found = layers.Conv2D(x.shape[-1], 1, padding="same", name=f"{name}_up_conv")(found)
    return layers.Add(name=f"{name}_add")([x, layers.Rescaling(scale, name=f"{name}_scale")(found)])


def _reduced(x: Any, branches: _Branches, stage: str) -> Any:
    name = f"{stage}_reduce"
    ends = _branches(x, branches, name, {"strides": 2, "padding": "valid"})
    return _joined([*ends, layers.MaxPooling2D(3, strides=2, name=f"{name}_pool")(x)], name)
