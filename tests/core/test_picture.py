"""PNG pictures as frames."""

import struct
import zlib

import cv2
import numpy as np
import pytest

from core.errors import DamagedError, NotDicomError, UnsupportedError
from core.picture import read_image, read_png


def png(path, pixels):
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_grey_values_are_exact(tmp_path, dtype):
    pixels = np.array([[0, 1, 200], [np.iinfo(dtype).max, 7, 9]], dtype)
    frame = read_image(png(tmp_path / "x.dcm", pixels))  # content decides, not the name
    assert np.array_equal(frame.stored[0], pixels)
    assert frame.stored.dtype == dtype
    assert (frame.picture, frame.photometric, frame.signed) == (True, "MONOCHROME2", False)
    assert frame.bits_stored == frame.bits_allocated == 8 * np.dtype(dtype).itemsize
    assert not frame.stored.flags.writeable


def test_equal_channels_are_grey_and_others_refused(tmp_path):
    grey = np.arange(12, dtype=np.uint8).reshape(3, 4)
    frame = read_png(png(tmp_path / "a.png", np.dstack([grey] * 3)))
    assert np.array_equal(frame.stored[0], grey)
    assert frame.notes
    with pytest.raises(UnsupportedError, match="found colours"):
        read_png(png(tmp_path / "b.png", np.dstack([grey, grey, grey + 1])))


def test_huge_header_is_refused_before_decoding(tmp_path):
    path = png(tmp_path / "a.png", np.zeros((4, 4), np.uint8))
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 16, 0, 0, 0, 0)
    raw = path.read_bytes()
    path.write_bytes(raw[:12] + header + struct.pack(">I", zlib.crc32(header)) + raw[33:])
    with pytest.raises(UnsupportedError, match="60000 x 60000"):
        read_png(path)


def test_broken_and_foreign_files(tmp_path):
    path = png(tmp_path / "a.png", np.zeros((64, 64), np.uint8))
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(DamagedError):
        read_png(path)
    (tmp_path / "b.png").write_text("hello")
    with pytest.raises(NotDicomError):
        read_png(tmp_path / "b.png")
    with pytest.raises(NotDicomError):
        read_image(tmp_path / "b.png")


def test_one_bit_picture_is_refused_by_depth(tmp_path):
    path = tmp_path / "bits.png"
    cv2.imwrite(str(path), np.zeros((8, 8), np.uint8), [cv2.IMWRITE_PNG_BILEVEL, 1])
    with pytest.raises(UnsupportedError, match="1 bits"):
        read_png(path)
