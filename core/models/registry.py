"""The architecture registry: one row here and one file beside it make a new family. No Keras is imported.

A builder is a function ``features(inputs, variant, head)`` that takes a Keras tensor (batch, height, width, channels)
and returns one (batch, features): the body and all of the head but its last layer, which
:func:`core.models.network.build` adds. There is one channel of grey, or one for each learned window
(:mod:`core.models.windownet`). It uses ``keras.layers`` and ``keras.ops`` only, so that the same file works with every
Keras backend.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

VARIANTS = ("standard", "proposed")
"""``standard``: as published. ``proposed``: as changed by the thesis for 12-bit chest radiographs."""

HEADS = ("thesis", "average")
"""``thesis``: two dense layers before the last, as the thesis had them. ``average``: global average pooling, no dense
layer but the last."""

ACTIVATIONS = ("softmax", "sigmoid")
"""Of the last layer: exactly one class, or each class on its own."""

FOREIGN = "foreign"
"""In a card, in place of an architecture: a network of another program, whose layers are in its own file; it has no
variant and no head."""

MOST_WINDOWS = 16
"""Learned windows that can be put in front of a network."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """One family of networks.

    Attributes
    ----------
    name : str
        Its name in configurations and cards.
    title : str
        Its name on the screen.
    variants : tuple of str
        Out of :data:`VARIANTS`.
    builder : str
        ``"module:function"``, imported when a network is built.
    smallest : int
        Smallest input height and width in pixels that leaves something to pool.
    reference : str
        Where the architecture was published.
    """

    name: str
    title: str
    variants: tuple[str, ...]
    builder: str
    smallest: int
    reference: str

    def features(self) -> Callable[[Any, str, str], Any]:
        """Import the builder. This loads Keras."""
        module, _, function = self.builder.partition(":")
        builder: Callable[[Any, str, str], Any] = getattr(importlib.import_module(module), function)
        return builder


ARCHITECTURES: dict[str, Architecture] = {
    row.name: row
    for row in (
        Architecture(
            "vgg16", "VGG16", VARIANTS, "core.models.vgg16:features", 64, "Simonyan and Zisserman 2015, arXiv:1409.1556"
        ),
        Architecture(
            "resnet50", "ResNet50", VARIANTS, "core.models.resnet50:features", 32, "He et al. 2016, arXiv:1512.03385"
        ),
        Architecture(
            "densenet121",
            "DenseNet121",
            ("standard",),
            "core.models.densenet121:features",
            32,
            "Huang et al. 2017, arXiv:1608.06993",
        ),
        Architecture(
            "efficientnetb1",
            "EfficientNetB1",
            ("standard",),
            "core.models.efficientnetb1:features",
            32,
            "Tan and Le 2019, arXiv:1905.11946",
        ),
        Architecture(
            "vgg19",
            "VGG19",
            ("standard",),
            "core.models.vgg19:features",
            32,
            "Simonyan and Zisserman 2015, arXiv:1409.1556",
        ),
        Architecture(
            "inceptionresnetv2",
            "InceptionResNetV2",
            ("standard",),
            "core.models.inceptionresnetv2:features",
            75,
            "Szegedy et al. 2017, arXiv:1602.07261",
        ),
    )
}


def architecture(name: str, variant: str) -> Architecture:
    """Row of the registry that offers this variant.

    Raises
    ------
    ValueError
        If there is none.
    """
    row = ARCHITECTURES.get(name)
    if row is None:
        raise ValueError(f"expected an architecture out of {', '.join(ARCHITECTURES)}, found {name!r}")
    if variant not in row.variants:
        raise ValueError(f"expected a variant of {name} out of {', '.join(row.variants)}, found {variant!r}")
    return row
