"""PNG pictures as frames."""

import struct
import subprocess
import sys
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


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def built(path, columns, rows, depth, kind, samples, *, before=b""):
    """A PNG put together by hand from the bytes of its samples, whatever its header says."""
    packed = zlib.compressobj(9)
    pixels = b"".join(packed.compress(b"\0" + row) for row in samples) + packed.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, depth, kind, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + before + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


@pytest.mark.parametrize(
    ("columns", "rows", "depth", "kind"),
    [
        (60_000, 60_000, 16, 0),
        (8192, 8193, 16, 0),  # 128 MiB are 8192 x 8192 of 16 bits
        (8192, 16385, 8, 0),
        (8192, 4097, 8, 2),  # colours count as four channels of 8 bits
        (8192, 2049, 16, 4),
        (8192, 2049, 16, 6),
        (65_535, 65_535, 8, 3),  # palettes are refused at any size
    ],
)
def test_what_would_take_much_memory_is_refused_before_decoding(tmp_path, monkeypatch, columns, rows, depth, kind):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(UnsupportedError, match=f"found {columns} x {rows} pixels of {depth} bits") as caught:
        read_png(built(tmp_path / "a.png", columns, rows, depth, kind, []))
    assert ("128 MiB" in caught.value.reason) == (kind != 3)


def test_a_small_file_cannot_take_much_memory(tmp_path):
    """The largest picture that is still read; its 128 MiB are decoded through a second copy."""
    path = built(tmp_path / "a.png", 8192, 8192, 16, 0, (bytes(16384) for _ in range(8192)))
    assert path.stat().st_size < 1 << 20
    code = (
        "import resource, sys; from pathlib import Path; from core.picture import read_png;"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10; before = peak();"
        "frame = read_png(Path(sys.argv[1])); print(frame.stored.nbytes >> 20, peak() - before)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    pixels, more = map(int, done.stdout.split())
    assert pixels == 128
    assert more < 300


def test_an_animation_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(cv2, "imdecode", lambda *_: pytest.fail("it was decoded"))
    control = chunk(b"tEXt", b"Comment\0a film") + chunk(b"acTL", struct.pack(">II", 2, 0))
    with pytest.raises(UnsupportedError, match="found an animation"):
        read_png(built(tmp_path / "a.png", 2, 2, 8, 0, [b"ab"] * 2, before=control))


def test_a_file_of_too_many_bytes_is_refused_whatever_its_name(tmp_path):
    path = built(tmp_path / "a.dcm", 2, 2, 8, 0, [b"ab"] * 2)
    with path.open("r+b") as file:
        file.truncate((128 << 20) + 1)  # takes no disk
    with pytest.raises(UnsupportedError, match="a picture file of at most 128 MiB"):
        read_image(path)


@pytest.mark.parametrize(("depth", "kind"), [(8, 4), (16, 4), (8, 6), (16, 6)])
@pytest.mark.parametrize("opaque", [True, False])
def test_transparency_is_ignored_with_a_note(tmp_path, depth, kind, opaque):
    grey = np.array([[0, 7, 200]], f">u{depth // 8}")
    alpha = np.full((1, 3), (1 << depth) - 1, grey.dtype)
    alpha[0, 1] -= not opaque
    samples = np.stack([grey] * (1 if kind == 4 else 3) + [alpha], axis=-1).astype(grey.dtype)
    frame = read_png(built(tmp_path / "a.png", 3, 1, depth, kind, [samples.tobytes()]))
    assert np.array_equal(frame.stored[0], grey)
    assert frame.bits_stored == depth
    assert any("transparent" in note for note in frame.notes) != opaque
    assert any("colour" in note for note in frame.notes) == (kind == 6)


def test_broken_and_foreign_files(tmp_path):
    path = png(tmp_path / "a.png", np.zeros((64, 64), np.uint8))
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(DamagedError):
        read_png(path)
    with pytest.raises(DamagedError):
        read_png(built(tmp_path / "c.png", 0, 4, 8, 0, []))
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


def test_texts_are_not_unpacked_to_see_the_picture(tmp_path, monkeypatch):
    whole = tmp_path / "whole.png"
    grey = np.arange(12, dtype=np.uint16).reshape(3, 4) * 5000
    cv2.imwrite(str(whole), grey)
    content = whole.read_bytes()
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 100_000))
    first, last = 8 + 25, len(content) - 12  # behind IHDR, before IEND
    path = tmp_path / "texts.png"
    path.write_bytes(content[:first] + 3 * text + content[first:last] + text + content[last:])
    decode, seen = cv2.imdecode, []
    monkeypatch.setattr(cv2, "imdecode", lambda given, how: seen.append(given.tobytes()) or decode(given, how))
    assert np.array_equal(read_png(path).stored[0], grey)
    assert seen == [content]
