"""The DICOM files: header, honesty about being synthetic, and lossless pixels in every transfer syntax."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.encaps import generate_frames
from pydicom.uid import JPEG2000Lossless, JPEGLossless, JPEGLSLossless, RLELossless

from core.phantom.acquisition import BITS_STORED, SYNTAXES, draw_acquisition
from core.phantom.dicom_file import Subject, compress, encode_file, uid

SUBJECT = Subject("key", "content", "CXR12-1-00001", "Phantom^0001", True, 44)


def acquisition(syntax, bits=12, photometric="MONOCHROME2"):
    drawn = draw_acquisition(np.random.default_rng(0), bits, 90)
    return replace(drawn, transfer_syntax=syntax, photometric=photometric, rows=90, columns=73)


def stored(bits=12):
    full = (1 << bits) - 1
    values = np.random.default_rng(1).normal(full / 2, full / 15, (90, 73)).clip(0, full).astype(np.uint16)
    values[0, :2] = 0, full
    values[5:9] = full  # runs, for RLE
    return values


def decoded(dataset):
    syntax = dataset.file_meta.TransferSyntaxUID
    if not syntax.is_encapsulated or syntax == RLELossless:
        return dataset.pixel_array  # pydicom's own decoders
    stream = next(generate_frames(dataset.PixelData, number_of_frames=1))
    if syntax == JPEG2000Lossless:
        return cv2.imdecode(np.frombuffer(stream, np.uint8), cv2.IMREAD_UNCHANGED)
    if syntax == JPEGLSLossless:
        return imagecodecs.jpegls_decode(stream)
    return imagecodecs.jpegsof3_decode(stream)  # another implementation than the encoder's


@pytest.mark.parametrize("bits", BITS_STORED)
@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda s: pydicom.uid.UID(s).name)
def test_pixels_come_back_as_they_went_in(syntax, bits):
    pixels = stored(bits)
    content = encode_file(pixels, SUBJECT, acquisition(syntax, bits), (2000.0, 3000.0))
    dataset = pydicom.dcmread(io.BytesIO(content))
    assert dataset.file_meta.TransferSyntaxUID == syntax
    assert np.array_equal(decoded(dataset), pixels)


def test_jpeg_lossless_stream_is_process_14_with_its_own_predictor():
    stream = compress(stored(), 12, JPEGLossless)
    scan = stream.index(b"\xff\xda")
    assert b"\xff\xc3" in stream[:scan], "SOF3: lossless, Huffman"
    predictor = stream[scan + 7]
    assert predictor != 1, "predictor 1 would be the other transfer syntax (selection value 1)"


def test_a_syntax_phantoms_are_not_written_in_is_refused():
    with pytest.raises(ValueError, match=r"1\.2\.840\.10008\.1\.2\.4\.50"):
        compress(stored(), 12, "1.2.840.10008.1.2.4.50")


@pytest.mark.parametrize("photometric", ["MONOCHROME1", "MONOCHROME2"])
def test_header_is_a_dx_image_for_presentation(photometric):
    made = acquisition(SYNTAXES[0], 13, photometric)
    d = pydicom.dcmread(io.BytesIO(encode_file(stored(13), SUBJECT, made, (4000.5, 7000.0))))
    assert d.SOPClassUID == "1.2.840.10008.5.1.4.1.1.1.1"
    assert d.file_meta.MediaStorageSOPInstanceUID == d.SOPInstanceUID
    assert (d.Modality, d.PresentationIntentType) == ("DX", "FOR PRESENTATION")
    assert (d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation) == (16, 13, 12, 0)
    assert (d.SamplesPerPixel, d.PhotometricInterpretation) == (1, photometric)
    inverse = photometric == "MONOCHROME1"
    assert d.PresentationLUTShape == ("INVERSE" if inverse else "IDENTITY")
    assert d.PixelIntensityRelationshipSign == (1 if inverse else -1)
    assert (d.RescaleSlope, d.RescaleIntercept, d.RescaleType) == (1, 0, "US")
    assert (float(d.WindowCenter), float(d.WindowWidth)) == (4000.5, 7000.0)
    assert [float(v) for v in d.ImagerPixelSpacing] == pytest.approx([made.spacing_mm] * 2)
    assert (d.ViewPosition, d.BodyPartExamined, list(d.PatientOrientation)) == ("PA", "CHEST", ["L", "F"])
    assert d.BurnedInAnnotation == "NO"
    assert d.LossyImageCompression == "00"
    # Types 1 and 2 of the DX modules (PS3.3 table A.26-1)
    for keyword in (
        "AccessionNumber", "StudyID", "ReferringPhysicianName", "PatientBirthDate", "PatientSex", "Laterality",
        "SeriesNumber", "InstanceNumber", "Manufacturer", "ImageLaterality", "AnatomicRegionSequence", "PositionerType",
        "DetectorType", "PixelIntensityRelationship", "AcquisitionContextSequence", "StudyDate", "StudyTime",
    ):  # fmt: skip
        assert keyword in d, keyword


def test_every_place_for_it_says_synthetic():
    d = pydicom.dcmread(io.BytesIO(encode_file(stored(), SUBJECT, acquisition(SYNTAXES[1]), (1.0, 2.0))))
    assert d.SyntheticData == "YES"
    assert d.ImageType[0] == "DERIVED"
    for text in (d.ImageComments, d.PatientComments, d.SeriesDescription, d.StudyDescription, d.DeidentificationMethod):
        assert "synthetic" in text.lower()
    assert "phantom" in d.Manufacturer
    assert d.PatientName.family_name == "Phantom"


def test_uids_are_stable_and_valid():
    first, again, other = uid("a", 1), uid("a", 1), uid("a", 2)
    assert first == again != other
    assert first.is_valid
    assert first.startswith("2.25.")
    assert len(first) <= 64
