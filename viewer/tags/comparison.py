"""What two files say differently. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.dicom.tags import TagRow

Key = tuple[int, ...]
"""The tag, then the number of the item, then the tag in it, and so on."""


class Verdict(enum.Enum):
    """How an attribute stands in both files."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_FIRST = "only in the first"
    ONLY_SECOND = "only in the second"


@dataclass(frozen=True, slots=True)
class Pair:
    """An attribute or item in one file or in both; a sequence differs where anything in it does."""

    key: Key
    first: TagRow | None
    second: TagRow | None
    verdict: Verdict

    @property
    def row(self) -> TagRow:
        """The row of the first file, or else of the second."""
        row = self.first or self.second
        assert row is not None
        return row

    @property
    def depth(self) -> int:
        """How deep it is nested."""
        return len(self.key) - 1


def compare(first: tuple[TagRow, ...], second: tuple[TagRow, ...]) -> tuple[Pair, ...]:
    """Pair the attributes of two files, in order of their tags; notes are left out."""
    left, right = dict(_keyed(first, ())), dict(_keyed(second, ()))
    keys = sorted(left.keys() | right.keys())
    different = {key for key in keys if _own_verdict(left.get(key), right.get(key)) is not Verdict.SAME}
    # What differs deep down makes all above it differ.
    above = {key[:length] for key in different for length in range(1, len(key))}
    pairs = []
    for key in keys:
        verdict = _own_verdict(left.get(key), right.get(key))
        if verdict is Verdict.SAME and key in above:
            verdict = Verdict.DIFFERS
        pairs.append(Pair(key, left.get(key), right.get(key), verdict))
    return tuple(pairs)


def _own_verdict(first: TagRow | None, second: TagRow | None) -> Verdict:
    if first is None:
        return Verdict.ONLY_SECOND
    if second is None:
        return Verdict.ONLY_FIRST
    same = (first.value, first.vr) == (second.value, second.vr)
    return Verdict.SAME if same else Verdict.DIFFERS


def _keyed(rows: tuple[TagRow, ...], above: Key) -> Iterator[tuple[Key, TagRow]]:
    for number, row in enumerate(rows, 1):
        if row.tag is None and not row.children and not above:
            continue  # a note
        key = (*above, number if row.tag is None else row.tag)
        yield key, row
        yield from _keyed(row.children, key)
