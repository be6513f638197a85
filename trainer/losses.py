"""The loss of networks that answer each class on its own, and what goes with it. Importing this loads Keras."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LabelWeights:
    """What an image with a class, and one without it, count in the loss of that class; shape (classes,) each."""

    shown: Floats
    absent: Floats

    @classmethod
    def alike(cls, classes: int) -> LabelWeights:
        """Every image counts the same."""
        return cls(np.ones(classes, dtype=np.float32), np.ones(classes, dtype=np.float32))

    @classmethod
    def balanced(cls, targets: Floats) -> LabelWeights:
        """Of each class, the images that show it and the others have the same total; the mean weight is 1.

        So all classes count the same, however rare, and none is learned by denying it always.

        Parameters
        ----------
        targets : ndarray of float, shape (n, classes)
            0 and 1, of the training part.
        """
        total, shown = len(targets), targets.sum(axis=0, dtype=np.float64)
        kinds = (shown > 0).astype(int) + (shown < total)
        weights = (total / (kinds * np.maximum(count, 1)) for count in (shown, total - shown))
        return cls(*(np.asarray(one, dtype=np.float32) for one in weights))


def label_crossentropy(weights: LabelWeights, label_smoothing: float) -> Callable[[Any, Any], Any]:
    """Binary cross-entropy, weighted, averaged over the classes.

    Of an image with a class, ``weights.shown`` times the cross-entropy against 1 - ``label_smoothing`` / 2; of one
    without it, ``weights.absent`` times that against ``label_smoothing`` / 2. Labels between, as mixup makes them, give
    the mixture of both, so that the loss of a mixture is the mixture of the losses, exactly.

    Returns
    -------
    callable
        From truth and probabilities, (batch, classes) each, to losses, (batch,).
    """

    def loss(truth: Any, output: Any) -> Any:
        truth = ops.cast(truth, output.dtype)
        high = ops.binary_crossentropy(ops.full_like(output, 1 - label_smoothing / 2), output)
        low = ops.binary_crossentropy(ops.full_like(output, label_smoothing / 2), output)
        return ops.mean(truth * weights.shown * high + (1 - truth) * weights.absent * low, axis=-1)

    return loss


def exact_match() -> Any:
    """Keras metric ``accuracy``: the share of images of which every class is called rightly at 0.5.

    What scikit-learn's ``accuracy_score`` is of several labels. Keras' binary accuracy, over all images and classes,
    would score a network close to 1 that never says anything, where classes are rare.
    """

    def matched(truth: Any, output: Any) -> Any:
        return ops.cast(ops.all((truth >= 0.5) == (output >= 0.5), axis=-1), "float32")

    return keras.metrics.MeanMetricWrapper(matched, name="accuracy")
