"""Make the phantoms of the bit-depth study: one folder and one table per contrast, the same patients in each.

``bitdepth_data.py OUT [LEVELS ...]``; without levels, those of the study.
"""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from pathlib import Path

from core.phantom import generate
from core.whole_file import write_whole

LEVELS = (256, 64, 16, 8, 4, 2)
"""Mean difference inside the finding, in grey levels of 4096."""

CLASSES = ("normal", "covid_19")
PATIENTS, SEED, MATRIX, BITS = 600, 4096, 512, 12
_PARTS = ("train", "test", "train", "validation", "train", "test")
"""Dealt over and over to the patients of each class: 3 of 6 teach, 1 chooses, 2 test."""


def make(out: Path, levels: int, workers: int) -> None:
    """Write the phantoms with one contrast below ``out``, unless they are there, and their table beside them."""
    folder = out / f"levels{levels}"
    records = list(
        generate(
            folder,
            PATIENTS,
            SEED,
            contrast=levels / 4096,
            bits_stored=BITS,
            matrix=MATRIX,
            images_per_patient=1,
            workers=workers,
            classes=CLASSES,
            resume=True,
        )
    )
    dealt: Counter[str] = Counter()
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["path", "label", "patient", "split"])
    for record in sorted(records, key=lambda one: one.patient):
        part = _PARTS[dealt[record.label] % len(_PARTS)]
        dealt[record.label] += 1
        table.writerow([(Path(folder.name) / record.path).as_posix(), record.label, record.patient, part])
    write_whole(out / f"levels{levels}.csv", text.getvalue().encode())


if __name__ == "__main__":
    for one in tuple(map(int, sys.argv[2:])) or LEVELS:
        make(Path(sys.argv[1]), one, workers=2)
