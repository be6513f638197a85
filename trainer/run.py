"""The run folder: everything one training run was told and left behind, readable without any server.

``config.json``, ``environment.json``, ``split.csv``, ``events.jsonl``, ``predictions.csv``, ``metrics.json``,
``model.keras``, ``card.json``, ``log.txt``; ``lock`` is held by the process that works on it, and a file named
``cancel`` asks that process to stop.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator
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
from trainer.config import RunRecord, TrainConfig
from trainer.events import HEARTBEAT, LAST

CONFIG, ENVIRONMENT, EVENTS, CANCEL, LOCK = "config.json", "environment.json", "events.jsonl", "cancel", "lock"
_PACKAGES = ("tensorflow", "keras", "numpy", "opencv-python-headless", "imagecodecs", "pydicom", "scikit-learn")
_LONGEST_NAME = 40
_TAIL = 1 << 18  # bytes read to find the last event
_LOCK_TRIES, _LOCK_PAUSE_S = 10, 0.1


class RunBusyError(Cxr12Error):
    """Another process works on the run folder."""


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


def _environment(config: TrainConfig, now: datetime) -> dict[str, Any]:
    """Tell what the result may depend on besides settings and data; no user or host name, no path."""
    packages = {}
    for name in _PACKAGES:
        with contextlib.suppress(PackageNotFoundError):
            packages[name] = version(name)
    return {
        "created": now.isoformat(timespec="seconds"),
        "cxr12": core.__version__,
        "commit": _commit(),
        "python": platform.python_version(),
        "backend": os.environ.get("KERAS_BACKEND", "tensorflow"),
        "packages": packages,
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
    status, reason = _status(folder)
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
    if last is not None and last["event"] in LAST:
        return str(last["event"]), str(last.get("reason", ""))
    if is_running(folder):
        return "running", ""
    return "interrupted", "not started" if last is None else "the process ended without a word"


def last_event(folder: Path) -> dict[str, Any] | None:
    """Return the last complete event that is more than a heartbeat, None before the first."""
    try:
        size = (folder / EVENTS).stat().st_size
    except OSError:
        return None
    events, _ = read_events(folder, max(0, size - _TAIL))
    return next((event for event in reversed(events) if event["event"] != HEARTBEAT), None)


def read_events(folder: Path, offset: int = 0) -> tuple[list[dict[str, Any]], int]:
    """Read the events that follow byte ``offset``; return them and the offset to continue from.

    A line that is still being written is left for the next time; a line that is not an event is passed over.
    """
    try:
        with (folder / EVENTS).open("rb") as file:
            file.seek(offset)
            new = file.read()
    except FileNotFoundError:
        return [], offset
    complete = new[: new.rfind(b"\n") + 1]
    events = []
    for line in complete.splitlines():
        with contextlib.suppress(ValueError):
            event = json.loads(line)
            if isinstance(event, dict) and isinstance(event.get("event"), str):
                events.append(event)
    return events, offset + len(complete)


def request_cancel(folder: Path) -> None:
    """Ask the process that works on this run to stop; what it has learned is kept."""
    (folder / CANCEL).touch()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON into ``path``, all of it or nothing."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 into ``path``, all of it or nothing, and on the disk when this returns."""
    write_whole(path, text.encode("utf-8"))


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the run folder for this process; the system lets go when the process ends, however it ends.

    It is asked for again for a second, because whoever looks whether the run is running holds it for a moment.

    Raises
    ------
    RunBusyError
        If another process holds it.
    """
    with (folder / LOCK).open("ab") as file:
        for left in reversed(range(_LOCK_TRIES)):
            if _lock(file.fileno()):
                break
            if not left:
                raise RunBusyError("another process is already working on this run")
            time.sleep(_LOCK_PAUSE_S)
        yield


def is_running(folder: Path) -> bool:
    """Tell whether a process holds the run folder."""
    try:
        with (folder / LOCK).open("rb+") as file:
            return not _lock(file.fileno(), shared=True)
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, shared: bool = False) -> bool:  # Windows has no shared one
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int, *, shared: bool = False) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
