"""The pages of the manual as text: read from what ships with the program, and searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resources import resource

ORDER = (
    "index", "read", "browse", "window", "measure", "tags", "export", "classify", "explain", "labelling", "readers",
    "datasets", "shortcuts", "train", "compare", "studies", "privacy", "keyboard", "troubleshooting",
)  # fmt: skip
"""The pages in the order of the table of contents; others follow by name."""

KEYBOARD = "keyboard"
"""The page that is written from the keys in use."""

_HEADING = re.compile(r"^(#{1,6}) +(.+?) *#*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+|^\|")
_RULE = re.compile(r"^[-|: ]{3,}$")
_MARKS = re.compile(r"\\(\W)|\[([^\]]*)\]\([^)]*\)|[*`]")
_EXCERPT = 120  # characters
_DOTS = "\u2026"
_STROKES = {ord("\u0111"): "d", ord("\u0110"): "D"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page, in Markdown; its title is its first heading."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that holds all the words asked for: its page, its heading, and the line that shows them best."""

    page: Page
    heading: str
    excerpt: str


def read_pages(keyboard: str, language: str = "en") -> tuple[Page, ...]:
    """Read every page in order.

    Parameters
    ----------
    keyboard : str
        The Markdown of the page of keys, which no file holds.
    language : str
        ISO 639 code; a page that there is not in this language is given in English.
    """
    folders = (resource("manual"), resource("manual", language))
    texts = {file.stem: file.read_text(encoding="utf-8") for folder in folders for file in sorted(folder.glob("*.md"))}
    texts[KEYBOARD] = keyboard
    rank = {name: number for number, name in enumerate(ORDER)}
    names = sorted(texts, key=lambda name: (rank.get(name, len(ORDER)), name))
    return tuple(Page(name, _title(name, texts[name]), texts[name]) for name in names)


def search(pages: Sequence[Page], asked: str) -> list[Hit]:
    """Find the sections in which each of the words ``asked`` begins a word; those named after one come first.

    Who asks without accents finds words with them, too.
    """
    words = [_Word(word) for word in asked.split()]
    if not words:
        return []
    hits = []
    for page in pages:
        for heading, plain in _sections(page.text):
            if all(any(word.search(text) for text in (heading, *plain)) for word in words):
                named = sum(bool(word.search(heading)) for word in words)
                best = max(plain, key=lambda text: sum(bool(word.search(text)) for word in words), default="")
                hits.append((-named, Hit(page, heading, _excerpt(best, words))))
    return [hit for _, hit in sorted(hits, key=lambda pair: pair[0])]


class _Word:
    """The beginning of a word that is asked for."""

    def __init__(self, asked: str) -> None:
        asked = unicodedata.normalize("NFC", asked)
        self._with_accents = _bare(asked) != asked
        self._pattern = re.compile(rf"\b{re.escape(asked)}", re.IGNORECASE)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place of it; places are those of ``text`` itself."""
        return self._pattern.search(text if self._with_accents else _bare(text))


def _bare(text: str) -> str:
    """Take the accents off, letter by letter; the Vietnamese d with a stroke counts as one with an accent."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text).translate(_STROKES)


def _title(name: str, text: str) -> str:
    found = (_HEADING.match(line) for line in text.splitlines())
    return next((match[2] for match in found if match), name)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """Split a page at its headings, and what is under each into paragraphs, list items and rows of tables."""
    heading, parts, goes_on = "", list[str](), False
    for line in text.splitlines():
        match = _HEADING.match(line)
        if match:
            if heading or parts:
                yield heading, parts
            heading, parts, goes_on = _plain(match[2]), [], False
        elif not line.strip() or _RULE.match(line):
            goes_on = False
        elif goes_on and not _ITEM.match(line):
            parts[-1] += f" {_plain(line)}"
        else:
            parts.append(_plain(_ITEM.sub("", line)))
            goes_on = True
    yield heading, parts


def _plain(line: str) -> str:
    """Take the marks of Markdown out of a line."""
    line = line.strip().removeprefix("|").removesuffix("|").replace(" | ", ": ")
    return " ".join(_MARKS.sub(lambda mark: mark[1] or mark[2] or "", line).split())


def _excerpt(text: str, words: Sequence[_Word]) -> str:
    """Cut a line to where the first of the words is."""
    if len(text) <= _EXCERPT:
        return text
    found = [match.start() for word in words if (match := word.search(text))]
    start = max(0, min(found, default=0) - _EXCERPT // 3)
    start = text.find(" ", start) + 1 if start else 0  # whole words
    end = len(text) if start + _EXCERPT >= len(text) else text.rfind(" ", start, start + _EXCERPT)
    before, after = _DOTS if start else "", _DOTS if end < len(text) else ""
    return f"{before} {text[start:end]} {after}".strip()
