"""What a study will do and cost, before it does it: its cells, time, disk and memory."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.errors import DatasetError
from trainer.comparing.arms import arm_labels
from trainer.config import TrainConfig
from trainer.dataset import Dataset
from trainer.depth import resolve_spec
from trainer.estimate import estimate
from trainer.study.cost import Timing, cost
from trainer.study.design import Study, StudyError

_FLOAT_BYTES = 4
_LONGEST_LABEL = 28  # of a name; a run folder's name has room for 40 characters


@dataclass(frozen=True, slots=True)
class Cell:
    """One run of a study.

    Attributes
    ----------
    id : str
        Number, arm and seed, fit for a folder's name; also the name of the run.
    label : str
        Of its arm.
    config : TrainConfig
        The settings of the run.
    """

    id: str
    label: str
    config: TrainConfig


@dataclass(frozen=True, slots=True)
class Plan:
    """The cells of a study and what they will take.

    Attributes
    ----------
    cells : tuple of Cell
        All seeds of the first seed's arms come first, so that a study that is ended early has complete pairs.
    contrasts : tuple of (label, label)
        The family of comparisons.
    seconds : float or None
        Of all cells one after another; None where a network and size has not been timed.
    disk_bytes, memory_bytes : int
        Run folders and preprocessed images together; memory of the largest cell, times how many run at once.
    notes : tuple of str
        Sentences worth knowing.
    """

    cells: tuple[Cell, ...]
    contrasts: tuple[tuple[str, str], ...]
    seconds: float | None
    disk_bytes: int
    memory_bytes: int
    notes: tuple[str, ...]

    @property
    def arms(self) -> tuple[str, ...]:
        """Labels of the arms, in the order of the cells."""
        return tuple(dict.fromkeys(cell.label for cell in self.cells))

    @property
    def seeds(self) -> tuple[int, ...]:
        """Seeds, ascending."""
        return tuple(sorted({cell.config.seed for cell in self.cells}))


def plan(study: Study, dataset: Dataset | None = None, timings: Sequence[Timing] = (), *, at_once: int = 1) -> Plan:
    """Make the cells of a study and say what they will take.

    Parameters
    ----------
    dataset : Dataset, optional
        With it, what the images cannot give is refused here, and preprocessed images are counted.
    timings : sequence of Timing
        Epochs measured on this computer.
    at_once : int
        Cells that are trained side by side.

    Raises
    ------
    StudyError
        If a combination cannot be trained, or a contrast names an arm that is not there.
    DatasetError
        If the images cannot give what a cell asks for; names the arm.
    """
    if dataset is not None and dataset.multi_label:
        raise StudyError(
            "the images of these data may show several classes each, and a study compares runs with one class per "
            "image: give data with a column label, or train single runs"
        )
    cells = _cells(study.configs())
    contrasts = family(study, tuple(dict.fromkeys(cell.label for cell in cells)))
    costs = [cost(cell.config, timings) for cell in cells]
    known = [one.seconds for one in costs if one.seconds is not None]
    images = 0 if dataset is None else len(dataset.rows)
    needs = [estimate(cell.config, images) for cell in cells]
    files = sum(one.disk_bytes or _model_bytes(cell.config) for one, cell in zip(costs, cells, strict=True))
    under_way = at_once * max(estimate(cell.config, 0).disk_bytes for cell in cells)  # with checkpoints
    thumb = sum(need.seconds_per_epoch * cell.config.epochs for need, cell in zip(needs, cells, strict=True))
    return Plan(
        cells=cells,
        contrasts=contrasts,
        seconds=sum(known) if len(known) == len(cells) else None,
        disk_bytes=files + under_way + (0 if dataset is None else _array_bytes(cells, dataset)),
        memory_bytes=at_once * max(need.memory_bytes for need in needs),
        notes=_notes(cells, thumb if len(known) < len(cells) and dataset is not None else None),
    )


def _model_bytes(config: TrainConfig) -> int:
    """Size of a run's network: what a second file of it would add."""
    return (
        estimate(replace(config, save_h5=True), 0).disk_bytes - estimate(replace(config, save_h5=False), 0).disk_bytes
    )


def _cells(configs: Sequence[TrainConfig]) -> tuple[Cell, ...]:
    """Name the runs and put the first seed of every arm before the second of any."""
    turn = {seed: i for i, seed in enumerate(dict.fromkeys(config.seed for config in configs))}
    labelled = sorted(zip(arm_labels(configs), configs, strict=True), key=lambda pair: turn[pair[1].seed])
    digits = len(str(len(configs)))
    cells = []
    for number, (label, config) in enumerate(labelled, start=1):
        slug = re.sub(r"[^a-z0-9]+", "-", label.lower())[:_LONGEST_LABEL].strip("-")
        name = f"{number:0{digits}}-{slug}-seed{config.seed}"
        cells.append(Cell(name, label, replace(config, name=name)))
    return tuple(cells)


def family(study: Study, labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give the comparisons of a study whose arms have these labels: those declared, else all pairs.

    Raises
    ------
    StudyError
        If a contrast names an arm that is not there.
    """
    for pair in study.declared.contrasts:
        unknown = [label for label in pair if label not in labels]
        if unknown:
            raise StudyError(f"contrasts names the arm {unknown[0]!r}, but the arms are {', '.join(labels)}")
    return study.declared.contrasts or tuple(itertools.combinations(labels, 2))


def _array_bytes(cells: Sequence[Cell], dataset: Dataset) -> int:
    """Size of the preprocessed images; refuse here what would be refused after hours."""
    specs = set()
    for cell in cells:
        try:
            specs.add(resolve_spec(cell.config, dataset)[0])
        except DatasetError as error:
            raise DatasetError(f"arm {cell.label}: {error}") from None
    return sum(spec.height * spec.width * _FLOAT_BYTES * len(dataset.rows) for spec in specs)


def _notes(cells: Sequence[Cell], thumb: float | None) -> tuple[str, ...]:
    notes = []
    seeds: dict[str, set[int]] = {}
    for cell in cells:
        seeds.setdefault(cell.label, set()).add(cell.config.seed)
    if min(map(len, seeds.values())) < 2:
        notes.append("With one seed an arm is one network: the report can compare these networks, not the methods.")
    if len(set(map(frozenset, seeds.values()))) > 1:
        notes.append("The arms do not have the same seeds, so their runs cannot all be paired by seed.")
    if len(seeds) < 2:
        notes.append("There is one arm only: nothing is compared.")
    if thumb is not None:
        notes.append(
            "Not all networks and sizes have been timed on this computer. By a rule of thumb, which may be wrong by a "
            f"factor of three, the study takes {_time(thumb)}: ask for a timing first."
        )
    return tuple(notes)


def _time(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes} min" if minutes < 60 else f"{minutes / 60:.1f} hours"
