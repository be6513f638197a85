"""The figures that arms are compared by: their names, their values for each run, and the shape of their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import ComparisonError
from core.figures import Sample, weighted_figures
from core.intervals import Floats, resampled
from core.metrics import Evaluation
from core.models.card import Estimate
from core.paired import Arms, Shape

MEANS = ("macro_auc", "balanced_accuracy", "accuracy", "macro_f1", "log_loss", "brier")
OF_CLASS = ("auc", "sensitivity", "specificity")
SMALLER_IS_BETTER = ("log_loss", "brier")
_LEAST_DRAWS = 100


def names(classes: Sequence[str]) -> tuple[str, ...]:
    """All figures of runs with these classes, means before classes."""
    return (*MEANS, *(f"{kind}:{name}" for kind in OF_CLASS for name in classes))


def check(figure: str, classes: Sequence[str]) -> None:
    """Refuse a figure that runs with these classes do not have.

    Raises
    ------
    ComparisonError
        Names the figures that there are.
    """
    if figure not in names(classes):
        kinds = ", ".join(f"{kind}:CLASS" for kind in OF_CLASS)
        raise ComparisonError(
            f"expected a figure out of {', '.join(MEANS)}, {kinds} with a class out of {', '.join(classes)}, found "
            f"{figure!r}"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """All figures of several runs on one test part, as it is and when its patients are drawn again.

    Attributes
    ----------
    values, drawn : dict of str to ndarray
        By figure: shapes (runs,) and (runs, resamples); NaN where a draw lacks a class.
    """

    classes: tuple[str, ...]
    values: dict[str, Floats]
    drawn: dict[str, Floats]

    def arms(self, figure: str, runs: Sequence[int]) -> Arms | None:
        """One figure of some runs, in draws that no run lacks; None where it is unknown or hardly drawn."""
        values, drawn = self.values[figure][list(runs)], self.drawn[figure]
        drawn = drawn[:, np.isfinite(drawn).all(axis=0)][list(runs)]
        return Arms(values, drawn) if np.isfinite(values).all() and drawn.shape[1] >= _LEAST_DRAWS else None


def draw(samples: Sequence[Sample], classes: Sequence[str], resamples: int, seed: int) -> Drawn:
    """Draw the patients again, the same draws for all runs; the samples share truth and patients."""
    every = names(classes)

    def rows(weights: Floats) -> dict[str, Floats]:
        found = [_named(weighted_figures(one, weights), classes) for one in samples]
        return {name: np.stack([one[name] for one in found], axis=1) for name in every}

    as_they_are = rows(np.ones((1, samples[0].truth.size)))
    again = resampled(rows, samples[0].person, resamples, seed)
    return Drawn(
        tuple(classes), {name: as_they_are[name][0] for name in every}, {name: again[name].T for name in every}
    )


def _named(figures: dict[str, Floats], classes: Sequence[str]) -> dict[str, Floats]:
    of_class = {f"{kind}:{name}": figures[kind][:, k] for kind in OF_CLASS for k, name in enumerate(classes)}
    return {name: figures[name] for name in MEANS} | of_class


def shape(figure: str, tested: Sample, classes: Sequence[str]) -> Shape:
    """How the variance of a figure follows its value on this test part."""
    kind, _, name = figure.partition(":")
    if figure in SMALLER_IS_BETTER:
        return Shape("plain")
    if figure == "accuracy":
        return Shape("proportion", ((tested.people, 0),), ((tested.truth.size, 0),))
    of = [list(classes).index(name)] if name else [int(k) for k in np.unique(tested.truth)]
    if figure == "macro_auc" and len(of) == 2:
        of = of[1:]  # of two classes: both AUCs are of the same pairs of images, and count once
    masks = [tested.truth != k if kind == "specificity" else tested.truth == k for k in of]
    patients = tuple((tested.patients_with(mask), tested.patients_with(~mask)) for mask in masks)
    images = tuple((int(mask.sum()), int((~mask).sum())) for mask in masks)
    return Shape("auc" if kind in ("auc", "macro_auc") else "proportion", patients, images)


def estimate_of(evaluation: Evaluation, figure: str) -> Estimate:
    """Take a figure out of a run's evaluation: its chance floor and its number of images."""
    kind, _, name = figure.partition(":")
    if not name:
        found: Estimate = getattr(evaluation, figure)
    else:
        found = getattr(next(one for one in evaluation.per_class if one.name == name), kind)
    return found


def said(figure: str) -> str:
    """Name a figure in a sentence."""
    kind, _, name = figure.partition(":")
    words = {"macro_auc": "macro AUC", "macro_f1": "macro F1", "auc": "AUC", "brier": "Brier score"}
    return words.get(kind, kind.replace("_", " ")) + (f" of {name}" if name else "")


def points(figure: str, value: float, *, sign: bool = False) -> str:
    """Write a difference: in points (hundredths) with one decimal, losses as they are with three."""
    scaled, digits = (value, 3) if figure in SMALLER_IS_BETTER else (100 * value, 1)
    rounded = round(scaled, digits) + 0.0  # no -0.0
    if math.isnan(rounded):
        return "unknown"
    return f"{rounded:+.{digits}f}" if sign else f"{rounded:.{digits}f}"


def right_answers(tested: Sample) -> NDArray[np.bool_]:
    """Whether the network decides each image rightly, shape (n,)."""
    right: NDArray[np.bool_] = tested.decision == tested.truth
    return right
