"""Probabilities that mean something: a temperature, fitted on out-of-fold scores, and what it gives.

Temperature scaling divides a network's logits by one number, which changes no order of classes (softmax) or of images
(sigmoid). Here the logits are taken back from the scores: the logarithm of a softmax, the log-odds of a sigmoid; scores
are kept away from 0 and 1 by 1e-7. The number is the one with the smallest log-loss.

Figures of the Brier score and the log-loss: of a softmax, sums over classes, as in :mod:`core.metrics`; of a sigmoid,
means over images and classes, each class being a question of its own. With folds given they are cross-fitted: the
scores of each fold are calibrated by the temperature of the others. Intervals are those of :mod:`core.intervals`, but
for the expected calibration error, which resampling makes larger: its interval is the pivotal one.

References
----------
Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML 2017, arXiv:1706.04599.
Davison and Hinkley, "Bootstrap methods and their application", 1997, section 5.2 (pivotal intervals).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.intervals import Floats, interval, resampled
from core.models.card import Calibration, Estimate, ReliabilityBin
from core.operating import operating_point

LEAST_FOR_ECE = 200
"""Images below which an expected calibration error is mostly noise, and is not given."""

BINS = 10
"""Of the reliability diagram, of equal width."""

COLDEST, HOTTEST = 0.05, 20.0
"""Bounds of a temperature."""

_NEAR_0 = 1e-7
_DRAWS = 200  # of a perfectly calibrated network, for the chance floor of the calibration error


def calibrated(scores: ArrayLike, temperature: float, activation: str) -> Floats:
    """Divide the logits of scores by a temperature.

    Parameters
    ----------
    scores : array_like of float, shape (..., classes)
        What the network gave, 0 to 1.
    temperature : float
        Above 0; 1 gives the scores back as they are.
    activation : str
        ``softmax`` or ``sigmoid``.

    Returns
    -------
    ndarray of float, the same shape
        Probabilities, 0 to 1.
    """
    given = np.asarray(scores, dtype=np.float64)
    if temperature == 1.0:
        return given
    cooled = _logits(given, activation) / temperature
    if activation == "sigmoid":
        return 1 / (1 + np.exp(-cooled))
    grown = np.exp(cooled - cooled.max(axis=-1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def fit_temperature(labels: ArrayLike, scores: ArrayLike, activation: str) -> float:
    """Find the temperature with the smallest log-loss, from :data:`COLDEST` to :data:`HOTTEST`.

    Parameters
    ----------
    labels : array_like, shape (n,) of class numbers or (n, classes) of 0 and 1
    scores : array_like of float, shape (n, classes)
    """
    given = np.asarray(scores, dtype=np.float64)
    truth = _one_hot(labels, given.shape[1])
    logits = _logits(given, activation)
    cold, hot = math.log(COLDEST), math.log(HOTTEST)
    for _ in range(60):  # the log-loss is convex in 1 / T, so its slope has one sign change
        middle = (cold + hot) / 2
        likely = calibrated(given, math.exp(middle), activation)
        # Slope in 1 / T: mean of logit * (probability - truth); above 0, a smaller 1 / T is better.
        if ((likely - truth) * logits).sum() > 0:
            cold = middle
        else:
            hot = middle
    return math.exp((cold + hot) / 2)


def fit(
    labels: ArrayLike,
    scores: ArrayLike,
    classes: Sequence[str],
    patients: Sequence[str],
    activation: str,
    data: str,
    *,
    folds: Sequence[int] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> tuple[Calibration, tuple[float, ...]]:
    """Fit temperature and operating points on pooled out-of-fold scores, and measure what they give.

    Parameters
    ----------
    labels : array_like, shape (n,) of class numbers or, with ``sigmoid``, (n, classes) of 0 and 1
        What is so.
    scores : array_like of float, shape (n, classes)
        What networks gave for images that they were not taught with, 0 to 1.
    patients : sequence of str
        Whose image each is.
    activation : str
        ``softmax`` or ``sigmoid``.
    data : str
        What the scores are of, in a sentence.
    folds : sequence of int or None
        Which fold each score is out of; then the figures are cross-fitted.

    Returns
    -------
    Calibration, tuple of float
        For the card: the calibration, and the operating point of each class (:mod:`core.operating`), of the calibrated
        probability.

    Raises
    ------
    ValueError
        If lengths disagree, scores are not from 0 to 1, a class has no positive or no negative image, or a patient is
        in two folds.
    """
    sample = _sample(labels, scores, classes, patients, activation)
    temperature = fit_temperature(sample.truth, sample.scores, activation)
    all_at_once = calibrated(sample.scores, temperature, activation)
    points = tuple(operating_point(sample.truth[:, k] > 0, all_at_once[:, k]) for k in range(len(classes)))
    honest = all_at_once if folds is None else _cross_fitted(sample, folds)
    now, before = (_Measured.of(sample, rows, resamples, seed) for rows in (honest, sample.scores))
    fitted = Calibration(
        temperature=temperature,
        n=len(sample.truth),
        patients=int(sample.person.max()) + 1,
        brier=now.brier,
        log_loss=now.log_loss,
        raw_brier=before.brier,
        raw_log_loss=before.log_loss,
        ece=now.ece,
        bins=reliability(sample.truth, honest, activation),
        data=data,
    )
    return fitted, points


def reliability(truth: NDArray[np.float64], probabilities: Floats, activation: str) -> tuple[ReliabilityBin, ...]:
    """Rows of the reliability diagram, those of :data:`BINS` of equal width that anything falls in.

    Parameters
    ----------
    truth : ndarray of float, shape (n, classes)
        0 and 1.
    probabilities : ndarray of float, shape (n, classes)
        Of a softmax the largest of each image counts, of a sigmoid every one.
    """
    said, so, _ = _claims(truth, probabilities, activation)
    place = _bin(said)
    return tuple(
        ReliabilityBin(
            number / BINS,
            (number + 1) / BINS,
            float(said[place == number].mean()),
            float(so[place == number].mean()),
            int((place == number).sum()),
        )
        for number in np.unique(place)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    truth: Floats  # (n, classes), 0 and 1
    scores: Floats
    person: NDArray[np.intp]
    activation: str


@dataclass(frozen=True, slots=True)
class _Measured:
    brier: Estimate
    log_loss: Estimate
    ece: Estimate | None

    @classmethod
    def of(cls, sample: _Sample, probabilities: Floats, resamples: int, seed: int) -> _Measured:
        """Measure probabilities of the sample, with intervals."""
        truth, softmax, n = sample.truth, sample.activation == "softmax", len(sample.truth)
        squares = (probabilities - truth) ** 2
        losses = _losses(truth, probabilities, sample.activation)
        each = {"brier": squares.sum(axis=1) if softmax else squares.mean(axis=1), "log_loss": losses}
        drawn = resampled(
            lambda weights: {name: weights @ values / weights.sum(axis=1) for name, values in each.items()},
            sample.person,
            resamples,
            seed,
        )
        shares = truth.mean(axis=0)
        uncertain = shares * (1 - shares)
        chances = {
            "brier": float(uncertain.sum() if softmax else uncertain.mean()),
            "log_loss": float(_losses(truth, np.broadcast_to(shares, truth.shape), sample.activation).mean()),
        }
        brier, log_loss = (
            Estimate(float(values.mean()), *interval(float(values.mean()), drawn[name], None), chances[name], n)
            for name, values in each.items()
        )
        ece = _ece(sample, probabilities, resamples, seed) if n >= LEAST_FOR_ECE else None
        return cls(brier, log_loss, ece)


def _ece(sample: _Sample, probabilities: Floats, resamples: int, seed: int) -> Estimate:
    """Measure the expected calibration error; its floor is what a perfectly calibrated network shows by chance."""
    said, so, image = _claims(sample.truth, probabilities, sample.activation)
    in_bin = np.eye(BINS)[_bin(said)]

    def error(weights: Floats) -> Floats:
        return np.asarray(np.abs((weights * (so - said)) @ in_bin).sum(axis=1) / weights.sum(axis=1))

    value = float(error(np.ones((1, said.size)))[0])
    drawn = resampled(lambda weights: {"ece": error(weights[:, image])}, sample.person, resamples, seed)["ece"]
    low, high = (2 * value - float(end) for end in np.percentile(drawn, [97.5, 2.5]))
    perfect = np.random.default_rng(seed).random((_DRAWS, said.size)) < said
    chance = np.abs((perfect - said) @ in_bin).sum(axis=1) / said.size
    return Estimate(value, max(0.0, min(low, value)), max(high, value), float(chance.mean()), len(sample.truth))


def _claims(truth: Floats, probabilities: Floats, activation: str) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Tell what was said, whether it is so, and of which image: the largest of each (softmax), or each by itself."""
    rows = np.arange(len(truth))
    if activation == "softmax":
        largest = probabilities.argmax(axis=1)
        return probabilities[rows, largest], truth[rows, largest], rows
    return probabilities.ravel(), truth.ravel(), np.repeat(rows, truth.shape[1])


def _bin(said: Floats) -> NDArray[np.intp]:
    return np.minimum((said * BINS).astype(np.intp), BINS - 1)


def _cross_fitted(sample: _Sample, folds: Sequence[int]) -> Floats:
    """Calibrate the scores of each fold by the temperature of the others."""
    of = np.asarray(folds)
    if of.shape != (len(sample.truth),) or np.unique(of).size < 2:
        raise ValueError(f"expected a fold for each of {len(sample.truth)} scores and at least two, found others")
    for person in np.unique(sample.person):
        if np.unique(of[sample.person == person]).size > 1:
            raise ValueError("expected all images of a patient in one fold, found a patient in several")
    made = np.empty_like(sample.scores)
    for fold in np.unique(of):
        other, own = of != fold, of == fold
        temperature = fit_temperature(sample.truth[other], sample.scores[other], sample.activation)
        made[own] = calibrated(sample.scores[own], temperature, sample.activation)
    return made


def _losses(truth: Floats, probabilities: Floats, activation: str) -> Floats:
    """-ln of what was given to what is so, per image."""
    kept = np.clip(probabilities, _NEAR_0, 1 - _NEAR_0)
    if activation == "softmax":
        return np.asarray(-(truth * np.log(kept)).sum(axis=1))
    return np.asarray(-(truth * np.log(kept) + (1 - truth) * np.log(1 - kept)).mean(axis=1))


def _logits(scores: Floats, activation: str) -> Floats:
    kept = np.clip(scores, _NEAR_0, 1 - _NEAR_0)
    return np.asarray(np.log(kept) - np.log(1 - kept) if activation == "sigmoid" else np.log(kept))


def _one_hot(labels: ArrayLike, classes: int) -> Floats:
    given = np.asarray(labels)
    if given.ndim == 2:
        return given.astype(np.float64)
    return np.asarray(np.eye(classes)[given.astype(np.intp)])


def _sample(
    labels: ArrayLike, scores: ArrayLike, classes: Sequence[str], patients: Sequence[str], activation: str
) -> _Sample:
    given = np.asarray(scores, dtype=np.float64)
    n, count = np.asarray(labels).shape[0], len(classes)
    if given.shape != (n, count) or len(patients) != n or not n:
        raise ValueError(
            f"expected labels, patients and rows of {count} scores for the same images, found {n}, {len(patients)} "
            f"and an array of {given.shape}"
        )
    if not (np.isfinite(given).all() and given.min() >= 0 and given.max() <= 1):
        raise ValueError("expected scores from 0 to 1, found other numbers")
    numbers = np.asarray(labels)
    if numbers.ndim == 1 and not (numbers.min() >= 0 and numbers.max() < count):
        raise ValueError(f"expected labels from 0 to {count - 1}, found others")
    truth = _one_hot(numbers, count)
    if truth.shape != given.shape or not np.isin(truth, (0, 1)).all():
        raise ValueError("expected labels of 0 and 1 for each class, found others")
    if activation == "softmax" and not (truth.sum(axis=1) == 1).all():
        raise ValueError("expected exactly one class for each image of a softmax network, found others")
    person = np.unique(np.asarray(list(patients), dtype=str), return_inverse=True)[1]
    return _Sample(truth, given, person, activation)
