"""What the rows of the browser are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.patient_text import date, person_name, time

if TYPE_CHECKING:
    from core.dicom.header import HeaderFacts

_SEPARATOR = " \u00b7 "


def label(kind: str, facts: HeaderFacts | None, number: int, count: int, *, hidden: bool) -> str:
    """Name a row.

    Parameters
    ----------
    kind : str
        A kind of :mod:`viewer.browser.tree`.
    number : int
        Place among its siblings, from 1: all that is left of a name when patient data is hidden.
    count : int
        Rows below.
    """
    if kind == "count":
        return f"Not DICOM ({count})"
    if facts is None:
        return ""
    if kind == "group":
        return f"{'No image' if facts.status == 'no image' else 'Unreadable'} ({count})"
    if kind == "pictures":
        return f"Pictures ({count})"
    if kind == "problem":
        return f"File {number}: {facts.reason}" if hidden else f"{facts.path.name}: {facts.reason}"
    return {"patient": _patient, "study": _study, "series": _series}.get(kind, _image)(facts, number, hidden)


def tool_tip(kind: str, facts: HeaderFacts | None, text: str, *, hidden: bool) -> str:
    """Say all of a row, whose ``text`` may be cut off, and more about a file."""
    if facts is None or kind not in ("image", "problem"):
        return text
    size = f"{facts.columns} \u00d7 {facts.rows}, {facts.bits_stored} bits" if facts.columns else ""
    place = "" if hidden else str(facts.path)
    return "\n".join(part for part in (text, size, place) if part)


def _patient(facts: HeaderFacts, number: int, hidden: bool) -> str:
    if hidden:
        return f"Patient {number}"
    who = facts.identity
    return _joined(person_name(who.patient_name), who.patient_id) or "Patient unknown"


def _study(facts: HeaderFacts, number: int, hidden: bool) -> str:
    if hidden:
        return f"Study {number}"
    who = facts.identity
    when = " ".join(part for part in (date(who.study_date), time(who.study_time)[:5]) if part)
    return _joined(when, who.study_description) or "Study, date unknown"


def _series(facts: HeaderFacts, number: int, hidden: bool) -> str:
    who, made = facts.identity, facts.acquisition
    name = f"Series {number if hidden else who.series_number or number}"
    return _joined(name, made.modality, "" if hidden else who.series_description)


def _image(facts: HeaderFacts, number: int, hidden: bool) -> str:
    who, made = facts.identity, facts.acquisition
    name = f"Image {number if hidden else who.instance_number or number}"
    if facts.transfer_syntax == "PNG" and not hidden:
        name = facts.path.name
    if facts.reason:  # first, where the row may be cut off
        return _joined(f"{facts.reason[:1].upper()}{facts.reason[1:]}", name)
    frames = f"{facts.frames} frames" if facts.frames > 1 else ""
    return _joined(name, made.view_position, frames)


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)
