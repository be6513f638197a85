"""``cxr12 study``: a grid of runs, declared beforehand, trained in slices, compared and reported."""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from viewer.command_line.output import SOME_REFUSED, WRONG_USAGE, fail, json_line

if TYPE_CHECKING:
    from trainer.study.child import Start
    from trainer.study.conducting import Options
    from trainer.study.design import Study
    from trainer.study.planning import Plan
    from trainer.study.record import CellState


def command(
    file: Annotated[Path, typer.Argument(readable=False, metavar="FILE.toml", help="The study; see the manual.")],
    out: Annotated[Path, typer.Option("--out", help="Folder of study folders.")] = Path("studies"),
    only_plan: Annotated[bool, typer.Option("--plan", help="Say what it will take, and run nothing.")] = False,
    timed: Annotated[bool, typer.Option("--time", help="First measure an epoch of each network and size.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Say how far each run is, and run nothing.")] = False,
    report: Annotated[bool, typer.Option("--report", help="Write the report again, and run nothing.")] = False,
    at_once: Annotated[
        int | None, typer.Option("--at-once", min=1, help="Runs side by side; 1, or one for each node of a cluster.")
    ] = None,
    workers: Annotated[
        str | None, typer.Option("--workers", metavar="ray://HOST:PORT", help="Train on the nodes of a Ray cluster.")
    ] = None,
    most_hours: Annotated[float | None, typer.Option("--most-hours", help="Pause after that; call again.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON event per line.")] = False,
    watch: Annotated[bool, typer.Option("--watch-stdin", help="Pause when standard input closes.")] = False,
) -> None:
    """Train the runs of a study that are not finished yet, and report on them; Ctrl-C pauses, to be gone on with."""
    from core.errors import Cxr12Error
    from trainer.study.conducting import Options
    from trainer.study.reading import read_study
    from trainer.study.record import folder_name

    try:
        options = Options(at_once or 1, most_hours, timed)
        study, sha256 = read_study(file)
        study.configs()
    except Cxr12Error as error:
        fail(str(error), WRONG_USAGE)
    folder = out / folder_name(study)
    try:
        if status:
            _print_states(folder, as_json)
        elif report:
            _print_report(folder, as_json)
        elif only_plan:
            _plan(study, folder, options, as_json)
        else:
            _run(
                study, sha256, folder, options, as_json, watch, None if workers is None else _Cluster(workers, at_once)
            )
    except Cxr12Error as error:
        fail(str(error))
    except OSError as error:
        fail(f"{folder}: the study cannot be kept here: {error.strerror}")


class _Cluster(NamedTuple):
    """Where a study is trained instead of here, and how many of its runs side by side."""

    address: str
    at_once: int | None


def _run(
    study: Study, sha256: str, folder: Path, options: Options, as_json: bool, watch: bool, cluster: _Cluster | None
) -> None:
    from trainer.events import EventWriter, beating
    from trainer.study.conducting import conduct, held, scrubber

    stop = threading.Event()
    if watch:
        threading.Thread(target=_wait_for_owner, args=(sys.stdin.fileno(), stop), daemon=True).start()
    echo = sys.stdout if as_json else _Lines(folder)
    with (
        held(folder),
        contextlib.closing(EventWriter(folder, scrubber(study), echo)) as emit,
        _trainers(study, folder, options, cluster) as (options, begin),  # Ray takes signals for itself
        _interrupt(stop),
        beating(emit),
    ):
        ended = conduct(study, sha256, folder, options, emit, stopped=stop.is_set, begin_process=begin)
    if ended.left or ended.failed:
        raise typer.Exit(SOME_REFUSED)


@contextlib.contextmanager
def _trainers(
    study: Study, folder: Path, options: Options, cluster: _Cluster | None
) -> Iterator[tuple[Options, Start]]:
    """Give what starts training processes, and the options with as many side by side as there are places."""
    from trainer.study.child import start

    if cluster is None:
        yield options, start
        return
    from trainer.study.cluster import workers

    with workers(cluster.address, folder, study.data, cluster.at_once) as found:
        typer.echo(f"Training on {len(found.nodes)} nodes: {', '.join(found.nodes)}", err=True)
        yield replace(options, at_once=found.at_once), found.begin


def _plan(study: Study, folder: Path, options: Options, as_json: bool) -> None:
    """Print the plan; measure epochs before, where that was asked for."""
    from trainer.dataset import read_dataset
    from trainer.events import EventWriter
    from trainer.study.conducting import held, look_ahead, scrubber
    from trainer.study.timing import time_epochs

    dataset = read_dataset(study.data)
    found = look_ahead(study, folder, options, dataset)
    if options.timed:
        stop = threading.Event()
        echo = None if as_json else _Lines(folder)
        with held(folder), contextlib.closing(EventWriter(folder, scrubber(study), echo)) as emit, _interrupt(stop):
            time_epochs(folder, study.data, found.cells, emit, stopped=stop.is_set)
        found = look_ahead(study, folder, options, dataset)
    if as_json:
        json_line(asdict(found))
        return
    _print_plan(found, study)


def _print_plan(plan: Plan, study: Study) -> None:
    declared = study.declared
    table = Table(title=f"{study.name}: {len(plan.cells)} runs, {len(plan.arms)} arms")
    for column in ("run", "arm", "seed", "epochs"):
        table.add_column(column)
    for cell in plan.cells:
        table.add_row(cell.id, cell.label, str(cell.config.seed), str(cell.config.epochs))
    Console(width=None if Console().is_terminal else 160).print(table)
    pairs = ", ".join(f"{a} against {b}" for a, b in plan.contrasts) or "nothing"
    typer.echo(f"Compared: {pairs}, by {declared.figure}, margin {declared.margin:g}, alpha {declared.alpha:g}.")
    time = "not known" if plan.seconds is None else f"about {_duration(plan.seconds)}, one run after another"
    typer.echo(f"Time {time}; disk about {plan.disk_bytes >> 20} MB, memory about {plan.memory_bytes >> 20} MB.")
    for note in plan.notes:
        typer.echo(note)


def _print_states(folder: Path, as_json: bool) -> None:
    from trainer.study.record import state

    for one in state(folder):
        if as_json:
            json_line(_plain_state(one))
        else:
            reason = f" ({one.reason})" if one.reason else ""
            typer.echo(f"{one.cell.id}: {one.status}, epoch {one.epoch} of {one.epochs}{reason}")


def _plain_state(one: CellState) -> dict[str, Any]:
    return {
        "cell": one.cell.id,
        "arm": one.cell.label,
        "seed": one.cell.config.seed,
        "status": one.status,
        "reason": one.reason,
        "run": "" if one.run is None else str(one.run),
        "epoch": one.epoch,
        "epochs": one.epochs,
    }


def _print_report(folder: Path, as_json: bool) -> None:
    from trainer.study.reporting import write_report

    page, twin = write_report(folder)
    if as_json:
        json_line({"report": str(page), "twin": str(twin)})
    else:
        typer.echo(f"{page}: written, with its numbers in {twin.name}")


@contextlib.contextmanager
def _interrupt(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C and SIGTERM pause the study instead of tearing it down."""
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _wait_for_owner(descriptor: int, stop: threading.Event) -> None:
    """Pause the study when the program that started it is gone."""
    # The descriptor itself is read: a thread that waits inside sys.stdin would hold up the end of the interpreter.
    with contextlib.suppress(OSError):
        while os.read(descriptor, 1024):
            continue
    stop.set()


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{max(1, minutes)} min"


class _Lines(io.StringIO):
    """Takes the events of a study as lines of JSON and prints those that a person waits for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def write(self, line: str, /) -> int:
        event = json.loads(line)
        text = self._said(event)
        if text:
            typer.echo(text)
        return len(line)

    def _said(self, event: dict[str, Any]) -> str:
        match event["event"]:
            case "timing":
                return f"Timing {event['place']} of {event['of']}: {event['arm']}"
            case "planned":
                return _said_plan(event)
            case "cell_started":
                how = "goes on" if event["resumed"] else "begins"
                return f"{event['cell']} ({event['place']} of {event['of']}) {how}"
            case "place":
                return f"{event['cell']} is on node {event['node']}"
            case "cell_ended":
                reason = f": {event['reason']}" if event["reason"] else ""
                return f"{event['cell']} {event['status']}{reason} ({event['finished']} of {event['of']} finished)"
            case "finished" | "paused" | "failed" if "left" in event:
                return self._said_end(event)
        return ""

    def _said_end(self, event: dict[str, Any]) -> str:
        how = f"{self._folder}: {event['finished']} runs finished, {event['failed']} failed, {event['left']} to go"
        if event["event"] == "paused":
            return f"{how}; paused because {event['reason']}: call again to go on"
        report = f"; the report is {self._folder / event['report']}" if event["report"] else ""
        reason = f"; {event['reason']}" if event["reason"] else ""
        return f"{how}{reason}{report}"


def _said_plan(event: dict[str, Any]) -> str:
    time = "time not known" if event["seconds"] is None else f"about {_duration(event['seconds'])} to go"
    slices = f" in {event['slices']} slices" if event["slices"] else ""
    notes = "".join(f"\n{note}" for note in event["notes"])
    return f"{event['finished']} of {event['cells']} runs are finished, {time}{slices}{notes}"
