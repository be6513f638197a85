"""Whose image it is, copied from its header into another object of the same study, odd as it may be."""

from __future__ import annotations

import re

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from core.dicom.attributes import tag, text

# Patient and General Study Module, as far as they are plain text, number or date (PS3.3 C.7.1.1, C.7.2.1, C.7.2.2).
_COPIED = {
    "PatientName": "PN",
    "PatientID": "LO",
    "IssuerOfPatientID": "LO",
    "PatientBirthDate": "DA",
    "PatientBirthTime": "TM",
    "PatientSex": "CS",
    "PatientIdentityRemoved": "CS",
    "DeidentificationMethod": "LO",
    "PatientAge": "AS",
    "PatientSize": "DS",
    "PatientWeight": "DS",
    "StudyInstanceUID": "UI",
    "StudyDate": "DA",
    "StudyTime": "TM",
    "StudyID": "SH",
    "StudyDescription": "LO",
    "AccessionNumber": "SH",
    "ReferringPhysicianName": "PN",
}
EMPTY_TOO = frozenset(  # type 2: written even when empty
    ("PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID")
) | frozenset(("AccessionNumber", "ReferringPhysicianName"))
SUBJECT_TAGS = tuple(map(tag, _COPIED))
"""What :func:`copy_subject` reads."""

_SHAPES = {  # PS3.5 6.2
    "AS": re.compile(r"\d{3}[DWMY]"),
    "CS": re.compile(r"[A-Z0-9 _]{1,16}(\\[A-Z0-9 _]{1,16})*"),
    "DA": re.compile(r"\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"),
    "TM": re.compile(r"([01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?"),
}


def copy_subject(header: Dataset, target: Dataset) -> None:
    """Copy patient and study as they stand in the image, even where they are odd: two objects of one patient agree.

    A date, time, age or code word that is none is taken as unknown.
    """
    for keyword, vr in _COPIED.items():
        value = text(header, keyword)
        shape = _SHAPES.get(vr)
        put(target, keyword, vr, "" if shape is not None and not shape.fullmatch(value) else value)


def put(target: Dataset, keyword: str, vr: str, value: str) -> None:
    """Add an attribute that has a value, or has to be there without one; text where a number should be is left out."""
    if not value and keyword not in EMPTY_TOO:
        return
    try:
        element = DataElement(tag(keyword), vr, value)
    except (ValueError, TypeError):  # a weight of "70,5"
        return
    target.add(element)
