"""Frames whose every value is known, and a DICOM file to refer to."""

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

from core.dicom.frame import Frame, Identity
from core.dicom.read import read


@pytest.fixture
def make_frame():
    """Builds a frame from stored values, (rows, columns) or (frames, rows, columns)."""

    def make(stored, **facts):
        stored = np.asarray(stored, dtype=facts.pop("dtype", np.uint16))
        stored = stored[None] if stored.ndim == 2 else stored
        usual = {"path": Path("made.dcm"), "bits_allocated": 16, "bits_stored": 12, "signed": False}
        identity = Identity(instance_uid=facts.pop("uid", "1.2.3"))
        return Frame(stored=stored, **{**usual, "photometric": "MONOCHROME2", "identity": identity, **facts})

    return make


def dataset_of(stored, **attributes):
    """A 12-bit DX image with patient and study; any attribute can be given."""
    stored = np.asarray(stored, dtype="<u2")
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    usual = {
        "SpecificCharacterSet": "ISO_IR 100",
        "SOPClassUID": DigitalXRayImageStorageForPresentation,
        "SOPInstanceUID": "1.2.826.0.1.42.1",
        "SeriesInstanceUID": "1.2.826.0.1.42.2",
        "StudyInstanceUID": "1.2.826.0.1.42.3",
        "PatientName": "Müller^Jürgen",
        "PatientID": "P-17",
        "PatientBirthDate": "19600203",
        "PatientSex": "M",
        "StudyDate": "20200102",
        "StudyTime": "101500",
        "StudyID": "S1",
        "AccessionNumber": "A9",
        "Modality": "DX",
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": stored.shape[-2],
        "Columns": stored.shape[-1],
        "BitsAllocated": 16,
        "BitsStored": 12,
        "HighBit": 11,
        "PixelRepresentation": 0,
        "PixelData": stored.tobytes(),
    }
    if stored.ndim == 3:
        usual["NumberOfFrames"] = stored.shape[0]
    for name, value in {**usual, **attributes}.items():
        if value is not None:
            setattr(dataset, name, value)
    dataset.file_meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", "1.2")
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", "1.2")
    return dataset


@pytest.fixture
def image(tmp_path):
    """Writes a DX image and reads it back as a frame."""

    def made(stored, name="image.dcm", **attributes):
        path = tmp_path / name
        dataset_of(stored, **attributes).save_as(path, enforce_file_format=True)
        return read(path)

    return made
