"""The texts in the four corners of the image, which of them stand where, and the badges that must not be overlooked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.dicom.frame import LookupTable, VoiFunction
from core.dicom.identifying import may_be_in_pixels
from core.display.orientation import AS_STORED, Orientation
from core.display.view import full_range, polarity_note
from viewer.number_text import number_text
from viewer.patient_text import date, figure, person_name, time
from viewer.sentences import in_language

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


@dataclass(frozen=True, slots=True)
class CornerChoice:
    """Which fields stand in each corner: keys of :data:`CORNER_FIELDS`, top to bottom; an unknown one is left out."""

    top_left: tuple[str, ...] = ("patient_name", "patient_id", "birth_date", "sex")
    top_right: tuple[str, ...] = ("institution", "study_description", "study_time")
    bottom_left: tuple[str, ...] = ("window", "zoom")
    bottom_right: tuple[str, ...] = (
        "frame_number",
        "series_number",
        "series_description",
        "projection",
        "laterality",
        "size",
    )


PLACES = ("top_left", "top_right", "bottom_left", "bottom_right")
"""The corners, in the order of the fields of :class:`CornerChoice`."""

USUAL_CORNERS = CornerChoice()
"""What stands in the corners until the user chooses otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """An image as it is on screen; ``zoom`` is in screen pixels per image pixel."""

    frame: Frame
    view: View
    index: int
    zoom: float
    orientation: Orientation = AS_STORED


@dataclass(frozen=True, slots=True)
class CornerField:
    """One line of a corner.

    Attributes
    ----------
    key : str
        Its name in the preferences.
    label : str
        What the user knows it as, in English; translated in the context ``corners``.
    identifying : bool
        It could tell whose image it is: names, numbers, dates, places, free text.
    text : callable
        Gives the line; empty where the file does not say.
    """

    key: str
    label: str
    identifying: bool
    text: Callable[[Shown], str]


def _tr(text: str) -> str:
    return QCoreApplication.translate("corners", text)


def _labelled(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""


def _born(shown: Shown) -> str:
    return _labelled(_tr("Born"), date(shown.frame.identity.birth_date))


def _when(shown: Shown) -> str:
    who = shown.frame.identity
    return " ".join(part for part in (date(who.study_date), time(who.study_time)) if part)


def _frame_number(shown: Shown) -> str:
    if shown.frame.frames == 1:
        return ""
    return _tr("Frame {0} of {1}").format(shown.index + 1, shown.frame.frames)


def _projection(shown: Shown) -> str:
    made = shown.frame.acquisition
    return " ".join(part for part in (made.body_part, made.view_position) if part)


def _size(shown: Shown) -> str:
    frame = shown.frame
    return _tr("{0} \u00d7 {1}, {2} bits").format(frame.columns, frame.rows, frame.bits_stored)


def _spacing(shown: Shown) -> str:
    spacing = shown.frame.spacing
    if spacing is None:
        return _tr("No pixel spacing")
    return f"{figure(spacing.column_mm)} \u00d7 {figure(spacing.row_mm)} mm"


CORNER_FIELDS: tuple[CornerField, ...] = (
    CornerField("patient_name", "Patient name", True, lambda s: person_name(s.frame.identity.patient_name)),
    CornerField("patient_id", "Patient ID", True, lambda s: _labelled(_tr("ID"), s.frame.identity.patient_id)),
    CornerField("birth_date", "Date of birth", True, _born),
    CornerField("sex", "Sex", True, lambda s: _labelled(_tr("Sex"), s.frame.identity.sex)),
    CornerField("institution", "Institution", True, lambda s: s.frame.identity.institution),
    CornerField("study_description", "Study description", True, lambda s: s.frame.identity.study_description),
    CornerField("study_time", "Study date and time", True, _when),
    CornerField(
        "accession_number",
        "Accession number",
        True,
        lambda s: _labelled(_tr("Acc."), s.frame.identity.accession_number),
    ),
    CornerField(
        "series_number", "Series number", True, lambda s: _labelled(_tr("Series"), s.frame.identity.series_number)
    ),
    CornerField("series_description", "Series description", True, lambda s: s.frame.identity.series_description),
    CornerField(
        "instance_number", "Image number", True, lambda s: _labelled(_tr("Image"), s.frame.identity.instance_number)
    ),
    CornerField("frame_number", "Frame number", False, _frame_number),
    CornerField("projection", "Body part and view", False, _projection),
    CornerField(
        "laterality", "Laterality", False, lambda s: _labelled(_tr("Laterality"), s.frame.acquisition.laterality)
    ),
    CornerField("modality", "Modality", False, lambda s: s.frame.acquisition.modality),
    CornerField("manufacturer", "Manufacturer", False, lambda s: s.frame.acquisition.manufacturer),
    CornerField("size", "Size and depth", False, _size),
    CornerField("spacing", "Pixel spacing", False, _spacing),
    CornerField("decoder", "Decoder", False, lambda s: s.frame.decoder),
    CornerField("window", "Window", False, lambda s: view_text(s.view, s.frame)),
    CornerField("zoom", "Zoom", False, lambda s: _tr("Zoom {0} %").format(number_text(s.zoom * 100, ".0f"))),
)
"""Every line that a corner may hold."""

_FIELDS = {field.key: field for field in CORNER_FIELDS}


def corner_texts(
    frame: Frame,
    view: View,
    index: int,
    zoom: float,
    *,
    hidden: bool,
    orientation: Orientation = AS_STORED,
    choice: CornerChoice = USUAL_CORNERS,
) -> Corners:
    """Say who, where and when, how the image is shown, and what it is.

    That patient data is hidden, and that the image is turned or mirrored, is said whatever the choice.

    Parameters
    ----------
    zoom : float
        Screen pixels per image pixel.
    hidden : bool
        Leave out everything that could tell whose image it is: names, numbers, dates, places, free text.
    """
    shown = Shown(frame, view, index, zoom, orientation)
    top_left, top_right, bottom_left, bottom_right = (
        _lines(keys, shown, hidden)
        for keys in (choice.top_left, choice.top_right, choice.bottom_left, choice.bottom_right)
    )
    return Corners(
        top_left=(_tr("Patient data hidden"), *top_left) if hidden else top_left,
        top_right=top_right,
        bottom_left=(*bottom_left, *_present((orientation_text(orientation),))),
        bottom_right=bottom_right,
    )


def _lines(keys: tuple[str, ...], shown: Shown, hidden: bool) -> tuple[str, ...]:
    fields = (_FIELDS[key] for key in keys if key in _FIELDS)
    return _present(tuple(field.text(shown) for field in fields if not (hidden and field.identifying)))


def orientation_text(orientation: Orientation) -> str:
    """Say how the image is turned and mirrored; empty as stored."""
    turned = _tr("turned {0}\u00b0").format(90 * orientation.turns) if orientation.turns else ""
    if orientation.mirrored:
        return ", ".join(part for part in (_tr("Mirrored"), turned) if part)
    return turned[:1].upper() + turned[1:]


def view_text(view: View, frame: Frame) -> str:
    """Say through which window the image is seen; a colour image is seen through none."""
    if frame.color is not None:
        return ""
    if isinstance(view.voi, LookupTable):
        text = f"VOI LUT {view.voi.explanation}".rstrip()
    else:
        window = view.voi or full_range(frame)
        text = f"W {figure(window.width)}  L {figure(window.center)}"
        if window.function is not VoiFunction.LINEAR:
            text += f"  {window.function.value}"
        if view.voi is None:
            text += "  " + _tr("full range")
    return f"{text}  {_tr('inverted')}" if view.inverted else text


@dataclass(frozen=True, slots=True)
class Badge:
    """What a reader must know before trusting the picture.

    Attributes
    ----------
    grave : bool
        It speaks against reading the picture at all.
    lasting : bool
        It is on every picture that is made of the image, with or without texts.
    """

    text: str
    grave: bool = False
    lasting: bool = False


def badges(frame: Frame, *, hidden: bool = False) -> tuple[Badge, ...]:
    """Name what a reader must know before trusting the picture, the gravest first.

    Parameters
    ----------
    hidden : bool
        Patient data is hidden; that of the pixels cannot be.
    """
    found = []
    if frame.damaged:
        found.append(Badge(f"{_tr('DAMAGED')}: {frame.damaged}", grave=True, lasting=True))
    if hidden and may_be_in_pixels(frame):
        found.append(Badge(_burned_in(frame), lasting=True))
    if frame.acquisition.presentation_intent == "FOR PROCESSING":
        found.append(Badge(_tr("FOR PROCESSING: not meant for reading"), lasting=True))
    if contradiction := polarity_note(frame):
        found.append(Badge(contradiction, lasting=True))
    if frame.color is not None:
        found.append(Badge(_tr("Colour image: no grey window, not for networks")))
    if frame.acquisition.lossy:
        found.append(Badge(_tr("Lossy compressed"), lasting=True))
    return tuple(found)


def _burned_in(frame: Frame) -> str:
    if frame.burned_in == "YES":
        return _tr("The pixels may show patient data: Burned In Annotation YES")
    return _tr("The pixels may show patient data: images of this kind often do, and the file does not tell")


def notes(frame: Frame) -> tuple[str, ...]:
    """Tell what else is odd about a file."""
    said = dict.fromkeys((*((_tr("Picture, not DICOM"),) if frame.picture else ()), *frame.notes))
    return tuple(map(in_language, said))


def _present(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)
