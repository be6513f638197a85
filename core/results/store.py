"""Results in the catalogue: what a network said about an image, bound to the very pixels and the very network.

A result is of an image by its SOP Instance UID and the SHA-256 of its pixels, or, where there is no UID, by file and
pixels; a file with other pixels under the same name has none of the results of the one before. It is of a network by
the SHA-256 of its file, how the image was prepared, what computed it in which precision, and the version of the
program: each of these makes another result, which does not replace the others.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.results.record import from_json, spec_text, to_json

if TYPE_CHECKING:
    from core.dicom.catalogue import Catalogue
    from core.prediction import Prediction

log = logging.getLogger(__name__)

_COLUMNS = (
    "path", "size", "mtime_ns", "instance_uid", "pixels", "frame", "model_sha256", "spec", "engine", "precision",
    "app_version", "patient", "json",
)  # fmt: skip
_PUT = f"""INSERT INTO results ({", ".join(_COLUMNS)}, number)
VALUES ({", ".join("?" * len(_COLUMNS))}, (SELECT COALESCE(MAX(number), 0) + 1 FROM results))
ON CONFLICT DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, patient = excluded.patient,
    json = excluded.json, number = excluded.number
WHERE (size, mtime_ns, patient, json) <> (excluded.size, excluded.mtime_ns, excluded.patient, excluded.json)"""
_GET = "SELECT path, size, mtime_ns, patient, json FROM results"


@dataclass(frozen=True, slots=True)
class Kept:
    """A result, and the file that it was about.

    Attributes
    ----------
    path : Path
        Where the image lay.
    size, mtime_ns : int
        Of the file then; 0 when it could not be told.
    patient : str
        Patient ID (0010,0020) of the file; empty when there is none. Patient data.
    """

    path: Path
    size: int
    mtime_ns: int
    patient: str
    prediction: Prediction


def kept(path: Path, prediction: Prediction, *, patient: str = "", status: os.stat_result | None = None) -> Kept:
    """Put together what is to be kept; ``status`` is the file's from before it was read."""
    size, mtime_ns = (status.st_size, status.st_mtime_ns) if status is not None else (0, 0)
    return Kept(path.absolute(), size, mtime_ns, patient, prediction)


class ResultStore:
    """The results in a catalogue; safe from any thread.

    Every method raises :class:`core.dicom.catalogue.CatalogueError` if the catalogue cannot be used.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def put(self, results: Iterable[Kept]) -> None:
        """Keep results, all or none; the same question about the same image and file replaces the answer."""
        rows = [_row(one) for one in results]
        with self.catalogue.transaction() as connection:
            connection.executemany(_PUT, rows)

    def may_have(self, instance_uid: str, path: Path) -> bool:
        """Tell whether anything is kept that may be of this image, before its pixels are hashed."""
        where, value = ("instance_uid = ?", instance_uid) if instance_uid else ("path = ?", os.fsencode(path))
        with self.catalogue.transaction() as connection:
            found = connection.execute(f"SELECT 1 FROM results WHERE {where} LIMIT 1", (value,)).fetchone()
        return found is not None

    def of(self, instance_uid: str, pixel_sha256: str, path: Path | None = None) -> tuple[Kept, ...]:
        """Give the results of an image, the newest first, from wherever copies of it lay.

        Parameters
        ----------
        path : Path or None
            The file; without a UID only its own results are given, so that then it must be named.
        """
        where, values = _image(instance_uid, pixel_sha256, path)
        return self._found(f"{_GET} WHERE {where} ORDER BY number DESC", values)

    def latest(self, instance_uid: str, pixel_sha256: str, path: Path | None = None) -> Kept | None:
        """Give the newest result of an image."""
        found = self.of(instance_uid, pixel_sha256, path)
        return found[0] if found else None

    def in_file(self, path: Path, status: os.stat_result) -> tuple[Kept, ...]:
        """Give the results of a file that has the size and time it had then, the newest first; it need not be read."""
        values = (os.fsencode(path.absolute()), status.st_size, status.st_mtime_ns)
        return self._found(f"{_GET} WHERE path = ? AND size = ? AND mtime_ns = ? ORDER BY number DESC", values)

    def rows(self, root: Path | None = None) -> tuple[Kept, ...]:
        """Give all results, or those of a folder or file, in order of path, the newest of a file first."""
        found = self._found(f"{_GET} ORDER BY path, number DESC", ())
        if root is None:
            return found
        above = root.absolute()
        return tuple(one for one in found if one.path.is_relative_to(above))

    def forget(self, instance_uid: str, pixel_sha256: str, path: Path | None = None) -> int:
        """Remove the results of one image and count them; a folder is forgotten through the catalogue."""
        where, values = _image(instance_uid, pixel_sha256, path)
        with self.catalogue.transaction() as connection:
            return connection.execute(f"DELETE FROM results WHERE {where}", values).rowcount

    def _found(self, query: str, values: Sequence[Any]) -> tuple[Kept, ...]:
        with self.catalogue.transaction() as connection:
            rows = connection.execute(query, values).fetchall()
        read = [one for one in map(_kept, rows) if one is not None]
        if len(read) < len(rows):
            log.warning("%d results kept cannot be read here and are left as they are", len(rows) - len(read))
        return tuple(read)


def _image(instance_uid: str, pixel_sha256: str, path: Path | None) -> tuple[str, list[Any]]:
    where, values = "instance_uid = ? AND pixels = ?", [instance_uid, pixel_sha256]
    if instance_uid:
        return where, values
    return f"{where} AND path = ?", [*values, b"" if path is None else os.fsencode(path.absolute())]


def _row(one: Kept) -> tuple[Any, ...]:
    said = one.prediction
    return (
        os.fsencode(one.path), one.size, one.mtime_ns, said.instance_uid, said.pixel_sha256, said.frame_index,
        said.model_sha256, spec_text(said.spec), said.engine, said.precision, said.app_version, one.patient,
        to_json(said),
    )  # fmt: skip


def _kept(row: Sequence[Any]) -> Kept | None:
    path, size, mtime_ns, patient, text = row
    try:
        return Kept(Path(os.fsdecode(path)), size, mtime_ns, patient, from_json(text))
    except (ValueError, TypeError):
        return None
