"""The confound ledger: in what two arms differ besides what they are compared for, and so what may be said of them.

Every setting of the runs and every fact they recorded (data, split, test part, program, packages, computer, how they
ended) is compared, run by run of the same seed. Where exactly one factor differs, a difference in figures may be put
down to it and is called by its name; where several do, none may be named alone.

Preset and bit-depth arm are taken apart into what they do to the pixels (see :mod:`core.preprocess`), because the name
of an arm can hide a second change: ``8-max`` has fewer bits, and also stretches the range of each image by itself.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from trainer.comparing.arms import arms
from trainer.config import TrainConfig
from trainer.dataset import Dataset
from trainer.depth import resolve_spec
from trainer.outcome import Outcome, read_outcome
from trainer.recipe import RECIPES
from trainer.run import ENVIRONMENT, read_config, read_run
from trainer.study.planning import Cell

BIT_DEPTH, RANGE, PLACE, GEOMETRY = "bit depth", "grey range", "place of the quantisation", "geometry and polarity"
NOTHING, SEVERAL = "nothing", "several factors"

_NO_FACTOR = ("name", "seed", "save_h5", "tensorboard", "exclude_unreadable", "bits", "preset", "learning_rate")
"""Fields of a config that do not influence a result, or are told otherwise: the images left out are in the data."""

_TITLES = {
    "size": "input size",
    "windows": "learned windows",
    "augment": "augmentation",
    "start_from": "warm start",
    "freeze": "frozen stages",
    "monitor": "choice of the best epoch",
}
_PROGRAM = ("cxr12", "commit")
_DIGITS = 12  # of a fingerprint; enough to see that two differ
_NOT_RECORDED = ("created", "seed")  # of environment.json: the time, and what the arms have in common anyway

_FIXED, _BEFORE, _KEPT = "all that the file can store", "before the resize", "aspect kept, shown polarity"
_PRESETS = {
    "display8": ("8", "default view", _BEFORE, _KEPT),
    "thesis12": ("native", "4095", _BEFORE, "stretched, stored polarity"),
    "thesis8": ("8", "maximum of each image, then 4095", _BEFORE, "stretched, stored polarity"),
}
_ARMS = {
    "8-max": ("8", "maximum of each image", _BEFORE, _KEPT),
    "8-voi": ("8", "default view", _BEFORE, _KEPT),
    "8-after-resize": ("8", _FIXED, "after the resize", _KEPT),
}


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that differs: its name, and what it is in either arm (several values, where the runs differ)."""

    name: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a figure of one run may depend on, but for the seed.

    Attributes
    ----------
    seed : int
    values : tuple of (factor, value)
        Every run has the same factors, but for those of packages.
    """

    seed: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of arms.

    Attributes
    ----------
    a, b : str
        Labels.
    factors : tuple of Factor
        All that differs.
    may_say : str
        What a difference may be put down to; see :func:`may_say`.
    sentence : str
        The same in words.
    """

    a: str
    b: str
    factors: tuple[Factor, ...]
    may_say: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What differs between arms.

    Attributes
    ----------
    factors : tuple of str
        All that differ between any two of them.
    rows : tuple of Row
        One for each pair.
    """

    factors: tuple[str, ...]
    rows: tuple[Row, ...]


def ledger(runs: Sequence[Path], contrasts: Sequence[tuple[str, str]] = ()) -> Ledger:
    """Set up the ledger of some run folders, grouped into arms as they are for the comparison.

    Parameters
    ----------
    contrasts : sequence of (label, label)
        The pairs of arms to write down; none: all.

    Raises
    ------
    ComparisonError
        If a run folder holds no readable settings, or two are of one arm and seed.
    """
    found = {arm.label: arm for arm in arms(runs)}
    return _drawn_up({label: [facts_of(run) for run in arm.runs] for label, arm in found.items()}, contrasts)


def foreseen(
    cells: Sequence[Cell], contrasts: Sequence[tuple[str, str]] = (), dataset: Dataset | None = None
) -> Ledger:
    """Set up the ledger of runs that are only planned: by their settings, all that differs if nothing goes wrong.

    Parameters
    ----------
    dataset : Dataset, optional
        With it, the preset that ``auto`` stands for is known.

    Raises
    ------
    DatasetError
        If the images cannot give what a cell asks for.
    """
    facts: dict[str, list[Facts]] = {}
    for cell in cells:
        preset, bits = cell.config.preset, cell.config.bits
        if dataset is not None:
            spec, _ = resolve_spec(cell.config, dataset)
            preset, bits = spec.preset, spec.bits
        values = _settings(cell.config) | _pixels(preset, bits)
        facts.setdefault(cell.label, []).append(Facts(cell.config.seed, tuple(values.items())))
    return _drawn_up(facts, contrasts)


def _drawn_up(facts: Mapping[str, Sequence[Facts]], contrasts: Sequence[tuple[str, str]]) -> Ledger:
    """Write down the contrasts between arms that are there; without any, all pairs."""
    pairs = [pair for pair in contrasts if set(pair) <= set(facts)] or list(itertools.combinations(facts, 2))
    rows = tuple(_row(a, b, facts[a], facts[b]) for a, b in pairs)
    return Ledger(tuple(dict.fromkeys(factor.name for row in rows for factor in row.factors)), rows)


def difference(a: Sequence[Facts], b: Sequence[Facts]) -> tuple[Factor, ...]:
    """Find what differs between two arms, compared seed by seed; other seeds are a factor, too."""
    by_seed = [{one.seed: dict(one.values) for one in arm} for arm in (a, b)]
    common = sorted(set(by_seed[0]) & set(by_seed[1]))
    seeds = [_listed(str(seed) for seed in sorted(arm)) for arm in by_seed]
    factors = [] if seeds[0] == seeds[1] else [Factor("seeds", *seeds)]
    pairs = [(by_seed[0][seed], by_seed[1][seed]) for seed in common]
    pairs = pairs or list(itertools.product(by_seed[0].values(), by_seed[1].values()))
    names = dict.fromkeys(name for pair in pairs for values in pair for name in values)
    for name in names:
        if any(one.get(name) != other.get(name) for one, other in pairs):
            said = (_listed(dict.fromkeys(pair[side].get(name, "not there") for pair in pairs)) for side in (0, 1))
            factors.append(Factor(name, *said))
    return tuple(factors)


def may_say(a: Sequence[Facts], b: Sequence[Facts]) -> str:
    """Say what a difference between two arms may be put down to: a factor's name, or that there are several, or none.

    ``"bit depth"`` is given only where exactly that differs.
    """
    return _named(difference(a, b))


def facts_of(run: Path) -> Facts:
    """Read all that the figures of a run folder may depend on.

    Raises
    ------
    ValueError
        If it holds no readable settings.
    """
    config = read_config(run)
    try:
        outcome: Outcome | None = read_outcome(run)
    except ValueError:
        outcome = None
    preset, bits = (config.preset, config.bits) if outcome is None else (outcome.preset, outcome.bits)
    values = _settings(config) | _pixels(preset, bits) | _recorded(run, outcome, config) | _environment(run)
    return Facts(config.seed, tuple(values.items()))


def _settings(config: TrainConfig) -> dict[str, str]:
    named = {field.name: getattr(config, field.name) for field in fields(TrainConfig) if field.name not in _NO_FACTOR}
    values = {_TITLES.get(name, name.replace("_", " ")): _said(value) for name, value in named.items()}
    own = RECIPES[config.recipe].learning_rate
    # A recipe comes with its own rate: to follow it is no second change.
    given = config.learning_rate not in (0.0, own)
    return values | {"learning rate": f"{config.learning_rate:g}" if given else "the recipe's own"}


def _pixels(preset: str, bits: str) -> dict[str, str]:
    depth, grey_range, place, geometry = _PRESETS.get(preset) or _ARMS.get(bits) or (bits, _FIXED, _BEFORE, _KEPT)
    depth = "all stored bits" if depth == "native" else f"{depth} bits"
    return {BIT_DEPTH: depth, RANGE: grey_range, PLACE: place, GEOMETRY: geometry}


def _recorded(run: Path, outcome: Outcome | None, config: TrainConfig) -> dict[str, str]:
    status = read_run(run).status
    values = {"end of the training": status}
    if outcome is None:
        return values
    # Early stopping, alike in both arms, is a part of the method: when it came is a result, not a setting.
    early = config.early_stopping > 0 and status == "finished"
    return values | {
        "epochs done": "until it stopped early" if early else str(outcome.epochs),
        "data": outcome.data_fingerprint[:_DIGITS],
        "split": outcome.split_fingerprint[:_DIGITS],
        "test part": outcome.test_fingerprint[:_DIGITS],
    }


def _environment(run: Path) -> dict[str, str]:
    """Read the program, every package and every fact about the computer."""
    try:
        raw = json.loads((run / ENVIRONMENT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raw = None
    if not isinstance(raw, dict):
        return {"environment": "not recorded"}
    packages = raw.pop("packages", {})
    program = " ".join(str(raw.pop(name, ""))[:_DIGITS] for name in _PROGRAM).strip()
    values = {"program": program} | {name: _said(raw[name]) for name in sorted(raw) if name not in _NOT_RECORDED}
    named = sorted(packages.items()) if isinstance(packages, dict) else []
    return values | {f"package {name}": str(number) for name, number in named}


def _row(a: str, b: str, facts_a: Sequence[Facts], facts_b: Sequence[Facts]) -> Row:
    factors = difference(facts_a, facts_b)
    named = _named(factors)
    if not factors:
        sentence = f"{a} and {b} differ in nothing that is recorded: chance alone tells them apart."
    elif len(factors) == 1:
        sentence = f"{a} and {b} differ in the {named} alone ({factors[0].a} against {factors[0].b})."
    else:
        also = [factor.name for factor in factors]
        sentence = (
            f"{a} and {b} differ in {len(also)} factors ({', '.join(also)}): a difference may not be put down to one "
            "of them."
        )
    return Row(a, b, factors, named, sentence)


def _named(factors: Sequence[Factor]) -> str:
    if not factors:
        return NOTHING
    names = [factor.name for factor in factors]
    return names[0] if len(names) == 1 else f"{SEVERAL}: {', '.join(names)}"


def _listed(values: Iterable[str]) -> str:
    return " or ".join(values)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value != "" else "none"
