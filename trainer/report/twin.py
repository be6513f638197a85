"""The JSON twin of a page, and how the page takes its numbers from nowhere else.

A template is given :class:`Node`, a value of the twin that knows its place in it. Texts and lists can be used as they
are; a number can only be written by one of the filters below, which make an HTML ``data`` element of it: its text is
what people read, ``value`` the number in full, and ``data-at`` its place in the twin as a JSON pointer (RFC 6901).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from markupsafe import Markup

_NOTHING = "\u2013"
_MINUS = "\u2212"
_SMALLEST_P = 0.001


class Node:
    """A value of the twin: what ``json.loads`` gives, and the JSON pointer to it."""

    __slots__ = ("_at", "_plain")

    def __init__(self, plain: Any, at: str = "") -> None:
        self._plain, self._at = plain, at

    def __getattr__(self, name: str) -> Node:
        if not isinstance(self._plain, dict) or name not in self._plain:
            raise AttributeError(name)
        return Node(self._plain[name], f"{self._at}/{name}")

    def __getitem__(self, number: int) -> Node:
        if not isinstance(self._plain, list):
            raise TypeError(f"{self._at} is no list")
        return Node(self._plain[number], f"{self._at}/{number}")

    def __iter__(self) -> Iterator[Node]:
        return (self[number] for number in range(len(self)))

    def __len__(self) -> int:
        if not isinstance(self._plain, list):
            raise TypeError(f"{self._at} is no list")
        return len(self._plain)

    def __bool__(self) -> bool:
        return bool(self._plain)

    def __str__(self) -> str:
        if not isinstance(self._plain, str):
            raise TypeError(f"{self._at} is no text: a number is written by a filter, which says where it is from")
        return self._plain

    def plain(self) -> Any:
        """Return the value itself, for drawing."""
        return self._plain

    def written(self, write: Callable[[float], str], **attributes: str) -> Markup:
        """Write a number as an HTML ``data`` element; null, which is unknown, as a dash."""
        number = self._plain
        if number is None:
            return Markup('<data value="" data-at="{}">{}</data>').format(self._at, _NOTHING)
        return Markup('<data value="{!r}" data-at="{}">{}</data>').format(number, self._at, write(number))


def figure(node: Node, digits: int = 3) -> Markup:
    """Write a number with that many decimal places."""
    return node.written(lambda number: f"{number:.{digits}f}".replace("-", _MINUS))


def signed(node: Node, digits: int = 3) -> Markup:
    """Write a difference, its sign always there."""
    return node.written(lambda number: f"{number:+.{digits}f}".replace("-", _MINUS))


def whole(node: Node) -> Markup:
    """Write a whole number, thousands apart."""
    return node.written(lambda number: f"{number:,.0f}".replace(",", "\u202f").replace("-", _MINUS))


def p_value(node: Node) -> Markup:
    """Write a p value: three decimal places, or that it is below a thousandth."""
    return node.written(lambda number: f"< {_SMALLEST_P}" if number < _SMALLEST_P else f"{number:.3f}")


def setting(node: Node) -> Markup:
    """Write a number as short as it is exact, to six digits."""
    return node.written(lambda number: f"{number:.6g}".replace("-", _MINUS))


FILTERS = {"figure": figure, "signed": signed, "whole": whole, "p_value": p_value, "setting": setting}


def clean(value: Any) -> Any:
    """Make plain data fit for JSON and for a page, all the way down.

    Characters that cannot be shown (control characters, half surrogates of odd file names, changes of the direction of
    writing) become U+FFFD; numbers that are not finite become None; tuples become lists.
    """
    if isinstance(value, dict):
        return {name: clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    if isinstance(value, str):
        return "".join(one if one.isprintable() else "\ufffd" for one in value)
    return None if isinstance(value, float) and not math.isfinite(value) else value
