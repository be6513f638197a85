"""Which patients teach, which choose the best epoch and which are kept for the last word."""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import DatasetError
from trainer.dataset import Dataset, Row
from trainer.sources import PARTS
from trainer.stratifying import assign_parts, deal_folds

_ATTEMPTS = 200


@dataclass(frozen=True, slots=True)
class Split:
    """The part of every row of a dataset.

    Attributes
    ----------
    parts : tuple of str
        ``train``, ``validation`` or ``test``, one per row of the dataset.
    fingerprint : str
        SHA-256 over contents and parts.
    test_fingerprint : str
        SHA-256 over contents and labels of the test part; equal for runs that can be compared.
    """

    parts: tuple[str, ...]
    fingerprint: str
    test_fingerprint: str

    def indices(self, part: str) -> NDArray[np.intp]:
        """Return the row numbers of one part, ascending."""
        return np.flatnonzero(np.array(self.parts) == part)


def split_patients(
    dataset: Dataset, *, seed: int, validation_fraction: float, test_fraction: float, folds: int = 0, fold: int = 0
) -> Split:
    """Assign each patient to one part, stratified by class.

    A patient with several labels counts for the rarest of them or, where an image may show several classes, for all of
    them (:mod:`trainer.stratifying`). Parts that the source assigns are kept; a part that it does not name at all is
    taken from its training patients. Every class gets a patient in every part.

    With ``folds`` the patients are dealt into so many parts of equal size, stratified too, and the test part is the one
    numbered ``fold``: over all folds each patient tests once. Where the source gives the test part, it stays, and the
    fold validates instead.

    Parameters
    ----------
    seed : int
        Same seed and same contents, same split, on any computer.
    validation_fraction, test_fraction : float
        Shares of the patients of each class; the one of a part that a fold makes is not used.
    folds, fold : int
        Number of folds, at least 2, and which one, from 0; 0 folds hold out ``test_fraction``.

    Raises
    ------
    DatasetError
        If a class has too few patients, the given parts share a patient or lack a class, or there is no such fold.
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for row in dataset.rows:
        labels[row.patient].update(dataset.classes_of(row))
    given = _given_parts(dataset.rows)
    fractions = {"validation": validation_fraction, "test": test_fraction}
    open_parts = [part for part in ("test", "validation") if part not in given.values()]
    free = {patient: names for patient, names in labels.items() if given.get(patient, "train") == "train"}
    if given and "train" not in given.values():
        raise DatasetError("the split column names no training image")
    _refuse_few_patients(dataset.classes, free, open_parts)
    assigned = {patient: part for patient, part in given.items() if part != "train"}
    if folds or fold:
        _refuse_folds(dataset.classes, free, open_parts, folds, fold)
        rotating, *open_parts = open_parts
        dealt = (deal_folds if dataset.multi_label else _dealt_into_folds)(free, folds, seed)
        chosen = {patient for patient, number in dealt.items() if number == fold}
        assigned |= dict.fromkeys(chosen, rotating)
        free = {patient: names for patient, names in free.items() if patient not in chosen}
        fractions = {part: min(0.5, share * folds / (folds - 1)) for part, share in fractions.items()}  # of the rest
    assigned |= (assign_parts if dataset.multi_label else _assign)(free, open_parts, fractions, seed)
    _refuse_missing_classes(dataset.classes, labels, assigned)
    parts = tuple(assigned[row.patient] for row in dataset.rows)
    _refuse_ubiquitous_classes(dataset, parts)
    return Split(parts, _fingerprint(dataset.rows, parts, PARTS), _fingerprint(dataset.rows, parts, ("test",)))


def _given_parts(rows: Sequence[Row]) -> dict[str, str]:
    given: dict[str, str] = {}
    torn = set()
    for row in rows:
        if row.split and given.setdefault(row.patient, row.split) != row.split:
            torn.add(row.patient)
    if torn:
        raise DatasetError(
            f"the split column puts {len(torn)} patients into more than one part: a patient may be in one"
        )
    return given


def _refuse_few_patients(classes: Sequence[str], labels: Mapping[str, set[str]], open_parts: Sequence[str]) -> None:
    needed = len(open_parts) + 1
    patients = Counter(name for names in labels.values() for name in names)
    for name in classes:
        if patients[name] < needed:
            raise DatasetError(
                f"class {name} has {patients[name]} patients to divide among {needed} parts: add patients, or leave "
                "the class out"
            )


def _assign(
    labels: Mapping[str, set[str]], open_parts: Sequence[str], fractions: Mapping[str, float], seed: int
) -> dict[str, str]:
    """Try shuffles until every class has a patient in every part; the first nearly always does."""
    classes = set[str]().union(*labels.values())
    strata = _strata(labels)
    random = np.random.default_rng([seed, len(labels)])
    for _ in range(_ATTEMPTS):
        assigned: dict[str, str] = {}
        for name in sorted(strata):
            members = strata[name]
            shuffled = [members[i] for i in random.permutation(len(members))]
            assigned |= _deal(shuffled, open_parts, fractions)
        if all(_present(labels, assigned, part) == classes for part in ("train", *open_parts)):
            return assigned
    raise DatasetError("no split was found that has every class in every part: too many patients have several labels")


def _strata(labels: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Patients by the rarest of their classes."""
    patients_of = Counter(name for names in labels.values() for name in names)
    strata: dict[str, list[str]] = defaultdict(list)
    for patient, names in labels.items():
        strata[min(names, key=lambda name: (patients_of[name], name))].append(patient)
    return strata


def _refuse_folds(
    classes: Sequence[str], labels: Mapping[str, set[str]], open_parts: Sequence[str], folds: int, fold: int
) -> None:
    if folds < 2 or not 0 <= fold < folds:
        raise DatasetError(f"expected at least 2 folds and a fold from 0 to one below, found fold {fold} of {folds}")
    if not open_parts:
        raise DatasetError("the split column names all parts, so there is nothing to divide into folds: leave it out")
    patients = Counter(name for names in labels.values() for name in names)
    for name in classes:
        left = patients[name] - math.ceil(patients[name] / folds)
        if patients[name] < folds or left < len(open_parts):
            raise DatasetError(
                f"class {name} has {patients[name]} patients to divide into {folds} folds: add patients, or ask for "
                "fewer folds"
            )


def _dealt_into_folds(labels: Mapping[str, set[str]], folds: int, seed: int) -> dict[str, int]:
    """Deal the patients to folds, going on from class to class where the last one ended: the folds are alike in size.

    scikit-learn's StratifiedGroupKFold does not promise every class in every fold, nor the same folds in every version.
    """
    classes = set[str]().union(*labels.values())
    strata = _strata(labels)
    random = np.random.default_rng([seed, len(labels), folds])
    for _ in range(_ATTEMPTS):
        order = [strata[name][i] for name in sorted(strata) for i in random.permutation(len(strata[name]))]
        dealt = {patient: position % folds for position, patient in enumerate(order)}
        present = [
            set[str]().union(*(labels[p] for p, its in dealt.items() if its == number)) for number in range(folds)
        ]
        if all(found == classes for found in present):
            return dealt
    raise DatasetError("no folds were found that have every class in each: too many patients have several labels")


def _deal(patients: Sequence[str], open_parts: Sequence[str], fractions: Mapping[str, float]) -> dict[str, str]:
    """Deal shuffled patients of one stratum: each part its share, at least one where there are enough."""
    assigned = dict.fromkeys(patients, "train")
    position = 0
    for place, part in enumerate(open_parts):
        left_for_others = len(open_parts) - place  # the training part and the parts still to come
        share = max(1, round(fractions[part] * len(patients)))
        share = max(0, min(share, len(patients) - position - left_for_others))
        assigned.update(dict.fromkeys(patients[position : position + share], part))
        position += share
    return assigned


def _present(labels: Mapping[str, set[str]], assigned: Mapping[str, str], part: str) -> set[str]:
    return set().union(*(labels[patient] for patient, its in assigned.items() if its == part))


def _refuse_missing_classes(
    classes: Sequence[str], labels: Mapping[str, set[str]], assigned: Mapping[str, str]
) -> None:
    for part in PARTS:
        missing = set(classes) - _present(labels, assigned, part)
        if missing:
            raise DatasetError(f"the {part} part has no patient of class {min(missing)}: every part needs every class")


def _refuse_ubiquitous_classes(dataset: Dataset, parts: Sequence[str]) -> None:
    truth, part_of = dataset.truth(), np.array(parts)
    for part in PARTS:
        for k in np.flatnonzero(truth[part_of == part].all(axis=0)):
            raise DatasetError(
                f"the {part} part has no image without the class {dataset.classes[k]}: every part needs images with "
                "and without each class"
            )


def _fingerprint(rows: Sequence[Row], parts: Sequence[str], included: Sequence[str]) -> str:
    lines = [f"{row.sha256} {part} {row.label}" for row, part in zip(rows, parts, strict=True) if part in included]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
