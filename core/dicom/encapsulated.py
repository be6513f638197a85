"""Split encapsulated pixel data into one codestream per frame (PS3.5 A.4)."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from typing import BinaryIO

_ITEM, _END = 0xFFFEE000, 0xFFFEE0DD
_END_MARK = b"\xff\xd9"
_MOST_FRAGMENTS = 1 << 18  # more of them are no image, and walking them would take long


class FragmentsError(ValueError):
    """Encapsulated pixel data that cannot be split into the frames announced; the message is a clause."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One item: ``item`` is the offset of its tag from the first fragment's, as a Basic Offset Table counts.

    ``cut``: it says that it is longer, but the file ends here.
    """

    item: int
    start: int
    end: int
    cut: bool = False


def split(
    stream: BinaryIO, begin: int, size: int, frames: int, *, one_each: bool, most_bytes: int, damaged: bool = False
) -> tuple[list[bytes], str, bool]:
    """Return the codestreams of ``frames`` frames, a note if there were more, and whether the last fragment is cut.

    Only what belongs to these frames is read, once it is known how much that is.

    Parameters
    ----------
    stream : binary file
        Of ``size`` bytes, with the Basic Offset Table's item at ``begin``.
    frames : int
        Number of Frames.
    one_each : bool
        Each frame is exactly one fragment (RLE, PS3.5 A.4.2).
    most_bytes : int
        Codestreams that are longer altogether are refused.
    damaged : bool
        Take what there is of pixel data that breaks off: fewer frames, the last one perhaps cut.

    Raises
    ------
    FragmentsError
        If there is no fragment, one is empty or runs past the end, the Basic Offset Table is wrong, the fragments
        do not make up the frames, or they are too long.
    """
    offsets, fragments, ended = _walk(stream, begin, size, damaged)
    if not fragments:
        raise FragmentsError("it holds no fragment")
    groups = _by_offsets(offsets, fragments, damaged) if offsets else []
    groups = groups or _without_table(stream, fragments, frames, one_each, damaged)
    if len(groups) < frames and not damaged:
        raise FragmentsError(f"expected {frames} frames, found {len(groups)}")
    note = "" if ended else "The end mark after the pixel data is missing."
    if len(groups) > frames:
        note = f"The pixel data holds {len(groups)} frames, {frames} are announced; the others are ignored."
    found = sum(part.end - part.start for group in groups[:frames] for part in group)
    if found > most_bytes:
        raise FragmentsError(f"it is longer than its pixels: expected at most {most_bytes} bytes, found {found}")
    return [_joined(stream, group) for group in groups[:frames]], note, fragments[-1].cut


def _joined(stream: BinaryIO, group: list[Fragment]) -> bytes:
    return b"".join(_part(stream, part.start, part.end) for part in group)


def _part(stream: BinaryIO, start: int, end: int) -> bytes:
    stream.seek(start)
    return stream.read(end - start)


def _walk(stream: BinaryIO, begin: int, size: int, damaged: bool) -> tuple[list[int], list[Fragment], bool]:
    """Return the Basic Offset Table, the fragments, and whether their end mark was found."""
    at, origin = begin, 0
    offsets: list[int] | None = None
    fragments: list[Fragment] = []
    while at + 8 <= size:
        group, element, length = struct.unpack("<HHI", _part(stream, at, at + 8))
        tag, start = group << 16 | element, at + 8
        if tag == _END:
            return offsets or [], fragments, True
        if tag != _ITEM:
            raise FragmentsError("something else stands where a fragment should begin")
        if start + length > size and damaged and offsets is not None and size > start:
            return offsets, [*fragments, Fragment(at - origin, start, size, cut=True)], False
        if start + length > size:
            raise FragmentsError(f"a fragment of {length} bytes runs past the end of the file")
        if offsets is None:
            if length % 4 or length > 4 * _MOST_FRAGMENTS:
                raise FragmentsError("its Basic Offset Table is not a table of 32-bit numbers")
            offsets = list(struct.unpack(f"<{length // 4}I", _part(stream, start, start + length)))
            origin = start + length
        elif length == 0:
            raise FragmentsError("it holds an empty fragment")
        elif len(fragments) == _MOST_FRAGMENTS:
            raise FragmentsError(f"it holds more than {_MOST_FRAGMENTS} fragments")
        else:
            fragments.append(Fragment(at - origin, start, start + length))
        at = start + length
    return offsets or [], fragments, False


def _by_offsets(offsets: list[int], fragments: list[Fragment], damaged: bool) -> list[list[Fragment]]:
    places = {fragment.item: index for index, fragment in enumerate(fragments)}
    starts = [places.get(offset, -1) for offset in offsets if not damaged or offset <= fragments[-1].item]
    if starts[:1] != [0] or any(late <= early for early, late in itertools.pairwise(starts)):
        raise FragmentsError("its Basic Offset Table does not point at its fragments")
    return [fragments[begin:end] for begin, end in zip(starts, [*starts[1:], len(fragments)], strict=True)]


def _without_table(
    stream: BinaryIO, fragments: list[Fragment], frames: int, one_each: bool, damaged: bool
) -> list[list[Fragment]]:
    if one_each or len(fragments) == frames:
        return [[fragment] for fragment in fragments]
    return [fragments] if frames == 1 else _by_end_mark(stream, fragments, damaged)


def _by_end_mark(stream: BinaryIO, fragments: list[Fragment], damaged: bool) -> list[list[Fragment]]:
    """Without a table, a frame ends with the fragment that ends with the codestream's end mark."""
    groups: list[list[Fragment]] = [[]]
    for fragment in fragments:
        groups[-1].append(fragment)
        if _END_MARK in _part(stream, max(fragment.start, fragment.end - 10), fragment.end):
            groups.append([])
    if groups[-1] and not damaged:
        raise FragmentsError("its last frame has no end mark")
    return groups if groups[-1] else groups[:-1]
