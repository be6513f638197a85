"""Which results to look at first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.prediction import Prediction


def closeness(prediction: Prediction) -> float:
    """Say how near an answer is to another one: 0 for one far from any other, 1 for a tie.

    Of a softmax network: one minus the distance between its two largest probabilities. Of a sigmoid network, whose
    classes are decided one by one: one minus how far the class nearest to its operating point (0.5 where none is set)
    lies from it, as a share of the way to the end of the scale. It is a place in a queue, not a probability.
    """
    if prediction.activation == "softmax":
        first, second = sorted(prediction.probabilities, reverse=True)[:2]
        return 1.0 - (first - second)
    limits = prediction.thresholds or (0.5,) * len(prediction.classes)
    return 1.0 - min(_distance(p, limit) for p, limit in zip(prediction.probabilities, limits, strict=True))


def needs_a_look(prediction: Prediction) -> bool:
    """Tell whether a reader should look: nothing was decided, or the image is not one that the network was made for."""
    return not prediction.top or prediction.validity.is_doubtful


def probability(prediction: Prediction) -> float:
    """Give the probability of the class decided for; the largest one where there is no decision."""
    if prediction.top:
        return prediction.probabilities[prediction.classes.index(prediction.top)]
    return max(prediction.probabilities, default=math.nan)


def _distance(value: float, limit: float) -> float:
    room = 1.0 - limit if value >= limit else limit
    return abs(value - limit) / room if room > 0 else 1.0
