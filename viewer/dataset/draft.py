"""What a dataset in the making consists of: its sources, what was found in each, and the classes of the findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from trainer.building import ClassMap, offered

if TYPE_CHECKING:
    from trainer.building import Findings, Source


_OF_CLASSES = ("folders", "prefixes", "selection")
"""Importers whose findings are classes that somebody chose for a study."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One source, and what its importer found: findings, or a problem, or nothing yet.

    Attributes
    ----------
    number : int
        Stays the same while the source is changed.
    """

    number: int
    source: Source
    findings: Findings | None = None
    problem: object = None


@dataclass
class Draft:
    """The sources, in the order in which they were added, and the classes chosen so far."""

    entries: list[Entry] = field(default_factory=list)
    _chosen: dict[str, str] = field(default_factory=dict)
    _next: int = 1

    def add(self, source: Source) -> Entry:
        """Take a source in."""
        entry = Entry(self._next, source)
        self._next += 1
        self.entries.append(entry)
        return entry

    def remove(self, number: int) -> None:
        """Leave a source out again."""
        self.entries = [entry for entry in self.entries if entry.number != number]

    def entry(self, number: int) -> Entry | None:
        """Give a source by its number; None where it is not there any more."""
        return next((entry for entry in self.entries if entry.number == number), None)

    def change(self, number: int, source: Source) -> bool:
        """Change a source; what was found in it counts no more. Tells whether it is another one now."""
        entry = self.entry(number)
        if entry is None or entry.source == source:
            return False
        part_only = replace(entry.source, part=source.part) == source
        self._put(replace(entry, source=source) if part_only else Entry(number, source))
        return not part_only

    def found(self, number: int, source: Source, findings: Findings | None, problem: object = None) -> None:
        """Take note of what was found in a source, unless it is another one by now."""
        entry = self.entry(number)
        if entry is not None and replace(entry.source, part=source.part) == source:
            self._put(replace(entry, findings=findings, problem=problem))

    def counts(self) -> dict[str, int]:
        """Count the images of each finding over all sources, the most frequent first."""
        total: Counter[str] = Counter()
        for entry in self.entries:
            if entry.findings is not None:
                total.update(entry.findings.counts)
        return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))

    def choose(self, finding: str, name: str) -> None:
        """Say which class a finding counts for; an empty one leaves it out."""
        self._chosen[finding] = name

    def offer_again(self) -> None:
        """Go back to the classes that are offered."""
        self._chosen.clear()

    def class_of(self) -> dict[str, str]:
        """Tell the class of each finding: the one chosen, else the one offered."""
        said: set[str] = set()  # where the source speaks of classes, a name that is not known is still a class
        for entry in self.entries:
            if entry.findings is not None and entry.source.importer in _OF_CLASSES:
                said |= set(entry.findings.counts)
        suggested = dict(offered(self.counts()).rows)
        return {
            finding: self._chosen.get(finding, name or (finding if finding in said else ""))
            for finding, name in suggested.items()
        }

    def class_map(self) -> ClassMap:
        """Give the classes as the builder takes them."""
        return ClassMap(tuple(self.class_of().items()), "drop")

    @property
    def problem(self) -> object:
        """The first thing that is wrong with a source; None where there is none."""
        return next((entry.problem for entry in self.entries if entry.problem is not None), None)

    @property
    def is_counted(self) -> bool:
        """There are sources, and what is in each is known."""
        return bool(self.entries) and all(entry.findings is not None for entry in self.entries)

    def _put(self, changed: Entry) -> None:
        self.entries = [changed if entry.number == changed.number else entry for entry in self.entries]
