"""Runs made before a study that tell how small a margin it can show: those of its own arms, on its own data."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from core.errors import ComparisonError
from trainer.comparing import AttainableMargin, Declared, attainable_margin
from trainer.comparing.sentences import margin_sentence
from trainer.config import TrainConfig
from trainer.outcome import read_outcome
from trainer.run import list_runs
from trainer.study.planning import Cell

_FEWEST = 2


def margins(
    cells: Sequence[Cell], data_fingerprint: str, folders: Iterable[Path], declared: Declared
) -> tuple[AttainableMargin, ...]:
    """Say for each arm with at least two pilot runs how small a margin the planned seeds can bear.

    Parameters
    ----------
    cells : sequence of Cell
        The planned runs.
    data_fingerprint : str
        Of the dataset of the study; runs on other data say nothing of its test patients.
    folders : iterable of Path
        Folders of runs; only finished ones are looked at, and of several with the same seed the newest.
    """
    runs = pilots(cells, data_fingerprint, folders)
    seeds = {label: len({cell.config.seed for cell in cells if cell.label == label}) for label in runs}
    found = []
    for label, pilot in runs.items():
        with contextlib.suppress(ComparisonError):  # runs of another version without what is needed
            margin = replace(attainable_margin(pilot, declared, seeds=seeds[label]), arm=label)  # as the study calls it
            found.append(replace(margin, sentence=margin_sentence(margin, declared.figure, declared.alpha)))
    return tuple(found)


def pilots(cells: Sequence[Cell], data_fingerprint: str, folders: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """Find the finished runs that differ from planned ones in seed and name alone, by arm; at least two of each."""
    labels = {_arm(cell.config): cell.label for cell in cells}
    found: dict[str, dict[int, Path]] = {}
    for folder in folders:
        for record in list_runs(folder):
            label = "" if record.config is None else labels.get(_arm(record.config), "")
            if record.config is None or not label or record.status != "finished":
                continue
            with contextlib.suppress(ValueError):
                if read_outcome(record.folder).data_fingerprint == data_fingerprint:
                    found.setdefault(label, {}).setdefault(record.config.seed, record.folder)
    return {label: tuple(runs.values()) for label, runs in found.items() if len(runs) >= _FEWEST}


def _arm(config: TrainConfig) -> TrainConfig:
    return replace(config, seed=0, name="")
