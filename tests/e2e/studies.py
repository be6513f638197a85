"""A small folder as a user might have it, with a mark planted in everything that could tell whose images they are."""

import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, RLELossless

MARK = "Qwzx"
"""In names, numbers, places, free texts and private elements; a word that nothing else uses."""

DATE = "19130807"
"""In dates, which cannot hold a word."""

IDENTIFYING = {
    "AccessionNumber": f"A{MARK}",
    "AcquisitionDate": DATE,
    "AdmissionID": f"AD{MARK}",
    "DeviceSerialNumber": f"D{MARK}",
    "FillerOrderNumberImagingServiceRequest": f"F{MARK}",
    "ImageComments": f"comment {MARK}",
    "InstitutionAddress": f"{MARK} street 1",
    "InstitutionName": f"{MARK} hospital",
    "InstitutionalDepartmentName": f"{MARK} department",
    "OperatorsName": f"{MARK}^Operator",
    "OtherPatientIDs": f"O{MARK}",
    "OtherPatientNames": f"{MARK}^Other",
    "PatientAddress": f"{MARK} lane 2",
    "PatientBirthDate": DATE,
    "PatientComments": f"{MARK} said",
    "PatientMotherBirthName": f"{MARK}^Mother",
    "PatientTelephoneNumbers": f"0{MARK}0",
    "PerformingPhysicianName": f"{MARK}^Performing",
    "PhysiciansOfRecord": f"{MARK}^Record",
    "ReferringPhysicianName": f"{MARK}^Referring",
    "RequestedProcedureDescription": f"{MARK} procedure",
    "RequestingPhysician": f"{MARK}^Requesting",
    "SeriesDescription": f"{MARK} series",
    "StationName": f"S{MARK}",
    "StudyDate": DATE,
    "StudyDescription": f"{MARK} study",
    "StudyID": f"T{MARK}",
}


def write_image(path, stored, *, syntax=ExplicitVRLittleEndian, **attributes):
    """Write a 12-bit DX image of the pixels ``stored``, (rows, columns) or (frames, rows, columns)."""
    stored = np.ascontiguousarray(stored, dtype="<u2")
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    usual = {
        "SOPInstanceUID": "1.2.3.4.5", "Modality": "DX", "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2", "Rows": stored.shape[-2], "Columns": stored.shape[-1],
        "BitsAllocated": 16, "BitsStored": 12, "HighBit": 11, "PixelRepresentation": 0, "BodyPartExamined": "CHEST",
        "ViewPosition": "PA", "ImagerPixelSpacing": [0.2, 0.2], "PatientOrientation": ["L", "F"],
        "PresentationIntentType": "FOR PRESENTATION",
    }  # fmt: skip
    for name, value in {**usual, **attributes}.items():
        setattr(dataset, name, value)
    if stored.ndim == 3:
        dataset.NumberOfFrames = len(stored)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    block = dataset.private_block(0x0019, f"{MARK} MAKER", create=True)
    block.add_new(0x01, "LO", f"private {MARK}")
    dataset.PixelData = stored.tobytes()
    if syntax != ExplicitVRLittleEndian:
        dataset.compress(syntax, stored, generate_instance_uid=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)
    return path


def make_studies(folder, side=96):
    """Write two patients: one with two studies, a series of three, one of four frames, one compressed; odd files."""
    row, column = np.mgrid[0:side, 0:side]
    pixels = (row * 37 + column * 11) % 4096

    def image(name, patient, study, series, number, stored=pixels, **more):
        uid = f"1.2.{patient}.{study}"
        who = {**IDENTIFYING, "PatientName": f"{MARK}^Number{patient}", "PatientID": f"{MARK}{patient}"}
        own = {
            "StudyInstanceUID": uid, "SeriesInstanceUID": f"{uid}.{series}", "SeriesNumber": series,
            "SOPInstanceUID": f"{uid}.{series}.{number}", "InstanceNumber": number,
        }  # fmt: skip
        return write_image(folder / name, stored, **{**who, **own, **more})

    for number in (1, 2, 3):
        image(f"{MARK}-1-{number}.dcm", 1, 1, 1, number, pixels // number)
    image(f"{MARK}-frames.dcm", 1, 1, 2, 1, np.stack([pixels // n for n in (1, 2, 3, 4)]))
    image(f"{MARK}-later.dcm", 1, 2, 1, 1, pixels[::-1], StudyDate="19140807")
    image(f"{MARK}-rle.dcm", 2, 1, 1, 1, syntax=RLELossless)
    odd = image(f"{MARK}-odd.dcm", 2, 1, 2, 1, PresentationIntentType="FOR PROCESSING")
    odd.write_bytes(odd.read_bytes().replace(b"19130807", f"1913{MARK}".encode()))  # dates that are none
    short = image(f"{MARK}-short.dcm", 2, 1, 3, 1)
    short.write_bytes(short.read_bytes()[:-1000])
    (folder / f"{MARK}.txt").write_text(f"not an image, but of {MARK}")
    return folder
