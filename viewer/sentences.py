"""What core says, in the language of the window.

Core speaks English, and much of it comes as plain text out of another process. So the window knows a sentence again by
its template, and says that template in its own language with the same values. What is not known stays as it is.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from resources import resource

_CONTEXT = "sentences"
_BEGINNING = 3  # letters
_DEEPEST = 4  # sentences within sentences
_VALUE = re.compile(r"\{\d+\}")
_JOINTS = (". ", "; ", ": ", ", ")
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


@dataclass(frozen=True, slots=True)
class _Known:
    """A template and what is said for it; ``parts`` are what stands around its values."""

    parts: tuple[str, ...]
    longest: str
    said: str

    def may_be(self, text: str) -> bool:
        """Whether it is worth a look: most of a thousand templates are ruled out here."""
        return self.longest in text and text.endswith(self.parts[-1]) and text.startswith(self.parts[0])


_Vocabulary = dict[str, tuple[_Known, ...]]
"""Templates by how they begin; those that begin with a value under the empty text."""


def in_language(text: str) -> str:
    """Give ``text`` in the language of the window, line by line, as far as its sentences are known."""
    if " " not in text:
        return text
    first = QCoreApplication.translate(_CONTEXT, _templates()[0])
    if first == _templates()[0]:
        return text  # nobody speaks anything but English here
    return "\n".join(_line_in_language(line, first) for line in text.split("\n"))


@lru_cache(maxsize=1024)
def _line_in_language(line: str, first: str) -> str:
    """Say a line; ``first``, a translated template, tells the language."""
    return _Interpreter(_known(first)).say(line)


class _Said(NamedTuple):
    text: str
    unknown: int
    """Characters of it that are values, or not known: of two ways to take a sentence apart, the fewer the better."""


class _Interpreter:
    """Says one line; what was found out of a part of it is kept, since parts come up in many ways."""

    def __init__(self, known: _Vocabulary) -> None:
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
        found = []
        for joint in _JOINTS:
            for left, _, right in {text.partition(joint), text.rpartition(joint)} if joint in text else ():
                sides = [(self._said(side, depth + 1), side) for side in (left, right)]
                if any(said is not None for said, _ in sides):
                    parts = [said or _Said(_with_numbers(side), len(side)) for said, side in sides]
                    found.append(_Said(joint.join(part.text for part in parts), sum(part.unknown for part in parts)))
        return min(found, key=lambda said: said.unknown, default=None)

    def _whole(self, text: str, depth: int) -> _Said | None:
        """Say one sentence; a reason may stand with a capital and a full stop, and a sentence without."""
        small, found = _begun_small(text), []
        for one in dict.fromkeys((text, small, text.removesuffix("."), small.removesuffix("."))):
            for template in (*self._known.get(one[:_BEGINNING], ()), *self._known.get("", ())):
                if template.may_be(one):
                    found += [(way, one, -sum(map(len, template.parts))) for way in self._ways(one, template, depth)]
        if not found:
            return None
        (said, unknown), one, _ = min(found, key=lambda way: (way[0].unknown, way[2]))
        said = said if one[:1] == text[:1] else said[:1].upper() + said[1:]
        return _Said(said + "." if text.endswith(".") and not one.endswith(".") else said, unknown)

    def _ways(self, text: str, template: _Known, depth: int) -> Iterator[_Said]:
        """Take a sentence apart by a template, with its values as short and as long as they may be."""
        for pattern in _patterns(template.parts):
            match = pattern.fullmatch(text)
            if match is None:
                return
            values = [
                self._said(value, depth + 1) or _Said(_with_numbers(value), len(value)) for value in match.groups()
            ]
            yield _Said(template.said.format(*(value.text for value in values)), sum(value.unknown for value in values))


def _with_numbers(text: str) -> str:
    """Say of a value that is no sentence what stands with its numbers."""
    if any(map(str.isdigit, text)) and " " in text:
        for template, pattern in _of_numbers():
            said = QCoreApplication.translate(_CONTEXT, template)
            text = pattern.sub(lambda match, said=said: said.format(*match.groups()), text)  # type: ignore[misc]
    return text


@lru_cache(maxsize=1)
def _of_numbers() -> list[tuple[str, re.Pattern[str]]]:
    return [(one, re.compile(_NUMBER.join(map(re.escape, _VALUE.split(one))))) for one in OF_NUMBERS]


def _begun_small(text: str) -> str:
    return text[:1].lower() + text[1:]


@lru_cache(maxsize=1)
def _templates() -> list[str]:
    read: list[str] = json.loads(resource("translations", "sentences.json").read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=2)
def _known(first: str) -> _Vocabulary:
    """Templates that have a translation; ``first``, a translated one, tells the language."""
    found = defaultdict[str, list[_Known]](list)
    for template in _templates():
        said = QCoreApplication.translate(_CONTEXT, template)
        if said != template:
            parts = tuple(_VALUE.split(template))
            found[parts[0][:_BEGINNING] if len(parts[0]) >= _BEGINNING else ""].append(
                _Known(parts, max(parts, key=len), said)
            )
    return {beginning: tuple(several) for beginning, several in found.items()}


@lru_cache(maxsize=2048)
def _patterns(parts: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of a template with its values as short and as long as they may be."""
    values = ("(.+?)", "(.+)") if len(parts) > 2 else ("(.+)",)
    return tuple(re.compile(value.join(map(re.escape, parts)), re.DOTALL) for value in values)
