"""Where labelled images come from: a table, one folder per class, or the thesis' file prefixes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from core.errors import DatasetError
from trainer.sheets import read_sheet

THESIS_CLASSES = ("aortic_enlargement", "covid_19", "opacity", "normal")
"""In the order of the thesis' file prefixes ``1_`` to ``4_``, and of its one-hot labels."""

PARTS = ("train", "validation", "test")

FACTS = ("source", "view", "sex", "age_group", "manufacturer")
"""Columns of a table, besides path, label, patient and part, that a run may carry: its figures are told by them."""

TABLE, PARQUET_TABLE = "labels.csv", "labels.parquet"
LABEL, LABELS = "label", "labels"
"""Column of the one class of each image, or of all its classes: a table has one of the two."""

SEPARATOR = "|"
"""Between the classes of an image in the column ``labels``, as between the findings of ChestX-ray14."""

_PATH_COLUMNS = ("path", "file", "filename")
PART_NAMES = {"train": "train", "val": "validation", "validation": "validation", "test": "test", "": ""}
"""What a table may call a part, lower-case."""


class NamedDatasetError(DatasetError):
    """A refusal that shows one file name as an example; ``reason`` is the sentence without it."""

    def __init__(self, reason: str, example: str) -> None:
        super().__init__(f"{reason} (the first: {example})")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Labelled:
    """One image as its source lists it; ``patient`` and ``part`` are empty where the source does not say.

    A source says each of them of all its images or of none.

    Attributes
    ----------
    label : str
        The class of the image; with ``multi_label`` all its classes, see :func:`joined`.
    facts : tuple of (str, str)
        Name and value of the columns of :data:`FACTS` that the source has, the same names for all its images; a value
        is empty where it does not say.
    multi_label : bool
        An image may show several classes, or none; so for all images of a source or for none.
    """

    path: Path
    label: str
    patient: str = ""
    part: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    multi_label: bool = False


def joined(classes: Iterable[str]) -> str:
    """Write the classes of one image as a table of several classes per image does; empty: it shows none of them."""
    return SEPARATOR.join(sorted(set(classes)))


def separated(labels: str) -> tuple[str, ...]:
    """Read what :func:`joined` wrote."""
    return tuple(labels.split(SEPARATOR)) if labels else ()


def list_source(source: Path) -> tuple[Labelled, ...]:
    """List the labelled images of a CSV or Parquet table or a folder, without opening them.

    A folder is read as the ``labels.csv`` or ``labels.parquet`` in it, else as one sub-folder per class, else as files
    with the thesis' prefixes ``1_`` to ``4_``.

    Raises
    ------
    DatasetError
        If the source is none of these, or contradicts itself.
    """
    if source.is_file():
        return _from_table(source)
    if not source.is_dir():
        raise DatasetError("the dataset was not found: give an existing folder or CSV file")
    tables = [source / name for name in (TABLE, PARQUET_TABLE) if (source / name).is_file()]
    if len(tables) > 1:
        raise DatasetError(f"the folder holds {TABLE} and {PARQUET_TABLE}: name the one that is meant")
    if tables:
        return _from_table(tables[0])
    files = [path for path in _visible(source) if path.is_file() and is_image(path)]
    folders = {path.name: images_below(path) for path in _visible(source) if path.is_dir()}
    folders = {name: images for name, images in folders.items() if images}
    if files and folders:
        raise DatasetError(
            f"the folder has {len(files)} images of its own and {len(folders)} sub-folders with images: keep one "
            f"sub-folder per class and nothing beside them, or add a {TABLE}"
        )
    if folders:
        return _from_folders(folders)
    if files:
        return from_prefixes(files)
    raise DatasetError("the folder holds no DICOM or PNG image")


def is_image(path: Path) -> bool:
    """Tell by the first bytes, or a DICOM file extension, whether a file claims to be a PNG or DICOM image."""
    if path.suffix.lower() in {".dcm", ".dicom", ".png"}:
        return True
    with path.open("rb") as file:
        start = file.read(132)
    return start.startswith(b"\x89PNG\r\n\x1a\n") or start[128:] == b"DICM"


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def images_below(folder: Path) -> list[Path]:
    """List the images of a folder and all below it in the order of their names, what is hidden left out."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(root, name) for name in sorted(names) if not name.startswith(".")]
        found += [path for path in paths if path.is_file() and is_image(path)]
    return found


def _from_folders(folders: dict[str, list[Path]]) -> tuple[Labelled, ...]:
    if unreadable := sum(not name.isprintable() for name in folders):
        raise DatasetError(
            f"{unreadable} sub-folders have names that are no text, and the name is the class: rename them in letters"
        )
    if {name.lower() for name in folders} <= PART_NAMES.keys():
        raise DatasetError(
            f"the sub-folders {', '.join(folders)} look like parts, not classes: give one sub-folder per class, or a "
            f"{TABLE} with the columns path, label and split"
        )
    return tuple(Labelled(path, name) for name, paths in folders.items() for path in paths)


def from_prefixes(files: list[Path]) -> tuple[Labelled, ...]:
    """Label files by the thesis' prefixes.

    Raises
    ------
    DatasetError
        If a name has none of them.
    """
    labels = {f"{number}_": label for number, label in enumerate(THESIS_CLASSES, start=1)}
    strangers = [path.name for path in files if path.name[:2] not in labels]
    if strangers:
        raise NamedDatasetError(
            f"{len(strangers)} of {len(files)} images carry no label: expected one sub-folder per class, a {TABLE}, or "
            "file names that begin with 1_, 2_, 3_ or 4_",
            strangers[0],
        )
    return tuple(Labelled(path, labels[path.name[:2]]) for path in files)


def _from_table(table: Path) -> tuple[Labelled, ...]:
    rows = read_sheet(table)
    columns = rows[0][1]
    path_column = next((name for name in _PATH_COLUMNS if name in columns), "")
    of_class = [name for name in (LABEL, LABELS) if name in columns]
    if not path_column or not of_class:
        raise DatasetError("the table needs a first line that names the columns path (or file, filename) and label")
    if len(of_class) > 1:
        raise DatasetError(
            f"the table has the columns {LABEL} (the class of an image) and {LABELS} (all of its classes, with "
            f"{SEPARATOR} between them): keep one of the two"
        )
    multi_label = of_class == [LABELS]
    listed = []
    for number, row in rows:
        part = row.get("split", "").lower()
        if part not in PART_NAMES:
            raise DatasetError(f"line {number} of the table has the split {part!r}: expected train, validation or test")
        path = inside(table.parent, row[path_column], number)
        facts = tuple((name, row[name]) for name in FACTS if name in columns)
        label = _classes(row[LABELS], number) if multi_label else row[LABEL]
        listed.append(Labelled(path, label, row.get("patient", ""), PART_NAMES[part], facts, multi_label))
    lines = [number for number, _ in rows]
    if not multi_label:
        _refuse_if_any("an empty label", (line for line, item in zip(lines, listed, strict=True) if not item.label))
    if any(item.part for item in listed):
        without = (line for line, item in zip(lines, listed, strict=True) if not item.part)
        _refuse_if_any("no split, though others have one", without)
    if any(item.patient for item in listed):  # a patient known by the table here and by the file there would be two
        without = (line for line, item in zip(lines, listed, strict=True) if not item.patient)
        _refuse_if_any("no patient, though others have one: fill the column, or leave it out", without)
    missing = [item.path.name for item in listed if not item.path.is_file()]
    if missing:
        raise NamedDatasetError(f"{len(missing)} of the {len(listed)} files in the table do not exist", missing[0])
    return tuple(listed)


def _classes(cell: str, line: int) -> str:
    """Read the classes of an image, in whatever order; a class that is named twice counts once."""
    names = [name.strip() for name in separated(cell)]
    if "" in names:
        raise DatasetError(
            f"line {line} of the table has an empty class in the column {LABELS}: {SEPARATOR} divides two"
        )
    return joined(names)


def inside(folder: Path, text: str, line: int) -> Path:
    """Return the path that a line of a table in ``folder`` names.

    Raises
    ------
    DatasetError
        If it is none, or is relative and leads outside the folder.
    """
    if not text or "\0" in text:
        raise DatasetError(f"line {line} of the table has no usable path")
    path = Path(text)
    if path.is_absolute():
        return path
    relative = PurePosixPath(text.replace("\\", "/"))
    if os.path.normpath(relative).startswith(".."):
        raise DatasetError(f"line {line} of the table leads outside the table's folder: write such a path in full")
    return folder / relative


def _refuse_if_any(what: str, lines: Iterable[int]) -> None:
    found = list(lines)
    if found:
        raise DatasetError(f"{len(found)} images of the table have {what} (the first: line {found[0]})")
