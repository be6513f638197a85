"""DICOM's way of writing names, dates and numbers, turned into words for the screen."""

from __future__ import annotations

import math

from viewer.number_text import number_text


def person_name(value: str) -> str:
    """Turn ``DOE^JANE^A^DR=...`` into ``DOE, JANE A``: the first component group, family name first (PS3.5 6.2.1)."""
    family, _, rest = value.split("=")[0].partition("^")
    given = " ".join(part for part in rest.split("^")[:2] if part.strip())
    return ", ".join(part.strip() for part in (family, given) if part.strip())


def date(value: str) -> str:
    """Turn ``20210304`` into ``2021-03-04``; anything else stays as it is."""
    return f"{value[:4]}-{value[4:6]}-{value[6:]}" if len(value) == 8 and value.isdigit() else value


def time(value: str) -> str:
    """Turn ``134501.12`` into ``13:45:01``; anything else stays as it is."""
    clock = value.partition(".")[0]
    if not clock.isdigit() or len(clock) not in (2, 4, 6):
        return value
    return ":".join(clock[start : start + 2] for start in range(0, len(clock), 2))


def figure(value: float) -> str:
    """Write a number with at least three significant digits and no exponent in everyday ranges; NaN and inf as such."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else str(value)
    if value == int(value) or abs(value) >= 1000:
        return number_text(value, ".0f")
    return number_text(value, ".4g")
