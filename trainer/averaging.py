"""The running average of the weights of a network, under any backend of Keras. Importing this loads Keras."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Average:
    """Exponential running average of all weights of a network, those of batch normalisation included.

    The first steps count for more than ``share`` says, min(share, (1 + n) / (10 + n)) after n of them, so that the
    random start is soon forgotten (as in tf.train.ExponentialMovingAverage). It is kept where the network is, so that
    no weight is copied out and in at every step.

    Parameters
    ----------
    share : float
        Part of the average that each step leaves as it is, 0 to 1.
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self.steps = 0
        self._means: list[Any] = []
        self._move = _compiled(_moved)

    @property
    def weights(self) -> list[Floats]:
        """The average, in the order of ``model.weights``."""
        return [keras.ops.convert_to_numpy(mean) for mean in self._means]

    def add(self, model: Any) -> None:
        """Take in the weights of ``model``, the same at every call, after one more step."""
        share = min(self._share, (1 + self.steps) / (10 + self.steps))
        self.steps += 1
        present = [keras.ops.convert_to_tensor(weight.value) for weight in model.weights]
        self._means = self._move(self._means, present, np.float32(1 - share)) if self._means else _copied(present)

    def restore(self, weights: Sequence[Floats], steps: int) -> None:
        """Go on with the ``weights`` that another average had after ``steps`` steps."""
        self._means = [keras.ops.convert_to_tensor(weight) for weight in weights]
        self.steps = steps


def _moved(means: list[Any], weights: list[Any], part: Any) -> list[Any]:
    return [mean + part * (weight - mean) for mean, weight in zip(means, weights, strict=True)]


def _copied(tensors: list[Any]) -> list[Any]:
    return [keras.ops.copy(tensor) for tensor in tensors]


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let the backend do all weights in one go: one by one they would take longer than a step on a GPU."""
    if keras.config.backend() == "tensorflow":
        import tensorflow as tf

        made: Callable[..., Any] = tf.function(function, autograph=False)
        return made
    if keras.config.backend() == "jax":
        import jax

        compiled: Callable[..., Any] = jax.jit(function)
        return compiled
    return function
