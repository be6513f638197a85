"""VinDr-CXR, also published as the VinBigData competition: boxes drawn by several radiologists per image.

Columns of ``train.csv``: ``image_id, class_name, class_id, rad_id, x_min, y_min, x_max, y_max``, one line per box;
each image was read by three of the radiologists R1 to R17. ``annotations_train.csv`` of VinDr-CXR has the same without
``class_id``; ``annotations_test.csv``, the consensus, has no ``rad_id`` and counts as one reading. Images are
``<image_id>.dicom``. Reference: Nguyen et al. 2022, Scientific Data 9:429.
"""

from __future__ import annotations

from collections import defaultdict

from trainer.importing.images import Images, filled, imported, lines_of, sheet_of
from trainer.importing.types import Imported, Importer, Said, Source

NOTHING = "No finding"
IMPORTER = Importer(
    "vinbigdata",
    "VinDr-CXR / VinBigData",
    "Choose train.csv, and the folder of the images it names (image_id.dicom, .dcm or .png).",
    "sheet",
    absence=NOTHING,
    suffixes=(".csv",),
)


def read(source: Source) -> Imported:
    """Read the findings of every reader of every image."""
    lines = lines_of(sheet_of(source), ("image_id", "class_name"), "train.csv of VinBigData")
    readings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    first: dict[str, int] = {}
    for line in lines:
        image = filled(line, "image_id")
        first.setdefault(image, line[0])
        reader = filled(line, "rad_id") if "rad_id" in line[1] else ""
        readings[image][reader].append(filled(line, "class_name"))
    images = Images(source)
    said: dict[str, Said | None] = {}
    for image, readers in readings.items():
        path = images.called(image)
        each = tuple(tuple(dict.fromkeys(found)) for found in readers.values())
        said[image] = None if path is None else Said(path, each, line=first[image])
    return imported(said)
