"""From sources to one list of files, each with its class or classes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.errors import DatasetError
from trainer.building.labels import WHY, label_of
from trainer.building.types import BuildPlan
from trainer.importing import Imported, absence, read_source
from trainer.sources import Labelled


def gather(plan: BuildPlan) -> tuple[tuple[Labelled, ...], tuple[str, ...]]:
    """Read the sources of a plan and label their images; return them and sentences on how.

    A patient that a source names is its own patient: where several sources name some, their names go before the
    patients', because the number 7 of two hospitals is two people.

    Raises
    ------
    DatasetError
        If a source cannot be read, two of them contradict each other, or no image is left.
    """
    sources = [read_source(source) for source in plan.sources]
    listed: list[Labelled] = []
    notes: list[str] = []
    naming = sum(any(one.patient for one in found.images) for found in sources)
    left_out: Counter[str] = Counter()
    for source, found in zip(plan.sources, sources, strict=True):
        notes += [note for note in found.notes if note not in notes]
        word = absence(source)
        for said in found.images:
            label, why = label_of(said.readings, word, plan)
            left_out[why] += 1
            if not why:
                patient = (
                    f"{dict(said.facts)['source']}:{said.patient}" if said.patient and naming > 1 else said.patient
                )
                listed.append(Labelled(said.path, label, patient, said.part, said.facts, plan.multi_label))
    notes += [f"{left_out[why]} images {words} and were left out." for why, words in WHY.items() if left_out[why]]
    notes += _on_readers(plan, sources)
    if plan.multi_label and listed:
        none = sum(not item.label for item in listed)
        notes.append(f"An image may have several classes; {none} of {len(listed)} show none of them.")
    if not listed:
        raise DatasetError("no image is left: map at least one finding of the sources to a class")
    return _once(listed, notes), tuple(notes)


def _on_readers(plan: BuildPlan, sources: Sequence[Imported]) -> list[str]:
    several = sum(len(one.readings) > 1 for found in sources for one in found.images)
    if not several:
        return []
    rule = "most of" if plan.readers == "majority" else "any of"
    return [f"{several} images have several readers: a class counts when {rule} them found it."]


def _once(listed: Sequence[Labelled], notes: list[str]) -> tuple[Labelled, ...]:
    """Keep one of each file that several sources name, if they agree."""
    kept: dict[str, Labelled] = {}
    disagreeing = 0
    for item in listed:
        where = os.path.realpath(item.path)
        before = kept.setdefault(where, item)
        disagreeing += (before.label, before.part) != (item.label, item.part)
        if not before.patient and item.patient:
            kept[where] = replace(before, patient=item.patient)
    if disagreeing:
        raise DatasetError(
            f"{disagreeing} images come from two sources with different classes or parts: leave one source out, or map "
            "their findings alike"
        )
    if len(kept) < len(listed):
        notes.append(f"{len(listed) - len(kept)} images come from two sources that agree, and are listed once.")
    return tuple(kept.values())
