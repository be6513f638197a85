"""Cross-validated AUCs of one-against-rest scores, with limits that know whose image each is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.paired import holm

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupedAuc:
    """An AUC and its standard error.

    Attributes
    ----------
    auc, se : float
        NaN where no fold has two patients with and two without the class.
    fewest : int
        Patients with the class or without it, whichever are fewer: what a figure close to 1 rests on.
    """

    auc: float
    se: float
    fewest: int

    @property
    def size(self) -> float:
        """How many independent patients, as a proportion's sample, would give this standard error.

        An AUC within half a patient of 1 (or 0) has next to no scatter of its own; there it is the size that gives the
        largest variance which any AUC of so many patients can have (Birnbaum and Klose 1957).
        """
        spread = self.auc * (1 - self.auc)
        if self.se <= 0 or spread <= 0.5 / max(1, self.fewest) * (1 - 0.5 / max(1, self.fewest)):
            return float(max(1, self.fewest))
        return spread / self.se**2

    def low(self, level: float) -> float:
        """One-sided lower score limit (Wilson 1927), above a true AUC with the probability ``level``."""
        if math.isnan(self.auc):
            return math.nan
        from scipy.stats import norm

        z2n = float(norm.isf(level)) ** 2 / self.size
        half = math.sqrt(z2n * self.auc * (1 - self.auc) + z2n**2 / 4)
        return max(0.0, (self.auc + z2n / 2 - half) / (1 + z2n))

    def p_above(self, bound: float) -> float:
        """P value, one-sided, of an AUC of at most ``bound``: the level whose lower limit is just there."""
        if math.isnan(self.auc):
            return math.nan
        from scipy.stats import norm

        return float(norm.sf((self.auc - bound) / math.sqrt(bound * (1 - bound) / self.size)))


def numbered(patients: Sequence[str]) -> NDArray[np.intp]:
    """Give each row the number of its patient, counted in the order of first images, which content decides.

    Their names are salted: folds that followed the order of these would be others on every computer.
    """
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(patient, len(numbers)) for patient in patients], dtype=np.intp)


def grouped_aucs(
    labels: ArrayLike, scores: ArrayLike, patients: Sequence[str], folds: ArrayLike
) -> tuple[GroupedAuc, ...]:
    """AUC of each class against the rest, and last the mean over the classes, each the mean over the folds.

    The variance is that of DeLong's placement values summed by patient, so that several images of one do not count as
    several witnesses; with one image per patient and one fold it is DeLong's.

    Parameters
    ----------
    labels : array_like of int, shape (n,), or of 0 and 1, shape (n, c)
        True class, 0 to c - 1; or whether the image shows each class, where it may show several.
    scores : array_like of float, shape (n, c)
        Of the model that was taught without the image's fold.
    patients : sequence of str, n
    folds : array_like of int, shape (n,)
        The fold of each image; a patient lies in one.

    References
    ----------
    LeDell, Petersen and van der Laan, "Computationally efficient confidence intervals for cross-validated area under
    the ROC curve estimates", Electron. J. Stat. 2015;9:1583.
    Obuchowski, "Nonparametric analysis of clustered ROC curve data", Biometrics 1997;53:567.
    Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927;22:209.
    Birnbaum and Klose, "Bounds for the variance of the Mann-Whitney statistic", Ann. Math. Stat. 1957;28:933.
    """
    truth, outputs = np.asarray(labels), np.asarray(scores, dtype=np.float64)
    person = numbered(patients)
    fold = np.asarray(folds)
    aucs, influences, fewest = [], [], []
    for k in range(outputs.shape[1]):
        is_class = truth[:, k] > 0 if truth.ndim == 2 else truth == k
        found = [_in_fold(is_class, outputs[:, k], person, fold == one) for one in np.unique(fold)]
        usable = [one for one in found if one is not None]
        aucs.append(float(np.mean([auc for auc, _ in usable])) if usable else math.nan)
        influences.append(np.sum([own for _, own in usable], axis=0) / len(usable) if usable else person[:0] * math.nan)
        fewest.append(min(np.unique(person[is_class]).size, np.unique(person[~is_class]).size))
    each = [
        GroupedAuc(auc, float(np.sqrt((own**2).sum())) if own.size else math.nan, few)
        for auc, own, few in zip(aucs, influences, fewest, strict=True)
    ]
    known = [k for k, auc in enumerate(aucs) if not math.isnan(auc)]
    if not known:
        return (*each, GroupedAuc(math.nan, math.nan, 0))
    mean_influence = np.mean([influences[k] for k in known], axis=0)
    mean = float(np.mean([aucs[k] for k in known]))
    return (*each, GroupedAuc(mean, float(np.sqrt((mean_influence**2).sum())), min(fewest[k] for k in known)))


def _in_fold(
    is_class: NDArray[np.bool_], scores: Floats, person: NDArray[np.intp], here: NDArray[np.bool_]
) -> tuple[float, Floats] | None:
    """AUC within a fold and how far each patient moves it; the squares of these sum up to its variance."""
    own, rest = here & is_class, here & ~is_class
    sides = [np.unique(person[side]).size for side in (own, rest)]
    if min(sides) < 2:
        return None
    placed_own, placed_rest = _placements(scores[own], scores[rest])
    auc = float(placed_own.mean())
    influence = np.zeros(int(person.max()) + 1)
    for side, placed, patients in ((own, placed_own, sides[0]), (rest, placed_rest, sides[1])):
        spread = math.sqrt(patients / (patients - 1))  # as for the variance of a sample
        np.add.at(influence, person[side], (placed - auc) / placed.size * spread)
    return auc, influence


def _placements(own: Floats, rest: Floats) -> tuple[Floats, Floats]:
    """Of each score of the class the share of the rest below it, and of each of the rest the share above; ties half."""
    below = np.sort(rest)
    of_own = (np.searchsorted(below, own, "left") + np.searchsorted(below, own, "right")) / 2 / rest.size
    above = np.sort(own)
    of_rest = 1 - (np.searchsorted(above, rest, "left") + np.searchsorted(above, rest, "right")) / 2 / own.size
    return of_own, of_rest


def holm_limits(found: Sequence[GroupedAuc], bound: float, level: float) -> tuple[tuple[float, float], ...]:
    """Lower limits and p values of a family of AUCs, such that ``low > bound`` exactly where ``p <= level`` by Holm.

    Each limit is that at the level which Holm's procedure reaches for it; from the first that does not hold on, all
    keep that one's.
    """
    p = holm([one.p_above(bound) for one in found])
    raw = [one.p_above(bound) for one in found]
    order = sorted(range(len(found)), key=lambda i: (math.isnan(raw[i]), raw[i]))
    lows = [math.nan] * len(found)
    step = 0
    for rank, i in enumerate(order):
        if rank == 0 or p[order[rank - 1]] <= level:
            step = rank
        lows[i] = found[i].low(level / (len(found) - step))
    return tuple(zip(lows, p, strict=True))
