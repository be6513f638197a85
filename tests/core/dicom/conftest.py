"""Tiny DICOM files, written with pydicom, whose stored values are known by hand."""

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DigitalXRayImageStorageForPresentation,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    generate_uid,
)

HTJ2K = "1.2.840.10008.1.2.4.201"
NEW = {"1.2.840.10008.1.2.8.1", *(f"1.2.840.10008.1.2.4.{n}" for n in (110, 111, 112))}
"""Transfer syntaxes, deflated frames and JPEG XL, that are younger than pydicom."""


def image(cells, *, bits_stored=None, high_bit=None, signed=False, syntax=ExplicitVRLittleEndian, **attributes):
    """A greyscale image whose cells are ``cells`` (unsigned, rows x columns or frames x rows x columns)."""
    cells = np.asarray(cells)
    width = 8 * cells.dtype.itemsize
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.file_meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID
    dataset.PatientName = "Tran^Van An"
    dataset.PatientID = "P-17"
    dataset.Modality = "DX"
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    if cells.ndim == 3:
        dataset.NumberOfFrames = cells.shape[0]
    dataset.Rows, dataset.Columns = cells.shape[-2:]
    dataset.BitsAllocated = width
    dataset.BitsStored = bits_stored or width
    dataset.HighBit = (bits_stored or width) - 1 if high_bit is None else high_bit
    dataset.PixelRepresentation = int(signed)
    order = ">" if syntax == ExplicitVRBigEndian else "<"
    data = cells.astype(cells.dtype.newbyteorder(order)).tobytes()
    dataset.PixelData = data + b"\0" * (len(data) % 2)
    dataset["PixelData"].VR = "OW" if width > 8 else "OB"
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def save(dataset, path):
    """Write as a DICOM file with preamble, whatever the attributes say."""
    syntax = dataset.file_meta.TransferSyntaxUID
    if syntax in NEW:  # pydicom does not know it: written as another one
        dataset.file_meta.TransferSyntaxUID = HTJ2K
        other = syntax.encode().ljust(len(HTJ2K), b"\0")
        path.write_bytes(save(dataset, path).read_bytes().replace(HTJ2K.encode(), other))
        return path
    implicit, little = syntax == ImplicitVRLittleEndian, syntax != ExplicitVRBigEndian
    pydicom.dcmwrite(path, dataset, implicit_vr=implicit, little_endian=little, enforce_file_format=True)
    return path


def compress(dataset, codestreams, syntax, *, offsets=True):
    """Turn an image into an encapsulated one with the given codestreams."""
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.PixelData = encapsulate(codestreams, has_bot=offsets)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return dataset


@pytest.fixture
def write(tmp_path):
    """Write a data set into a fresh file and return its path."""

    def to_file(dataset, name="image.dcm"):
        return save(dataset, tmp_path / name)

    return to_file


@pytest.fixture(scope="session")
def make():
    """The functions of this file, for tests that build their own images."""

    class Make:
        image = staticmethod(image)
        save = staticmethod(save)
        compress = staticmethod(compress)

    return Make


@pytest.fixture(scope="session")
def ramp():
    """A 12-bit ramp of 8 x 16 cells: value = 37 * index modulo 4096."""
    return (37 * np.arange(128) % 4096).astype(np.uint16).reshape(8, 16)
