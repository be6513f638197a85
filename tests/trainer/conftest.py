"""Tiny labelled images: PNG and 12-bit DICOM, bright against dark, made on the spot."""

import cv2
import numpy as np
import pydicom
import pytest
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ComputedRadiographyImageStorage, ExplicitVRLittleEndian, generate_uid

from core.picture import read_image


def pixels(level, seed, bits, shape=(40, 40)):
    """Noise of 3 % of the range around ``level`` (0 to 1), as stored values of ``bits`` bits."""
    top = (1 << bits) - 1
    values = np.random.default_rng(seed).normal(level, 0.03, shape)
    return np.clip(values * top, 0, top).astype(np.uint8 if bits <= 8 else np.uint16)


@pytest.fixture
def write_png():
    return png


@pytest.fixture
def write_dicom():
    return dicom


def png(path, level=0.5, seed=0, bits=8):
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels(level, seed, bits))
    return path


def dicom(path, level=0.5, seed=0, bits=12, patient="", issuer="", name="", intent=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    image.SOPClassUID, image.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    image.PatientID, image.PatientName, image.IssuerOfPatientID = patient, name, issuer
    if intent:
        image.PresentationIntentType = intent
    image.Rows, image.Columns = 40, 40
    image.SamplesPerPixel, image.PhotometricInterpretation, image.PixelRepresentation = 1, "MONOCHROME2", 0
    image.BitsAllocated, image.BitsStored, image.HighBit = (8 if bits <= 8 else 16), bits, bits - 1
    image.PixelData = pixels(level, seed, bits).tobytes()
    pydicom.dcmwrite(path, image, enforce_file_format=True)
    return path


@pytest.fixture
def bright_and_dark(tmp_path):
    """A folder of 12 bright and 12 dark 8-bit PNG pictures."""
    return make_bright_and_dark(tmp_path / "bright_and_dark")


def make_bright_and_dark(folder):
    for number in range(12):
        png(folder / "bright" / f"{number}.png", 0.7, number)
        png(folder / "dark" / f"{number}.png", 0.3, 100 + number)
    return folder


MARKER = "MARKERxyz"
"""Planted wherever an image may tell who it is of."""


@pytest.fixture(scope="module")
def marked_folder(tmp_path_factory):
    """12-bit DICOM, bright or dark, of 16 patients, some with two images, the marker in names and tags."""
    folder = tmp_path_factory.mktemp(f"{MARKER}-clinic")
    for number in range(24):
        bright, patient = number % 2, number % 16
        dicom(
            folder / ("dark", "bright")[bright] / f"{MARKER}-{number}.dcm",
            0.3 + 0.4 * bright,
            number,
            patient=f"{MARKER}{patient}",
            issuer=f"{MARKER} hospital",
            name=f"{MARKER}^Name",
        )
    return folder


@pytest.fixture(scope="module")
def noise_folder(tmp_path_factory):
    """90 PNG pictures of three classes that do not differ: figures away from 0 and 1."""
    folder = tmp_path_factory.mktemp("noise")
    for number in range(90):
        png(folder / "abc"[number % 3] / f"{number}.png", 0.5, number)
    return folder


@pytest.fixture(scope="session")
def rewrite():
    return rewritten


def rewritten(path, to=None, pixels=None, bits=None, keep_ids=True, **attributes):
    """Write a phantom again, uncompressed, with other pixels, depth or attributes."""
    stored = read_image(path).stored[0]
    file = pydicom.dcmread(path)
    if pixels is not None:
        stored = pixels(stored, file)
    if bits is not None:
        stored = stored >> (file.BitsStored - bits) if bits < file.BitsStored else stored << (bits - file.BitsStored)
        for keyword in ("WindowCenter", "WindowWidth"):
            file[keyword].value = float(file[keyword].value) * 2.0 ** (bits - file.BitsStored)
        file.BitsStored, file.HighBit = bits, bits - 1
    stored = np.ascontiguousarray(stored.astype(np.uint16 if file.BitsAllocated == 16 else np.uint8))
    file.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file.PixelData = stored.tobytes()
    file["PixelData"].VR = "OW"
    file["PixelData"].is_undefined_length = False
    file.Rows, file.Columns = stored.shape
    if not keep_ids:
        file.SOPInstanceUID, file.StudyInstanceUID = generate_uid(), generate_uid()
        file.file_meta.MediaStorageSOPInstanceUID = file.SOPInstanceUID
        file.PatientID = file.SOPInstanceUID[-12:]
    for keyword, value in attributes.items():
        setattr(file, keyword, value)
    file.save_as(to or path, implicit_vr=False, little_endian=True)
    return to or path
