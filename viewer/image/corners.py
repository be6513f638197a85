"""The texts in the four corners of the image, and the badges that must not be overlooked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.dicom.frame import LookupTable, VoiFunction
from core.display.view import full_range, polarity_note
from viewer.patient_text import date, figure, person_name, time

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View


@dataclass(frozen=True, slots=True)
class Corners:
    """Lines of text for each corner, top to bottom."""

    top_left: tuple[str, ...] = ()
    top_right: tuple[str, ...] = ()
    bottom_left: tuple[str, ...] = ()
    bottom_right: tuple[str, ...] = ()


def corner_texts(frame: Frame, view: View, index: int, zoom: float, *, hidden: bool) -> Corners:
    """Say who, where and when, how the image is shown, and what it is.

    Parameters
    ----------
    zoom : float
        Screen pixels per image pixel.
    hidden : bool
        Leave out everything that could tell whose image it is: names, numbers, dates, places, free text.
    """
    identity = frame.identity
    who = (
        person_name(identity.patient_name),
        _labelled("ID", identity.patient_id),
        _labelled("Born", date(identity.birth_date)),
        _labelled("Sex", identity.sex),
    )
    where = (
        identity.institution,
        identity.study_description,
        " ".join(part for part in (date(identity.study_date), time(identity.study_time)) if part),
    )
    return Corners(
        top_left=("Patient data hidden",) if hidden else _present(who),
        top_right=() if hidden else _present(where),
        bottom_left=(view_text(view, frame), f"Zoom {zoom * 100:.0f} %"),
        bottom_right=_what(frame, index, hidden=hidden),
    )


def _what(frame: Frame, index: int, *, hidden: bool) -> tuple[str, ...]:
    series = () if hidden else (_labelled("Series", frame.identity.series_number), frame.identity.series_description)
    made = frame.acquisition
    number = f"Frame {index + 1} of {frame.frames}" if frame.frames > 1 else ""
    projection = " ".join(part for part in (made.body_part, made.view_position) if part)
    depth = f"{frame.columns} \u00d7 {frame.rows}, {frame.bits_stored} bits"
    return _present((number, *series, projection, _labelled("Laterality", made.laterality), depth))


def view_text(view: View, frame: Frame) -> str:
    """Say through which window the image is seen."""
    if isinstance(view.voi, LookupTable):
        text = f"VOI LUT {view.voi.explanation}".rstrip()
    else:
        window = view.voi or full_range(frame)
        text = f"W {figure(window.width)}  L {figure(window.center)}"
        if window.function is not VoiFunction.LINEAR:
            text += f"  {window.function.value}"
        if view.voi is None:
            text += "  full range"
    return f"{text}  inverted" if view.inverted else text


def badges(frame: Frame) -> tuple[str, ...]:
    """Name what a reader must know before trusting the picture."""
    found = []
    if frame.acquisition.presentation_intent == "FOR PROCESSING":
        found.append("FOR PROCESSING: not meant for reading")
    if contradiction := polarity_note(frame):
        found.append(contradiction)
    if frame.acquisition.lossy:
        found.append("Lossy compressed")
    return tuple(found)


def notes(frame: Frame) -> tuple[str, ...]:
    """Tell what else is odd about a file."""
    return tuple(dict.fromkeys((*(("Picture, not DICOM",) if frame.picture else ()), *frame.notes)))


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""


def _present(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
