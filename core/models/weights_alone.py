"""Weights without the network they belong to: which row of the registry they fit, by the shapes of their arrays."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from core.models import hdf5, legacy
from core.models.examining import Opened
from core.models.foreign_layers import KINDS

Key = tuple[str, ...]
"""What arrays are compared by, one after the other: their kind, and in files of Keras 3 the class of their layer."""


def channels(found: Opened) -> int:
    """Channels of the network's input: those of the first convolution, if that tells."""
    listed = _listed(found)
    shapes = [found.arrays[path].shape for paths in listed.values() for path in paths]
    first = next((shape for shape in shapes if len(shape) == 4), ())
    return 3 if first and first[2] == 3 else 1


def convolutions(found: Opened) -> list[tuple[int, ...]]:
    """Shapes of all convolution kernels, sorted."""
    return sorted(array.shape for array in found.arrays.values() if len(array.shape) == 4 and array.is_float)


def set_weights(model: Any, found: Opened) -> bool:
    """Set the weights of a registry network from the file, if they fit; returns whether they do.

    Layers are matched by name where the file has the names of the registry, else in the order of the file, as Keras
    itself matches them.
    """
    layers = [layer for layer in model.layers if layer.weights]
    by_name = _by_name(layers, found)
    paths = by_name or _by_order(layers, found)
    if paths is None:
        return False
    for layer, places in zip(layers, paths, strict=True):
        layer.set_weights([hdf5.read(found.weights, place) for place in places])
    return True


def _by_name(layers: list[Any], found: Opened) -> list[list[str]] | None:
    """Paths of the arrays of each layer in a Keras 2 file that calls its layers as the registry does."""
    groups = legacy.groups(found.weights) if legacy.is_keras2(found.weights) else {}
    if not all(layer.name in groups for layer in layers):
        return None
    paths = []
    for layer in layers:
        named = {_kind(path): path for path in groups[layer.name]}
        chosen = [named.get(variable.name, "") for variable in layer.weights]
        if any(_shape(found, path) != tuple(v.shape) for path, v in zip(chosen, layer.weights, strict=True)):
            return None
        paths.append(chosen)
    return paths


def _by_order(layers: list[Any], found: Opened) -> list[list[str]] | None:
    waiting = _listed(found)
    keras2 = legacy.is_keras2(found.weights)
    paths = []
    for layer in layers:
        chosen = []
        for number, variable in enumerate(layer.weights):
            kind = type(layer).__name__
            key = (variable.name,) if keras2 else (KINDS[kind].stored if kind in KINDS else "", str(number))
            path = waiting[key].pop(0) if waiting.get(key) else ""
            if _shape(found, path) != tuple(variable.shape):
                return None
            chosen.append(path)
        paths.append(chosen)
    return None if any(waiting.values()) else paths


def _kind(path: str) -> str:
    """Kind of an array in the words of Keras 3; Keras 2 had a name of its own for the kernel of a depthwise layer."""
    kind = legacy.kind_of(path)
    return "kernel" if kind == "depthwise_kernel" else kind


def _shape(found: Opened, path: str) -> tuple[int, ...] | None:
    array = found.arrays.get(path)
    return array.shape if array is not None else None


def _listed(found: Opened) -> dict[Key, list[str]]:
    """Paths of the arrays of the network, in the order of the file, by what they are compared by."""
    listed: dict[Key, list[str]] = {}
    if legacy.is_keras2(found.weights):
        for name, paths in legacy.groups(found.weights).items():
            if name != "top_level_model_weights":
                for path in paths:
                    listed.setdefault((_kind(path),), []).append(path)
        return listed
    for path in sorted(_network_paths(found.arrays), key=_natural):
        *_, layer, _, number = path.split("/")
        listed.setdefault((re.sub(r"_\d+$", "", layer), number), []).append(path)
    return listed


def _network_paths(arrays: Mapping[str, hdf5.Array]) -> list[str]:
    return [
        path
        for path, array in arrays.items()
        if array.is_float and not path.startswith("optimizer/") and re.search(r"/[^/]+/vars/\d+$", f"/{path}")
    ]


def _natural(path: str) -> tuple[int, list[tuple[str, int]]]:
    """Networks inside first (the body), then by number: ``conv2d_2`` before ``conv2d_10``."""
    parts = path.split("/")
    found = [re.fullmatch(r"(.*?)_?(\d*)", part) for part in parts]
    return -len(parts), [(one[1], int(one[2] or 0)) for one in found if one is not None]
