"""The configuration of a stranger's network as JSON: bounded, and naming no class that is not on the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core import records
from core.models.foreign_layers import IDLE, KINDS, UnfitError, shown

MOST_BYTES = 1 << 22
"""Of a configuration; the largest of keras.applications has 1.3 MB."""

MOST_DEPTH = 64

MODELS = {"Sequential": "sequential", "Functional": "functional", "Model": "functional"}
"""Networks that may stand inside a network, and the beginning of their names in the weight files of Keras 3."""

SCALED_SUM = "CustomScaleLayer"
"""In Keras' InceptionResNetV2: x + scale * y. Older Keras has a Lambda there, which is refused."""

CODE = frozenset(
    [
        "Lambda",
        "TFOpLambda",
        "SlicingOpLambda",
        "TFSMLayer",
        "TorchModuleWrapper",
        "JaxLayer",
        "FlaxLayer",
        "__lambda__",
    ]
)
"""Layers that hold or call code."""

_STARTS = frozenset(
    [
        "Zeros",
        "Ones",
        "Constant",
        "RandomNormal",
        "RandomUniform",
        "TruncatedNormal",
        "VarianceScaling",
        "Orthogonal",
        "Identity",
        "GlorotUniform",
        "GlorotNormal",
        "HeNormal",
        "HeUniform",
        "LecunNormal",
        "LecunUniform",
    ]
)
_BOUNDS = frozenset(["L1", "L2", "L1L2", "OrthogonalRegularizer", "MaxNorm", "NonNeg", "UnitNorm", "MinMaxNorm"])
_OTHERS = frozenset([SCALED_SUM, "InputLayer", "__keras_tensor__", "DTypePolicy", "Policy"])
_KNOWN = frozenset(KINDS) | IDLE | frozenset(MODELS) | _STARTS | _BOUNDS | _OTHERS
_NOT_READ = ("compile_config", "build_config")  # optimiser, loss, metrics: never looked at


def parse_json(text: bytes | str) -> Mapping[str, Any]:
    """Parse a configuration, bounded in size and depth.

    Raises
    ------
    UnfitError
        If it is not a JSON object within the bounds, or names a class that is not on the list.
    """
    if len(text) > MOST_BYTES:
        raise UnfitError(f"expected a configuration of at most {MOST_BYTES} bytes, found {len(text)}")
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if _depth(plain) > MOST_DEPTH:
        raise UnfitError(f"expected a configuration nested at most {MOST_DEPTH} deep, found a deeper one")
    try:
        raw = records.parse(plain)
    except ValueError:
        raise UnfitError("expected a configuration in JSON, found something else; the file is damaged") from None
    if not isinstance(raw, Mapping):
        raise UnfitError("expected the configuration of a network, found something else")
    names = list(_class_names(raw))
    for name in sorted(names, key=_holds_code, reverse=True):  # the worst is said first
        _check_class(name)
    return raw


def _depth(text: str) -> int:
    """How deep brackets are nested; one pass, also over text that is not JSON."""
    depth = deepest = 0
    for found in re.finditer(r'"(?:[^"\\]|\\.)*+"?|[\[{\]}]', text, re.DOTALL):
        one = found[0]
        if one in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif one in "]}":
            depth -= 1
    return deepest


def _class_names(raw: Any) -> Iterator[Any]:
    """Every class that a configuration names, however deep it is wrapped."""
    waiting = [raw]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            if "class_name" in item:
                yield item["class_name"]
                if item.get("registered_name") not in (None, item["class_name"]):
                    yield item["registered_name"]
            waiting.extend(value for key, value in item.items() if key not in _NOT_READ)
        elif isinstance(item, list):
            waiting.extend(item)


def _holds_code(name: Any) -> bool:
    return isinstance(name, str) and (name in CODE or name == "function")


def _check_class(name: Any) -> None:
    if _holds_code(name):
        raise UnfitError(
            f"expected layers that are data, found {shown(name)}, which contains code; it is not run, so save the "
            "network without it"
        )
    if not isinstance(name, str) or name not in _KNOWN:
        raise UnfitError(
            f"expected layers that CXR-12 knows, found {shown(name)}; train the network anew with one of its own"
        )
