"""Single values of a data set, read without trusting them: absent is None, anything odd has a name."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from pydicom.datadict import dictionary_VR, keyword_for_tag, tag_for_keyword
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from core.dicom.bounded import MOST_ITEMS, items_in
from core.dicom.container import PARSER_ERRORS, quiet

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufff9-\ufffb]+"
)
_LONGEST_TEXT = 256
_TEXT_VRS = frozenset(
    ["AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"]
)


class BadAttributeError(ValueError):
    """An attribute that is present but is not what it should be; the message is a clause without the value's text."""


@functools.cache
def tag(keyword: str | int) -> int:
    """Return the tag number of a DICOM keyword; the number of an attribute of a repeating group stands for itself."""
    number = tag_for_keyword(keyword) if isinstance(keyword, str) else keyword
    if number is None:
        raise KeyError(keyword)
    return number


def named(keyword: str | int) -> str:
    """Return ``Keyword (gggg,eeee)``, the way messages name an attribute given by its keyword or tag number."""
    number = BaseTag(tag(keyword))
    return f"{keyword_for_tag(number)} ({number.group:04X},{number.element:04X})"


def values(dataset: Dataset, keyword: str | int) -> list[Any]:
    """Return the values of an attribute as a list, empty when it is absent or has no value.

    Like the functions below, it takes the keyword or, for the attributes of repeating groups, the tag number.

    Raises
    ------
    BadAttributeError
        If the value cannot be parsed.
    """
    number = tag(keyword)
    try:
        raw = _raw(dataset, number)
        if raw is None:
            return []
        if raw.value is None and getattr(raw, "length", False):
            raise BadAttributeError(f"{named(keyword)} is longer than any such attribute can be")
        if isinstance(raw.value, bytes) and items_in(raw.value) > MOST_ITEMS:
            raise BadAttributeError(f"{named(keyword)} holds more than {MOST_ITEMS} items")
        with quiet():
            value = dataset[number].value
    except BadAttributeError:
        raise
    except PARSER_ERRORS:
        raise BadAttributeError(f"{named(keyword)} cannot be parsed") from None
    if value is None or (isinstance(value, str | bytes) and not value):
        return []
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return list(value)
    return [value]


def whole(dataset: Dataset, keyword: str | int) -> int | None:
    """Return an attribute that is one whole number, None when absent.

    Raises
    ------
    BadAttributeError
        If it is anything else.
    """
    raw = _raw(dataset, tag(keyword))
    if isinstance(raw, RawDataElement) and _vr(raw) == "US" and raw.value and len(raw.value) == 2:
        return int.from_bytes(raw.value, "little" if raw.is_little_endian else "big")
    found = values(dataset, keyword)
    if not found:
        return None
    if len(found) > 1:
        raise BadAttributeError(f"{named(keyword)}: expected one whole number, found {len(found)} values")
    try:
        value = float(found[0])
    except (TypeError, ValueError):
        raise BadAttributeError(f"{named(keyword)}: expected a whole number, found text") from None
    if not math.isfinite(value) or value != int(value):
        raise BadAttributeError(f"{named(keyword)}: expected a whole number, found {value:g}")
    return int(value)


def numbers(dataset: Dataset, keyword: str | int) -> list[float]:
    """Return an attribute's values as finite numbers, empty when absent.

    Raises
    ------
    BadAttributeError
        If one of them is text, NaN or infinite.
    """
    result = []
    for item in values(dataset, keyword):
        try:
            value = float(item)
        except (TypeError, ValueError):
            raise BadAttributeError(f"{named(keyword)}: expected numbers, found text") from None
        if not math.isfinite(value):
            raise BadAttributeError(f"{named(keyword)}: expected finite numbers, found {value}")
        result.append(value)
    return result


def words(dataset: Dataset, keyword: str | int) -> list[int]:
    """Return the values of a "US or SS" or OW attribute as unsigned 16-bit words, empty when absent.

    pydicom leaves an ambiguous VR as bytes, or reads it by another attribute's signedness; the words are the same.
    """
    found = values(dataset, keyword)
    try:
        if len(found) == 1 and isinstance(found[0], bytes):
            order = ">u2" if dataset.original_encoding[1] is False else "<u2"
            return [int(word) for word in np.frombuffer(found[0], order)]
        return [int(item) & 0xFFFF for item in found]
    except (TypeError, ValueError):
        raise BadAttributeError(f"{named(keyword)}: expected 16-bit numbers") from None


def text(dataset: Dataset, keyword: str | int, longest: int = _LONGEST_TEXT) -> str:
    """Return an attribute as one plain line: control and direction characters gone, length bounded, "" = unknown."""
    raw = _raw(dataset, tag(keyword))
    if raw is None:
        return ""
    if isinstance(raw, RawDataElement) and isinstance(raw.value, bytes) and _is_plain_ascii(raw):
        return plain(raw.value.decode("ascii"), longest)
    try:
        found = values(dataset, keyword)
        with quiet():
            return plain("\\".join(str(item) for item in found), longest)
    except BadAttributeError:
        return ""
    except PARSER_ERRORS:
        return "\ufffd"


def _raw(dataset: Dataset, number: int) -> DataElement | RawDataElement | None:
    return cast("DataElement | RawDataElement | None", dataset._dict.get(number))  # type: ignore[call-overload]


def _vr(raw: RawDataElement) -> str:
    """Return the VR of an element not parsed yet, from the dictionary where the file says none (implicit VR)."""
    return raw.VR or _dictionary_vr(int(raw.tag))


@functools.cache
def _dictionary_vr(number: int) -> str:
    return dictionary_VR(number)


def _is_plain_ascii(raw: RawDataElement) -> bool:
    """Tell whether every character set reads this value in the same way: no need to ask pydicom."""
    assert raw.value is not None
    return raw.value.isascii() and b"\x1b" not in raw.value and _vr(raw) in _TEXT_VRS


def plain(line: str, longest: int = _LONGEST_TEXT) -> str:
    """Return ``line`` without control, direction and surrogate characters, at most ``longest`` characters long."""
    line = line[: 4 * longest].strip(" \0")
    if not (line.isascii() and line.isprintable()):
        line = _CONTROL.sub(" ", line).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
