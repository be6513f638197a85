"""Make the shards of an entry that are not there yet, on all cores."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import ChildError, DatasetError, RefusedError
from core.picture import read_image
from core.preprocess import PreprocessSpec, preprocess
from trainer.cache.failure import Failure, failure_of
from trainer.cache.images import ShardedImages, shard_path
from trainer.cache.shard import DRAFT, Draft, Lost, Make, Shape, known
from trainer.dataset import Row

log = logging.getLogger(__name__)

Tell = Callable[[int, int], None]
_DAY_S = 86_400


class _StoppedError(Exception):
    """The build is given up; raised in the threads that work for it."""


def build(
    images: ShardedImages, rows: Sequence[Row], spec: PreprocessSpec, *, again: bool, progress: Tell | None
) -> Lost:
    """Make what is missing of ``images``; return the rows without an image, by number, and why.

    Raises what :func:`trainer.cache.arrays` raises.
    """
    lost: dict[int, str] = {}
    drafts, count = [], len(rows)
    for number, first in enumerate(range(0, count, images.each)):
        path = shard_path(images.folder, number)
        shape: Shape = (min(images.each, count - first), spec.height, spec.width, 1)
        found = known(path, shape, again=again)
        if found is None:
            drafts.append(Draft(path, first, shape))
        else:
            lost |= {first + place: reason for place, reason in found}
    if not drafts:
        return tuple(lost.items())
    _expect_room(images.folder, drafts)

    def make(index: int) -> NDArray[np.float32] | Failure:
        try:
            return preprocess(read_image(rows[index].path), spec)
        except (RefusedError, ChildError, OSError) as error:
            return failure_of(error)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, count)

    try:
        _write_all(drafts, make, count - sum(draft.shape[0] for draft in drafts), tell)
        for draft in drafts:
            _try_again(draft, rows, make, lambda: tell(count))
            lost |= {draft.first + place: failure.reason for place, failure in draft.failures.items()}
    finally:
        for draft in drafts:
            draft.discard()
    return tuple(sorted(lost.items()))


def _write_all(drafts: Sequence[Draft], make: Make, done: int, tell: Callable[[int], None]) -> None:
    """Write the shards, several at a time, and seal those of which nothing is to be tried again."""
    told: queue.SimpleQueue[Future[None] | None] = queue.SimpleQueue()  # a shard came to its end; None: an image did
    stop = threading.Event()

    def made_one() -> None:
        told.put(None)
        if stop.is_set():
            raise _StoppedError

    def work(draft: Draft) -> None:
        draft.write(make, made_one)
        if not draft.passing:
            draft.seal()

    left = len(drafts)
    with ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 1) as pool:
        try:
            for draft in drafts:
                pool.submit(work, draft).add_done_callback(told.put)
            while left:
                ended = told.get()
                if ended is None:
                    done += 1
                    tell(done)
                else:
                    left -= 1
                    ended.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


def _try_again(draft: Draft, rows: Sequence[Row], make: Make, told: Callable[[], None]) -> None:
    """Make the images again that an accident may have prevented, each by itself, and seal the shard."""
    accidents = draft.passing
    for place in accidents:
        row = rows[draft.first + place]
        log.info("row %s is read a second time, by itself", row.id)
        failure = draft.write_again(place, make)
        told()
        if failure is not None and not failure.refused:
            # To go on without the image would be another run than the one asked for.
            raise DatasetError(
                f"row {row.id} of the dataset table could not be read, twice ({failure.reason}): see to the "
                "disk and the memory of the computer, and start again"
            )
    if accidents:
        draft.seal()


def _expect_room(folder: Path, drafts: Sequence[Draft]) -> None:
    """Refuse what cannot fit before hours are spent on it."""
    need = sum(4 * int(np.prod(draft.shape, dtype=np.int64)) for draft in drafts)
    free = shutil.disk_usage(folder).free
    if need > free:
        raise DatasetError(
            f"the images need {need >> 20} MB in the cache folder, and {free >> 20} MB are free there: make room, "
            "move the folder (CXR12_HOME), or choose a smaller input size"
        )


def remove_old_drafts(root: Path) -> None:
    """Remove shards that nobody has worked on for a day, in whatever entry below ``root``."""
    for draft in root.glob(f"*/*{DRAFT}"):
        with contextlib.suppress(FileNotFoundError):  # another process has just completed it
            if time.time() - draft.stat().st_mtime > _DAY_S:
                log.info("removing a part of the cache that was never completed")
                draft.unlink()
