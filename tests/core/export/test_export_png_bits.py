"""Text in the lowest bits: any text, any size of picture, any channel; and what noise says."""

import math
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from core.export.png_bits import CHANNELS, GREY, DamagedBitsError, capacity, find, hide, psnr, size_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ("Phổi không có tổn thương khu trú", "\U0001fac1\U0001f469\u200d\u2695\ufe0f", "a\0b", "")
)
PIXELS = st.one_of(
    *(
        npst.arrays(kind, st.tuples(st.integers(1, 60), st.integers(1, 60), *depth))
        for kind in (np.uint8, np.uint16)
        for depth in ((), (st.just(3),))
    )
)


@given(PIXELS, TEXT, st.sampled_from(CHANNELS))
def test_any_text_that_fits_comes_back_and_no_value_moves_by_more_than_one(pixels, text, channel):
    before = pixels.copy()
    rows, columns = pixels.shape[:2]
    room = max(0, rows * columns // 8 - 12)  # one bit to a pixel, less three numbers of four bytes
    assert capacity(rows, columns) == room
    if len(text.encode()) > room or rows * columns < 96 or (channel == GREY and pixels.ndim == 3):
        with pytest.raises(ValueError, match=r"expected (at most|at least|a picture with the channel grey)"):
            hide(pixels, text, channel)
        return
    marked = hide(pixels, text, channel)
    assert np.array_equal(pixels, before)
    assert marked.dtype == pixels.dtype
    assert find(marked, channel) == text
    grey = pixels if pixels.ndim == 3 or channel == GREY else np.dstack([pixels] * 3)
    difference = np.abs(marked.astype(int) - grey)
    assert difference.max() <= 1
    if channel != GREY:
        others = [number for number, name in enumerate(("red", "green", "blue")) if name != channel]
        assert not difference[..., others].any()


def test_the_layout_is_the_one_described():
    """Written by hand: CX12, length, CRC-32, text; highest bits first, along the rows."""
    text = "é@".encode()
    data = b"CX12" + struct.pack(">I", len(text)) + struct.pack(">I", zlib.crc32(text)) + text
    bits = "".join(f"{byte:08b}" for byte in data)
    picture = np.full((12, 11, 3), 254, np.uint8)
    for number, bit in enumerate(bits):
        picture[number // 11, number % 11, 2] |= int(bit)
    assert find(picture, "blue") == "é@"
    assert np.array_equal(hide(np.full((12, 11), 254, np.uint8), "é@", "blue"), picture)


def test_the_room_is_what_it_says():
    picture = np.zeros((20, 24), np.uint8)  # 480 bits are 60 bytes
    assert capacity(20, 24) == 48
    assert find(hide(picture, "x" * 48)) == "x" * 48
    with pytest.raises(ValueError, match="expected at most 48 bytes of text, found 49: leave some out"):
        hide(picture, "x" * 49)
    assert (capacity(1, 95), capacity(8, 12), capacity(1, 1)) == (0, 0, 0)
    assert size_of("é") == 2
    with pytest.raises(ValueError, match="expected at most 0 bytes"):
        hide(np.zeros((1, 95), np.uint8), "x")


def test_an_empty_text_needs_its_header_too():
    with pytest.raises(ValueError, match="expected at least 96 pixels"):
        hide(np.zeros((2, 2), np.uint8), "")


def test_halves_of_characters_become_marks():
    assert find(hide(np.zeros((30, 30), np.uint8), "a\ud800b\U0001f600")) == "a\ufffdb\U0001f600"


@given(st.integers(0, 2**32 - 1))
def test_noise_says_nothing(seed):
    rng = np.random.default_rng(seed)
    assert find(rng.integers(0, 256, (40, 40)).astype(np.uint8)) is None


@given(st.integers(0, 8 * 15 - 1))
def test_one_changed_bit_is_found_out(number):
    marked = hide(np.zeros((20, 20), np.uint8), "abc")
    marked[number // 20, number % 20] ^= 1
    if number < 32:  # of the mark at the beginning
        assert find(marked) is None
    else:
        with pytest.raises(DamagedBitsError, match=r"checksum|there is room for"):
            find(marked)


def test_a_length_that_cannot_be_takes_no_memory():
    head = np.unpackbits(np.frombuffer(struct.pack(">4sII", b"CX12", 0xFFFFFFFF, 0), np.uint8))
    picture = np.zeros((20, 20), np.uint8)
    picture.reshape(-1)[: len(head)] = head
    with pytest.raises(DamagedBitsError, match=r"4,294,967,295 bytes, and there is room for 38"):
        find(picture)


def test_bytes_that_are_no_text_are_refused():
    data = b"\xff\xfe"
    bits = np.unpackbits(np.frombuffer(struct.pack(">4sII", b"CX12", 2, zlib.crc32(data)) + data, np.uint8))
    picture = np.zeros((20, 20), np.uint8)
    picture.reshape(-1)[: len(bits)] = bits
    with pytest.raises(DamagedBitsError, match="not UTF-8"):
        find(picture)


def test_the_quality_is_the_formula():
    before = np.array([[10, 20], [30, 40]], np.uint8)
    after = np.array([[11, 20], [30, 40]], np.uint8)
    # One square of 1 in 4 pixels: 10 log10(255^2 / 0.25) = 54.1514 dB.
    assert psnr(before, after, 255) == pytest.approx(54.1514, abs=1e-4)
    assert psnr(before, before, 255) == math.inf
    # The same in one channel of three: one in 12.
    colored = np.dstack([before, before, after])
    assert psnr(before, colored, 255) == pytest.approx(10 * math.log10(255**2 * 12), abs=1e-9)
    assert psnr(np.uint16([[65535]]), np.uint16([[0]]), 65535) == 0.0


def test_the_smallest_cost_of_a_full_picture():
    """All bits of a channel replaced by noise: half of them change, an error of 1/2."""
    picture = np.random.default_rng(1).integers(0, 256, (200, 200)).astype(np.uint8)
    text = "".join(chr(value) for value in np.random.default_rng(2).integers(32, 127, capacity(200, 200)))
    assert psnr(picture, hide(picture, text), 255) == pytest.approx(10 * math.log10(255**2 / 0.5), abs=0.1)
