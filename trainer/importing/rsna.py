"""RSNA Pneumonia Detection Challenge 2018.

Columns of ``stage_2_detailed_class_info.csv``: ``patientId, class``, the class being ``Normal``, ``Lung Opacity`` or
``No Lung Opacity / Not Normal``; of ``stage_2_train_labels.csv``: ``patientId, x, y, width, height, Target``, one line
per box. Images are ``<patientId>.dcm``. The images come from NIH ChestX-ray14, whose patients have several: two
``patientId`` may be one person, and only RSNA's mapping to the NIH names tells. Reference: Shih et al. 2019,
Radiology: Artificial Intelligence 1:e180041.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import DatasetError
from trainer.importing.images import Images, filled, imported, lines_of, one_of, sheet_of
from trainer.importing.types import Imported, Importer, Said, Source
from trainer.sheets import Line, read_sheet

NORMAL, OPACITY, NEITHER = "Normal", "Lung Opacity", "No Lung Opacity / Not Normal"
DETAILED, BOXES = "stage_2_detailed_class_info.csv", "stage_2_train_labels.csv"
IMPORTER = Importer(
    "rsna",
    "RSNA Pneumonia Detection",
    f"Choose {DETAILED}, with {BOXES} beside it where there is one, and the folder of the images (patientId.dcm).",
    "sheet",
    suffixes=(".csv",),
)
_SAME_PERSON = (
    "RSNA numbers images, not people: one person may have several numbers, so pictures of one person may lie on both "
    "sides of the split."
)


def read(source: Source) -> Imported:
    """Read the class of every image; the boxes beside it, or alone, must agree with it."""
    sheet = sheet_of(source)
    lines = read_sheet(sheet)
    boxes = sheet if "target" in lines[0][1] else sheet.with_name(BOXES)
    detailed = sheet if boxes != sheet else sheet.with_name(DETAILED)
    targets = _targets(boxes) if boxes.is_file() else {}
    classes = _classes(detailed) if detailed.is_file() else {}
    if classes:
        _compare(classes, targets)
    else:
        classes = {name: (line, OPACITY if one == "1" else f"No {OPACITY}") for name, (line, one) in targets.items()}
    images = Images(source)
    said: dict[str, Said | None] = {}
    for name, (line, finding) in classes.items():
        path = images.called(name)
        said[name] = None if path is None else Said(path, ((finding,),), name, line=line)
    return imported(said, (_SAME_PERSON,))


def _classes(sheet: Path) -> dict[str, tuple[int, str]]:
    lines = lines_of(sheet, ("patientid", "class"), DETAILED)
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        _once(found, line, one_of(line, "class", (NORMAL, OPACITY, NEITHER)))
    return found


def _targets(sheet: Path) -> dict[str, tuple[int, str]]:
    """Line and 0 or 1 per image."""
    lines = lines_of(sheet, ("patientid", "target"), BOXES)
    found: dict[str, tuple[int, str]] = {}
    for line in lines:
        _once(found, line, one_of(line, "target", ("0", "1")))
    return found


def _once(found: dict[str, tuple[int, str]], line: Line, value: str) -> None:
    """Take a line of an image, which has one for each of its boxes; all of them must say the same."""
    before, other = found.setdefault(filled(line, "patientid"), (line[0], value))
    if other != value:
        raise DatasetError(f"line {line[0]} of the sheet contradicts line {before}: one image has one class")


def _compare(classes: dict[str, tuple[int, str]], targets: dict[str, tuple[int, str]]) -> None:
    for name, (line, finding) in classes.items():
        if name in targets and (targets[name][1] == "1") != (finding == OPACITY):
            raise DatasetError(
                f"line {line} of {DETAILED} contradicts line {targets[name][0]} of {BOXES}: boxes and the class "
                f"{OPACITY} go together"
            )
