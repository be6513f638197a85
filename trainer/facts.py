"""What a run may carry of an image besides its label: groups of images, never what tells one from the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from core.dicom.identifying import CODE_LETTERS
from trainer.sources import FACTS, Labelled

_MOST_VALUES = 40
_SEXES = {"m": "M", "male": "M", "f": "F", "female": "F", "o": "O", "other": "O"}
_SHAPES = {
    "source": re.compile(rf"(?!.*/)[{CODE_LETTERS}]{{1,40}}"),
    "view": re.compile(r"[A-Z0-9 _-]{1,16}"),
    "sex": re.compile(r"[MFO]"),
    "age_group": re.compile(r"\d{1,3}-\d{1,3}|\d{1,3}\+"),
    "manufacturer": re.compile(rf"(?!.*/)[{CODE_LETTERS}]{{1,64}}"),
}
_OLDEST, _DECADE = 120, 10
_AGED = 90
"""From here on all are one group: so few people get as old that their age tells who they are (45 CFR 164.514(b))."""


def cleaned(listed: Sequence[Labelled]) -> tuple[tuple[Labelled, ...], tuple[str, ...]]:
    """Keep of each image's facts what is a group's name; return the images and sentences on what was left out.

    A value that is not what its column should hold becomes empty. A column with more than 40 different values tells
    images apart rather than groups, and is left out, as is one without any value.
    """
    columns: dict[str, list[str]] = {}
    notes = []
    for name in FACTS:
        raw = [dict(item.facts).get(name, "") for item in listed]
        values = [group(name, value) for value in raw]
        odd = sum(bool(value) and not kept for value, kept in zip(raw, values, strict=True))
        if len(set(values)) > _MOST_VALUES:
            notes.append(f"The column {name} has {len(set(values))} different values: it is left out of the run.")
        elif any(values):
            columns[name] = values
        if odd:
            notes.append(f"{odd} values of the column {name} are not what it should hold, and were left out.")
    rows = zip(*columns.values(), strict=True) if columns else ((),) * len(listed)
    facts = [tuple(zip(columns, row, strict=True)) for row in rows]
    return tuple(replace(item, facts=its) for item, its in zip(listed, facts, strict=True)), tuple(notes)


def group(name: str, value: str) -> str:
    """Return ``value`` as the column ``name`` holds it, empty where it is nothing of the kind."""
    text = " ".join(value.split())
    if name == "sex":
        text = _SEXES.get(text.lower(), "")
    elif name == "view":
        text = text.upper()
    elif name == "age_group" and (first := re.match(r"\d{2,3}(?=[-+])", text)) and int(first[0]) >= _AGED:
        text = f"{_AGED}+"
    return text if _SHAPES[name].fullmatch(text) else ""


def age_group(age: str) -> str:
    """Return the decade of an age in years (``"58"``, ``"058Y"``), ``90+``, or empty for what is none or above 120."""
    found = re.fullmatch(r"0*(\d{1,3})Y?", age.strip())
    if found is None or int(found[1]) > _OLDEST:
        return ""
    first = int(found[1]) // _DECADE * _DECADE
    return f"{_AGED}+" if first >= _AGED else f"{first}-{first + _DECADE - 1}"
