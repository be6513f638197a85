"""Annotations as JSON and back, strictly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from core.annotate.shapes import KINDS, Annotation
from core.records import from_plain, parse, to_plain

VERSION = 1
_MOST = 10_000
_LARGEST = 16 << 20  # bytes


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: str
    id: str
    frame: int
    label: str
    points: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    version: int
    annotations: tuple[_Shape, ...]


def to_json(annotations: Sequence[Annotation]) -> str:
    """Write annotations down, in their order."""
    shapes = tuple(_Shape(one.KIND, one.id, one.frame, one.label, one.points) for one in annotations)
    return json.dumps(to_plain(_Sheet(VERSION, shapes)), separators=(",", ":"))


def from_json(text: str) -> tuple[Annotation, ...]:
    """Read what :func:`to_json` wrote.

    Raises
    ------
    ValueError
        If the text is anything else, of a later version, or names a shape or a value that does not exist.
    """
    if len(text) > _LARGEST:
        raise ValueError(f"expected at most {_LARGEST} characters, found {len(text)}")
    sheet = from_plain(_Sheet, parse(text))
    if sheet.version != VERSION:
        raise ValueError(f"expected annotations of version {VERSION}, found {sheet.version}")
    if len(sheet.annotations) > _MOST:
        raise ValueError(f"expected at most {_MOST} annotations, found {len(sheet.annotations)}")
    found = tuple(_annotation(shape) for shape in sheet.annotations)
    if len({one.id for one in found}) != len(found):
        raise ValueError("two annotations have the same id")
    return found


def _annotation(shape: _Shape) -> Annotation:
    kind = KINDS.get(shape.kind)
    if kind is None:
        raise ValueError(f"expected one of {', '.join(KINDS)}, found another kind of annotation")
    points = tuple((point[0], point[1]) if len(point) == 2 else _refuse(point) for point in shape.points)
    return kind(points, shape.frame, shape.label, shape.id)


def _refuse(point: tuple[float, ...]) -> tuple[float, float]:
    raise ValueError(f"expected pairs of numbers, found {len(point)}")
