"""A network of another program: the configuration that Keras 2 or 3 wrote, read into a plain graph of known layers.

No Keras is imported. Of a configuration only numbers and names on a list are taken over; what is left is an account of
the network that :mod:`core.models.foreign_build` makes anew. Networks inside the network are laid out flat, what works
in training only is left out, and the end is brought into one form: a dense layer with softmax or sigmoid.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.models import foreign_layers
from core.models.foreign_json import MODELS, SCALED_SUM
from core.models.foreign_layers import IDLE, KINDS, Shape, UnfitError, Weights, shown
from core.preprocess import LARGEST, SMALLEST

MOST_LAYERS = 4_000
_MOST_NESTED = 6

_FLOATS = frozenset(["float16", "bfloat16", "float32", "float64", "mixed_float16", "mixed_bfloat16"])


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a graph.

    Attributes
    ----------
    kind : str
        A row of :data:`core.models.foreign_layers.KINDS`, or ``InputLayer``.
    name : str
        In its file.
    settings : dict
        Checked.
    inputs : tuple of int
        Numbers of the layers before it.
    shape : tuple of int
        Of its output, without the batch.
    weights : tuple of (str, shape)
        As they are in its file.
    order : tuple of int
        Where its configuration stands in the file; Keras keeps weights in this order.
    group, stored : str
        Where its weights are: the layer of the outermost network in a Keras 2 file, the path in one of Keras 3.
    """

    kind: str
    name: str
    settings: dict[str, Any]
    inputs: tuple[int, ...]
    shape: Shape
    weights: Weights = ()
    order: tuple[int, ...] = ()
    group: str = ""
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """A network as a list of layers, each after those it takes its input from; the last one gives the answer.

    Attributes
    ----------
    activation : str
        ``softmax`` or ``sigmoid``.
    one_output : bool
        The file's last layer has one output, the probability of the second of two classes; here it has two.
    """

    layers: tuple[Layer, ...]
    activation: str
    one_output: bool

    @property
    def input_shape(self) -> tuple[int, int, int]:
        """(height, width, channels)."""
        height, width, channels = self.layers[0].shape
        return height, width, channels

    @property
    def classes(self) -> int:
        """Length of the answer."""
        return self.layers[-1].shape[0]

    @property
    def convolutions(self) -> int:
        """How many of its layers convolve."""
        return sum("Conv2D" in layer.kind for layer in self.layers)


def read(raw: Mapping[str, Any], size: tuple[int, int] | None = None) -> Graph:
    """Make the graph of a configuration that :func:`core.models.foreign_json.parse_json` has passed.

    Parameters
    ----------
    size : (height, width) or None
        Of the input, for a network that leaves it open.

    Raises
    ------
    UnfitError
        If it is not a network from one image to one list of classes, made of known layers.
    """
    reader = _Reader(size)
    last = reader.read_model(raw, None, (), "", "", 0)
    return _finished(reader.layers, last)


class _Reader:
    """Lays one configuration out flat."""

    def __init__(self, size: tuple[int, int] | None) -> None:
        self.layers: list[Layer] = []
        self._size = size

    def read_model(
        self, raw: Any, given: int | None, order: tuple[int, ...], group: str, stored: str, nested: int
    ) -> int:
        """Add a network; returns the number of its last layer."""
        if nested > _MOST_NESTED:
            raise UnfitError(f"expected networks nested at most {_MOST_NESTED} deep, found more")
        config = _config(raw)
        items = config if isinstance(config, list) else config.get("layers")  # Keras 1 wrote the bare list
        if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
            raise UnfitError("expected a network with layers, found none")
        named = _stored_names(items, f"{stored}layers/")
        placed = [
            (item, (*order, i), group or _name(item), path)
            for i, (item, path) in enumerate(zip(items, named, strict=True))
        ]
        if raw.get("class_name") == "Sequential":
            return self._read_chain(placed, given, config, nested)
        return self._read_nodes(placed, given, config, nested)

    def _read_chain(self, placed: list[_Placed], given: int | None, config: Any, nested: int) -> int:
        current = given
        for item, order, group, stored in placed:
            if item.get("class_name") == "InputLayer":
                current = self._input(item, current)
                continue
            if current is None and item.get("class_name") not in MODELS:
                declared = config.get("build_input_shape") if isinstance(config, Mapping) else None
                current = self._input(item, None, declared)
            current = self._read_layer(item, () if current is None else (current,), order, group, stored, nested)
        if current is None:
            raise UnfitError("expected a network with layers, found none")
        return current

    def _read_nodes(self, placed: list[_Placed], given: int | None, config: Mapping[str, Any], nested: int) -> int:
        done: dict[str, int] = {}
        waiting = placed
        _one_end(config, "input_layers")
        while waiting:
            later = []
            for item, order, group, stored in waiting:
                before = _sources(item)
                if not all(name in done for name in before):
                    later.append((item, order, group, stored))
                elif item.get("class_name") == "InputLayer":
                    done[_name(item)] = self._input(item, given)
                else:
                    inputs = tuple(done[name] for name in before)
                    done[_name(item)] = self._read_layer(item, inputs, order, group, stored, nested)
            if len(later) == len(waiting):
                raise UnfitError("expected layers one after the other, found some that wait for each other")
            waiting = later
        last = _one_end(config, "output_layers")
        if last not in done:
            raise UnfitError(f"expected a layer to end with, found no {shown(last)}")
        return done[last]

    def _input(self, item: Mapping[str, Any], given: int | None, declared: Any = None) -> int:
        config = _mapping(_config(item))
        shape = config.get("batch_shape") or config.get("batch_input_shape") or declared
        if given is not None:  # of a network inside: its input is what comes out before it
            found = self.layers[given].shape
            if isinstance(shape, list) and (
                len(shape) != len(found) + 1 or any(a not in (None, b) for a, b in zip(shape[1:], found, strict=True))
            ):
                raise UnfitError(f"expected an inner network for the shape {found}, found one for {shown(shape[1:])}")
            return given
        if self.layers:
            raise UnfitError("expected a network with one input, found several")
        self.layers.append(Layer("InputLayer", _name(item), {}, (), _image_shape(shape, self._size)))
        return 0

    def _read_layer(
        self,
        item: Mapping[str, Any],
        inputs: tuple[int, ...],
        order: tuple[int, ...],
        group: str,
        stored: str,
        nested: int,
    ) -> int:
        kind, name = item.get("class_name"), _name(item)
        if kind in MODELS:
            if len(inputs) > 1:
                raise UnfitError(f"expected inner networks with one input, found several at {shown(name)}")
            return self.read_model(item, inputs[0] if inputs else None, order, group, f"{stored}/", nested + 1)
        if not inputs:
            raise UnfitError(f"expected a layer before {shown(name)}, found none")
        if kind in IDLE:
            return inputs[0]
        if kind == SCALED_SUM and len(inputs) == 2:
            kind, inputs = "Add", (inputs[0], self._scaled(item, inputs[1]))
        if not isinstance(kind, str) or kind not in KINDS:
            raise UnfitError(f"expected a layer that CXR-12 knows, found {shown(kind)}")
        if KINDS[kind].merges != (len(inputs) > 1):
            raise UnfitError(f"expected another number of inputs of {shown(name)}, found {len(inputs)}")
        if len(self.layers) >= MOST_LAYERS:
            raise UnfitError(f"expected at most {MOST_LAYERS} layers, found more")
        try:
            settings = _settings(kind, _mapping(_config(item)))
            shape, weights = foreign_layers.follow(kind, settings, [self.layers[i].shape for i in inputs])
        except UnfitError as error:
            raise UnfitError(f"layer {shown(name)}: {error}") from None
        self.layers.append(Layer(kind, name, settings, inputs, shape, weights, order, group, stored))
        return len(self.layers) - 1

    def _scaled(self, item: Mapping[str, Any], number: int) -> int:
        """Add the scaling that Keras' InceptionResNetV2 has in its sums: here a layer of its own."""
        settings = foreign_layers.check_settings("Rescaling", {"scale": _mapping(_config(item)).get("scale")})
        self.layers.append(Layer("Rescaling", _name(item), settings, (number,), self.layers[number].shape))
        return len(self.layers) - 1


_Placed = tuple[Mapping[str, Any], tuple[int, ...], str, str]


def _config(item: Any) -> Any:
    config = item.get("config") if isinstance(item, Mapping) else None
    if not isinstance(config, Mapping | list):
        raise UnfitError("expected the configuration of a layer, found something else")
    return config


def _mapping(value: Any) -> Mapping[str, Any]:
    """Take a JSON object, or null for an empty one."""
    if not isinstance(value, Mapping | None):
        raise UnfitError("expected the configuration of a layer, found something else")
    return value or {}


def _name(item: Mapping[str, Any]) -> str:
    config = item.get("config")
    name = item.get("name") or (config.get("name") if isinstance(config, Mapping) else None)
    return name if isinstance(name, str) else ""


def _stored_names(items: list[Any], folder: str) -> list[str]:
    """Paths that Keras 3 keeps the weights of these layers under: numbered by class."""
    count: dict[str, int] = {}
    paths = []
    for item in items:
        kind = item.get("class_name")
        stored = MODELS.get(kind) or (KINDS[kind].stored if kind in KINDS else "")
        number = count[stored] = count.get(stored, -1) + 1
        paths.append(f"{folder}{stored}_{number}" if number else f"{folder}{stored}")
    return paths


def _sources(item: Mapping[str, Any]) -> list[str]:
    """Names of the layers that one of a functional network takes its input from."""
    nodes = item.get("inbound_nodes")
    if nodes in (None, []):
        return []
    if not isinstance(nodes, list) or len(nodes) != 1:
        raise UnfitError(f"expected each layer to be used once, found {shown(_name(item))} used more often")
    node = nodes[0]
    if isinstance(node, Mapping):
        histories = list(_histories(node.get("args")))
        extra = {key: value for key, value in _mapping(node.get("kwargs")).items() if value not in (None, False)}
    else:
        histories = node if isinstance(node, list) else []
        parts = [part for one in histories if isinstance(one, list) for part in one[3:] if isinstance(part, Mapping)]
        extra = {key: value for part in parts for key, value in part.items() if value not in (None, False)}
    if extra:
        raise UnfitError(f"expected no further arguments of {shown(_name(item))}, found {shown(', '.join(extra))}")
    names = [one[0] for one in histories if isinstance(one, list) and one and isinstance(one[0], str)]
    if not names or len(names) != len(histories):
        raise UnfitError(f"expected to be told what comes before {shown(_name(item))}, found something else")
    return names


def _histories(item: Any) -> Iterator[Any]:
    if isinstance(item, Mapping):
        yield _mapping(item.get("config")).get("keras_history")
    elif isinstance(item, list):
        for one in item:
            yield from _histories(one)


def _one_end(config: Any, name: str) -> str:
    ends = config.get(name) if isinstance(config, Mapping) else None
    if isinstance(ends, list) and len(ends) == 1:
        ends = ends[0]
    if not isinstance(ends, list) or not ends or not isinstance(ends[0], str):
        raise UnfitError(f"expected one of {name}, found {'several' if ends else 'none'}")
    return ends[0]


def _image_shape(shape: Any, size: tuple[int, int] | None) -> Shape:
    if not isinstance(shape, list) or len(shape) != 4 or type(shape[3]) is not int or shape[3] not in (1, 3):
        found = shown(shape[1:]) if isinstance(shape, list) else "none"
        raise UnfitError(f"expected a network for images with 1 or 3 channels, found an input shape of {found}")
    height, width = (one or (size or (None, None))[i] for i, one in enumerate(shape[1:3]))
    if height is None or width is None:
        raise UnfitError("expected an input size, found a network that takes any; say the size it was trained with")
    if not all(type(one) is int and SMALLEST <= one <= LARGEST for one in (height, width)):
        raise UnfitError(f"expected an input of {SMALLEST} to {LARGEST} pixels, found {shown(shape[1:3])}")
    return height, width, shape[3]


def _settings(kind: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """Check what is set, and that nothing is which would change the numbers and is not understood."""
    if config.get("data_format") not in (None, "channels_last"):
        raise UnfitError(f"expected channels last, found {shown(config['data_format'])}")
    if config.get("renorm") or config.get("quantization_config") or config.get("lora_rank"):
        raise UnfitError("expected plain weights, found renormalised, quantised or adapted ones")
    policy = config.get("dtype")
    if isinstance(policy, Mapping):
        policy = _mapping(policy.get("config")).get("name")
    if policy is not None and (not isinstance(policy, str) or policy not in _FLOATS):
        raise UnfitError(f"expected floating-point numbers, found {shown(policy)}")
    if kind == "LeakyReLU" and "alpha" in config:  # its name in Keras 2
        config = {**config, "negative_slope": config["alpha"]}
    return foreign_layers.check_settings(kind, config)


def _finished(layers: list[Layer], last: int) -> Graph:
    """Leave out what does not lead to the answer, and bring the end into its one form."""
    needed, waiting = set(), [last]
    while waiting:
        number = waiting.pop()
        if number not in needed:
            needed.add(number)
            waiting.extend(layers[number].inputs)
    kept = sorted(needed)
    if kept[0] != 0:
        raise UnfitError("expected an answer that comes from the image, found one that does not")
    places = {number: i for i, number in enumerate(kept)}
    flat = [dataclasses.replace(layers[n], inputs=tuple(places[i] for i in layers[n].inputs)) for n in kept]
    flat, activation = _without_end(flat)
    dense = flat[-1]
    if dense.kind != "Dense" or len(dense.shape) != 1:
        raise UnfitError(f"expected a network that ends in a dense layer, found {shown(dense.kind)}")
    if activation not in ("softmax", "sigmoid"):
        raise UnfitError(f"expected an answer by softmax or sigmoid, found {activation}; it gives no probabilities")
    one = dense.shape == (1,)
    if one and activation == "softmax":
        raise UnfitError("expected at least two classes, found one by softmax, which is always certain")
    shape, activation = ((2,), "softmax") if one else (dense.shape, activation)
    settings = {**dense.settings, "activation": activation, "units": shape[0]}
    flat[-1] = dataclasses.replace(dense, settings=settings, shape=shape)
    return Graph(tuple(flat), activation, one)


def _without_end(layers: list[Layer]) -> tuple[list[Layer], str]:
    """Split a last activation off, be it a layer or part of one."""
    last = layers[-1]
    follows = (
        len(layers) > 1 and last.inputs == (len(layers) - 2,) and layers[-2].settings.get("activation") == "linear"
    )
    if last.kind == "Softmax" and follows:
        return layers[:-1], "softmax"
    if last.kind == "Activation" and follows:
        return layers[:-1], str(last.settings["activation"])
    return layers, str(last.settings.get("activation", "linear"))
