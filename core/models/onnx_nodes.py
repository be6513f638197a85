"""Each kind of layer as nodes of ONNX. No Keras is imported; the package onnx is, by whoever asks for a graph.

Images lie channels first inside an ONNX graph, as most programs that run one want it, and channels last in Keras: they
are turned where the network takes one in, and where it is laid flat. Sizes are known, so "same" padding, which in
Keras depends on them, is written out in numbers.

References
----------
ONNX operators, operator set 17 of the default domain: https://onnx.ai/onnx/operators/
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.models.foreign_layers import Settings, Shape, UnfitError, shown

OPERATOR_SET = 17

_FIRST, _LAST = (0, 3, 1, 2), (0, 2, 3, 1)  # channels first and last, the batch before all


class Sheet:
    """The nodes and numbers of a graph as they come; every name is the layer's with what it is behind it."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.numbers: list[Any] = []
        self.bytes = 0
        self.scope = ""

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one output; returns the name of that."""
        import onnx.helper

        output = f"{self.scope}/{operator}_{len(self.nodes)}"
        self.nodes.append(onnx.helper.make_node(operator, list(inputs), [output], name=output, **attributes))
        return output

    def number(self, name: str, values: Any, dtype: Any = np.float32) -> str:
        """Add an array, or a single number, under a name of the layer; returns its full name."""
        import onnx.numpy_helper

        full = f"{self.scope}/{name}_{len(self.numbers)}"
        array = np.asarray(values, dtype=dtype, order="C")
        self.bytes += array.nbytes
        self.numbers.append(onnx.numpy_helper.from_array(array, full))
        return full


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One layer: what it is set to, what comes in and goes out (shapes as in Keras, no batch), and its arrays."""

    settings: Settings
    inputs: tuple[str, ...]
    shapes: tuple[Shape, ...]
    shape: Shape
    arrays: tuple[NDArray[np.float32], ...]

    @property
    def image(self) -> bool:
        """An image comes in."""
        return len(self.shapes[0]) == 3


Rule = Callable[[Sheet, Step], str]
"""Adds the nodes of a layer, without its activation; returns the name of what comes out."""


def channels_first(sheet: Sheet, name: str) -> str:
    """Turn an image of Keras."""
    return sheet.node("Transpose", name, perm=_FIRST)


def activated(sheet: Sheet, name: str, activation: str, shape: Shape) -> str:
    """Apply an activation by its name in Keras to something of ``shape``."""
    if activation == "linear":
        return name
    if activation in _PLAIN:
        return sheet.node(_PLAIN[activation], name)
    if activation == "relu6":
        return _clipped(sheet, name, 6.0)
    if activation in ("swish", "silu"):
        return sheet.node("Mul", name, sheet.node("Sigmoid", name))
    if activation == "gelu":
        part = sheet.node("Erf", sheet.node("Mul", name, sheet.number("half_root", 1 / math.sqrt(2))))
        half = sheet.node("Mul", name, sheet.number("half", 0.5))
        return sheet.node("Mul", half, sheet.node("Add", part, sheet.number("one", 1.0)))
    if activation == "softmax":
        return sheet.node("Softmax", name, axis=1 if len(shape) == 3 else -1)
    raise UnfitError(f"expected an activation that ONNX has, found {shown(activation)}")


_PLAIN = {
    "relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid", "elu": "Elu", "selu": "Selu", "softplus": "Softplus",
    "softsign": "Softsign", "exponential": "Exp",
}  # fmt: skip


def _clipped(sheet: Sheet, name: str, most: float) -> str:
    return sheet.node("Clip", name, sheet.number("least", 0.0), sheet.number("most", most))


def _pads(settings: Settings, shape: Shape, size: Sequence[int]) -> list[int]:
    """Rows and columns that "same" adds, first those before and then those behind."""
    if settings["padding"] != "same":
        return [0, 0, 0, 0]
    missing = [
        max((-(-length // step) - 1) * step + (one - 1) * rate + 1 - length, 0)
        for length, step, one, rate in zip(
            shape[:2], settings["strides"], size, settings.get("dilation_rate", (1, 1)), strict=True
        )
    ]
    return [*(one // 2 for one in missing), *(one - one // 2 for one in missing)]


def _convolved(
    sheet: Sheet, step: Step, name: str, kernel: NDArray[Any], groups: int, bias: Sequence[NDArray[Any]], **plain: Any
) -> str:
    """Convolve by a kernel (filters, channels of a group, rows, columns)."""
    settings = {**step.settings, **plain}
    inputs = [name, sheet.number("kernel", kernel), *(sheet.number("bias", one) for one in bias)]
    return sheet.node(
        "Conv",
        *inputs,
        kernel_shape=list(kernel.shape[2:]),
        strides=list(settings["strides"]),
        dilations=list(settings["dilation_rate"]),
        pads=_pads(settings, step.shapes[0], kernel.shape[2:]),
        group=groups,
    )


def _conv(sheet: Sheet, step: Step) -> str:
    kernel, *bias = step.arrays
    return _convolved(sheet, step, step.inputs[0], kernel.transpose(3, 2, 0, 1), step.settings["groups"], bias)


def _of_channels(kernel: NDArray[Any]) -> NDArray[Any]:
    """Turn a kernel (rows, columns, channels, times) into one of a group per channel; each has its filters together."""
    rows, columns, channels, times = kernel.shape
    return kernel.transpose(2, 3, 0, 1).reshape(channels * times, 1, rows, columns)


def _depthwise(sheet: Sheet, step: Step) -> str:
    kernel, *bias = step.arrays
    return _convolved(sheet, step, step.inputs[0], _of_channels(kernel), kernel.shape[2], bias)


def _separable(sheet: Sheet, step: Step) -> str:
    kernel, points, *bias = step.arrays
    name = _convolved(sheet, step, step.inputs[0], _of_channels(kernel), kernel.shape[2], ())
    plain = {"strides": (1, 1), "dilation_rate": (1, 1), "padding": "valid"}
    return _convolved(sheet, step, name, points.transpose(3, 2, 0, 1), 1, bias, **plain)


def _dense(sheet: Sheet, step: Step) -> str:
    kernel, *bias = step.arrays
    if not step.image:
        return sheet.node("Gemm", step.inputs[0], sheet.number("kernel", kernel), *(
            sheet.number("bias", one) for one in bias
        ))  # fmt: skip
    plain = {"strides": (1, 1), "dilation_rate": (1, 1), "padding": "valid"}  # at every place of an image by itself
    return _convolved(sheet, step, step.inputs[0], kernel.T[..., np.newaxis, np.newaxis], 1, bias, **plain)


def _normalised(sheet: Sheet, step: Step) -> str:
    *taught, mean, variance = step.arrays
    scale = taught.pop(0) if step.settings["scale"] else np.ones_like(mean)
    shift = taught.pop(0) if step.settings["center"] else np.zeros_like(mean)
    named = {"scale": scale, "shift": shift, "mean": mean, "variance": variance}
    numbers = [sheet.number(name, values) for name, values in named.items()]
    return sheet.node("BatchNormalization", step.inputs[0], *numbers, epsilon=step.settings["epsilon"])


def _relu(sheet: Sheet, step: Step) -> str:
    name, settings = step.inputs[0], step.settings
    most, slope, threshold = (settings[key] for key in ("max_value", "negative_slope", "threshold"))
    if threshold == 0:
        found = sheet.node("LeakyRelu", name, alpha=slope) if slope else sheet.node("Relu", name)
    else:
        limit = sheet.number("threshold", threshold)
        below = sheet.node("Mul", sheet.node("Sub", name, limit), sheet.number("slope", slope))
        found = sheet.node("Where", sheet.node("Greater", name, limit), name, below)
    return found if most is None else sheet.node("Min", found, sheet.number("most", most))


def _pooled(operator: str) -> Rule:
    def pool(sheet: Sheet, step: Step) -> str:
        size = step.settings["pool_size"]
        return sheet.node(
            operator,
            step.inputs[0],
            kernel_shape=list(size),
            strides=list(step.settings["strides"]),
            pads=_pads(step.settings, step.shapes[0], size),
        )

    return pool


def _global(operator: str) -> Rule:
    def pool(sheet: Sheet, step: Step) -> str:
        found = sheet.node(operator, step.inputs[0])
        return found if step.settings["keepdims"] else sheet.node("Flatten", found)

    return pool


def _reshaped(sheet: Sheet, step: Step) -> str:
    """Lay flat as Keras does, channels last, and fold again; of a single place there is nothing to turn."""
    wide = step.image and step.shapes[0][:2] != (1, 1)
    name = sheet.node("Transpose", step.inputs[0], perm=_LAST) if wide else step.inputs[0]
    if len(step.shape) == 3 and step.shape[:2] == (1, 1):
        return sheet.node("Reshape", name, sheet.number("shape", (-1, step.shape[2], 1, 1), np.int64))
    found = sheet.node("Reshape", name, sheet.number("shape", (-1, *step.shape), np.int64))
    return channels_first(sheet, found) if len(step.shape) == 3 else found


def _padded(sheet: Sheet, step: Step) -> str:
    (top, bottom), (left, right) = step.settings["padding"]
    return sheet.node("Pad", step.inputs[0], sheet.number("pads", (0, 0, top, left, 0, 0, bottom, right), np.int64))


def _cropped(sheet: Sheet, step: Step) -> str:
    (top, _), (left, _) = step.settings["cropping"]
    height, width, _ = step.shape
    parts = {"starts": (top, left), "ends": (top + height, left + width), "axes": (2, 3)}
    return sheet.node("Slice", step.inputs[0], *(sheet.number(key, part, np.int64) for key, part in parts.items()))


def _enlarged(sheet: Sheet, step: Step) -> str:
    scales = sheet.number("scales", (1, 1, *step.settings["size"]))
    if step.settings["interpolation"] == "bilinear":
        how = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
    else:
        how = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
    return sheet.node("Resize", step.inputs[0], "", scales, **how)


def _rescaled(sheet: Sheet, step: Step) -> str:
    name = sheet.node("Mul", step.inputs[0], sheet.number("scale", step.settings["scale"]))
    return sheet.node("Add", name, sheet.number("offset", step.settings["offset"])) if step.settings["offset"] else name


def _merged(operator: str) -> Rule:
    return lambda sheet, step: sheet.node(operator, *step.inputs)


def _multiplied(sheet: Sheet, step: Step) -> str:
    name, *others = step.inputs
    for other in others:
        name = sheet.node("Mul", name, other)
    return name


def windowed(sheet: Sheet, step: Step) -> str:
    """Learned windows, whose arrays are centres and logarithms of widths (:mod:`core.models.windownet`)."""
    centers, log_widths = (one.reshape(-1, 1, 1) for one in step.arrays)
    off = sheet.node("Sub", step.inputs[0], sheet.number("centers", centers))
    return sheet.node("Sigmoid", sheet.node("Mul", off, sheet.number("slopes", 4 * np.exp(-log_widths))))


RULES: Mapping[str, Rule] = {
    "Conv2D": _conv,
    "DepthwiseConv2D": _depthwise,
    "SeparableConv2D": _separable,
    "Dense": _dense,
    "BatchNormalization": _normalised,
    "Activation": lambda sheet, step: step.inputs[0],
    "ReLU": _relu,
    "LeakyReLU": lambda sheet, step: sheet.node("LeakyRelu", step.inputs[0], alpha=step.settings["negative_slope"]),
    "ELU": lambda sheet, step: sheet.node("Elu", step.inputs[0], alpha=step.settings["alpha"]),
    "Softmax": lambda sheet, step: activated(sheet, step.inputs[0], "softmax", step.shape),
    "MaxPooling2D": _pooled("MaxPool"),
    "AveragePooling2D": _pooled("AveragePool"),
    "GlobalAveragePooling2D": _global("GlobalAveragePool"),
    "GlobalMaxPooling2D": _global("GlobalMaxPool"),
    "Flatten": _reshaped,
    "Reshape": _reshaped,
    "ZeroPadding2D": _padded,
    "Cropping2D": _cropped,
    "UpSampling2D": _enlarged,
    "Rescaling": _rescaled,
    "Add": _merged("Sum"),
    "Average": _merged("Mean"),
    "Maximum": _merged("Max"),
    "Multiply": _multiplied,
    "Concatenate": lambda sheet, step: sheet.node("Concat", *step.inputs, axis=1),
}
"""By the rows of :data:`core.models.foreign_layers.KINDS`."""
