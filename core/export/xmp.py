"""XMP packets: DICOM attributes in one, and the properties of any packet read without trusting it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape

KEYWORD = "XML:com.adobe.xmp"
"""Of the PNG text that holds the packet."""

ATTRIBUTES = "urn:cxr12:dicom:attributes:"
"""Namespace of our properties: the keyword of an attribute, or ``tag-ggggeeee`` where it has none."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_LONGEST = 1 << 20
_MOST = 2000
_DEEPEST = 32
_CONTAINERS = frozenset(f"{_RDF} {name}" for name in ("RDF", "Description", "Bag", "Seq", "Alt", "li"))


def packet(attributes: Sequence[tuple[int, str, str]], *, creator: str, rights: str) -> str:
    """Make a packet of attributes.

    Parameters
    ----------
    attributes : sequence of (int, str, str)
        Tag, keyword (empty where there is none) and value; what XML cannot hold becomes U+FFFD.
    creator, rights : str
        The program, and what holds for the use of the picture.

    References
    ----------
    ISO 16684-1 (XMP), 7 Serialization; PNG specification (third edition), 11.3.3.4, keyword of XMP.
    """
    lines = [
        f"<xmp:CreatorTool>{_text(creator)}</xmp:CreatorTool>",
        f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{_text(rights)}</rdf:li></rdf:Alt></dc:rights>',
    ]
    for tag, keyword, value in attributes:
        name = keyword if _NAME.fullmatch(keyword) else f"tag-{tag:08x}"
        lines.append(f"<dicom:{name}>{_text(value)}</dicom:{name}>")
    body = "\n".join(lines)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF xmlns:rdf="{_RDF}">\n'
        f'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dicom="{ATTRIBUTES}">\n'
        f"{body}\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    )


def properties(text: str) -> tuple[tuple[str, str, str], ...]:
    """Read the properties of a packet, of whoever made it.

    Returns
    -------
    tuple of (str, str, str)
        Namespace, name and value, at most 2,000; nested ones under the name of the innermost.

    Raises
    ------
    ValueError
        If it is no XML, is longer than 1 MiB or deeper than 32, or declares entities: nothing of that is expanded.
    """
    if len(text) > _LONGEST:
        raise ValueError("the XMP packet is longer than 1 MiB")
    reader = _Reader()
    try:
        reader.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise ValueError("the XMP packet is not XML") from error
    return tuple(reader.found)


class _Reader:
    """Collects the text of the innermost elements, and attributes that RDF takes for properties."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append

    def _refuse_doctype(self, *_: object) -> None:
        raise ValueError("the XMP packet declares a document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        self._text.clear()
        if len(self._path) > _DEEPEST:
            raise ValueError("the XMP packet is nested too deeply")
        if name == f"{_RDF} Description":
            for key, value in attributes.items():
                if " " in key and not key.startswith((_RDF, "http://www.w3.org/XML/")):
                    self._add(key, value)

    def _end(self, _: str) -> None:
        value = "".join(self._text).strip()
        self._text.clear()
        name = next((one for one in reversed(self._path) if one not in _CONTAINERS), "")
        self._path.pop()
        if value and name:
            self._add(name, value)

    def _add(self, name: str, value: str) -> None:
        if len(self.found) == _MOST:
            raise ValueError("the XMP packet has too many properties")
        namespace, _, local = name.rpartition(" ")
        self.found.append((namespace, local, value))


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", value), {"\r": "&#13;"})
