"""What a file is, from its header alone: one row of the browser, for good files and bad ones."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field, fields
from pathlib import Path
from typing import Any

from core.dicom.attributes import BadAttributeError, text
from core.dicom.container import Container, opened, regular_file
from core.dicom.facts import FACT_TAGS, acquisition, identity
from core.dicom.frame import Acquisition, Identity
from core.dicom.read import LAYOUT_TAGS, check_image
from core.dicom.stored import pixel_layout
from core.errors import NoImageError, NotDicomError, RefusedError, UnreachableError

IMAGE, UNREADABLE, NO_IMAGE, NOT_DICOM = "image", "unreadable", "no image", "not dicom"
_TAGS = (*FACT_TAGS, *LAYOUT_TAGS)


@dataclass(frozen=True, slots=True)
class HeaderFacts:
    """What the header of a file says.

    Attributes
    ----------
    size, mtime_ns : int
        Of the file when it was read: the facts hold as long as both stay the same. Size 0: they hold for this moment
        only, because the system did not let the file be read, it is empty, or it is no file.
    status : str
        ``"image"``, ``"unreadable"`` (DICOM, but refused), ``"no image"`` or ``"not dicom"``.
    reason : str
        The sentence that says why the status is not ``"image"``, else empty.
    rows, columns, frames, bits_stored : int
        0 when unknown.
    """

    path: Path
    size: int
    mtime_ns: int
    status: str
    reason: str = ""
    identity: Identity = field(default_factory=Identity)
    acquisition: Acquisition = field(default_factory=Acquisition)
    rows: int = 0
    columns: int = 0
    frames: int = 0
    bits_stored: int = 0
    photometric: str = ""
    transfer_syntax: str = ""


_IDENTITY = tuple(slot.name for slot in fields(Identity))
_ACQUISITION = tuple(slot.name for slot in fields(Acquisition))
_OWN = tuple(slot.name for slot in fields(HeaderFacts) if slot.name not in ("identity", "acquisition"))
COLUMNS = (*_OWN, *_IDENTITY, *_ACQUISITION)
"""Names of a row's values; ``path`` is the first."""


def as_row(facts: HeaderFacts) -> tuple[Any, ...]:
    """Return header facts as one flat row of text and numbers."""
    own = [getattr(facts, name) for name in _OWN]
    return (str(facts.path), *own[1:], *astuple(facts.identity), *astuple(facts.acquisition))


def from_row(row: Sequence[Any]) -> HeaderFacts:
    """Return the header facts of a row; the inverse of :func:`as_row`."""
    path, *own = row[: len(_OWN)]
    middle = len(_OWN) + len(_IDENTITY)
    acquired = dict(zip(_ACQUISITION, row[middle:], strict=True))
    return HeaderFacts(
        path=path if isinstance(path, Path) else Path(path),
        identity=Identity(*row[len(_OWN) : middle]),
        acquisition=Acquisition(**{**acquired, "lossy": bool(acquired["lossy"])}),
        **dict(zip(_OWN[1:], own, strict=True)),
    )


def duplicates(rows: Iterable[HeaderFacts]) -> frozenset[Path]:
    """Return the images that share their SOP Instance UID with another file: only one of them can be what it says.

    An image without a UID shares it with none.
    """
    files: dict[str, set[Path]] = {}
    for facts in rows:
        if facts.status == IMAGE and facts.identity.instance_uid:
            files.setdefault(facts.identity.instance_uid, set()).add(facts.path)
    return frozenset(path for paths in files.values() if len(paths) > 1 for path in paths)


def read_header(path: Path, status: os.stat_result | None = None) -> HeaderFacts:
    """Read the header of any file; bad input is told by the facts' status, never raised.

    Parameters
    ----------
    path : Path
        The file. Pipes, devices and folders are not opened.
    status : os.stat_result or None
        Its status where the caller knows it already.

    Returns
    -------
    HeaderFacts
        Also for a damaged image the identity is there where it could be read.
    """
    path = Path(path)
    try:
        status = status or regular_file(path)
        with opened(path, _TAGS) as container:
            return _facts(container, status)
    except UnreachableError as error:  # permissions or a disk that comes back change neither size nor time
        return HeaderFacts(path, 0, 0, UNREADABLE, error.reason)
    except NotDicomError as error:
        kind, reason = NOT_DICOM, error.reason
    except RefusedError as error:
        kind, reason = UNREADABLE, error.reason
    size, mtime_ns = (status.st_size, status.st_mtime_ns) if status else (0, 0)
    return HeaderFacts(path, size, mtime_ns, kind, reason)


def _facts(container: Container, status: os.stat_result) -> HeaderFacts:
    dataset, syntax = container.dataset, container.transfer_syntax
    kind, reason, layout = IMAGE, "", None
    try:
        check_image(container)
        layout = pixel_layout(container)
    except NoImageError as error:
        kind, reason = NO_IMAGE, error.reason
    except RefusedError as error:
        kind, reason = UNREADABLE, error.reason
    except BadAttributeError as error:
        kind, reason = UNREADABLE, str(error)
    return HeaderFacts(
        container.path,
        status.st_size,
        status.st_mtime_ns,
        kind,
        reason,
        identity(dataset),
        acquisition(dataset, syntax),
        layout.rows if layout else 0,
        layout.columns if layout else 0,
        layout.frames if layout else 0,
        layout.bits_stored if layout else 0,
        text(dataset, "PhotometricInterpretation", 16),
        syntax,
    )
