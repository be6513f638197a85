"""Finds the images that a label sheet names."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from core.errors import DatasetError
from trainer.importing.types import Imported, Said, Source
from trainer.sheets import Line, read_sheet
from trainer.sources import NamedDatasetError, is_image

_ENDINGS = frozenset((".dcm", ".dicom", ".png"))


def sheet_of(source: Source) -> Path:
    """Return the sheet of a source.

    Raises
    ------
    DatasetError
        If it is not there.
    """
    if source.path is None or not source.path.is_file():
        raise DatasetError(f"the label sheet for the importer {source.importer} was not found: give an existing file")
    return source.path


def lines_of(sheet: Path, needed: Sequence[str], like: str) -> list[Line]:
    """Read a sheet and check that its header names the columns ``needed`` (lower-case).

    Raises
    ------
    DatasetError
        If it does not, or cannot be read; ``like`` says which file was expected.
    """
    lines = read_sheet(sheet)
    missing = [name for name in needed if name not in lines[0][1]]
    if missing:
        raise DatasetError(
            f"line 1 of the sheet names no column {', '.join(missing)}: expected {like}, with the columns "
            f"{', '.join(needed)}"
        )
    return lines


def filled(line: Line, column: str) -> str:
    """Return a cell that must not be empty.

    Raises
    ------
    DatasetError
        If it is.
    """
    number, cells = line
    if not cells[column]:
        raise DatasetError(
            f"line {number} of the sheet has nothing in the column {column}: fill it, or remove the line"
        )
    return cells[column]


def one_of(line: Line, column: str, allowed: Sequence[str]) -> str:
    """Return a cell that must be one of ``allowed``.

    Raises
    ------
    DatasetError
        If it is anything else.
    """
    value = filled(line, column)
    if value not in allowed:
        raise DatasetError(
            f"line {line[0]} of the sheet has {value[:40]!r} in the column {column}: expected {' or '.join(allowed)}"
        )
    return value


class Images:
    """The files below the folders of a source, by file name and, of DICOM and PNG, by name without its ending."""

    def __init__(self, source: Source) -> None:
        places = source.images or ((source.path.parent,) if source.path else ())
        self._named: dict[str, list[Path]] = defaultdict(list)
        for path in dict.fromkeys(path for place in places for path in _files(place)):
            self._named[path.name].append(path)
            if path.suffix.lower() in _ENDINGS:
                self._named[path.stem].append(path)

    def called(self, name: str) -> Path | None:
        """Return the image of this name, None where there is none.

        Raises
        ------
        DatasetError
            If there are several.
        """
        found = self._named.get(name, [])
        if len(found) > 1:
            raise NamedDatasetError(
                f"the folders hold {len(found)} images of one name that the sheet uses: name one folder only", name
            )
        return found[0] if found else None

    def by_folder(self) -> dict[str, list[Path]]:
        """Return the images below each folder name, however deep."""
        below: dict[str, list[Path]] = defaultdict(list)
        for path in dict.fromkeys(path for paths in self._named.values() for path in paths):
            if not (path.is_file() and is_image(path)):
                continue
            for parent in dict.fromkeys(parent.name for parent in path.parents):
                below[parent].append(path)
        return below


def imported(said: Mapping[str, Said | None], notes: Sequence[str] = ()) -> Imported:
    """Gather what was said of each name; None stands for an image that was not found.

    Raises
    ------
    DatasetError
        If none was found, or two lines lead to one image: one of them then means another, which is not there.
    """
    images = tuple(one for one in said.values() if one is not None)
    lines: dict[Path, int] = {}
    for one in images:
        if lines.setdefault(one.path, one.line) != one.line:
            raise DatasetError(
                f"lines {lines[one.path]} and {one.line} of the sheet lead to the same image: remove one, or move "
                "the sheet into the folder from which its paths count"
            )
    if not images:
        first = next(iter(said), "")
        raise NamedDatasetError(
            f"none of the {len(said)} images of the sheet was found: name the folder they are in, as DICOM or PNG",
            first,
        )
    missing = len(said) - len(images)
    told = (f"{missing} of the {len(said)} images that the sheet names were not found.",) if missing else ()
    return Imported(images, missing, (*told, *notes))


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    found = []
    for root, folders, names in os.walk(place):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(root, name) for name in sorted(names) if not name.startswith(".")]
    return found
