"""Patient data where no rule of the table looks: in disguise, behind the pixels, between compressed ones."""

import io
import struct

import imagecodecs
import numpy as np
import pydicom
import pytest
from planted import MARKER
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.sequence import Sequence
from pydicom.uid import JPEG2000Lossless, JPEGLosslessSV1, JPEGLSLossless

from core.dicom.read import read
from core.export.deidentify.comments import without_comments
from core.export.deidentify.files import deidentify_files

TEXT = MARKER.encode() + b" "


def copied(source, folder):
    (outcome,) = deidentify_files([source], folder, confirm_burned_in=True)
    assert outcome.reason == ""
    return outcome.written


def planted(path, tag, vr, value):
    dataset = pydicom.dcmread(path)
    dataset.add(DataElement(tag, "OB" if vr == "UN" else vr, value))
    content = io.BytesIO()
    dcmwrite(content, dataset, enforce_file_format=True, implicit_vr=None)
    head = struct.pack("<HH", tag >> 16, tag & 0xFFFF)
    path.write_bytes(content.getvalue().replace(head + b"OB", head + vr.encode()) if vr == "UN" else content.getvalue())
    return path


def nested():
    item, inner = Dataset(), Dataset()
    item.add(DataElement(0x00080104, "OB", TEXT))
    item.add(DataElement(0x00091001, "LO", MARKER))
    inner.add(DataElement(0x0040A160, "UT", MARKER))
    inner.add(DataElement(0x00091001, "UN", TEXT))
    item.add(DataElement(0x0040A730, "SQ", Sequence([inner])))
    return Sequence([item])


def unknown_sequence():
    """A sequence of the standard written as UN: implicit VR inside (PS3.5 6.2.2, note 2)."""
    name = b"\x10\0\x10\0" + len(TEXT).to_bytes(4, "little") + TEXT
    return b"\xfe\xff\0\xe0" + len(name).to_bytes(4, "little") + name


@pytest.mark.parametrize(
    ("tag", "vr", "value"),
    [
        (0x00185101, "OB", TEXT),  # View Position, CS
        (0x00185101, "US", list(np.frombuffer(TEXT, "<u2"))),
        (0x00540220, "OB", TEXT),  # View Code Sequence
        (0x00540220, "LO", MARKER),
        (0x00540220, "UN", unknown_sequence()),
        (0x00540220, "SQ", nested()),
        (0x0040A730, "SQ", nested()),  # Content Sequence
        (0x00181405, "LO", MARKER),  # Relative X-Ray Exposure, IS
        (0x00280030, "LO", MARKER),  # Pixel Spacing, DS
        (0x00189334, "OW", TEXT),  # Fluoroscopy Flag, CS
        (0x00281050, "UT", MARKER),  # Window Center, DS
        (0x00181153, "PN", MARKER),  # Exposure in uAs, IS
        (0x00100010, "CS", MARKER),
        (0x00080008, "CS", ["ORIGINAL", "PRIMARY", f"{MARKER}^J"]),  # Image Type
        (0x60023000, "OW", TEXT),
        (0x601E1500, "LO", MARKER),
        (0x50023000, "OW", TEXT),
    ],
)
def test_text_in_disguise_does_not_get_through(write_image, tmp_path, tag, vr, value):
    path = planted(write_image(), tag, vr, value)
    assert MARKER.encode() in path.read_bytes()
    copy = copied(path, tmp_path / "out")
    assert MARKER.encode() not in copy.read_bytes()
    assert np.array_equal(read(copy).stored, read(path).stored)


def test_bytes_behind_uncompressed_pixels_stay_behind(write_image, tmp_path):
    path = write_image()
    dataset = pydicom.dcmread(path)
    pixels = dataset.PixelData
    dataset.PixelData = pixels + TEXT * 4
    dataset.save_as(path)
    copy = copied(path, tmp_path / "out")
    assert MARKER.encode() not in copy.read_bytes()
    assert pydicom.dcmread(copy).PixelData == pixels


def segment(marker, head=b""):
    data = head + MARKER.encode()
    return b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2, "big") + data


def with_comments(encoded, syntax):
    """The stream with a marker in every place that takes one, and behind its end."""
    if syntax == JPEG2000Lossless:
        tile = encoded.index(b"\xff\x90")
        encoded = encoded[:tile] + segment(0x64, head=b"\0\1") + encoded[tile:]
    else:
        scan = encoded.index(b"\xff\xda")
        many = segment(0xFE) + segment(0xE1, head=b"Exif\0\0") + segment(0xE0, head=b"JFIF\0")
        encoded = encoded[:2] + many + encoded[2:scan] + segment(0xFE) + encoded[scan:]
    return encoded + TEXT + b"\0" * (len(encoded + TEXT) % 2)


ENCODERS = {
    JPEG2000Lossless: lambda stored: imagecodecs.jpeg2k_encode(stored, level=0, codecformat="j2k", reversible=True),
    JPEGLSLossless: imagecodecs.jpegls_encode,
    JPEGLosslessSV1: lambda stored: imagecodecs.ljpeg_encode(stored, bitspersample=12),
}


@pytest.mark.parametrize("syntax", ENCODERS, ids=lambda uid: uid.name[:14])
@pytest.mark.parametrize("fragments", [1, 3])
def test_comments_in_compressed_pixels_are_overwritten(write_image, tmp_path, syntax, fragments):
    stored = np.random.default_rng(5).integers(0, 4096, (2, 60, 40), np.uint16)
    path = write_image(stored=stored)
    streams = [ENCODERS[syntax](np.ascontiguousarray(one)) for one in stored]
    dataset = pydicom.dcmread(path)
    dataset.PixelData = encapsulate([with_comments(one, syntax) for one in streams], fragments_per_frame=fragments)
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.save_as(path)
    copy = copied(path, tmp_path / "out")
    assert MARKER.encode() not in copy.read_bytes()
    assert np.array_equal(read(copy).stored, stored)
    assert len(pydicom.dcmread(copy).PixelData) == len(dataset.PixelData)  # offsets hold


@pytest.mark.parametrize(
    "value", [b"", b"\xfe\xff\x00\xe0", b"\xfe\xff\x00\xe0\xff\xff\xff\xff\xff\xd8\xff\xfe\xff\xff"]
)
def test_broken_streams_are_left_as_long_as_they_are(value):
    assert len(without_comments(value)) == len(value)


def test_streams_without_comments_stay_as_they_are():
    stored = np.arange(2400, dtype=np.uint16).reshape(60, 40)
    for syntax in (JPEGLSLossless, JPEGLosslessSV1):
        value = encapsulate([ENCODERS[syntax](stored)])
        assert without_comments(value) == value
    color = np.dstack([stored % 256] * 3).astype(np.uint8)
    value = encapsulate([imagecodecs.jpeg8_encode(color, colorspace="RGB", outcolorspace="RGB")])  # an Adobe segment
    assert b"Adobe" in value
    assert without_comments(value) == value
