"""From the cells of BitsAllocated bits to stored values: one function for every transfer syntax."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.attributes import BadAttributeError, named, text, whole
from core.dicom.container import BIG_ENDIAN, DOUBLE_PIXELS, FLOAT_PIXELS, IMPLICIT, Container
from core.dicom.frame import stored_range
from core.dicom.inflating import DEFLATED, EXPLICIT
from core.errors import DamagedError, UnsupportedError

UNCOMPRESSED = frozenset((IMPLICIT, EXPLICIT, BIG_ENDIAN, DEFLATED))
"""Transfer syntaxes whose pixels need no decoder."""

PALETTE = "PALETTE COLOR"
SAMPLES = {
    **dict.fromkeys(("MONOCHROME1", "MONOCHROME2", PALETTE), 1),
    **dict.fromkeys(("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT", "YBR_RCT", "XYB"), 3),
}
"""Samples per pixel of each photometric interpretation that is read (PS3.3 C.7.6.3.1.2)."""
_OF_CODECS = frozenset(("YBR_ICT", "YBR_RCT", "XYB"))
_JPEG_SYNTAXES = "1.2.840.10008.1.2.4."  # all of JPEG, JPEG-LS, JPEG 2000 and JPEG XL


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """The Image Pixel Module (PS3.3 C.7.6.3), checked.

    Attributes
    ----------
    samples : int
        1, or 3 of a colour image.
    planar : bool
        Uncompressed, the samples of a frame follow each other plane by plane, not pixel by pixel.
    halved : bool
        Uncompressed YBR_FULL_422: two pixels side by side share their chrominance and take four cells.
    """

    rows: int
    columns: int
    frames: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    floating: bool
    photometric: str = "MONOCHROME2"
    samples: int = 1
    planar: bool = False
    halved: bool = False

    @property
    def cell(self) -> np.dtype[Any]:
        """Little-endian dtype of one cell, unsigned or floating point."""
        return np.dtype(f"<{'f' if self.floating else 'u'}{self.bits_allocated // 8}")

    @property
    def stored_range(self) -> tuple[int, int]:
        """Lowest and highest stored value; see :func:`core.dicom.frame.stored_range`."""
        return stored_range(self.bits_stored, self.signed)

    @property
    def cells_per_pixel(self) -> int:
        """Cells of a pixel, as uncompressed frames have them."""
        return 2 if self.halved else self.samples

    @property
    def frame_bytes(self) -> int:
        """Bytes of one uncompressed frame."""
        return self.rows * self.columns * self.cells_per_pixel * self.bits_allocated // 8

    @property
    def frame_shape(self) -> tuple[int, ...]:
        """Rows and columns; of a colour image also 3."""
        return (self.rows, self.columns) if self.samples == 1 else (self.rows, self.columns, self.samples)

    @property
    def shape(self) -> tuple[int, ...]:
        """Frames, rows, columns; of a colour image also 3."""
        return self.frames, *self.frame_shape


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Pixels as they came out of the file, before they are cut to stored values.

    Attributes
    ----------
    values : ndarray of unsigned integers or floats, shape (frames, rows, columns[, 3]), native byte order
        Frames that are missing in whole are left out, others are zero where pixels are missing.
    decoder : str
        As in :attr:`core.dicom.frame.Frame.decoder`.
    aligned : bool
        The values are right-aligned already, whatever HighBit says.
    space : str
        Colour space of the samples, ``"RGB"`` or ``"YBR"``; empty where the header alone tells.
    codestream_bits : int
        As in :attr:`core.dicom.frame.Frame.codestream_bits`.
    signed : bool
        The codestream says that its values are signed.
    damaged : str
        As in :attr:`core.dicom.frame.Frame.damaged`.
    present : int or None
        How many pixels, counted in reading order from the first frame's first, are there; None for all.
    """

    values: NDArray[Any]
    decoder: str = "uncompressed"
    aligned: bool = False
    notes: tuple[str, ...] = ()
    space: str = ""
    codestream_bits: int = 0
    signed: bool = False
    damaged: str = ""
    present: int | None = None


def pixel_layout(container: Container) -> PixelLayout:
    """Read and check the attributes that describe the pixels of an image.

    Raises
    ------
    BadAttributeError
        If one is missing, is not a number or contradicts another; the message names it.
    UnsupportedError
        A one-bit mask, or a photometric interpretation that is not handled.
    DamagedError
        Samples Per Pixel does not go with Photometric Interpretation.
    """
    dataset = container.dataset
    photometric, samples = _photometric(container)
    rows, columns = (_between(container, keyword, 1, 65535) for keyword in ("Rows", "Columns"))
    frames = whole(dataset, "NumberOfFrames")
    if frames is None:
        frames = 1
    if not 1 <= frames < 1 << 31:
        raise BadAttributeError(f"{named('NumberOfFrames')}: expected at least 1, found {frames}")
    allocated = _between(container, "BitsAllocated", 0, 65535)
    kind = None if container.pixels is None else container.pixels.tag
    if kind in (FLOAT_PIXELS, DOUBLE_PIXELS):
        return _floating(rows, columns, frames, allocated, 32 if kind == FLOAT_PIXELS else 64, photometric)
    if allocated == 1:
        raise UnsupportedError(container.path, "masks of one bit per pixel are not shown: expected 8, 16 or 32 bits")
    if allocated not in (8, 16, 32):
        raise BadAttributeError(f"{named('BitsAllocated')}: expected 8, 16 or 32, found {allocated}")
    stored = _between(container, "BitsStored", 1, allocated)
    high = _between(container, "HighBit", stored - 1, allocated - 1)
    signed = _between(container, "PixelRepresentation", 0, 1 if samples == 1 else 0) == 1
    planar = samples > 1 and whole(dataset, "PlanarConfiguration") not in (None, 0)
    plain = PixelLayout(
        rows, columns, frames, allocated, stored, high, signed, False, photometric, samples, planar=planar
    )
    return _halved(container, plain)


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


def _photometric(container: Container) -> tuple[str, int]:
    """Return the photometric interpretation and its samples per pixel."""
    path, samples = container.path, whole(container.dataset, "SamplesPerPixel")
    if samples is None:
        raise BadAttributeError(f"{named('SamplesPerPixel')} is missing")
    found = required_text(container, "PhotometricInterpretation")
    if found not in SAMPLES:
        raise UnsupportedError(
            path, f"the photometric interpretation {found[:16]} is not handled: export the image as RGB"
        )
    if samples != SAMPLES[found]:
        raise DamagedError(path, f"{named('SamplesPerPixel')}: expected {SAMPLES[found]} for {found}, found {samples}")
    if found in _OF_CODECS and not container.transfer_syntax.startswith(_JPEG_SYNTAXES):
        raise UnsupportedError(
            path, f"the photometric interpretation {found} needs a codec that undoes it: export the image as RGB"
        )
    return found, samples


def _floating(rows: int, columns: int, frames: int, allocated: int, expected: int, photometric: str) -> PixelLayout:
    if allocated != expected:
        raise BadAttributeError(f"{named('BitsAllocated')}: expected {expected}, found {allocated}")
    if not photometric.startswith("MONOCHROME"):
        raise BadAttributeError(f"floating-point pixels are grey, but {named('PhotometricInterpretation')} says colour")
    return PixelLayout(rows, columns, frames, expected, expected, expected - 1, True, True, photometric)


def _halved(container: Container, layout: PixelLayout) -> PixelLayout:
    """Return the layout of uncompressed YBR_FULL_422, unless there are so many bytes that nothing was halved."""
    pixels = container.pixels
    if layout.photometric != "YBR_FULL_422" or container.transfer_syntax not in UNCOMPRESSED:
        return layout
    if pixels is not None and (pixels.length or 0) >= layout.frame_bytes * layout.frames:
        return layout
    if layout.columns % 2:
        raise BadAttributeError(f"{named('Columns')}: expected an even number for YBR_FULL_422, found {layout.columns}")
    return replace(layout, planar=False, halved=True)


def _between(container: Container, keyword: str, low: int, high: int) -> int:
    value = whole(container.dataset, keyword)
    if value is None:
        raise BadAttributeError(f"{named(keyword)} is missing")
    if not low <= value <= high:
        raise BadAttributeError(f"{named(keyword)}: expected {low} to {high}, found {value}")
    return value
