"""``cxr12 train``: one training run, headless, as the trainer panel starts it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress

from core.models.registry import ARCHITECTURES
from viewer.command_line import train_options as options
from viewer.command_line.found_rate import tell_rate
from viewer.command_line.output import SOME_REFUSED, WRONG_USAGE, fail, json_line


def command(
    data: options.Data,
    architecture: options.Architecture = "resnet50",
    variant: options.Variant = "",
    windows: options.Windows = 0,
    size: options.Size = 128,
    bits: options.Bits = "native",
    epochs: options.Epochs = None,
    seed: options.Seed = 1,
    out: options.RunsFolder = Path("runs"),
    split_seed: options.SplitSeed = 1,
    batch: options.BatchSize = None,
    preset: options.Preset = "auto",
    recipe: options.Recipe = "modern",
    head: options.Head = None,
    rate: options.LearningRate = 0.0,
    precision: options.Precision = "float32",
    start_from: options.StartFrom = "",
    freeze: options.Freeze = 0,
    mixup: options.Mixup = 0.0,
    class_weights: options.ClassWeights = "recipe",
    early_stopping: options.EarlyStopping = 0,
    monitor: options.Monitor = "val_loss",
    activation: options.Activation = "auto",
    folds: options.Folds = 0,
    fold: options.Fold = 0,
    tensorboard: options.Tensorboard = False,
    name: options.Name = "",
    h5: options.SaveH5 = False,
    skip: options.SkipUnreadable = False,
    resume: options.Resume = None,
    accept: options.AcceptChanges = False,
    only_rate: options.FindRate = False,
    as_json: options.AsJson = False,
) -> None:
    """Train a network; prints events, the last one with the run folder and its test metrics."""
    if resume is not None:
        _resume(resume, data, accept=accept, as_json=as_json)
        return
    from trainer.config import TrainConfig
    from trainer.recipe import RECIPES
    from trainer.run import create_run

    row = ARCHITECTURES.get(architecture)
    variant = variant or ("proposed" if row is None else row.variants[-1])
    usual = RECIPES.get(recipe, RECIPES["modern"])  # an unknown one is refused below
    try:
        config = TrainConfig(
            name=name or f"{architecture}-{variant}-{size}-{bits}" + (f"-windows{windows}" if windows else ""),
            architecture=architecture,
            variant=variant,
            head=head or usual.head,
            windows=windows,
            size=size,
            bits=bits,
            preset=preset,
            recipe=recipe,
            learning_rate=rate,
            epochs=epochs or usual.epochs,
            batch_size=batch or usual.batch_size,
            seed=seed,
            split_seed=split_seed,
            precision=precision,
            start_from=start_from,
            freeze=freeze,
            mixup=mixup,
            class_weights=class_weights,
            early_stopping=early_stopping,
            monitor=monitor,
            activation=activation,
            folds=folds,
            fold=fold,
            tensorboard=tensorboard,
            save_h5=h5,
            exclude_unreadable=skip,
        )
    except ValueError as error:
        fail(str(error), WRONG_USAGE)
    _expect_data(data)
    if only_rate:
        tell_rate(config, data, as_json=as_json)
        return
    try:
        folder = create_run(out, config)
    except OSError as error:
        fail(f"{out}: no run folder could be made here: {error.strerror}")
    _finish(folder, _train(folder, data, as_json), as_json)


def _expect_data(data: Path) -> None:
    if not data.exists():
        fail(f"{data}: the dataset was not found: give an existing folder or CSV file")


def _resume(folder: Path, data: Path, *, accept: bool, as_json: bool) -> None:
    """Go on with a run that was paused or interrupted, or begin it again where it left nothing to go on from."""
    from trainer.run import can_resume, read_run, withdraw_requests

    record = read_run(folder)
    if not can_resume(record):
        why = record.reason or f"it is {record.status}"
        fail(f"{folder}: cannot be resumed: {why}; only a run that was paused or interrupted can", WRONG_USAGE)
    _expect_data(data)
    withdraw_requests(folder)
    _finish(folder, _train(folder, data, as_json, "--resume", *(["--accept-changes"] if accept else [])), as_json)


def _train(folder: Path, data: Path, as_json: bool, *more: str) -> tuple[dict[str, Any], int]:
    """Run the training in a process of its own; return its last event and exit code."""
    from trainer.run import request_cancel

    ask = [sys.executable, "-P", "-m", "trainer", "--run", str(folder), "--data", str(data), "--json", "--watch-stdin"]
    ask += more
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", **os.environ}
    with (
        # What goes wrong is told as an event, with more in log.txt; what is left on stderr is a library's chatter.
        subprocess.Popen(
            ask, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=quiet
        ) as child,
        _interrupt(lambda: request_cancel(folder)),
    ):
        last = _follow(child, folder, as_json)
    return last, child.returncode


def _finish(folder: Path, outcome: tuple[dict[str, Any], int], as_json: bool) -> None:
    """Say how the run ended, and end the command accordingly."""
    last, code = outcome
    if last.get("event") == "cancelled":
        kept = "what was learned is kept" if last.get("test") else "no epoch was complete, so nothing was learned"
        fail(f"{folder}: stopped; {kept}")
    if last.get("event") == "paused":
        fail(f"{folder}: {last.get('reason') or 'paused'}; go on with --resume {folder}")
    if last.get("event") != "finished":
        reason = last.get("reason") or f"the training process ended by itself (exit code {code})"
        fail(f"{folder}: {reason}", SOME_REFUSED)
    if not as_json:
        typer.echo(f"{folder}: {_result(last)}")


@contextlib.contextmanager
def _interrupt(stop: Callable[[], object]) -> Iterator[None]:
    """Let Ctrl-C ask the training to stop and keep what it has, instead of tearing it down."""
    before = signal.signal(signal.SIGINT, lambda *_: stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _follow(child: subprocess.Popen[str], folder: Path, as_json: bool) -> dict[str, Any]:
    """Pass the events on, or draw them; return the last one.

    Run folders hold no paths, so their events name the folder alone; here its path is told instead.
    """
    from trainer.events import events_from

    assert child.stdout is not None
    event: dict[str, Any] = {}
    console = Console(stderr=True)
    with Progress(console=console, disable=as_json or not console.is_terminal) as progress:
        task = progress.add_task("Preparing", total=None)
        for event in events_from(child.stdout):
            if as_json:
                json_line(event | {"folder": str(folder)} if "folder" in event else event)
            elif event["event"] == "epoch":
                text = f"Epoch {event['epoch']}/{event['epochs']}, validation loss {event['val_loss']:.3f}"
                progress.update(task, description=text, completed=event["epoch"], total=event["epochs"])
    return event


def _result(finished: dict[str, Any]) -> str:
    metrics = finished["test"]
    parts = []
    for key, words in {"macro_auc": "macro AUC", "balanced_accuracy": "balanced accuracy"}.items():
        m = metrics[key]
        parts.append(f"{words} {m['value']:.3f} ({m['low']:.3f} to {m['high']:.3f}, chance {m['chance']:.2f})")
    return "on the test patients: " + ", ".join(parts)
