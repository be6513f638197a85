"""Preprocessed images of a dataset as one memory-mapped array, made once and kept."""

from __future__ import annotations

import hashlib
import inspect
import json
import logging
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import core.preprocess
from core.errors import ChildError, RefusedError
from core.picture import read_image
from core.places import cache_folder
from core.preprocess import PreprocessSpec, preprocess
from trainer.dataset import Dataset, Row
from trainer.run import write_text

log = logging.getLogger(__name__)

_DAY_S = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Network input of every row of a dataset.

    Attributes
    ----------
    images : ndarray of float32, shape (rows, height, width, 1), memory-mapped, read-only
        In the order of the dataset's rows; black where the image could not be read.
    unreadable : tuple of (row id, reason)
        Images that could not be read or that the preprocessing refuses.
    """

    images: NDArray[np.float32]
    unreadable: tuple[tuple[str, str], ...]


def arrays(
    dataset: Dataset,
    spec: PreprocessSpec,
    *,
    again: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Arrays:
    """Preprocess every image of a dataset at full depth, or find the result of an earlier time.

    Parameters
    ----------
    again : bool
        Make an earlier result with unreadable images again: the reason may have passed.
    progress : callable or None
        Called with (images done, images in all) while they are made; may raise to stop.

    Raises
    ------
    OSError
        If the disk cannot hold the array.
    """
    folder = cache_folder() / "arrays"
    folder.mkdir(exist_ok=True, mode=0o700)
    key = _key(dataset, spec)
    path, lost = folder / f"{key}.npy", folder / f"{key}.json"
    if path.exists():
        unreadable = tuple((str(row), str(reason)) for row, reason in json.loads(lost.read_text(encoding="utf-8")))
        if not (unreadable and again):
            return Arrays(np.load(path, mmap_mode="r"), unreadable)
    _remove_old_drafts(folder)
    draft = folder / f"{key}.{os.getpid()}.draft"
    try:
        unreadable = _build(draft, dataset, spec, progress)
        write_text(lost, json.dumps(unreadable))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return Arrays(np.load(path, mmap_mode="r"), unreadable)


def _key(dataset: Dataset, spec: PreprocessSpec) -> str:
    """Name of the array: contents, spec and the very code of the preprocessing, so that none of them goes stale."""
    parts = [row.sha256 for row in dataset.rows]
    parts += [json.dumps(asdict(spec), sort_keys=True), inspect.getsource(core.preprocess), core.__version__]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _build(
    draft: Path, dataset: Dataset, spec: PreprocessSpec, progress: Callable[[int, int], None] | None
) -> tuple[tuple[str, str], ...]:
    shape = (len(dataset.rows), spec.height, spec.width, 1)
    images = np.lib.format.open_memmap(draft, mode="w+", dtype=np.float32, shape=shape)
    _reserve(draft)

    def make(index: int) -> str:
        try:
            images[index] = preprocess(read_image(dataset.rows[index].path), spec)
        except RefusedError as error:
            return error.reason
        except (ChildError, OSError) as error:
            return error.strerror or "cannot be read" if isinstance(error, OSError) else str(error)
        return ""

    unreadable = []
    with ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 1) as pool:
        try:
            for index, reason in enumerate(pool.map(make, range(len(dataset.rows)))):
                if reason:
                    unreadable.append((dataset.rows[index].id, reason))
                if progress is not None:
                    progress(index + 1, len(dataset.rows))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    images.flush()
    return tuple(unreadable)


def _reserve(path: Path) -> None:
    """Take the disk space now: writing to a mapped file on a full disk would end the process with a signal."""
    if hasattr(os, "posix_fallocate"):
        with path.open("rb+") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)


def _remove_old_drafts(folder: Path) -> None:
    for draft in folder.glob("*.draft"):
        if time.time() - draft.stat().st_mtime > _DAY_S:
            log.info("removing an array that was never completed")
            draft.unlink(missing_ok=True)


def readable(dataset: Dataset, unreadable: tuple[tuple[str, str], ...]) -> tuple[Dataset, NDArray[np.intp]]:
    """Leave the unreadable rows out; return the rest and its places in the array."""
    lost = frozenset(row_id for row_id, _ in unreadable)
    kept = np.array([i for i, row in enumerate(dataset.rows) if row.id not in lost], dtype=np.intp)
    return dataset.without(lost, f"{len(lost)} unreadable images were left out."), kept


def sentence(unreadable: tuple[tuple[str, str], ...], rows: tuple[Row, ...]) -> str:
    """Say how many images cannot be used, and why the first of them."""
    row_id, reason = unreadable[0]
    return (
        f"{len(unreadable)} of {len(rows)} images cannot be used; the first, row {row_id} of the dataset table: "
        f"{reason}; repair them, or choose to leave unreadable images out"
    )
