"""The study folder: the declaration and the plan, written once before the first run, and the runs.

``declared.json``, ``plan.json``, ``runs/`` (ordinary run folders, one or more for each cell), ``timing/`` (short runs
that were made to measure an epoch), ``events.jsonl``, ``report.html`` and ``report.json``; ``lock`` is held by the
process that works on it. Nothing in it says where the data lie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import core
from core import records
from core.places import data_folder
from trainer.config import RunRecord, TrainConfig
from trainer.dataset import Dataset
from trainer.outcome import read_outcome
from trainer.run import epochs_told, list_runs, write_json
from trainer.study.design import Study, StudyError
from trainer.study.planning import Cell, Plan
from trainer.study.reading import plain, study_of

DECLARED, PLAN, RUNS, TIMING, REPORT = "declared.json", "plan.json", "runs", "timing", "report.html"


_FACTS = {"sha256": str, "data_fingerprint": str, "images": int, "patients": int, "created": str, "cxr12": str}
"""What a declaration holds besides the study."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was fixed before the first run of a study.

    Attributes
    ----------
    study : Study
        Its ``data`` says nothing.
    sha256 : str
        Of the TOML file.
    data_fingerprint : str
        See :class:`trainer.dataset.Dataset`.
    images, patients : int
        Of the dataset.
    created, cxr12 : str
        When (UTC), and the program's version.
    """

    study: Study
    sha256: str
    data_fingerprint: str
    images: int
    patients: int
    created: str
    cxr12: str


@dataclass(frozen=True, slots=True)
class CellState:
    """How far a cell is.

    Attributes
    ----------
    status : str
        ``waiting``, or the status of its best run (see :class:`trainer.config.RunRecord`).
    reason : str
        Why it failed.
    run : Path or None
        Its run folder.
    epoch, epochs : int
        Completed, and in all.
    """

    cell: Cell
    status: str
    reason: str
    run: Path | None
    epoch: int
    epochs: int


def studies_folder() -> Path:
    """Where studies are kept unless the user says otherwise."""
    folder = data_folder() / "studies"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def folder_name(study: Study) -> str:
    """Name of a study's folder, made of its own."""
    return re.sub(r"[^a-z0-9_]+", "-", study.name.lower())[:60].strip("-") or "study"


def begin(folder: Path, study: Study, sha256: str, plan: Plan, dataset: Dataset) -> Begun:
    """Write declaration and plan into a new study folder, or find that this very study was begun there.

    Raises
    ------
    StudyError
        If another study, or the same one with other settings or data, was begun in the folder; says what differs.
    OSError
        If the folder cannot be written.
    """
    if (folder / DECLARED).exists():
        begun = read_begun(folder)
        _refuse_changed(begun, study, dataset)
        return begun
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    facts = {
        "sha256": sha256,
        "data_fingerprint": dataset.fingerprint,
        "images": len(dataset.rows),
        "patients": dataset.patients,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "cxr12": core.__version__,
    }
    cells = [{"id": cell.id, "label": cell.label, "config": asdict(cell.config)} for cell in plan.cells]
    expected = {"seconds": plan.seconds, "disk_bytes": plan.disk_bytes, "memory_bytes": plan.memory_bytes}
    write_json(folder / PLAN, {"cells": cells, "contrasts": plan.contrasts, **expected, "notes": plan.notes})
    write_json(folder / DECLARED, facts | {"study": plain(study)})  # last: it is what makes the folder a study
    return read_begun(folder)


def read_begun(folder: Path) -> Begun:
    """Read what was fixed before the first run.

    Raises
    ------
    StudyError
        If the folder holds no study.
    """
    raw = _read(folder, DECLARED)
    try:
        study = study_of(raw.pop("study"), Path())
        if wrong := [name for name, kind in _FACTS.items() if type(raw.get(name)) is not kind]:
            raise TypeError(f"{wrong[0]} is not there, or of another kind")
        return Begun(study=study, **raw)
    except (KeyError, TypeError) as error:
        raise _damaged(folder, DECLARED, f"{error}") from None


def read_cells(folder: Path) -> tuple[Cell, ...]:
    """Read the cells of a study in the order in which they are trained.

    Raises
    ------
    StudyError
        If the folder holds no study, or a plan of another version of the program.
    """
    raw = _read(folder, PLAN)
    try:
        return tuple(
            Cell(str(one["id"]), str(one["label"]), records.from_plain(TrainConfig, one["config"]))
            for one in raw["cells"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(folder, PLAN, f"{error}") from None


def state(folder: Path) -> tuple[CellState, ...]:
    """Tell how far every cell of a study is.

    Raises
    ------
    StudyError
        If the folder holds no study.
    """
    runs: dict[TrainConfig, list[RunRecord]] = {}
    for record in list_runs(folder / RUNS):
        if record.config is not None:
            runs.setdefault(record.config, []).append(record)
    return tuple(cell_state(cell, runs.get(cell.config, [])) for cell in read_cells(folder))


def cell_state(cell: Cell, runs: Sequence[RunRecord]) -> CellState:
    """Tell how far a cell is by its finished run, or else by the newest: one that failed is followed by another."""
    if not runs:
        return CellState(cell, "waiting", "", None, 0, cell.config.epochs)
    best = next((run for run in runs if run.status == "finished"), runs[0])
    epoch = len(epochs_told(best.folder))
    if best.status == "finished":
        try:
            read_outcome(best.folder)
        except ValueError as error:
            return CellState(cell, "damaged", str(error), best.folder, epoch, cell.config.epochs)
    return CellState(cell, best.status, best.reason, best.folder, epoch, cell.config.epochs)


def _refuse_changed(begun: Begun, study: Study, dataset: Dataset) -> None:
    changes = _changes(plain(begun.study), plain(study))
    if changes:
        raise StudyError(
            f"a study that has begun is never changed, but {'; '.join(changes)}: put it back, or start another study "
            "under another name"
        )
    if begun.data_fingerprint != dataset.fingerprint:
        raise StudyError(
            f"the study was begun with {begun.images} images of {begun.patients} patients, the data are now "
            f"{len(dataset.rows)} images of {dataset.patients} patients with other contents or labels: give the same "
            "data, or start another study under another name"
        )


def _changes(before: Any, after: Any, where: str = "") -> list[str]:
    """Say key by key what differs between two plain studies."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = dict.fromkeys((*before, *after))
        found = [_changes(before.get(key), after.get(key), f"{where} {key}".strip()) for key in keys]
        return [one for some in found for one in some]
    if json.dumps(before) == json.dumps(after):
        return []
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after) and where == "grid":
        return [
            one for i, pair in enumerate(zip(before, after, strict=True), 1) for one in _changes(*pair, f"grid {i}")
        ]
    return [f"{where} was {_said(before)} and is now {_said(after)}"]


def _said(value: Any) -> str:
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)


def _read(folder: Path, name: str) -> dict[str, Any]:
    try:
        raw = records.parse((folder / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise StudyError(f"{folder.name} is no study folder: its {name} cannot be read") from None
    except ValueError as error:
        raise _damaged(folder, name, str(error)) from None
    if not isinstance(raw, dict):
        raise _damaged(folder, name, "expected an object")
    return raw


def _damaged(folder: Path, name: str, why: str) -> StudyError:
    return StudyError(f"{folder.name}: {name} is damaged or of another version of the program ({why})")
