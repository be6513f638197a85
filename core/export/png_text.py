"""Text in PNG files: written as the standard says, read from any file without trusting it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"

LONGEST_TEXT = 1 << 20
"""Bytes of one text, inflated."""

_MOST_TEXT = 8 << 20  # of all texts together
_MOST_TEXTS = 1000
_MOST_CHUNKS = 200_000  # a picture of 128 MiB in the 8 KiB pieces that most writers use has 16,000
_KEYWORD = re.compile(r"[\x21-\x7e\xa1-\xff]([\x20-\x7e\xa1-\xff]{0,77}[\x21-\x7e\xa1-\xff])?")
_ASCII = re.compile(r"[\n\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a PNG file, under its keyword."""

    keyword: str
    text: str


def text_chunk(keyword: str, text: str) -> bytes:
    """Make the chunk of one text: tEXt where it is ASCII, else iTXt, in UTF-8 and not compressed.

    What a chunk cannot hold, a zero or half of a character, becomes U+FFFD.

    Raises
    ------
    ValueError
        If the keyword is none: 1 to 79 characters of Latin-1, no space at its ends and none doubled.

    References
    ----------
    PNG specification (third edition), 11.3.3.2 tEXt, 11.3.3.4 iTXt.
    """
    if not _KEYWORD.fullmatch(keyword) or "  " in keyword:
        raise ValueError(f"expected a keyword of 1 to 79 printable characters, found {keyword!r}")
    name = keyword.encode("latin-1")
    if _ASCII.fullmatch(text):
        return chunk(b"tEXt", name + b"\0" + text.encode("ascii"))
    whole = text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return chunk(b"iTXt", name + b"\0\0\0\0\0" + whole.encode())


def chunk(name: bytes, body: bytes) -> bytes:
    """Make a chunk: length, name, body, CRC-32.

    References
    ----------
    PNG specification (third edition), 5.3 Chunk layout.
    """
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def read_texts(content: bytes) -> tuple[tuple[Text, ...], tuple[str, ...]]:
    """Read the texts of a PNG file, whatever else is wrong with it.

    Parameters
    ----------
    content : bytes
        All of the file, or what there is of it.

    Returns
    -------
    texts : tuple of Text
        In the order of the file: at most 1,000, of 1 MiB each and 8 MiB in all, inflated.
    notes : tuple of str
        A sentence for each kind of thing that was left out.

    References
    ----------
    PNG specification (third edition), 11.3.3 Textual information.
    """
    texts: list[Text] = []
    notes: dict[str, None] = {}
    room = _MOST_TEXT
    for name, body in _chunks(content, notes):
        text = _text(name, body, notes)
        if text is None:
            continue
        room -= len(text.text.encode())
        if len(texts) == _MOST_TEXTS or room < 0:
            notes["There is more text in the file; the first of it is read."] = None
            break
        texts.append(text)
    return tuple(texts), tuple(notes)


def _chunks(content: bytes, notes: dict[str, None]) -> Iterator[tuple[bytes, memoryview]]:
    """Go through the text chunks that are whole."""
    view, at = memoryview(content), len(SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(content):
            break
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if name == b"IEND":
            return
        if name in _READERS and end <= len(content):
            (told,) = struct.unpack_from(">I", content, end - 4)
            if told == zlib.crc32(view[at + 4 : end - 4]):
                yield name, view[at + 8 : end - 4]
            else:
                notes["A text was left out: it is damaged, its checksum is another one."] = None
        at = end
    notes["The file breaks off, or never ends; text after that is not read."] = None


def _text(name: bytes, body: memoryview, notes: dict[str, None]) -> Text | None:
    if len(body) > 2 * LONGEST_TEXT:
        notes[_TOO_LONG] = None
        return None
    keyword, found, rest = bytes(body).partition(b"\0")
    try:
        text = _READERS[name](rest) if found and 1 <= len(keyword) <= 79 else None
    except (ValueError, zlib.error):
        text = None
    if text is None:
        notes["A text was left out: it cannot be read."] = None
        return None
    if len(text.encode()) > LONGEST_TEXT:
        notes[_TOO_LONG] = None
        return None
    return Text(keyword.decode("latin-1"), text)


_TOO_LONG = f"A text was left out: it is longer than {LONGEST_TEXT >> 20} MiB."


def _plain_text(rest: bytes) -> str:
    return rest.decode("latin-1")


def _compressed_text(rest: bytes) -> str | None:
    return None if rest[:1] != b"\0" else _inflated(rest[1:]).decode("latin-1")


def _international_text(rest: bytes) -> str | None:
    if len(rest) < 4 or rest[0] > 1 or (rest[0] == 1 and rest[1] != 0):
        return None
    _, found, after_language = rest[2:].partition(b"\0")
    _, found_too, text = after_language.partition(b"\0")
    if not found or not found_too:
        return None
    return (_inflated(text) if rest[0] else text).decode("utf-8")


_READERS = {b"tEXt": _plain_text, b"zTXt": _compressed_text, b"iTXt": _international_text}


def _inflated(data: bytes) -> bytes:
    """Inflate no further than one byte beyond what is kept."""
    inflater = zlib.decompressobj()
    found = inflater.decompress(data, LONGEST_TEXT + 1)
    if len(found) <= LONGEST_TEXT and not inflater.eof:
        raise ValueError("the compressed text breaks off")
    return found
