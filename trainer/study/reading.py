"""Studies as TOML files: what a researcher writes, and what the *New study* panel writes for them.

::

    name = "Bit depth"
    question = "Do 12 bits detect more than 8?"
    data = "labels.csv"              # CSV, Parquet or folder; relative to this file

    [grid]                           # every combination is one run; [[grid]], several times, for a union of grids
    bits = ["12", "8"]
    seed = [1, 2, 3]

    [base]                           # settings of all runs; see trainer.config.TrainConfig
    size = 128
    epochs = 25

    [declared]                       # never changed once the study has begun; all keys may be left out
    figure = "macro_auc"
    margin = 0.02
    contrasts = [["12-bit", "8-bit"]]

``name``, ``data`` and ``grid`` are needed. A key that is not known is refused by its name.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from core import records
from trainer.comparing.types import Declared
from trainer.run import write_text
from trainer.study.design import Grid, Study, StudyError, Value

_KEYS = ("name", "question", "data", "grid", "base", "declared")
_NEEDED = ("name", "data", "grid")
_LARGEST = 1 << 20  # bytes
_DECLARED = {field.name: field for field in fields(Declared)}


def read_study(path: Path) -> tuple[Study, str]:
    """Read a study; return it with the SHA-256 of the file.

    Raises
    ------
    StudyError
        If it cannot be read, is not TOML, or is not a study; one sentence says where and what.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise StudyError(f"{path.name}: the study cannot be read ({reason}): give an existing TOML file") from None
    if content is None:
        raise StudyError(f"{path.name}: a study is at most {_LARGEST >> 20} MB of TOML, found more")
    try:
        raw = tomllib.loads(content.decode())
    except ValueError as error:  # of text that is not UTF-8, too
        raise StudyError(f"{path.name}: expected TOML, found something else ({error})") from None
    try:
        return study_of(raw, path.parent), hashlib.sha256(content).hexdigest()
    except StudyError as error:
        raise StudyError(f"{path.name}: {error}") from None


def write_study(path: Path, study: Study) -> None:
    """Write a study as TOML, all of it or nothing; :func:`read_study` gives it back.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    write_text(path, to_toml(study))


def to_toml(study: Study) -> str:
    """Give the TOML of a study; its data as an absolute path."""
    lines = [f"{key} = {_toml(text)}" for key, text in (("name", study.name), ("question", study.question))]
    lines.append(f"data = {_toml(str(study.data.absolute()))}")
    for grid in study.grids:
        lines += ["", "[[grid]]", *(f"{name} = {_toml(list(values))}" for name, values in grid.values)]
    if study.base:
        lines += ["", "[base]", *(f"{name} = {_toml(value)}" for name, value in study.base)]
    lines += ["", "[declared]", *(f"{name} = {_toml(getattr(study.declared, name))}" for name in _DECLARED)]
    return "\n".join(lines) + "\n"


def plain(study: Study) -> dict[str, Any]:
    """Give a study as JSON without where its data lie: this goes into folders that are given away."""
    return {
        "name": study.name,
        "question": study.question,
        "data": "-",
        "grid": [{name: list(values) for name, values in grid.values} for grid in study.grids],
        "base": dict(study.base),
        "declared": records.to_plain(study.declared),
    }


def _toml(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's
    return json.dumps(value)


def study_of(raw: dict[str, Any], beside: Path) -> Study:
    """Make a study of parsed TOML, or of what :func:`plain` gave; its data lie in or below ``beside``.

    Raises
    ------
    StudyError
        If it is not a study; one sentence says what is wrong.
    """
    _expect_keys("a study", raw, _KEYS, _NEEDED)
    for key in ("name", "question", "data"):
        if not isinstance(raw.get(key, ""), str):
            raise StudyError(f"{key} must be text, found {raw[key]!r}")
    if not raw["data"].strip():
        raise StudyError("data must name a CSV file or a folder, found nothing")
    grids = raw["grid"] if isinstance(raw["grid"], list) else [raw["grid"]]
    return Study(
        name=raw["name"].strip(),
        question=raw.get("question", "").strip(),
        data=beside / raw["data"],
        grids=tuple(_grid(_table("grid", grid)) for grid in grids),
        base=tuple(_table("base", raw.get("base", {})).items()),
        declared=_declaration(_table("declared", raw.get("declared", {}))),
    )


def _expect_keys(where: str, raw: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...] = ()) -> None:
    unknown = [key for key in raw if key not in known]
    if unknown:
        raise StudyError(f"{where} has the keys {', '.join(known)}, found {unknown[0]!r}")
    missing = [key for key in needed if key not in raw]
    if missing:
        raise StudyError(f"{where} needs {', '.join(needed)}, found no {missing[0]}")


def _table(key: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise StudyError(f"{key} must be a table of settings, found {raw!r}")
    return raw


def _grid(raw: Mapping[str, Any]) -> Grid:
    values: list[tuple[str, tuple[Value, ...]]] = []
    for name, found in raw.items():
        if not isinstance(found, list):
            raise StudyError(f'{name} of grid must be a list of values, such as ["12", "8"], found {found!r}')
        if any(isinstance(value, list | dict) for value in found):
            raise StudyError(f"{name} of grid must be a list of single values, found {found!r}")
        values.append((name, tuple(found)))
    return Grid(tuple(values))


def _declaration(raw: Mapping[str, Any]) -> Declared:
    _expect_keys("declared", raw, tuple(_DECLARED))
    settings: dict[str, Any] = dict(raw)
    for key, kinds, words in (
        ("figure", (str,), "text"),
        ("margin", (int, float), "a number"),
        ("alpha", (int, float), "a number"),
        ("resamples", (int,), "a whole number"),
        ("seed", (int,), "a whole number"),
    ):
        if key in settings and type(settings[key]) not in kinds:
            raise StudyError(f"{key} of declared must be {words}, found {settings[key]!r}")
    if "contrasts" in settings:
        settings["contrasts"] = tuple(_pair(pair) for pair in _listed(settings["contrasts"]))
    try:
        return Declared(**settings)
    except ValueError as error:
        raise StudyError(f"declared: {error}") from None


def _listed(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise StudyError(f"contrasts must be a list of pairs of arms, found {raw!r}")
    return raw


def _pair(raw: Any) -> tuple[str, str]:
    if not isinstance(raw, list) or len(raw) != 2 or not all(isinstance(label, str) for label in raw):
        raise StudyError(f'a contrast must be two labels of arms, such as ["12-bit", "8-bit"], found {raw!r}')
    return (raw[0], raw[1])
