"""Patient data where no rule of the table looks: in disguise, behind the pixels, between compressed ones."""

import io

import numpy as np
import pydicom
import pytest
from planted import MARKER
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filewriter import dcmwrite
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEG2000Lossless, JPEGLSLossless

from core.dicom.read import read
from core.export.deidentify.files import deidentify_files


def copied(source, folder):
    (outcome,) = deidentify_files([source], folder, confirm_burned_in=True)
    return outcome


def planted(path, *elements, syntax=ExplicitVRLittleEndian):
    dataset = pydicom.dcmread(path)
    for tag, vr, value in elements:
        dataset.add(DataElement(tag, vr, value))
    dataset.file_meta.TransferSyntaxUID = syntax
    content = io.BytesIO()
    dcmwrite(content, dataset, enforce_file_format=True, implicit_vr=None)
    path.write_bytes(content.getvalue())
    return path


TEXT = MARKER.encode() + b" "


def nested():
    item = Dataset()
    item.add(DataElement(0x00080104, "OB", TEXT))
    item.add(DataElement(0x00091001, "LO", MARKER))
    inner = Dataset()
    inner.add(DataElement(0x0040A160, "UT", MARKER))
    inner.add(DataElement(0x00091001, "UN", TEXT))
    item.add(DataElement(0x0040A730, "SQ", Sequence([inner])))
    return Sequence([item])


def unknown_sequence():
    """A public sequence written as UN, implicit VR inside (PS3.5 6.2.2, note 2)."""
    item = Dataset()
    item.add(DataElement(0x00100010, "PN", MARKER))
    content = io.BytesIO()
    from pydicom.filebase import DicomFileLike
    from pydicom.filewriter import write_sequence

    file = DicomFileLike(content)
    file.is_little_endian, file.is_implicit_VR = True, True
    write_sequence(file, DataElement(0x00540220, "SQ", Sequence([item])), ["iso8859"])
    return content.getvalue()


@pytest.mark.parametrize(
    ("tag", "vr", "value"),
    [
        (0x00185101, "OB", TEXT),  # View Position, CS
        (0x00081090, "UN", TEXT),  # Manufacturer's Model Name
        (0x00540220, "OB", TEXT),  # View Code Sequence
        (0x00540220, "LO", MARKER),
        (0x00540220, "UN", unknown_sequence()),
        (0x00540220, "SQ", nested()),
        (0x0040A730, "SQ", nested()),
        (0x00181405, "IS", f"{MARKER}"),
        (0x00280030, "LO", MARKER),  # Pixel Spacing, DS
        (0x00189461, "OB", TEXT),  # Field of View Horizontal Flip, CS
        (0x00181411, "LO", MARKER),
        (0x00189334, "OW", TEXT),
        (0x00280106, "OB", TEXT),
        (0x00181153, "PN", MARKER),
        (0x00100010, "UT", MARKER),
        (0x00100010, "OB", TEXT),
        (0x00100010, "CS", MARKER),
        (0x00080008, "CS", ["ORIGINAL", "PRIMARY", f"{MARKER}^A"]),
        (0x00181151, "UT", MARKER),
        (0x00204000, "OB", TEXT),
        (0x00280303, "LO", MARKER),
        (0x60000010, "US", 4), (0x60023000, "OW", TEXT), (0x601E1500, "LO", MARKER), (0x50023000, "OW", TEXT),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("syntax", [ExplicitVRLittleEndian, ImplicitVRLittleEndian], ids=["explicit", "implicit"])
def test_text_in_disguise_does_not_get_through(write_image, tmp_path, tag, vr, value, syntax):
    import pydicom.config
    try:
        path = planted(write_image(), (tag, vr, value), syntax=syntax)
    except Exception as e:
        pytest.skip(str(e))
    assert MARKER.encode() in path.read_bytes() or tag == 0x60000010
    outcome = copied(path, tmp_path / "out")
    print(outcome.reason)
    if outcome.written:
        assert MARKER.encode() not in outcome.written.read_bytes()


def test_bytes_behind_the_pixels_stay_behind(write_image, tmp_path):
    path = write_image()
    dataset = pydicom.dcmread(path)
    dataset.PixelData = dataset.PixelData + TEXT * 4
    dataset.save_as(path)
    outcome = copied(path, tmp_path / "out")
    print(outcome)
    assert not outcome.written or MARKER.encode() not in outcome.written.read_bytes()


@pytest.mark.parametrize("syntax", [JPEG2000Lossless, JPEGLSLossless], ids=["2000", "ls"])
def test_a_comment_in_compressed_pixels(write_image, tmp_path, syntax):
    import imagecodecs

    path = write_image()
    stored = pydicom.dcmread(path).pixel_array
    encoded = imagecodecs.jpeg2k_encode(stored, level=0, codecformat="j2k", reversible=True) if syntax == JPEG2000Lossless else imagecodecs.jpegls_encode(stored)
    dataset = pydicom.dcmread(path)
    com = b"\xff\x64\x00\x0e\x00\x01" + MARKER.encode() + b"abc" if syntax == JPEG2000Lossless else b"\xff\xfe\x00\x09" + MARKER.encode()
    if syntax == JPEG2000Lossless:
        at = encoded.index(b"\xff\x52")
    else:
        at = 2
    encoded = encoded[:at] + com + encoded[at:]
    dataset.PixelData = encapsulate([encoded])
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    dataset.file_meta.TransferSyntaxUID = syntax
    dataset.save_as(path)
    assert np.array_equal(read(path).stored[0], stored)
    outcome = copied(path, tmp_path / "out")
    print(outcome)
    assert not outcome.written or MARKER.encode() not in outcome.written.read_bytes()
