"""Divides patients who may have several classes at once, so that each class is in every part in its share.

References
----------
Sechidis, Tsoumakas and Vlahavas, "On the stratification of multi-label data", ECML PKDD 2011, LNCS 6913:145.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from core.errors import DatasetError

Part = TypeVar("Part", bound=Hashable)

_ATTEMPTS = 50


def assign_parts(
    labels: Mapping[str, Collection[str]], open_parts: Sequence[str], fractions: Mapping[str, float], seed: int
) -> dict[str, str]:
    """Give each patient the training part or one of the open ones.

    Parameters
    ----------
    labels : mapping of str to collection of str
        Patients, in an order that their images' contents decide, and the classes of all their images; may be none.
    open_parts : sequence of str
        Besides the training part.
    fractions : mapping of str to float
        Shares of the patients that the open parts get.
    seed : int
        Same seed and same order of patients, same parts.

    Raises
    ------
    DatasetError
        If no division was found that has every class in every part.
    """
    shares = {part: fractions[part] for part in open_parts}
    return _complete(labels, {"train": 1 - sum(shares.values()), **shares}, [seed, len(labels)], "split")


def deal_folds(labels: Mapping[str, Collection[str]], folds: int, seed: int) -> dict[str, int]:
    """Give each patient the number of a fold; otherwise as :func:`assign_parts`."""
    return _complete(labels, dict.fromkeys(range(folds), 1 / folds), [seed, len(labels), folds], "folds")


def _complete(
    labels: Mapping[str, Collection[str]], shares: Mapping[Part, float], seed: list[int], what: str
) -> dict[str, Part]:
    """Try ties drawn otherwise until every class has a patient in every part; the first nearly always does."""
    classes = set[str]().union(*labels.values())
    random = np.random.default_rng(seed)
    for _ in range(_ATTEMPTS):
        found = stratified(labels, shares, random)
        present = {part: set[str]() for part in shares}
        for patient, part in found.items():
            present[part].update(labels[patient])
        if all(its == classes for its in present.values()):
            return found
    raise DatasetError(f"no {what} found with every class in every part: add patients of the rare classes, or drop one")


def stratified(
    labels: Mapping[str, Collection[str]], shares: Mapping[Part, float], random: np.random.Generator
) -> dict[str, Part]:
    """Divide by iterative stratification, the rarest class first.

    The class with the fewest patients left is dealt next, each of its patients to the part that lacks it most, then to
    the part that lacks patients most, then by lot; patients without any class come last. A part is taken to want at
    least one patient of each class, so that a rare one does not fall to the largest part alone.

    Parameters
    ----------
    labels : mapping of str to collection of str
        Patients and their classes.
    shares : mapping of part to float
        Above 0; they sum to 1.
    random : numpy.random.Generator
        Draws lots.
    """
    parts = list(shares)
    patients_of = Counter(name for names in labels.values() for name in names)
    wanted = {part: len(labels) * share for part, share in shares.items()}
    wanted_of = {
        name: {part: max(1.0, count * share) for part, share in shares.items()} for name, count in patients_of.items()
    }
    left = {patient: frozenset(names) for patient, names in labels.items()}
    found: dict[str, Part] = {}

    def place(patient: str, lacking: Mapping[Part, float]) -> None:
        lots = random.permutation(len(parts))
        best = max(range(len(parts)), key=lambda i: (lacking[parts[i]], wanted[parts[i]], lots[i]))
        part = found[patient] = parts[best]
        wanted[part] -= 1
        for name in left.pop(patient):
            wanted_of[name][part] -= 1
            patients_of[name] -= 1

    while remaining := [name for name, count in patients_of.items() if count]:
        rarest = min(remaining, key=lambda name: (patients_of[name], name))
        members = [patient for patient, names in left.items() if rarest in names]
        for i in random.permutation(len(members)):
            place(members[i], wanted_of[rarest])
    members = list(left)
    for i in random.permutation(len(members)):
        place(members[i], wanted)
    return found
