"""Models that cannot know the finding: what they get right is a shortcut that a network may take, too."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.detective.facts import FEWEST, grouped, grouped_sizes, quarters
from trainer.detective.findings import HIGHEST_AUC, LEVEL, Shortcut
from trainer.detective.grouped_auc import GroupedAuc, grouped_aucs, holm_limits, numbered
from trainer.detective.headers import Header

FOLDS = 5
MOST_IMAGES = 6_000
"""That a model is taught with and asked about; of more, whole patients are drawn. Limits are narrow long before."""

_C = {"header": 1.0, "border": 0.1, "thumbnail": 0.001}
"""Inverse strength of the penalty: the more numbers a model sees, the stronger it is held."""

_STEPS = 1_000
_TOLERANCE = 1e-3

Features = NDArray[np.float32]


def header_features(headers: Sequence[Header], bits: Sequence[int], patients: Sequence[str]) -> Features:
    """One column of 0 and 1 for every group of every fact of the header: no number, so that any step is seen."""
    columns: list[Sequence[object]] = [
        grouped([str(value) for value in bits], patients),
        grouped_sizes(headers, patients),
        quarters([one.rows for one in headers]),
        quarters([one.columns for one in headers]),
        quarters([one.columns / max(1, one.rows) for one in headers]),
    ]
    for name in ("photometric", "manufacturer", "view", "institution"):
        columns.append(grouped([str(getattr(one, name)) for one in headers], patients))
    columns += [grouped(list(values), patients) for values in zip(*(one.made for one in headers), strict=True)]
    made = []
    for column in columns:
        values = np.array([str(value) for value in column])
        found = np.unique(values)
        if len(found) > 1:
            made.append((values[:, np.newaxis] == found).astype(np.float32))
    return np.concatenate(made, axis=1) if made else np.zeros((len(headers), 0), dtype=np.float32)


def examinable(labels: Sequence[str], patients: Sequence[str], classes: Sequence[str]) -> tuple[str, ...]:
    """Return the classes with enough patients for every fold to have one."""
    return tuple(
        name
        for name in classes
        if len({patient for label, patient in zip(labels, patients, strict=True) if label == name})
        >= max(FOLDS, FEWEST)
    )


def sample(patients: Sequence[str], seed: int) -> NDArray[np.intp]:
    """Rows of all patients or, where there are more images than a model needs, of patients drawn at random."""
    if len(patients) <= MOST_IMAGES:
        return np.arange(len(patients))
    person = numbered(patients)
    people = int(person.max()) + 1
    order = np.random.default_rng(seed).permutation(people)
    images = np.cumsum(np.bincount(person)[order])
    drawn = np.zeros(people, dtype=bool)
    drawn[order[images <= MOST_IMAGES]] = True
    return np.flatnonzero(drawn[person])


def shortcuts(
    features: Mapping[str, tuple[Features, NDArray[np.intp]]],
    labels: Sequence[str],
    patients: Sequence[str],
    classes: Sequence[str],
    seed: int,
    checked: Callable[[], None],
) -> tuple[Shortcut, ...]:
    """Cross-validate each model over patients; limits are Holm's over models and classes, the baseline's left out.

    Parameters
    ----------
    features : mapping of str to (ndarray of float, shape (m, k), ndarray of int, shape (m,))
        Of each model what it sees, and the rows of ``labels`` and ``patients`` that this is of.
    checked : callable
        Called before each model; may raise to stop.
    """
    found: dict[str, tuple[tuple[GroupedAuc, ...], tuple[str, ...], int, int]] = {}
    for model, (columns, rows) in features.items():
        checked()
        chosen = rows[sample([patients[i] for i in rows], seed)]
        its_classes = examinable([labels[i] for i in chosen], [patients[i] for i in chosen], classes)
        chosen = np.array([i for i in chosen if labels[i] in its_classes], dtype=np.intp)
        if len(its_classes) < 2 or not columns.shape[1]:
            continue
        persons = [patients[i] for i in chosen]
        truth = np.array([its_classes.index(labels[i]) for i in chosen])
        aucs = _cross_validated(model, columns[np.searchsorted(rows, chosen)], truth, persons, seed)
        # Of two classes both say the same, and so does their mean.
        told = (aucs, (*its_classes, "")) if len(its_classes) > 2 else (aucs[-1:], ("",))
        found[model] = (*told, len(set(persons)), len(persons))
    return judged(found)


def judged(
    found: Mapping[str, tuple[tuple[GroupedAuc, ...], tuple[str, ...], int, int]],
) -> tuple[Shortcut, ...]:
    """Give the AUCs of models their limits.

    Parameters
    ----------
    found : mapping of str to (AUCs, targets, patients, images)
        By model; the target of each AUC is a class or, of their mean, empty.
    """
    family = [(model, k) for model, its in found.items() if model != "thumbnail" for k in range(len(its[0]))]
    limits = dict(zip(family, holm_limits([found[m][0][k] for m, k in family], HIGHEST_AUC, LEVEL), strict=True))
    return tuple(
        Shortcut(model, target, people, images, one.auc, *limits.get((model, k), (one.low(LEVEL), 1.0)))
        for model, (aucs, targets, people, images) in found.items()
        for k, (one, target) in enumerate(zip(aucs, targets, strict=True))
        if not math.isnan(one.auc)
    )


def machine(model: str) -> Any:
    """Make a model that is not taught yet: a logistic regression on columns scaled alike."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(C=_C[model], max_iter=_STEPS, tol=_TOLERANCE))


def _cross_validated(
    model: str, columns: Features, truth: NDArray[np.intp], patients: Sequence[str], seed: int
) -> tuple[GroupedAuc, ...]:
    from sklearn.model_selection import StratifiedGroupKFold

    scores = np.zeros((len(truth), int(truth.max()) + 1))
    folds = np.zeros(len(truth), dtype=np.intp)
    divided = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(columns, truth, numbered(patients))
    for number, (taught, asked) in enumerate(divided):
        regression = machine(model).fit(columns[taught], truth[taught])
        scores[np.ix_(asked, regression.classes_)] = regression.predict_proba(columns[asked])
        folds[asked] = number
    return grouped_aucs(truth, scores, patients, folds)
