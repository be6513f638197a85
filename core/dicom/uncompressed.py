"""Pixels that are not compressed: a bounded read of as many cells as the header announces, in native byte order."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.dicom.container import PIXEL_KINDS, Container, PixelElement
from core.dicom.damage import missing
from core.dicom.stored import Cells, PixelLayout
from core.errors import DamagedError

_ALWAYS_SHOWN = 64 << 20  # bytes of an image that may be mostly missing; a larger one must be there by a quarter


def uncompressed_cells(
    container: Container, pixels: PixelElement, layout: PixelLayout, *, damaged: bool = False
) -> Cells:
    """Read the cells of all frames, after checking that the file holds them.

    Parameters
    ----------
    damaged : bool
        Also of pixel data that is too short, as long as there is a whole pixel.

    Raises
    ------
    DamagedError
        The pixel data is empty, too short, encapsulated, or there are two kinds of it.
    """
    path = container.path
    if pixels.length is None:
        raise DamagedError(path, "the pixel data is encapsulated, but the transfer syntax says uncompressed")
    expected = layout.frame_bytes * layout.frames
    declared = pixels.length
    if declared == 0:
        raise DamagedError(path, f"the pixel data is empty: expected {expected} bytes")
    found = max(min(declared, container.size - pixels.offset), 0)
    if found < expected:
        if not damaged:
            raise DamagedError(path, f"the pixel data is too short: expected {expected} bytes, found {found}")
        return _cut(container, pixels, layout, found)
    _refuse_second_kind(container, pixels)
    values = arranged(_read(container, pixels, layout, expected, layout.frames), layout)
    notes: tuple[str, ...] = ()
    if declared > expected + 1:
        notes = (f"The pixel data holds {declared - expected} bytes more than its frames need; they are ignored.",)
    return Cells(values, notes=notes)


def _cut(container: Container, pixels: PixelElement, layout: PixelLayout, found: int) -> Cells:
    """Read what there is of pixel data that is too short."""
    expected = layout.frame_bytes * layout.frames
    present = _whole_pixels(layout, found)
    frames = -(-present // (layout.rows * layout.columns))
    size = layout.frame_bytes * frames
    if present == 0 or size > max(_ALWAYS_SHOWN, 4 * found):
        raise DamagedError(
            container.path, f"the pixel data is too short to show any of it: expected {expected} bytes, found {found}"
        )
    values = arranged(_read(container, pixels, layout, min(found, size), frames), layout)
    sentence = f"{missing(layout, present)}: the pixel data has {found} of {expected} bytes."
    return Cells(values, damaged=sentence, present=present)


def _whole_pixels(layout: PixelLayout, found: int) -> int:
    """Count the leading pixels that are there in whole."""
    frames, rest = divmod(found, layout.frame_bytes)
    cells = rest // layout.cell.itemsize
    in_frame = layout.rows * layout.columns
    if layout.planar:
        part = max(0, cells - (layout.samples - 1) * in_frame)
    else:
        part = cells // 4 * 2 if layout.halved else cells // layout.samples
    return frames * in_frame + part


def _read(container: Container, pixels: PixelElement, layout: PixelLayout, found: int, frames: int) -> NDArray[Any]:
    """Read ``found`` bytes of cells into an array of ``frames`` frames, flat; what is not found is zero."""
    # PS3.5 8.1.1, D.1: 8-bit cells in OW are the bytes of 16-bit words, whose order is the data set's.
    swapped_words = not container.little_endian and layout.bits_allocated == 8 and pixels.vr == "OW"
    wanted = layout.frame_bytes * frames // layout.cell.itemsize
    count = (found + found % 2 if swapped_words else found) // layout.cell.itemsize
    cell = layout.cell if container.little_endian else layout.cell.newbyteorder(">")
    stream = container.stream
    stream.seek(pixels.offset)
    if isinstance(stream, io.BytesIO):
        available = (container.size - pixels.offset) // cell.itemsize
        cells = np.frombuffer(stream.getbuffer(), cell, min(count, available), pixels.offset).copy()
    else:
        cells = np.fromfile(stream, cell, count)
    if cells.size < found // cell.itemsize:
        raise DamagedError(container.path, "the file became shorter while it was read")
    if cells.size < count or count < wanted:
        cells = np.concatenate((cells, np.zeros(max(wanted, count) - cells.size, cell)))
    if swapped_words:
        cells = cells[: cells.size // 2 * 2].view(np.uint16).byteswap().view(np.uint8)
    elif not container.little_endian:
        cells = cells.astype(layout.cell, copy=False)
    return cells[:wanted]


def arranged(cells: NDArray[Any], layout: PixelLayout) -> NDArray[Any]:
    """Bring the flat cells of whole frames into the shape of stored values, all samples of a pixel together."""
    if layout.samples == 1:
        return cells.reshape(-1, *layout.frame_shape)
    if layout.planar:
        planes = cells.reshape(-1, layout.samples, layout.rows, layout.columns)
        return np.ascontiguousarray(np.moveaxis(planes, 1, -1))
    if not layout.halved:
        return cells.reshape(-1, *layout.frame_shape)
    pairs = cells.reshape(-1, layout.rows, layout.columns // 2, 4)  # Y, Y, Cb, Cr (PS3.3 C.7.6.3.1.2)
    values = np.empty((len(pairs), *layout.frame_shape), cells.dtype)
    for side in (0, 1):
        values[:, :, side::2, 0] = pairs[..., side]
        values[:, :, side::2, 1:] = pairs[..., 2:]
    return values


def _refuse_second_kind(container: Container, pixels: PixelElement) -> None:
    """Refuse two kinds of pixel data: nothing says which one is the image (PS3.3 C.7.6.3)."""
    container.stream.seek(pixels.offset + (pixels.length or 0))
    following = container.stream.read(4)
    if len(following) == 4:
        group, element = struct.unpack("<HH" if container.little_endian else ">HH", following)
        if group << 16 | element in PIXEL_KINDS:
            raise DamagedError(container.path, "two kinds of pixel data in one object: expected one")
