"""Compressed frames that lack bytes in the middle and end like whole ones: never shown without a word."""

import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from core.dicom.codestream import CodestreamError, check_tile_parts
from core.dicom.preview import preview
from core.dicom.read import read
from core.dicom.surplus import with_surplus
from core.errors import DamagedError

JPEG = "1.2.840.10008.1.2.4."
EOI = b"\xff\xd9"


def slope():
    y, x = np.mgrid[0:160, 0:200]
    noise = np.random.default_rng(5).normal(0, 12, y.shape)
    return np.clip(1800 + 900 * np.sin(y / 31) * np.cos(x / 23) + noise, 0, 4095).astype(np.uint16)


def pillow(cells, name="JPEG", **options):
    stream = io.BytesIO()
    Image.fromarray(cells).save(stream, name, **options)
    return stream.getvalue()


CODECS = {
    "JPEG 2000": ("90", 12, lambda cells: imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k")),
    "JPEG 2000 in tiles": ("90", 8, lambda cells: pillow(cells, "JPEG2000", no_jp2=True, tile_size=(64, 64))),
    "HTJ2K": ("201", 12, lambda cells: imagecodecs.htj2k_encode(cells, reversible=True)),
    "lossless": ("70", 12, lambda cells: imagecodecs.ljpeg_encode(cells, bitspersample=12)),
    "extended": ("51", 12, lambda cells: imagecodecs.jpeg8_encode(cells, bitspersample=12, level=85)),
    "baseline": ("50", 8, pillow),
    "progressive": ("55", 8, lambda cells: pillow(cells, progressive=True)),
    "restarts": ("50", 8, lambda cells: pillow(cells, restart_marker_rows=2)),
}
SHOWN_MARKED = set(CODECS) - {"JPEG 2000", "JPEG 2000 in tiles", "lossless"}


def scan_start(code):
    return code.index(b"\xff\x93") + 2 if code[:2] == b"\xff\x4f" else code.index(b"\xff\xda") + 10


def cut_at_70_percent(code):
    return code[: len(code) * 7 // 10] + EOI


def without_30_bytes(code):
    at = (scan_start(code) + len(code)) // 2
    return code[:at] + code[at + 30 :]


def without_the_last_30(code):
    return code[:-32] + EOI


@pytest.fixture
def gap(make, write):
    def to_file(codec, harm=lambda code: code):
        number, bits, encode = CODECS[codec]
        cells = slope() if bits == 12 else (slope() >> 4).astype(np.uint8)
        code = encode(cells)
        return write(make.compress(make.image(cells, bits_stored=bits), [harm(code)], JPEG + number)), code

    return to_file


@pytest.mark.parametrize("codec", CODECS)
def test_the_whole_ones_are_as_their_codec_gives_them(gap, codec):
    path, code = gap(codec)
    name = {"70": "jpegsof3", "90": "jpeg2k", "201": "htj2k"}.get(CODECS[codec][0], "jpeg8")
    expected = getattr(imagecodecs, f"{name}_decode")(code)
    for damaged in (False, True):
        frame = read(path, damaged=damaged)
        assert np.array_equal(frame.stored[0], expected)
        assert frame.damaged == ""


ENDS = [(codec, harm) for codec in CODECS for harm in (cut_at_70_percent, without_the_last_30)]
INSIDE = [(codec, without_30_bytes) for codec in ("JPEG 2000", "JPEG 2000 in tiles", "HTJ2K", "lossless", "baseline")]


@pytest.mark.parametrize(("codec", "harm"), ENDS + INSIDE)
def test_a_gap_is_refused_and_shown_with_a_mark_or_not_at_all(gap, codec, harm):
    path, _ = gap(codec, harm)
    with pytest.raises(DamagedError, match="compressed pixel data"):
        read(path)
    if codec in SHOWN_MARKED:
        assert "breaks off" in read(path, damaged=True).damaged
    else:
        with pytest.raises(DamagedError):
            read(path, damaged=True)


def test_a_gap_has_no_preview(make, write):
    cells = np.tile(slope(), (7, 6))
    code = imagecodecs.jpeg2k_encode(cells, level=0, codecformat="j2k")
    dataset = make.image(cells, bits_stored=12)
    assert preview(write(make.compress(dataset, [code], JPEG + "90"))).factor == 4
    assert preview(write(make.compress(dataset, [cut_at_70_percent(code)], JPEG + "90"))) is None


def codestream(*tile_parts):
    """A JPEG 2000 header with nothing but an (empty) SIZ segment, then tile-parts of (Psot, bytes)."""
    parts = b"".join(
        b"\xff\x90\x00\x0a\x00\x00" + psot.to_bytes(4, "big") + b"\x00\x01" + b"\xff\x93" + bytes(size - 14)
        for psot, size in tile_parts
    )
    return b"\xff\x4f\xff\x51\x00\x04\x00\x00" + parts + EOI


@pytest.mark.parametrize("lengths", [[(14, 14)], [(20, 20), (14, 14)], [(20, 20), (0, 33)], [(0, 14)]])
def test_tile_parts_that_end_where_they_say(lengths):
    check_tile_parts(codestream(*lengths))


@pytest.mark.parametrize(
    "lengths", [[(21, 20)], [(19, 20)], [(1, 14)], [(20, 20), (34, 33)], [(4294967295, 20)], [(30, 20), (20, 20)], []]
)
def test_tile_parts_that_do_not(lengths):
    with pytest.raises(CodestreamError):
        check_tile_parts(codestream(*lengths))


def test_surplus_stands_before_each_marker_that_ends_coded_data_and_in_no_segment():
    filling = b"\xaa" * 32
    table, scan = b"\xff\xc4\x00\x06\xff\xd9\xff\xd0", b"\xff\xda\x00\x03\x01"  # the table looks full of markers
    data = b"\xff\xd8" + table + scan + b"ab\xff\x00c\xff\xd0de" + table + scan + b"fg" + EOI
    expected = (
        b"\xff\xd8" + table + scan + b"ab\xff\x00c" + filling + b"\xff\xd0de" + filling + table + scan + b"fg" + filling
    )
    assert with_surplus(data) == expected + EOI
