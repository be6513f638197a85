"""The image library of a report: which image it is about, and as much of it as a reader needs to tell it apart.

References
----------
DICOM PS3.16 TID 1600 (Image Library), TID 1602 and 1603 (descriptors of an image and of a projection radiograph).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from core.dicom.frame import Frame

_MODALITIES = {
    "CR": codes.DCM.ComputedRadiography,
    "DX": codes.DCM.DigitalRadiography,
    "OT": Code("OT", "DCM", "Other Modality"),
}
_PIXELS = Code("{pixels}", "UCUM", "Pixels")
_SOURCE = Code("260753009", "SCT", "Source")


def image_library(image: Dataset, frame: Frame) -> Any:
    """Make the container for one image.

    Parameters
    ----------
    image : Dataset
        Its SOP Class UID, SOP Instance UID and Modality.
    """
    import highdicom as hd

    entry = hd.sr.ImageContentItem(
        name=_SOURCE,
        referenced_sop_class_uid=image.SOPClassUID,
        referenced_sop_instance_uid=image.SOPInstanceUID,
        relationship_type=hd.sr.RelationshipTypeValues.CONTAINS,
    )
    entry.ContentSequence = hd.sr.ContentSequence(_descriptors(image, frame))
    return _container(codes.DCM.ImageLibrary, _container(codes.DCM.ImageLibraryGroup, entry))


def _descriptors(image: Dataset, frame: Frame) -> list[Any]:
    import highdicom as hd

    relation = hd.sr.RelationshipTypeValues.HAS_ACQ_CONTEXT
    modality = _MODALITIES.get(image.Modality, _MODALITIES["OT"])
    items: list[Any] = [hd.sr.CodeContentItem(codes.DCM.Modality, modality, relation)]
    sizes = ((codes.DCM.PixelDataRows, frame.rows), (codes.DCM.PixelDataColumns, frame.columns))
    items += [hd.sr.NumContentItem(name, size, _PIXELS, relationship_type=relation) for name, size in sizes]
    if len(frame.patient_orientation) == 2 and all(frame.patient_orientation):
        names = codes.DCM.PatientOrientationRow, codes.DCM.PatientOrientationColumn
        pairs = zip(names, frame.patient_orientation, strict=True)
        items += [hd.sr.TextContentItem(name, side, relation) for name, side in pairs]
    return items


def _container(name: Code, content: Any) -> Any:
    import highdicom as hd

    made = hd.sr.ContainerContentItem(name=name, relationship_type=hd.sr.RelationshipTypeValues.CONTAINS)
    made.ContentSequence = hd.sr.ContentSequence([content])
    return made
