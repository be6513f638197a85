"""What a network answers, and how far that is from the truth. Importing this loads Keras."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.metrics import auc, decide
from core.multilabel import MIDDLE
from trainer.cache.images import Images
from trainer.pipeline import plain_batches

Floats = NDArray[np.float32]
_LEAST_PROBABILITY = 1e-7
_JUDGED_AT_ONCE = 32


def probabilities(model: Any, images: Images, rows: NDArray[np.intp]) -> Floats:
    """Network output for ``images[rows]``, float32, shape (rows, classes)."""
    return np.asarray(model.predict(plain_batches(images, rows, _JUDGED_AT_ONCE), verbose=0), dtype=np.float32)


def mean_loss(targets: Floats, output: Floats, binary: bool) -> float:
    """Mean cross-entropy of ``output`` (n, classes) against ``targets`` of 0 and 1, without smoothing or weights."""
    safe = np.clip(output.astype(np.float64), _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    if binary:
        return float(-(targets * np.log(safe) + (1 - targets) * np.log(1 - safe)).mean())
    return float(-(targets * np.log(safe)).sum(axis=1).mean())


def figures(targets: Floats, output: Floats, multi_label: bool = False) -> dict[str, float]:
    """Accuracy and macro AUC (chance 0.5) on the validation part, as ``epoch`` events name them.

    With ``multi_label`` the accuracy is the exact match at 0.5: every class of an image called rightly.
    """
    matched = ((output >= MIDDLE) == (targets > 0)).all(axis=1)
    right = matched if multi_label else decide(output) == targets.argmax(axis=1)
    return {
        "val_accuracy": float(right.mean()),
        "val_macro_auc": float(np.mean([auc(targets[:, k], output[:, k]) for k in range(targets.shape[1])])),
    }


def better(monitor: str, one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether an epoch with (loss, macro AUC) ``one`` on the validation part is better than ``other``.

    Parameters
    ----------
    monitor : str
        See :class:`trainer.config.TrainConfig`; where the macro AUC is alike, or not known, the loss decides.
    """
    if monitor == "val_macro_auc" and one[1] != other[1] and not np.isnan([one[1], other[1]]).any():
        return one[1] > other[1]
    return one[0] < other[0]
