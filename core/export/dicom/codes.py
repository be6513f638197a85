"""Coded names of classes: a code of the standard's context groups or of SNOMED CT where there is one, else our own."""

from __future__ import annotations

import hashlib

from pydicom.sr.coding import Code

SCHEME = "99CXR12"
"""Designator of our own codes; private ones begin with 99 (PS3.16 8.2)."""

_STANDARD = {
    "normal": Code("17621005", "SCT", "Normal"),
    "opacity": Code("112001", "DCM", "Opacity"),
    "covid_19": Code("840539006", "SCT", "COVID-19"),
}

DECISION = Code("DECISION", SCHEME, "Class decided for")
NO_DECISION = Code("NODECISION", SCHEME, "No class decided for")
NUMBER_RANGE = Code("{0:1}", "UCUM", "range: 0:1")


def title_of(name: str) -> str:
    """Write a class name for reading, at most 64 bytes: ``aortic_enlargement`` becomes ``Aortic enlargement``."""
    if name in _STANDARD:
        return _STANDARD[name].meaning
    words = name.replace("_", " ").strip()
    return _cut(words[:1].upper() + words[1:]) or "Unnamed class"


def class_code(name: str) -> Code:
    """Give the code of a class; of one without a code in the standards, one of ours that follows from its name."""
    return _STANDARD.get(name) or Code(_own_value("C", name), SCHEME, title_of(name))


def probability_code(name: str) -> Code:
    """Give the code of the probability of a class: always ours, and it names the class to whoever only reads names."""
    return Code(_own_value("P", name), SCHEME, _cut(f"Probability of {title_of(name)}"))


def _cut(meaning: str) -> str:
    """Cut a code's meaning to what fits: 64 characters, and as many bytes for programs that count those."""
    return meaning.encode()[:64].decode(errors="ignore")


def _own_value(kind: str, name: str) -> str:
    """Make a code value, which holds 16 characters at most, of a name of any length."""
    return kind + hashlib.sha256(name.encode()).hexdigest()[:12].upper()
