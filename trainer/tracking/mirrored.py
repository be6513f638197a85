"""What of a run is mirrored: settings, figures and the small files that describe it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import Cxr12Error, DatasetError
from core.records import to_plain
from trainer.config import RunRecord, TrainConfig
from trainer.detective import read_findings
from trainer.outcome import METRICS, Outcome, read_outcome
from trainer.run import CONFIG, ENVIRONMENT, epochs_told, list_runs, read_events, read_run
from trainer.study.record import RUNS

KEY = "cxr12.run"
"""Tag by which the mirror of a run is found again."""

_STATES = {"finished": "FINISHED", "cancelled": "FINISHED", "failed": "FAILED", "running": "RUNNING"}
_PAUSED = "KILLED"  # MLflow's word for a run that ended and is not finished: ours may be resumed
_FILES = (CONFIG, ENVIRONMENT, METRICS, "card.json")  # findings.json names rows; its warnings are a tag
_WEIGHTS = "model.keras"
_OF_EPOCHS = ("loss", "accuracy", "val_loss", "val_accuracy", "val_macro_auc", "learning_rate", "seconds")
_ENDS = (("value", ""), ("low", "_low"), ("high", "_high"))
_LONGEST_TAG = 5000  # characters


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a run: at an epoch (from 1), or at its best one, and when, in milliseconds since 1970 (UTC)."""

    name: str
    value: float
    step: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What a tracking store is told of a run.

    Attributes
    ----------
    key : str
        SHA-256 of what tells the run from every other; the mirror is found again by it.
    status : str
        ``FINISHED``, ``FAILED``, ``RUNNING``, or ``KILLED`` for one that is paused or was interrupted.
    params, tags : dict
        Settings; and what it is of: study, data, code, warnings of the detective.
    points : tuple of Point
        Figures of the epochs, and of the test part with their 95 % intervals.
    files : tuple of Path
        Small files that describe it.
    """

    key: str
    name: str
    status: str
    began_ms: int
    ended_ms: int
    params: dict[str, str]
    tags: dict[str, str]
    points: tuple[Point, ...]
    files: tuple[Path, ...]


def runs_in(folder: Path) -> list[tuple[RunRecord, str]]:
    """Give the runs of a run folder or of a study folder, with the name of the study.

    Raises
    ------
    Cxr12Error
        If it is neither.
    """
    if (folder / CONFIG).is_file():
        return [(read_run(folder), "")]
    if (folder / RUNS).is_dir():
        return [(record, folder.resolve().name) for record in reversed(list_runs(folder / RUNS))]
    raise Cxr12Error(f"{folder} is neither a run folder nor a study folder: expected {CONFIG} or {RUNS} in it")


def mirrored(record: RunRecord, study: str = "", *, weights: bool = False) -> Mirrored:
    """Gather what is told of a run, with the network itself if ``weights``.

    Raises
    ------
    Cxr12Error
        If the run is damaged.
    """
    if record.config is None:
        raise Cxr12Error(f"{record.folder.name} cannot be mirrored: the run is damaged ({record.reason})")
    outcome = _outcome(record.folder)
    events = read_events(record.folder)[0]
    times = [_milliseconds(str(event["time"])) for event in events if "time" in event]
    began = times[0] if times else _milliseconds(record.created)
    wanted = (*_FILES, _WEIGHTS) if weights else _FILES
    return Mirrored(
        key=_key(record),
        name=record.name,
        status=_STATES.get(record.status, _PAUSED),
        began_ms=began,
        ended_ms=times[-1] if times else began,
        params={name: str(value) for name, value in asdict(record.config).items() if name != "name"},
        tags=_tags(record, study, outcome),
        points=(*_of_epochs(record.folder), *_of_test(outcome, times[-1] if times else began)),
        files=tuple(record.folder / name for name in wanted if (record.folder / name).is_file()),
    )


def _outcome(folder: Path) -> Outcome | None:
    with contextlib.suppress(ValueError):  # it has none yet
        return read_outcome(folder)
    return None


def _key(record: RunRecord) -> str:
    config: TrainConfig | None = record.config
    assert config is not None
    told = [record.folder.name, record.created, asdict(config)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _tags(record: RunRecord, study: str, outcome: Outcome | None) -> dict[str, str]:
    code: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError):
        code = json.loads((record.folder / ENVIRONMENT).read_text(encoding="utf-8"))
    tags = {
        KEY: _key(record),
        "cxr12.folder": record.folder.name,
        "cxr12.study": study,
        "cxr12.status": record.status,
        "cxr12.reason": record.reason,
        "cxr12.version": str(code.get("cxr12", "")),
        "cxr12.commit": str(code.get("commit", "")),
        "cxr12.data": "" if outcome is None else outcome.data_fingerprint,
        "cxr12.test": "" if outcome is None else outcome.test_fingerprint,
        "cxr12.warnings": _warnings(record.folder),
        "cxr12.notice": "Research use only, not for diagnosis",
    }
    return {name: value[:_LONGEST_TAG] for name, value in tags.items() if value}


def _warnings(folder: Path) -> str:
    """Tell the detective's warnings, one to a line; that none was found is told, too."""
    try:
        found = read_findings(folder)
    except DatasetError:
        return "the findings are damaged"
    return "" if found is None else "\n".join(found.warnings) or "none"


def _of_epochs(folder: Path) -> Iterator[Point]:
    for event in epochs_told(folder):
        for name in _OF_EPOCHS:
            value = event.get(name)
            if isinstance(value, (int, float)) and math.isfinite(value):
                yield Point(name, float(value), int(event["epoch"]), _milliseconds(str(event["time"])))


def _of_test(outcome: Outcome | None, time_ms: int) -> Iterator[Point]:
    if outcome is None:
        return
    for name, value in _estimates("test", to_plain(outcome.test)):
        yield Point(name, value, outcome.best_epoch, time_ms)
    for name in ("best_val_loss", "seconds_to_best", "seconds_total"):
        if math.isfinite(value := float(getattr(outcome, name))):
            yield Point(name, value, outcome.best_epoch, time_ms)


def _estimates(prefix: str, told: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Give estimates with the ends of their intervals: ``test_macro_auc``, ``test_macro_auc_low``, ``..._high``."""
    for name, value in told.items():
        if isinstance(value, dict) and "value" in value:
            for end, suffix in _ENDS:
                if isinstance(value.get(end), (int, float)):
                    yield f"{prefix}_{name}{suffix}", float(value[end])
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict) and "name" in one:
                    yield from _estimates(f"{prefix}_{_word(str(one['name']))}", one)


def _word(name: str) -> str:
    """Write a class as a part of a figure's name, for which MLflow takes letters, digits and few signs."""
    return re.sub(r"[^\w.-]", "_", name)


def _milliseconds(time: str) -> int:
    try:
        return round(datetime.fromisoformat(time).timestamp() * 1000)
    except ValueError:
        return 0
