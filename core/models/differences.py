"""Two model cards side by side, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core import records
from core.models.card import ModelCard


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two cards.

    Attributes
    ----------
    field : str
        Its name, dotted where it lies inside another: ``metrics.macro_auc.value``.
    first, second : str
        What each card has there; empty where it has no such field.
    """

    field: str
    first: str
    second: str

    @property
    def is_same(self) -> bool:
        """Both cards have the same there."""
        return self.first == self.second


def compare(first: ModelCard, second: ModelCard) -> tuple[Difference, ...]:
    """List the fields of two cards in the order in which a card has them, those of the second alone at the end."""
    left, right = dict(_fields(records.to_plain(first))), dict(_fields(records.to_plain(second)))
    return tuple(Difference(name, left.get(name, ""), right.get(name, "")) for name in (left | right))


def _fields(record: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield from _fields(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", _text(value)


def _text(value: Any) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list | tuple):
        return ", ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{name} {_text(one)}" for name, one in value.items())
    return str(value)
