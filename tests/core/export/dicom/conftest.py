"""Sources of known content, an answer about each, and a judge from outside: dciodvfy."""

import io
import logging
import subprocess

import numpy as np
import pytest
from orthanc import needed, running
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

from core.dicom.read import read
from core.prediction import Prediction
from core.preprocess import PreprocessSpec
from core.validity import UNCHECKED

RAMP = np.arange(60 * 40).reshape(60, 40) % 4096
MODEL_SHA = "ab" * 32


@pytest.fixture
def write_image(tmp_path):
    """Writes a 12-bit DX image with patient and study; any attribute can be given, None leaves it out."""

    def write(name="image.dcm", stored=RAMP, folder=None, **attributes):
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
            "InstanceNumber": "7",
            "PatientOrientation": ["L", "F"],
            "BurnedInAnnotation": "NO",
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
        for keyword, value in {**usual, **attributes}.items():
            if value is not None:
                setattr(dataset, keyword, value)
        dataset.file_meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", "1.2")
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", "1.2")
        path = (folder or tmp_path) / name
        dataset.save_as(path, enforce_file_format=True)
        return path

    return write


@pytest.fixture
def frame(write_image):
    return read(write_image())


@pytest.fixture
def answer_about():
    """Makes what a network might have said about a frame."""

    def make(frame, **changes):
        usual = {
            "classes": ("normal", "covid_19", "aortic_enlargement"),
            "probabilities": (0.1, 0.65, 0.25),
            "scores": (0.1, 0.65, 0.25),
            "activation": "softmax",
            "thresholds": (),
            "model": "tiny",
            "model_sha256": MODEL_SHA,
            "verified": True,
            "spec": PreprocessSpec("native", 32, 48, "12"),
            "instance_uid": frame.identity.instance_uid,
            "pixel_sha256": frame.pixel_sha256(),
            "frame_index": 0,
            "engine": "Keras 3.1",
            "precision": "float32",
            "temperature": 1.25,
            "validity": UNCHECKED,
            "milliseconds": 12.0,
            "app_version": "0.1.0",
            "created": "2026-01-02T23:04:05.678+00:00",
        }
        return Prediction(**{**usual, **changes})

    return make


@pytest.fixture
def errors_of():
    """Function that gives what dciodvfy counts as an error in a file."""
    program = needed("dciodvfy")

    def judge(path):
        ran = subprocess.run([program, str(path)], capture_output=True, text=True, errors="replace", timeout=60)
        lines = (ran.stderr + ran.stdout).splitlines()
        assert lines, "dciodvfy said nothing, not even what kind of object it is"
        return sorted({line for line in lines if line.startswith("Error")})

    return judge


@pytest.fixture
def root_log():
    """What reaches the root logger, where the program's own log listens, at the finest level."""
    stream, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """Folder with a certificate for this computer, and its key, made now; ``both.pem`` holds the two."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [needed("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", folder / "key.pem", "-out",
         folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    (folder / "both.pem").write_text((folder / "key.pem").read_text() + (folder / "certificate.pem").read_text())
    return folder


@pytest.fixture(scope="module")
def orthanc(tmp_path_factory):
    """A running Orthanc, empty at first; shared by the tests of a module."""
    with running(tmp_path_factory.mktemp("orthanc")) as server:
        yield server


@pytest.fixture
def empty_orthanc(orthanc):
    orthanc.clear()
    return orthanc
