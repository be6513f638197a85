"""Written pictures are read back, by two readers; what must not be replaced is not."""

import os
import struct

import cv2
import imagecodecs
import numpy as np
import pytest

from core import __version__
from core.errors import Cxr12Error
from core.export.picture import write_png, write_tiff

GREY = np.arange(256, dtype=np.uint8).reshape(16, 16)
WRITERS = {"png": write_png, "tiff": write_tiff}
DECODERS = {"png": imagecodecs.png_decode, "tiff": imagecodecs.tiff_decode}


@pytest.fixture(params=WRITERS)
def kind(request):
    return request.param


@pytest.fixture
def write(kind):
    return WRITERS[kind]


def read_back(path, kind):
    """What OpenCV and imagecodecs read; they must agree. Colours with red first."""
    by_opencv = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if by_opencv.ndim == 3:
        by_opencv = by_opencv[..., ::-1]
    by_imagecodecs = DECODERS[kind](path.read_bytes())
    assert by_opencv.dtype == by_imagecodecs.dtype
    assert np.array_equal(by_opencv, by_imagecodecs)
    return by_opencv


def every_value(dtype):
    side = 16 if dtype == np.uint8 else 256
    return np.arange(side * side).astype(dtype).reshape(side, side)


@pytest.mark.parametrize(
    "pixels",
    [
        every_value(np.uint8),
        every_value(np.uint16),
        every_value(np.uint16).astype(">u2"),
        every_value(np.uint16)[::3, 5:8],
        np.arange(7, dtype=np.uint8).reshape(7, 1),
        np.array([[65535]], dtype=np.uint16),
        np.random.default_rng(0).integers(0, 256, (5, 9, 3)).astype(np.uint8),
        np.random.default_rng(0).integers(0, 256, (6, 8, 3)).astype(np.uint8)[::-1, ::-1],
        np.random.default_rng(0).integers(0, 65536, (5, 7, 3)).astype(np.uint16),
    ],
    ids=["8", "16", "big endian", "strided", "odd", "one", "rgb", "rgb strided", "rgb 16"],
)
def test_every_value_comes_back(tmp_path, kind, write, pixels):
    path = tmp_path / f"a.{kind}"
    write(path, pixels, description="Something")
    found = read_back(path, kind)
    assert found.dtype == pixels.dtype.newbyteorder("=")
    assert np.array_equal(found, pixels)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_the_header_of_a_png(tmp_path):
    write_png(tmp_path / "a.png", every_value(np.uint16), description="Stored values")
    content = (tmp_path / "a.png").read_bytes()
    # Signature and IHDR, PNG specification 11.2.1: 256 by 256, 16 bits, greyscale.
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert content[16:26] == b"\x00\x00\x01\x00\x00\x00\x01\x00\x10\x00"
    texts, at = {}, 8
    while at < len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        if name == b"tEXt":
            keyword, _, text = content[at + 8 : at + 8 + length].partition(b"\0")
            texts[keyword.decode()] = text.decode()
        at += 12 + length
    assert at == len(content)
    assert texts == {
        "Software": f"CXR-12 {__version__}",
        "Disclaimer": "Research use only - not for diagnosis",
        "Description": "Stored values",
    }


def test_the_fields_of_a_tiff(tmp_path):
    write_tiff(tmp_path / "a.tiff", every_value(np.uint16)[:200], description="Stored values")
    content = (tmp_path / "a.tiff").read_bytes()
    assert content[:8] == b"II*\0\x08\0\0\0"
    (count,) = struct.unpack_from("<H", content, 8)
    entries = [struct.unpack_from("<HHII", content, 10 + 12 * number) for number in range(count)]
    assert struct.unpack_from("<I", content, 10 + 12 * count) == (0,)  # the only directory
    tags = [tag for tag, *_ in entries]
    assert tags == sorted(tags)
    fields = {tag: value for tag, _, _, value in entries}
    # TIFF 6.0, section 8: size, 16 bits, uncompressed, black is zero, one sample, one strip at the end of the file.
    assert [fields[tag] for tag in (256, 257, 258, 259, 262, 277, 278)] == [256, 200, 16, 1, 1, 1, 200]
    assert fields[273] + fields[279] == len(content)
    assert fields[279] == 256 * 200 * 2
    texts = {tag: content[at : at + length].decode() for tag, kind, length, at in entries if kind == 2}
    assert texts == {
        270: "Stored values\nResearch use only - not for diagnosis\0",
        305: f"CXR-12 {__version__}\0",
    }
    assert content[fields[282] : fields[282] + 8] == struct.pack("<II", 1, 1)


def test_a_long_name(tmp_path, kind, write):
    path = tmp_path / ("x" * 250 + f".{kind}")
    write(path, GREY)
    assert np.array_equal(read_back(path, kind), GREY)


def test_an_older_picture_is_replaced(tmp_path, kind, write):
    path = tmp_path / f"a.{kind}"
    write(path, GREY)
    write(path, 255 - GREY)
    assert np.array_equal(read_back(path, kind), 255 - GREY)


FOREIGN = [
    b"\0" * 128 + b"DICM" + b"\2\0\0\0",
    b"\x08\x00\x05\x00CS\x0a\x00",
    b"some text",
    # A DICOM file whose preamble makes it a TIFF or a PNG as well.
    (b"II*\0" + b"\0" * 124 + b"DICM"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 120 + b"DICM"),
]


@pytest.mark.parametrize("content", FOREIGN)
def test_any_other_file_is_kept(tmp_path, write, content):
    path = tmp_path / "image.dcm"
    path.write_bytes(content)
    with pytest.raises(Cxr12Error, match=r"^image\.dcm: a file of another kind has this name and is not replaced"):
        write(path, GREY)
    assert path.read_bytes() == content
    assert len(list(tmp_path.iterdir())) == 1


def test_an_empty_file_is_filled(tmp_path, kind, write):
    path = tmp_path / f"a.{kind}"
    path.touch()
    write(path, GREY)
    assert np.array_equal(read_back(path, kind), GREY)


def test_the_source_is_never_written_to_by_whatever_name(tmp_path, kind, write):
    source = tmp_path / f"source.{kind}"
    write(source, GREY)
    before = source.read_bytes()
    link, twin = tmp_path / f"link.{kind}", tmp_path / f"twin.{kind}"
    link.symlink_to(source)
    os.link(source, twin)
    (tmp_path / "folder").symlink_to(tmp_path)
    for target in (source, link, twin, tmp_path / "folder" / source.name, tmp_path / "." / source.name):
        with pytest.raises(Cxr12Error, match="this is the image itself, which is never written to"):
            write(target, 255 - GREY, source=source)
    assert source.read_bytes() == before
    assert link.is_symlink()
    with pytest.raises(Cxr12Error, match="cannot be written: not a directory"):
        write(source / f"inside.{kind}", GREY, source=source)
    write(tmp_path / f"other.{kind}", 255 - GREY, source=source)
    write(tmp_path / f"new.{kind}", GREY, source=tmp_path / "gone.dcm")


def test_a_link_to_a_dicom_file_is_kept(tmp_path, kind, write):
    source, link = tmp_path / "image.dcm", tmp_path / f"link.{kind}"
    source.write_bytes(b"\0" * 128 + b"DICM")
    link.symlink_to(source)
    with pytest.raises(Cxr12Error, match="a file of another kind"):
        write(link, GREY)
    assert link.is_symlink()


def test_a_link_to_a_picture_is_replaced_and_the_picture_kept(tmp_path, kind, write):
    picture, link = tmp_path / f"picture.{kind}", tmp_path / f"link.{kind}"
    write(picture, GREY)
    link.symlink_to(picture)
    write(link, 255 - GREY)
    assert not link.is_symlink()
    assert np.array_equal(read_back(picture, kind), GREY)


def test_pipes_and_folders_are_kept(tmp_path, write):
    os.mkfifo(tmp_path / "pipe")
    for target in (tmp_path / "pipe", tmp_path):
        with pytest.raises(Cxr12Error, match="a file of another kind"):
            write(target, GREY)


def test_a_missing_folder_is_said_in_one_sentence(tmp_path, write):
    with pytest.raises(Cxr12Error, match=r"^a\.x: the file cannot be written: no such file or directory; choose"):
        write(tmp_path / "nowhere" / "a.x", GREY)


def test_a_failed_write_leaves_the_old_picture(tmp_path, kind, write, monkeypatch):
    path = tmp_path / f"a.{kind}"
    write(path, GREY)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.whole_file.os.fsync", full)
    with pytest.raises(Cxr12Error, match="no space left on device"):
        write(path, 255 - GREY)
    assert np.array_equal(read_back(path, kind), GREY)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "wrong",
    [
        GREY.astype(np.int16),
        GREY.astype(np.float32),
        np.zeros((4, 4, 2), np.uint16),
        np.zeros((4, 4, 4), np.uint8),
        np.zeros((0, 4), np.uint8),
        GREY[0],
    ],
)
def test_other_pixels_are_refused(tmp_path, write, wrong):
    with pytest.raises(ValueError, match="a picture is uint8 or uint16 of shape"):
        write(tmp_path / "a.x", wrong)
    assert not list(tmp_path.iterdir())


def test_descriptions_are_ascii(tmp_path, write):
    with pytest.raises(ValueError, match="ascii"):
        write(tmp_path / "a.x", GREY, description="J\u00e4ne")
    assert not list(tmp_path.iterdir())
