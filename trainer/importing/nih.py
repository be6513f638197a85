"""NIH ChestX-ray14: labels mined from reports.

Columns of ``Data_Entry_2017.csv``: ``Image Index, Finding Labels, Follow-up #, Patient ID, Patient Age, Patient Gender,
View Position, OriginalImage[Width, Height], OriginalImagePixelSpacing[x, y],`` (the last is empty); findings have ``|``
between them; ages are ``058Y``, in the issue of 2020 ``58``, and some of them are impossible. Images are 8-bit PNG.
Reference: Wang et al. 2017, arXiv:1705.02315.
"""

from __future__ import annotations

from core.errors import DatasetError
from trainer.facts import age_group, group
from trainer.importing.images import Images, filled, imported, lines_of, sheet_of
from trainer.importing.types import Imported, Importer, Said, Source

NOTHING = "No Finding"
IMPORTER = Importer(
    "nih",
    "NIH ChestX-ray14",
    "Choose Data_Entry_2017.csv, and the folder of the PNG pictures it names.",
    "sheet",
    absence=NOTHING,
    suffixes=(".csv",),
)


def read(source: Source) -> Imported:
    """Read findings, patient, sex, age group and view of every image."""
    needed = ("image index", "finding labels", "patient id")
    images = Images(source)
    said: dict[str, Said | None] = {}
    for line in lines_of(sheet_of(source), needed, "Data_Entry_2017.csv"):
        number, cells = line
        name = filled(line, "image index")
        if name in said:
            raise DatasetError(f"line {number} of the sheet names an image that an earlier line names: remove one")
        findings = tuple(dict.fromkeys(part.strip() for part in filled(line, "finding labels").split("|")))
        if "" in findings:
            raise DatasetError(f"line {number} of the sheet has an empty finding in the column finding labels")
        patient, path = filled(line, "patient id"), images.called(name)
        facts = {
            "view": group("view", cells.get("view position", "")),
            "sex": group("sex", cells.get("patient gender", "")),
            "age_group": age_group(cells.get("patient age", "")),
        }
        known = tuple((fact, value) for fact, value in facts.items() if value)
        said[name] = None if path is None else Said(path, (findings,), patient, facts=known, line=number)
    return imported(said)
