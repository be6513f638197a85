"""One of several answers about one image that were averaged, and how far such answers lie apart."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from core.preprocess import PreprocessSpec


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one network said about one alteration of an image, as a member of a joint answer.

    Attributes
    ----------
    model, model_sha256, spec, engine, precision, temperature :
        Of that network, as in :class:`core.prediction.Prediction`.
    alteration : str
        What was done to the network's input: :data:`core.altering.ALTERATIONS` or ``mirrored``.
    probabilities, scores : tuple of float
        Calibrated by that network's own temperature, and as it gave them; in the joint answer's order of classes.
    """

    model: str
    model_sha256: str
    spec: PreprocessSpec
    engine: str
    precision: str
    temperature: float
    alteration: str
    probabilities: tuple[float, ...]
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """How far several answers lie apart, for one class. It is that of these answers, and no confidence interval.

    Attributes
    ----------
    low, high : float
        The smallest and the largest probability.
    deviation : float
        Standard deviation, with one less than ``count`` as the divisor.
    count : int
        How many answers.
    """

    low: float
    high: float
    deviation: float
    count: int


def spread(opinions: Sequence[Opinion]) -> tuple[Spread, ...]:
    """Give the spread of each class over two or more opinions; nothing for fewer."""
    if len(opinions) < 2:
        return ()
    return tuple(
        Spread(min(values), max(values), statistics.stdev(values), len(values))
        for values in zip(*(opinion.probabilities for opinion in opinions), strict=True)
    )
