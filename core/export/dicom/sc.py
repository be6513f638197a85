"""An answer as a picture that any DICOM viewer shows: a colour Secondary Capture in the study of its image.

References
----------
DICOM PS3.3 A.8.1 (Secondary Capture Image), C.7.6.1 (General Image), C.8.6.1 (SC Equipment).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code
from pydicom.uid import ExplicitVRLittleEndian, SecondaryCaptureImageStorage

import core
from core.dicom.attributes import text
from core.dicom.container import quiet
from core.display.orientation import AS_STORED, Orientation
from core.display.render import render_shown
from core.display.view import View, default_view
from core.export.dicom.captioned import captioned
from core.export.dicom.sealing import MAKER, PLACEHOLDER_UID, moment_of, sealed, write_result
from core.export.dicom.source import header_of, number_of
from core.export.provenance import DISCLAIMER, provenance

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.prediction import Prediction

_SERIES_NUMBER = 9002
_SERIES = "CXR-12 result pictures, research use only"
_LONGEST_SHORT_TEXT = 1024


def write_sc(
    frame: Frame,
    prediction: Prediction,
    path: Path,
    *,
    picture: NDArray[np.uint8] | None = None,
    heat_map: NDArray[np.uint8] | None = None,
    orientation: Orientation = AS_STORED,
    names_patient: bool = False,
) -> None:
    """Write an answer as a colour picture in the study of its image; the image's file is only read.

    The image as shown, a heat map beside it where there is one, the line that it is for research only above, model,
    classes with probabilities and provenance below; all of it in the pixels, uncompressed. The header holds the
    provenance too, and names the image. The same answer and picture give the same file.

    Parameters
    ----------
    frame : Frame
        The image that the answer is about; its file is read again, for patient and study.
    path : Path
        It appears whole or not at all; only an earlier picture of CXR-12 is replaced.
    picture, heat_map : ndarray of uint8, shape (H, W) or (H, W, 3), or None
        The image as shown, and the same with a heat map. Without a picture the image is shown as it opens.
    orientation : Orientation
        How ``picture`` is turned and mirrored.
    names_patient : bool
        There is text in ``picture`` that tells who it is of.

    Raises
    ------
    Cxr12Error
        As :func:`core.export.dicom.sr.write_sr`.
    """
    content = encode_sc(
        frame,
        prediction,
        picture=shown_plainly(frame, prediction.frame_index) if picture is None else picture,
        heat_map=heat_map,
        orientation=orientation,
        names_patient=names_patient,
    )
    write_result(path, content, SecondaryCaptureImageStorage, source=frame.path)


def shown_plainly(frame: Frame, index: int = 0, view: View | None = None) -> NDArray[np.uint8]:
    """Show one frame as it opens, without a window: uint8, (rows, columns) or (rows, columns, 3)."""
    return render_shown(frame, view or default_view(frame, index), index)


def encode_sc(
    frame: Frame,
    prediction: Prediction,
    *,
    picture: NDArray[np.uint8],
    heat_map: NDArray[np.uint8] | None = None,
    orientation: Orientation = AS_STORED,
    names_patient: bool = False,
) -> bytes:
    """Give what :func:`write_sc` writes; parameters and refusals are the same."""
    import highdicom as hd

    header = header_of(frame, prediction)
    pixels = captioned(prediction, picture, heat_map)
    with quiet():
        capture: Dataset = hd.sc.SCImage(
            pixel_array=pixels,
            photometric_interpretation="RGB",
            bits_allocated=8,
            coordinate_system="PATIENT",
            study_instance_uid=PLACEHOLDER_UID,
            series_instance_uid=PLACEHOLDER_UID,
            series_number=_SERIES_NUMBER,
            sop_instance_uid=PLACEHOLDER_UID,
            instance_number=number_of(header),
            manufacturer=MAKER,
            manufacturer_model_name=MAKER,
            software_versions=core.__version__,
            series_description=_SERIES,
            specific_character_set="ISO_IR 192",
            patient_orientation=("L", "F"),  # overwritten below: highdicom takes no unknown one
            transfer_syntax_uid=ExplicitVRLittleEndian,
        )
        _describe(capture, header, frame, prediction)
        capture.PatientOrientation = _sides(frame, orientation)
        _tell_burnt_in(capture, header, names_patient=names_patient)
        _tell_loss(capture, header, frame)
        moment = moment_of(prediction, header)
        capture.DateOfSecondaryCapture = moment.strftime("%Y%m%d")
        capture.TimeOfSecondaryCapture = moment.strftime("%H%M%S.%f")
        return sealed("sc", capture, header, prediction)


def _describe(capture: Dataset, header: Dataset, frame: Frame, prediction: Prediction) -> None:
    """Say in the header what the picture is, and of which image."""
    capture.ImageComments = DISCLAIMER
    facts = "; ".join((DISCLAIMER, *(f"{name}: {value}" for name, value in provenance(prediction))))
    capture.DerivationDescription = facts[:_LONGEST_SHORT_TEXT]
    capture.Laterality = ""
    item = Dataset()
    item.ReferencedSOPClassUID = text(header, "SOPClassUID", 64)
    item.ReferencedSOPInstanceUID = text(header, "SOPInstanceUID", 64)
    if frame.frames > 1:
        item.ReferencedFrameNumber = prediction.frame_index + 1
    item.PurposeOfReferenceCodeSequence = [_coded(codes.DCM.SourceImageForImageProcessingOperation)]
    capture.SourceImageSequence = [item]


def _sides(frame: Frame, orientation: Orientation) -> list[str] | str:
    """Give where rows and columns of the picture lead to; empty, as for unknown, where the file does not say."""
    edges = orientation.edges(frame.patient_orientation)
    return [edges[2], edges[3]] if edges else ""


def _tell_burnt_in(capture: Dataset, header: Dataset, *, names_patient: bool) -> None:
    """Say whether text in the pixels names the patient; what we write ourselves does not, what was there before may.

    Left out where nobody knows.
    """
    before = text(header, "BurnedInAnnotation", 16).upper()
    if names_patient or before == "YES":
        capture.BurnedInAnnotation = "YES"
    elif before == "NO":
        capture.BurnedInAnnotation = "NO"


def _tell_loss(capture: Dataset, header: Dataset, frame: Frame) -> None:
    """Pass on that the image was compressed with loss, where its file tells how and how much."""
    ratio, method = (text(header, f"LossyImageCompression{what}", 64) for what in ("Ratio", "Method"))
    if not frame.acquisition.lossy:
        capture.LossyImageCompression = "00"
    elif ratio and method and ratio.count("\\") == method.count("\\"):
        capture.LossyImageCompression = "01"
        capture.LossyImageCompressionRatio = ratio.split("\\")
        capture.LossyImageCompressionMethod = method.split("\\")


def _coded(code: Code) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = code.value, code.scheme_designator, code.meaning
    return item
