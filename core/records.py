"""Frozen dataclasses to JSON and back, strictly: what a record does not declare is refused, never guessed.

NaN (unknown) is written as null. Nothing is imported or executed on the word of a file.
"""

from __future__ import annotations

import dataclasses
import json
import math
import sys
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

Record = TypeVar("Record")


def to_plain(record: Any) -> dict[str, Any]:
    """Turn a dataclass into what ``json.dumps`` takes: tuples as lists, NaN as None, nested records as dicts."""
    plain: dict[str, Any] = _without_nan(dataclasses.asdict(record))
    return plain


def from_plain(kind: type[Record], raw: Any) -> Record:
    """Make a ``kind`` from a parsed JSON object.

    Raises
    ------
    ValueError
        If a key is missing or unknown or a value has another type than the field declares; names the field.
    """
    record: Record = _record(kind, raw, "the record")
    return record


def parse(text: str | bytes) -> Any:
    """Parse JSON without the NaN and Infinity that Python's parser would let through.

    Raises
    ------
    ValueError
        If the text is not JSON, or is nested too deeply.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("expected JSON, found one nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"expected JSON, found something else ({error})") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nan(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and math.isnan(value) else value


def _value(kind: Any, raw: Any, where: str) -> Any:
    """Read one value; ``where`` names it in a refusal."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _record(kind, raw, where)
    if origin in (types.UnionType, typing.Union):
        return None if raw is None else _value(_alternative(arguments, raw), raw, where)
    if origin is tuple and isinstance(raw, list):
        return tuple(_value(arguments[0], item, f"item {i} of {where}") for i, item in enumerate(raw))
    if origin is dict and isinstance(raw, dict):
        return {name: _value(arguments[1], item, f"{name!r} of {where}") for name, item in raw.items()}
    if kind is float and (raw is None or type(raw) in (int, float)):
        return math.nan if raw is None else _finite(raw, where)
    if kind in (str, bool, int) and type(raw) is kind:
        return raw
    raise ValueError(f"expected {where} to be {_named(kind)}, found {_named(type(raw))}")


def _alternative(kinds: tuple[Any, ...], raw: Any) -> Any:
    """Choose which of several kinds a value is of: the first, or the record whose fields are the ones there."""
    known = [one for one in kinds if one is not type(None)]
    records = [one for one in known if dataclasses.is_dataclass(one)]
    names = set(raw) if isinstance(raw, Mapping) else set()
    return next((one for one in records if {field.name for field in dataclasses.fields(one)} == names), known[0])


def _record(kind: Any, raw: Any, where: str) -> Any:
    if not isinstance(raw, Mapping):
        raise ValueError(f"expected {where} to be an object, found {_named(type(raw))}")
    fields = {field.name: field for field in dataclasses.fields(kind)}
    missing = [
        name
        for name, field in fields.items()
        if name not in raw and field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    if missing or (unknown := sorted(set(raw) - set(fields))):
        found = f"none of {', '.join(missing)}" if missing else f"also {', '.join(unknown)}"
        raise ValueError(f"expected {where} to have the fields of a {kind.__name__}, found {found}")
    hints = typing.get_type_hints(kind)
    return kind(**{name: _value(hints[name], item, name) for name, item in raw.items()})


def _finite(raw: int | float, where: str) -> float:
    if not abs(raw) <= sys.float_info.max:
        raise ValueError(f"expected {where} to be a finite number, found a larger one")
    return float(raw)


def _named(kind: Any) -> str:
    names = {dict: "an object", list: "a list", tuple: "a list", type(None): "null", str: "text", float: "a number"}
    return names.get(typing.get_origin(kind) or kind, str(getattr(kind, "__name__", kind)))
