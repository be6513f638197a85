"""What a file itself says of an image: its hashes, whose it is, and what a shortcut could be made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.errors import RefusedError
from core.picture import read_image
from trainer.dataset import patient_and_issuer
from trainer.facts import group

COLOUR = "it is a colour image, and networks here read greyscale"
PROCESSING = "it is FOR PROCESSING, and networks here need FOR PRESENTATION images"


@dataclass(frozen=True, slots=True)
class Known:
    """Facts of one file.

    Attributes
    ----------
    refused : str
        Why it cannot be used; empty for a good image, and the rest then is what the file says.
    sha256, pixels : str
        SHA-256 of the file, and of its stored values (:meth:`core.dicom.frame.Frame.pixel_sha256`).
    patient, issuer, instance : str
        As the file has them; patient data. Empty for a PNG.
    facts : tuple of (str, str)
        View, sex and manufacturer where the header says.
    """

    refused: str = ""
    sha256: str = ""
    pixels: str = ""
    patient: str = ""
    issuer: str = ""
    instance: str = ""
    rows: int = 0
    columns: int = 0
    bits: int = 0
    photometric: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def read_known(path: Path) -> Known:
    """Read header and pixels of a file; whatever is wrong with it is told, never raised."""
    try:
        frame = read_image(path)
        if frame.color is not None:
            return Known(COLOUR)
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except RefusedError as error:
        return Known(error.reason)
    except OSError as error:
        return Known(f"it cannot be read: {(error.strerror or 'unknown reason').lower()}")
    if frame.acquisition.presentation_intent.upper() == "FOR PROCESSING":
        return Known(PROCESSING)
    told = {
        "view": frame.acquisition.view_position,
        "sex": frame.identity.sex,
        "manufacturer": frame.acquisition.manufacturer,
    }
    patient, issuer = ("", "") if frame.picture else patient_and_issuer(path)
    rows, columns = frame.stored.shape[1:3]
    return Known(
        sha256=sha256,
        pixels=frame.pixel_sha256(),
        patient=patient,
        issuer=issuer,
        instance=frame.identity.instance_uid,
        rows=rows,
        columns=columns,
        bits=frame.bits_stored,
        photometric=frame.photometric,
        facts=tuple((name, kept) for name, value in told.items() if (kept := group(name, value))),
    )
