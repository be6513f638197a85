"""Which files claim to be the same image. No Qt."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.dicom.header import IMAGE

if TYPE_CHECKING:
    from core.dicom.header import HeaderFacts


class Twins:
    """Images by their SOP Instance UID; those without one are no twins."""

    def __init__(self) -> None:
        self._by_uid: defaultdict[str, set[Path]] = defaultdict(set)

    def add(self, facts: HeaderFacts) -> None:
        """Take a file in."""
        if _uid(facts):
            self._by_uid[_uid(facts)].add(facts.path)

    def remove(self, facts: HeaderFacts) -> None:
        """Take a file out."""
        self._by_uid.get(_uid(facts), set()).discard(facts.path)

    def clear(self) -> None:
        """Take all files out."""
        self._by_uid.clear()

    def of(self, facts: HeaderFacts) -> set[Path]:
        """Give the other files of the same UID."""
        return self._by_uid.get(_uid(facts), set()) - {facts.path}


def _uid(facts: HeaderFacts) -> str:
    return facts.identity.instance_uid if facts.status == IMAGE else ""
