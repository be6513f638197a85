"""Train the cells of a study: one after another or several at a time, to be stopped and gone on with at any time."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from trainer.events import Emit
from trainer.lock import is_running
from trainer.run import can_resume, create_run, read_run, withdraw_requests
from trainer.study.child import CellProcess, Start, start
from trainer.study.planning import Cell
from trainer.study.record import RUNS, CellState, cell_state, state

ASKED, TIME = "a stop was asked for", "the hours of this slice are over"
"""Why a study pauses; or because a run did by itself, for the reason it gave (a full disk, say)."""

_LOOK_S = 0.2
_MOST_LOST = 5  # a cluster may choose a computer that is gone once more before it notices
_TO_LET_GO_S = 60.0  # a process whose owner is gone writes a checkpoint and ends
_TOLD = ("place", "note", "changed", "progress", "epoch")
"""Events of a run that are told on, with ``cell`` added."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the cells of a study are when it stops.

    Attributes
    ----------
    finished, failed, left : int
        Cells; ``left`` are those that a later call goes on with.
    reason : str
        Why it stopped with some left, as a clause; else empty.
    """

    finished: int
    failed: int
    left: int
    reason: str


def run_cells(
    folder: Path,
    data: Path,
    emit: Emit,
    *,
    at_once: int = 1,
    most_seconds: float | None = None,
    stopped: Callable[[], bool] = lambda: False,
    begin: Start = start,
) -> Ended:
    """Train all cells of a study that are not finished.

    Finished cells are kept. Interrupted and paused ones are resumed, and begun again where they left no checkpoint, or
    where program or packages have changed since: half a run of each version would be neither. So are failed ones, since
    most reasons are of the computer and pass. A cell that fails is told and the others go on; one that pauses by itself
    (a full disk) pauses the study.

    Parameters
    ----------
    folder, data : Path
        The study folder, begun and held by this process, and the dataset.
    emit : callable
        Is told ``cell_started`` (``cell``, ``run``, ``place``, ``of``, ``resumed``), on a cluster ``place`` (``node``),
        the events of the runs with ``cell`` added, and ``cell_ended`` (``cell``, ``run``, ``status``, ``reason``,
        ``finished``, ``of``).
    at_once : int
        Cells side by side.
    most_seconds : float or None
        Pause after that time; call again to go on.
    stopped : callable
        True pauses everything; asked several times a second.
    begin : callable
        Starts a training process.

    Raises
    ------
    OSError
        If no run folder can be made.
    """
    work = _Work(folder, data, emit, begin)
    waiting = [one for one in state(folder) if one.status != "finished"]
    deadline = None if most_seconds is None else time.monotonic() + most_seconds
    with ThreadPoolExecutor(at_once) as pool:
        pending = {pool.submit(work.train, one) for one in waiting}
        while pending:
            over = deadline is not None and time.monotonic() >= deadline
            if stopped() or over:
                work.halt(ASKED if stopped() else TIME)
            done, pending = wait(pending, _LOOK_S, FIRST_COMPLETED)
            _raise(done, work)
    return _ended(state(folder), work.halted)


class _Sitting(Enum):
    """How a process that trained a cell ended."""

    OVER = auto()
    CHANGED = auto()
    """It could not go on, because program or packages have changed."""
    LOST = auto()
    """Its computer went away."""


class _Work:
    """What the threads of a study share."""

    def __init__(self, folder: Path, data: Path, emit: Emit, begin: Start) -> None:
        self._folder, self._data, self._emit, self._begin = folder, data, emit, begin
        self._lock = threading.Lock()
        self._at_work: dict[str, CellProcess] = {}
        states = state(folder)
        self._places = {one.cell.id: place for place, one in enumerate(states, start=1)}
        self._finished = sum(one.status == "finished" for one in states)
        self.halted = ""

    def halt(self, reason: str) -> None:
        """Begin nothing more, and ask what is at work to pause."""
        with self._lock:
            if self.halted:
                return
            self.halted = reason
            processes = tuple(self._at_work.values())
        for process in processes:
            process.pause()
            threading.Thread(target=process.end, daemon=True).start()

    def train(self, before: CellState) -> None:
        """Train one cell to the end of its process; again where that could not go on, or its computer was lost."""
        how, run = self._sitting(before.cell, before.run)
        for _ in range(_MOST_LOST):
            if how is _Sitting.LOST:
                how, run = self._sitting(before.cell, run)
        if how is _Sitting.CHANGED:
            self._sitting(before.cell, None)

    def _sitting(self, cell: Cell, before: Path | None) -> tuple[_Sitting, Path | None]:
        """Train in the folder ``before`` where that can go on, else in a new one; return what came of it, and where."""
        again = before if before is not None and can_resume(read_run(before)) else None
        with self._lock:
            if self.halted:
                return _Sitting.OVER, before
            if again is not None:
                withdraw_requests(again)
            run = again or create_run(self._folder / RUNS, cell.config)
            process = self._at_work[cell.id] = CellProcess(run, self._data, again is not None, self._begin)
        resumed = {"place": self._places[cell.id], "of": len(self._places), "resumed": again is not None}
        self._tell("cell_started", cell, run, **resumed)
        kinds = set()

        def repeat(event: dict[str, Any]) -> None:
            kinds.add(event["event"])
            self._repeat(cell, event)

        process.follow(repeat)
        if process.lost:
            _wait_for_its_end(run)
        with self._lock:
            del self._at_work[cell.id]
            after = cell_state(cell, [read_run(run)])
            self._finished += after.status == "finished"
            finished = self._finished
        facts = {"status": after.status, "reason": after.reason}
        self._tell("cell_ended", cell, run, **facts, finished=finished, of=len(self._places))
        if process.lost and after.status != "finished":
            return _Sitting.LOST, run
        if after.status == "paused" and "changed" in kinds and "resumed" not in kinds:
            return _Sitting.CHANGED, run
        if after.status == "paused":
            self.halt(after.reason or ASKED)  # unless it was paused because the study is
        return _Sitting.OVER, run

    def _tell(self, kind: str, cell: Cell, run: Path, **facts: Any) -> None:
        self._emit(kind, cell=cell.id, arm=cell.label, seed=cell.config.seed, run=run.name, **facts)

    def _repeat(self, cell: Cell, event: dict[str, Any]) -> None:
        if event["event"] in _TOLD:
            facts = {name: value for name, value in event.items() if name not in ("event", "number", "time")}
            self._emit(event["event"], cell=cell.id, **facts)


def _wait_for_its_end(run: Path) -> None:
    """Wait for a process that may still live without its owner, and is about to notice."""
    deadline = time.monotonic() + _TO_LET_GO_S
    while is_running(run) and time.monotonic() < deadline:
        time.sleep(_LOOK_S)


def _raise(done: Sequence[Future[None]] | set[Future[None]], work: _Work) -> None:
    """Let an error of the study itself (no folder can be made) end it, after its runs have paused."""
    for future in done:
        error = future.exception()
        if error is not None:
            work.halt(ASKED)
            raise error


def _ended(states: Sequence[CellState], halted: str) -> Ended:
    count = Counter(one.status for one in states)
    finished, failed = count["finished"], count["failed"] + count["damaged"]
    left = len(states) - finished - failed
    return Ended(finished, failed, left, halted if left else "")
