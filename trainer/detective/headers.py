"""What the header of each file says: who it is of, for leaks, and how it was made, for shortcuts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.dicom.header import IMAGE, HeaderFacts, read_header
from core.errors import RefusedError
from core.picture import is_png
from trainer.dataset import Row, patient_and_issuer
from trainer.threads import mapped

PNG = "PNG"
_SIZE_ENDS = 24  # bytes of a PNG: signature, length and name of IHDR, width, height


@dataclass(frozen=True, slots=True)
class Header:
    """Of one file. The identifiers are patient data: they are compared and dropped.

    Attributes
    ----------
    patient : str
        Patient ID with its issuer, empty where the file names none.
    study, instance : str
        UIDs.
    rows, columns : int
        Matrix; 0 where unknown.
    photometric : str
        ``PNG`` for a picture.
    manufacturer, view, institution : str
        As the header has them, in capitals.
    made : tuple of str
        Everything else that tells how and in which form it was made: modality, body part, presentation intent, SOP
        class, transfer syntax, whether lossy.
    """

    patient: str = ""
    study: str = ""
    instance: str = ""
    rows: int = 0
    columns: int = 0
    photometric: str = ""
    manufacturer: str = ""
    view: str = ""
    institution: str = ""
    made: tuple[str, ...] = ("",) * 6


def read_headers(rows: tuple[Row, ...], progress: Callable[[int, int], None]) -> list[Header]:
    """Read the header of every row's file; one that cannot be read is empty."""
    return mapped(_read, [row.path for row in rows], progress)


def _read(path: Path) -> Header:
    try:
        if is_png(path):
            return _of_png(path)
    except (RefusedError, OSError):
        return Header()
    facts = read_header(path)
    return _of_dicom(path, facts) if facts.status == IMAGE else Header()


def _of_png(path: Path) -> Header:
    with path.open("rb") as file:
        start = file.read(_SIZE_ENDS)
    columns, rows = int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")
    return Header(rows=rows, columns=columns, photometric=PNG)


def _of_dicom(path: Path, facts: HeaderFacts) -> Header:
    identity, acquired = facts.identity, facts.acquisition
    number, issuer = patient_and_issuer(path)
    made = (
        acquired.modality,
        acquired.body_part,
        acquired.presentation_intent,
        acquired.sop_class_uid,
        facts.transfer_syntax,
        "lossy" if acquired.lossy else "",
    )
    return Header(
        patient=json.dumps([number, issuer]) if number else "",
        study=identity.study_uid,
        instance=identity.instance_uid,
        rows=facts.rows,
        columns=facts.columns,
        photometric=facts.photometric.upper(),
        manufacturer=acquired.manufacturer.upper(),
        view=acquired.view_position.upper(),
        institution=identity.institution.upper(),
        made=tuple(one.upper() for one in made),
    )
