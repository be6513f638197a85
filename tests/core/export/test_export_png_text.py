"""Text in PNG files: written so that Pillow reads it, read from files that lie."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from core.export.picture import png_bytes
from core.export.png_text import LONGEST_TEXT, SIGNATURE, chunk, read_texts, text_chunk

GREY = np.arange(64, dtype=np.uint8).reshape(8, 8)
KEYWORDS = st.text(st.sampled_from("abcXYZ019 ()-_äß"), min_size=1, max_size=79).filter(
    lambda word: word == word.strip() and "  " not in word
)
STORED = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def with_chunks(*chunks):
    return png_bytes(GREY, chunks=b"".join(chunks))


def read(*chunks):
    texts, notes = read_texts(with_chunks(*chunks))
    return [(one.keyword, one.text) for one in texts[2:]], notes


@given(st.dictionaries(KEYWORDS, STORED, max_size=5))
def test_pillow_reads_what_is_written(texts):
    picture = Image.open(io.BytesIO(with_chunks(*(text_chunk(word, text) for word, text in texts.items()))))
    assert picture.info.pop("Software").startswith("CXR-12")
    assert picture.info.pop("Disclaimer") == "Research use only - not for diagnosis"
    assert picture.text.keys() >= texts.keys()
    assert {word: str(picture.text[word]) for word in texts} == texts
    assert np.array_equal(np.asarray(picture), GREY)


@given(st.lists(st.tuples(KEYWORDS, STORED), max_size=5))
def test_what_is_written_is_read(texts):
    assert read(*(text_chunk(word, text) for word, text in texts)) == (texts, ())


@given(st.lists(st.tuples(st.sampled_from("tzi"), STORED.filter(bool)), min_size=1, max_size=4))
def test_what_pillow_writes_is_read(texts):
    info = PngImagePlugin.PngInfo()
    for number, (kind, text) in enumerate(texts):
        if kind == "i":
            info.add_itxt(f"key {number}", text, lang="vi", tkey="khoá", zip=number % 2 == 0)
        else:
            info.add_text(f"key {number}", text, zip=kind == "z")  # Pillow turns what is not Latin-1 into iTXt
    sink = io.BytesIO()
    Image.fromarray(GREY).save(sink, "PNG", pnginfo=info)
    found, notes = read_texts(sink.getvalue())
    assert [one.text for one in found] == [text for _, text in texts]
    assert notes == ()


def test_what_a_chunk_cannot_hold_becomes_a_mark():
    assert read(text_chunk("a", "x\0y\ud800z\U0001f600")) == ([("a", "x\ufffdy\ufffdz\U0001f600")], ())


@pytest.mark.parametrize("keyword", ["", " a", "a ", "a  b", "x" * 80, "a\0b", "a\nb", "\u65e5"])
def test_a_keyword_is_one_of_the_standard(keyword):
    with pytest.raises(ValueError, match="expected a keyword of 1 to 79"):
        text_chunk(keyword, "x")


def test_a_damaged_text_is_left_out_and_the_rest_read():
    bad = bytearray(text_chunk("bad", "x" * 50))
    bad[20] ^= 1
    found, notes = read(text_chunk("a", "1"), bytes(bad), text_chunk("b", "2"))
    assert found == [("a", "1"), ("b", "2")]
    assert notes == ("A text was left out: it is damaged, its checksum is another one.",)


def test_every_cut_of_a_file_is_survived():
    content = with_chunks(text_chunk("a", "one"), text_chunk("b", "zwei \u00fc \U0001f600"))
    whole = read_texts(content)[0]
    for length in range(len(content) - 12):  # the last chunk, IEND, is 12 bytes
        found, notes = read_texts(content[:length])
        assert found == whole[: len(found)]
        assert notes == ("The file breaks off, or never ends; text after that is not read.",)


def deflated(size):
    return zlib.compress(bytes(size), 9)


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt"])
def test_a_bomb_is_left_out(name):
    head = b"bomb\0\0" if name == b"zTXt" else b"bomb\0\1\0\0\0"
    bomb = chunk(name, head + deflated(256 << 20))
    assert len(bomb) < 300_000
    found, notes = read(bomb, text_chunk("a", "1"))
    assert found == [("a", "1")]
    assert notes == ("A text was left out: it is longer than 1 MiB.",)


def test_a_text_of_just_the_limit_is_read():
    found, notes = read(chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * LONGEST_TEXT)))
    assert [len(text) for _, text in found] == [LONGEST_TEXT]
    assert notes == ()


def test_many_texts_and_much_text_are_bounded():
    many, notes = read(*(text_chunk("a", str(number)) for number in range(5000)))
    assert len(many) == 998  # with the two of every file, 1,000
    assert notes == ("There is more text in the file; the first of it is read.",)
    piece = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * LONGEST_TEXT))
    much, notes = read(*[piece] * 20)
    assert sum(len(text) for _, text in much) <= 8 << 20
    assert notes == ("There is more text in the file; the first of it is read.",)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"nothing", b"\0text without keyword", b"x" * 80 + b"\0text", b"a\0\2text", b"a\0\0", b"a\0\1\0",
        b"a\0\0\0vi\0", b"a\0\0\0\0\0\xff\xfe", b"a\0\1\1\0\0" + zlib.compress(b"x"), b"a\0\1\0\0\0garbage",
        b"a\0\1\0\0\0" + zlib.compress(b"x" * 99)[:-5],
    ],
)  # fmt: skip
def test_what_is_no_international_text_is_left_out(body):
    assert read(chunk(b"iTXt", body)) == ([], ("A text was left out: it cannot be read.",))


def test_a_length_beyond_the_file_ends_the_reading():
    content = SIGNATURE + struct.pack(">I4s", 0xFFFFFFFF, b"tEXt") + b"a\0b"
    assert read_texts(content)[0] == ()


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_survived(noise):
    texts, _ = read_texts(SIGNATURE + noise)
    assert len(texts) <= 1000
