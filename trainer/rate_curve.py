"""The learning-rate range test as arithmetic: which rates to try, when to stop, and what the curve suggests.

The rate rises from step to step while the loss of each batch is noted; where it falls fastest, learning is fastest.
That is a rule of thumb: it sees one seed, few steps and training images alone, and weighs no generalisation.

References
----------
Smith, "Cyclical learning rates for training neural networks", WACV 2017, arXiv:1506.01186, section 3.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import DatasetError

LOWEST, HIGHEST, STEPS = 1e-7, 1.0, 100
FEWEST_STEPS = 20

_TOO_HIGH = 4.0  # times the best running loss
_RUNNING = 0.9  # share of the running loss that each step leaves as it is
_WIDTH = 9  # steps of the mean that is drawn and judged; centred, so that it does not lag behind the rate
_CLEAR = 5.0  # a fall counts from so many standard errors of that mean on


@dataclass(frozen=True, slots=True)
class RateCurve:
    """What a range test saw.

    Attributes
    ----------
    rates, losses, smoothed : tuple of float
        Of each step: its learning rate, the loss of its batch before that step, and the centred mean of 9 losses.
    suggested : float or None
        The rate at which ``smoothed`` falls fastest with the logarithm of the rate; None where it does not clearly
        fall.
    diverged : bool
        Ended before the highest rate, because the loss rose to four times its best or was no longer a number.
    """

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    smoothed: tuple[float, ...]
    suggested: float | None
    diverged: bool


def rates(lowest: float = LOWEST, highest: float = HIGHEST, steps: int = STEPS) -> NDArray[np.float64]:
    """Give ``steps`` learning rates, each the same multiple of the one before.

    Raises
    ------
    DatasetError
        If they are not above 0 and rising, or too few to see a fall among the noise.
    """
    if not (0 < lowest < highest and math.isfinite(highest)):
        raise DatasetError(
            f"the learning rates to try must be above 0 and rise, found {lowest:g} to {highest:g}: give a lower and "
            "a higher one"
        )
    if steps < FEWEST_STEPS:
        raise DatasetError(f"expected at least {FEWEST_STEPS} steps to find a learning rate, found {steps}")
    return np.geomspace(lowest, highest, steps)


class Divergence:
    """Watches the running loss (an exponential mean, corrected for its start) for the end of learning."""

    def __init__(self) -> None:
        self._sum = 0.0
        self._steps = 0
        self._best = math.inf

    def seen(self, loss: float) -> bool:
        """Take the loss of one more step; True if it is not a number, or the running one is four times its best."""
        if not math.isfinite(loss):
            return True
        self._steps += 1
        self._sum = _RUNNING * self._sum + (1 - _RUNNING) * loss
        running = self._sum / (1 - _RUNNING**self._steps)
        self._best = min(self._best, running)
        return running > _TOO_HIGH * self._best


def curve(tried: NDArray[np.float64], losses: NDArray[np.float64], *, diverged: bool) -> RateCurve:
    """Smooth the ``losses`` of the rates ``tried``, both of shape (steps,), and find where they fall fastest."""
    smoothed = _centred_mean(losses)
    return RateCurve(
        tuple(map(float, tried)),
        tuple(map(float, losses)),
        tuple(map(float, smoothed)),
        _steepest(tried, losses, smoothed),
        diverged,
    )


def _centred_mean(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of each loss and its neighbours, as many on one side as on the other, fewer towards both ends."""
    count = len(losses)
    reach = [min(_WIDTH // 2, at, count - 1 - at) for at in range(count)]
    return np.array([losses[at - by : at + by + 1].mean() for at, by in enumerate(reach)])


def _steepest(tried: NDArray[np.float64], losses: NDArray[np.float64], smoothed: NDArray[np.float64]) -> float | None:
    whole = slice(_WIDTH // 2, len(smoothed) - _WIDTH // 2)  # where the mean is of all 9: single losses are noise
    if len(smoothed) < 2 * _WIDTH:
        return None
    down = slice(whole.start, whole.start + int(smoothed[whole].argmin()) + 1)
    if down.stop - down.start < _WIDTH:
        return None
    lowest = down.stop - 1
    noise = float(np.std(losses[down] - smoothed[down])) / math.sqrt(_WIDTH)
    fall = float(losses[:_WIDTH].mean() - smoothed[lowest])
    if fall <= _CLEAR * noise or fall <= 0:
        return None
    slope = np.gradient(smoothed[down], np.log10(tried[down]))
    return float(tried[down][int(slope.argmin())])
