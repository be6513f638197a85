"""The thesis' tags in the lowest bits of blue, read from pictures written here from what is known of its format."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.export.thesis_bits import find_thesis_tags

FACTS = "(00100040)F(00100010)NGUYEN^AN(00101010)045Y(00080060)DX"


def encoded(text, picture, channel=2, *, bits=8, lowest_first=False):
    """Write the thesis' way: each character as ``bits`` binary digits, one digit to the last bit of a pixel of blue."""
    digits = "".join(format(byte, f"0{bits}b")[:: -1 if lowest_first else 1] for byte in text.encode())
    picture = picture.copy()
    for number, digit in enumerate(digits):
        row, column = divmod(number, picture.shape[1])
        value = picture[row, column, channel] if picture.ndim == 3 else picture[row, column]
        value = (int(value) // 2) * 2 + int(digit)
        if picture.ndim == 3:
            picture[row, column, channel] = value
        else:
            picture[row, column] = value
    return picture


@pytest.fixture
def radiograph():
    grey = np.random.default_rng(4).integers(0, 256, (224, 224)).astype(np.uint8)
    return np.dstack([grey] * 3)


def test_the_tags_of_a_picture_of_224_pixels(radiograph):
    found = find_thesis_tags(encoded(f"{FACTS}@", radiograph))
    assert (found.channel, found.ended) == ("blue", True)
    assert found.tags == ((0x00100040, "F"), (0x00100010, "NGUYEN^AN"), (0x00101010, "045Y"), (0x00080060, "DX"))


@pytest.mark.parametrize("bits", [7, 8])
@pytest.mark.parametrize("lowest_first", [False, True])
@pytest.mark.parametrize(("channel", "name"), [(0, "red"), (1, "green"), (2, "blue")])
def test_other_orders_and_channels_are_tried(radiograph, bits, lowest_first, channel, name):
    picture = encoded(f"{FACTS}@", radiograph, channel, bits=bits, lowest_first=lowest_first)
    found = find_thesis_tags(picture)
    assert (found.channel, found.tags[0], len(found.tags)) == (name, (0x00100040, "F"), 4)


def test_a_grey_picture_and_other_sizes():
    for shape in ((224, 224), (30, 57), (1, 600)):
        grey = np.random.default_rng(4).integers(0, 65536, shape).astype(np.uint16)
        found = find_thesis_tags(encoded(f"{FACTS}@", grey))
        assert (found.channel, found.tags[-1]) == ("grey", (0x00080060, "DX"))


def test_names_beyond_ascii(radiograph):
    found = find_thesis_tags(encoded("(00100010)Nguyễn Thị Ánh@", radiograph))
    assert found.tags == ((0x00100010, "Nguyễn Thị Ánh"),)
    latin = encoded("(00100010)M?ller@", radiograph)
    place = 11 * 8  # of the question mark: the eleventh character from 0
    for number, digit in enumerate(format(0xFC, "08b")):
        row, column = divmod(place + number, 224)
        latin[row, column, 2] = (latin[row, column, 2] // 2) * 2 + int(digit)
    assert find_thesis_tags(latin).tags == ((0x00100010, "Müller"),)


def test_without_the_end_mark_it_says_so():
    picture = np.zeros((8, 20, 3), np.uint8)  # 160 bits: 20 characters
    found = find_thesis_tags(encoded("(00100040)F(00100010", picture))
    assert not found.ended
    assert found.tags == ((0x00100040, "F(00100010"),)


def test_words_that_follow_the_end_mark_are_left_alone(radiograph):
    assert find_thesis_tags(encoded("(00100040)F@(00100010)X@", radiograph)).tags == ((0x00100040, "F"),)


@settings(max_examples=300)
@given(st.integers(0, 2**32 - 1), st.integers(1, 50), st.integers(1, 50), st.booleans())
def test_noise_of_any_size_says_nothing(seed, rows, columns, colored):
    shape = (rows, columns, 3) if colored else (rows, columns)
    assert find_thesis_tags(np.random.default_rng(seed).integers(0, 256, shape).astype(np.uint8)) is None


VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=0x1EFF, exclude_characters="@("), max_size=12)


@given(st.lists(st.tuples(st.integers(0, 0xFFFFFFFF), VALUES), min_size=1, max_size=4))
def test_any_tags_come_back(tags):
    text = "".join(f"({tag:08X}){value}" for tag, value in tags)
    found = find_thesis_tags(encoded(f"{text}@", np.full((40, 60, 3), 128, np.uint8)))
    assert found.tags == tuple((tag, value.strip()) for tag, value in tags)
