"""Write the table of the real study to ``build/realstudy``: the images of ``real3.csv`` outside its sealed part.

``CXR12_DATA`` names the folder that holds ``cxr_labelled/``. Two parts teach, one chooses the epoch, one tests; source
and view travel along, for the detective and the subgroups.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

from core.whole_file import write_whole

PARTS = {"fold1": "train", "fold2": "train", "fold3": "validation", "fold4": "test"}


def main() -> None:
    """Write ``images.csv``."""
    here = Path(__file__).resolve().parent
    images = Path(os.environ.get("CXR12_DATA", here.parents[1] / "shared" / "data")) / "cxr_labelled"
    with (here / "real3.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] in PARTS]
    missing = [row["file"] for row in rows if not (images / row["file"]).is_file()]
    if missing:
        sys.exit(f"{len(missing)} of {len(rows)} images are not in {images} (the first: {missing[0]}); set CXR12_DATA")
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["path", "label", "patient", "split", "source", "view"])
    for row in rows:
        table.writerow(
            [images / row["file"], row["label"], row["patient"], PARTS[row["part"]], row["source"], row["view"]]
        )
    out = here.parent / "build" / "realstudy"
    out.mkdir(parents=True, exist_ok=True)
    write_whole(out / "images.csv", text.getvalue().encode())


if __name__ == "__main__":
    main()
