"""An answer as a DICOM structured report: a Measurement Report (TID 1500) about the whole image.

References
----------
DICOM PS3.3 A.35.3 (Comprehensive SR); PS3.16 TID 1500 (Measurement Report), TID 1501 (Measurement and Qualitative
Evaluation Group), TID 4019 (Algorithm Identification), TID 1004 (device observer).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydicom.sr.codedict import codes
from pydicom.uid import ComprehensiveSRStorage

import core
from core.dicom.attributes import text
from core.dicom.container import quiet
from core.dicom.facts import uid_name
from core.errors import Cxr12Error
from core.export.dicom.codes import DECISION, NO_DECISION, NUMBER_RANGE, SCHEME, class_code, probability_code
from core.export.dicom.image_library import image_library
from core.export.dicom.sealing import MAKER, PLACEHOLDER_UID, sealed, write_result
from core.export.dicom.source import evidence_of, header_of, number_of
from core.export.dicom.uids import DEVICE_UID, derived_uid
from core.export.provenance import DISCLAIMER, decided, doubts, model_version, provenance

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

    from core.dicom.frame import Frame
    from core.prediction import Prediction

_SERIES_NUMBER = 9001
_SERIES = "CXR-12 results, research use only"


def write_sr(frame: Frame, prediction: Prediction, path: Path) -> None:
    """Write an answer as a structured report in the study of its image; the image's file is only read.

    The report is complete, preliminary and unverified. It names the image, the program as the observer, and model,
    SHA-256, preprocessing and engine as the algorithm. It states what was decided as a coded finding, the probability
    of each class as a number from 0 to 1 with its operating point, what speaks against the answer, and that it is for
    research only. The same answer gives the same file.

    Parameters
    ----------
    frame : Frame
        The image that the answer is about; its file is read again, for patient and study.
    path : Path
        It appears whole or not at all; only an earlier report of CXR-12 is replaced.

    Raises
    ------
    Cxr12Error
        If the answer is about another image, the image is no DICOM image or lacks an identifier, its file is gone or
        another by now, or the report cannot be written.
    """
    write_result(path, encode_sr(frame, prediction), ComprehensiveSRStorage, source=frame.path)


def encode_sr(frame: Frame, prediction: Prediction) -> bytes:
    """Give what :func:`write_sr` writes; parameters and refusals are the same."""
    import highdicom as hd

    header = header_of(frame, prediction)
    image = evidence_of(header, frame)
    with quiet():
        try:
            report = hd.sr.ComprehensiveSR(
                evidence=[image],
                content=_content(image, frame, prediction)[0],
                series_instance_uid=PLACEHOLDER_UID,
                series_number=_SERIES_NUMBER,
                sop_instance_uid=PLACEHOLDER_UID,
                instance_number=number_of(header),
                manufacturer=MAKER,
                manufacturer_model_name=MAKER,
                software_versions=core.__version__,
                series_description=_SERIES,
                is_complete=True,
                specific_character_set="ISO_IR 192",
                coding_schemes=[_scheme()],
            )
        except KeyError:
            kind = uid_name(text(header, "SOPClassUID", 64))
            raise Cxr12Error(f"{frame.path.name}: reports cannot be made about this kind of object ({kind})") from None
        return sealed("sr", report, header, prediction)


def _content(image: Dataset, frame: Frame, prediction: Prediction) -> Any:
    import highdicom as hd

    device = hd.sr.DeviceObserverIdentifyingAttributes(
        uid=DEVICE_UID, name=MAKER, manufacturer_name=MAKER, model_name=f"{MAKER} {prediction.app_version}"
    )
    observer = hd.sr.ObserverContext(observer_type=codes.DCM.Device, observer_identifying_attributes=device)
    report = hd.sr.MeasurementReport(
        observation_context=hd.sr.ObservationContext(observer_device_context=observer),
        procedure_reported=codes.SCT.ChestImaging,
        imaging_measurements=[_group(image, frame, prediction)],
    )
    content = report[0].ContentSequence
    content.insert(len(content) - 1, image_library(image, frame))  # before the measurements
    return report


def _group(image: Dataset, frame: Frame, prediction: Prediction) -> Any:
    """One group about the whole image, so that no viewer lists an improbable class as if it were a finding."""
    import highdicom as hd

    found = decided(prediction)
    numbers = [prediction.frame_index + 1] if frame.frames > 1 else None
    tracking = derived_uid("tracking", prediction.instance_uid, str(prediction.frame_index), prediction.model_sha256)
    group = hd.sr.MeasurementsAndQualitativeEvaluations(
        tracking_identifier=hd.sr.TrackingIdentifier(uid=tracking, identifier=f"{prediction.model}, whole image"),
        algorithm_id=hd.sr.AlgorithmIdentification(
            name=prediction.model,
            version=model_version(prediction),
            manufacturer=MAKER,
            family=codes.DCM.ArtificialIntelligence,
            parameters=[f"{name}: {value}" for name, value in provenance(prediction)],
        ),
        finding_sites=[hd.sr.FindingSite(codes.SCT.Chest)],
        measurements=[_measurement(prediction, number) for number in range(len(prediction.classes))],
        finding_type=class_code(found[0]) if len(found) == 1 else None,
        qualitative_evaluations=[
            hd.sr.QualitativeEvaluation(DECISION, class_code(name) if name else NO_DECISION) for name in found or ("",)
        ],
        source_images=[
            hd.sr.SourceImageForMeasurementGroup(
                image.SOPClassUID, image.SOPInstanceUID, referenced_frame_numbers=numbers
            )
        ],
    )
    for sentence in (DISCLAIMER, *doubts(prediction)):
        group[0].ContentSequence.append(_text(codes.DCM.Comment, sentence, "CONTAINS"))
    return group


def _measurement(prediction: Prediction, number: int) -> Any:
    import highdicom as hd

    name = prediction.classes[number]
    measured = hd.sr.Measurement(
        name=probability_code(name), value=round(prediction.probabilities[number], 6), unit=NUMBER_RANGE
    )
    content = measured[0].ContentSequence if "ContentSequence" in measured[0] else hd.sr.ContentSequence()
    content.append(
        hd.sr.CodeContentItem(
            name=codes.DCM.Finding,
            value=class_code(name),
            relationship_type=hd.sr.RelationshipTypeValues.HAS_CONCEPT_MOD,
        )
    )
    limit = prediction.thresholds[number] if prediction.thresholds else None
    said = f"Decided for at {limit:.4g} or more" if limit is not None else "None set: the largest probability decides"
    content.append(_text(codes.DCM.CADOperatingPointDescription, said, "HAS PROPERTIES"))
    measured[0].ContentSequence = content
    return measured


def _text(name: Any, value: str, relation: str) -> Any:
    import highdicom as hd

    return hd.sr.TextContentItem(name=name, value=value, relationship_type=hd.sr.RelationshipTypeValues(relation))


def _scheme() -> Any:
    from highdicom.coding_schemes import CodingSchemeIdentificationItem

    return CodingSchemeIdentificationItem(
        SCHEME, name="CXR-12 classes and probabilities", responsible_organization=MAKER
    )
