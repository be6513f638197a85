"""How well a network did, every figure with its interval and the value that knowing nothing would give.

Decision rule: the class with the largest probability. An image whose largest probability is shared by several
classes is *undecided*: it counts as wrong everywhere and stands in no column of the confusion matrix, rather than
falling to whichever class happens to come first.

Intervals are those of :mod:`core.intervals`. The number of patients who bear on a figure is, for an AUC, that of the
smaller of the two groups and, for a mean over classes, that of the smallest class.

References
----------
Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 1982;143:29.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from core import records
from core.figures import Sample, sample, weighted_figures
from core.figures import auc as auc
from core.figures import decide as decide
from core.figures import weighted_auc as weighted_auc
from core.intervals import Floats, interval, resampled
from core.models.card import Estimate


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """One class against all others.

    Attributes
    ----------
    support : int
        Test images of this class; with none, all figures that need some are NaN.
    sensitivity, specificity, precision, auc : Estimate
        Chance: 1/c, 1 - 1/c, the class' share and 0.5. Precision is NaN where the class was never chosen.
    skipped : int
        Resamples without an AUC, because they held only this class or none of it.
    """

    name: str
    support: int
    sensitivity: Estimate
    specificity: Estimate
    precision: Estimate
    auc: Estimate
    skipped: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures of one network on one test part; the means over classes take those that the test part has.

    Attributes
    ----------
    n, patients : int
        Test images and the patients they are of.
    accuracy : Estimate
        Chance: the share of the largest class.
    balanced_accuracy, macro_auc, macro_f1 : Estimate
        Mean sensitivity (chance 1/c), one-against-rest AUC (0.5) and F1 (that of always choosing the largest class).
    log_loss, brier : Estimate
        Mean -ln of the true class' probability, rows scaled to sum to 1; mean squared distance to the one-hot truth.
        Smaller is better; chance: always answering the class shares.
    per_class : tuple of ClassMetrics
        In output order.
    confusion : tuple of tuple of int
        Rows are the truth, columns the decision.
    undecided : int
        Images without a single largest probability.
    skipped : int
        Resamples that lacked a class and are left out of ``macro_auc``, ``macro_f1`` and ``balanced_accuracy``.
    """

    n: int
    patients: int
    accuracy: Estimate
    balanced_accuracy: Estimate
    macro_auc: Estimate
    macro_f1: Estimate
    log_loss: Estimate
    brier: Estimate
    per_class: tuple[ClassMetrics, ...]
    confusion: tuple[tuple[int, ...], ...]
    undecided: int
    skipped: int
    resamples: int
    seed: int


def evaluate(
    labels: ArrayLike,
    probabilities: ArrayLike,
    classes: Sequence[str],
    patients: Sequence[str],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> Evaluation:
    """Measure a network on a test part.

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        True class, 0 to c - 1.
    probabilities : array_like of float, shape (n, c)
        Network output, 0 to 1.
    classes : sequence of str
        The c class names in output order.
    patients : sequence of str
        Whose image each is, n identifiers of any kind.
    resamples : int
        Bootstrap resamples.
    seed : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        If the lengths disagree, a label is out of range or a probability is not a number from 0 to 1.
    """
    answers = sample(labels, probabilities, classes, patients)
    truth = answers.truth
    values = {name: row[0] for name, row in weighted_figures(answers, np.ones((1, truth.size))).items()}
    drawn = resampled(lambda weights: weighted_figures(answers, weights), answers.person, resamples, seed)
    shares = np.bincount(truth, minlength=len(classes)) / truth.size
    estimate = Estimator(values, drawn)
    several = answers.fewest_patients()
    most, count = float(shares.max()), int((shares > 0).sum())
    entropy = float(-(shares[shares > 0] * np.log(shares[shares > 0])).sum())
    confusion = np.zeros((len(classes), len(classes)), dtype=int)
    decided = answers.decision >= 0
    np.add.at(confusion, (truth[decided], answers.decision[decided]), 1)
    return Evaluation(
        n=truth.size,
        patients=answers.people,
        accuracy=estimate("accuracy", most, truth.size, answers.people),
        balanced_accuracy=estimate("balanced_accuracy", 1 / count, truth.size, several),
        macro_auc=estimate("macro_auc", 0.5 if count > 1 else math.nan, truth.size, several),
        macro_f1=estimate("macro_f1", 2 * most / (1 + most) / count, truth.size, several),
        log_loss=estimate("log_loss", entropy, truth.size, None),
        brier=estimate("brier", 1 - float((shares**2).sum()), truth.size, None),
        per_class=tuple(_class_metrics(answers, estimate, k, name) for k, name in enumerate(classes)),
        confusion=tuple(tuple(int(count) for count in row) for row in confusion),
        undecided=int((~decided).sum()),
        skipped=int(np.isnan(drawn["balanced_accuracy"]).sum()),
        resamples=resamples,
        seed=seed,
    )


def to_json(evaluation: Evaluation) -> str:
    """One JSON object; NaN becomes null."""
    return json.dumps(records.to_plain(evaluation))


def from_json(text: str) -> Evaluation:
    """Read what :func:`to_json` wrote.

    Raises
    ------
    ValueError
        If the text is something else.
    """
    return records.from_plain(Evaluation, records.parse(text))


@dataclass(frozen=True, slots=True, eq=False)
class Estimator:
    """Puts figures together with their intervals.

    Attributes
    ----------
    values : dict of str to ndarray, shape () or (c,)
        Each figure of the test part as it is.
    drawn : dict of str to ndarray, shape (resamples,) or (resamples, c)
        The same figures of draws of its patients.
    """

    values: dict[str, Floats]
    drawn: dict[str, Floats]

    def __call__(self, name: str, chance: float, n: int, patients: int | None, k: int | None = None) -> Estimate:
        """Put value and interval together; ``patients`` is the Wilson sample size, None where it does not apply."""
        at = () if k is None else (k,)
        value = float(self.values[name][at])
        return Estimate(value, *interval(value, self.drawn[name][(slice(None), *at)], patients), chance, n)


def _class_metrics(sample: Sample, estimate: Estimator, k: int, name: str) -> ClassMetrics:
    is_class, chosen = sample.truth == k, sample.decision == k
    c, support = sample.scores.shape[1], int(is_class.sum())
    others = sample.patients_with(~is_class)
    own = sample.patients_with(is_class)
    share = support / sample.truth.size
    return ClassMetrics(
        name=name,
        support=support,
        sensitivity=estimate("sensitivity", 1 / c, support, own, k),
        specificity=estimate("specificity", 1 - 1 / c, sample.truth.size - support, others, k),
        precision=estimate("precision", share, int(chosen.sum()), sample.patients_with(chosen), k),
        auc=estimate("auc", 0.5, sample.truth.size, min(own, others), k),
        skipped=int(np.isnan(estimate.drawn["auc"][:, k]).sum()),
    )
