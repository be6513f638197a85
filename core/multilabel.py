"""How well a network did that answers each class on its own: an image may show none of them, one or several.

A class is said to be there where its probability is at or above its operating point. Every figure comes with its
interval (:mod:`core.intervals`, patients drawn together with all their images) and the value that knowing nothing would
give. ``binary_accuracy``, the share of right answers over all images and classes, is not among them: where classes
are rare, a network that never says anything scores close to 1.

References
----------
Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 1982;143:29.
Saito and Rehmsmeier, "The precision-recall plot is more informative than the ROC plot when evaluating binary
classifiers on imbalanced datasets", PLoS ONE 2015;10:e0118432.
Sorower, "A literature survey on algorithms for multi-label learning", Oregon State University 2010 (exact match).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.figures import weighted_auc, weighted_average_precision
from core.intervals import Floats, resampled
from core.metrics import Estimator
from core.models.card import Estimate

MIDDLE = 0.5
"""Operating point of a class where none was fitted."""

_LEAST_PROBABILITY = 1e-7


@dataclass(frozen=True, slots=True)
class LabelMetrics:
    """One class of a network that answers each class on its own.

    Attributes
    ----------
    support : int
        Test images that show the class; with none or with all, figures that need both kinds are NaN.
    point : float
        Operating point: the probability from which on the class is said to be there.
    sensitivity, specificity, precision : Estimate
        At the operating point. Chance: the share of images called positive, the rest, and the class' share. Precision
        is NaN where the class was never called.
    auc, average_precision : Estimate
        Chance: 0.5 and the class' share.
    brier : Estimate
        Mean squared distance of the probability to the truth; smaller is better. Chance: always answering the class'
        share.
    confusion : tuple of int
        Images at the operating point: true negatives, false positives, false negatives, true positives.
    skipped : int
        Resamples without an AUC, because they held only images with the class, or none of them.
    """

    name: str
    support: int
    point: float
    sensitivity: Estimate
    specificity: Estimate
    precision: Estimate
    auc: Estimate
    average_precision: Estimate
    brier: Estimate
    confusion: tuple[int, ...]
    skipped: int


@dataclass(frozen=True, slots=True)
class MultiLabelEvaluation:
    """Figures of one network on one test part; means over classes are plain means.

    Attributes
    ----------
    n, patients : int
        Test images and the patients they are of.
    accuracy : Estimate
        Exact match: the share of images of which every class is called rightly. Chance: the share of the commonest
        combination of classes.
    balanced_accuracy, macro_auc, macro_average_precision, macro_f1 : Estimate
        Means over the classes of (sensitivity + specificity) / 2 (chance 0.5), AUC (0.5), average precision (the
        class' share) and F1 (that of always calling the class).
    log_loss, brier : Estimate
        Means over images and classes of -ln of what was given to the truth, and of its squared distance. Smaller is
        better; chance: always answering the class shares.
    per_class : tuple of LabelMetrics
        In output order.
    skipped : int
        Resamples that lacked images with or without a class and are left out of the means over classes.
    """

    n: int
    patients: int
    accuracy: Estimate
    balanced_accuracy: Estimate
    macro_auc: Estimate
    macro_average_precision: Estimate
    macro_f1: Estimate
    log_loss: Estimate
    brier: Estimate
    per_class: tuple[LabelMetrics, ...]
    skipped: int
    resamples: int
    seed: int


def evaluate_labels(
    truth: ArrayLike,
    probabilities: ArrayLike,
    classes: Sequence[str],
    patients: Sequence[str],
    *,
    points: Sequence[float] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> MultiLabelEvaluation:
    """Measure a network that answers each class on its own.

    Parameters
    ----------
    truth : array_like, shape (n, c)
        1 where the image shows the class, else 0.
    probabilities : array_like of float, shape (n, c)
        Network output, 0 to 1.
    classes : sequence of str
        The c class names in output order.
    patients : sequence of str
        Whose image each is, n identifiers of any kind.
    points : sequence of float or None
        Operating point of each class, fitted on other images than these; None: :data:`MIDDLE` for all.
    resamples, seed : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        If the lengths disagree, the truth is not 0 or 1, or a probability or point is not a number from 0 to 1.
    """
    answers = _answers(truth, probabilities, classes, patients, points)
    n, shares = len(answers.truth), answers.truth.mean(axis=0)
    values = {name: row[0] for name, row in _figures(answers, np.ones((1, n))).items()}
    drawn = resampled(lambda weights: _figures(answers, weights), answers.person, resamples, seed)
    estimate = Estimator(values, drawn)
    people = int(answers.person.max()) + 1
    fewest = min(answers.patients_with(answers.truth[:, k] == kind) for k in range(len(classes)) for kind in (0, 1))
    commonest = int(np.unique(answers.truth, axis=0, return_counts=True)[1].max())
    return MultiLabelEvaluation(
        n=n,
        patients=people,
        accuracy=estimate("accuracy", commonest / n, n, people),
        balanced_accuracy=estimate("balanced_accuracy", 0.5, n, fewest),
        macro_auc=estimate("macro_auc", 0.5, n, fewest),
        macro_average_precision=estimate("macro_average_precision", float(shares.mean()), n, fewest),
        macro_f1=estimate("macro_f1", float((2 * shares / (1 + shares)).mean()), n, fewest),
        log_loss=estimate("log_loss", float(_losses(shares, shares).mean()), n, None),
        brier=estimate("mean_brier", float((shares * (1 - shares)).mean()), n, None),
        per_class=tuple(_label_metrics(answers, estimate, k, name) for k, name in enumerate(classes)),
        skipped=int(np.isnan(drawn["macro_auc"]).sum()),
        resamples=resamples,
        seed=seed,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    truth: Floats  # (n, c), 0 and 1
    scores: Floats
    points: Floats  # (c,)
    person: NDArray[np.intp]

    @property
    def called(self) -> Floats:
        """1 where a class is said to be there, else 0."""
        return np.asarray(self.scores >= self.points, dtype=np.float64)

    def patients_with(self, chosen: NDArray[np.bool_]) -> int:
        """Patients of the images that ``chosen`` marks."""
        return int(np.unique(self.person[chosen]).size)


def _figures(answers: _Answers, weights: Floats) -> dict[str, Floats]:
    """All figures for each row of ``weights`` (r, n): shape (r,) or, of each class, (r, c)."""
    truth, scores, called = answers.truth, answers.scores, answers.called
    total = weights.sum(axis=1, keepdims=True)
    with_it, without, calls = weights @ truth, weights @ (1 - truth), weights @ called
    hits, rightly_denied = weights @ (truth * called), weights @ ((1 - truth) * (1 - called))
    columns = range(truth.shape[1])
    losses, squares = _losses(truth, scores), (scores - truth) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        of_class = {
            "sensitivity": hits / with_it,
            "specificity": rightly_denied / without,
            "precision": hits / calls,
            "f1": np.where(with_it > 0, 2 * hits / (with_it + calls), np.nan),
            "auc": np.stack([weighted_auc(weights, truth[:, k] > 0, scores[:, k]) for k in columns], axis=1),
            "average_precision": np.stack(
                [weighted_average_precision(weights, truth[:, k] > 0, scores[:, k]) for k in columns], axis=1
            ),
            "brier": weights @ squares / total,
        }
    return {
        **of_class,
        "accuracy": weights @ (called == truth).all(axis=1) / total[:, 0],
        "balanced_accuracy": (of_class["sensitivity"] + of_class["specificity"]).mean(axis=1) / 2,
        "macro_auc": of_class["auc"].mean(axis=1),
        "macro_average_precision": of_class["average_precision"].mean(axis=1),
        "macro_f1": of_class["f1"].mean(axis=1),
        "log_loss": weights @ losses.mean(axis=1) / total[:, 0],
        "mean_brier": of_class["brier"].mean(axis=1),
    }


def _label_metrics(answers: _Answers, estimate: Estimator, k: int, name: str) -> LabelMetrics:
    shows, called = answers.truth[:, k] > 0, answers.called[:, k] > 0
    n, support, calls = shows.size, int(shows.sum()), int(called.sum())
    own, others = answers.patients_with(shows), answers.patients_with(~shows)
    share, said = support / n, calls / n
    return LabelMetrics(
        name=name,
        support=support,
        point=float(answers.points[k]),
        sensitivity=estimate("sensitivity", said, support, own, k),
        specificity=estimate("specificity", 1 - said, n - support, others, k),
        precision=estimate("precision", share, calls, answers.patients_with(called), k),
        auc=estimate("auc", 0.5, n, min(own, others), k),
        average_precision=estimate("average_precision", share, n, own, k),
        brier=estimate("brier", share * (1 - share), n, None, k),
        confusion=tuple(
            int(((shows == so) & (called == call)).sum()) for so in (False, True) for call in (False, True)
        ),
        skipped=int(np.isnan(estimate.drawn["auc"][:, k]).sum()),
    )


def _losses(truth: Floats, scores: Floats) -> Floats:
    """-ln of what was given to the truth, of the shape of both."""
    kept = np.clip(scores, _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    return np.asarray(-(truth * np.log(kept) + (1 - truth) * np.log(1 - kept)))


def _answers(
    truth: ArrayLike,
    probabilities: ArrayLike,
    classes: Sequence[str],
    patients: Sequence[str],
    points: Sequence[float] | None,
) -> _Answers:
    so, scores = np.asarray(truth, dtype=np.float64), np.asarray(probabilities, dtype=np.float64)
    at = np.full(len(classes), MIDDLE) if points is None else np.asarray(points, dtype=np.float64)
    shape = (len(patients), len(classes))
    if so.shape != shape or scores.shape != shape or not so.size or at.shape != shape[1:]:
        raise ValueError(
            f"expected truth and probabilities of {shape[0]} images, of which the patients are given, for {shape[1]} "
            f"classes, and a point for each, found arrays of {so.shape}, {scores.shape} and {at.shape}"
        )
    if not np.isin(so, (0, 1)).all():
        raise ValueError("expected a truth of 0 and 1, found other numbers")
    for what, numbers in (("probabilities", scores), ("points", at)):
        if not (np.isfinite(numbers).all() and numbers.min() >= 0 and numbers.max() <= 1):
            raise ValueError(f"expected {what} from 0 to 1, found other numbers")
    person = np.unique(np.asarray(list(patients), dtype=str), return_inverse=True)[1]
    return _Answers(so, scores, at, person)
