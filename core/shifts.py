"""How well the out-of-distribution score tells images of another kind: measured, kind by kind.

Each kind is measured against the same images of the kind that the network was made for, none of which it was taught
with or its threshold was set on. Detection means a score at or above a limit; the false-alarm rate at 95 % detection is
the share of the network's own kind that reaches the highest limit which 95 % of the other kind reach. Intervals are
those of :mod:`core.intervals`: an image and what was made of it are of one patient.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.intervals import Floats, interval, resampled
from core.metrics import weighted_auc
from core.models.card import Estimate, Shift

DETECTED = 0.95
"""Share of the images of another kind that have to be found."""

Images = NDArray[np.float32]


def upside_down(images: Images) -> Images:
    """Turn network inputs, shape (n, height, width, channels), by half a turn."""
    return np.ascontiguousarray(images[:, ::-1, ::-1])


def on_its_side(images: Images) -> Images:
    """Turn square network inputs by a quarter."""
    return np.ascontiguousarray(np.rot90(images, axes=(1, 2)))


def inverted(images: Images) -> Images:
    """Make black white, as a mistaken polarity does; the black around the image stays."""
    padding = images.max(axis=(1, 3), keepdims=True) <= 0
    aside = images.max(axis=(2, 3), keepdims=True) <= 0
    return np.where(padding | aside, np.float32(0), np.float32(1) - images)


def cropped(images: Images) -> Images:
    """Enlarge the middle quarter of the area to the whole input."""
    _, height, width, channels = images.shape
    inner = images[:, height // 4 : height - height // 4, width // 4 : width - width // 4]
    made = [cv2.resize(np.ascontiguousarray(one), (width, height), interpolation=cv2.INTER_LINEAR) for one in inner]
    return np.stack(made).reshape(-1, height, width, channels).astype(np.float32)


def noise(images: Images) -> Images:
    """Put uniform noise from 0 to 1 in place of every pixel."""
    return np.random.default_rng(0).random(images.shape, dtype=np.float32)


MADE: dict[str, Callable[[Images], Images]] = {
    "upside down": upside_down,
    "turned by 90 degrees": on_its_side,
    "inverted": inverted,
    "cropped to the middle quarter": cropped,
    "noise": noise,
}
"""Kinds of other image that are made of the network's own."""


def measure_shift(
    kind: str,
    own: ArrayLike,
    other: ArrayLike,
    own_patients: Sequence[str],
    other_patients: Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> Shift:
    """Measure how well scores tell images of another ``kind``.

    Parameters
    ----------
    own, other : array_like of float, shape (n,) and (m,)
        Scores of images of the network's own kind, and of the other.
    own_patients, other_patients : sequence of str
        Whose image each is, or was made of.

    Raises
    ------
    ValueError
        If either is empty, lengths disagree or a score is not finite.
    """
    scores = np.concatenate([np.asarray(own, dtype=np.float64), np.asarray(other, dtype=np.float64)])
    is_other = np.arange(scores.size) >= len(own_patients)
    patients = [*own_patients, *other_patients]
    if len(patients) != scores.size or is_other.all() or not is_other.any() or not np.isfinite(scores).all():
        raise ValueError("expected finite scores of both kinds and a patient for each, found others")
    person = np.unique(np.asarray(patients, dtype=str), return_inverse=True)[1]

    def figures(weights: Floats) -> dict[str, Floats]:
        return {
            "auroc": weighted_auc(weights, is_other, scores),
            "false_alarms": np.array([_false_alarms(row, is_other, scores) for row in weights]),
        }

    values = {name: float(found[0]) for name, found in figures(np.ones((1, scores.size))).items()}
    drawn = resampled(figures, person, resamples, seed)
    fewest = min(np.unique(person[is_other]).size, np.unique(person[~is_other]).size)
    auroc, false_alarms = (
        Estimate(values[name], *interval(values[name], drawn[name], int(fewest)), chance, scores.size)
        for name, chance in (("auroc", 0.5), ("false_alarms", DETECTED))
    )
    return Shift(kind, auroc, false_alarms)


def _false_alarms(weights: Floats, is_other: NDArray[np.bool_], scores: Floats) -> float:
    """Share of the own kind at or above the highest score that 95 % of the other kind are at or above."""
    total = weights[is_other].sum()
    own = weights[~is_other].sum()
    if not total or not own:
        return float("nan")
    order = np.argsort(-scores[is_other], kind="stable")
    reached = np.cumsum(weights[is_other][order]) >= DETECTED * total - 1e-9
    limit = scores[is_other][order][int(np.argmax(reached))]
    return float(weights[~is_other][scores[~is_other] >= limit].sum() / own)
