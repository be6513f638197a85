"""Labels in the catalogue: which class a reader gave an image, bound to the very pixels.

An image is known by its SOP Instance UID and the SHA-256 of its pixels, or, where there is no UID, by file and pixels;
a file with other pixels under the same name has no label of the one before. Each reader has one label for an image.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue

_COLUMNS = ("path", "size", "mtime_ns", "instance_uid", "pixels", "reader", "label", "created")
_PUT = f"""INSERT OR REPLACE INTO labels ({", ".join(_COLUMNS)}, number)
VALUES ({", ".join("?" * len(_COLUMNS))}, (SELECT COALESCE(MAX(number), 0) + 1 FROM labels))"""
_GET = f"SELECT {', '.join(_COLUMNS)} FROM labels"


@dataclass(frozen=True, slots=True)
class LabelledImage:
    """Which image a label is of.

    Attributes
    ----------
    path : Path
        Where it lay; it may carry a patient's name.
    size, mtime_ns : int
        Of the file when it was listed; 0 when that is not known.
    instance_uid : str
        SOP Instance UID (0008,0018); empty where there is none.
    pixel_sha256 : str
        As of :meth:`core.dicom.frame.Frame.pixel_sha256`.
    """

    path: Path
    size: int
    mtime_ns: int
    instance_uid: str
    pixel_sha256: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What copies of an image have in common, and no two images do."""
        return self.instance_uid, self.pixel_sha256, "" if self.instance_uid else str(self.path)


@dataclass(frozen=True, slots=True)
class ReaderLabel:
    """The class that one reader gave one image; ``created`` is UTC, ISO 8601."""

    image: LabelledImage
    reader: str
    label: str
    created: str


class LabelStore:
    """The labels in a catalogue, one for each image and reader; safe from any thread.

    Every method raises :class:`core.dicom.catalogue.CatalogueError` if the catalogue cannot be used.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def give(self, image: LabelledImage, reader: str, label: str) -> str:
        """Keep a label in place of the reader's earlier one, or none if it is empty; returns the earlier one.

        Raises
        ------
        ValueError
            If the reader has no name.
        """
        if not reader:
            raise ValueError("expected the name of a reader, found an empty one")
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        where, values = _image(image.instance_uid, image.pixel_sha256, image.path)
        with self.catalogue.transaction() as connection:
            row = connection.execute(
                f"SELECT label FROM labels WHERE {where} AND reader = ? ORDER BY number DESC LIMIT 1",
                (*values, reader),
            ).fetchone()
            connection.execute(f"DELETE FROM labels WHERE {where} AND reader = ?", (*values, reader))  # of copies, too
            if label:
                connection.execute(_PUT, _row(ReaderLabel(image, reader, label, now)))
        return "" if row is None else str(row[0])

    def may_have(self, instance_uid: str, path: Path, reader: str) -> bool:
        """Tell whether the reader gave anything that may be of this image, before its pixels are hashed."""
        where, value = ("instance_uid = ?", instance_uid) if instance_uid else ("path = ?", os.fsencode(path))
        query = f"SELECT 1 FROM labels WHERE {where} AND reader = ? LIMIT 1"
        with self.catalogue.transaction() as connection:
            return connection.execute(query, (value, reader)).fetchone() is not None

    def of(self, instance_uid: str, pixel_sha256: str, path: Path, reader: str) -> str:
        """Give the reader's label of an image; empty where there is none."""
        where, values = _image(instance_uid, pixel_sha256, path)
        query = f"SELECT label FROM labels WHERE {where} AND reader = ? ORDER BY number DESC LIMIT 1"
        with self.catalogue.transaction() as connection:
            row = connection.execute(query, (*values, reader)).fetchone()
        return "" if row is None else str(row[0])

    def rows(self, reader: str = "") -> tuple[ReaderLabel, ...]:
        """Give all labels, or those of one reader, the newest first."""
        where, values = (" WHERE reader = ?", (reader,)) if reader else ("", ())
        with self.catalogue.transaction() as connection:
            found = connection.execute(f"{_GET}{where} ORDER BY number DESC", values).fetchall()
        return tuple(map(_label, found))

    def readers(self) -> tuple[str, ...]:
        """Name who gave labels, in alphabetical order."""
        with self.catalogue.transaction() as connection:
            found = connection.execute("SELECT DISTINCT reader FROM labels ORDER BY reader").fetchall()
        return tuple(str(row[0]) for row in found)


def _image(instance_uid: str, pixel_sha256: str, path: Path) -> tuple[str, list[Any]]:
    where, values = "instance_uid = ? AND pixels = ?", [instance_uid, pixel_sha256]
    if instance_uid:
        return where, values
    return f"{where} AND path = ?", [*values, os.fsencode(path.absolute())]


def _row(one: ReaderLabel) -> tuple[Any, ...]:
    image = one.image
    return (
        os.fsencode(image.path.absolute()), image.size, image.mtime_ns, image.instance_uid, image.pixel_sha256,
        one.reader, one.label, one.created,
    )  # fmt: skip


def _label(row: Sequence[Any]) -> ReaderLabel:
    path, size, mtime_ns, instance_uid, pixels, reader, label, created = row
    image = LabelledImage(Path(os.fsdecode(path)), size, mtime_ns, instance_uid, pixels)
    return ReaderLabel(image, reader, label, created)
