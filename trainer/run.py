"""The run folder: everything one training run was told and left behind, readable without any server.

``config.json``, ``environment.json``, ``split.csv``, ``events.jsonl``, ``predictions.csv``, ``metrics.json``,
``model.keras``, ``card.json``, ``log.txt`` and, where it has become too long, ``log.txt.1``, the part before; ``lock``
is held by the process that works on it (:mod:`trainer.lock`), and ``checkpoint.zip`` is where it can go on
(:mod:`trainer.checkpoint`). Files ask that process for something: ``cancel`` to stop and keep what was learned,
``pause`` to end so that it can be resumed, ``background`` to outlive its window.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import core
from core import records
from core.errors import Cxr12Error
from core.places import data_folder
from core.whole_file import write_whole
from trainer.checkpoint import has_checkpoint
from trainer.config import RunRecord, TrainConfig
from trainer.events import EVENTS, HEARTBEAT, LAST, LONGEST_LINE, event_of
from trainer.lock import is_running

CONFIG, ENVIRONMENT = "config.json", "environment.json"
CANCEL, PAUSE, BACKGROUND = "cancel", "pause", "background"
_PACKAGES = ("tensorflow", "keras", "numpy", "opencv-python-headless", "imagecodecs", "pydicom", "scikit-learn")
_LONGEST_NAME = 40
_TAIL = 1 << 18  # bytes read to find the last event


def runs_folder() -> Path:
    """Where runs are kept unless the user says otherwise."""
    folder = data_folder() / "runs"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def create_run(runs: Path, config: TrainConfig) -> Path:
    """Make the folder of a new run, ``<UTC>-<name>``, with ``config.json`` and ``environment.json``; return it."""
    now = datetime.now(UTC)
    usual = f"{config.architecture}-{config.variant}-{config.size}-{config.bits}-seed{config.seed}"
    slug = re.sub(r"[^a-z0-9_]+", "-", (config.name or usual).lower())[:_LONGEST_NAME].strip("-") or "run"
    runs.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder = _new_folder(runs, f"{now:%Y%m%d-%H%M%S}-{slug}")
    write_json(folder / ENVIRONMENT, _environment(config, now))
    write_json(folder / CONFIG, asdict(config))
    return folder


def _new_folder(runs: Path, name: str) -> Path:
    for number in range(1, 1000):
        folder = runs / (name if number == 1 else f"{name}-{number}")
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            return folder
    raise Cxr12Error("the runs folder already holds a thousand runs of this second and name: choose another name")


def versions() -> dict[str, str]:
    """Name the code that a result may depend on: this program, Python, Keras' backend and the packages."""
    found = {
        "cxr12": core.__version__,
        "commit": _commit(),
        "python": platform.python_version(),
        "backend": os.environ.get("KERAS_BACKEND", "tensorflow"),
    }
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def _environment(config: TrainConfig, now: datetime) -> dict[str, Any]:
    """Tell what the result may depend on besides settings and data; no user or host name, no path."""
    code = versions()
    return {
        "created": now.isoformat(timespec="seconds"),
        **{name: code.pop(name) for name in ("cxr12", "commit", "python", "backend")},
        "packages": code,
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processors": os.cpu_count(),
        "seed": config.seed,
    }


def _commit() -> str:
    root = Path(__file__).resolve().parents[1]
    if not (root / ".git").exists():
        return ""
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip()


def read_config(folder: Path) -> TrainConfig:
    """Read ``config.json`` of a run folder.

    Raises
    ------
    ValueError
        If there is none, or its content is not a :class:`~trainer.config.TrainConfig`.
    """
    try:
        text = (folder / CONFIG).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{CONFIG} cannot be read") from None
    try:
        return records.from_plain(TrainConfig, records.parse(text))
    except ValueError as error:
        raise ValueError(f"{CONFIG}: {error}") from None


def read_run(folder: Path) -> RunRecord:
    """Read what a run folder says of itself; never raises for a damaged one, whose ``status`` is ``damaged``."""
    created = _created(folder)
    try:
        config = read_config(folder)
    except ValueError as error:
        return RunRecord(folder, folder.name, "damaged", str(error), None, created)
    try:
        status, reason = _status(folder)
    except OSError as error:
        why = f"{EVENTS} cannot be read ({error.strerror})"
        return RunRecord(folder, folder.name, "damaged", why, None, created)
    return RunRecord(folder, config.name or folder.name, status, reason, config, created)


def list_runs(runs: Path) -> tuple[RunRecord, ...]:
    """Read all runs of a folder, the newest first; damaged ones are listed with their reason."""
    if not runs.is_dir():
        return ()
    folders = [path for path in runs.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return tuple(read_run(folder) for folder in sorted(folders, key=lambda path: path.name, reverse=True))


def _created(folder: Path) -> str:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return str(json.loads((folder / ENVIRONMENT).read_text(encoding="utf-8")).get("created", ""))
    return ""


def _status(folder: Path) -> tuple[str, str]:
    last = last_event(folder)
    kind = "" if last is None else str(last["event"])
    if kind not in ("finished", "cancelled") and is_running(folder):  # one that failed or was paused may be resumed
        return "running", ""
    if last is not None and kind in LAST:
        return kind, str(last.get("reason", ""))
    return "interrupted", "not started" if last is None else "the process ended without a word"


def last_event(folder: Path) -> dict[str, Any] | None:
    """Return the last complete event that is more than a heartbeat, None before the first."""
    try:
        size = (folder / EVENTS).stat().st_size
    except OSError:
        return None
    events, _ = read_events(folder, max(0, size - _TAIL))
    return next((event for event in reversed(events) if event["event"] != HEARTBEAT), None)


def read_events(folder: Path, offset: int = 0, most_bytes: int = -1) -> tuple[list[dict[str, Any]], int]:
    """Read the events that follow byte ``offset``; return them and the offset to continue from.

    A line that is still being written is left for the next time; a line that is not an event is passed over. About
    ``most_bytes`` are read at the most, but at least a line, unless it is longer than any event; -1: all there is.
    """
    try:
        with (folder / EVENTS).open("rb") as file:
            file.seek(offset)
            new = file.read(most_bytes)
            if len(new) == most_bytes and b"\n" not in new:
                new += file.readline(LONGEST_LINE)
    except FileNotFoundError:
        return [], offset
    complete = new[: new.rfind(b"\n") + 1]
    if not complete and len(new) > LONGEST_LINE:
        complete = new  # part of a flood
    found = (event_of(line) for line in complete.splitlines())
    return [event for event in found if event is not None], offset + len(complete)


def epochs_told(folder: Path) -> tuple[dict[str, Any], ...]:
    """Return the ``epoch`` events in their order; of an epoch that was told twice, the later one.

    A run that was resumed from an older checkpoint went through some of its epochs again.
    """
    epochs = (event for event in read_events(folder)[0] if event["event"] == "epoch")
    told = {event["epoch"]: event for event in epochs if isinstance(event.get("epoch"), int)}
    return tuple(told[epoch] for epoch in sorted(told))


def request_cancel(folder: Path) -> None:
    """Ask the process that works on this run to stop; what it has learned is kept, measured and written."""
    (folder / CANCEL).touch()


def request_pause(folder: Path) -> None:
    """Ask the process that works on this run to write a checkpoint and end, to be resumed at any time."""
    (folder / PAUSE).touch()


def set_background(folder: Path, wanted: bool) -> None:
    """Say whether the process that works on this run goes on when the window that started it is gone."""
    if wanted:
        (folder / BACKGROUND).touch()
    else:
        (folder / BACKGROUND).unlink(missing_ok=True)


def in_background(folder: Path) -> bool:
    """Tell whether the process that works on this run outlives its window."""
    return (folder / BACKGROUND).exists()


def withdraw_requests(folder: Path) -> None:
    """Take back what was asked of the process that worked on this run: to be done before it is resumed."""
    for name in (CANCEL, PAUSE, BACKGROUND):
        (folder / name).unlink(missing_ok=True)


def can_resume(record: RunRecord) -> bool:
    """Tell whether a run can go on where it was, or from its beginning where it left no checkpoint.

    One that failed needs a checkpoint: it failed before its first epoch for a reason that stays.
    """
    if record.status == "failed":
        return has_checkpoint(record.folder)
    return record.status in ("interrupted", "paused")


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON into ``path``, all of it or nothing."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 into ``path``, all of it or nothing, and on the disk when this returns."""
    write_whole(path, text.encode("utf-8"))
