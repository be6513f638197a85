"""Annotations in the catalogue: with the study's record, never in the source file."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.annotate.record import from_json, to_json
from core.errors import Cxr12Error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.annotate.shapes import Annotation
    from core.dicom.catalogue import Catalogue
    from core.dicom.frame import Frame

_SAME = "instance_uid = :uid AND pixels = :pixels"
_SAME_FILE = f"{_SAME} AND path = :path"
_PUT = """INSERT OR REPLACE INTO annotations (path, instance_uid, pixels, json, mtime_ns, number)
VALUES (:path, :uid, :pixels, :json, :mtime_ns, (SELECT COALESCE(MAX(number), 0) + 1 FROM annotations))"""


class AnnotationError(Cxr12Error):
    """Annotations that cannot be read, or that do not belong to the image."""


@dataclass(frozen=True, slots=True)
class ImageKey:
    """Which image annotations belong to.

    The SOP Instance UID alone would not do: two files may claim the same one. So its pixels must be the same too, and
    where there is no UID (or for a picture, which has none) it must be the same file.

    Attributes
    ----------
    path : Path
        The file that the image was read from.
    instance_uid : str
        SOP Instance UID (0008,0018); empty when there is none.
    pixels : str
        SHA-256 of the stored pixels.
    """

    path: Path
    instance_uid: str
    pixels: str


def key_of(frame: Frame) -> ImageKey:
    """Tell which image a frame is; hashes its pixels, which takes about 10 ms for 14 MB."""
    return ImageKey(frame.path, frame.identity.instance_uid, frame.pixel_sha256())


def may_have(catalogue: Catalogue, frame: Frame) -> bool:
    """Tell whether anything is kept that may be of this image, without hashing its pixels.

    Raises
    ------
    CatalogueError
        If the catalogue cannot be used.
    """
    uid = frame.identity.instance_uid
    where, value = ("instance_uid = ?", uid) if uid else ("path = ?", os.fsencode(frame.path))
    with catalogue.transaction() as connection:
        return connection.execute(f"SELECT 1 FROM annotations WHERE {where} LIMIT 1", (value,)).fetchone() is not None


def load(catalogue: Catalogue, key: ImageKey) -> tuple[Annotation, ...]:
    """Read the annotations of an image, from wherever copies of it lay when they were last changed.

    Raises
    ------
    AnnotationError
        If what is kept cannot be understood; it is left as it is until the next change.
    CatalogueError
        If the catalogue cannot be used.
    """
    with catalogue.transaction() as connection:
        row = connection.execute(
            f"SELECT json FROM annotations WHERE {_where(key)} ORDER BY number DESC LIMIT 1", _values(key)
        ).fetchone()
    if row is None:
        return ()
    try:
        return from_json(row[0])
    except (ValueError, TypeError) as error:
        raise AnnotationError(f"the annotations kept for this image are damaged and are not shown: {error}") from None


def save(catalogue: Catalogue, key: ImageKey, annotations: Sequence[Annotation]) -> None:
    """Keep the annotations of an image in place of what was kept before; none leaves no trace.

    Raises
    ------
    CatalogueError
        If the catalogue cannot be written; what it held stays.
    """
    with catalogue.transaction() as connection:
        if annotations:
            written = {"json": to_json(annotations), "mtime_ns": time.time_ns()}
            connection.execute(_PUT, {**_values(key), **written})
        else:
            connection.execute(f"DELETE FROM annotations WHERE {_where(key)}", _values(key))


def _where(key: ImageKey) -> str:
    return _SAME if key.instance_uid else _SAME_FILE


def _values(key: ImageKey) -> dict[str, object]:
    return {"path": os.fsencode(key.path), "uid": key.instance_uid, "pixels": key.pixels}
