"""Predictions whose every value is known, and a catalogue to keep them in."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.dicom.catalogue import Catalogue
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.results.store import ResultStore, kept
from core.results.verdicts import VerdictStore
from core.validity import Validity

FIRST = Prediction(
    classes=("normal", "opacity"),
    probabilities=(0.25, 0.75),
    scores=(0.4, 0.6),
    activation="softmax",
    thresholds=(0.5, 0.5),
    model="made",
    model_sha256="a" * 64,
    verified=True,
    spec=PreprocessSpec("native", 32, 32),
    instance_uid="1.2.3",
    pixel_sha256="aa",
    frame_index=0,
    engine="Keras 3 / tensorflow 2, float32",
    precision="float32",
    temperature=1.5,
    validity=Validity(("The view is LATERAL.",)),
    milliseconds=12.5,
    app_version="0.1.0",
    created="2026-01-02T03:04:05.678+00:00",
)
FILE = Path("/data/a/1.dcm")


@pytest.fixture
def said():
    """Makes a prediction, the usual one but for what is given."""
    return lambda **changes: replace(FIRST, **changes)


@pytest.fixture
def keep(said):
    """Makes what is kept of a prediction about ``/data/a/1.dcm``, or another file."""
    return lambda path=FILE, patient="", **changes: kept(path, said(**changes), patient=patient)


@pytest.fixture
def catalogue(tmp_path):
    made = Catalogue(tmp_path / "catalogue.sqlite")
    yield made
    made.close()


@pytest.fixture
def store(catalogue):
    return ResultStore(catalogue)


@pytest.fixture
def verdicts(catalogue):
    return VerdictStore(catalogue)


@pytest.fixture
def write_dicom():
    """Writes a small 12-bit DX image; any attribute can be given."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

    def write(path, stored, **attributes):
        dataset = Dataset()
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
        dataset.Modality, dataset.PhotometricInterpretation, dataset.SamplesPerPixel = "DX", "MONOCHROME2", 1
        dataset.Rows, dataset.Columns = stored.shape
        dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
        dataset.PixelData = stored.astype("<u2").tobytes()
        for name, value in attributes.items():
            setattr(dataset, name, value)
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.save_as(path, enforce_file_format=True)
        return path

    return write
