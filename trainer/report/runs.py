"""What the run folders of compared arms tell besides their figures: how they learned, with what, and what to beware."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import ModelRefusedError
from core.models import card as cards
from core.models.card import CARD_FILE
from trainer.comparing import ComparedArms
from trainer.config import TrainConfig
from trainer.outcome import Outcome, read_outcome
from trainer.run import ENVIRONMENT, read_config, read_events

_FACTS = (
    ("cxr12", "CXR-12"),
    ("commit", "Commit"),
    ("python", "Python"),
    ("backend", "Keras backend"),
    ("platform", "System"),
    ("processor", "Processor"),
    ("processors", "Processor cores"),
    ("threads", "Threads"),
    ("device", "Device"),
    ("devices", "Devices"),
)
"""What is repeated of ``environment.json``; nothing else of it is, so that no host, user or path comes along."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """One point of the learning curves; NaN where it was not measured."""

    epoch: int
    loss: float
    val_loss: float
    val_macro_auc: float


@dataclass(frozen=True, slots=True)
class RunFacts:
    """One run folder as the report uses it; ``name`` is that of the folder, without its path."""

    arm: str
    seed: int
    name: str
    config: TrainConfig
    outcome: Outcome
    epochs: tuple[Epoch, ...]
    environment: dict[str, str]
    limits: tuple[str, ...]


def read_runs(compared: ComparedArms) -> tuple[RunFacts, ...]:
    """Read the folders of all arms, in the order of the arms and seeds.

    Raises
    ------
    ValueError
        If the settings or the figures of a run cannot be read.
    """
    return tuple(
        RunFacts(
            arm=result.arm.label,
            seed=seed,
            name=folder.name,
            config=read_config(folder),
            outcome=read_outcome(folder),
            epochs=_epochs(folder),
            environment=_environment(folder),
            limits=_limits(folder),
        )
        for result in compared.arms
        for folder, seed in zip(result.arm.runs, result.arm.seeds, strict=True)
    )


def varied(all_of: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    """Put facts of several runs together: each fact with its values, the commonest first, and how many runs have it."""
    names = list(dict.fromkeys(name for facts in all_of for name in facts))
    found = []
    for name in names:
        counts = Counter(facts.get(name, "unknown") for facts in all_of)
        found.append({"name": name, "values": [{"text": text, "runs": n} for text, n in counts.most_common()]})
    return found


def _epochs(folder: Path) -> tuple[Epoch, ...]:
    """Read the learning curve; an epoch that was repeated after an interruption counts as it came out last."""
    events, _ = read_events(folder)
    found = {
        event["epoch"]: Epoch(
            event["epoch"], *(_number(event.get(name)) for name in ("loss", "val_loss", "val_macro_auc"))
        )
        for event in events
        if event["event"] == "epoch" and type(event.get("epoch")) is int
    }
    return tuple(found[number] for number in sorted(found))


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")


def _environment(folder: Path) -> dict[str, str]:
    raw: Any = None
    with contextlib.suppress(OSError, ValueError):
        raw = json.loads((folder / ENVIRONMENT).read_text(encoding="utf-8"))
    if not isinstance(raw, dict):
        return {"CXR-12": "unknown"}
    facts = {title: _said(raw[name]) for name, title in _FACTS if raw.get(name) not in (None, "", [])}
    packages = raw.get("packages")
    if isinstance(packages, dict):
        facts |= {str(name): str(version) for name, version in packages.items()}
    return facts


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _limits(folder: Path) -> tuple[str, ...]:
    """Read the limits on the run's model card; a run without a card has none to tell."""
    if not (folder / CARD_FILE).is_file():
        return ()
    try:
        return cards.read(folder).limits
    except ModelRefusedError:
        return ("The model card of a run cannot be read.",)
