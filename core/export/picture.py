"""Pictures as PNG and TIFF files, without loss, and without a word about the patient."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core import __version__
from core.errors import Cxr12Error
from core.export.png_text import SIGNATURE, text_chunk
from core.whole_file import write_whole

SOFTWARE = f"CXR-12 {__version__}"
DISCLAIMER = "Research use only - not for diagnosis"
"""Both stand in every file, as text."""

_TIFF = (b"II*\0", b"MM\0*")
_HEADER_END = 33  # of a PNG: the signature, and the chunk IHDR
_PREFIX_AT = 128  # where a DICOM file says so, whatever its preamble looks like
_MOST_BYTES = 0xFFFFFFFF - (1 << 16)  # a TIFF counts in 32 bits

_SHORT, _LONG, _ASCII, _RATIONAL = 3, 4, 2, 5


def write_png(
    path: Path, pixels: NDArray[Any], *, description: str = "", source: Path | None = None, chunks: bytes = b""
) -> None:
    """Write pixels as a PNG: 8 or 16 bits of grey, or of red, green and blue, exactly as they are.

    An existing PNG is replaced. Any other existing file is kept: it may be the radiograph itself.

    Parameters
    ----------
    path : Path
        The file; it appears whole or not at all.
    pixels : ndarray of uint8 or uint16, shape (H, W) or (H, W, 3)
    description : str
        What the numbers are, in ASCII and without patient data, for a text chunk.
    source : Path, optional
        The file that the picture was made of: never written to, by whatever name.
    chunks : bytes
        More chunks, whole, to stand before the pixels; see :mod:`core.export.png_text`.

    Raises
    ------
    Cxr12Error
        If the target is the source or another kind of file, or cannot be written.
    ValueError
        If the pixels are of another kind or the description is not ASCII.

    References
    ----------
    PNG specification (third edition), 11.3.3.2 tEXt.
    """
    write_file(path, png_bytes(pixels, description=description, chunks=chunks), SIGNATURE, source=source)


def png_bytes(pixels: NDArray[Any], *, description: str = "", chunks: bytes = b"") -> bytes:
    """Make the content of a PNG file; parameters as for :func:`write_png`."""
    pixels = _checked(pixels)
    text = {"Software": SOFTWARE, "Disclaimer": DISCLAIMER} | ({"Description": description} if description else {})
    description.encode("ascii")  # or refused
    told = b"".join(text_chunk(keyword, value) for keyword, value in text.items())
    # OpenCV takes blue first.
    _, encoded = cv2.imencode(".png", pixels if pixels.ndim == 2 else pixels[..., ::-1])
    content = encoded.tobytes()
    return content[:_HEADER_END] + told + chunks + content[_HEADER_END:]


def write_tiff(path: Path, pixels: NDArray[Any], *, description: str = "", source: Path | None = None) -> None:
    """Write pixels as an uncompressed TIFF; parameters, refusals and the rest as for :func:`write_png`.

    References
    ----------
    TIFF 6.0, sections 2 (structure), 4 (greyscale images), 6 (RGB images), 8 (baseline fields).
    """
    pixels = _checked(pixels)
    if pixels.nbytes > _MOST_BYTES:
        raise ValueError(f"a TIFF holds less than 4 GiB, found {pixels.nbytes} bytes of pixels")
    text = "\n".join(part for part in (description, DISCLAIMER) if part)
    little = np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("<"))
    write_file(path, _tiff_head(pixels, text) + little.tobytes(), _TIFF, source=source)


def write_file(path: Path, content: bytes, signature: bytes | tuple[bytes, ...], *, source: Path | None = None) -> None:
    """Write ``content`` to ``path``; the file appears whole or not at all.

    An existing file is replaced only if it is empty or begins with ``signature`` and is no DICOM file, and never if it
    is ``source``, be it through a link.

    Raises
    ------
    Cxr12Error
        If the target is not to be replaced, or cannot be written.
    """
    path = Path(path)
    try:
        if source is not None and source.exists() and path.exists() and path.samefile(source):
            raise Cxr12Error(f"{path.name}: this is the image itself, which is never written to; choose another name")
        if path.exists() and not _replaceable(path, signature):
            raise Cxr12Error(f"{path.name}: a file of another kind has this name and is not replaced; choose another")
        write_whole(path, content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Cxr12Error(f"{path.name}: the file cannot be written: {reason}; choose another place") from error


def _checked(pixels: NDArray[Any]) -> NDArray[Any]:
    pixels = pixels.astype(pixels.dtype.newbyteorder("="), copy=False)
    shaped = pixels.ndim == 2 or (pixels.ndim == 3 and pixels.shape[2] == 3)
    if not shaped or pixels.dtype not in (np.uint8, np.uint16) or pixels.size == 0:
        raise ValueError(
            f"a picture is uint8 or uint16 of shape (H, W) or (H, W, 3), found {pixels.dtype} of shape {pixels.shape}"
        )
    return pixels


def _replaceable(path: Path, signature: bytes | tuple[bytes, ...]) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(_PREFIX_AT + 4)
    return not head or (head.startswith(signature) and head[_PREFIX_AT:] != b"DICM")


def _tiff_head(pixels: NDArray[Any], text: str) -> bytes:
    """Make what stands before the pixels: the header, one directory, and the values that do not fit into it."""
    height, width = pixels.shape[:2]
    samples = pixels.shape[2] if pixels.ndim == 3 else 1
    bits, one = 8 * pixels.dtype.itemsize, struct.pack("<II", 1, 1)
    described, software = text.encode("ascii") + b"\0", SOFTWARE.encode("ascii") + b"\0"
    fields: list[tuple[int, int, int, int | bytes]] = [  # tag, type, count, value; rising tags
        (256, _LONG, 1, width),
        (257, _LONG, 1, height),
        (258, _SHORT, samples, struct.pack(f"<{samples}H", *[bits] * samples) if samples > 1 else bits),
        (259, _SHORT, 1, 1),  # uncompressed
        (262, _SHORT, 1, 2 if samples > 1 else 1),  # RGB, or 0 is black
        (270, _ASCII, len(described), described),
        (273, _LONG, 1, 0),  # where the pixels begin: known below
        (277, _SHORT, 1, samples),
        (278, _LONG, 1, height),  # one strip
        (279, _LONG, 1, pixels.nbytes),
        (282, _RATIONAL, 1, one),
        (283, _RATIONAL, 1, one),
        (296, _SHORT, 1, 1),  # no absolute unit
        (305, _ASCII, len(software), software),
    ]
    at = 8 + 2 + 12 * len(fields) + 4
    beyond = b""
    places = {}
    for tag, _, _, value in fields:
        if isinstance(value, bytes):
            places[tag] = at + len(beyond)
            beyond += value + b"\0" * (len(value) % 2)
    places[273] = at + len(beyond)
    entries = b"".join(
        struct.pack("<HHII", tag, kind, count, places.get(tag, value)) for tag, kind, count, value in fields
    )
    return struct.pack("<2sHIH", b"II", 42, 8, len(fields)) + entries + struct.pack("<I", 0) + beyond
