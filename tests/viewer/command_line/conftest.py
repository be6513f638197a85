"""Files for the command line, written with pydicom alone."""

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian


def _write_dicom(path, stored, *, bits_stored=12, photometric="MONOCHROME2", **tags):
    """Write ``stored`` (rows, columns) uint16 or int16 as an uncompressed DX image."""
    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID = pydicom.uid.generate_uid(entropy_srcs=[str(path)])
    data.StudyInstanceUID, data.SeriesInstanceUID = "2.25.1", "2.25.2"
    data.PatientName, data.PatientID, data.Modality = "Secret^Name", "SECRET-ID", "DX"
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, photometric
    data.Rows, data.Columns = stored.shape
    data.BitsAllocated, data.BitsStored, data.HighBit = 16, bits_stored, bits_stored - 1
    data.PixelRepresentation = int(stored.dtype.kind == "i")
    data.PixelData = stored.astype(stored.dtype.newbyteorder("<")).tobytes()
    for name, value in tags.items():
        setattr(data, name, value)
    data.save_as(path, enforce_file_format=True)
    return path


@pytest.fixture
def write_dicom():
    return _write_dicom


@pytest.fixture
def twelve_bit(tmp_path):
    stored = np.array([[0, 1, 2048], [4095, 1000, 3000]], dtype=np.uint16)
    return _write_dicom(tmp_path / "twelve.dcm", stored, WindowCenter=2048, WindowWidth=4096)
