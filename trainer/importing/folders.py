"""Folders: one sub-folder per class, a table within, or the thesis' file prefixes ``1_`` to ``4_``."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import DatasetError
from trainer.facts import group
from trainer.importing.types import Imported, Importer, Said, Source
from trainer.sources import THESIS_CLASSES, Labelled, from_prefixes, images_below, list_source, separated

FOLDERS = Importer(
    "folders",
    "One folder per class",
    "Choose the folder that holds one sub-folder per class, or a labels.csv with the columns path and label.",
    "folder",
)
PREFIXES = Importer(
    "prefixes",
    "Prefixes of the thesis",
    f"Choose the folder of files that begin with 1_, 2_, 3_ or 4_ ({', '.join(THESIS_CLASSES)}).",
    "folder",
)


def read_folders(source: Source) -> Imported:
    """Read a folder as :func:`trainer.sources.list_source` does."""
    if source.path is None:
        raise DatasetError("the folder was not found: give an existing one")
    return _imported(list_source(source.path))


def read_prefixes(source: Source) -> Imported:
    """Read the images of a folder and all below it by their prefixes."""
    if source.path is None or not source.path.is_dir():
        raise DatasetError("the folder was not found: give an existing one")
    files = images_below(source.path)
    if not files:
        raise DatasetError("the folder holds no DICOM or PNG image")
    return _imported(from_prefixes(files))


def _imported(listed: Iterable[Labelled]) -> Imported:
    return Imported(
        tuple(
            Said(
                item.path,
                (separated(item.label) if item.multi_label else (item.label,),),
                item.patient,
                item.part,
                tuple((name, kept) for name, value in item.facts if (kept := group(name, value))),
            )
            for item in listed
        )
    )
