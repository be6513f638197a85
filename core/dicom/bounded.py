"""A binary file under a parser that would keep all it finds: it ends a parse that finds too much."""

from __future__ import annotations

from typing import BinaryIO

MOST_ITEMS = 80_000
"""Sequence items of one attribute; each costs a parser 1.5 KB and 15 microseconds."""

_ITEM_MARKS = (b"\xfe\xff\x00\xe0", b"\xff\xfe\xe0\x00")  # (FFFE,E000) in both byte orders
_MOST_READS, _READS_PER_ITEM = 500_000, 6  # what an enhanced image of 2,000 frames takes


class ParseEndedError(ValueError):
    """Ends a parse from within; the parser does not always pass it on."""


class Bounded:
    """As much of a binary file as pydicom's parser uses.

    Attributes
    ----------
    deflated : bool
        The parser asked for the whole rest, which it does to inflate it in one go: so the file is a deflated one.
    left : int
        How many reads are left; below 0 the parse was ended.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._read, self.tell, self.seek = stream.read, stream.tell, stream.seek
        self.left = _MOST_READS
        self.deflated = False

    def read(self, size: int = -1) -> bytes:
        """Read ``size`` bytes."""
        if size < 0:
            self.deflated = True
            raise ParseEndedError
        data = self._read(size)
        self.left -= _READS_PER_ITEM if data[:4] in _ITEM_MARKS else 1
        if self.left < 0:
            raise ParseEndedError
        return data


def items_in(value: bytes) -> int:
    """Count the sequence items in the bytes of a sequence, those of nested ones included."""
    return max(value.count(mark) for mark in _ITEM_MARKS)
