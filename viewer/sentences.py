"""What core says, in the language of the window.

Core speaks English, and much of it comes as plain text out of another process. So the window knows a sentence again by
its template, and says that template in its own language with the same values. What is not known stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from resources import resource

_CONTEXT = "sentences"
_DEEPEST = 4  # sentences within sentences
_VALUE = re.compile(r"\{\d+\}")
_JOINTS = (". ", "; ", ": ")
_NUMBER = r"([-+\u2212]?\d[\d.,]*(?: %)?)"

OF_NUMBERS = (
    "{0} points of",
    "{0} points",
    "{0} interval",
    "{0} seeds",
    "{0} to {1}",
    "{0} of {1}",
    "chance {0}",
)
"""Said wherever the values are numbers."""


class _Known(NamedTuple):
    longest: str
    patterns: tuple[re.Pattern[str], ...]
    said: str


def in_language(text: str) -> str:
    """Give ``text`` in the language of the window, line by line, as far as its sentences are known."""
    if " " not in text:
        return text
    known = _known(QCoreApplication.translate(_CONTEXT, _templates()[0]))
    if not known:
        return text
    return "\n".join(_Interpreter(known).say(line) for line in text.split("\n"))


class _Said(NamedTuple):
    text: str
    unknown: int
    """Characters of it that are values, or not known: of two ways to take a sentence apart, the fewer the better."""


class _Interpreter:
    """Says one line; what was found out of a part of it is kept, since parts come up in many ways."""

    def __init__(self, known: tuple[_Known, ...]) -> None:
        self._known = known
        self._kept: dict[tuple[str, int], _Said | None] = {}

    def say(self, text: str) -> str:
        """Say what is known of a line."""
        said = self._said(text, 0)
        return text if said is None else said.text

    def _said(self, text: str, depth: int) -> _Said | None:
        """Say a sentence, or several with a joint between them; None where nothing of it is known."""
        if depth > _DEEPEST or " " not in text:
            return None
        if (text, depth) not in self._kept:
            ways = [said for said in (self._whole(text, depth), self._joined(text, depth)) if said is not None]
            self._kept[text, depth] = min(ways, key=lambda said: said.unknown, default=None)
        return self._kept[text, depth]

    def _joined(self, text: str, depth: int) -> _Said | None:
        for joint in _JOINTS:
            left, found, right = text.partition(joint)
            if found:
                sides = [(self._said(side, depth + 1), side) for side in (left, right)]
                if any(said is not None for said, _ in sides):
                    parts = [said or _Said(side, len(side)) for said, side in sides]
                    return _Said(joint.join(part.text for part in parts), sum(part.unknown for part in parts))
        return None

    def _whole(self, text: str, depth: int) -> _Said | None:
        """Say one sentence; a reason may stand with a capital and a full stop, and a sentence without."""
        small = _begun_small(text)
        for one in dict.fromkeys((text, small, text.removesuffix("."), small.removesuffix("."))):
            ways = [
                way for template in self._known if template.longest in one for way in self._ways(one, template, depth)
            ]
            if ways:
                said, unknown = min(ways, key=lambda way: way.unknown)  # of equal ones that of the longest template
                said = said if one[:1] == text[:1] else said[:1].upper() + said[1:]
                return _Said(said + "." if text.endswith(".") and not one.endswith(".") else said, unknown)
        return None

    def _ways(self, text: str, template: _Known, depth: int) -> Iterator[_Said]:
        """Take a sentence apart by a template, with its values as short and as long as they may be."""
        for pattern in template.patterns:
            match = pattern.fullmatch(text)
            if match is None:
                return
            values = [
                self._said(value, depth + 1) or _Said(_with_numbers(value), len(value)) for value in match.groups()
            ]
            yield _Said(template.said.format(*(value.text for value in values)), sum(value.unknown for value in values))


def _with_numbers(text: str) -> str:
    """Say of a value that is no sentence what stands with its numbers."""
    for template in OF_NUMBERS:
        said = QCoreApplication.translate(_CONTEXT, template)
        pattern = _NUMBER.join(map(re.escape, _VALUE.split(template)))
        text = re.sub(pattern, lambda match, said=said: said.format(*match.groups()), text)  # type: ignore[misc]
    return text


def _begun_small(text: str) -> str:
    return text[:1].lower() + text[1:]


@lru_cache(maxsize=1)
def _templates() -> list[str]:
    read: list[str] = json.loads(resource("translations", "sentences.json").read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=2)
def _known(first: str) -> tuple[_Known, ...]:
    """Templates that have a translation, the most words first; ``first``, a translated one, tells the language."""
    found = []
    for template in _templates():
        said = QCoreApplication.translate(_CONTEXT, template)
        if said != template:
            parts = _VALUE.split(template)
            values = ("(.+?)", "(.+)") if len(parts) > 2 else ("(.+)",)
            patterns = tuple(re.compile(value.join(map(re.escape, parts)), re.DOTALL) for value in values)
            found.append((sum(map(len, parts)), _Known(max(parts, key=len), patterns, said)))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))
