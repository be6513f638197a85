"""Which runs make an arm, and what it is called."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from core.errors import ComparisonError
from trainer.comparing.types import Arm
from trainer.config import TrainConfig
from trainer.run import read_config

_NAMELESS = ("architecture", "variant", "head", "recipe", "preset")  # a value that speaks for itself


def arms(folders: Sequence[Path]) -> tuple[Arm, ...]:
    """Group runs that differ in nothing but seed and name, in the order in which each arm first occurs.

    Raises
    ------
    ComparisonError
        If a folder holds no readable settings, or two runs are of the same arm and seed; names them.
    """
    if not folders:
        raise ComparisonError("choose at least one run to compare")
    configs = [_config(folder) for folder in folders]
    labels = arm_labels(configs)
    found: dict[TrainConfig, list[int]] = {}
    for i, config in enumerate(configs):
        found.setdefault(_without_seed(config), []).append(i)
    return tuple(_arm(labels[members[0]], members, folders, configs) for members in found.values())


def arm_labels(configs: Sequence[TrainConfig]) -> tuple[str, ...]:
    """Name the arm of each of these settings by what differs between them; the same settings get the same label.

    Depends on the settings alone, so that a family of contrasts can be declared before the first run. Of a single arm
    it is the network.
    """
    plain = [_without_seed(config) for config in configs]
    differing = [field.name for field in fields(TrainConfig) if len({getattr(one, field.name) for one in plain}) > 1]
    shown = differing or ["architecture", "variant"]
    return tuple(" ".join(_said(name, getattr(one, name)) for name in shown) for one in plain)


def _without_seed(config: TrainConfig) -> TrainConfig:
    return replace(config, seed=0, name="")


def _said(name: str, value: Any) -> str:
    words = name.replace("_", " ")
    if name == "bits":
        return f"{value}-bit" if str(value).isdigit() else {"native": "native depth"}.get(str(value), str(value))
    if isinstance(value, bool):
        return words if value else f"no {words}"
    if name in _NAMELESS:
        return str(value)
    return f"{words} {value}" if value != "" else f"no {words}"


def _arm(label: str, members: Sequence[int], folders: Sequence[Path], configs: Sequence[TrainConfig]) -> Arm:
    members = sorted(members, key=lambda i: configs[i].seed)
    for one, other in itertools.pairwise(members):
        if configs[one].seed == configs[other].seed:
            raise ComparisonError(
                f"{folders[one].name} and {folders[other].name} are of the same arm ({label}) and the same seed "
                f"{configs[one].seed}: leave one of them out"
            )
    return Arm(
        label=label,
        runs=tuple(folders[i] for i in members),
        seeds=tuple(configs[i].seed for i in members),
        config=configs[members[0]],
    )


def _config(folder: Path) -> TrainConfig:
    try:
        return read_config(folder)
    except ValueError as error:
        raise ComparisonError(f"{folder.name} cannot be compared: {error}") from None
