"""What the Basic Profile does with each attribute, by what kind of image it stands in.

The rows of Table E.1-1 come from the package dicom-anonymizer, its table alone: nothing of it touches an image. Where
a row leaves a choice ("remove, unless the attribute is required"), the choice is made here, by the type that the
attribute has in the image's kind.

References
----------
DICOM PS3.15 (2026c) annex E, Table E.1-1 and E.1.1 (the action codes); PS3.3 A.2, A.8, A.14, A.16, A.26 and
C.7 (types).
"""

from __future__ import annotations

import enum
import functools
import importlib
from collections.abc import Mapping

from core.dicom.attributes import tag

EDITION = "2026c"


class Action(enum.Enum):
    """What becomes of an attribute that is there; one that is not there is never added."""

    REMOVE = "X"
    EMPTY = "Z"
    DUMMY = "D"
    NEW_UID = "U"
    CLEAN = "C"
    """A sequence stays, and what is in it is treated by the same rules."""


_RADIOGRAPHS = (
    "1.2.840.10008.5.1.4.1.1.1",  # CR; DX, mammography and intra-oral below it
    "1.2.840.10008.5.1.4.1.1.7",  # Secondary Capture, multi-frame below it
    "1.2.840.10008.5.1.4.1.1.12.1",  # XA
    "1.2.840.10008.5.1.4.1.1.12.2",  # RF
)
_TYPE_2 = frozenset(
    map(
        tag,
        (
            "AcquisitionContextSequence",
            "ContentDate",
            "ContentTime",
            "ContrastBolusAgent",
            "PatientID",
            "PatientSexNeutered",
        ),
    )
)
"""In these kinds, attributes among those with a choice that may be empty but not absent; the others may be absent."""
_TYPE_2_ELSEWHERE = frozenset(
    map(tag, ("AcquisitionDate", "AcquisitionTime", "BarcodeValue", "LabelText", "ReviewerName"))
)
"""The same for the other kinds; these come on top."""

_CODES = {
    "D_TAGS": "D",
    "Z_TAGS": "Z",
    "X_TAGS": "X",
    "U_TAGS": "U",
    "Z_D_TAGS": "Z/D",
    "X_Z_TAGS": "X/Z",
    "X_D_TAGS": "X/D",
    "X_Z_D_TAGS": "X/Z/D",
    "X_Z_U_STAR_TAGS": "X/Z/U*",
}


def actions(sop_class: str) -> Mapping[int, Action]:
    """Give the action for each attribute of the table, by tag number, in images of one SOP Class.

    Of radiographs and secondary captures the types are known here: an optional attribute is removed. Of all other
    images the action is taken that fits every type that the attribute has in any of them.
    """
    return _actions(is_radiograph(sop_class))


def is_radiograph(sop_class: str) -> bool:
    """Tell whether images of this SOP Class are projection radiographs or secondary captures."""
    return any(sop_class == one or sop_class.startswith(f"{one}.") for one in _RADIOGRAPHS)


@functools.cache
def _actions(radiograph: bool) -> Mapping[int, Action]:
    chosen = {}
    for number, code in _table().items():
        chosen[number] = _chosen(number, code, radiograph)
    return chosen


def _chosen(number: int, code: str, radiograph: bool) -> Action:
    letters = code.split("/")
    if len(letters) == 1:
        return Action(code)
    if radiograph:
        return Action.EMPTY if number in _TYPE_2 else Action(letters[0])
    if code == "X/Z/U*":
        return Action.CLEAN
    if code == "X/Z":
        return Action.EMPTY if number in _TYPE_2 | _TYPE_2_ELSEWHERE else Action.REMOVE
    return Action.DUMMY


@functools.cache
def _table() -> Mapping[int, str]:
    """Give the action code of each attribute; repeating groups, which are always removed, are left out."""
    module = importlib.import_module(f"dicomanonymizer.dicom_anonymization_databases.dicomfields_{EDITION}")
    table = {}
    for name, code in _CODES.items():
        table.update({pair[0] << 16 | pair[1]: code for pair in getattr(module, name) if len(pair) == 2})
    return table
