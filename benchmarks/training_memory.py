"""Memory of a training on 20,000 images of 512 x 512 pixels: 21 GB of float32, 42 GB as the thesis held them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.measure import Figure
from trainer.cache.images import HEADER_BYTES, ShardedImages, per_shard, shard_path
from trainer.config import TrainConfig
from trainer.fit import Material, fit
from trainer.keeper import Sitting
from trainer.pipeline import training_batches
from trainer.recipe import RECIPES

_IMAGES, _SIZE, _BATCH, _STEPS = 20_000, 512, 16, 4
_TAUGHT_AT_ONCE = 1
"""As a network's own memory goes by the batch (0.4 GB for each image of this size), not by the dataset."""


def figures() -> Iterator[Figure]:
    """Peak of the resident memory, mapped pages included: an epoch of all images in their shuffled order, then steps.

    The shards have holes in place of pixels, so that they need no 21 GB of disk; read through a mapping, a hole takes
    as much memory as a pixel.
    """
    if not Path("/proc/self/status").exists():
        return
    targets = np.eye(2, dtype=np.float32)[np.arange(_IMAGES) % 2]
    rows, weights = np.arange(_IMAGES), np.ones(_IMAGES, dtype=np.float32)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images = _images(folder)
        batches = training_batches(
            images, rows, targets, weights, batch_size=_BATCH, epochs=1, seed=1, augmentation=None
        )
        seen = sum(len(pictures) for pictures, _, _ in batches)
        if seen != _IMAGES:
            raise RuntimeError(f"expected an epoch of {_IMAGES} images, found {seen}")
        asked: list[bool] = []

        def stopped() -> bool:
            asked.append(True)
            return len(asked) >= _STEPS

        config = TrainConfig(size=_SIZE, batch_size=_TAUGHT_AT_ONCE, epochs=1)
        material = Material(images, targets, rows[:-2], rows[-2:])
        fit(config, RECIPES["modern"], material, Sitting(folder, _say_nothing, stopped))
    yield Figure("peak memory of a training on 20,000 images of 512 x 512", _peak_mb(), "MB", at_most=1500.0)


def _images(folder: Path) -> ShardedImages:
    image_bytes = _SIZE * _SIZE * 4
    each = per_shard(_IMAGES, image_bytes)
    for number, first in enumerate(range(0, _IMAGES, each)):
        with shard_path(folder, number).open("wb") as file:
            file.truncate(HEADER_BYTES + min(each, _IMAGES - first) * image_bytes)
    return ShardedImages(folder, (_IMAGES, _SIZE, _SIZE, 1), each, _IMAGES)


def _say_nothing(event: str, **facts: object) -> None:
    pass


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
