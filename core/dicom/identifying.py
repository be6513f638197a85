"""Which attributes, and which pixels, may tell whose image it is, for hiding values and for warning on screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pydicom.datadict import dictionary_VR

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.dicom.tags import TagRow

_HARMLESS_VRS = frozenset(("AT", "CS", "DS", "FD", "FL", "IS", "SL", "SQ", "SS", "SV", "UL", "US", "UV"))
"""Numbers and words from a list. All else is free text, a name, a date, an age, an address, a UID or bytes."""

CODE_LETTERS = "A-Za-z0-9 _./+*()&-"
"""What code words are made of, those of careless makers too, for a regular expression; a name's ``^`` is not."""

_SHAPES = {
    **dict.fromkeys(("DS", "IS"), re.compile(r"[-+0-9.eE\\ ]*(\u2026.*)?")),
    "CS": re.compile(rf"[{CODE_LETTERS}\\]*(\u2026.*)?"),
}
"""Of harmless text, its parts parted by backslashes, clipped where it is long: a name in its place is not harmless."""

_HARMLESS = frozenset(
    (
        "CodingSchemeDesignator",
        "CodingSchemeVersion",
        "LUTExplanation",
        "Manufacturer",
        "ManufacturerModelName",
        "ModalityLUTType",
        "SoftwareVersions",
        "WindowCenterWidthExplanation",
    )
)
"""Text that describes the apparatus, or names a coding scheme; its codes may stand for persons."""

_TELLING = frozenset(
    (
        "AcquisitionNumber",
        "FileSetID",
        "InstanceNumber",
        "InstanceOriginStatus",
        "LensSpecification",
        "ModifyingDeviceID",
        "PatientBodyMassIndex",
        "PatientSex",
        "PatientSexNeutered",
        "PatientSize",
        "PatientWeight",
        "PregnancyStatus",
        "ReasonForTheAttributeModification",
        "ReferencedFileID",
        "SeriesNumber",
        "SmokingStatus",
        "TypeOfPatientID",
    )
)
"""Numbers and words from a list that still say something of a person, or of a place in what was done to them."""

_PLACE = "GPS"
"""What the keywords of where a camera was begin with."""


_OFTEN_BURNED_IN = ("1.2.840.10008.5.1.4.1.1.7.", "1.2.840.10008.5.1.4.1.1.6.", "1.2.840.10008.5.1.4.1.1.3.")
"""Secondary Capture, ultrasound, ultrasound multi-frame: what their storage classes begin with."""


def may_be_in_pixels(frame: Frame) -> bool:
    """Tell whether the pixels of an image may show who the patient is.

    The file says so; or it does not tell, and is of a kind whose pixels often do: Secondary Capture (scanned film,
    screenshots), ultrasound, and pictures that are no DICOM images.

    References
    ----------
    DICOM PS3.3 C.7.6.1.1.7, Burned In Annotation: when absent, the pixels may or may not hold such text.
    """
    if frame.burned_in:
        return frame.burned_in == "YES"
    made = frame.acquisition
    captured = f"{made.sop_class_uid}.".startswith(_OFTEN_BURNED_IN)
    return frame.picture or captured or made.modality.upper() in ("US", "SC")


def is_identifying(row: TagRow) -> bool:
    """Tell whether the value of an attribute may say whose image it is.

    More is hidden than the standard asks for: what is not known to be harmless is taken to be telling. So are all
    private attributes, and every UID that is not one of the standard's own.

    References
    ----------
    DICOM PS3.15 Table E.1-1, Application Level Confidentiality Profile Attributes (Basic Profile).
    """
    if not row.value or (row.tag is None and not row.vr):
        return False
    if row.is_private or row.keyword in _TELLING or row.keyword.startswith(_PLACE):
        return True
    if row.vr == "UI":
        return not row.meaning
    return not _is_harmless_kind(row) and row.keyword not in _HARMLESS and not _is_length(row)


def _is_harmless_kind(row: TagRow) -> bool:
    """Tell whether the value is a number or a word from a list, and is to be one: a file may say any VR of a name."""
    shape = _SHAPES.get(row.vr)
    fits = row.vr in _HARMLESS_VRS and (shape is None or shape.fullmatch(row.value) is not None)
    return fits and any(vr in _HARMLESS_VRS for vr in _expected_vrs(row))


def _expected_vrs(row: TagRow) -> list[str]:
    """Give the VRs that the standard has for an attribute; of one that it does not know, what the file says."""
    try:
        return [row.vr] if row.tag is None else dictionary_VR(row.tag).split(" or ")
    except KeyError:
        return [row.vr]


def _is_length(row: TagRow) -> bool:
    """Tell whether the value only says how many bytes there are: of pixels, of tables."""
    return row.vr in ("OB", "OD", "OF", "OL", "OV", "OW") and "(" not in row.value
