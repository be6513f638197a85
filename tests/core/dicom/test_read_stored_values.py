"""Stored values against values worked out by hand from PS3.5 8.1.1."""

import struct

import imagecodecs
import numpy as np
import pydicom
import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from core.dicom.read import read


def test_ten_bits_under_high_bit_eleven_are_shifted_right(make, write):
    cells = np.array([[0b1111_1010101010_01, 0b0000_0000000001_11]], np.uint16)  # junk above and below
    frame = read(write(make.image(cells, bits_stored=10, high_bit=11)))
    assert frame.stored.tolist() == [[[0b1010101010, 1]]]
    assert frame.stored.dtype == np.uint16
    assert frame.stored_range == (0, 1023)


@pytest.mark.parametrize(("highest", "said"), [(0x1FFF, True), (0xFFF, False)])
def test_a_codestream_of_more_bits_than_the_header_is_cut_and_says_so(make, write, highest, said):
    """What is above Bits Stored may be junk or image: nobody can tell, so the user is told."""
    cells = np.linspace(0, highest, 64 * 64).astype(np.uint16).reshape(64, 64)
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k", reversible=True)
    frame = read(write(make.compress(make.image(cells, bits_stored=12), [code], "1.2.840.10008.1.2.4.90")))
    assert (frame.codestream_bits, frame.bits_stored) == (16, 12)
    assert np.array_equal(frame.stored[0], cells & 0xFFF)
    note = (
        "The header says 12 bits, the codestream 16, and some values need more than the header says: "
        "they are cut to 12 bits and may be wrong."
    )
    assert frame.notes == ((note,) if said else ())


def test_junk_above_bits_stored_is_masked(make, write):
    frame = read(write(make.image(np.array([[0xF123, 0x0FFF, 0x8000]], np.uint16), bits_stored=12)))
    assert frame.stored.tolist() == [[[0x123, 0xFFF, 0]]]


def test_signed_twelve_in_sixteen_with_zero_high_bits_is_sign_extended(make, write):
    frame = read(write(make.image(np.array([[0x0FFF, 0x0800, 0x07FF]], np.uint16), bits_stored=12, signed=True)))
    assert frame.stored.tolist() == [[[-1, -2048, 2047]]]
    assert frame.stored.dtype == np.int16


def test_signed_values_already_extended_stay(make, write):
    cells = np.array([[-1, -2048, 2047, 0]], np.int16).view(np.uint16)
    frame = read(write(make.image(cells, bits_stored=12, signed=True)))
    assert frame.stored.tolist() == [[[-1, -2048, 2047, 0]]]


def test_signed_shifted_value_keeps_its_sign(make, write):
    cells = np.array([[0b0000_1111111110_00, 0b0000_0111111111_11]], np.uint16)
    frame = read(write(make.image(cells, bits_stored=10, high_bit=11, signed=True)))
    assert frame.stored.tolist() == [[[-2, 511]]]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.uint32])
@pytest.mark.parametrize("signed", [False, True])
def test_full_range_is_exact(make, write, dtype, signed):
    cells = np.array([[0, 1, np.iinfo(dtype).max, np.iinfo(dtype).max // 2 + 1]], dtype)
    frame = read(write(make.image(cells, signed=signed)))
    wanted = cells.view(dtype().dtype.str.replace("u", "i")) if signed else cells
    assert np.array_equal(frame.stored[0], wanted)
    assert frame.stored.dtype == wanted.dtype


@pytest.mark.parametrize(("keyword", "dtype"), [("FloatPixelData", "<f4"), ("DoubleFloatPixelData", "<f8")])
def test_float_pixels_are_exact(make, write, keyword, dtype):
    values = np.array([[0.1, -1e20, 3.5]], dtype)
    dataset = make.image(np.zeros((1, 3), np.uint16))
    for gone in ("PixelData", "BitsStored", "HighBit", "PixelRepresentation"):
        del dataset[gone]
    dataset.BitsAllocated = 8 * values.dtype.itemsize
    setattr(dataset, keyword, values.tobytes())
    frame = read(write(dataset))
    assert np.array_equal(frame.stored[0], values)
    assert frame.bits_stored == 8 * values.dtype.itemsize


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
def test_every_uncompressed_syntax_gives_the_same(make, write, ramp, syntax):
    frame = read(write(make.image(ramp, bits_stored=12, syntax=syntax)))
    assert np.array_equal(frame.stored[0], ramp)
    assert frame.transfer_syntax == syntax
    assert frame.decoder == "uncompressed"
    assert frame.identity.patient_name == "Tran^Van An"


def test_eight_bit_words_in_big_endian_are_byte_pairs(make, write):
    dataset = make.image(np.array([[1, 2, 3], [4, 5, 6]], np.uint8), syntax=ExplicitVRBigEndian)
    dataset.PixelData = bytes([2, 1, 4, 3, 6, 5])  # the words 0x0201, 0x0403, 0x0605 as PS3.5 8.1.1 lays them out
    dataset["PixelData"].VR = "OW"
    assert read(write(dataset)).stored.tolist() == [[[1, 2, 3], [4, 5, 6]]]


@pytest.mark.parametrize("syntax", [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian])
def test_no_preamble_and_no_meta_group_opens(make, tmp_path, ramp, syntax):
    path = tmp_path / "bare.dcm"
    dataset = make.image(ramp, bits_stored=12, syntax=syntax)
    del dataset.file_meta
    pydicom.dcmwrite(
        path,
        dataset,
        implicit_vr=syntax == ImplicitVRLittleEndian,
        little_endian=syntax != ExplicitVRBigEndian,
        enforce_file_format=False,
    )
    assert path.read_bytes()[128:132] != b"DICM"
    frame = read(path)
    assert np.array_equal(frame.stored[0], ramp)
    assert frame.transfer_syntax == syntax


def test_number_of_frames_decides_even_when_there_is_more(make, write):
    cells = np.arange(24, dtype=np.uint16).reshape(3, 2, 4)
    frame = read(write(make.image(cells, NumberOfFrames=2)))
    assert np.array_equal(frame.stored, cells[:2])
    assert any("16 bytes more" in note for note in frame.notes)


def test_odd_pixel_count_with_its_pad_byte(make, write):
    frame = read(write(make.image(np.array([[1, 2, 3]], np.uint8))))
    assert frame.stored.tolist() == [[[1, 2, 3]]]
    assert frame.notes == ()


def test_result_is_read_only_and_the_file_untouched(make, write, ramp):
    path = write(make.image(ramp, bits_stored=12))
    before, age = path.read_bytes(), path.stat().st_mtime_ns
    frame = read(path)
    with pytest.raises(ValueError, match="read-only"):
        frame.stored[0, 0, 0] = 1
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, age)


def test_pydicom_agrees_where_it_is_right(make, write, ramp):
    path = write(make.image(ramp, bits_stored=12, syntax=ExplicitVRBigEndian))
    assert np.array_equal(read(path).stored[0], pydicom.dcmread(path).pixel_array)


def test_pixel_hash_is_that_of_the_little_endian_bytes(make, write):
    import hashlib

    frame = read(write(make.image(np.array([[1, 515]], np.uint16), syntax=ExplicitVRBigEndian)))
    assert frame.pixel_sha256() == hashlib.sha256(struct.pack("<HH", 1, 515)).hexdigest()


@pytest.mark.parametrize("undefined", [True, False])
def test_header_with_a_sequence_longer_than_what_is_read_first(make, write, ramp, undefined):
    dataset = make.image(ramp, bits_stored=12)
    items = [pydicom.Dataset() for _ in range(2000)]
    for item in items:
        item.ReferencedSOPClassUID = item.ReferencedSOPInstanceUID = "1.2.3.4.5.6.7.8.9"
        item.is_undefined_length_sequence_item = undefined
    dataset.ReferencedImageSequence = pydicom.Sequence(items)
    dataset["ReferencedImageSequence"].is_undefined_length = undefined
    path = write(dataset)
    assert path.stat().st_size > 1 << 16
    assert np.array_equal(read(path).stored[0], ramp)
