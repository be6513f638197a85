"""Which classes the findings of well-known datasets could count for."""

from __future__ import annotations

from collections.abc import Iterable

from trainer.building.types import ClassMap
from trainer.sources import THESIS_CLASSES

_AORTA, _COVID, _OPACITY, _NORMAL = THESIS_CLASSES
_KNOWN = {
    "aortic enlargement": _AORTA,
    "typical appearance": _COVID,
    "covid-19": _COVID,
    "covid": _COVID,
    "lung opacity": _OPACITY,
    "consolidation": _OPACITY,
    "infiltration": _OPACITY,
    "pneumonia": _OPACITY,
    "opacity": _OPACITY,
    "no finding": _NORMAL,
    "normal": _NORMAL,
    "negative for pneumonia": _NORMAL,
}


def offered(findings: Iterable[str]) -> ClassMap:
    """Offer a class map onto the thesis' classes; what is not known is offered as dropped.

    Findings that are the thesis' classes, or of which fewer than two classes come, are offered as they are.
    """
    names = tuple(dict.fromkeys(findings))
    known = {name: name if name in THESIS_CLASSES else _KNOWN.get(name.lower(), "") for name in names}
    if len({name for name in known.values() if name}) < 2:
        known = {name: name for name in names}
    return ClassMap(tuple(known.items()), "drop")
