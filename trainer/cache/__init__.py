"""Preprocessed images of a dataset at full depth, made once and kept in shards.

An entry of the cache is a folder named by data, spec and code. A shard is whole or not there, so that a build that was
ended goes on where it was, and two that make the same entry at the same time do not harm each other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.places import cache_folder
from core.preprocess import PreprocessSpec
from trainer.cache.building import build, remove_old_drafts
from trainer.cache.images import Images, ShardedImages, per_shard
from trainer.cache.naming import key
from trainer.dataset import Dataset, Row
from trainer.dataset_folder import dataset_folder, write_paths

__all__ = ["Arrays", "Images", "ShardedImages", "arrays", "readable", "sentence"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Network input of every row of a dataset.

    Attributes
    ----------
    images : ShardedImages, shape (rows, height, width, 1)
        In the order of the dataset's rows, float32; black where the image could not be read.
    unreadable : tuple of (row id, reason)
        Images that could not be read or that the preprocessing refuses.
    """

    images: ShardedImages
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
        Make shards with unreadable images again: the reason may have passed. They are made again in any case when a
        failure of this computer, not of the file, was among the reasons.
    progress : callable or None
        Called with (images done, images in all) while they are made, those of an earlier time counted as done; may
        raise to stop. What was finished until then is kept.

    Raises
    ------
    DatasetError
        If an image could not be read for a reason that is not its own.
    OSError
        If the disk cannot hold the images.
    """
    root = cache_folder() / "arrays"
    root.mkdir(exist_ok=True, mode=0o700)
    remove_old_drafts(root)
    folder = root / key(dataset, spec)
    folder.mkdir(exist_ok=True, mode=0o700)
    count = len(dataset.rows)
    shape = (count, spec.height, spec.width, 1)
    images = ShardedImages(folder, shape, per_shard(count, spec.height * spec.width * 4), count)
    lost = build(images, dataset.rows, spec, again=again, progress=progress)
    # By their ids: another dataset of the same images has other ids.
    return Arrays(images, tuple((dataset.rows[index].id, reason) for index, reason in lost))


def readable(dataset: Dataset, unreadable: tuple[tuple[str, str], ...]) -> tuple[Dataset, NDArray[np.intp]]:
    """Leave the unreadable rows out; return the rest, its files known under its fingerprint, and its places."""
    lost = frozenset(row_id for row_id, _ in unreadable)
    kept = np.array([i for i, row in enumerate(dataset.rows) if row.id not in lost], dtype=np.intp)
    rest = dataset.without(lost, f"{len(lost)} unreadable images were left out.")
    write_paths(dataset_folder(rest.fingerprint), ((row.id, row.path, row.label) for row in rest.rows))
    return rest, kept


def sentence(unreadable: tuple[tuple[str, str], ...], rows: tuple[Row, ...]) -> str:
    """Say how many images cannot be used, and why the first of them."""
    row_id, reason = unreadable[0]
    return (
        f"{len(unreadable)} of {len(rows)} images cannot be used; the first, row {row_id} of the dataset table: "
        f"{reason}; repair them, or choose to leave unreadable images out"
    )
