"""What runs in the child process that turns a user's model file into one of ours. Importing this loads Keras.

By then :mod:`core.models.examining` has looked at the file in a process of its own; it is looked at again here, since
files change. The network is built anew, from the registry where it is one of its rows, else from the layers that the
file names; of the file only numbers are read. ``keras.models.load_model`` is never called.
"""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from core import records
from core.child import Buffer
from core.errors import ModelRefusedError
from core.models import foreign, foreign_build, foreign_json, matching, network, registry, weights_alone
from core.models.card import MODEL_FILE
from core.models.examining import Opened, opened
from core.models.findings import Converted
from core.models.foreign import Graph
from core.models.foreign_layers import UnfitError

log = logging.getLogger(__name__)

SEED = 1
"""Of the golden pair that an imported network gets."""

_FEWEST_CONVOLUTIONS = 8
"""Of a row of the registry: a smaller network is none of them, which need not be found out by building them."""

_ALIKE = 1e-5  # largest difference of two ways to compute the same network


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user says of a file that holds weights alone; empty: to be found out.

    Attributes
    ----------
    architecture, variant, head : str
        Row of the registry.
    activation : str
        Of the last layer.
    """

    architecture: str = ""
    variant: str = ""
    head: str = ""
    activation: str = ""


def serve(request: dict[str, Any], blob: bytearray) -> tuple[dict[str, Any], Buffer]:
    """Serve one request, answered by a :class:`Converted`.

    ``{"path": ..., "sha256": <of the file as it was looked at>, "size": [height, width] or null, "classes": <count>,
    "wanted": <Wanted>, "folder": <an empty folder for model.keras>}``.

    Raises
    ------
    ModelRefusedError
        If no network comes of it.
    """
    path, wanted = Path(request["path"]), records.from_plain(Wanted, request["wanted"])
    size = (int(request["size"][0]), int(request["size"][1])) if request["size"] else None
    with opened(path, size) as found:
        if found.sha256 != request["sha256"]:
            raise ModelRefusedError(path, "expected the file that was looked at, found another in its place; try again")
        if found.graph is None:
            model = _of_weights(path, found, wanted, size, int(request["classes"]))
        else:
            model = _of_network(found, found.graph)
    if not all(np.isfinite(weight).all() for weight in model.get_weights()):
        raise ModelRefusedError(path, "expected finite weights, found NaN or infinity; the training went astray")
    return records.to_plain(_written(model, Path(request["folder"]))), b""


def _written(model: Any, folder: Path) -> Converted:
    target = folder / MODEL_FILE
    network.save(model, target)
    height, width, channels = model.input_shape[1:]
    names = (registry.FOREIGN, "", "") if model.name == registry.FOREIGN else model.name.split("_")
    architecture, variant, head = names
    with target.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    activation = model.layers[-1].activation.__name__
    golden = network.golden_for(model, SEED)
    return Converted(
        architecture, variant, head, activation, height, width, channels, model.count_params(), digest, golden
    )


def _of_network(found: Opened, graph: Graph) -> Any:
    """Build the network of the file: its row of the registry if it is one, else its own layers."""
    model = foreign_build.build(graph)
    foreign_build.set_weights(model, graph, found.weights, found.places)
    shapes = sorted(tuple(shape) for layer in graph.layers for _, shape in layer.weights if len(shape) == 4)
    for ours in _candidates(shapes, graph.input_shape, graph.classes, graph.activation, Wanted()):
        pairs = _paired(ours, graph)
        if pairs is None:
            continue
        for name, number in pairs.items():
            ours.get_layer(name).set_weights(
                foreign_build.read_weights(graph, number, found.weights, found.places[number])
            )
        if _agree(ours, model):
            return ours
    return model


def _paired(ours: Any, graph: Graph) -> dict[str, int] | None:
    """Names of our layers and numbers of the file's, if it is the same network."""
    try:
        own = foreign.read(foreign_json.parse_json(ours.to_json()))
    except UnfitError:  # a layer of ours that no other program has
        return None
    pairs = matching.match(own, graph)
    return None if pairs is None else {own.layers[i].name: j for i, j in pairs.items()}


def _agree(one: Any, other: Any) -> bool:
    images = np.random.default_rng(SEED).random((2, *one.input_shape[1:]), dtype=np.float32)
    answers = [keras.ops.convert_to_numpy(model(images, training=False)) for model in (one, other)]
    return bool(np.abs(answers[0] - answers[1]).max() <= _ALIKE)


def _of_weights(path: Path, found: Opened, wanted: Wanted, size: tuple[int, int] | None, classes: int) -> Any:
    if size is None or wanted.activation not in registry.ACTIVATIONS:
        raise ModelRefusedError(
            path, "expected a network, found weights alone; say the input size and softmax or sigmoid, and if you know "
            "it the architecture"
        )  # fmt: skip
    shape = (*size, weights_alone.channels(found))
    fitting = []
    for model in _candidates(weights_alone.convolutions(found), shape, classes, wanted.activation, wanted):
        if weights_alone.set_weights(model, found):
            fitting.append(model)
    if len(fitting) == 1:
        return fitting[0]
    asked = wanted.architecture or "a network that CXR-12 has"
    if not fitting:
        raise ModelRefusedError(
            path, f"expected the weights of {asked} at {size[1]} x {size[0]} with {classes} classes, found arrays of "
            "other shapes; give another architecture or input size"
        )  # fmt: skip
    names = ", ".join(model.name.replace("_", " ") for model in fitting)
    raise ModelRefusedError(path, f"expected weights of one network, found that they fit several ({names}); name one")


def _candidates(
    shapes: Sequence[tuple[int, ...]], input_shape: tuple[int, int, int], classes: int, activation: str, wanted: Wanted
) -> Iterator[Any]:
    """Build the networks of the registry that have convolutions of these shapes."""
    if len(shapes) < _FEWEST_CONVOLUTIONS:
        return
    for row in registry.ARCHITECTURES.values():
        for variant in row.variants:
            if wanted.architecture not in ("", row.name) or wanted.variant not in ("", variant):
                continue
            if min(input_shape[:2]) < row.smallest or _convolutions(row.name, variant, input_shape[2]) != shapes:
                continue
            for head in registry.HEADS:
                if wanted.head in ("", head):
                    yield from _built(row.name, variant, head, input_shape, classes, activation)


def _built(
    name: str, variant: str, head: str, input_shape: tuple[int, int, int], classes: int, activation: str
) -> Iterator[Any]:
    try:
        yield network.build(name, variant, head=head, input_shape=input_shape, classes=classes, activation=activation)
    except ValueError as error:  # for example a head that would be too large
        log.info("%s %s %s is not tried: %s", name, variant, head, error)


@functools.cache
def _convolutions(name: str, variant: str, channels: int) -> list[tuple[int, ...]]:
    """Shapes of the convolution kernels of a row, sorted; they do not depend on the size of the image."""
    smallest = registry.ARCHITECTURES[name].smallest
    shape = (smallest, smallest, channels)
    model = network.build(name, variant, head="average", input_shape=shape, classes=2, activation="softmax")
    return sorted(tuple(weight.shape) for weight in model.weights if len(weight.shape) == 4)
