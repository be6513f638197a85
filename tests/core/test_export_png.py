"""Written pictures are read back; what must not be replaced is not."""

import os

import cv2
import numpy as np
import pytest

from core.errors import Cxr12Error
from core.export.png import write_png

GREY = np.arange(256, dtype=np.uint8).reshape(16, 16)


def test_greys_come_back(tmp_path):
    path = tmp_path / "a.png"
    write_png(path, GREY)
    # Signature and IHDR, PNG specification 11.2.1: 16 by 16, 8 bits, greyscale.
    head = path.read_bytes()[:26]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert head[16:26] == b"\x00\x00\x00\x10\x00\x00\x00\x10\x08\x00"
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), GREY)
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


def test_a_strided_view_and_a_long_name(tmp_path):
    path = tmp_path / ("x" * 251 + ".png")
    write_png(path, GREY[::2, ::2])
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), GREY[::2, ::2])


def test_an_older_png_is_replaced(tmp_path):
    path = tmp_path / "a.png"
    write_png(path, GREY)
    write_png(path, 255 - GREY)
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), 255 - GREY)


@pytest.mark.parametrize("content", [b"\0" * 128 + b"DICM" + b"\2\0\0\0", b"\x08\x00\x05\x00CS\x0a\x00", b"some text"])
def test_any_other_file_is_kept(tmp_path, content):
    path = tmp_path / "image.dcm"
    path.write_bytes(content)
    with pytest.raises(Cxr12Error, match=r"^image\.dcm: this file is not a PNG picture and is not replaced"):
        write_png(path, GREY)
    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_to_a_dicom_file_is_kept(tmp_path):
    source, link = tmp_path / "image.dcm", tmp_path / "link.png"
    source.write_bytes(b"\0" * 128 + b"DICM")
    link.symlink_to(source)
    with pytest.raises(Cxr12Error, match="not a PNG picture"):
        write_png(link, GREY)
    assert link.is_symlink()


def test_pipes_and_folders_are_kept(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "pipe", tmp_path):
        with pytest.raises(Cxr12Error, match="not a PNG picture"):
            write_png(target, GREY)


def test_a_missing_folder_is_said_in_one_sentence(tmp_path):
    with pytest.raises(Cxr12Error, match=r"^a\.png: the picture cannot be written: no such file or directory; choose"):
        write_png(tmp_path / "nowhere" / "a.png", GREY)


def test_a_failed_write_leaves_the_old_picture(tmp_path, monkeypatch):
    path = tmp_path / "a.png"
    write_png(path, GREY)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.export.png.os.fsync", full)
    with pytest.raises(Cxr12Error, match="no space left on device"):
        write_png(path, 255 - GREY)
    assert np.array_equal(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), GREY)
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize("wrong", [GREY.astype(np.uint16), np.zeros((4, 4, 3), dtype=np.uint8)])
def test_only_8_bit_grey(tmp_path, wrong):
    with pytest.raises(ValueError, match="uint8 with 2 dimensions"):
        write_png(tmp_path / "a.png", wrong)
