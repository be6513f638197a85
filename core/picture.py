"""Greyscale PNG pictures as frames, and the one function that opens whatever the user points at."""

from __future__ import annotations

import itertools
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.dicom.container import regular_file
from core.dicom.frame import Frame
from core.dicom.read import read
from core.errors import DamagedError, NotDicomError, UnreachableError, UnsupportedError
from core.zipped.files import open_file

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_BYTES = 128 << 20
"""Of a file, and of its pixels as decoded: OpenCV needs twice as much while it decodes."""

_TEXTS = (b"tEXt", b"zTXt", b"iTXt")

_KINDS = {0: "grey", 2: "colour", 3: "palette colours", 4: "grey with transparency", 6: "colour with transparency"}
_CHANNELS = {0: 1, 2: 4, 4: 4, 6: 4}
"""Channels that OpenCV unfolds each colour type to; three of a colour picture without a tRNS chunk."""


def read_image(path: Path, *, damaged: bool = False) -> Frame:
    """Read a DICOM or PNG file; its content decides, not its name.

    Parameters
    ----------
    damaged : bool
        Read a DICOM image whose pixels are not all there, too; only for showing it under a permanent mark.

    Raises
    ------
    RefusedError
        As :func:`read_png` and :func:`core.dicom.read.read`.
    """
    return read_png(path) if is_png(path) else read(path, damaged=damaged)


def is_png(path: Path) -> bool:
    """Tell whether a file begins like a PNG.

    Raises
    ------
    RefusedError
        If it is not a readable regular file.
    """
    return _content(path, 32)[:8] == _SIGNATURE


def read_png(path: Path) -> Frame:
    """Read a greyscale PNG of 8 or 16 bits as one frame of display-ready grey levels.

    A colour picture whose channels are all equal, or all but for the lowest bits of one, which may carry data, is read
    as grey, and transparency is ignored, each with a note. What would take much memory, of whatever size the file is,
    is refused before anything is decoded.

    Raises
    ------
    RefusedError
        Not a PNG, another depth, colours, an animation, more than 128 MiB, or damaged.

    References
    ----------
    PNG specification (third edition), 11.2.1 IHDR, 11.3.6.1 acTL.
    """
    pixels, depth, kind = _samples(path)
    grey, notes = _as_grey(path, pixels, colour=kind in (2, 6))
    grey = grey[np.newaxis]
    grey.flags.writeable = False
    return Frame(
        path, grey, depth, depth, False, "MONOCHROME2", decoder=f"opencv {cv2.__version__}", picture=True, notes=notes
    )


def png_samples(path: Path) -> NDArray[Any]:
    """Decode the samples of a PNG as they are, whatever they show.

    Returns
    -------
    ndarray of uint8 or uint16, shape (H, W) or (H, W, 3)
        Grey values, or red, green and blue; without transparency.

    Raises
    ------
    RefusedError
        As :func:`read_png`, but for colours.
    """
    pixels, _, kind = _samples(path)
    if pixels.ndim == 2:
        return pixels
    return np.ascontiguousarray(pixels[..., 0] if kind in (0, 4) else pixels[..., 2::-1])


def png_content(path: Path) -> bytes:
    """Read all of a PNG file.

    Raises
    ------
    RefusedError
        Not a PNG, more than 128 MiB, or not to be read.
    """
    content = _content(path, _MOST_BYTES + 1)
    if content[:8] != _SIGNATURE:
        raise NotDicomError(path, "not a PNG picture")
    if len(content) > _MOST_BYTES:
        raise UnsupportedError(path, f"expected a picture file of at most {_MOST_BYTES >> 20} MiB")
    return content


def _samples(path: Path) -> tuple[NDArray[Any], int, int]:
    """Decode a PNG: its samples, blue before red, its depth and its colour type."""
    head = _content(path, 32)
    if head[:8] != _SIGNATURE or head[12:16] != b"IHDR" or len(head) < 26:
        raise NotDicomError(path, "not a PNG picture")
    columns, rows, depth, kind = struct.unpack_from(">IIBB", head, 16)
    found = f"{columns} x {rows} pixels of {depth} bits, {_KINDS.get(kind, f'colour type {kind}')}"
    if depth not in (8, 16) or kind not in _CHANNELS:
        raise UnsupportedError(path, f"expected a greyscale PNG of 8 or 16 bits, found {found}")
    if rows * columns * _CHANNELS[kind] * depth // 8 > _MOST_BYTES:
        raise UnsupportedError(path, f"expected at most {_MOST_BYTES >> 20} MiB of pixels, found {found}: shrink it")
    pixels = _decoded(path)
    if pixels is None or pixels.shape[:2] != (rows, columns):
        raise DamagedError(path, "the PNG picture cannot be decoded: it is damaged or breaks off")
    return pixels, depth, kind


def _decoded(path: Path) -> NDArray[Any] | None:
    content = png_content(path)
    if _is_animated(content):  # whose frames would need several times the memory
        raise UnsupportedError(path, "expected one picture, found an animation: export one of its frames")
    return cv2.imdecode(np.frombuffer(_without_texts(content), np.uint8), cv2.IMREAD_UNCHANGED)


def _is_animated(content: bytes) -> bool:
    before = itertools.takewhile(lambda chunk: chunk[0] != b"IDAT", _chunks(content))
    return any(name == b"acTL" for name, _, _ in before)


def _without_texts(content: bytes) -> bytes:
    """Leave the texts out, which say nothing of the pixels: the decoder unpacks each, and a small file holds much."""
    texts = [(start, end) for name, start, end in _chunks(content) if name in _TEXTS]
    if not texts:
        return content
    kept, at = [], 0
    for start, end in texts:
        kept.append(content[at:start])
        at = end
    return b"".join([*kept, content[at:]])


def _chunks(content: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Walk through the chunks of a PNG: name, where it begins and where it ends."""
    at = len(_SIGNATURE)
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        yield name, at, min(at + 12 + length, len(content))
        at += 12 + length


def _as_grey(path: Path, pixels: NDArray[Any], *, colour: bool) -> tuple[NDArray[Any], tuple[str, ...]]:
    """Take the one channel that holds the picture, and say what was left out."""
    if pixels.ndim == 2:
        return pixels, ()
    grey, notes = np.ascontiguousarray(pixels[..., 0]), []
    if colour:
        grey, note = _common(path, pixels)
        notes.append(note)
    if pixels.shape[2] == 4 and pixels[..., 3].min() < np.iinfo(pixels.dtype).max:
        notes.append("The PNG is transparent in places; that is ignored.")
    return grey, tuple(notes)


def _common(path: Path, pixels: NDArray[Any]) -> tuple[NDArray[Any], str]:
    """Take what the three channels have in common: all of them, or two and all but the lowest bits of the third."""
    for one, two, other in ((0, 1, 2), (1, 2, 0), (0, 2, 1)):
        if not np.array_equal(pixels[..., one], pixels[..., two]):
            continue
        grey = np.ascontiguousarray(pixels[..., one])
        if np.array_equal(grey, pixels[..., other]):
            return grey, "A colour PNG with equal channels, read as grey."
        if np.array_equal(grey | 1, pixels[..., other] | 1):
            name = ("blue", "green", "red")[other]
            return grey, f"A colour PNG with channels equal but for the lowest bits of {name}, read as grey."
    raise UnsupportedError(path, "expected a greyscale picture, found colours: convert it to grey first")


def _content(path: Path, most: int) -> bytes:
    """Read the first ``most`` bytes, or all there are."""
    size = regular_file(path).st_size  # or memory for all of ``most`` would be taken at once
    try:
        with open_file(path) as file:
            return file.read(min(most, size + 1))
    except OSError as error:
        raise UnreachableError(path, f"cannot be read: {(error.strerror or 'unknown reason').lower()}") from None
