"""Measure an epoch of every network and size of a study, on its own data, before it begins.

That is before its declaration, too, so the runs that are made for it are judged on nothing: they end after their last
epoch, and nobody has looked at the test part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from trainer.config import TrainConfig
from trainer.events import Emit
from trainer.run import create_run, read_run
from trainer.study.child import CellProcess, Start, start_timing
from trainer.study.cost import measured, pace_of, timed
from trainer.study.design import StudyError
from trainer.study.planning import Cell
from trainer.study.record import RUNS, TIMING

_EPOCHS = 2  # the first one also compiles the network


def time_epochs(
    folder: Path,
    data: Path,
    cells: Sequence[Cell],
    emit: Emit,
    *,
    stopped: Callable[[], bool] = lambda: False,
    begin: Start = start_timing,
) -> None:
    """Train each network and size that has not been timed for two epochs, in ``timing/`` of the study folder.

    Parameters
    ----------
    emit : callable
        Is told ``timing`` (``arm``, ``place``, ``of``) before each.

    Raises
    ------
    StudyError
        If one of them fails; says which and why.
    """
    known = {timing.pace for timing in measured((folder / RUNS, folder / TIMING))}
    wanted: dict[tuple[Any, ...], Cell] = {}
    for cell in cells:
        if pace_of(cell.config) not in known:
            wanted.setdefault(pace_of(cell.config), cell)
    for number, cell in enumerate(wanted.values(), start=1):
        if stopped():
            return
        emit("timing", arm=cell.label, place=number, of=len(wanted))
        run = create_run(folder / TIMING, _short(cell.config))
        process = CellProcess(run, data, False, begin)
        process.follow(lambda _, process=process: process.pause() if stopped() else None)  # type: ignore[misc]
        record = read_run(run)
        if not timed(record) and not stopped():
            raise StudyError(f"arm {cell.label} could not be timed: {record.reason or record.status}")


def _short(config: TrainConfig) -> TrainConfig:
    return replace(config, name=f"timing-{config.name}", epochs=_EPOCHS, early_stopping=0)
