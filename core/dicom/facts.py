"""Who, what and how: the attributes that do not touch the grey levels. Absent is unknown, never an error."""

from __future__ import annotations

import itertools
from typing import Any

from pydicom.dataset import Dataset
from pydicom.uid import UID

from core.dicom.attributes import BadAttributeError, numbers, tag, text
from core.dicom.frame import Acquisition, Identity, Spacing, SpacingKind

_IDENTITY = {
    "patient_name": "PatientName",
    "patient_id": "PatientID",
    "birth_date": "PatientBirthDate",
    "sex": "PatientSex",
    "institution": "InstitutionName",
    "study_uid": "StudyInstanceUID",
    "study_date": "StudyDate",
    "study_time": "StudyTime",
    "study_description": "StudyDescription",
    "accession_number": "AccessionNumber",
    "series_uid": "SeriesInstanceUID",
    "series_number": "SeriesNumber",
    "series_description": "SeriesDescription",
    "instance_uid": "SOPInstanceUID",
    "instance_number": "InstanceNumber",
}
_ACQUISITION = {
    "modality": "Modality",
    "body_part": "BodyPartExamined",
    "view_position": "ViewPosition",
    "laterality": "ImageLaterality",
    "manufacturer": "Manufacturer",
    "presentation_intent": "PresentationIntentType",
    "sop_class_uid": "SOPClassUID",
}
FACT_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "SpecificCharacterSet",
        *_IDENTITY.values(),
        *_ACQUISITION.values(),
        "Laterality",
        "LossyImageCompression",
    )
)
"""What :func:`identity` and :func:`acquisition` read."""
SPACING_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "PixelSpacing",
        "ImagerPixelSpacing",
        "NominalScannedPixelSpacing",
        "PixelSpacingCalibrationType",
        "PixelAspectRatio",
    )
)
"""What :func:`spacing` reads."""

HISTORY_TAGS = tuple(
    tag(keyword)
    for keyword in (
        "PatientOrientation",
        "LossyImageCompressionRatio",
        "LossyImageCompressionMethod",
        "BurnedInAnnotation",
        "RecommendedDisplayFrameRate",
        "CineRate",
        "FrameTime",
    )
)
"""What :func:`patient_orientation`, :func:`lossy_history`, :func:`burned_in` and :func:`frame_rate` read besides."""

_LOSSY_SYNTAXES = frozenset(
    f"1.2.840.10008.1.2.4.{number}" for number in (50, 51, 52, 53, 54, 55, 56, 59, 60, 61, 62, 63, 64, 81, 111)
)
"""Syntaxes that always lose; 91, 93, 112 and 203 may be lossless, there Lossy Image Compression tells."""
_METHODS = {
    "ISO_10918_1": "JPEG",
    "ISO_14495_1": "JPEG-LS, near-lossless",
    "ISO_15444_1": "JPEG 2000, irreversible",
    "ISO_15444_15": "High-Throughput JPEG 2000, irreversible",
    "ISO_18181_1": "JPEG XL",
    "ISO_13818_2": "MPEG-2",
    "ISO_14496_10": "MPEG-4",
    "ISO_23008_2": "HEVC",
}
"""Lossy Image Compression Method, PS3.3 C.7.6.1.1.5.1."""
_MOST_STEPS = 16
_DIRECTIONS = frozenset("LRAPHF")
_FOR_PROCESSING = frozenset(f"1.2.840.10008.5.1.4.1.1.1.{number}.1" for number in (1, 2, 3))
"""SOP Classes of DX, mammography and intra-oral images, For Processing (PS3.4 B.5)."""
_SMALLEST_MM, _LARGEST_MM, _LARGEST_ASPECT = 1e-4, 1e3, 100.0
_LONGEST_UID = 64


def identity(dataset: Dataset) -> Identity:
    """Return who and what the image is of; names in any (even a broken) character set, as one plain bounded line."""
    return Identity(
        **{
            slot: text(dataset, keyword, _LONGEST_UID if slot.endswith("_uid") else 256)
            for slot, keyword in _IDENTITY.items()
        }
    )


def acquisition(dataset: Dataset, transfer_syntax: str) -> Acquisition:
    """Return how the image was made; lossy if it says so or its transfer syntax always is.

    Where Presentation Intent Type is missing, the SOP Class tells whether it is FOR PROCESSING (PS3.3 C.8.11.1).
    """
    found: dict[str, Any] = {slot: text(dataset, keyword, 64) for slot, keyword in _ACQUISITION.items()}
    found["laterality"] = found["laterality"] or text(dataset, "Laterality", 64)
    found["presentation_intent"] = found["presentation_intent"].upper()
    if not found["presentation_intent"] and found["sop_class_uid"] in _FOR_PROCESSING:
        found["presentation_intent"] = "FOR PROCESSING"
    lossy = text(dataset, "LossyImageCompression") == "01" or transfer_syntax in _LOSSY_SYNTAXES
    return Acquisition(**found, lossy=lossy)


def lossy_history(dataset: Dataset, transfer_syntax: str) -> tuple[str, ...]:
    """Return what is known of lossy compression, oldest first, one line each; empty when nothing was lost.

    References
    ----------
    DICOM PS3.3 C.7.6.1.1.5: method and ratio are listed in the order in which they were applied.
    """
    methods = [part.strip() for part in text(dataset, "LossyImageCompressionMethod").split("\\") if part.strip()]
    try:
        ratios = numbers(dataset, "LossyImageCompressionRatio")
    except BadAttributeError:
        ratios = []
    lines = []
    for method, ratio in itertools.islice(itertools.zip_longest(methods, ratios), _MOST_STEPS):
        name = _METHODS.get(method, method) if method else "method unknown"
        lines.append(f"{name}, ratio {ratio:.4g}:1" if ratio else f"{name}, ratio unknown")
    if not lines and text(dataset, "LossyImageCompression") == "01":
        lines.append("method and ratio unknown")
    if transfer_syntax in _LOSSY_SYNTAXES:
        lines.append(f"this file is stored as {uid_name(transfer_syntax)}")
    return tuple(lines)


def burned_in(dataset: Dataset) -> str:
    """Return whether the pixels are said to show who the patient is: ``YES``, ``NO``, or empty when it is not told."""
    said = text(dataset, "BurnedInAnnotation", 16).strip().upper()
    return said if said in ("YES", "NO") else ""


def frame_rate(dataset: Dataset) -> float:
    """Return how many frames per second an image is meant to be played at; 0 when it does not tell.

    References
    ----------
    PS3.3 C.7.6.5 (Cine Module): Recommended Display Frame Rate goes before Cine Rate, and both before Frame Time.
    """
    for keyword in ("RecommendedDisplayFrameRate", "CineRate", "FrameTime"):
        try:
            value = next(iter(numbers(dataset, keyword)), 0.0)
        except BadAttributeError:
            continue  # what plays the frames is no reason not to show them
        if value > 0:
            return 1000 / value if keyword == "FrameTime" else value
    return 0.0


def patient_orientation(dataset: Dataset) -> tuple[str, ...]:
    """Return where a row and a column of the image lead to (PS3.3 C.7.6.1.1.1); empty when unknown or malformed."""
    found = tuple(part.strip().upper() for part in text(dataset, "PatientOrientation").split("\\"))
    usable = len(found) == 2 and all(part and len(part) <= 3 and set(part) <= _DIRECTIONS for part in found)
    return found if usable else ()


def spacing(dataset: Dataset, measures: Dataset | None = None) -> tuple[Spacing | None, float, tuple[str, ...]]:
    """Return the pixel spacing, without one the Pixel Aspect Ratio (height over width, else 1), and notes.

    Parameters
    ----------
    dataset : Dataset
        The image's top level.
    measures : Dataset or None
        The Pixel Measures of an enhanced image, which carry its Pixel Spacing.

    References
    ----------
    DICOM PS3.3 10.7.1.1, of projection radiographs: a Pixel Spacing that differs from Imager or Nominal Scanned Pixel
    Spacing, or comes with a Pixel Spacing Calibration Type, is calibrated. One that is equal to them is theirs. Where
    all three are absent, "it cannot be determined whether or not correction or calibration have been performed".
    C.7.6.3.1.7: in a Pixel Aspect Ratio, the vertical size comes first.
    """
    notes: list[str] = []
    pixel = _pair(dataset, "PixelSpacing", notes)
    if pixel is None and measures is not None:
        pixel = _pair(measures, "PixelSpacing", notes)
    others = [
        Spacing(*pair, kind)
        for keyword, kind in (
            ("ImagerPixelSpacing", SpacingKind.DETECTOR),
            ("NominalScannedPixelSpacing", SpacingKind.FILM),
        )
        if (pair := _pair(dataset, keyword, notes))
    ]
    calibration = text(dataset, "PixelSpacingCalibrationType")
    if pixel is None or not calibration:
        for other in others:
            if pixel in (None, (other.row_mm, other.column_mm)):
                return other, 1.0, tuple(notes)
    if pixel is None:
        aspect = _aspect_ratio(dataset, notes)
        return None, aspect, tuple(notes)
    kind = SpacingKind.CALIBRATED if calibration or others else SpacingKind.UNKNOWN
    return Spacing(*pixel, kind), 1.0, tuple(notes)


def uid_name(uid: str) -> str:
    """Return the standard's name of a UID, or the UID itself."""
    return UID(uid).name if uid else "unknown"


def _aspect_ratio(dataset: Dataset, notes: list[str]) -> float:
    try:
        found = numbers(dataset, "PixelAspectRatio")
        if found in ([], [1.0]):  # some files say 1 for 1:1
            return 1.0
        if len(found) == 2 and min(found) > 0 and max(found) <= _LARGEST_ASPECT * min(found):
            return found[0] / found[1]
    except BadAttributeError:
        pass
    notes.append("PixelAspectRatio: expected two positive numbers; pixels are taken to be square.")
    return 1.0


def _pair(dataset: Dataset, keyword: str, notes: list[str]) -> tuple[float, float] | None:
    try:
        found = numbers(dataset, keyword)
    except BadAttributeError as error:
        notes.append(f"{error}; lengths are in pixels.")
        return None
    if not found:
        return None
    if len(found) != 2 or min(found) <= 0:
        notes.append(f"{keyword}: expected two positive numbers; lengths are in pixels.")
        return None
    if min(found) < _SMALLEST_MM or max(found) > _LARGEST_MM or max(found) > _LARGEST_ASPECT * min(found):
        notes.append(f"{keyword}: no pixels are of such a size or shape; lengths are in pixels.")
        return None
    return found[0], found[1]
