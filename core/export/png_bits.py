"""Text in the lowest bits of a picture's pixels, one bit to a pixel of one channel.

The bits run along the rows from the top left corner, the highest bit of each byte first: four bytes ``CX12``, the
length of the text in bytes and the CRC-32 of the text, four bytes each, the highest first, then the text in UTF-8.
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

GREY = "grey"
CHANNELS = (GREY, "red", "green", "blue")
"""Grey is the one channel of a picture without colours."""

_MAGIC = b"CX12"
_HEADER = struct.Struct(">4sII")


class DamagedBitsError(ValueError):
    """The lowest bits begin like a text of ours, and are none; the message is a clause."""


def capacity(rows: int, columns: int) -> int:
    """Bytes of text that a picture has room for; 0 also where there is not even room for the header."""
    return max(0, rows * columns // 8 - _HEADER.size)


def size_of(text: str) -> int:
    """Bytes that a text takes of :func:`capacity`."""
    return len(_encoded(text))


def hide(pixels: NDArray[Any], text: str, channel: str = GREY) -> NDArray[Any]:
    """Write a text into the lowest bits of a copy of ``pixels``.

    Parameters
    ----------
    pixels : ndarray of uint8 or uint16, shape (H, W) or (H, W, 3)
        Grey values, or red, green and blue.
    text : str
        Any; halves of characters become U+FFFD.
    channel : str
        One of :data:`CHANNELS`. Grey pixels become a picture of three equal channels where a colour is asked for.

    Returns
    -------
    ndarray
        Of the same dtype. No value differs by more than 1.

    Raises
    ------
    ValueError
        If the text is longer than :func:`capacity`, the picture has no such channel, or fewer pixels than any text.
    """
    data, room = _encoded(text), capacity(*pixels.shape[:2])
    if len(data) > room:
        raise ValueError(f"expected at most {room:,} bytes of text, found {len(data):,}: leave some out")
    if pixels.shape[0] * pixels.shape[1] < 8 * _HEADER.size:
        raise ValueError(f"expected at least {8 * _HEADER.size} pixels to carry text, found fewer")
    if channel != GREY and pixels.ndim == 2:
        pixels = np.repeat(pixels[..., np.newaxis], 3, axis=2)
    marked = pixels.copy()
    plane = _plane(marked, channel)
    bits = np.unpackbits(np.frombuffer(_HEADER.pack(_MAGIC, len(data), zlib.crc32(data)) + data, np.uint8))
    kept = marked.dtype.type(np.iinfo(marked.dtype).max - 1)
    plane[: len(bits)] = (plane[: len(bits)] & kept) | bits
    return marked


def find(pixels: NDArray[Any], channel: str = GREY) -> str | None:
    """Read the text that :func:`hide` wrote; None where the lowest bits of the channel do not begin like one.

    Parameters
    ----------
    pixels : ndarray of uint8 or uint16, shape (H, W) or (H, W, 3)

    Raises
    ------
    DamagedBitsError
        If they begin like one and the rest is not.
    ValueError
        If the picture has no such channel.
    """
    plane = _plane(pixels, channel)
    if len(plane) < 8 * _HEADER.size:
        return None
    magic, length, told = _HEADER.unpack(bytes_of(plane, _HEADER.size))
    if magic != _MAGIC:
        return None
    room = capacity(*pixels.shape[:2])
    if length > room:
        raise DamagedBitsError(f"it says {length:,} bytes, and there is room for {room:,}")
    data = bytes_of(plane, _HEADER.size + length)[_HEADER.size :]
    if zlib.crc32(data) != told:
        raise DamagedBitsError("its checksum is another one; the picture was changed or compressed since")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise DamagedBitsError("it is not UTF-8") from None


def bytes_of(plane: NDArray[Any], count: int, *, bits: int = 8, lowest_first: bool = False) -> bytes:
    """Put the lowest bits of ``plane``, shape (N,), together to ``count`` bytes of ``bits`` bits each."""
    low = (plane[: bits * count] & 1).astype(np.uint8).reshape(-1, bits)
    filled = np.zeros((len(low), 8), np.uint8)
    filled[:, 8 - bits :] = low[:, ::-1] if lowest_first else low
    return np.packbits(filled, axis=1).tobytes()


def psnr(before: NDArray[Any], after: NDArray[Any], peak: int) -> float:
    """Peak signal-to-noise ratio in decibels, ``10 log10(peak² / mean squared error)``; infinite for equal pictures.

    Parameters
    ----------
    before, after : ndarray
        Values before and after. Grey ``before`` is compared with each channel of a colour ``after``.
    peak : int
        The highest value that the picture's depth can hold: 255, or ``2**BitsStored - 1`` of stored values.
    """
    if after.ndim > before.ndim:
        before = before[..., np.newaxis]
    difference = after.astype(np.int32) - before.astype(np.int32)
    error = float(np.mean(np.square(difference, dtype=np.float64)))
    return math.inf if error == 0 else 10 * math.log10(peak**2 / error)


def _plane(pixels: NDArray[Any], channel: str) -> NDArray[Any]:
    """One channel, pixel after pixel, as a view."""
    number = CHANNELS.index(channel) - 1
    if (number < 0) is not (pixels.ndim == 2):
        found = "grey" if pixels.ndim == 2 else "red, green and blue"
        raise ValueError(f"expected a picture with the channel {channel}, found {found}")
    flat = pixels.reshape(-1) if pixels.ndim == 2 else pixels.reshape(-1, pixels.shape[2])[:, number]
    return flat


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()
