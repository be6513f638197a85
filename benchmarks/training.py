"""Training throughput of the trainer's own pipeline, against bare ``model.fit`` on the same arrays in memory."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import keras
import numpy as np

from benchmarks.measure import Figure
from core.models.network import build
from trainer.config import TrainConfig
from trainer.fit import Material, fit
from trainer.keeper import Sitting
from trainer.recipe import RECIPES

_IMAGES, _SIZE, _BATCH, _EPOCHS = 512, 128, 16, 4
"""As many images an epoch as a small real dataset has: so judging and saving weigh as they do there."""


def figures() -> Iterator[Figure]:
    """Images per second, median over the epochs but the first, which traces the graph.

    Ours shuffles, augments, averages the weights, judges a validation part and saves the best network as well.
    """
    rng = np.random.default_rng(0)
    images = rng.random((_IMAGES + _BATCH, _SIZE, _SIZE, 1), dtype=np.float32)
    targets = np.eye(2, dtype=np.float32)[np.arange(_IMAGES + _BATCH) % 2]
    train, validation = np.arange(_IMAGES), np.arange(_IMAGES, _IMAGES + _BATCH)
    config = TrainConfig(size=_SIZE, batch_size=_BATCH, epochs=_EPOCHS)
    beats: list[float] = []

    def emit(event: str, **facts: object) -> None:
        if event == "epoch":
            beats.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as folder:
        material = Material(images, targets, train, validation)
        fit(config, RECIPES["modern"], material, Sitting(Path(folder), emit, lambda: False))
    ours = _IMAGES / float(np.median(np.diff(beats)))

    shape = (_SIZE, _SIZE, 1)
    model = build("resnet50", "proposed", head="average", input_shape=shape, classes=2, activation="softmax")
    model.compile(keras.optimizers.AdamW(1e-3), "categorical_crossentropy", jit_compile=False)
    model.fit(images[train], targets[train], batch_size=_BATCH, verbose=0)
    ends = [time.perf_counter()]
    told = keras.callbacks.LambdaCallback(on_epoch_end=lambda *_: ends.append(time.perf_counter()))
    model.fit(images[train], targets[train], batch_size=_BATCH, epochs=_EPOCHS - 1, verbose=0, callbacks=[told])
    peer = _IMAGES / float(np.median(np.diff(ends)))
    yield Figure(
        "training, resnet50 proposed, 128 px, batch 16",
        ours,
        "images/s",
        peer,
        "bare model.fit",
        more_is_better=True,
        at_least=0.95,
    )
