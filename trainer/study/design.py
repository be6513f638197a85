"""What a study is: the arms it crosses, what all runs have in common, and what is declared before the first run."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from core.errors import Cxr12Error
from core.models.registry import ARCHITECTURES
from trainer.comparing.types import Declared
from trainer.config import TrainConfig
from trainer.recipe import RECIPES

Value = str | int | float | bool

COMMON_ONLY = ("split_seed", "validation_fraction", "test_fraction", "folds", "fold", "exclude_unreadable")
"""Settings that decide who is tested: they belong to ``base``, since arms are compared on the same test patients."""

_NAMED_BY_THE_STUDY = "name"
_MOST_CELLS = 1000


class StudyError(Cxr12Error):
    """A study that cannot be planned, or is not the one that its folder was made for."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Settings that are varied: every combination of ``values`` is one run.

    Attributes
    ----------
    values : tuple of (field of TrainConfig, tuple of its values)
        In the order written, which is the order of the words in an arm's label.
    """

    values: tuple[tuple[str, tuple[Value, ...]], ...]

    def combinations(self) -> Iterator[dict[str, Value]]:
        """Give every combination, the last setting changing fastest."""
        names = [name for name, _ in self.values]
        for chosen in itertools.product(*(values for _, values in self.values)):
            yield dict(zip(names, chosen, strict=True))


@dataclass(frozen=True, slots=True)
class Study:
    """A question, the runs that are to answer it, and how the answer will be judged.

    Attributes
    ----------
    name, question : str
        Shown in lists and in the report.
    data : Path
        Dataset of all runs: a CSV file or a folder.
    grids : tuple of Grid
        Their combinations together are the runs; a combination that two grids name is one run.
    base : tuple of (field of TrainConfig, value)
        Settings of all runs, where they are not the usual ones.
    declared : Declared
        What decides the question: figure, margin, family of contrasts.

    Raises
    ------
    StudyError
        If something is missing, unknown or contradictory; says what.
    """

    name: str
    question: str
    data: Path
    grids: tuple[Grid, ...]
    base: tuple[tuple[str, Value], ...] = ()
    declared: Declared = field(default_factory=Declared)

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.grids:
            raise StudyError("a study needs a name and at least one grid of settings")
        for grid in self.grids:
            _check_grid(grid, dict(self.base))
        for setting, value in self.base:
            _check_setting("base", setting, value)
        count = sum(1 for grid in self.grids for _ in grid.combinations())
        if count > _MOST_CELLS:
            raise StudyError(f"the grid has {count} runs: at most {_MOST_CELLS} are planned together, divide the study")

    def configs(self) -> tuple[TrainConfig, ...]:
        """Make the settings of every run, without names, each once, in the order of the grids.

        Raises
        ------
        StudyError
            If a combination is refused by :class:`~trainer.config.TrainConfig`; says which and why.
        """
        found: dict[TrainConfig, None] = {}
        for grid in self.grids:
            for varied in grid.combinations():
                found.setdefault(_config(dict(self.base), varied))
        return tuple(found)


def settings_of(config: TrainConfig) -> dict[str, Value]:
    """Give the settings of a run but for its name, by field."""
    return {name: getattr(config, name) for name in _SETTINGS}


_SETTINGS = {one.name: one for one in fields(TrainConfig) if one.name != _NAMED_BY_THE_STUDY}
_KINDS: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "bool": (bool,), "float": (float, int)}
_WORDS = {"str": "text", "int": "a whole number", "bool": "true or false", "float": "a number"}


def _check_setting(where: str, setting: str, value: Value) -> None:
    if setting not in _SETTINGS:
        raise StudyError(f"{where} knows the settings {', '.join(_SETTINGS)}, found {setting!r}")
    kind = str(_SETTINGS[setting].type)
    if type(value) not in _KINDS[kind]:
        raise StudyError(f"{setting} of {where} must be {_WORDS[kind]}, found {value!r}")


def _check_grid(grid: Grid, base: Mapping[str, Value]) -> None:
    names = [name for name, _ in grid.values]
    if not names:
        raise StudyError("a grid needs at least one setting with its values, found none")
    for setting, values in grid.values:
        for value in values:
            _check_setting("grid", setting, value)
        if setting in COMMON_ONLY:
            raise StudyError(
                f"{setting} decides which patients test, and arms are compared on the same ones: put it into base"
            )
        if not values or len(set(values)) < len(values):
            raise StudyError(f"{setting} of grid needs at least one value, each once, found {list(values)}")
    twice = sorted({name for name in names if names.count(name) > 1 or name in base})
    if twice:
        raise StudyError(f"{twice[0]} is set twice: a setting belongs into base or once into a grid")


def _config(base: dict[str, Value], varied: dict[str, Value]) -> TrainConfig:
    """Make the settings of one run; variant and head, where unset, as ``cxr12 train`` takes them."""
    settings: dict[str, Any] = base | varied
    family = ARCHITECTURES.get(settings.get("architecture", _SETTINGS["architecture"].default))
    recipe = RECIPES.get(settings.get("recipe", _SETTINGS["recipe"].default))
    if family is not None:
        settings.setdefault("variant", family.variants[-1])
    if recipe is not None:
        settings.setdefault("head", recipe.head)
    try:
        return TrainConfig(**settings)
    except ValueError as error:
        said = ", ".join(f"{name} {value}" for name, value in varied.items())
        raise StudyError(f"the combination {said} cannot be trained: {error}") from None
