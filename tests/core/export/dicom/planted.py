"""A DICOM file with a marker planted wherever something may tell whose image it is."""

import importlib

from pydicom.datadict import dictionary_has_tag, dictionary_VR
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

MARKER = "ZQXMARK"
CYRILLIC = "ЗнакОсобый"
NUMBER = "77707770777"
"""The markers in text, in other letters, and in the digits of UIDs."""

A_NUMBER = "7770777"
"""Stands in a number field; overwritten in the bytes by the marker, which is as long and no number."""

DAY, CLOCK = "19371129", "031733"

_TABLE = "dicomanonymizer.dicom_anonymization_databases.dicomfields_2026c"
_NEEDED = frozenset((0x00080018, 0x0020000D, 0x0020000E))
_TEXTS = {
    "AE": MARKER, "AS": "037Y", "CS": MARKER, "DA": DAY, "DT": f"{DAY}{CLOCK}", "TM": CLOCK, "DS": "777", "IS": "777",
    "UI": f"1.2.{NUMBER}.9", "UR": f"https://{MARKER}", "OB": MARKER.encode() + b" ", "UN": MARKER.encode() + b" ",
    "OW": MARKER.encode() + b" ", "OF": MARKER.encode() + b" ", "OD": MARKER.encode() + b" ",
    "OB or OW": MARKER.encode() + b" ", "OL": MARKER.encode() + b" ",
}  # fmt: skip
_NUMBERS = frozenset(("FD", "FL", "SL", "SS", "UL", "US", "SV", "UV", "AT", "US or SS", "US or OW", "US or SS or OW"))


def table_tags():
    """Every attribute of the profile's table, but the repeating groups and the meta group."""
    module = importlib.import_module(_TABLE)
    pairs = [pair for pair in module.ALL_TAGS if len(pair) == 2]
    return sorted(group << 16 | element for group, element in pairs if group > 2)


def plant(dataset, letters=MARKER, depth=2):
    """Plant markers in a data set: all of the table, private, unknown, free text, odd values, nested."""
    for tag in table_tags():
        if tag in _NEEDED and depth == 2:
            continue
        element = _element(tag, letters, depth)
        if element is not None:
            dataset.add(element)
    block = dataset.private_block(0x0009, f"{MARKER} CREATOR", create=True)
    block.add_new(1, "LO", letters)
    block.add_new(2, "UN", MARKER.encode() + b" ")
    block.add_new(3, "SQ", Sequence([_item(letters)]))
    for tag, vr, value in (
        (0x00080001, "LO", letters), (0x50000005, "US", 1), (0x50002500, "LO", letters), (0x60000022, "LO", letters),
        (0x60000010, "US", 1), (0x60004000, "LO", letters), (0x00181800, "CS", f"{MARKER} too long for it"),
        (0x00180060, "DS", A_NUMBER), (0x00081120, "SQ", Sequence([_item(letters)])), (0x00100000, "UL", 4),
        (0x00082218, "SQ", Sequence([_with_private(letters)])), (0x00204000, "LT", letters), (0x00181160, "UN", b"37"),
    ):  # fmt: skip
        dataset.add(DataElement(tag, vr, value))


def _element(tag, letters, depth):
    vr = dictionary_VR(tag) if dictionary_has_tag(tag) else "LO"  # newer than pydicom
    if vr == "SQ":
        return DataElement(tag, "SQ", Sequence([_item(letters)]))
    if vr in _NUMBERS:
        return None
    value = _TEXTS.get(vr, letters)
    return DataElement(tag, vr.split(" or ")[0], value)


def _item(letters):
    item = Dataset()
    item.add(DataElement(0x00100010, "PN", letters))
    item.add(DataElement(0x00081155, "UI", f"1.2.{NUMBER}.7"))
    item.add(DataElement(0x0040A160, "UT", letters))
    item.add(DataElement(0x00080104, "LO", "Code meaning"))
    return item


def _with_private(letters):
    item = _item(letters)
    item.private_block(0x0021, f"{MARKER} DEEP", create=True).add_new(1, "LT", letters)
    item.add(DataElement(0x00082220, "SQ", Sequence([_item(letters)])))
    return item
