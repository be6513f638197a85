"""SIIM-FISABIO-RSNA COVID-19 Detection 2021: one of four appearances per study.

Columns of ``train_study_level.csv``: ``id, Negative for Pneumonia, Typical Appearance, Indeterminate Appearance,
Atypical Appearance``; ``id`` is the study's folder followed by ``_study``, the others are 0 or 1, one of them 1. Images
are ``<study>/<series>/<image>.dcm``. Reference: Lakhani et al. 2023, Journal of Digital Imaging 36:365.
"""

from __future__ import annotations

from core.errors import DatasetError
from trainer.importing.images import Images, filled, imported, lines_of, one_of, sheet_of
from trainer.importing.types import Imported, Importer, Said, Source
from trainer.sheets import Line

APPEARANCES = ("Negative for Pneumonia", "Typical Appearance", "Indeterminate Appearance", "Atypical Appearance")
IMPORTER = Importer(
    "siim_covid",
    "SIIM-FISABIO-RSNA COVID-19",
    "Choose train_study_level.csv, and the folder train with one folder per study.",
    "sheet",
    suffixes=(".csv",),
)
_ENDING = "_study"


def read(source: Source) -> Imported:
    """Give every image of a study the appearance of the study."""
    columns = tuple(name.lower() for name in APPEARANCES)
    lines = lines_of(sheet_of(source), ("id", *columns), "train_study_level.csv")
    below = Images(source).by_folder()
    said: dict[str, Said | None] = {}
    seen: dict[str, int] = {}
    for line in lines:
        study = filled(line, "id").removesuffix(_ENDING)
        if seen.setdefault(study, line[0]) != line[0]:
            raise DatasetError(f"line {line[0]} of the sheet names the study of line {seen[study]} again")
        finding = _appearance(line)
        paths = below.get(study, [])
        if not paths:
            said[study] = None
        for path in paths:
            said[str(path)] = Said(path, ((finding,),), line=line[0])
    several = sum(len(below.get(study, [])) > 1 for study in seen)
    notes = (f"{several} studies have several images: each takes the label of its study.",) if several else ()
    return imported(said, notes)


def _appearance(line: Line) -> str:
    found = [name for name in APPEARANCES if one_of(line, name.lower(), ("0", "1")) == "1"]
    if len(found) != 1:
        raise DatasetError(
            f"line {line[0]} of the sheet gives {len(found)} appearances: expected one of the four to be 1"
        )
    return found[0]
