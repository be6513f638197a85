"""Reading the tags that a thesis of 2022 wrote into the lowest bits of its pictures.

What is known: tags as text, ``(00100040)F`` one after the other, ended by ``@``, one bit to a pixel in the lowest bit
of the blue channel, from the first row on, in a PNG of 224 by 224 pixels. What is assumed, because nothing says so:
eight bits to a character, the highest first, along the rows from the top left. Since a text that begins with a tag in
brackets hardly comes about by chance, the other likely orders (lowest bit first, seven bits) and the other channels are
tried as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from core.export.png_bits import CHANNELS, GREY, bytes_of

_TAG = re.compile(r"\(([0-9A-Fa-f]{4}),? ?([0-9A-Fa-f]{4})\)")
_BEGINNING = re.compile(rb"\([0-9A-Fa-f]{4},? ?[0-9A-Fa-f]{4}\)")
_LONGEST_BEGINNING = 12
_END = b"@"
_ORDERS = ((8, False), (8, True), (7, False), (7, True))


@dataclass(frozen=True, slots=True)
class ThesisTags:
    """What was found.

    Attributes
    ----------
    channel : str
        Where: ``blue`` in the thesis.
    tags : tuple of (int, str)
        Group and element as one number, and the value.
    ended : bool
        The end mark was there; otherwise the picture may have been cut, and the last value is not to be trusted.
    """

    channel: str
    tags: tuple[tuple[int, str], ...]
    ended: bool


def find_thesis_tags(pixels: NDArray[Any]) -> ThesisTags | None:
    """Read the tags of a picture in the thesis' format; None where there are none.

    Parameters
    ----------
    pixels : ndarray of uint8 or uint16, shape (H, W) or (H, W, 3)
        Grey values, or red, green and blue. The blue channel is looked at first.
    """
    channels = (GREY,) if pixels.ndim == 2 else ("blue", "green", "red")
    for channel in channels:
        number = CHANNELS.index(channel) - 1
        plane = pixels.reshape(-1) if pixels.ndim == 2 else pixels.reshape(-1, pixels.shape[2])[:, number]
        for bits, lowest_first in _ORDERS:
            found = _found(plane, channel, bits, lowest_first)
            if found is not None:
                return found
    return None


def _found(plane: NDArray[Any], channel: str, bits: int, lowest_first: bool) -> ThesisTags | None:
    count = len(plane) // bits
    head = bytes_of(plane, min(count, _LONGEST_BEGINNING), bits=bits, lowest_first=lowest_first)
    if not _BEGINNING.match(head):
        return None
    data, end, _ = bytes_of(plane, count, bits=bits, lowest_first=lowest_first).partition(_END)
    parts = _TAG.split(_decoded(data))[1:]  # group, element, value, and so on
    tags = tuple(
        (int(group + element, 16), value.strip())
        for group, element, value in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    )
    return ThesisTags(channel, tags, bool(end))


def _decoded(data: bytes) -> str:
    """Characters beyond ASCII may stand as UTF-8, or as one byte each."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")
