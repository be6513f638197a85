"""Greyscale PNG pictures as frames, and the one function that opens whatever the user points at."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np

from core.dicom.container import regular_file
from core.dicom.frame import Frame
from core.dicom.read import read
from core.errors import DamagedError, NotDicomError, RefusedError, UnsupportedError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_PIXELS = 1 << 28
_MOST_BYTES = 1 << 30


def read_image(path: Path) -> Frame:
    """Read a DICOM or PNG file; its content decides, not its name.

    Raises
    ------
    RefusedError
        As :func:`read_png` and :func:`core.dicom.read.read`.
    """
    return read_png(path) if is_png(path) else read(path)


def is_png(path: Path) -> bool:
    """Tell whether a file begins like a PNG.

    Raises
    ------
    RefusedError
        If it is not a readable regular file.
    """
    return _head(path)[:8] == _SIGNATURE


def read_png(path: Path) -> Frame:
    """Read a greyscale PNG of 8 or 16 bits as one frame of display-ready grey levels.

    A colour picture whose channels are all equal is read as grey, with a note.

    Raises
    ------
    RefusedError
        Not a PNG, a colour picture, another depth, too large, or damaged.

    References
    ----------
    PNG specification (third edition), 11.2.1 IHDR.
    """
    head = _head(path)
    if head[:8] != _SIGNATURE or head[12:16] != b"IHDR" or len(head) < 26:
        raise NotDicomError(path, "not a PNG picture")
    columns, rows, depth, kind = struct.unpack_from(">IIBB", head, 16)
    if not (columns > 0 and rows > 0 and columns * rows <= _MOST_PIXELS):
        raise UnsupportedError(path, f"expected at most {_MOST_PIXELS >> 20} megapixels, found {columns} x {rows}")
    if depth not in (8, 16) or kind & 1:
        raise UnsupportedError(path, f"expected a greyscale PNG of 8 or 16 bits, found {_kind(depth, kind)}")
    pixels = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.shape[:2] != (rows, columns):
        raise DamagedError(path, "the PNG picture cannot be decoded: it is damaged or breaks off")
    notes: tuple[str, ...] = ()
    if pixels.ndim == 3:
        grey = pixels[..., 0]
        if not all(np.array_equal(grey, pixels[..., channel]) for channel in range(1, min(3, pixels.shape[2]))):
            raise UnsupportedError(path, "expected a greyscale picture, found colours: convert it to grey first")
        pixels = np.ascontiguousarray(grey)
        notes = ("A colour PNG with equal channels, read as grey.",)
    pixels = pixels[np.newaxis]
    pixels.flags.writeable = False
    return Frame(
        path, pixels, depth, depth, False, "MONOCHROME2", decoder=f"opencv {cv2.__version__}", picture=True, notes=notes
    )


def _head(path: Path) -> bytes:
    status = regular_file(path)
    if status.st_size > _MOST_BYTES and path.suffix.lower() == ".png":
        raise UnsupportedError(path, f"expected a picture of at most {_MOST_BYTES >> 20} MiB")
    try:
        with path.open("rb") as file:
            return file.read(32)
    except OSError as error:
        raise RefusedError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


def _kind(depth: int, kind: int) -> str:
    names = {0: "grey", 2: "colour", 3: "palette colours", 4: "grey with transparency", 6: "colour with transparency"}
    return f"{depth} bits, {names.get(kind, f'colour type {kind}')}"
