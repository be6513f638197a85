"""What an object that is added to a study takes from the image that it is about."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from pydicom.dataset import Dataset
from pydicom.uid import UID

from core.dicom.attributes import tag, text
from core.dicom.container import opened
from core.dicom.subject import EMPTY_TOO, SUBJECT_TAGS
from core.errors import Cxr12Error, RefusedError

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.prediction import Prediction

_NEEDED = ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "SpecificCharacterSet")
_USED = (
    "BurnedInAnnotation",
    "InstanceNumber",
    "LossyImageCompressionMethod",
    "LossyImageCompressionRatio",
    "Modality",
    "TimezoneOffsetFromUTC",
)

# highdicom warns of names it finds unlikely, and quotes them: patient data must reach no log.
logging.getLogger("highdicom").propagate = False


def header_of(frame: Frame, prediction: Prediction) -> Dataset:
    """Read from the image's file what goes into an object about it.

    Raises
    ------
    Cxr12Error
        If the answer is about another image, or the image is a picture, lacks an identifier, or its file is gone or
        another by now.
    """
    if frame.picture:
        raise Cxr12Error(
            "a DICOM result belongs to the study of a DICOM image, found a picture that is not DICOM: "
            "save the result as a table or a report instead"
        )
    if prediction.instance_uid != frame.identity.instance_uid or prediction.pixel_sha256 != frame.pixel_sha256():
        raise Cxr12Error("the answer is about another image than this one; classify this image again")
    try:
        with opened(frame.path, [*SUBJECT_TAGS, *map(tag, (*_NEEDED, *_USED))]) as container:
            header: Dataset = container.dataset
            found = {keyword: text(header, keyword, 64) for keyword in _NEEDED}
    except RefusedError as error:
        raise Cxr12Error(f"a DICOM result needs the image's file, which is refused: {error}") from None
    if found["SOPInstanceUID"] != frame.identity.instance_uid:
        raise Cxr12Error(f"{frame.path.name}: the file holds another image by now; open it again")
    for keyword in ("SOPInstanceUID", "SOPClassUID", "SeriesInstanceUID", "StudyInstanceUID"):
        if not found[keyword] or not UID(found[keyword]).is_valid:
            raise Cxr12Error(
                f"{frame.path.name}: a DICOM result has to name its image, but {keyword} is missing or not valid"
            )
    return header


def evidence_of(header: Dataset, frame: Frame) -> Dataset:
    """Make the stand-in for the image that highdicom takes; what a broken value could upset is copied later."""
    image = Dataset()
    for keyword in ("SOPClassUID", "SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        setattr(image, keyword, text(header, keyword, 64))
    for keyword in EMPTY_TOO:
        setattr(image, keyword, "")
    image.Modality = text(header, "Modality", 16) or "OT"
    image.Rows, image.Columns = frame.rows, frame.columns
    if frame.frames > 1:
        image.NumberOfFrames = frame.frames
    return image


def number_of(header: Dataset) -> int:
    """Give the Instance Number of the image for the object about it; 1 where there is no usable one."""
    said = text(header, "InstanceNumber", 16)
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 10 else 1
