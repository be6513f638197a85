"""Labels in the forms in which chest radiograph datasets are published, one file per form."""

from __future__ import annotations

from dataclasses import replace

from core.errors import DatasetError
from trainer.facts import group
from trainer.importing import folders, nih, rsna, selection, siim_covid, table, vinbigdata
from trainer.importing.types import Imported, Importer, Option, Said, Source

__all__ = ["Imported", "Importer", "Option", "Said", "Source", "absence", "importer", "importers", "read_source"]

_ROWS = (
    (folders.FOLDERS, folders.read_folders),
    (table.IMPORTER, table.read),
    (vinbigdata.IMPORTER, vinbigdata.read),
    (rsna.IMPORTER, rsna.read),
    (siim_covid.IMPORTER, siim_covid.read),
    (nih.IMPORTER, nih.read),
    (folders.PREFIXES, folders.read_prefixes),
    (selection.IMPORTER, selection.read),
)


def importers() -> tuple[Importer, ...]:
    """List the importers, in the order in which they are offered."""
    return tuple(row for row, _ in _ROWS)


def importer(name: str) -> Importer:
    """Return the importer of this name.

    Raises
    ------
    DatasetError
        If there is none.
    """
    found = next((row for row in importers() if row.name == name), None)
    if found is None:
        known = ", ".join(row.name for row in importers())
        raise DatasetError(f"there is no importer {name}: expected one of {known}")
    return found


def read_source(source: Source) -> Imported:
    """Read what a source says of its images, without opening them.

    Raises
    ------
    DatasetError
        If it is not what its importer expects; one sentence says why and, of a sheet, in which line.
    """
    chosen = importer(source.importer)
    unknown = [name for name, _ in source.options if name not in {option.name for option in chosen.options}]
    if unknown:
        takes = ", ".join(option.name for option in chosen.options) or "none"
        raise DatasetError(f"the importer {chosen.name} has no option {unknown[0]}: it takes {takes}")
    name = group("source", source.name) or chosen.name
    if source.name and name != source.name:
        raise DatasetError("the name of a source needs 1 to 40 letters, digits, blanks or the signs . _ - + * ( ) &")
    found = {row.name: read for row, read in _ROWS}[chosen.name](source)
    images = tuple(_named(one, name, source.part) for one in found.images)
    return replace(found, images=images)


def absence(source: Source) -> str:
    """Return the finding that says that there is none, empty where the source has no such word."""
    return source.option("absence") or importer(source.importer).absence


def _named(said: Said, name: str, part: str) -> Said:
    facts = {"source": name, **dict(said.facts)}
    return replace(said, part=part or said.part, facts=tuple(facts.items()))
