"""Small DICOM images as bytes, to put into archives."""

import io

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    DigitalXRayImageStorageForPresentation,
    ExplicitVRLittleEndian,
    RLELossless,
)

SYNTAXES = {"plain": ExplicitVRLittleEndian, "deflated": DeflatedExplicitVRLittleEndian, "rle": RLELossless}


def dicom(stored, *, kind="plain", **attributes):
    """The bytes of a 12-bit image, ``stored`` (rows, columns)."""
    stored = np.ascontiguousarray(stored, dtype="<u2")
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = SYNTAXES[kind] if kind != "rle" else ExplicitVRLittleEndian
    usual = {
        "SOPClassUID": DigitalXRayImageStorageForPresentation, "SOPInstanceUID": "1.2.3", "Modality": "DX",
        "PatientName": "TRAN^VAN AN", "PatientID": "P-17", "SamplesPerPixel": 1, "BitsAllocated": 16,
        "PhotometricInterpretation": "MONOCHROME2", "Rows": stored.shape[0], "Columns": stored.shape[1],
        "BitsStored": 12, "HighBit": 11, "PixelRepresentation": 0, "PixelData": stored.tobytes(),
    }  # fmt: skip
    for name, value in {**usual, **attributes}.items():
        setattr(dataset, name, value)
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    if kind == "rle":
        dataset.compress(RLELossless, stored, generate_instance_uid=False)
    content = io.BytesIO()
    pydicom.dcmwrite(content, dataset, enforce_file_format=True)
    return content.getvalue()
