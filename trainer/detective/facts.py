"""Facts beside the finding, as groups of images: equipment, form, source and the pattern of the file names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from trainer.dataset import Dataset
from trainer.detective.headers import Header

FACTS = ("manufacturer", "matrix", "bits_stored", "photometric", "view", "source", "file_name")
"""Whose association with the class is measured."""

FEWEST = 5
"""Patients that a value needs to be a group of its own; rarer ones are put together."""

_PARTS = re.compile(r"[^\W_]+")
_RARE = "other"


def facts_of(dataset: Dataset, headers: Sequence[Header]) -> dict[str, list[str]]:
    """Return every fact of :data:`FACTS` of all rows, empty where it is not stated.

    What the table says of source, view and manufacturer goes before what the header says; where the table names no
    source it is the header's institution.
    """
    table = [dict(row.facts) for row in dataset.rows]

    def first(name: str, own: str) -> list[str]:
        return [
            its.get(name, "").upper() or str(getattr(header, own)) for its, header in zip(table, headers, strict=True)
        ]

    return {
        "manufacturer": first("manufacturer", "manufacturer"),
        "matrix": [f"{one.rows} x {one.columns}" if one.rows else "" for one in headers],
        "bits_stored": [str(row.bits or "") for row in dataset.rows],
        "photometric": [one.photometric for one in headers],
        "view": first("view", "view"),
        "source": first("source", "institution"),
        "file_name": name_patterns(dataset),
    }


def name_patterns(dataset: Dataset) -> list[str]:
    """Return each file's name with all that tells it from its like replaced by a star.

    Numbers, mixtures of digits and letters, words that fewer than :data:`FEWEST` patients' names have, and the name of
    the image's own classes, which say what is known already.
    """
    patients: dict[str, set[str]] = defaultdict(set)
    for row in dataset.rows:
        for word in _PARTS.findall(row.path.name.lower()):
            patients[word].add(row.patient)

    def star(found: re.Match[str]) -> str:
        word = found[0]
        return word if word.isalpha() and len(patients[word]) >= FEWEST else "*"

    patterns = []
    for row in dataset.rows:
        name = row.path.name.lower()
        for label in dataset.classes_of(row):
            own = "[^a-z0-9]*".join(re.escape(part) for part in _PARTS.findall(label.lower()))
            name = re.sub(own, "0", name) if own else name
        patterns.append(_PARTS.sub(star, name))
    return patterns


def grouped(values: Sequence[str], patients: Sequence[str]) -> list[str]:
    """Put the values that fewer than :data:`FEWEST` patients have together into one group."""
    holders: dict[str, set[str]] = defaultdict(set)
    for value, patient in zip(values, patients, strict=True):
        holders[value].add(patient)
    return [value if len(holders[value]) >= FEWEST else _RARE for value in values]


def grouped_sizes(headers: Sequence[Header], patients: Sequence[str]) -> list[str]:
    """Group matrix sizes: a size of many patients is a group, the others fall into quarters by their longer side.

    So that neither a detector's one size nor a range of sizes, as collimation leaves them, goes unseen.
    """
    exact = grouped([f"{one.rows} x {one.columns}" if one.rows else "" for one in headers], patients)
    rare = np.array([value == _RARE for value in exact], dtype=bool)
    quarter = quarters([max(one.rows, one.columns) for one in headers], rare)
    return [f"{_RARE}, quarter {quarter[i]}" if rare[i] else value for i, value in enumerate(exact)]


def quarters(numbers: Sequence[float], among: np.typing.NDArray[np.bool_] | None = None) -> list[int]:
    """Quarter, 0 to 3, of each number among all, or among those chosen."""
    values = np.asarray(numbers, dtype=np.float64)
    chosen = values if among is None else values[among]
    if not chosen.size:
        return [0] * len(values)
    return [int(one) for one in np.searchsorted(np.quantile(chosen, [0.25, 0.5, 0.75]), values, side="left")]


def groups_of(
    facts: Mapping[str, Sequence[str]], headers: Sequence[Header], patients: Sequence[str]
) -> dict[str, list[str]]:
    """Return the facts with rare values put together; what is not stated stays empty, and a group of its own."""
    found = {name: grouped(values, patients) for name, values in facts.items()}
    found["matrix"] = grouped_sizes(headers, patients)
    return found
