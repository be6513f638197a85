"""A build plan as a TOML file, so that a dataset can be built again."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import DatasetError
from trainer.building.types import BuildPlan, ClassMap
from trainer.importing.types import Source

_TEXT = ("readers", "several", "format")
_PLAN = {**dict.fromkeys(("out", "others", *_TEXT), str), "classes": dict, "source": list, "split_seed": int,
         "test_fraction": (int, float), **dict.fromkeys(("hash_patients", "seal", "replace"), bool)}  # fmt: skip
_SOURCE = {**dict.fromkeys(("importer", "path", "part", "name"), str), "images": list, "options": dict}
_LARGEST = 1 << 20


def read_plan(path: Path) -> BuildPlan:
    """Read a plan; its paths count from the folder of the file.

    ``out``, ``readers``, ``several``, ``format``, ``hash_patients``, ``test_fraction``, ``split_seed``, ``seal`` and
    ``replace`` are as in :class:`~trainer.building.types.BuildPlan`; ``others`` and the table ``classes``, finding =
    class, make its class map; each ``[[source]]`` has ``importer``, ``path`` and, where needed, ``images``, ``part``,
    ``name`` and ``options``.

    Raises
    ------
    DatasetError
        If the file is no plan, or a setting is outside its range; one sentence names it.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise DatasetError("the plan is larger than 1 MB")
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatasetError(f"the plan cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
    except ValueError as error:  # of TOML and of UTF-8
        raise DatasetError(f"the plan is not TOML: {error}") from None
    _check(raw, _PLAN, "the plan")
    for name in ("out", "source"):
        if name not in raw:
            raise DatasetError(
                f"the plan has no {name}: name the folder for the table as out, and at least one [[source]]"
            )
    sources = tuple(_source(one, number, path.parent) for number, one in enumerate(raw.pop("source"), start=1))
    classes = raw.pop("classes", {})
    _check_texts(classes, "classes")
    try:
        mapped = ClassMap(tuple(classes.items()), raw.pop("others", "keep"))
        return BuildPlan(sources, path.parent / raw.pop("out"), mapped, **raw)
    except ValueError as error:
        raise DatasetError(f"the plan: {error}") from None


def _source(raw: Any, number: int, folder: Path) -> Source:
    where = f"source {number} of the plan"
    if not isinstance(raw, Mapping):
        raise DatasetError(f"{where} is no table: write [[source]]")
    _check(raw, _SOURCE, where)
    if "importer" not in raw or "path" not in raw:
        raise DatasetError(f"{where} needs an importer and a path")
    images, options = raw.get("images", []), raw.get("options", {})
    if not all(isinstance(one, str) for one in images):
        raise DatasetError(f"images of {where} must be a list of paths")
    _check_texts(options, f"options of {where}")
    return Source(
        raw["importer"],
        folder / raw["path"],
        tuple(folder / one for one in images),
        options=tuple(options.items()),
        part=raw.get("part", ""),
        name=raw.get("name", ""),
    )


def _check(raw: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    for name, value in raw.items():
        if name not in known:
            raise DatasetError(f"{where} has an unknown setting {name}: it may have {', '.join(known)}")
        kind = known[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise DatasetError(f"{name} of {where} has a value of the wrong kind")


def _check_texts(raw: Mapping[str, Any], where: str) -> None:
    if not all(isinstance(value, str) for value in raw.values()):
        raise DatasetError(f"{where} must each be text in quotes")
