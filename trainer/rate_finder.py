"""Find a learning rate: teach a network that is thrown away, at a rate that rises from step to step.

It is taught what a training with the same settings would be taught first: the training part alone, in the same order
and varied likewise. Nothing is kept, and no network is judged. Importing this does not load Keras.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainer import rate_curve
from trainer.config import TrainConfig
from trainer.events import Emit, Progress, Scrubber
from trainer.rate_curve import Divergence, RateCurve
from trainer.recipe import RECIPES, Recipe
from trainer.session import CancelledError, prepare, starting_model

if TYPE_CHECKING:
    from trainer.fit import Material


def find_rate(
    config: TrainConfig,
    data: Path,
    emit: Emit,
    *,
    lowest: float = rate_curve.LOWEST,
    highest: float = rate_curve.HIGHEST,
    steps: int = rate_curve.STEPS,
    stopped: Callable[[], bool] = lambda: False,
) -> RateCurve:
    """Find a learning rate for ``config`` on the dataset ``data``.

    Parameters
    ----------
    config : TrainConfig
        Its learning rate and epochs do not count.
    emit : callable
        Is told the events of :func:`trainer.session.prepare` and ``progress`` with the stage ``rate``.
    lowest, highest : float
        Of the first and the last step.
    stopped : callable
        Asked at each step; True ends the work.

    Raises
    ------
    CancelledError
        If it was stopped.
    Cxr12Error
        If the data or settings do not allow it.
    """
    tried = rate_curve.rates(lowest, highest, steps)
    prepared = prepare(config, data, emit, stopped, Scrubber())
    from trainer.fit import Material

    material = Material(
        prepared.images,
        prepared.dataset.truth(),
        prepared.split.indices("train"),
        prepared.split.indices("validation"),
        starting_model(config),
        prepared.dataset.multi_label,
    )
    return climb(config, RECIPES[config.recipe], material, tried, Progress(emit, "rate"), stopped)


def climb(
    config: TrainConfig,
    recipe: Recipe,
    material: Material,
    tried: NDArray[np.float64],
    told: Callable[[int, int], object] = lambda done, total: None,
    stopped: Callable[[], bool] = lambda: False,
) -> RateCurve:
    """Teach one batch at each rate of ``tried``, shape (steps,), until the loss rises too high."""
    from trainer import fit
    from trainer.pipeline import steps_per_epoch

    model = fit.network_to_teach(config, replace(recipe, cosine=False), material)
    epochs = math.ceil(len(tried) / steps_per_epoch(len(material.train), config.batch_size))
    batches = fit.batches_to_teach(config, recipe, material, epochs=epochs)
    watch, losses, diverged = Divergence(), list[float](), False
    for rate, batch in zip(tried, batches, strict=False):  # the batches fill whole epochs
        if stopped():
            raise CancelledError
        model.optimizer.learning_rate = float(rate)
        model.reset_metrics()
        answer = model.train_on_batch(*(part.numpy() for part in batch), return_dict=True)
        if diverged := watch.seen(float(answer["loss"])):
            break
        losses.append(float(answer["loss"]))
        told(len(losses), len(tried))
    return rate_curve.curve(tried[: len(losses)], np.array(losses), diverged=diverged)
