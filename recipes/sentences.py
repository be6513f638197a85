"""The sentences that core and trainer say and the window shows, as templates, found in its source.

What core says is English, and comes to the window as plain text, often out of another process; the window knows it
again by these templates (:mod:`viewer.sentences`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("core", "trainer", "recipes/bundle.py", "recipes/calibrate.py", "recipes/validity.py")
"""Where sentences are taken from: of the recipes, those that write the cards of the bundled models."""

_IN_FILES = (
    "core/export/dicom/captioned.py",
    "core/export/dicom/codes.py",
    "core/export/dicom/sc.py",
    "core/phantom/dicom_file.py",
    "trainer/report",
)
"""What is written into files and reports alone, which are in English."""

_VALUE = "\0"
_FEWEST_WORDS, _MOST_VALUES = 3, 2
_NOT_TO_USERS = ("log.", "parser.", "argparse.")  # calls that speak to whoever looks after the program
_NO_SENTENCE = re.compile(
    r"^(SELECT|INSERT|DELETE|PRAGMA|BEGIN)\b|ORDER BY|DELETE FROM|WHERE path|\n| \| "  # SQL and tables
    r"|instance_uid = |AND path = |<rdf:|<dicom:|%\(asctime\)|arXiv:"
)


def sentences() -> list[str]:
    """Templates of at least three words, values as ``{0}``, ``{1}``, ... in their order, each once.

    Two words are enough between more than two values.
    """
    found = list[str]()
    for room in ROOMS:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if not file.relative_to(ROOT).as_posix().startswith(_IN_FILES):
                found += _said(ast.parse(file.read_text(encoding="utf-8")))
    return list(dict.fromkeys(found))


def _said(tree: ast.Module) -> Iterator[str]:
    passed: set[int] = set()
    for node in ast.walk(tree):  # the outer ones come first
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))  # a docstring
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(_NOT_TO_USERS):
            passed.update(id(inner) for inner in ast.walk(node))
        text = None if id(node) in passed else _text(node)
        if text is None:
            continue
        passed.update(id(inner) for inner in _parts(node))
        words = [word for word in text.replace(_VALUE, " ").split() if sum(map(str.isalpha, word)) > 1]
        long = len(words) >= _FEWEST_WORDS or (len(words) > 1 and text.count(_VALUE) > _MOST_VALUES)
        if long and not _NO_SENTENCE.search(text):
            yield _numbered(text)


def _text(node: ast.AST) -> str | None:
    """Give the text of a literal, values as marks; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else _VALUE for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        if left is not None or right is not None:
            return (left or _VALUE) + (right or _VALUE)
    return None


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """Give the literal parts of a literal, not what stands in its values."""
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp):
        for side in (node.left, node.right):
            yield side
            yield from _parts(side)


def _numbered(text: str) -> str:
    first, *others = text.split(_VALUE)
    return first + "".join(f"{{{number}}}{part}" for number, part in enumerate(others))
