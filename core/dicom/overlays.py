"""Overlay planes over an image, in data of their own or in the unused bits of its pixels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from core.dicom.attributes import BadAttributeError, numbers, text, values, whole
from core.dicom.frame import OverlayPlane
from core.dicom.stored import Cells, PixelLayout

_GROUPS = range(0x6000, 0x6020, 2)
_ROWS, _COLUMNS, _FRAMES, _ORIGIN, _FIRST_FRAME = 0x0010, 0x0011, 0x0015, 0x0050, 0x0051
_DESCRIPTION, _BITS, _POSITION, _LABEL, _DATA = 0x0022, 0x0100, 0x0102, 0x1500, 0x3000
_ELEMENTS = (_ROWS, _COLUMNS, _FRAMES, _ORIGIN, _FIRST_FRAME, _DESCRIPTION, _BITS, _POSITION, _LABEL, _DATA)
OVERLAY_TAGS = tuple(group << 16 | element for group in _GROUPS for element in _ELEMENTS)
"""What :func:`overlays` reads."""

_MOST_BITS = 64 << 20  # of all planes of an image: each becomes a byte


def overlays(
    dataset: Dataset, layout: PixelLayout, cells: Cells, *, little_endian: bool
) -> tuple[tuple[OverlayPlane, ...], tuple[str, ...]]:
    """Read the overlays of an image.

    Parameters
    ----------
    cells : Cells
        The image's pixels before they were masked to BitsStored: an overlay may lie in the bits that are not stored.
    little_endian : bool
        Byte order of the data set; overlay data are 16-bit words.

    Returns
    -------
    tuple of OverlayPlane
        In the order of their groups.
    tuple of str
        Notes: one on each overlay that is broken, off the image, or too large, and so left out.

    References
    ----------
    DICOM PS3.3 C.9.2 (Overlay Plane Module), C.9.3 (Multi-frame Overlay Module, which binds overlays to single frames;
    without it, an overlay belongs to all of them), PS3.5 8.1.2 (overlay data encoding).
    """
    planes: list[OverlayPlane] = []
    notes: list[str] = []
    left = _MOST_BITS
    for group in _used_groups(dataset):
        try:
            plane = _plane(dataset, group, layout, cells, little_endian, left)
        except BadAttributeError as error:
            notes.append(f"Overlay {group - 0x6000 >> 1} is left out: {error}.")
            continue
        left -= plane.bits[0].size * (len(plane.bits) if plane.bits.strides[0] else 1)  # the same for all takes one
        planes.append(plane)
    return tuple(planes), tuple(notes)


def _used_groups(dataset: Dataset) -> Iterator[int]:
    for group in _GROUPS:
        if any(_has_value(dataset, group << 16 | element) for element in (_ROWS, _DATA)):
            yield group


def _has_value(dataset: Dataset, number: int) -> bool:
    try:
        return bool(values(dataset, number))
    except BadAttributeError:
        return True


def _plane(
    dataset: Dataset, group: int, layout: PixelLayout, cells: Cells, little_endian: bool, most_bits: int
) -> OverlayPlane:
    base = group << 16
    rows, columns = (_one(dataset, base | element, 1, 65535) for element in (_ROWS, _COLUMNS))
    frames = _one(dataset, base | _FRAMES, 1, 1 << 31, absent=1)
    first_frame = _one(dataset, base | _FIRST_FRAME, 1, 1 << 31, absent=1) - 1
    row, column = _origin(dataset, base | _ORIGIN)
    if row + rows <= 0 or column + columns <= 0 or row >= layout.rows or column >= layout.columns:
        raise BadAttributeError("it lies beside the image")
    if first_frame >= layout.frames:
        raise BadAttributeError("it lies after the last frame")
    if rows * columns * frames > most_bits:
        raise BadAttributeError(f"{frames} frames of {rows} x {columns} are too large")
    data = values(dataset, base | _DATA)
    if data:
        bits = _separate(data[0], (frames, rows, columns), little_endian)
    else:
        position = _one(dataset, base | _POSITION, 0, layout.bits_allocated - 1, absent=0)
        bits = _embedded(cells, layout, position)
        if bits.shape[1:] != (rows, columns) or (row, column) != (0, 0):
            raise BadAttributeError("it lies in the pixels, but is not of their size")
    if data and layout.frames > 1 and not any(_has_value(dataset, base | it) for it in (_FRAMES, _FIRST_FRAME)):
        bits = np.broadcast_to(bits, (layout.frames, rows, columns))
    else:
        bits.flags.writeable = False
    label = text(dataset, base | _LABEL, 64) or text(dataset, base | _DESCRIPTION, 64)
    return OverlayPlane(bits, row, column, first_frame, label)


def _one(dataset: Dataset, number: int, low: int, high: int, absent: int | None = None) -> int:
    value = whole(dataset, number)
    if value is None:
        value = absent
    if value is None or not low <= value <= high:
        raise BadAttributeError(f"it has {'no' if value is None else 'an impossible'} size, place or number of frames")
    return value


def _origin(dataset: Dataset, number: int) -> tuple[int, int]:
    """Read Overlay Origin: row 1 and column 1 are the image's first pixel (PS3.3 C.9.2)."""
    found = numbers(dataset, number) or [1.0, 1.0]
    if len(found) != 2:
        raise BadAttributeError("its place is not a row and a column")
    return int(found[0]) - 1, int(found[1]) - 1


def _separate(data: object, shape: tuple[int, int, int], little_endian: bool) -> NDArray[np.bool_]:
    """Unpack bits, the lowest of each byte first (PS3.5 8.1.2)."""
    packed = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else np.empty(0, np.uint8)
    count = shape[0] * shape[1] * shape[2]
    if len(packed) * 8 < count:
        raise BadAttributeError(f"expected {-(-count // 8)} bytes, found {len(packed)}")
    if not little_endian:
        packed = packed[: len(packed) // 2 * 2].view(np.uint16).byteswap().view(np.uint8)
    return np.unpackbits(packed, count=count, bitorder="little").view(np.bool_).reshape(shape)


def _embedded(cells: Cells, layout: PixelLayout, position: int) -> NDArray[np.bool_]:
    """Take a bit of each cell that is not stored (PS3.5 8.1.2; retired, but there are files)."""
    lowest = layout.high_bit + 1 - layout.bits_stored
    if layout.samples != 1 or layout.floating or cells.aligned or lowest <= position <= layout.high_bit:
        raise BadAttributeError("it has no data of its own, and none in the unused bits of the pixels")
    bits: NDArray[np.bool_] = (cells.values >> position & 1).astype(np.bool_)
    return bits
