"""Split encapsulated pixel data into one codestream per frame (PS3.5 A.4)."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass

_ITEM, _END = 0xFFFEE000, 0xFFFEE0DD
_END_MARK = b"\xff\xd9"


class FragmentsError(ValueError):
    """Encapsulated pixel data that cannot be split into the frames announced; the message is a clause."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One item: ``item`` is the offset of its tag from the first fragment's, as a Basic Offset Table counts."""

    item: int
    start: int
    end: int


def split(data: memoryview, frames: int, *, one_each: bool) -> tuple[list[bytes], str]:
    """Return the codestreams of ``frames`` frames, and a note if there were more.

    Parameters
    ----------
    data : memoryview of bytes
        From the Basic Offset Table's item to the end of the file.
    frames : int
        Number of Frames.
    one_each : bool
        Each frame is exactly one fragment (RLE, PS3.5 A.4.2).

    Raises
    ------
    FragmentsError
        If there is no fragment, one is empty or runs past the end, the Basic Offset Table is wrong, or the fragments
        do not make up the frames.
    """
    offsets, fragments = _walk(data)
    if not fragments:
        raise FragmentsError("it holds no fragment")
    if any(fragment.start == fragment.end for fragment in fragments):
        raise FragmentsError("it holds an empty fragment")
    if offsets:
        groups = _by_offsets(offsets, fragments)
    elif one_each or len(fragments) == frames:
        groups = [[fragment] for fragment in fragments]
    elif frames == 1:
        groups = [fragments]
    else:
        groups = _by_end_mark(data, fragments)
    if len(groups) < frames:
        raise FragmentsError(f"expected {frames} frames, found {len(groups)}")
    note = ""
    if len(groups) > frames:
        note = f"The pixel data holds {len(groups)} frames, {frames} are announced; the others are ignored."
    return [b"".join(data[part.start : part.end] for part in group) for group in groups[:frames]], note


def _walk(data: memoryview) -> tuple[list[int], list[Fragment]]:
    at, origin = 0, 0
    offsets: list[int] | None = None
    fragments: list[Fragment] = []
    while at + 8 <= len(data):
        group, element, length = struct.unpack_from("<HHI", data, at)
        tag, start = group << 16 | element, at + 8
        if tag == _END:
            return offsets or [], fragments
        if tag != _ITEM:
            raise FragmentsError("something else stands where a fragment should begin")
        if start + length > len(data):
            raise FragmentsError(f"a fragment of {length} bytes runs past the end of the file")
        if offsets is None:
            if length % 4:
                raise FragmentsError("its Basic Offset Table is not a table of 32-bit numbers")
            offsets = list(struct.unpack_from(f"<{length // 4}I", data, start))
            origin = start + length
        else:
            fragments.append(Fragment(at - origin, start, start + length))
        at = start + length
    raise FragmentsError("it breaks off before its end mark")


def _by_offsets(offsets: list[int], fragments: list[Fragment]) -> list[list[Fragment]]:
    places = {fragment.item: index for index, fragment in enumerate(fragments)}
    starts = [places.get(offset, -1) for offset in offsets]
    if starts[0] != 0 or any(late <= early for early, late in itertools.pairwise(starts)):
        raise FragmentsError("its Basic Offset Table does not point at its fragments")
    return [fragments[begin:end] for begin, end in zip(starts, [*starts[1:], len(fragments)], strict=True)]


def _by_end_mark(data: memoryview, fragments: list[Fragment]) -> list[list[Fragment]]:
    """Without a table, a frame ends with the fragment that ends with the codestream's end mark."""
    groups: list[list[Fragment]] = [[]]
    for fragment in fragments:
        groups[-1].append(fragment)
        if _END_MARK in bytes(data[max(fragment.start, fragment.end - 10) : fragment.end]):
            groups.append([])
    if groups[-1]:
        raise FragmentsError("its last frame has no end mark")
    return groups[:-1]
