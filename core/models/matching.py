"""Whether a foreign network is one of the registry's, whatever its layers are called and in whatever form it was saved.

Two graphs are the same network when following both back from their answers meets the same layers with the same
settings. An activation counts as a layer of its own, since it may be part of the layer before it, or a layer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.models.foreign import Graph, Layer

_COMMUTES = ("Add", "Average", "Maximum", "Multiply")
_FUNCTIONS = {"relu": ("ReLU", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0})}


@dataclass(frozen=True, slots=True)
class _Node:
    """A layer without its activation, or an activation; ``number`` is that of the layer with the weights, or -1."""

    text: str
    inputs: tuple[int, ...]
    number: int
    commutes: bool


def match(ours: Graph, theirs: Graph) -> dict[int, int] | None:
    """Pair the layers with weights of two graphs: number in ``ours`` to number in ``theirs``; None if they differ."""
    a, b = list(_nodes(ours)), list(_nodes(theirs))
    marks_a, marks_b = _marks(a), _marks(b)
    if marks_a[-1] != marks_b[-1]:
        return None
    pairs: dict[int, int] = {}
    met: dict[int, int] = {}
    waiting = [(len(a) - 1, len(b) - 1)]
    while waiting:
        i, j = waiting.pop()
        if i in met:
            if met[i] != j:
                return None
            continue
        met[i] = j
        if a[i].number >= 0:
            pairs[a[i].number] = b[j].number
        left, right = list(a[i].inputs), list(b[j].inputs)
        if a[i].commutes:
            left.sort(key=lambda n: marks_a[n])
            right.sort(key=lambda n: marks_b[n])
        waiting.extend(zip(left, right, strict=True))
    return pairs


def _nodes(graph: Graph) -> Iterator[_Node]:
    ends: list[int] = []  # the node that each layer's output comes from
    count = 0
    for number, layer in enumerate(graph.layers):
        inputs = tuple(ends[i] for i in layer.inputs)
        for text, weighted in _parts(layer):
            yield _Node(text, inputs, number if weighted else -1, layer.kind in _COMMUTES)
            inputs = (count,)
            count += 1
        ends.append(inputs[0])


def _parts(layer: Layer) -> Iterator[tuple[str, bool]]:
    """Give the layer itself, then its activation; an activation that is a layer is only the latter."""
    settings = dict(layer.settings)
    function = settings.pop("activation", "linear")
    if layer.kind != "Activation":
        yield _text(layer.kind, settings, layer), bool(layer.weights)
    if function != "linear" or layer.kind == "Activation":
        kind, spelled = _FUNCTIONS.get(function, ("Activation", {"activation": function}))
        yield json.dumps([kind, spelled], sort_keys=True), False


def _text(kind: str, settings: dict[str, Any], layer: Layer) -> str:
    shape = layer.shape if kind == "InputLayer" else ()
    if tuple(settings.get("kernel_size", ())) == (1, 1):  # one pixel wide: there is nothing to pad
        settings = {**settings, "padding": "valid"}
    return json.dumps([kind, settings, *shape], sort_keys=True)


def _marks(nodes: list[_Node]) -> list[int]:
    """Give a number to each node that is alike where all that leads to it is alike."""
    marks: list[int] = []
    for node in nodes:
        before = [marks[i] for i in node.inputs]
        marks.append(hash((node.text, tuple(sorted(before) if node.commutes else before))))
    return marks
