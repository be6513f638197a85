"""What the rows of the browser are called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from viewer.patient_text import date, person_name, time
from viewer.sentences import in_language

if TYPE_CHECKING:
    from core.dicom.header import HeaderFacts

_SEPARATOR = " \u00b7 "
_MOST_TWINS = 5


def label(
    kind: str, facts: HeaderFacts | None, number: int, count: int, *, hidden: bool, same_uid: bool = False
) -> str:
    """Name a row.

    Parameters
    ----------
    kind : str
        A kind of :mod:`viewer.browser.tree`.
    number : int
        Place among its siblings, from 1: all that is left of a name when patient data is hidden.
    count : int
        Rows below.
    same_uid : bool
        Another file claims to be the same image.
    """
    if kind == "count":
        return _tr("Not DICOM ({0})").format(count)
    if facts is None:
        return ""
    if kind == "group":
        return (_tr("No image ({0})") if facts.status == "no image" else _tr("Unreadable ({0})")).format(count)
    if kind == "pictures":
        return _tr("Pictures ({0})").format(count)
    if kind == "problem":
        return f"{_tr('File {0}').format(number) if hidden else facts.path.name}: {in_language(facts.reason)}"
    name = {"patient": _patient, "study": _study, "series": _series}.get(kind, _image)(facts, number, hidden)
    return _joined(_tr("Same UID"), name) if same_uid else name


def tool_tip(kind: str, facts: HeaderFacts | None, text: str, twins: Sequence[Path] = (), *, hidden: bool) -> str:
    """Say all of a row, whose ``text`` may be cut off, and more about a file.

    Parameters
    ----------
    twins : sequence of Path
        Other files that claim to be the same image.
    """
    if facts is None or kind not in ("image", "problem"):
        return text
    size = f"{facts.columns} \u00d7 {facts.rows}, {facts.bits_stored} bits" if facts.columns else ""
    place = "" if hidden else str(facts.path)
    return "\n".join(part for part in (text, size, place, _same_as(twins, hidden) if twins else "") if part)


def _same_as(twins: Sequence[Path], hidden: bool) -> str:
    if hidden:
        return _tr("Another file of this list has the same SOP Instance UID")
    listed = [*map(str, twins[:_MOST_TWINS]), *(["\u2026"] if len(twins) > _MOST_TWINS else [])]
    return "\n".join((_tr("Same SOP Instance UID as:"), *listed))


def _patient(facts: HeaderFacts, number: int, hidden: bool) -> str:
    if hidden:
        return _tr("Patient {0}").format(number)
    who = facts.identity
    return _joined(person_name(who.patient_name), who.patient_id) or _tr("Patient unknown")


def _study(facts: HeaderFacts, number: int, hidden: bool) -> str:
    if hidden:
        return _tr("Study {0}").format(number)
    who = facts.identity
    when = " ".join(part for part in (date(who.study_date), time(who.study_time)[:5]) if part)
    return _joined(when, who.study_description) or _tr("Study, date unknown")


def _series(facts: HeaderFacts, number: int, hidden: bool) -> str:
    who, made = facts.identity, facts.acquisition
    name = _tr("Series {0}").format(number if hidden else who.series_number or number)
    return _joined(name, made.modality, "" if hidden else who.series_description)


def _image(facts: HeaderFacts, number: int, hidden: bool) -> str:
    who, made = facts.identity, facts.acquisition
    name = _tr("Image {0}").format(number if hidden else who.instance_number or number)
    if facts.transfer_syntax == "PNG" and not hidden:
        name = facts.path.name
    if facts.reason:  # first, where the row may be cut off
        return _joined(in_language(f"{facts.reason[:1].upper()}{facts.reason[1:]}"), name)
    frames = _tr("{0} frames").format(facts.frames) if facts.frames > 1 else ""
    return _joined(name, made.view_position, frames)


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("labels", text)
