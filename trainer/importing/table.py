"""Any CSV or Parquet sheet, its columns named by the user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from core.errors import DatasetError
from trainer.facts import age_group, group
from trainer.importing.images import Images, filled, imported, sheet_of
from trainer.importing.types import Imported, Importer, Option, Said, Source
from trainer.sheets import Line, read_sheet
from trainer.sources import FACTS, PART_NAMES, inside

_GUESSES = {
    "file": ("path", "file", "filename", "image", "image_id", "id"),
    "label": ("label", "class", "finding", "findings", "diagnosis"),
    "patient": ("patient", "patient_id", "patientid"),
    "reader": ("reader", "rad_id"),
    "split": ("split",),
    "age": ("age",),
    **{name: (name,) for name in FACTS},
}
IMPORTER = Importer(
    "table",
    "Any table (CSV, Parquet)",
    "Choose a table with a line per image, or per image and reader, and say which column holds what.",
    "sheet",
    suffixes=(".csv", ".parquet"),
    options=(
        *(Option(name, f"Column of the {name.replace('_', ' ')}") for name in _GUESSES),
        Option("separator", "Between several findings of one cell"),
        Option("absence", "Finding that says that there is none"),
    ),
)


def read(source: Source) -> Imported:
    """Read the sheet; a column that is not named is looked for by its usual names."""
    sheet = sheet_of(source)
    lines = read_sheet(sheet)
    columns = _columns(source, tuple(lines[0][1]))
    separator = source.option("separator")
    images = Images(source)
    gathered: dict[str, list[Line]] = {}
    for line in lines:
        gathered.setdefault(filled(line, columns["file"]), []).append(line)
    said: dict[str, Said | None] = {}
    for name, its in gathered.items():
        path = _path(sheet, images, name, its[0][0])
        facts, patient, part = _of_image(its, columns)
        readings = _readings(its, columns, separator)
        said[name] = None if path is None else Said(path, readings, patient, part, facts, its[0][0])
    return imported(said)


def _columns(source: Source, there: Sequence[str]) -> dict[str, str]:
    columns = {}
    for what, usual in _GUESSES.items():
        named = source.option(what).lower()
        if named and named not in there:
            raise DatasetError(f"line 1 of the sheet names no column {named}, given as the column of the {what}")
        found = named or next((name for name in usual if name in there), "")
        if found:
            columns[what] = found
        elif what in ("file", "label"):
            raise DatasetError(
                f"no column of the sheet is known to hold the {what}: say which one of "
                f"{', '.join(filter(None, there))} does"
            )
    return columns


def _path(sheet: Path, images: Images, name: str, line: int) -> Path | None:
    """Look where the cell leads from the sheet, then for its file name in the folders."""
    if "\0" in name:
        raise DatasetError(f"line {line} of the sheet has no usable path")
    direct = inside(sheet.parent, name, line)
    if direct.is_file():
        return direct
    return images.called(Path(name.replace("\\", "/")).name)


def _readings(its: Sequence[Line], columns: Mapping[str, str], separator: str) -> tuple[tuple[str, ...], ...]:
    readers: dict[str, list[str]] = {}
    for line in its:
        reader = filled(line, columns["reader"]) if "reader" in columns else ""
        cell = filled(line, columns["label"])
        found = [part.strip() for part in cell.split(separator)] if separator else [cell]
        if "" in found:
            raise DatasetError(f"line {line[0]} of the sheet has an empty finding in the column {columns['label']}")
        readers.setdefault(reader, []).extend(found)
    return tuple(tuple(dict.fromkeys(found)) for found in readers.values())


def _of_image(its: Sequence[Line], columns: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], str, str]:
    """Facts, patient and part of an image; its lines must agree."""
    number, cells = its[0]
    for what in ("patient", "split"):
        for other, values in its[1:]:
            if what in columns and values[columns[what]] != cells[columns[what]]:
                raise DatasetError(f"line {other} of the sheet contradicts line {number}: one image has one {what}")
    part = cells[columns["split"]].lower() if "split" in columns else ""
    if part not in PART_NAMES:
        raise DatasetError(f"line {number} of the sheet has the split {part!r}: expected train, validation or test")
    values = {name: group(name, cells[columns[name]]) for name in FACTS if name in columns}
    if "age" in columns and not values.get("age_group"):
        values["age_group"] = age_group(cells[columns["age"]])
    facts = tuple((name, value) for name, value in values.items() if value)
    return facts, cells[columns["patient"]] if "patient" in columns else "", PART_NAMES[part]
