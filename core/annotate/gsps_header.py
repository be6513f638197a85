"""What a presentation state takes from the image's own header: patient, study, shutter, the use of overlays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from core.annotate.gsps_graphics import LAYER
from core.dicom.attributes import tag, text

if TYPE_CHECKING:
    from core.dicom.frame import Frame

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
_SHUTTER = {
    "ShutterShape": "CS",
    "ShutterLeftVerticalEdge": "IS",
    "ShutterRightVerticalEdge": "IS",
    "ShutterUpperHorizontalEdge": "IS",
    "ShutterLowerHorizontalEdge": "IS",
    "CenterOfCircularShutter": "IS",
    "RadiusOfCircularShutter": "IS",
    "VerticesOfThePolygonalShutter": "IS",
}
_OVERLAY_ROWS = tuple(0x60000010 + (group << 17) for group in range(16))
HEADER_TAGS = (*map(tag, (*_COPIED, *_SHUTTER)), *_OVERLAY_ROWS)
"""What :func:`copy_header` reads."""


def copy_header(header: Dataset, state: Dataset, frame: Frame) -> None:
    """Copy patient, study, shutter and the use of overlays as they stand in the image, even where they are odd."""
    for keyword, vr in _COPIED.items():
        _put(state, keyword, vr, text(header, keyword))
    if frame.shutter is not None:
        for keyword, vr in _SHUTTER.items():
            _put(state, keyword, vr, text(header, keyword, 1 << 16))
        state.ShutterPresentationValue = round(frame.shutter.grey * 65535)  # P-Values (PS3.3 C.11.12)
    for number in _OVERLAY_ROWS:
        if number in header and frame.overlays:
            state.add(DataElement((number & 0xFFFF0000) | 0x1001, "CS", LAYER))  # Overlay Activation Layer


def _put(state: Dataset, keyword: str, vr: str, value: str) -> None:
    """Add an attribute that has a value, or has to be there without one; text where a number should be is left out."""
    if not value and keyword not in EMPTY_TOO:
        return
    try:
        element = DataElement(tag(keyword), vr, value)
    except (ValueError, TypeError):  # a weight of "70,5"
        return
    state.add(element)
