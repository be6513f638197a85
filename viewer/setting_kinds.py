"""The kinds of preferences: choices, numbers, lists of names, and lines of text; each knows what it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9_]{1,40}")
_MOST_WORDS = 40
_LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice: the values it may take, the first being the default, and what the user is told they are."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    group: str = "general"

    @property
    def default(self) -> str:
        """The value until the user chooses another."""
        return self.choices[0][0]

    def read(self, raw: object) -> str | None:
        """Give the value that ``raw`` stands for; None when it may not be one."""
        return next((value for value, _ in self.choices if value == raw), None)


@dataclass(frozen=True, slots=True)
class NumberSetting:
    """A number from ``low`` to ``high`` with so many ``decimals``: an int when there are none, else a float.

    ``unit`` stands behind it on the screen, ``low_text`` in place of the lowest number where that means something.
    """

    key: str
    text: str
    default: float
    low: float
    high: float
    unit: str = ""
    decimals: int = 0
    group: str = "general"
    low_text: str = ""

    def read(self, raw: object) -> float | None:
        """Give the number that ``raw`` stands for, rounded; None when it may not be one."""
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return None
        if not self.low - 1 <= raw <= self.high + 1:  # before it is a float: an int may be too large for one
            return None
        value = round(float(raw), self.decimals)
        if not self.low <= value <= self.high:
            return None
        return value if self.decimals else int(value)


@dataclass(frozen=True, slots=True)
class WordsSetting:
    """A list of names in an order; names that a version does not know are for its reader to leave out."""

    key: str
    text: str
    default: tuple[str, ...]
    group: str = "general"

    def read(self, raw: object) -> tuple[str, ...] | None:
        """Give the names that ``raw`` stands for; None when it may not be such a list."""
        if not isinstance(raw, list | tuple) or len(raw) > _MOST_WORDS:
            return None
        if not all(isinstance(word, str) and _WORD.fullmatch(word) for word in raw):
            return None
        return tuple(dict.fromkeys(raw))


@dataclass(frozen=True, slots=True)
class TextSetting:
    """One line of text of the user's own, empty until there is one."""

    key: str
    text: str
    group: str = "general"
    default: str = ""

    def read(self, raw: object) -> str | None:
        """Give the text that ``raw`` stands for; None when it may not be one."""
        usable = isinstance(raw, str) and len(raw) <= _LONGEST_TEXT and (raw.isprintable() and raw == raw.strip())
        return str(raw) if usable else None


AnySetting = Setting | NumberSetting | WordsSetting | TextSetting
