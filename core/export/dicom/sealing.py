"""The last steps for an object that goes into the study of its image: whose it is, when it was made, its names."""

from __future__ import annotations

import datetime
import hashlib
import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from pydicom.uid import UID

import core
from core.dicom.attributes import tag, text
from core.dicom.container import opened, quiet
from core.dicom.subject import copy_subject
from core.errors import Cxr12Error, RefusedError
from core.export.dicom.uids import IMPLEMENTATION_UID, derived_uid
from core.export.provenance import preprocessing_id
from core.whole_file import write_whole

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from core.prediction import Prediction

MAKER = "CXR-12"
PLACEHOLDER_UID = "2.25.0"
"""Stands where :func:`sealed` puts a real one."""

_OFFSET = re.compile(r"([+-])(\d\d)([0-5]\d)")


def moment_of(prediction: Prediction, header: Dataset) -> datetime.datetime:
    """Give the time of an answer on the clock by which the times of its study are told; the local one if unknown."""
    made = datetime.datetime.fromisoformat(prediction.created)
    offset = _OFFSET.fullmatch(text(header, "TimezoneOffsetFromUTC", 16))
    if offset is None:
        return made.astimezone()
    minutes = int(offset[2]) * 60 + int(offset[3])
    signed = datetime.timedelta(minutes=-minutes if offset[1] == "-" else minutes)
    return made.astimezone(datetime.timezone(signed)) if abs(signed) < datetime.timedelta(days=1) else made.astimezone()


def sealed(kind: str, dataset: Dataset, header: Dataset, prediction: Prediction) -> bytes:
    """Finish an object made by highdicom and give it as a whole DICOM file.

    Its times are those of the answer, not of the writing; then its SOP Instance UID follows from the image, the model,
    the preprocess spec and the SHA-256 of everything else in it. Its series is that of the model in this study.
    """
    moment = moment_of(prediction, header)
    for what in ("InstanceCreation", "Content"):
        if f"{what}Date" in dataset:
            setattr(dataset, f"{what}Date", moment.strftime("%Y%m%d"))
            setattr(dataset, f"{what}Time", moment.strftime("%H%M%S.%f"))
    for equipment in dataset.get("ContributingEquipmentSequence", ()):
        equipment.ContributionDateTime = moment.strftime("%Y%m%d%H%M%S.%f")
    if zone := text(header, "TimezoneOffsetFromUTC", 16):
        dataset.TimezoneOffsetFromUTC = zone if _OFFSET.fullmatch(zone) else None
    copy_subject(header, dataset)
    study, image = (text(header, keyword, 64) for keyword in ("StudyInstanceUID", "SOPInstanceUID"))
    own = (prediction.model_sha256, preprocessing_id(prediction.spec))
    dataset.SeriesInstanceUID = derived_uid("series", kind, study, core.__version__, *own)
    content = hashlib.sha256(_encoded(dataset)).hexdigest()
    _name(dataset, derived_uid("instance", kind, image, *own, content))
    return _encoded(dataset)


def write_result(path: Path, content: bytes, sop_class: str, *, source: Path) -> None:
    """Write an object to ``path``, whole or not at all; only an earlier object of the same class is replaced.

    Raises
    ------
    Cxr12Error
        If something else has that name, the source among them, or it cannot be written.
    """
    path = Path(path)
    if os.path.lexists(path) and (path.absolute() == source.absolute() or _class_of(path) != sop_class):
        raise Cxr12Error(f"{path.name}: a file of another kind has this name and is not replaced; choose another")
    try:
        write_whole(path, content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Cxr12Error(f"{path.name}: the file cannot be written: {reason}; choose another place") from error


def _class_of(path: Path) -> str:
    """Give what kind of object a file of ours is; empty for one that another program wrote."""
    try:
        with opened(path, [tag("SOPClassUID"), tag("Manufacturer")]) as container:
            made = text(container.dataset, "Manufacturer", 64) == MAKER
            return text(container.dataset, "SOPClassUID", 64) if made else ""
    except RefusedError:
        return ""


def _name(dataset: Dataset, instance: str) -> None:
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = UID(instance)
    dataset.file_meta.ImplementationClassUID = UID(IMPLEMENTATION_UID)
    dataset.file_meta.ImplementationVersionName = f"CXR12_{core.__version__}"[:16]


def _encoded(dataset: Dataset) -> bytes:
    content = io.BytesIO()
    with quiet():
        dataset.save_as(content, enforce_file_format=True)
    return content.getvalue()
