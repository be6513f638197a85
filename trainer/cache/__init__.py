"""Preprocessed images of a dataset as one memory-mapped array, made once and kept.

An entry of the cache is one file, so that it is whole or not there: a NumPy array, followed by JSON that says which
of its rows could not be read, by number, and whether that will stay so.
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
import os
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import core
from core.errors import ChildDiedError, ChildError, ChildTimeoutError, DatasetError, RefusedError
from core.picture import read_image
from core.places import cache_folder
from core.preprocess import PreprocessSpec, preprocess
from trainer.dataset import Dataset, Row

log = logging.getLogger(__name__)

Shape = tuple[int, int, int, int]
Tell = Callable[[int, int], None]
Lost = tuple[tuple[int, str], ...]  # number of the row, reason
_DAY_S = 86_400
_SOURCES = ("preprocess.py", "picture.py", "dicom/*.py", "display/*.py")
"""Below :mod:`core`: every line that the pixels pass through on their way from the file to the network."""


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
    progress: Tell | None = None,
) -> Arrays:
    """Preprocess every image of a dataset at full depth, or find the result of an earlier time.

    Parameters
    ----------
    again : bool
        Make an earlier result with unreadable images again: the reason may have passed. It is made again in any case
        when a failure of this computer, not of the file, was among the reasons.
    progress : callable or None
        Called with (images done, images in all) while they are made; may raise to stop.

    Raises
    ------
    DatasetError
        If an image could not be read for a reason that is not its own.
    OSError
        If the disk cannot hold the array.
    """
    folder = cache_folder() / "arrays"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"{_key(dataset, spec)}.npy"
    shape = (len(dataset.rows), spec.height, spec.width, 1)
    known = _known(path, shape, again=again)
    if known is not None:
        return _named(*known, dataset)
    _remove_old_drafts(folder)
    draft = folder / f"{path.stem}.{secrets.token_hex(4)}.draft"
    try:
        lost, lasting = _build(draft, dataset, spec, shape, progress)
        with draft.open("ab") as file:
            file.write(json.dumps({"unreadable": lost, "lasting": lasting}).encode())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return _named(np.load(path, mmap_mode="r"), lost, dataset)


def _named(images: NDArray[np.float32], lost: Lost, dataset: Dataset) -> Arrays:
    """Call the rows by their ids: another dataset of the same images has other ids."""
    return Arrays(images, tuple((dataset.rows[index].id, reason) for index, reason in lost))


def _known(path: Path, shape: Shape, *, again: bool) -> tuple[NDArray[np.float32], Lost] | None:
    """Return the result of an earlier time, if there is a whole one that need not be made again."""
    if not path.exists():
        return None
    try:
        images = np.lib.format.open_memmap(path, mode="r")
        if images.shape != shape or images.dtype != np.float32:
            raise ValueError("another array than expected")
        with path.open("rb") as file:
            file.seek(images.offset + images.nbytes)
            said = json.loads(file.read())
        lost = tuple((range(len(images))[index], str(reason)) for index, reason in said["unreadable"])
        lasting = bool(said["lasting"])
    except (OSError, EOFError, ValueError, TypeError, LookupError):
        log.warning("a damaged array of the cache is made again")
        return None
    return None if lost and (again or not lasting) else (images, lost)


def _key(dataset: Dataset, spec: PreprocessSpec) -> str:
    """Name of the array: contents, spec and the very code that makes pixels of them, so that it never goes stale."""
    parts = [row.sha256 for row in dataset.rows]
    parts += [json.dumps(asdict(spec), sort_keys=True), _code()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@functools.cache
def _code() -> str:
    """SHA-256 of the sources and the versions of the libraries that decide a pixel of the network input."""
    found = hashlib.sha256()
    root = Path(core.__file__).parent
    for path in sorted(path for pattern in _SOURCES for path in root.glob(pattern)):
        found.update(path.read_bytes())
    versions = (core.__version__, cv2.__version__, *(version(name) for name in ("imagecodecs", "numpy", "pydicom")))
    found.update(" ".join(versions).encode())
    return found.hexdigest()


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why there is no image.

    Attributes
    ----------
    refused : bool
        The reader or the preprocessing says no to the image.
    passing : bool
        Not the file but this computer may be at fault: the disk failed, the decoder was too slow or died.
    """

    reason: str
    refused: bool
    passing: bool


def _failure(error: Exception) -> _Failure:
    """Judge an error by what it came of: a refusal that an accident led to has that as its context."""
    if not isinstance(error, RefusedError):
        said = error.strerror if isinstance(error, OSError) else str(error)
        return _Failure(said or type(error).__name__, refused=False, passing=True)
    cause: BaseException | None = error
    while cause is not None and not _accident(cause):
        cause = cause.__context__
    return _Failure(error.reason, refused=True, passing=cause is not None)


def _accident(error: BaseException) -> bool:
    from_disk = isinstance(error, OSError) and error.errno is not None  # parsers raise it without a number
    return from_disk or isinstance(error, ChildTimeoutError | ChildDiedError)


def _build(
    draft: Path, dataset: Dataset, spec: PreprocessSpec, shape: Shape, progress: Tell | None
) -> tuple[Lost, bool]:
    """Make all images; return the unreadable ones with their reasons, and whether all of these are so for good."""
    images = np.lib.format.open_memmap(draft, mode="w+", dtype=np.float32, shape=shape)
    _reserve(draft)
    rows = dataset.rows

    def make(index: int) -> _Failure | None:
        try:
            images[index] = preprocess(read_image(rows[index].path), spec)
        except (RefusedError, ChildError, OSError) as error:
            return _failure(error)
        return None

    lost, lasting = [], True
    for index, first in _failures(make, len(rows), progress).items():
        failure: _Failure | None = first
        if first.passing:
            log.info("row %s is read a second time, by itself", rows[index].id)
            failure = make(index)
            if progress is not None:
                progress(len(rows), len(rows))
        if failure is None:
            continue
        if not failure.refused:  # to go on without the image would be another run than the one asked for
            raise DatasetError(
                f"row {rows[index].id} of the dataset table could not be read, twice ({failure.reason}): see to the "
                "disk and the memory of the computer, and start again"
            )
        lost.append((index, failure.reason))
        lasting = lasting and not failure.passing
    images.flush()
    return tuple(lost), lasting


def _failures(make: Callable[[int], _Failure | None], count: int, progress: Tell | None) -> dict[int, _Failure]:
    """Make all images, several at a time; return those that failed, by number."""
    failures = {}
    with ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 1) as pool:
        try:
            for index, failure in enumerate(pool.map(make, range(count))):
                if failure is not None:
                    failures[index] = failure
                if progress is not None:
                    progress(index + 1, count)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return failures


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
