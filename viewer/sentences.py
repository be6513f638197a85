"""What core says, in the language of the window.

Core speaks English, and much of it comes as plain text out of another process. So the window knows a sentence again by
its template, and says that template in its own language with the same values. What is not known stays as it is.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from resources import resource

_CONTEXT = "sentences"
_DEEPEST = 4  # sentences within sentences
_VALUE = re.compile(r"\{\d+\}")
_JOINTS = (". ", "; ", ": ")


class _Known(NamedTuple):
    longest: str
    pattern: re.Pattern[str]
    said: str


def in_language(text: str) -> str:
    """Give ``text`` in the language of the window, line by line, as far as its sentences are known."""
    if " " not in text:
        return text
    known = _known(QCoreApplication.translate(_CONTEXT, _templates()[0]))
    if not known:
        return text
    return "\n".join(_said(line, known, 0) or line for line in text.split("\n"))


def _said(text: str, known: tuple[_Known, ...], depth: int) -> str | None:
    """Say a sentence, or several with a joint between them; None where nothing of it is known."""
    if depth > _DEEPEST or " " not in text:
        return None
    whole = _whole(text, known, depth)
    if whole is not None:
        return whole
    for joint in _JOINTS:
        left, found, right = text.partition(joint)
        if found:
            sides = [_said(side, known, depth + 1) for side in (left, right)]
            if any(side is not None for side in sides):
                return joint.join(side or was for side, was in zip(sides, (left, right), strict=True))
    return None


def _whole(text: str, known: tuple[_Known, ...], depth: int) -> str | None:
    """Say one sentence; a reason may stand with a capital and a full stop, and a sentence without."""
    for one in dict.fromkeys((text, _begun_small(text), text.removesuffix("."), _begun_small(text).removesuffix("."))):
        for template in known:
            if template.longest in one and (match := template.pattern.fullmatch(one)):
                values = [_said(value, known, depth + 1) or value for value in match.groups()]
                said = template.said.format(*values)
                said = said if one[:1] == text[:1] else said[:1].upper() + said[1:]
                return said + "." if text.endswith(".") and not one.endswith(".") else said
    return None


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
            pattern = re.compile("(.+?)".join(map(re.escape, parts)), re.DOTALL)
            found.append((sum(map(len, parts)), _Known(max(parts, key=len), pattern, said)))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0]))
