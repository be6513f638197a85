"""Write the datasets of real3 to ``build/real3``: which image plays which part, per fold and for the final test.

``real3.csv`` lists the images of the public collections by file name, label, patient, source and view, each in one of
five patient-disjoint parts of the same make-up: ``fold1`` to ``fold4``, and ``test``, sealed until a recipe is chosen.
``CXR12_DATA`` names the folder that holds ``cxr_labelled/``.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

FOLDS = ("fold1", "fold2", "fold3", "fold4")


def main() -> None:
    """Write ``select1.csv`` to ``select4.csv`` (the sealed part left out) and ``final.csv``."""
    here = Path(__file__).resolve().parent
    images = Path(os.environ.get("CXR12_DATA", here.parents[1] / "shared" / "data")) / "cxr_labelled"
    with (here / "real3.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    missing = [row["file"] for row in rows if not (images / row["file"]).is_file()]
    if missing:
        sys.exit(f"{len(missing)} of {len(rows)} images are not in {images} (the first: {missing[0]}); set CXR12_DATA")
    out = here.parent / "build" / "real3"
    out.mkdir(parents=True, exist_ok=True)
    for number, fold in enumerate(FOLDS, start=1):
        after = FOLDS[number % len(FOLDS)]
        roles = dict.fromkeys(FOLDS, "train") | {fold: "test", after: "validation"}
        _write(out / f"select{number}.csv", rows, roles, images)
    roles = dict.fromkeys(FOLDS, "train") | {FOLDS[0]: "validation", "test": "test"}
    _write(out / "final.csv", rows, roles, images)


def _write(path: Path, rows: list[dict[str, str]], roles: dict[str, str], images: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "label", "patient", "split"])
        for row in rows:
            if row["part"] in roles:
                writer.writerow([images / row["file"], row["label"], row["patient"], roles[row["part"]]])


if __name__ == "__main__":
    main()
