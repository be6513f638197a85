"""Grey pictures as PNG files."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import Cxr12Error

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def write_png(path: Path, grey: NDArray[np.uint8]) -> None:
    """Write ``grey``, uint8, shape (H, W), as an 8-bit greyscale PNG; the file appears whole or not at all.

    An existing PNG is replaced. Any other existing file is kept: it may be the radiograph itself, and a DICOM file
    cannot always be told by its first bytes.

    Raises
    ------
    Cxr12Error
        If the target is an existing file other than a PNG, or cannot be written.
    ValueError
        If ``grey`` is not 8-bit grey.
    """
    if grey.dtype != np.uint8 or grey.ndim != 2:
        raise ValueError(f"a grey picture is uint8 with 2 dimensions, found {grey.dtype} with {grey.ndim}")
    path = Path(path)
    draft = path.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        if path.exists() and not _replaceable(path):
            raise Cxr12Error(f"{path.name}: this file is not a PNG picture and is not replaced; choose another name")
        _, encoded = cv2.imencode(".png", grey)
        try:
            with draft.open("xb") as file:
                file.write(encoded.tobytes())
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Cxr12Error(f"{path.name}: the picture cannot be written: {reason}; choose another place") from error


def _replaceable(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SIGNATURE)) in (b"", _SIGNATURE)
