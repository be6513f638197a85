"""Where a training was: all that it takes to go on as if nothing had happened, in one file that is whole or not there.

``checkpoint.zip`` holds ``state.json`` (:class:`TrainingState`) and arrays as NumPy files: the weights, those of the
best epoch and their running average, the state of the optimizer and, in the middle of an epoch, of the metrics. Order
and variation of the images need no more than the numbers of epoch and step (:mod:`trainer.pipeline`). The comment of
the archive is the SHA-256 of all that comes before it. The file is on the disk before it takes the place of the one
before, which is kept as ``checkpoint-previous.zip``. No Keras is imported, and nothing is ever unpickled.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import shutil
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from core import records
from core.errors import Cxr12Error
from trainer.config import TrainConfig

log = logging.getLogger(__name__)

CHECKPOINT, PREVIOUS = "checkpoint.zip", "checkpoint-previous.zip"
Arrays = Mapping[str, Sequence[NDArray[Any]]]
_STATE = "state.json"
_FORMAT = 1
_SUM = 64  # characters of a SHA-256
_OTHER_VERSION = "was written by another version of CXR-12"
_PART = 1 << 20
_LARGEST_STATE = 1 << 20


class CheckpointError(Cxr12Error):
    """A checkpoint that does not belong to the run as it is now."""


class OtherVersionError(CheckpointError):
    """A checkpoint that another version of the program wrote, and may still go on from."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a training must not change between two sittings, if its result is to be that of one.

    Attributes
    ----------
    data, split : str
        Fingerprints of the dataset and of its division.
    settings : dict
        The configuration of the run.
    versions : dict
        See :func:`trainer.run.versions`.
    """

    data: str
    split: str
    settings: dict[str, str]
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class TrainingState:
    """The numbers of a training.

    Attributes
    ----------
    epoch : int
        Whole epochs done.
    step, steps : int
        Batches done of the epoch under way, and in each epoch.
    best_epoch : int
        Counted from 1; 0 before the first.
    best_loss, best_auc : float or None
        Validation loss and macro AUC of the best epoch.
    averaged : int
        Steps that the running average has seen.
    seconds, seconds_to_best : float
        Time spent teaching, over all sittings.
    told : str
        The facts of the last ``epoch`` event, as JSON: it is told again where it was lost.
    """

    identity: Identity
    epoch: int
    step: int
    steps: int
    best_epoch: int
    best_loss: float | None
    best_auc: float | None
    averaged: int
    seconds: float
    seconds_to_best: float
    told: str


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """State and arrays: ``model``, ``optimizer``, ``metrics``, ``average`` and ``best``, each in the order of Keras."""

    state: TrainingState
    arrays: dict[str, list[NDArray[Any]]]


def has_checkpoint(folder: Path) -> bool:
    """Tell whether a run folder has a checkpoint, sound or not."""
    return (folder / CHECKPOINT).exists() or (folder / PREVIOUS).exists()


def write(folder: Path, state: TrainingState, arrays: Arrays) -> None:
    """Write the checkpoint of a run folder and keep the one before.

    Raises
    ------
    OSError
        If it cannot be written; those that are there stay as they are.
    """
    draft = folder / f".{uuid.uuid4().hex}.checkpoint"
    try:
        with draft.open("xb+") as file:
            _pack(file, state, arrays)
            _seal(file)
            file.flush()
            os.fsync(file.fileno())
        _keep_previous(folder)
        draft.replace(folder / CHECKPOINT)
        _sync_folder(folder)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def read(folder: Path) -> tuple[Checkpoint | None, str]:
    """Read the checkpoint of a run folder, or the one before if the last is damaged, which is then put out of the way.

    Returns
    -------
    Checkpoint or None
        None if there is none that is sound.
    str
        A sentence where it is not the last one that was written; otherwise empty.

    Raises
    ------
    OtherVersionError
        If none can be used, and one was written by another version of the program; both stay.
    """
    last, reason = _read_one(folder / CHECKPOINT)
    if last is not None:
        return last, ""
    before, why = _read_one(folder / PREVIOUS)
    if before is not None:
        if reason:
            (folder / PREVIOUS).replace(folder / CHECKPOINT)  # the next one must not push the sound one out
            return before, f"the last checkpoint {reason}: the one before it, of epoch {before.state.epoch}, is used"
        return before, ""
    if not reason and not why:
        return None, ""
    if _OTHER_VERSION in (reason, why):
        raise OtherVersionError(f"its checkpoint {_OTHER_VERSION}")
    remove(folder)
    return None, f"the checkpoint {reason or why} and there is no other: the training begins anew"


def remove(folder: Path) -> None:
    """Delete the checkpoints of a run folder, and what a process that was killed left of one."""
    for path in (folder / CHECKPOINT, folder / PREVIOUS):
        path.unlink(missing_ok=True)
    remove_drafts(folder)


def remove_drafts(folder: Path) -> None:
    """Delete what a process that was killed left of a checkpoint, or of the best network, that it was writing."""
    for draft in folder.glob(".*.checkpoint"):
        draft.unlink(missing_ok=True)
    for draft in folder.glob(".saving-*"):  # of core.models.network
        shutil.rmtree(draft, ignore_errors=True)


def differences(then: Identity, now: Identity) -> tuple[str, ...]:
    """Say, in a sentence each, what has changed since a checkpoint was written."""
    found = []
    if then.data != now.data:
        found.append(f"the data are others (fingerprint {then.data[:12]}, now {now.data[:12]})")
    if then.split != now.split:
        found.append(f"the patients are divided differently (fingerprint {then.split[:12]}, now {now.split[:12]})")
    # A setting that came with a later version was, before it, what it is unless said otherwise.
    usual = {one.name: str(one.default) for one in fields(TrainConfig)}
    for one, other in ((usual | then.settings, usual | now.settings), (then.versions, now.versions)):
        for name in sorted(one.keys() | other.keys()):
            was, is_now = one.get(name, "not there"), other.get(name, "not there")
            if was != is_now:
                found.append(f"{name.replace('_', ' ')} was {was or 'unknown'}, is {is_now or 'unknown'}")
    return tuple(found)


def _pack(file: IO[bytes], state: TrainingState, arrays: Arrays) -> None:
    plain = {"format": _FORMAT, "groups": {name: len(group) for name, group in arrays.items()}}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(_STATE), json.dumps(plain | {"state": records.to_plain(state)}))
        for name, group in arrays.items():
            for number, array in enumerate(group):
                with archive.open(_member(name, number), "w", force_zip64=True) as member:
                    np.lib.format.write_array(
                        member, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False
                    )
        archive.comment = b"0" * _SUM


def _seal(file: IO[bytes]) -> None:
    """Write the SHA-256 of the archive into its comment, which is its end."""
    file.seek(0, os.SEEK_END)
    end = file.tell() - _SUM
    digest = _digest(file, end)
    file.seek(end)
    file.write(digest.encode())


def _digest(file: IO[bytes], end: int) -> str:
    file.seek(0)
    digest, left = hashlib.sha256(), end
    while left:
        part = file.read(min(left, _PART))
        if not part:
            break
        digest.update(part)
        left -= len(part)
    return digest.hexdigest()


def _keep_previous(folder: Path) -> None:
    """Give the present checkpoint its second name first, so that at no moment there is none."""
    present, link = folder / CHECKPOINT, folder / f".{uuid.uuid4().hex}.checkpoint"
    if not present.exists():
        return
    try:
        os.link(present, link)
    except OSError:  # a disk without a second name for a file: then for a moment only the one before is there
        present.replace(folder / PREVIOUS)
        return
    link.replace(folder / PREVIOUS)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read_one(path: Path) -> tuple[Checkpoint | None, str]:
    """Read one file; with None comes what is wrong with it, or nothing where there is none."""
    try:
        with path.open("rb") as file:
            end = file.seek(0, os.SEEK_END) - _SUM
            if end <= 0:
                return None, "breaks off"
            digest = _digest(file, end)
            file.seek(end)
            if file.read().decode("ascii", "replace") != digest:
                return None, "is damaged (its checksum is another)"
            with zipfile.ZipFile(file) as archive:
                return _unpack(archive), ""
    except FileNotFoundError:
        return None, ""
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        zipfile.BadZipFile,
        NotImplementedError,
    ) as error:
        log.warning("a checkpoint with a right checksum cannot be read: %s", type(error).__name__)
        return None, _OTHER_VERSION


def _unpack(archive: zipfile.ZipFile) -> Checkpoint:
    if archive.getinfo(_STATE).file_size > _LARGEST_STATE:
        raise ValueError("the state is too large")
    plain = records.parse(archive.read(_STATE))
    if plain["format"] != _FORMAT:
        raise ValueError("another format")
    groups = {
        str(name): [_array(archive, _member(name, number)) for number in range(int(count))]
        for name, count in plain["groups"].items()
    }
    return Checkpoint(records.from_plain(TrainingState, plain["state"]), groups)


def _member(name: str, number: int) -> str:
    return f"{name}/{number:05}.npy"


def _array(archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    with archive.open(name) as member:
        array: NDArray[Any] = np.lib.format.read_array(member, allow_pickle=False)
    return array
