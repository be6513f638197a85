"""What is refused, with a sentence that names the reason (and no patient data)."""

import os
import struct
import time
import zlib

import numpy as np
import pytest
from pydicom.dataelem import DataElement
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from core.dicom.read import read
from core.errors import DamagedError, NoImageError, NotDicomError, RefusedError, UnsupportedError

MPEG4, JPIP, JPEG_BASELINE = "1.2.840.10008.1.2.4.102", "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.50"


def refusal(path, kind=RefusedError):
    with pytest.raises(kind) as caught:
        read(path)
    assert "Tran" not in str(caught.value)
    assert "P-17" not in str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("size", [0, 1, 131, 132])
def test_too_short(tmp_path, size):
    path = tmp_path / "short.dcm"
    path.write_bytes(b"x" * size)
    assert refusal(path, NotDicomError).endswith(f"found {size}")


@pytest.mark.parametrize("head", [b"plain text ", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08"])
def test_not_dicom(tmp_path, head):
    path = tmp_path / "other.dcm"
    path.write_bytes(head * 100)
    assert "not a DICOM file" in refusal(path, NotDicomError)


def test_noise_is_not_dicom(tmp_path):
    path = tmp_path / "noise.dcm"
    path.write_bytes(np.random.default_rng(3).bytes(5000))
    refusal(path, NotDicomError)


def test_every_cut_is_refused(make, write, ramp, tmp_path):
    whole = write(make.image(ramp, bits_stored=12)).read_bytes()
    cut = tmp_path / "cut.dcm"
    for length in range(133, len(whole), 7):
        cut.write_bytes(whole[:length])
        refusal(cut)


def test_cut_pixels_are_counted(make, write, ramp, tmp_path):
    path = write(make.image(ramp, bits_stored=12))
    path.write_bytes(path.read_bytes()[:-1])
    assert "expected 256 bytes, found 255" in refusal(path, DamagedError)


@pytest.mark.parametrize(
    "keyword",
    [
        "SamplesPerPixel",
        "PhotometricInterpretation",
        "Rows",
        "Columns",
        "BitsAllocated",
        "BitsStored",
        "HighBit",
        "PixelRepresentation",
    ],
)
def test_missing_tag_is_named(make, write, ramp, keyword):
    dataset = make.image(ramp)
    del dataset[keyword]
    assert refusal(write(dataset), DamagedError).startswith(keyword)


@pytest.mark.parametrize("value", [0, 7, 12, 24, 48, 255])
def test_bits_allocated(make, write, ramp, value):
    assert f"found {value}" in refusal(write(make.image(ramp, BitsAllocated=value)), DamagedError)


@pytest.mark.parametrize(
    "attributes",
    [
        {"BitsStored": 17},
        {"BitsStored": 0},
        {"HighBit": 16},
        {"BitsStored": 12, "HighBit": 10},
        {"PixelRepresentation": 2},
        {"NumberOfFrames": 0},
        {"NumberOfFrames": 2147483647},
        {"Rows": 0},
    ],
)
def test_contradictions(make, write, ramp, attributes):
    refusal(write(make.image(ramp, **attributes)), DamagedError)


def test_text_and_several_values_where_a_number_belongs(make, write, ramp):
    dataset = make.image(ramp)
    dataset["Rows"] = DataElement("Rows", "US", [8, 8])
    assert "2 values" in refusal(write(dataset), DamagedError)
    dataset["Rows"] = DataElement("Rows", "LO", "eight")
    assert "text" in refusal(write(dataset), DamagedError)
    dataset["Rows"] = DataElement("Rows", "UL", 65537)
    assert "65537" in refusal(write(dataset), DamagedError)


def test_huge_size_is_refused_before_memory_is_taken(make, write, ramp):
    import resource

    path = write(make.image(ramp, Rows=65535, Columns=65535))
    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    assert "expected 8589672450 bytes, found 256" in refusal(path, DamagedError)
    assert time.perf_counter() - begin < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10  # KiB


@pytest.mark.parametrize(("uid", "name"), [(MPEG4, "MPEG-4"), (JPIP, "JPIP"), ("1.2.3.4", "1.2.3.4")])
def test_transfer_syntax_is_refused_by_name(make, write, ramp, uid, name):
    assert name in refusal(write(make.compress(make.image(ramp), [b"\0" * 20], uid)), UnsupportedError)


def test_wrong_transfer_syntax_is_not_noise(make, write, ramp):
    # The two UIDs are padded to the same length, so that the rest of the file stays whole.
    raw_uid, jpeg_uid = ExplicitVRLittleEndian.encode() + b"\0\0\0", JPEG_BASELINE.encode()
    path = write(make.compress(make.image(ramp), [b"\xff\xd8" + b"\0" * 20], JPEG_BASELINE))
    path.write_bytes(path.read_bytes().replace(jpeg_uid, raw_uid))
    assert "encapsulated, but the transfer syntax says uncompressed" in refusal(path, DamagedError)
    dataset = make.image(ramp)
    dataset.file_meta.ImplementationVersionName = "X"
    path = write(dataset)
    raw = path.read_bytes()
    old = b"\x02\0\x10\0UI\x14\0" + ExplicitVRLittleEndian.encode() + b"\0"
    new = b"\x02\0\x10\0UI\x16\0" + jpeg_uid
    path.write_bytes(raw.replace(old, new))
    assert old in raw
    assert "not encapsulated" in refusal(path, DamagedError)


@pytest.mark.parametrize("photometric", ["ARGB", "HSV", "CMYK", "YBR_PARTIAL_420", "GREY"])
def test_unknown_photometric_interpretation_is_refused_by_name(make, write, ramp, photometric):
    reason = refusal(write(make.image(ramp, PhotometricInterpretation=photometric)), UnsupportedError)
    assert reason == f"the photometric interpretation {photometric} is not handled: export the image as RGB"


@pytest.mark.parametrize(("photometric", "samples"), [("RGB", 1), ("PALETTE COLOR", 3), ("MONOCHROME2", 3), ("RGB", 4)])
def test_samples_that_do_not_go_with_the_photometric_interpretation(make, write, ramp, photometric, samples):
    dataset = make.image(ramp, PhotometricInterpretation=photometric, SamplesPerPixel=samples)
    assert "SamplesPerPixel (0028,0002): expected" in refusal(write(dataset), DamagedError)


def test_object_without_pixels(make, write, ramp):
    dataset = make.image(ramp)
    for keyword in [element.keyword for element in dataset.group_dataset(0x0028)] + ["PixelData"]:
        del dataset[keyword]
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    assert refusal(write(dataset), NoImageError) == "no image in this object (Basic Text SR Storage)"


def test_absent_and_empty_pixel_data(make, write, ramp):
    dataset = make.image(ramp)
    dataset.PixelData = b""
    assert "empty" in refusal(write(dataset), DamagedError)
    del dataset.PixelData
    assert "PixelData (7FE0,0010) is missing" in refusal(write(dataset), DamagedError)


def test_two_kinds_of_pixel_data(make, write, ramp):
    dataset = make.image(ramp.astype(np.uint32), FloatPixelData=bytes(4 * ramp.size))
    assert "two kinds" in refusal(write(dataset), DamagedError)


def test_deflate_bomb(make, write, ramp):
    path = write(make.image(ramp, syntax=DeflatedExplicitVRLittleEndian))
    raw = path.read_bytes()
    start = 144 + struct.unpack_from("<I", raw, 140)[0]
    deflater = zlib.compressobj(wbits=-15)
    bomb = b"".join(deflater.compress(bytes(1 << 20)) for _ in range(512)) + deflater.flush()
    path.write_bytes(raw[:start] + bomb)
    begin = time.perf_counter()
    assert "too large" in refusal(path, UnsupportedError)
    assert time.perf_counter() - begin < 2


def test_deflated_data_that_breaks_off(make, write, ramp):
    path = write(make.image(ramp, syntax=DeflatedExplicitVRLittleEndian))
    path.write_bytes(path.read_bytes()[:-8])
    refusal(path, DamagedError)


def test_pipe_device_folder_and_missing_file_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.dcm")
    (tmp_path / "folder.dcm").mkdir()
    (tmp_path / "loop.dcm").symlink_to(tmp_path / "loop.dcm")
    assert "pipe or device" in refusal(tmp_path / "pipe.dcm")
    assert "pipe or device" in refusal(tmp_path.__class__("/dev/zero"))
    assert "folder" in refusal(tmp_path / "folder.dcm")
    assert "cannot be read" in refusal(tmp_path / "loop.dcm")
    assert "cannot be read" in refusal(tmp_path / "missing.dcm")


def test_sparse_giant_is_refused_at_once(tmp_path):
    path = tmp_path / "sparse.dcm"
    with path.open("wb") as file:
        file.truncate(3 << 30)
    refusal(path, NotDicomError)


def test_deeply_nested_sequences_end_in_an_error_or_a_frame(make, write, ramp):
    path = write(make.image(ramp, bits_stored=12, syntax=ImplicitVRLittleEndian))
    raw = path.read_bytes()
    start = raw.index(struct.pack("<HH", 0x28, 2))
    opening = struct.pack("<HHI", 0x08, 0x1140, 0xFFFFFFFF) + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    path.write_bytes(raw[:start] + opening * 20_000 + raw[start:])
    refusal(path, DamagedError)
