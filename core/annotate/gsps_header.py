"""What a presentation state takes from the image's own header: patient, study, shutter, the use of overlays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from core.annotate.gsps_graphics import LAYER
from core.dicom.attributes import tag, text
from core.dicom.subject import EMPTY_TOO, SUBJECT_TAGS, copy_subject, put

__all__ = ["EMPTY_TOO", "HEADER_TAGS", "copy_header"]

if TYPE_CHECKING:
    from core.dicom.frame import Frame

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
HEADER_TAGS = (*SUBJECT_TAGS, *map(tag, _SHUTTER), *_OVERLAY_ROWS)
"""What :func:`copy_header` reads."""


def copy_header(header: Dataset, state: Dataset, frame: Frame) -> None:
    """Copy patient, study, shutter and the use of overlays as they stand in the image, even where they are odd."""
    copy_subject(header, state)
    if frame.shutter is not None:
        for keyword, vr in _SHUTTER.items():
            put(state, keyword, vr, text(header, keyword, 1 << 16))
        state.ShutterPresentationValue = round(frame.shutter.grey * 65535)  # P-Values (PS3.3 C.11.12)
    for number in _OVERLAY_ROWS:
        if number in header and frame.overlays:
            state.add(DataElement((number & 0xFFFF0000) | 0x1001, "CS", LAYER))  # Overlay Activation Layer
