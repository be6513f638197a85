"""A phantom's stored values as a DX image file that says, wherever DICOM has a place for it, that it is synthetic."""

from __future__ import annotations

import datetime
import hashlib
import io
from dataclasses import dataclass

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.sequence import Sequence
from pydicom.uid import (
    UID,
    DigitalXRayImageStorageForPresentation,
    JPEG2000Lossless,
    JPEGLossless,
    JPEGLSLossless,
    RLELossless,
)

import core
from core.phantom.acquisition import Acquisition

SYNTHETIC_NOTE = (
    "SYNTHETIC: computed phantom for research and teaching. Not a patient, not for diagnosis. Made by CXR-12."
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a phantom image is of. ``key`` and ``content`` only enter UIDs, as a hash: other content, other UID."""

    key: str
    content: str
    patient_id: str
    patient_name: str
    female: bool
    age_years: int


def uid(*parts: object) -> UID:
    """Make a UID under the root 2.25 (PS3.5 B.2: an integer of 128 bits): same parts, same UID."""
    digest = hashlib.sha256("/".join(["cxr12", *map(str, parts)]).encode()).digest()
    return UID(f"2.25.{int.from_bytes(digest[:16], 'big')}")


def encode_file(
    stored: NDArray[np.uint16], subject: Subject, acquisition: Acquisition, window: tuple[float, float]
) -> bytes:
    """Whole DICOM file of one image.

    Parameters
    ----------
    stored : ndarray of uint16, shape (rows, columns)
        Stored values, already inverted for MONOCHROME1.
    window : tuple of float
        Centre and width in stored values.

    References
    ----------
    DICOM PS3.3 A.26 (DX image), C.8.11 (its modules), C.12.1.1 (Synthetic Data).
    """
    dataset = Dataset()
    _describe_subject(dataset, subject, acquisition)
    _describe_acquisition(dataset, acquisition)
    _describe_pixels(dataset, acquisition, window)
    syntax = UID(acquisition.transfer_syntax)
    if syntax.is_encapsulated:
        dataset.PixelData = encapsulate([compress(stored, acquisition.bits_stored, syntax)])
        dataset["PixelData"].VR = "OB"
        dataset["PixelData"].is_undefined_length = True
    else:
        dataset.PixelData = stored.astype("<u2").tobytes()
        dataset["PixelData"].VR = "OW"

    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    meta.TransferSyntaxUID = syntax
    meta.ImplementationClassUID = uid("implementation")
    meta.ImplementationVersionName = f"CXR12_{core.__version__}"[:16]
    dataset.file_meta = meta
    out = io.BytesIO()
    dcmwrite(out, dataset, enforce_file_format=True)
    return out.getvalue()


def compress(stored: NDArray[np.uint16], bits_stored: int, syntax: str) -> bytes:
    """One lossless code stream for the encapsulated transfer ``syntax``.

    Raises
    ------
    ValueError
        If ``syntax`` is not one of the four that phantoms are written in.
    """
    if syntax == RLELossless:
        return _rle(stored)
    if syntax == JPEGLossless:  # process 14; the encoder uses predictor 6, so this is not selection value 1
        return bytes(imagecodecs.ljpeg_encode(stored, bitspersample=bits_stored))
    if syntax == JPEGLSLossless:
        return bytes(imagecodecs.jpegls_encode(stored))
    if syntax == JPEG2000Lossless:
        return bytes(
            imagecodecs.jpeg2k_encode(
                stored, level=0, codecformat="j2k", reversible=True, bitspersample=bits_stored, numthreads=1
            )
        )
    raise ValueError(f"phantoms are not written in transfer syntax {syntax}")


def _rle(stored: NDArray[np.uint16]) -> bytes:
    """RLE Lossless, PS3.5 annex G: two segments, high bytes first, each row packed by itself."""
    segments = []
    for plane in ((stored >> 8).astype(np.uint8), (stored & 0xFF).astype(np.uint8)):
        packed = bytes(imagecodecs.packbits_encode(plane, axis=-1))
        segments.append(packed + b"\0" * (len(packed) % 2))
    header = np.zeros(16, "<u4")
    header[:3] = 2, 64, 64 + len(segments[0])
    return header.tobytes() + b"".join(segments)


def _describe_subject(d: Dataset, subject: Subject, acquisition: Acquisition) -> None:
    taken = datetime.date(2020, 1, 1) + datetime.timedelta(days=acquisition.day)
    born = taken.replace(year=taken.year - subject.age_years, month=1, day=1)
    clock = f"{acquisition.second // 3600:02d}{acquisition.second // 60 % 60:02d}{acquisition.second % 60:02d}"
    d.SpecificCharacterSet = "ISO_IR 100"
    d.SyntheticData = "YES"
    d.SOPClassUID = DigitalXRayImageStorageForPresentation
    d.SOPInstanceUID = uid(subject.key, subject.content, "instance")
    d.StudyInstanceUID = uid(subject.key, subject.content, "study")
    d.SeriesInstanceUID = uid(subject.key, subject.content, "series")
    for when in ("Study", "Series", "Acquisition", "Content"):
        setattr(d, f"{when}Date", taken.strftime("%Y%m%d"))
        setattr(d, f"{when}Time", clock)
    d.AccessionNumber = ""
    d.ReferringPhysicianName = ""
    d.PatientName = subject.patient_name
    d.PatientID = subject.patient_id
    d.PatientBirthDate = born.strftime("%Y%m%d")
    d.PatientSex = "F" if subject.female else "M"
    d.PatientComments = SYNTHETIC_NOTE
    d.PatientIdentityRemoved = "YES"
    d.DeidentificationMethod = "Synthetic phantom: there is no patient"
    d.QualityControlSubject = "YES"
    d.StudyID = "1"
    d.SeriesNumber = 1
    d.InstanceNumber = 1
    d.StudyDescription = "Synthetic chest phantom"
    d.SeriesDescription = "SYNTHETIC chest PA"


def _describe_acquisition(d: Dataset, acquisition: Acquisition) -> None:
    d.Modality = "DX"
    d.PresentationIntentType = "FOR PRESENTATION"
    d.Manufacturer = "CXR-12 phantom"
    d.ManufacturerModelName = "Synthetic chest radiograph"
    d.SoftwareVersions = core.__version__
    d.InstitutionName = "CXR-12 phantom"
    d.BodyPartExamined = "CHEST"
    d.ViewPosition = "PA"
    d.PatientOrientation = ["L", "F"]
    d.ImageLaterality = "U"
    d.Laterality = ""
    d.AnatomicRegionSequence = Sequence([_code("43799004", "SCT", "Thorax")])
    d.AcquisitionContextSequence = Sequence([])
    d.PositionerType = "NONE"
    d.DetectorType = "DIRECT"
    d.DetectorConfiguration = "AREA"
    d.ImagerPixelSpacing = [f"{acquisition.spacing_mm:.6f}"] * 2
    d.KVP = acquisition.kvp
    d.Exposure = round(acquisition.mas)
    d.ExposureInuAs = round(acquisition.mas * 1000)
    d.DistanceSourceToDetector = 1800


def _describe_pixels(d: Dataset, acquisition: Acquisition, window: tuple[float, float]) -> None:
    inverse = acquisition.photometric == "MONOCHROME1"
    d.ImageType = ["DERIVED", "PRIMARY", ""]
    d.DerivationDescription = "Computed from a numerical phantom; no X-rays were used"
    d.ImageComments = SYNTHETIC_NOTE
    d.QualityControlImage = "YES"
    d.BurnedInAnnotation = "NO"
    d.SamplesPerPixel = 1
    d.PhotometricInterpretation = acquisition.photometric
    d.Rows, d.Columns = acquisition.rows, acquisition.columns
    d.BitsAllocated = 16
    d.BitsStored = acquisition.bits_stored
    d.HighBit = acquisition.bits_stored - 1
    d.PixelRepresentation = 0
    d.PixelIntensityRelationship = "LOG"
    d.PixelIntensityRelationshipSign = 1 if inverse else -1
    d.RescaleIntercept = 0
    d.RescaleSlope = 1
    d.RescaleType = "US"
    d.PresentationLUTShape = "INVERSE" if inverse else "IDENTITY"
    d.LossyImageCompression = "00"
    d.WindowCenter, d.WindowWidth = (f"{value:.1f}" for value in window)
    d.WindowCenterWidthExplanation = "CHEST"


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item
