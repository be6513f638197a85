"""The image that the display benchmarks work on: 2430 x 2991 pixels, 12 bits, 14 MB."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian

COLUMNS, ROWS = 2430, 2991


def radiograph(seed: int = 0) -> NDArray[np.uint16]:
    """Smooth shading plus noise: neither constant nor pure noise, so that caches and branches behave as in life."""
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS].astype(np.float32)
    shade = 2048 + 1500 * np.sin(rows / 900 + seed) * np.cos(columns / 700)
    noise = np.random.default_rng(seed).normal(0, 40, shade.shape)
    made: NDArray[np.uint16] = np.clip(shade + noise, 0, 4095).astype(np.uint16)
    return made


def write(path: Path, pixels: bytes, number: int, syntax: UID = ExplicitVRLittleEndian) -> Path:
    """Write an image of the size above as DICOM: ``pixels`` raw, or one codestream in ``syntax``."""
    from pydicom.encaps import encapsulate

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"1.2.3.{number + 1}")
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.SOPClassUID = DigitalXRayImageStorageForPresentation
    dataset.SOPInstanceUID = UID(f"1.2.3.{number + 1}")
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.InstanceNumber = "1.2.4", "1.2.5", number + 1
    dataset.PatientID, dataset.Modality = "benchmark", "DX"
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.Rows, dataset.Columns = ROWS, COLUMNS
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.WindowCenter, dataset.WindowWidth = 2048, 4096
    dataset.PixelData = encapsulate([pixels]) if syntax.is_compressed else pixels
    dataset["PixelData"].VR = "OB" if syntax.is_compressed else "OW"
    dataset.save_as(path, enforce_file_format=True)
    return path
