"""Associations and models for shortcuts where an image may show several classes: each class is a question of its own.

The functions that take a dataset ask :mod:`trainer.detective.association` and :mod:`trainer.detective.shortcut` where
each image shows exactly one class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.paired import holm
from trainer.dataset import Dataset
from trainer.detective.association import associations, cramers_v, permutation_p
from trainer.detective.facts import FEWEST
from trainer.detective.findings import Association, Shortcut
from trainer.detective.grouped_auc import GroupedAuc, grouped_aucs
from trainer.detective.shortcut import FOLDS, Features, examinable, judged, machine, sample, shortcuts
from trainer.stratifying import stratified

Shown = NDArray[np.bool_]


def associations_in(dataset: Dataset, groups: Mapping[str, Sequence[str]], seed: int) -> tuple[Association, ...]:
    """Measure how closely each fact goes with the classes; p values are Holm's over the facts that vary."""
    patients = [row.patient for row in dataset.rows]
    if not dataset.multi_label:
        return associations(groups, [row.label for row in dataset.rows], patients, dataset.classes, seed)
    voters = np.unique(np.asarray(patients), return_index=True)[1]
    shown = dataset.truth()[voters] > 0
    found = [_association(name, values, voters, shown, dataset.classes, seed) for name, values in groups.items()]
    varying = [one for one in found if not np.isnan(one.p)]
    adjusted = dict(zip([one.fact for one in varying], holm([one.p for one in varying]), strict=True))
    return tuple(
        Association(
            one.fact, one.patients, one.stated, one.values, one.v, one.p, adjusted.get(one.fact, np.nan), one.most
        )
        for one in found
    )


def _association(
    fact: str, values: Sequence[str], voters: NDArray[np.intp], shown: Shown, classes: Sequence[str], seed: int
) -> Association:
    """Take the class that the fact goes with most; its p value is multiplied by the number of classes (Bonferroni)."""
    voted = np.array([values[i] for i in voters])
    levels = np.unique(voted)
    is_level = voted[:, None] == levels
    tables = [
        np.stack([(is_level & ~has[:, None]).sum(axis=0), (is_level & has[:, None]).sum(axis=0)], axis=1)
        for has in shown.T
    ]
    v = np.array([cramers_v(table) for table in tables])
    stated = int((voted != "").sum())
    if np.isnan(v).all():
        return Association(fact, len(voters), stated, len(levels), np.nan, np.nan, np.nan, "")
    best = int(np.nanargmax(v))
    p = min(1.0, int((~np.isnan(v)).sum()) * permutation_p(tables[best], seed))
    return Association(fact, len(voters), stated, len(levels), float(v[best]), p, p, classes[best] if v[best] else "")


def examinable_in(dataset: Dataset) -> tuple[str, ...]:
    """Return the classes with enough patients for the models for shortcuts."""
    patients = [row.patient for row in dataset.rows]
    if not dataset.multi_label:
        return examinable([row.label for row in dataset.rows], patients, dataset.classes)
    return tuple(dataset.classes[k] for k in _examinable(dataset.truth() > 0, patients))


def _examinable(shown: Shown, patients: Sequence[str]) -> list[int]:
    """Return the places of the classes that enough patients show, and enough do not."""
    person = np.asarray(patients)
    least = max(FOLDS, FEWEST)
    return [k for k, has in enumerate(shown.T) if min(np.unique(person[one]).size for one in (has, ~has)) >= least]


def shortcuts_in(
    dataset: Dataset,
    features: Mapping[str, tuple[Features, NDArray[np.intp]]],
    seed: int,
    checked: Callable[[], None],
) -> tuple[Shortcut, ...]:
    """Cross-validate each model over patients; parameters as :func:`trainer.detective.shortcut.shortcuts`."""
    patients = [row.patient for row in dataset.rows]
    if not dataset.multi_label:
        labels = [row.label for row in dataset.rows]
        return shortcuts(features, labels, patients, dataset.classes, seed, checked)
    shown = dataset.truth() > 0
    found: dict[str, tuple[tuple[GroupedAuc, ...], tuple[str, ...], int, int]] = {}
    for model, (columns, rows) in features.items():
        checked()
        chosen = rows[sample([patients[i] for i in rows], seed)]
        persons = [patients[i] for i in chosen]
        places = _examinable(shown[chosen], persons)
        if len(places) < 2 or not columns.shape[1]:
            continue
        truth = shown[chosen][:, places]
        aucs = _cross_validated(model, columns[np.searchsorted(rows, chosen)], truth, persons, seed)
        found[model] = (aucs, (*(dataset.classes[k] for k in places), ""), len(set(persons)), len(persons))
    return judged(found)


def _cross_validated(
    model: str, columns: Features, truth: Shown, patients: Sequence[str], seed: int
) -> tuple[GroupedAuc, ...]:
    """AUC of each class and last their mean, each class with a model of its own, all in the same folds."""
    of_patient: dict[str, set[int]] = {}
    for patient, has in zip(patients, truth, strict=True):
        of_patient.setdefault(patient, set()).update(np.flatnonzero(has))
    names = {patient: {f"{k:06d}" for k in its} for patient, its in of_patient.items()}
    dealt = stratified(names, dict.fromkeys(range(FOLDS), 1 / FOLDS), np.random.default_rng([seed, len(names)]))
    folds = np.array([dealt[patient] for patient in patients], dtype=np.intp)
    scores = np.zeros(truth.shape)
    for number in range(FOLDS):
        taught, asked = np.flatnonzero(folds != number), np.flatnonzero(folds == number)
        for k in range(truth.shape[1]):
            if asked.size and np.unique(truth[taught, k]).size == 2:
                regression = machine(model).fit(columns[taught], truth[taught, k])
                scores[asked, k] = regression.predict_proba(columns[asked])[:, 1]
    return grouped_aucs(truth, scores, patients, folds)
