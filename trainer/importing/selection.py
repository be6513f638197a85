"""Images chosen one by one: in the catalogue, or by a reader who labelled them."""

from __future__ import annotations

from core.errors import DatasetError
from trainer.importing.types import Imported, Importer, Said, Source

IMPORTER = Importer(
    "selection",
    "Chosen images",
    "Choose images in the browser and say what they show, or take the labels that readers gave.",
    "selection",
)


def read(source: Source) -> Imported:
    """Read file, finding and patient of each; several findings of one file are one reading."""
    if not source.labels:
        raise DatasetError("the selection is empty: choose images first")
    said: dict[str, Said] = {}
    for number, (path, finding, patient) in enumerate(source.labels, start=1):
        if not finding:
            raise DatasetError(f"image {number} of the selection has no finding: say what it shows, or leave it out")
        before = said.get(str(path), Said(path, ((),), patient))
        if before.patient != patient:
            raise DatasetError(f"image {number} of the selection is named twice with different patients")
        findings = tuple(dict.fromkeys((*before.readings[0], finding)))
        said[str(path)] = Said(path, (findings,), patient)
    there = tuple(one for one in said.values() if one.path.is_file())
    if not there:
        raise DatasetError(f"none of the {len(said)} files of the selection is there any more")
    missing = len(said) - len(there)
    notes = (f"{missing} of {len(said)} files of the selection are not there any more.",) if missing else ()
    return Imported(there, missing, notes)
