"""Colour and palette images: from stored samples to the red, green and blue of the screen."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from core.dicom.attributes import BadAttributeError, named, tag, values, words
from core.dicom.stored import PALETTE, Cells, PixelLayout

_CHANNELS = ("Red", "Green", "Blue")
PALETTE_TAGS = tuple(
    tag(f"{prefix}{channel}PaletteColorLookupTable{part}")
    for channel in _CHANNELS
    for prefix, part in (("", "Descriptor"), ("", "Data"), ("Segmented", "Data"))
)
"""What :func:`colors` reads of a palette image."""

_DISCRETE, _LINEAR, _INDIRECT = 0, 1, 2
_LONGEST_TABLE = 1 << 16


def colors(
    dataset: Dataset, layout: PixelLayout, cells: Cells, stored: NDArray[np.integer]
) -> tuple[NDArray[np.uint8] | None, tuple[str, ...]]:
    """Turn a colour or palette image into screen colours; None and no notes for a grey one.

    Parameters
    ----------
    stored : ndarray, shape (frames, rows, columns, 3), or (frames, rows, columns) of a palette image
        Stored values.

    Returns
    -------
    ndarray of uint8, shape (frames, rows, columns, 3), read-only, or None
        Red, green and blue; black where pixels are missing.
    tuple of str
        Notes.

    Raises
    ------
    BadAttributeError
        If a palette is missing, too short or contradicts itself.
    """
    notes: list[str] = []
    if layout.photometric == PALETTE:
        color = _from_palette(dataset, layout, stored, notes)
    elif layout.samples == 1:
        return None, ()
    else:
        color = _as_bytes(stored, layout)
        if color_space(layout.photometric, cells, notes) == "YBR":
            color = _from_ybr(color)
    if cells.present is not None:
        if color is stored:
            color = color.copy()
        color.reshape(-1, 3)[cells.present :] = 0
    color.flags.writeable = False
    return color, tuple(notes)


def color_space(photometric: str, cells: Cells, notes: list[str]) -> str:
    """Tell whether decoded samples are ``"RGB"`` or ``"YBR"``; a codestream that tells knows better than the header.

    The transforms of JPEG 2000 (YBR_ICT, YBR_RCT) and all of JPEG XL's are undone by the decoder.
    """
    by_header = "YBR" if photometric in ("YBR_FULL", "YBR_FULL_422") else "RGB"
    if cells.space not in ("", by_header) and not cells.decoder.endswith("jpegxl"):
        notes.append(f"The header says {photometric}, the codestream {cells.space}: its word is taken.")
    return cells.space or by_header


def _as_bytes(stored: NDArray[np.integer], layout: PixelLayout) -> NDArray[np.uint8]:
    """Scale samples from the range of BitsStored to 0-255, rounded to the nearest."""
    if layout.bits_stored == 8:
        return stored.astype(np.uint8, copy=False)
    highest = (1 << layout.bits_stored) - 1
    scaled = np.empty(stored.shape, np.uint8)
    for index, frame in enumerate(stored):  # one at a time: as floats they take eight times the memory
        scaled[index] = np.floor(frame * (255 / highest) + 0.5)
    return scaled


def _from_ybr(ybr: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Turn luminance and chrominance into red, green and blue (PS3.3 C.7.6.3.1.2, YBR_FULL, solved for R, G, B)."""
    kr, kg, kb = 0.299, 0.587, 0.114
    to_rgb = np.array(
        [
            [1, 0, 2 * (1 - kr)],
            [1, -2 * kb * (1 - kb) / kg, -2 * kr * (1 - kr) / kg],
            [1, 2 * (1 - kb), 0],
        ]
    )
    matrix = np.column_stack((to_rgb, -128 * to_rgb[:, 1:].sum(axis=1))).astype(np.float32)
    rgb = np.empty(ybr.shape, np.uint8)
    for source, target in zip(ybr, rgb, strict=True):
        cv2.transform(np.ascontiguousarray(source), matrix, dst=target)
    return rgb


def _from_palette(
    dataset: Dataset, layout: PixelLayout, stored: NDArray[np.integer], notes: list[str]
) -> NDArray[np.uint8]:
    tables = [_table(dataset, channel, layout) for channel in _CHANNELS]
    bits = tables[0][2]
    if any(other[1:] != tables[0][1:] or len(other[0]) != len(tables[0][0]) for other in tables[1:]):
        raise BadAttributeError("the red, green and blue palettes differ in length, start or depth")
    palette = np.stack([table for table, _, _ in tables], axis=-1)
    if bits == 16 and palette.max() > 255:
        palette = np.floor(palette * (255 / 65535) + 0.5)
    elif bits == 16:
        notes.append("The palette says 16 bits but holds values up to 255 only; they are taken as 8 bits.")
    lowest, highest = layout.stored_range
    first, entries = tables[0][1], palette.astype(np.uint8)
    if layout.bits_stored > 16:
        index = np.clip(stored.astype(np.int64) - first, 0, len(entries) - 1)
        return entries[index]
    # One entry for every possible stored value: those beyond the ends take the end's (PS3.3 C.7.6.3.1.5).
    every = entries[np.clip(np.arange(lowest, highest + 1) - first, 0, len(entries) - 1)]
    return every[stored.astype(np.int32) - lowest] if lowest else every[stored]


def _table(dataset: Dataset, channel: str, layout: PixelLayout) -> tuple[NDArray[np.uint16], int, int]:
    """Read one palette: its entries, the first stored value mapped, and bits per entry (PS3.3 C.7.6.3.1.5, 6)."""
    keyword = f"{channel}PaletteColorLookupTable"
    descriptor = words(dataset, f"{keyword}Descriptor")
    if len(descriptor) != 3:
        raise BadAttributeError(f"{named(f'{keyword}Descriptor')}: expected 3 values, found {len(descriptor)}")
    length, first, bits = descriptor
    length = length or 65536
    if layout.signed and first >= 32768:
        first -= 65536
    if bits not in (8, 16):
        raise BadAttributeError(f"{named(f'{keyword}Descriptor')}: expected 8 or 16 bits per entry, found {bits}")
    data = _entries(dataset, f"{keyword}Data", length, bits)
    if data.size == 0:
        data = _unfolded(_entries(dataset, f"Segmented{keyword}Data", 0, bits), f"Segmented{keyword}Data")
    if len(data) < length:
        raise BadAttributeError(f"{named(f'{keyword}Data')}: expected {length} entries, found {len(data)}")
    return data[:length], first, bits


def _entries(dataset: Dataset, keyword: str, length: int, bits: int) -> NDArray[np.uint16]:
    found = values(dataset, keyword)
    if len(found) == 1 and isinstance(found[0], bytes) and len(found[0]) % 2:
        if bits != 8:
            raise BadAttributeError(f"{named(keyword)} breaks off within an entry")
        return np.frombuffer(found[0], np.uint8).astype(np.uint16)
    data = np.array(words(dataset, keyword), np.uint16)
    # Two entries of 8 bits share a word, the first of them its low byte; some files give each a word of its own.
    if bits == 8 and (len(data) < length or data.max(initial=0) > 255 or not length):
        data = data.astype("<u2").view(np.uint8).astype(np.uint16)
    return data


def _unfolded(data: NDArray[np.uint16], keyword: str) -> NDArray[np.uint16]:
    """Unfold a segmented palette of runs of values and straight lines (PS3.3 C.7.9.2.1 and C.7.9.2.2)."""
    out: list[int] = []
    at = 0
    while at + 2 <= len(data) and len(out) < _LONGEST_TABLE:
        code, length = int(data[at]), int(data[at + 1])
        at += 2
        if code == _INDIRECT:  # readers disagree on whether its offset counts bytes or entries
            raise BadAttributeError(f"{named(keyword)} copies earlier segments, which is not handled")
        if code == _DISCRETE and at + length <= len(data):
            out.extend(data[at : at + length].tolist())
            at += length
        elif code == _LINEAR and at < len(data) and out:
            line = np.linspace(out[-1], int(data[at]), length + 1)[1:]
            out.extend(np.floor(line + 0.5).astype(int).tolist())
            at += 1
        else:
            raise BadAttributeError(f"{named(keyword)} is broken")
    return np.array(out, np.uint16)
