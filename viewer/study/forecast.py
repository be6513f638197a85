"""What a drafted study will do, cost and allow to say: worked out on a pool thread. No Qt."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import ComparisonError, Cxr12Error
from trainer.comparing import AttainableMargin
from trainer.comparing.arms import arm_labels
from trainer.comparing.figures import check
from trainer.config import TrainConfig
from trainer.dataset import Dataset
from trainer.study.cost import measured
from trainer.study.ledger import Ledger, foreseen
from trainer.study.pilots import margins
from trainer.study.planning import Plan, plan
from trainer.study.record import RUNS, TIMING
from viewer.study.draft import VARIED, ArmKey, Draft, labels_of

RUNS_FIELD, DECLARED_FIELD = "runs", "declared"
"""Which page of the form a problem belongs to."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is known of a draft.

    Attributes
    ----------
    labels : tuple of (ArmKey, label)
        Of all combinations, those left out among them.
    plan : Plan or None
    ledger : Ledger or None
        Of the contrasts, or of all pairs where none were chosen.
    margins : tuple of AttainableMargin or None
        None: not looked for yet.
    problem, field : str
        Why there is no plan, as a sentence, and which page of the form it is about; else empty.
    """

    labels: tuple[tuple[ArmKey, str], ...] = ()
    plan: Plan | None = None
    ledger: Ledger | None = None
    margins: tuple[AttainableMargin, ...] | None = None
    problem: str = ""
    field: str = ""


def look_ahead(
    draft: Draft, dataset: Dataset | None, at_once: int, runs_folder: Path, studies: Path
) -> Iterator[Forecast]:
    """Work out a forecast: the plan first, then the margins, which take longer.

    Times and margins go by finished runs on the same data, wherever this computer keeps them.
    """
    labels = tuple(_labels(draft).items())
    try:
        study = draft.study()
        labels = tuple((dict(labels) | labels_of(study)).items())  # what is trained, as the study calls it
        if dataset is not None:
            check(draft.figure, dataset.classes)
        folders = _run_folders(runs_folder, studies)
        timings = () if dataset is None else measured(folders, dataset.fingerprint)
        made = plan(study, dataset, timings, at_once=at_once)
        drawn_up = foreseen(made.cells, made.contrasts, dataset)
    except (ComparisonError, ValueError) as error:  # what a declaration says of itself is made for people
        yield Forecast(labels, problem=str(error), field=DECLARED_FIELD)
        return
    except Cxr12Error as error:
        yield Forecast(labels, problem=str(error), field=RUNS_FIELD)
        return
    found = Forecast(labels, made, drawn_up)
    yield found
    if dataset is not None:
        kept = [folder for folder in folders if folder.name == RUNS or folder == runs_folder]
        yield replace(found, margins=margins(made.cells, dataset.fingerprint, kept, study.declared))


def _labels(draft: Draft) -> dict[ArmKey, str]:
    """Name all combinations, also those that cannot be trained: leaving one out begins with finding it."""
    configs: dict[ArmKey, TrainConfig] = {}
    for key in draft.all_arms():
        with contextlib.suppress(ValueError):
            configs[key] = TrainConfig(**dict(zip(VARIED, key, strict=True)))  # type: ignore[arg-type]
    named = dict(zip(configs, arm_labels(tuple(configs.values())), strict=True))
    return {key: named.get(key) or " ".join(map(str, key)) for key in draft.all_arms()}


def _run_folders(runs_folder: Path, studies: Path) -> list[Path]:
    own = [study / name for study in sorted(studies.glob("*")) if study.is_dir() for name in (RUNS, TIMING)]
    return [folder for folder in (runs_folder, *own) if folder.is_dir()]
