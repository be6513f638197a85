"""The layers that a network of another program may be made of: what may be set, what shape comes out, which weights.

Everything here is arithmetic on numbers out of a file; no Keras is imported and nothing of the file is executed. A
layer that is not in :data:`KINDS` is not loaded, whatever it does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Shape = tuple[int, ...]
"""Of an image or a vector, without the batch: (height, width, channels) or (features,)."""

Weights = tuple[tuple[str, Shape], ...]
"""Kind and shape of each array, in the order in which Keras keeps them."""

Settings = Mapping[str, Any]
Rule = Callable[[Settings, list[Shape]], tuple[Shape, Weights]]
Check = Callable[[Any], Any]

MOST_NUMBERS = 1 << 27
"""Of one layer's output for one image (512 MiB in float32)."""

ACTIVATIONS = frozenset(
    [
        "linear",
        "relu",
        "relu6",
        "tanh",
        "sigmoid",
        "softmax",
        "elu",
        "selu",
        "gelu",
        "softplus",
        "softsign",
        "swish",
        "silu",
        "exponential",
    ]
)
"""Those that mean the same in Keras 2 and 3: ``hard_sigmoid`` and ``leaky_relu`` do not."""


class UnfitError(ValueError):
    """What was expected of a network and what was found, in one sentence."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of layer.

    Attributes
    ----------
    settings : dict of str to (check, value)
        What may be set: a function that returns the checked value, and the value where none is given; a value of None
        means that one must be given.
    rule : callable
        Settings and shapes of the inputs to output shape and weights; raises :class:`UnfitError`.
    stored : str
        Beginning of its name in the weight files of Keras 3.
    merges : bool
        It takes several inputs.
    """

    settings: Mapping[str, tuple[Check, Any]]
    rule: Rule
    stored: str = ""
    merges: bool = False


def shown(value: object) -> str:
    """Write a value out of a file, short enough and plain enough for a sentence."""
    text = "".join(one if one.isprintable() else "\ufffd" for one in str(value)[:41])
    return f"{text[:40]}…" if len(text) > 40 else text


def _integer(low: int, high: int) -> Check:
    def check(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise UnfitError(f"expected a whole number from {low} to {high}, found {shown(value)}")
        return value

    return check


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e6:
        raise UnfitError(f"expected a number, found {shown(value)}")
    return float(value)


def _number_or_none(value: Any) -> float | None:
    return None if value is None else _number(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitError(f"expected true or false, found {shown(value)}")
    return value


def _pair(low: int, high: int) -> Check:
    one = _integer(low, high)

    def check(value: Any) -> tuple[int, int]:
        values = value if isinstance(value, list | tuple) else (value, value)
        if len(values) != 2:
            raise UnfitError(f"expected two numbers, found {shown(value)}")
        return one(values[0]), one(values[1])

    return check


def _edges(value: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    pair = _pair(0, 4096)
    values = value if isinstance(value, list | tuple) else (value, value)
    if len(values) != 2:
        raise UnfitError(f"expected two pairs of numbers, found {shown(value)}")
    return pair(values[0]), pair(values[1])


def _one_of(*names: str) -> Check:
    def check(value: Any) -> str:
        if value not in names:
            raise UnfitError(f"expected {' or '.join(names)}, found {shown(value)}")
        return str(value)

    return check


def activation(value: Any) -> str:
    """Check the name of an activation; None is ``linear``."""
    if value is None:
        return "linear"
    if not isinstance(value, str) or value not in ACTIVATIONS:
        raise UnfitError(f"expected an activation that CXR-12 knows, found {shown(value)}")
    return value


def _last_axis(value: Any) -> int:
    """Check for the last axis, of an image (3) or counted from the end (-1); Keras 2 also wrote it as a list."""
    axis = value[0] if isinstance(value, list | tuple) and len(value) == 1 else value
    if isinstance(axis, bool) or axis not in (-1, 3):
        raise UnfitError(f"expected the last axis, found {shown(value)}")
    return -1


def _lengths(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= 3:
        raise UnfitError(f"expected one to three lengths, found {shown(value)}")
    return tuple(_integer(-1, 1 << 24)(one) for one in value)


def _image(shapes: list[Shape]) -> tuple[int, int, int]:
    if len(shapes[0]) != 3:
        raise UnfitError(f"expected an image as its input, found the shape {shapes[0]}")
    height, width, channels = shapes[0]
    return height, width, channels


def _slid(length: int, size: int, step: int, padding: str) -> int:
    found = -(-length // step) if padding == "same" else (length - size) // step + 1
    if found < 1:
        raise UnfitError(f"expected an input of at least {size} pixels, found {length}")
    return found


def _slid_image(settings: Settings, shapes: list[Shape], size: str) -> tuple[int, int]:
    height, width, _ = _image(shapes)
    rate = settings.get("dilation_rate", (1, 1))
    sizes = [(one - 1) * r + 1 for one, r in zip(settings[size], rate, strict=True)]
    padding = settings["padding"]
    rows, columns = settings["strides"]
    return _slid(height, sizes[0], rows, padding), _slid(width, sizes[1], columns, padding)


def _with_bias(settings: Settings, kernels: Weights, outputs: int) -> Weights:
    return (*kernels, ("bias", (outputs,))) if settings["use_bias"] else kernels


def _conv(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    channels, filters, groups = _image(shapes)[2], settings["filters"], settings["groups"]
    if channels % groups or filters % groups:
        raise UnfitError(f"expected {groups} equal groups of channels, found {channels} channels, {filters} filters")
    kernel = (*settings["kernel_size"], channels // groups, filters)
    place = _slid_image(settings, shapes, "kernel_size")
    return (*place, filters), _with_bias(settings, (("kernel", kernel),), filters)


def _depthwise(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    channels, times = _image(shapes)[2], settings["depth_multiplier"]
    kernel = (*settings["kernel_size"], channels, times)
    place = _slid_image(settings, shapes, "kernel_size")
    return (*place, channels * times), _with_bias(settings, (("kernel", kernel),), channels * times)


def _separable(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    channels, times, filters = _image(shapes)[2], settings["depth_multiplier"], settings["filters"]
    kernels = (
        ("depthwise_kernel", (*settings["kernel_size"], channels, times)),
        ("pointwise_kernel", (1, 1, channels * times, filters)),
    )
    place = _slid_image(settings, shapes, "kernel_size")
    return (*place, filters), _with_bias(settings, kernels, filters)


def _dense(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    *before, features = shapes[0]
    units = settings["units"]
    return (*before, units), _with_bias(settings, (("kernel", (features, units)),), units)


def _normalised(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    kinds = (("gamma",) if settings["scale"] else ()) + (("beta",) if settings["center"] else ())
    last = (shapes[0][-1],)
    return shapes[0], tuple((kind, last) for kind in (*kinds, "moving_mean", "moving_variance"))


def _same(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    return shapes[0], ()


def _pooled(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    return (*_slid_image(settings, shapes, "pool_size"), _image(shapes)[2]), ()


def _global(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    channels = _image(shapes)[2]
    return ((1, 1, channels) if settings["keepdims"] else (channels,)), ()


def _flat(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    return (math.prod(shapes[0]),), ()


def _reshaped(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    wanted, total = settings["target_shape"], math.prod(shapes[0])
    known = math.prod(one for one in wanted if one != -1)
    found = tuple(total // known if one == -1 and known else one for one in wanted)
    if wanted.count(-1) > 1 or math.prod(found) != total:
        raise UnfitError(f"expected a shape of {total} numbers, found {wanted}")
    return found, ()


def _padded(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    height, width, channels = _image(shapes)
    rows, columns = settings["padding"]
    return (height + sum(rows), width + sum(columns), channels), ()


def _cropped(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    height, width, channels = _image(shapes)
    rows, columns = settings["cropping"]
    if sum(rows) >= height or sum(columns) >= width:
        raise UnfitError(f"expected less cropped than the {height} x {width} pixels there are, found more")
    return (height - sum(rows), width - sum(columns), channels), ()


def _enlarged(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    height, width, channels = _image(shapes)
    return (height * settings["size"][0], width * settings["size"][1], channels), ()


def _merged(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    if len(set(shapes)) != 1:
        raise UnfitError(f"expected inputs of one shape, found {shown(sorted(set(shapes)))}")
    return shapes[0], ()


def _joined(settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    if len({shape[:-1] for shape in shapes}) != 1:
        raise UnfitError(f"expected inputs of one height and width, found {shown(shapes)}")
    return (*shapes[0][:-1], sum(shape[-1] for shape in shapes)), ()


_FILTERS = (_integer(1, 1 << 16), None)
_STEPS = (_pair(1, 1024), (1, 1))
_PADDING = (_one_of("valid", "same"), "valid")
_ACTIVATION = (activation, "linear")
_YES, _NO = (_flag, True), (_flag, False)
_KERNEL = (_pair(1, 1024), None)
_RATE = (_number_or_none, 0.0)
_CONVOLVES = {
    "kernel_size": _KERNEL, "strides": _STEPS, "padding": _PADDING, "dilation_rate": _STEPS,
    "activation": _ACTIVATION, "use_bias": _YES,
}  # fmt: skip
_TIMES = {"depth_multiplier": (_integer(1, 64), 1)}
_POOLS = {"pool_size": (_pair(1, 1024), (2, 2)), "strides": (_pair(1, 1024), None), "padding": _PADDING}

KINDS: dict[str, Kind] = {
    "Conv2D": Kind({"filters": _FILTERS, "groups": (_integer(1, 1 << 16), 1), **_CONVOLVES}, _conv, "conv2d"),
    "DepthwiseConv2D": Kind({**_TIMES, **_CONVOLVES}, _depthwise, "depthwise_conv2d"),
    "SeparableConv2D": Kind({"filters": _FILTERS, **_TIMES, **_CONVOLVES}, _separable, "separable_conv2d"),
    "Dense": Kind(
        {"units": (_integer(1, 1 << 20), None), "activation": _ACTIVATION, "use_bias": _YES}, _dense, "dense"
    ),
    "BatchNormalization": Kind(
        {"axis": (_last_axis, -1), "epsilon": (_number, 1e-3), "center": _YES, "scale": _YES},
        _normalised,
        "batch_normalization",
    ),
    "Activation": Kind({"activation": (activation, None)}, _same),
    "ReLU": Kind({"max_value": (_number_or_none, ...), "negative_slope": _RATE, "threshold": _RATE}, _same),
    "LeakyReLU": Kind({"negative_slope": (_number, 0.3)}, _same),
    "ELU": Kind({"alpha": (_number, 1.0)}, _same),
    "Softmax": Kind({"axis": (_last_axis, -1)}, _same),
    "MaxPooling2D": Kind(_POOLS, _pooled),
    "AveragePooling2D": Kind(_POOLS, _pooled),
    "GlobalAveragePooling2D": Kind({"keepdims": _NO}, _global),
    "GlobalMaxPooling2D": Kind({"keepdims": _NO}, _global),
    "Flatten": Kind({}, _flat),
    "Reshape": Kind({"target_shape": (_lengths, None)}, _reshaped),
    "ZeroPadding2D": Kind({"padding": (_edges, ((1, 1), (1, 1)))}, _padded),
    "Cropping2D": Kind({"cropping": (_edges, ((0, 0), (0, 0)))}, _cropped),
    "UpSampling2D": Kind(
        {"size": (_pair(1, 64), (2, 2)), "interpolation": (_one_of("nearest", "bilinear"), "nearest")}, _enlarged
    ),
    "Rescaling": Kind({"scale": (_number, None), "offset": (_number, 0.0)}, _same),
    "Add": Kind({}, _merged, merges=True),
    "Average": Kind({}, _merged, merges=True),
    "Maximum": Kind({}, _merged, merges=True),
    "Multiply": Kind({}, _merged, merges=True),
    "Concatenate": Kind({"axis": (_last_axis, -1)}, _joined, merges=True),
}
"""Layers by their class name in Keras."""

IDLE = frozenset(
    ["Dropout", "SpatialDropout2D", "AlphaDropout", "GaussianDropout", "GaussianNoise", "ActivityRegularization"]
)
"""Layers that do something in training only; they are left out."""


def check_settings(kind: str, given: Settings) -> dict[str, Any]:
    """Take what may be set out of a layer's configuration, each value checked.

    Raises
    ------
    UnfitError
        If a value is missing or not one of those allowed.
    """
    found = {}
    for name, (check, usual) in KINDS[kind].settings.items():
        value = given.get(name, usual)
        if value is None and name == "strides":
            value = given.get("pool_size", (2, 2))  # Keras' own rule for pooling
        if value is ...:
            value = None
        elif value is None and usual is None:
            raise UnfitError(f"expected {name}, found none")
        elif value is None and name not in ("activation", "max_value"):
            value = usual
        try:
            found[name] = check(value)
        except UnfitError as error:
            raise UnfitError(f"{name}: {error}") from None
    return found


def follow(kind: str, settings: Settings, shapes: list[Shape]) -> tuple[Shape, Weights]:
    """Output shape and weights of a layer.

    Raises
    ------
    UnfitError
        If the shapes do not suit the layer, or the output would be larger than :data:`MOST_NUMBERS`.
    """
    shape, weights = KINDS[kind].rule(settings, shapes)
    if math.prod(shape) > MOST_NUMBERS:
        raise UnfitError(f"expected at most {MOST_NUMBERS} numbers from one layer, found {math.prod(shape)}")
    return shape, weights
