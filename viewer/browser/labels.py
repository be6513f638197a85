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
        return f"{'Unreadable' if facts.status == 'unreadable' else 'No image'} ({count})"
    if kind == "pictures":
        return f"Pictures ({count})"
    if facts.reason and kind == "image":
        return f"Unreadable image {facts.identity.instance_number or number}: {facts.reason}"
    if kind == "problem":
        return f"File {number}: {facts.reason}" if hidden else f"{facts.path.name}: {facts.reason}"
    return {"patient": _patient, "study": _study, "series": _series}.get(kind, _image)(facts, number, hidden)


def tool_tip(kind: str, facts: HeaderFacts | None, *, hidden: bool) -> str:
    """Say more about a row, or nothing."""
    if facts is None or kind not in ("image", "problem"):
        return ""
    if hidden:
        return facts.reason
    return "\n".join(part for part in (str(facts.path), facts.reason) if part)


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
    name = f"Series {who.series_number or number}"
    return _joined(name, made.modality, "" if hidden else who.series_description)


def _image(facts: HeaderFacts, number: int, hidden: bool) -> str:
    who, made = facts.identity, facts.acquisition
    name = f"Image {who.instance_number or number}"
    if facts.transfer_syntax == "PNG" and not hidden:
        name = facts.path.name
    frames = f"{facts.frames} frames" if facts.frames > 1 else ""
    return _joined(name, made.view_position, f"{facts.columns} \u00d7 {facts.rows}", frames)


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)
