"""From what the readers of an image found to the class it gets, or the classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from core.errors import DatasetError
from trainer.building.types import BuildPlan
from trainer.sources import SEPARATOR, joined

DROPPED, UNDECIDED, SEVERAL = "dropped", "undecided", "several"
WHY = {
    DROPPED: "show nothing that the study has a class for",
    UNDECIDED: "have no class that most of their readers found",
    SEVERAL: "show several of the classes",
}
"""Reasons for leaving an image out, each the end of a sentence that begins with the number of images."""


def label_of(readings: Sequence[tuple[str, ...]], absence: str, plan: BuildPlan) -> tuple[str, str]:
    """Return the class of an image and an empty reason, or an empty class and a key of :data:`WHY`.

    Findings become classes first, then the readers are counted, so that two readers who found different signs of one
    class agree. ``absence``, the finding that there is none, holds in a reading that names nothing else; with readers
    ``any`` it holds if no reader names anything else, dropped findings included.

    Where an image may have several classes, the label is all that enough readers agree on (see
    :func:`trainer.sources.joined`), be it none, and there is never a reason.

    Raises
    ------
    DatasetError
        If a finding that becomes a class of its own name has the sign that divides classes.
    """
    found = [set(reading) for reading in readings]
    if plan.readers == "any":
        found = [{finding for reading in found for finding in reading}]
    votes = Counter(name for reading in found for name in _classes(reading, absence, plan))
    agreed = [name for name, count in votes.items() if 2 * count > len(found)]
    if plan.multi_label:
        return _all_of(agreed), ""
    if not agreed:
        return "", UNDECIDED if votes else DROPPED
    if len(agreed) == 1:
        return agreed[0], ""
    if plan.several == "leave_out":
        return "", SEVERAL
    order = plan.classes.order()
    return min(agreed, key=lambda name: (order.index(name) if name in order else len(order), name)), ""


def _all_of(agreed: Sequence[str]) -> str:
    divided = [name for name in agreed if SEPARATOR in name]
    if divided:
        raise DatasetError(
            f"the finding {divided[0]!r} has a {SEPARATOR}, which divides the classes of an image: map it to a class "
            "of another name"
        )
    return joined(agreed)


def _classes(reading: set[str], absence: str, plan: BuildPlan) -> set[str]:
    present = reading - {absence} or reading
    if plan.multi_label and absence not in dict(plan.classes.rows):
        present = reading - {absence}  # to show none of the classes is no class
    return {name for finding in present if (name := plan.classes.of(finding))}
