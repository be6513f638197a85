"""The header of one image, without the patient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydicom.datadict import dictionary_has_tag, dictionary_VR
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.uid import UID

import core
from core.dicom.attributes import tag, text
from core.dicom.container import PARSER_ERRORS, quiet
from core.errors import Cxr12Error
from core.export.deidentify.profile import EDITION, Action, actions
from core.export.deidentify.values import Substitutes, dummy, is_plausible

_DEEPEST = 32
_LENGTH_TO_END = 0x00080001
_FREE_TEXT = frozenset(("LT", "PN", "ST", "UR", "UT"))
_TIMES = frozenset(("DA", "DT", "TM"))
_CHECKED = frozenset(("AE", "CS", "DS", "IS"))
_WORDS = frozenset(("AE", "CS", "DS", "IS", "LO", "SH", "UC"))
_NUMBERS = frozenset(("AT", "FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"))
_BYTES = frozenset(("OB", "OD", "OF", "OL", "OV", "OW", "UN"))
_NEVER_MOVED = frozenset(
    map(
        tag,
        (
            "PatientBirthDate",
            "PatientBirthDateInAlternativeCalendar",
            "PatientBirthTime",
            "PatientDeathDateInAlternativeCalendar",
        ),
    )
)
_PATIENT = frozenset((tag("PatientName"), tag("PatientID")))
_BASIC = ("113100", "Basic Application Confidentiality Profile")
_MODIFIED_DATES = ("113107", "Retain Longitudinal Temporal Information Modified Dates Option")


class ScrubError(Cxr12Error):
    """A header that cannot be cleaned; the message is a clause without the file's name and without patient data."""


class Scrubber:
    """Cleans the headers of one export, all with the same substitutes.

    Beyond the profile it also removes what no rule speaks of but may still name someone: every private attribute and
    every one that the standard's dictionary does not know, curves and overlays, free texts, names, dates and ages
    that are not in the table, and values that are not what their VR says. A UID stays only where it is one of the
    standard's own.

    Parameters
    ----------
    substitutes : Substitutes
        Of this export.
    move_dates : bool
        Dates are moved, by the same number of days for all images of a patient, not removed.
    """

    def __init__(self, substitutes: Substitutes, *, move_dates: bool = False) -> None:
        self._substitutes = substitutes
        self._move_dates = move_dates
        self._rules: Mapping[int, Action] = {}
        self._patient = ""

    def scrub(self, dataset: Dataset) -> None:
        """Clean a header in place.

        Raises
        ------
        ScrubError
            If a sequence cannot be parsed, or a value that has to be looked at is too long to be read.
        """
        self._rules = actions(text(dataset, "SOPClassUID", 64))
        self._patient = _key_of(dataset)
        with quiet():
            self._clean(dataset, 0, to_dummies=False)
            self._say_so(dataset)

    def _clean(self, dataset: Dataset, depth: int, *, to_dummies: bool) -> None:
        if depth > _DEEPEST:
            raise ScrubError(f"its sequences are nested more than {_DEEPEST} deep")
        for number in [int(one) for one in dataset.keys()]:  # noqa: SIM118  a Dataset iterates over elements
            if _is_unknown(number):
                del dataset[number]
                continue
            vr = _vr(dataset, number)
            action = self._action(number, vr)
            if to_dummies and vr != "SQ" and action in (None, Action.CLEAN):
                action = Action.DUMMY
            self._apply(dataset, number, vr, action, depth)

    def _action(self, number: int, vr: str) -> Action | None:
        """Give what is done about an attribute; None: it is kept as it is."""
        action = self._rules.get(number)
        if action is None and (vr in _FREE_TEXT or vr in _TIMES or vr == "AS"):
            return Action.REMOVE
        if action is None and vr == "UI":
            return Action.NEW_UID
        return Action.CLEAN if action is None and vr == "SQ" else action

    def _apply(self, dataset: Dataset, number: int, vr: str, action: Action | None, depth: int) -> None:
        if action in (Action.REMOVE, Action.EMPTY, Action.DUMMY) and self._is_moved(number, vr):
            self._put(dataset, number, vr, self._substitutes.moved(vr, _value(dataset, number), self._patient))
        elif number in _PATIENT and action is not Action.REMOVE:
            pseudonym = self._substitutes.patient(self._patient)
            self._put(dataset, number, vr, f"ANON^{pseudonym}" if vr == "PN" else f"ANON-{pseudonym}")
        elif action is Action.REMOVE:
            del dataset[number]
        elif action is Action.EMPTY:
            self._put(dataset, number, vr, [] if vr == "SQ" else None)
        elif vr == "SQ":
            for item in _items(dataset, number):
                self._clean(item, depth + 1, to_dummies=action is Action.DUMMY)
        elif vr == "UI":
            self._put(dataset, number, vr, self._new_uids(_value(dataset, number)))
        elif action is not None:
            self._put(dataset, number, vr, dummy(vr))
        elif not _is_what_it_says(dataset, number, vr):
            self._put(dataset, number, vr, None)

    def _is_moved(self, number: int, vr: str) -> bool:
        return self._move_dates and vr in _TIMES and number in self._rules and number not in _NEVER_MOVED

    def _new_uids(self, value: str) -> str:
        old = (one.strip(" \0") for one in value.split("\\"))
        return "\\".join(one if UID(one).name != one else self._substitutes.uid(one) for one in old if one)

    def _put(self, dataset: Dataset, number: int, vr: str, value: Any) -> None:
        dataset[number] = DataElement(number, vr, value)

    def _say_so(self, dataset: Dataset) -> None:
        """Record what was done (PS3.15 E.1.1, step 9; PS3.3 C.7.1.1 and C.12.1.1)."""
        profiles = (_BASIC, _MODIFIED_DATES) if self._move_dates else (_BASIC,)
        dataset.PatientIdentityRemoved = "YES"
        dataset.DeidentificationMethod = [f"CXR-12 {core.__version__}", f"PS3.15 {EDITION} Basic Profile"]
        dataset.DeidentificationMethodCodeSequence = [_coded(*profile) for profile in profiles]
        dataset.LongitudinalTemporalInformationModified = "MODIFIED" if self._move_dates else "REMOVED"


def _key_of(dataset: Dataset) -> str:
    """Tell patients apart: by their number and who gave it; of an image without one, by its study."""
    number = text(dataset, "PatientID", 1024)
    if number:
        return f"{number}\0{text(dataset, 'IssuerOfPatientID', 1024)}"
    return f"\0{text(dataset, 'StudyInstanceUID', 64) or text(dataset, 'SOPInstanceUID', 64)}"


def _is_unknown(number: int) -> bool:
    """Tell whether an attribute is private, a length, a curve, an overlay, or not in the standard."""
    group = number >> 16
    if group % 2 or number & 0xFFFF == 0 or number == _LENGTH_TO_END or group >> 8 in (0x50, 0x60):
        return True
    return not dictionary_has_tag(number)


def _vr(dataset: Dataset, number: int) -> str:
    """Give the VR of an attribute: that of the dictionary where the file says none, or UN."""
    element: DataElement | RawDataElement = dataset._dict[number]  # type: ignore[index]
    said = element.VR
    return str(said) if said and said != "UN" else dictionary_VR(number)


def _is_what_it_says(dataset: Dataset, number: int, vr: str) -> bool:
    """Tell whether a value that is kept is what the standard has in its place: a number is no word."""
    expected = dictionary_VR(number)
    if vr != expected and _sort_of(vr) not in map(_sort_of, expected.split(" or ")):
        return False
    return expected not in _CHECKED or is_plausible(expected, _value(dataset, number))


def _sort_of(vr: str) -> str:
    """Tell words, numbers and bytes apart: text behind another VR would pass unseen."""
    if vr in _NUMBERS:
        return "number"
    if vr in _BYTES:
        return "bytes"
    return "word" if vr in _WORDS else vr


def _value(dataset: Dataset, number: int) -> str:
    """Give a value as text, its parts parted by backslashes; bytes as Latin-1, for only their shape counts."""
    element: DataElement | RawDataElement = dataset._dict[number]  # type: ignore[index]
    value = element.value
    if isinstance(element, RawDataElement) and value is None and element.length:
        raise ScrubError("one of its attributes is too long to be looked at")
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, str | UID) or value is None:
        return str(value or "")
    return "\\".join(str(one) for one in value) if hasattr(value, "__iter__") else str(value)


def _items(dataset: Dataset, number: int) -> list[Dataset]:
    _value_is_there(dataset, number)
    try:
        found = dataset[number].value
        return list(found) if found else []
    except PARSER_ERRORS:
        raise ScrubError("one of its sequences cannot be parsed") from None


def _value_is_there(dataset: Dataset, number: int) -> None:
    element = dataset._dict[number]  # type: ignore[index]
    if isinstance(element, RawDataElement) and element.value is None and element.length:
        raise ScrubError("one of its sequences is too long to be looked at")


def _coded(value: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", meaning
    return item
