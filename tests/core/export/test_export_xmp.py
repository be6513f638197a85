"""XMP packets: what another parser reads of ours, and what is read of anybody's."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export.xmp import ATTRIBUTES, packet, properties

DICOM = f"{{{ATTRIBUTES}}}"
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30
)


def made(*attributes):
    return packet(attributes, creator="CXR-12 0", rights="Research")


def test_another_parser_finds_every_attribute():
    text = made((0x00181164, "ImagerPixelSpacing", "0.1\\0.1"), (0x00091001, "", "<&> Phổi"))
    root = ET.fromstring(text.partition("?>\n")[2].rpartition("\n<?")[0])
    assert root.find(f".//{DICOM}ImagerPixelSpacing").text == "0.1\\0.1"
    assert root.find(f".//{DICOM}tag-00091001").text == "<&> Phổi"
    assert root.find(".//{http://purl.org/dc/elements/1.1/}rights").findtext(".//*/*") == "Research"


@given(st.lists(st.tuples(st.integers(0, 0xFFFFFFFF), XML_TEXT), max_size=6))
def test_any_text_comes_back(values):
    read = properties(made(*((tag, "", value) for tag, value in values)))
    ours = [(name, value) for namespace, name, value in read if namespace == ATTRIBUTES]
    assert ours == [(f"tag-{tag:08x}", value.strip()) for tag, value in values if value.strip()]


def test_what_xml_cannot_hold_becomes_a_mark():
    ours = properties(made((1, "A", "x\0y\x1fz\ud800\ufffe\r\n!")))[-1]
    assert ours[2] == "x\ufffdy\ufffdz\ufffd\ufffd\r\n!"


def test_a_packet_as_others_write_it():
    """Properties as attributes, bags and nested descriptions, as XMP allows."""
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    found = properties(
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{rdf}">'
        '<rdf:Description rdf:about="" xmlns:a="urn:a#" a:short="s">'
        "<a:list><rdf:Bag><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Bag></a:list>"
        '<a:inner rdf:parseType="Resource"><a:deep>three</a:deep></a:inner>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    assert found == (
        ("urn:a#", "short", "s"), ("urn:a#", "list", "one"), ("urn:a#", "list", "two"), ("urn:a#", "deep", "three"),
    )  # fmt: skip


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";"}{"&" + chr(97 + n) + ";"}">' for n in range(20))
    + "]><a>&u;</a>"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LAUGHS, "declares a document type"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares a document type"),
        ("<a>" * 33 + "</a>" * 33, "nested too deeply"),
        ("<a" * 100_000, "not XML"),
        ("x" * ((1 << 20) + 1), "longer than 1 MiB"),
        ("<a>" + "<b>x</b>" * 2001 + "</a>", "too many properties"),
        ("", "not XML"),
        ("<a>\0</a>", "not XML"),
        ("not XML", "not XML"),
    ],
)
def test_packets_that_are_no_packets_are_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        properties(text)


def test_a_declared_encoding_changes_nothing():
    assert properties('<?xml version="1.0" encoding="utf-16"?><a>x</a>') == (("", "a", "x"),)
