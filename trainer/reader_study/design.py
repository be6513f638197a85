"""Which images are read, at which depth, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.errors import DatasetError
from trainer.dataset import Dataset, Row

ARMS = ("12", "8")
"""Bit depths, of :data:`core.preprocess.BITS`."""

SESSIONS = 2
FEWEST, MOST = 4, 400
"""Images of a study."""


@dataclass(frozen=True, slots=True)
class Case:
    """One image of a study: its row in the dataset, and whether the labels say that it shows the finding."""

    row: str
    present: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at one image: the place of its case, and the bit depth that it is shown at."""

    case: int
    arm: str


def choose_cases(dataset: Dataset, finding: str, count: int, seed: int) -> tuple[Case, ...]:
    """Draw images of different patients, as many with the finding as without where there are enough.

    Parameters
    ----------
    finding : str
        A class of the dataset.
    count : int
        Images; an even number, so that each half of them can be read at one depth first.

    Raises
    ------
    DatasetError
        If the dataset cannot give them: images need more than 8 bits to be read at two depths.
    """
    if finding not in dataset.classes:
        raise DatasetError(f"the dataset has no class {finding}: expected one of {', '.join(dataset.classes)}")
    if count % 2 or not FEWEST <= count <= MOST:
        raise DatasetError(f"a reader study has an even number of images from {FEWEST} to {MOST}, found {count}")
    random = np.random.default_rng([seed, 0])
    rows = [dataset.rows[i] for i in random.permutation(len(dataset.rows)) if dataset.rows[i].bits >= int(ARMS[0])]
    first = {row.patient: row for row in reversed(rows)}  # one image of each patient
    shows: list[Row] = []
    others: list[Row] = []
    for row in first.values():
        (shows if finding in dataset.classes_of(row) else others).append(row)
    with_it = min(len(shows), max(count // 2, count - len(others)))
    chosen = [*shows[:with_it], *others[: count - with_it]]
    if len(chosen) < count or not shows or not others:
        raise DatasetError(
            f"the dataset has {len(shows)} patients with {finding} and {len(others)} without it that have an image of "
            f"{ARMS[0]} bits or more: choose fewer images than {count}, another finding, or another dataset"
        )
    return tuple(_case(chosen[i], dataset, finding) for i in random.permutation(count))


def _case(row: Row, dataset: Dataset, finding: str) -> Case:
    return Case(row.id, finding in dataset.classes_of(row))


def sessions(cases: Sequence[Case], seed: int, reader: int) -> tuple[tuple[Reading, ...], ...]:
    """Order the readings of one reader.

    In each session each image comes once, half of those with the finding and half of those without at either depth; the
    second session has the other one. Readers with an odd number begin with the halves the other way round, so that what
    is learned between the sessions does not count for one depth. The order is drawn anew for each reader and session.

    Parameters
    ----------
    reader : int
        From 0, in the order in which readers joined.
    """
    random = np.random.default_rng([seed, 1])
    early = set[int]()  # read at the first depth first
    left_over = 0
    for present in (True, False):
        of_kind = [i for i, case in enumerate(cases) if case.present is present]
        random.shuffle(of_kind)
        half = (
            len(of_kind) + left_over
        ) // 2  # of two odd numbers one half gets the larger part, the other the smaller
        left_over = len(of_kind) % 2
        early.update(of_kind[:half])
    ordered = []
    for session in range(SESSIONS):
        order = np.random.default_rng([seed, 2, reader, session]).permutation(len(cases))
        ordered.append(tuple(Reading(int(i), ARMS[(i in early) ^ (session == 0) ^ (reader % 2 == 1)]) for i in order))
    return tuple(ordered)
