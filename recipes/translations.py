"""Collects the window's texts into the .ts files of resources/translations and makes the .qm files from them.

    recipes/translations.py            (make translations)

A text that is new takes the translation of the same words elsewhere in the file, else it is left *unfinished* and
named; one that is gone from the program is dropped. To begin a language, put an empty ``cxr12_<language>.ts`` there.

Qt's own collector reads calls, but not the tables whose texts are translated where they are shown; hence this one.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from qt_texts import QT_TEXTS
from sentences import sentences

from core.annotate.shapes import KINDS
from core.display.view import AUTO, FULL_RANGE, PERCENTILES, REGION, percentile_name
from core.explain.heat import METHOD_NAMES
from core.export.picture import DISCLAIMER
from core.shifts import MADE
from trainer.building import importers
from viewer.actions import ACTIONS, MENUS
from viewer.annotate.words import HOW
from viewer.image.corners import CORNER_FIELDS
from viewer.sentences import OF_NUMBERS
from viewer.setting_kinds import NumberSetting, Setting
from viewer.settings import SETTINGS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "resources" / "translations"
_SILENT = ("command_line", "tour.py")  # the command line speaks English, the tour to developers


class Text(NamedTuple):
    """What is translated: Qt looks it up by both."""

    context: str
    source: str


class Unreadable(Exception):
    """A text is given to the translation in a way that cannot be collected."""


def texts() -> list[Text]:
    """Every text of the window, Qt's own among them, once, by context and then as they stand in the program.

    Raises
    ------
    Unreadable
        If a call of ``tr`` is not of a literal by the class it stands in, naming file and line.
    """
    found = [Text(context, source) for context, table in TABLES.items() for source in table()]
    found += [Text(context, source) for context, sources in QT_TEXTS.items() for source in sources]
    for path in sorted((ROOT / "viewer").rglob("*.py")):
        if path.relative_to(ROOT / "viewer").parts[0] not in _SILENT:
            found += _Collector(path).collect()
    return sorted(dict.fromkeys(found), key=lambda text: text.context)


def _actions() -> Iterator[str]:
    yield from MENUS
    for action in ACTIONS:
        yield from action.menu.split("/")
        yield action.text


def _presets() -> Iterator[str]:
    yield from (FULL_RANGE, AUTO, REGION)
    yield from (percentile_name(*window) for window in PERCENTILES)
    yield from (f"Window {number}" for number in range(1, 10))


def _settings() -> Iterator[str]:
    for row in SETTINGS:
        yield row.text
        if isinstance(row, Setting):
            yield from (text for _, text in row.choices)
        elif isinstance(row, NumberSetting):
            yield from (text for text in (row.unit, row.low_text) if text)


def _importers() -> Iterator[str]:
    for row in importers():
        yield row.title
        yield from (option.title for option in row.options)


def _card_figures() -> Iterator[str]:
    yield from ("Accuracy", "Balanced accuracy", "Macro AUC", "Macro F1", "Log loss", "Brier score", "AUC")
    yield from ("Sensitivity", "Specificity", "Precision", "F1")


def _shifts() -> Iterator[str]:
    for card in sorted((ROOT / "resources" / "models").glob("*/card.json")):
        kinds = [
            shift["kind"] for shift in (json.loads(card.read_text(encoding="utf-8"))["ood"] or {"shifts": []})["shifts"]
        ]
        yield from (kind[:1].upper() + kind[1:] for kind in (*MADE, *kinds))


TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "actions": _actions,
    "annotate": lambda: [*(kind.NAME for kind in KINDS.values()), *HOW.values()],
    "CardView": lambda: [*_card_figures(), *_shifts()],
    "importers": _importers,
    "notice": lambda: [DISCLAIMER],
    "presets": _presets,
    "sample": lambda: ("Copying real radiographs", "Computing phantoms", "The sample is ready"),
    "corners": lambda: [field.label for field in CORNER_FIELDS],
    "explain": lambda: METHOD_NAMES.values(),
    "settings": _settings,
    "sentences": lambda: [*sentences(), *OF_NUMBERS],
}
"""The contexts that have texts in tables rather than in calls, and where these stand."""


class _Collector(ast.NodeVisitor):
    """The texts of one file: of ``self.tr``, ``translate``, ``QT_TRANSLATE_NOOP`` and functions that translate."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._classes: list[str] = []
        self._found: list[Text] = []
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._contexts = dict(_translating(self._tree))
        for node in self._tree.body:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("viewer."):
                self._contexts.update(_imported(node))

    def collect(self) -> list[Text]:
        """Read the file."""
        self.visit(self._tree)
        return self._found

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Remember whose ``tr`` it is."""
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Take what is translated by the call."""
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        given = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
        if name == "tr":
            own = isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "self"
            if not own or len(given) != 1 or not isinstance(given[0], str) or not self._classes:
                raise Unreadable(f"{self._path}:{node.lineno}: write self.tr with one literal text")
            self._found.append(Text(self._classes[-1], given[0]))
        elif name in ("translate", "QT_TRANSLATE_NOOP") and len(given) == 2 and isinstance(given[1], str):
            self._found.append(Text(str(given[0]), given[1]))
        elif name in self._contexts and len(given) == 1 and isinstance(given[0], str):
            self._found.append(Text(self._contexts[name], given[0]))


def _translating(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give the functions of a file that translate what they are given, and in which context."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef) or not isinstance(function.body[-1], ast.Return):
            continue
        call = function.body[-1].value
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "QCoreApplication.translate":
            context, text = call.args
            if isinstance(context, ast.Constant) and ast.unparse(text) in [one.arg for one in function.args.args]:
                yield function.name, str(context.value)


def _imported(node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    file = ROOT.joinpath(*str(node.module).split(".")).with_suffix(".py")
    if file.is_file():
        known = dict(_translating(ast.parse(file.read_text(encoding="utf-8"))))
        for alias in node.names:
            if alias.name in known:
                yield alias.asname or alias.name, known[alias.name]


def read(file: Path) -> dict[Text, str]:
    """Read the finished translations of a .ts file."""
    tree = ET.parse(file) if file.stat().st_size else ET.ElementTree(ET.Element("TS"))
    found = {}
    for context in tree.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and translation.get("type") is None:
                found[Text(context.findtext("name", ""), message.findtext("source", ""))] = translation.text
    return found


def write(file: Path, wanted: Iterable[Text], known: dict[Text, str]) -> list[Text]:
    """Write a .ts file; returns what has no translation yet."""
    elsewhere = {text.source: said for text, said in reversed(known.items())}
    root = ET.Element("TS", version="2.1", language=file.stem.partition("_")[2], sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    missing = []
    for text in wanted:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.source
        translation = ET.SubElement(message, "translation")
        translation.text = known.get(text) or elsewhere.get(text.source)
        if not translation.text:
            translation.set("type", "unfinished")
            missing.append(text)
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    file.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return missing


def release(source: Path, target: Path) -> None:
    """Make the .qm file that the window loads; Qt's tool leaves out what is unfinished."""
    tool = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    subprocess.run([tool, "-silent", source, "-qm", target], check=True)


def spoken() -> str:
    """Give the templates of what core says as the file that the window knows them by."""
    return json.dumps(sentences(), indent=0, ensure_ascii=False) + "\n"


def main() -> int:
    """Renew every language; the exit status tells whether one is incomplete."""
    wanted = texts()
    incomplete = False
    (FOLDER / "sentences.json").write_text(spoken(), encoding="utf-8")
    for file in sorted(FOLDER.glob("cxr12_*.ts")):
        missing = write(file, wanted, read(file))
        release(file, file.with_suffix(".qm"))
        sys.stdout.write(f"{file.name}: {len(wanted) - len(missing)} of {len(wanted)} texts\n")
        sys.stdout.writelines(f"  unfinished, {text.context}: {text.source}\n" for text in missing)
        incomplete |= bool(missing)
    return int(incomplete)


if __name__ == "__main__":
    sys.exit(main())
