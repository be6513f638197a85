"""What an importer is asked, and what it says of each image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Labelled images in one of the forms that :func:`trainer.importing.importers` lists.

    Attributes
    ----------
    importer : str
        Name of the importer that reads it.
    path : Path or None
        The label sheet, or the folder of images; None for a selection.
    images : tuple of Path
        Of a sheet: folders, searched with all below them, and files among which its images are looked for. Empty: the
        folder of the sheet.
    labels : tuple of (Path, str, str)
        Of a selection (images chosen in the catalogue, or labelled by a reader): file, finding and patient; the
        patient is empty where it is not known.
    options : tuple of (str, str)
        Name and value of what the importer can be told besides, e.g. which column holds what.
    part : str
        ``test`` makes all its images an external test set; also ``train`` or ``validation``; empty: to be divided.
    name : str
        Value of the column ``source``; empty takes the importer's name.
    """

    importer: str
    path: Path | None = None
    images: tuple[Path, ...] = ()
    labels: tuple[tuple[Path, str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    part: str = ""
    name: str = ""

    def option(self, name: str, default: str = "") -> str:
        """Return the value of an option."""
        return dict(self.options).get(name, default)


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of one image.

    Attributes
    ----------
    readings : tuple of tuple of str
        The findings of each reader; one reading where the source knows of one only. An empty reading found nothing
        that the source has a word for.
    patient, part : str
        Empty where the source does not say.
    facts : tuple of (str, str)
        Of :data:`trainer.sources.FACTS`, those that the source knows.
    line : int
        Of the sheet, from 1; 0 for an image that no sheet names.
    """

    path: Path
    readings: tuple[tuple[str, ...], ...]
    patient: str = ""
    part: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """The images of a source, and what is worth knowing about it.

    Attributes
    ----------
    images : tuple of Said
        Each file once, in the order of the source.
    missing : int
        Images that the sheet names and that were not found.
    notes : tuple of str
        Sentences without patient data.
    """

    images: tuple[Said, ...]
    missing: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing an importer can be told: its name, what it means, and what holds when nothing is said."""

    name: str
    title: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """One form of labels.

    Attributes
    ----------
    name : str
        As it is written in commands and plans.
    title : str
        As it is shown.
    wants : str
        One sentence: which file or folder to choose, and where the images have to be.
    kind : str
        ``sheet`` (a file is chosen, and folders of images), ``folder`` or ``selection``.
    absence : str
        The finding that says that there is none; it gives way to any other finding. Empty: the form has no such word.
    suffixes : tuple of str
        Of the files to offer, lower-case, for a sheet.
    options : tuple of Option
        What else it can be told.
    """

    name: str
    title: str
    wants: str
    kind: str
    absence: str = ""
    suffixes: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
