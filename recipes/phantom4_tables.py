"""Write the datasets of phantom4 to ``build/phantom4``: which phantom plays which part, per fold and in the end.

The patients of each class are shuffled by a fixed seed and dealt to five parts in turn: ``fold1`` to ``fold4``, and
``test``, sealed as that of real3 is. Both images of a patient go together.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from pathlib import Path

FOLDS = ("fold1", "fold2", "fold3", "fold4")
SEED = 2026


def main() -> None:
    """Write ``select1.csv`` to ``select4.csv`` (the sealed part left out) and ``final.csv``."""
    work = Path(__file__).resolve().parents[1] / "build" / "phantom4"
    with (work / "data" / "labels.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    parts = dealt(rows)
    for number, fold in enumerate(FOLDS, start=1):
        after = FOLDS[number % len(FOLDS)]
        roles = dict.fromkeys(FOLDS, "train") | {fold: "test", after: "validation"}
        _write(work / f"select{number}.csv", rows, parts, roles)
    roles = dict.fromkeys(FOLDS, "train") | {FOLDS[0]: "validation", "test": "test"}
    _write(work / "final.csv", rows, parts, roles)


def dealt(rows: list[dict[str, str]]) -> dict[str, str]:
    """Give the part of each patient; a phantom patient has one class."""
    patients: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        patients[row["label"]].add(row["patient"])
    shuffle, parts = random.Random(SEED), (*FOLDS, "test")
    dealt_to: dict[str, str] = {}
    for label in sorted(patients):
        people = sorted(patients[label])
        shuffle.shuffle(people)
        for number, patient in enumerate(people):
            if dealt_to.setdefault(patient, parts[number % len(parts)]) != parts[number % len(parts)]:
                raise ValueError(f"expected one class for each patient, found several for {patient}")
    return dealt_to


def _write(path: Path, rows: list[dict[str, str]], parts: dict[str, str], roles: dict[str, str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "label", "patient", "split"])
        for row in rows:
            if parts[row["patient"]] in roles:
                where = path.parent / "data" / row["path"]
                writer.writerow([where, row["label"], row["patient"], roles[parts[row["patient"]]]])


if __name__ == "__main__":
    main()
