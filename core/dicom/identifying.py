"""Which attributes may tell whose image it is, for hiding their values on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.dicom.tags import TagRow

_HARMLESS_VRS = frozenset(("AT", "CS", "DS", "FD", "FL", "IS", "SL", "SQ", "SS", "SV", "UL", "US", "UV"))
"""Numbers and words from a list. All else is free text, a name, a date, an age, an address, a UID or bytes."""

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
        "PatientBodyMassIndex",
        "PatientSex",
        "PatientSexNeutered",
        "PatientSize",
        "PatientWeight",
        "PregnancyStatus",
        "ReferencedFileID",
        "SeriesNumber",
        "SmokingStatus",
        "TypeOfPatientID",
    )
)
"""Numbers and words from a list that still say something of a person, or of a place in what was done to them."""


def is_identifying(row: TagRow) -> bool:
    """Tell whether the value of an attribute may say whose image it is.

    More is hidden than the standard asks for: what is not known to be harmless is taken to be telling. So are all
    private attributes, and every UID that is not one of the standard's own.

    References
    ----------
    DICOM PS3.15 Table E.1-1, Application Level Confidentiality Profile Attributes (Basic Profile).
    """
    if row.tag is None or not row.value:
        return False
    if row.is_private or row.keyword in _TELLING:
        return True
    if row.vr == "UI":
        return not row.meaning
    return row.vr not in _HARMLESS_VRS and row.keyword not in _HARMLESS and not _is_length(row)


def _is_length(row: TagRow) -> bool:
    """Tell whether the value only says how many bytes there are: of pixels, of tables."""
    return row.vr in ("OB", "OD", "OF", "OL", "OV", "OW") and "(" not in row.value
