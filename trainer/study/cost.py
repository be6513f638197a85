"""Time, disk and memory of one cell, from epochs that were measured on this computer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from trainer.config import RunRecord, TrainConfig
from trainer.run import epochs_told, list_runs, read_events

PACE = (
    "architecture", "variant", "head", "size", "windows", "batch_size", "precision", "recipe", "augment", "mixup",
    "freeze",
)  # fmt: skip
"""Settings that an epoch's length depends on; bit depth and seed are not among them."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What one run took.

    Attributes
    ----------
    pace : tuple
        Values of :data:`PACE`.
    seconds_per_epoch : float
        Of the quickest epoch: the first one also compiles the network.
    seconds_besides : float
        Reading the data, compiling, judging on the test part (but for a run that was only timed) and writing.
    disk_bytes : int
        Of the run folder.
    """

    pace: tuple[Any, ...]
    seconds_per_epoch: float
    seconds_besides: float
    disk_bytes: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one cell will take; ``seconds`` is None and ``disk_bytes`` 0 where nothing like it was measured."""

    seconds: float | None
    disk_bytes: int


def pace_of(config: TrainConfig) -> tuple[Any, ...]:
    """Give what an epoch's length depends on."""
    return tuple(getattr(config, name) for name in PACE)


def cost(config: TrainConfig, timings: Sequence[Timing]) -> Cost:
    """Say what a run will take, by the mean of all that went at the same pace; early stopping is not counted on."""
    alike = [timing for timing in timings if timing.pace == pace_of(config)]
    if not alike:
        return Cost(None, 0)
    epoch = sum(timing.seconds_per_epoch for timing in alike) / len(alike)
    besides = sum(timing.seconds_besides for timing in alike) / len(alike)
    return Cost(config.epochs * epoch + besides, max(timing.disk_bytes for timing in alike))


def measured(runs: Iterable[Path], data_fingerprint: str = "") -> tuple[Timing, ...]:
    """Read what the finished and timed runs of some folders of runs took; the others are passed over.

    With a fingerprint, so are those on other data: an epoch's length goes by the number of images.
    """
    found = []
    for folder in runs:
        for record in list_runs(folder):
            if timed(record) and record.config is not None and _is_of(record.folder, data_fingerprint):
                timing = _timing(record.folder, record.config)
                if timing is not None:
                    found.append(timing)
    return tuple(found)


def timed(record: RunRecord) -> bool:
    """Tell whether a run has done all its epochs: it is finished, or was made to be timed alone and ended there."""
    if record.status == "cancelled" and record.config is not None:
        return len(epochs_told(record.folder)) == record.config.epochs
    return record.status == "finished"


def _is_of(folder: Path, data_fingerprint: str) -> bool:
    told = (event.get("fingerprint") for event in read_events(folder)[0] if event["event"] == "dataset")
    return not data_fingerprint or data_fingerprint in told


def _timing(folder: Path, config: TrainConfig) -> Timing | None:
    events, _ = read_events(folder)
    starts = [i for i, event in enumerate(events) if event["event"] == "started"]
    if len(starts) != 1:  # a run that was interrupted says nothing of how long it takes in one go
        return None
    try:
        epochs = [float(event["seconds"]) for event in events if event["event"] == "epoch"]
        begun, ended = (datetime.fromisoformat(events[i]["time"]) for i in (starts[0], -1))
        besides = max(0.0, (ended - begun).total_seconds() - sum(epochs))
    except (KeyError, TypeError, ValueError):  # of another version
        return None
    if not epochs:
        return None
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Timing(pace_of(config), min(epochs), besides, size)
