"""Where a file of Keras 2 or 3 keeps the weights of each layer. No Keras is imported.

Keras 2 (``.h5``, ``.hdf5``) has a group for each layer of the outermost network; its attribute ``weight_names`` lists
the arrays of that layer, or of all layers of the network inside, the trainable ones first. Their names tell which is
which; where they do not (TensorFlow 1 made them unique), layers stand in the order of the configuration, so that the
nth array of a kind belongs to the nth layer that has this kind. Keras 3 has a path for each layer, numbered by class,
also of networks inside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import h5py

from core.models import hdf5
from core.models.foreign import Graph, Layer
from core.models.foreign_layers import UnfitError, shown
from core.models.hdf5 import Array

_OLD_FOLDER = "_layer_checkpoint_dependencies"  # Keras 2.12's name for "layers"

Places = dict[int, tuple[str, ...]]
"""Paths of the arrays of each layer that has weights, by the layer's number in its graph."""


def is_keras2(file: h5py.File) -> bool:
    """Whether the file is laid out as by Keras 2; Keras 3 writes ``.h5`` files so, too."""
    return "layer_names" in _weights_group(file).attrs or "layer_names0" in _weights_group(file).attrs


def _weights_group(file: h5py.File) -> h5py.Group:
    group = file.get("model_weights")
    return group if isinstance(group, h5py.Group) else file


def groups(file: h5py.File) -> dict[str, list[str]]:
    """Paths of the arrays of each layer of the outermost network, in the order of a Keras 2 file.

    Raises
    ------
    UnfitFileError, UnfitError
        If the file does not list them.
    """
    top = _weights_group(file)
    start = "" if top is file else "model_weights/"
    found = {}
    for name in hdf5.names(top, "layer_names") or ():
        group = top.get(name)
        listed = hdf5.names(group, "weight_names") if isinstance(group, h5py.Group) else None
        if listed is None:
            raise UnfitError(f"expected a list of the weights of {shown(name)}, found none; the file is damaged")
        found[name] = [f"{start}{name}/{one}" for one in listed]
    return found


def arrange(graph: Graph, file: h5py.File, arrays: Mapping[str, Array]) -> Places:
    """Find the arrays of each layer of ``graph``, each with the shape that the layer needs.

    Raises
    ------
    UnfitFileError, UnfitError
        If one is missing, of another shape or left over.
    """
    places = _in_groups(graph, groups(file)) if is_keras2(file) else _by_path(graph, arrays)
    for number, paths in places.items():
        layer = graph.layers[number]
        for (kind, shape), path in zip(layer.weights, paths, strict=True):
            array = arrays.get(path)
            if array is None or not array.is_float:
                raise UnfitError(f"expected weights for each layer, found no {kind} of {shown(layer.name)}")
            if array.shape != shape:
                raise UnfitError(
                    f"expected the {kind} of {shown(layer.name)} to have the shape {shape}, found {array.shape}"
                )
    used = {path for paths in places.values() for path in paths}
    spare = sum(array.size for path, array in arrays.items() if path not in used and _counts(path, array))
    if spare:
        raise UnfitError(f"expected no more weights than its layers have, found {spare} numbers more")
    return places


def _counts(path: str, array: Array) -> bool:
    """Whether an array is part of the network: not of its optimiser, nor the state of a random generator."""
    optimiser = path.startswith(("optimizer/", "optimizer_weights/", "_optimizer/"))
    return array.is_float and not optimiser and "top_level_model_weights/" not in path


def _weighted(graph: Graph) -> list[tuple[int, Layer]]:
    return sorted(((i, one) for i, one in enumerate(graph.layers) if one.weights), key=lambda pair: pair[1].order)


def kind_of(path: str) -> str:
    """Kind of an array by its name: ``block1_conv1/kernel:0`` and ``dense/kernel_1`` are a ``kernel``."""
    return re.sub(r"(:\d+|_\d+)+$", "", path.rpartition("/")[2])


def _in_groups(graph: Graph, listed: Mapping[str, list[str]]) -> Places:
    weighted = _weighted(graph)
    places: Places = {}
    for group in dict.fromkeys(layer.group for _, layer in weighted):
        inside = [(number, layer) for number, layer in weighted if layer.group == group]
        paths = listed.get(group, [])
        places |= _by_name(inside, paths) or _by_order(inside, paths, group)
    return places


def _by_name(inside: list[tuple[int, Layer]], paths: list[str]) -> Places | None:
    """Match arrays by the name of their layer, which stands before their kind, if that tells for every one of them."""
    named = {(*path.split("/")[-2:-1], kind_of(path)): path for path in paths}
    places: Places = {}
    for number, layer in inside:
        found = (
            named.get((layer.name, kind))
            or (named.get((layer.name, f"depthwise_{kind}")) if kind == "kernel" else None)
            for kind, _ in layer.weights
        )
        places[number] = tuple(path or "" for path in found)
    used = [path for one in places.values() for path in one]
    return places if sorted(used) == sorted(paths) else None


def _by_order(inside: list[tuple[int, Layer]], paths: list[str], group: str) -> Places:
    """Match the nth array of a kind with the nth layer that has this kind."""
    separable = any(layer.kind == "SeparableConv2D" for _, layer in inside)
    waiting: dict[str, list[str]] = {}
    for path in paths:
        kind = kind_of(path)
        waiting.setdefault("kernel" if kind == "depthwise_kernel" and not separable else kind, []).append(path)
    places = {number: tuple(_next(waiting, kind, layer.name) for kind, _ in layer.weights) for number, layer in inside}
    if any(waiting.values()):
        raise UnfitError(f"expected no more weights than its layers have, found more in {shown(group)}")
    return places


def _next(waiting: dict[str, list[str]], kind: str, layer: str) -> str:
    if not waiting.get(kind):
        raise UnfitError(f"expected weights for each layer, found no {kind} of {shown(layer)}")
    return waiting[kind].pop(0)


def _by_path(graph: Graph, arrays: Mapping[str, Array]) -> Places:
    old = any(path.startswith(f"{_OLD_FOLDER}/") for path in arrays)
    places = {}
    for number, layer in _weighted(graph):
        folder = layer.stored.replace("layers/", f"{_OLD_FOLDER}/") if old else layer.stored
        places[number] = tuple(f"{folder}/vars/{i}" for i in range(len(layer.weights)))
    return places
