"""The story of one study: read, plan, declare, train, report."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import Cxr12Error
from trainer.__main__ import reason_of
from trainer.dataset import Dataset, read_dataset
from trainer.events import Emit, EventWriter, Progress, Scrubber
from trainer.lock import RunBusyError, locked
from trainer.study.child import Start, start
from trainer.study.cost import Timing, cost, measured
from trainer.study.design import Study, StudyError
from trainer.study.planning import Plan, plan
from trainer.study.record import DECLARED, REPORT, RUNS, TIMING, begin, state
from trainer.study.running import Ended, run_cells
from trainer.study.timing import time_epochs

_HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Options:
    """How a study is run; none of it influences a result.

    Attributes
    ----------
    at_once : int
        Cells side by side; at least 1.
    most_hours : float or None
        Pause after that long; above 0.
    timed : bool
        Measure an epoch of every network and size first.

    Raises
    ------
    StudyError
        If a value is outside its range.
    """

    at_once: int = 1
    most_hours: float | None = None
    timed: bool = False

    def __post_init__(self) -> None:
        if self.at_once < 1:
            raise StudyError(f"at least 1 run is trained at once, found {self.at_once}")
        if self.most_hours is not None and not self.most_hours > 0:
            raise StudyError(f"the hours of a slice must be above 0, found {self.most_hours:g}")


def scrubber(study: Study) -> Scrubber:
    """Keep where the data lie out of every sentence that is written into the study folder."""
    scrub = Scrubber()
    for path in (study.data, study.data.absolute()):
        scrub.hide(str(path), "the dataset")
    return scrub


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the study folder if need be and hold it for this process.

    Raises
    ------
    StudyError
        If another process works on it.
    OSError
        If it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with locked(folder):
            yield
    except RunBusyError:
        raise StudyError(f"{folder.name}: another process is already working on this study: wait for its end") from None


def look_ahead(study: Study, folder: Path, options: Options, dataset: Dataset) -> Plan:
    """Plan a study with what has been measured in its folder so far."""
    return plan(study, dataset, _timings(folder), at_once=options.at_once)


def conduct(
    study: Study,
    sha256: str,
    folder: Path,
    options: Options,
    emit: EventWriter,
    *,
    stopped: Callable[[], bool] = lambda: False,
    begin_process: Start = start,
) -> Ended:
    """Run a study in its folder, which this process holds, to its end or the end of the slice.

    Parameters
    ----------
    sha256 : str
        Of the study's file.
    emit : EventWriter
        Of the study folder. Told are ``planned`` (``cells``, ``finished``, ``seconds`` left or null, ``disk_bytes``,
        ``memory_bytes``, ``slices`` or null, ``notes``), what :func:`~trainer.study.timing.time_epochs` and
        :func:`~trainer.study.running.run_cells` tell, and at last ``finished``, ``paused`` or ``failed`` with
        ``finished``, ``failed``, ``left`` cells, ``reason`` and ``report``, the name of its file, or empty.

    Raises
    ------
    Cxr12Error, OSError
        If the study cannot be run or kept, or is not the one that the folder was made for; the last event says so.
    """
    try:
        plan_now = _begun(study, sha256, folder, options, emit, stopped)
        _tell_plan(emit, plan_now, folder, options)
        ended = run_cells(
            folder,
            study.data,
            emit,
            at_once=options.at_once,
            most_seconds=None if options.most_hours is None else options.most_hours * _HOUR_S,
            stopped=stopped,
            begin=begin_process,
        )
    except (Cxr12Error, OSError) as error:
        emit.last_word("failed", reason=reason_of(error, folder), report="")
        raise
    _last_word(emit, ended, folder)
    return ended


def _begun(
    study: Study,
    sha256: str,
    folder: Path,
    options: Options,
    emit: Emit,
    stopped: Callable[[], bool],
) -> Plan:
    """Plan the study, with epochs timed first where that was asked for, and declare it."""
    dataset = read_dataset(study.data, progress=Progress(emit, "dataset"))
    plan_now = look_ahead(study, folder, options, dataset)
    if (folder / DECLARED).exists():
        begin(folder, study, sha256, plan_now, dataset)  # refuses another study before any work
    if options.timed:
        time_epochs(folder, study.data, plan_now.cells, emit, stopped=stopped)
        plan_now = look_ahead(study, folder, options, dataset)
    _refuse_hopeless(plan_now, folder, options)
    begin(folder, study, sha256, plan_now, dataset)
    return plan_now


def _timings(folder: Path) -> tuple[Timing, ...]:
    return measured((folder / RUNS, folder / TIMING))


def _refuse_hopeless(plan_now: Plan, folder: Path, options: Options) -> None:
    """Refuse what could never end: an epoch longer than a slice, or more than the disk holds."""
    timings = _timings(folder)
    if options.most_hours is not None:
        for cell in plan_now.cells:
            epoch = cost(replace(cell.config, epochs=1, early_stopping=0), timings).seconds
            if epoch is not None and epoch > options.most_hours * _HOUR_S:
                raise StudyError(
                    f"one epoch of arm {cell.label} takes {epoch / 60:.0f} minutes, longer than a slice of "
                    f"{options.most_hours * 60:g} minutes: allow more hours, or choose a smaller network or size"
                )
    begun = (folder / DECLARED).exists()
    free = shutil.disk_usage(folder).free
    if not begun and plan_now.disk_bytes > free:
        raise StudyError(
            f"the study needs about {plan_now.disk_bytes >> 20} MB and {free >> 20} MB are free where it is kept: make "
            "room, or keep it elsewhere"
        )


def _tell_plan(emit: Emit, plan_now: Plan, folder: Path, options: Options) -> None:
    states, timings = state(folder), _timings(folder)
    costs = [cost(one.cell.config, timings).seconds for one in states if one.status != "finished"]
    known = [seconds for seconds in costs if seconds is not None]
    left = sum(known) if len(known) == len(costs) else None
    slices = None
    if left is not None and options.most_hours is not None:
        slices = max(1, math.ceil(left / (options.most_hours * _HOUR_S)))
    emit(
        "planned",
        cells=len(states),
        finished=len(states) - len(costs),
        seconds=left,
        disk_bytes=plan_now.disk_bytes,
        memory_bytes=plan_now.memory_bytes,
        slices=slices,
        notes=list(plan_now.notes),
    )


def _last_word(emit: EventWriter, ended: Ended, folder: Path) -> None:
    """Write the report where every cell has ended, and say how the study is now."""
    facts = {"finished": ended.finished, "failed": ended.failed, "left": ended.left}
    if ended.left:
        emit.last_word("paused", **facts, reason=ended.reason or "a run was stopped", report="")
        return
    from trainer.study.reporting import write_report  # statistics and templates: needed at the end alone

    try:
        write_report(folder)
    except Cxr12Error as error:
        emit.last_word("failed", **facts, reason=str(error), report="")
        return
    emit.last_word("failed" if ended.failed else "finished", **facts, reason=_lost(ended), report=REPORT)


def _lost(ended: Ended) -> str:
    return f"{ended.failed} of {ended.failed + ended.finished} runs failed" if ended.failed else ""
