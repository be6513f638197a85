"""From the cells of BitsAllocated bits to stored values: one function for every transfer syntax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.attributes import BadAttributeError, named, text, whole
from core.dicom.container import DOUBLE_PIXELS, FLOAT_PIXELS, Container
from core.errors import UnsupportedError


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """The Image Pixel Module (PS3.3 C.7.6.3), checked."""

    rows: int
    columns: int
    frames: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    floating: bool

    @property
    def cell(self) -> np.dtype[Any]:
        """Little-endian dtype of one cell, unsigned or floating point."""
        return np.dtype(f"<{'f' if self.floating else 'u'}{self.bits_allocated // 8}")

    @property
    def frame_bytes(self) -> int:
        """Bytes of one uncompressed frame."""
        return self.rows * self.columns * self.bits_allocated // 8

    @property
    def shape(self) -> tuple[int, int, int]:
        """Frames, rows, columns."""
        return self.frames, self.rows, self.columns


def pixel_layout(container: Container) -> PixelLayout:
    """Read and check the attributes that describe the pixels of a greyscale image.

    Raises
    ------
    BadAttributeError
        If one is missing, is not a number or contradicts another; the message names it.
    UnsupportedError
        A one-bit mask.
    """
    dataset = container.dataset
    rows, columns = (_between(container, keyword, 1, 65535) for keyword in ("Rows", "Columns"))
    frames = whole(dataset, "NumberOfFrames")
    if frames is None:
        frames = 1
    if not 1 <= frames < 1 << 31:
        raise BadAttributeError(f"{named('NumberOfFrames')}: expected at least 1, found {frames}")
    kind = None if container.pixels is None else container.pixels.tag
    allocated = _between(container, "BitsAllocated", 0, 65535)
    if kind in (FLOAT_PIXELS, DOUBLE_PIXELS):
        expected = 32 if kind == FLOAT_PIXELS else 64
        if allocated != expected:
            raise BadAttributeError(f"{named('BitsAllocated')}: expected {expected}, found {allocated}")
        return PixelLayout(rows, columns, frames, expected, expected, expected - 1, True, True)
    if allocated == 1:
        raise UnsupportedError(container.path, "masks of one bit per pixel are not shown: expected 8, 16 or 32 bits")
    if allocated not in (8, 16, 32):
        raise BadAttributeError(f"{named('BitsAllocated')}: expected 8, 16 or 32, found {allocated}")
    stored = _between(container, "BitsStored", 1, allocated)
    high = _between(container, "HighBit", stored - 1, allocated - 1)
    signed = _between(container, "PixelRepresentation", 0, 1) == 1
    return PixelLayout(rows, columns, frames, allocated, stored, high, signed, False)


def required_text(container: Container, keyword: str) -> str:
    """Return an attribute that must have a value."""
    value = text(container.dataset, keyword).upper()
    if not value:
        raise BadAttributeError(f"{named(keyword)} is missing")
    return value


def stored_values(cells: NDArray[Any], layout: PixelLayout, *, aligned: bool = False) -> NDArray[Any]:
    """Turn cells into stored values: right-aligned, masked to BitsStored, sign-extended.

    Parameters
    ----------
    cells : ndarray of unsigned integers (or floats, returned as they are), any shape
        Cells of BitsAllocated bits, native byte order.
    aligned : bool
        The values already are right-aligned (what a codec other than RLE returns), whatever HighBit says.

    Returns
    -------
    ndarray, the same shape
        Unsigned or signed integers of BitsAllocated bits; ``cells`` itself, or a view, when nothing needs changing.

    References
    ----------
    DICOM PS3.5 8.1.1, pixel data encoding of related data elements.
    """
    if layout.floating:
        return cells
    bits, width = layout.bits_stored, layout.bits_allocated
    shift = 0 if aligned else layout.high_bit + 1 - bits
    signed = cells.view(f"i{width // 8}")
    if shift == 0:
        if bits == width or not cells.size:
            return signed if layout.signed else cells
        if layout.signed and signed.min() >= -(1 << (bits - 1)) and signed.max() < 1 << (bits - 1):
            return signed
        if not layout.signed and cells.max() < 1 << bits:
            return cells
    # Cut off the bits above HighBit by shifting them out on the left; the way back brings in zeros, or the sign.
    top = cells << (width - bits - shift)
    if layout.signed:
        top = top.view(signed.dtype)
    top >>= width - bits
    return top


def _between(container: Container, keyword: str, low: int, high: int) -> int:
    value = whole(container.dataset, keyword)
    if value is None:
        raise BadAttributeError(f"{named(keyword)} is missing")
    if not low <= value <= high:
        raise BadAttributeError(f"{named(keyword)}: expected {low} to {high}, found {value}")
    return value
