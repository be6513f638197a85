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
ROOMS = (
    "core/dicom",
    "core/display",
    "core/zipped",
    "core/classify.py",
    "core/ensemble.py",
    "core/picture.py",
    "core/preprocess.py",
    "core/validity.py",
    "trainer/detective",
    "trainer/study",
    "trainer/__main__.py",
    "trainer/checkpoint.py",
    "trainer/config.py",
    "trainer/dataset.py",
    "trainer/depth.py",
    "trainer/fit.py",
    "trainer/lock.py",
    "trainer/rate_curve.py",
    "trainer/recipe.py",
    "trainer/row_files.py",
    "trainer/session.py",
    "trainer/sources.py",
    "trainer/splits.py",
    "trainer/stratifying.py",
    "trainer/warm_start.py",
)
"""Where sentences are taken from; what the others say is still shown in English."""

_VALUE = "\0"
_FEWEST_WORDS = 3
_NOT_TO_USERS = ("log.", "parser.", "argparse.")  # calls that speak to whoever looks after the program
_NO_SENTENCE = re.compile(r"^(SELECT|INSERT|DELETE|PRAGMA|BEGIN)\b|ORDER BY|DELETE FROM|WHERE path|\n| \| ")


def sentences() -> list[str]:
    """Templates of at least three words, values as ``{0}``, ``{1}``, ... in their order, each once."""
    found = list[str]()
    for room in ROOMS:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
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
        if len(words) >= _FEWEST_WORDS and not _NO_SENTENCE.search(text):
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
