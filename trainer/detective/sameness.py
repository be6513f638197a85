"""What is the same on several sides of a border that it should not cross."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from trainer.dataset import Dataset
from trainer.detective.findings import MOST_ROWS, Overlap
from trainer.detective.headers import Header
from trainer.detective.likeness import near_duplicates
from trainer.detective.pictures import Pictures
from trainer.splits import Split


def overlaps(
    dataset: Dataset,
    split: Split | None,
    headers: Sequence[Header],
    pictures: Pictures,
    checked: Callable[[], None],
) -> tuple[Overlap, ...]:
    """Look for the same patient, study, image and picture on several sides, and for nearly identical pictures.

    With a split the sides are its parts; without one they are the patients of the dataset, which any split follows.
    """
    ids = [row.id for row in dataset.rows]
    sides = list(split.parts) if split is not None else [row.patient for row in dataset.rows]
    parts = split is not None
    digests = [""] * len(ids)
    for row, digest in zip(pictures.rows, pictures.digests, strict=True):
        digests[row] = digest
    keys = {
        "patient": _people(dataset, headers),
        "study": [[one.study] for one in headers],
        "instance": [[one.instance] for one in headers],
        "pixels": [[digest] for digest in digests],
    }
    found = [_overlap(kind, its, sides, ids, parts) for kind, its in keys.items()]
    return (*found, _near(pictures, sides, ids, parts, checked))


def _people(dataset: Dataset, headers: Sequence[Header]) -> list[list[str]]:
    """Whose each image is, by the dataset and by its header; a Patient ID of most images stands for nobody."""
    common = Counter(one.patient for one in headers)
    return [
        [row.patient, header.patient if common[header.patient] <= len(headers) / 2 else ""]
        for row, header in zip(dataset.rows, headers, strict=True)
    ]


def _overlap(
    kind: str, keys: Sequence[Sequence[str]], sides: Sequence[str], ids: Sequence[str], parts: bool
) -> Overlap:
    members: dict[str, list[int]] = defaultdict(list)
    for number, its in enumerate(keys):
        for key in its:
            if key:
                members[key].append(number)
    torn = {tuple(group) for group in members.values() if len({sides[i] for i in group}) > 1}  # by table and header
    rows = [ids[i] for group in sorted(torn) for i in group]
    return Overlap(kind, parts, len(torn), len({i for group in torn for i in group}), tuple(rows[:MOST_ROWS]))


def _near(
    pictures: Pictures,
    sides: Sequence[str],
    ids: Sequence[str],
    parts: bool,
    checked: Callable[[], None],
) -> Overlap:
    side = np.unique(np.asarray([sides[i] for i in pictures.rows]), return_inverse=True)[1]
    same = np.unique(np.asarray(pictures.digests), return_inverse=True)[1]

    def apart(one: int, others: NDArray[np.intp]) -> NDArray[np.bool_]:
        return np.asarray((side[others] != side[one]) & (same[others] != same[one]))

    pairs = list(near_duplicates(pictures.fingerprints, pictures.structures, apart, checked))
    numbers = [int(pictures.rows[k]) for pair in pairs for k in pair]
    return Overlap("near_duplicate", parts, len(pairs), len(set(numbers)), tuple(ids[i] for i in numbers[:MOST_ROWS]))
