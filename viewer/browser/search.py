"""What is typed into the search box, and which files it finds. No Qt."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.dicom.tags import tag_number
from viewer.patient_text import date, person_name

if TYPE_CHECKING:
    from core.dicom.header import HeaderFacts

_TERM = re.compile(r'(?:(?P<key>\([0-9a-fA-Fx]{4},[0-9a-fA-Fx]{4}\)|[^\s:"]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<word>\S*))')
_SHORT = {"name": "PatientName", "id": "PatientID", "date": "StudyDate", "body": "BodyPartExamined"}
_FROM_HEADER = {
    "PatientName": ("identity", "patient_name"),
    "PatientID": ("identity", "patient_id"),
    "PatientBirthDate": ("identity", "birth_date"),
    "PatientSex": ("identity", "sex"),
    "InstitutionName": ("identity", "institution"),
    "StudyInstanceUID": ("identity", "study_uid"),
    "StudyDate": ("identity", "study_date"),
    "StudyDescription": ("identity", "study_description"),
    "AccessionNumber": ("identity", "accession_number"),
    "SeriesInstanceUID": ("identity", "series_uid"),
    "SeriesNumber": ("identity", "series_number"),
    "SeriesDescription": ("identity", "series_description"),
    "SOPInstanceUID": ("identity", "instance_uid"),
    "InstanceNumber": ("identity", "instance_number"),
    "Modality": ("acquisition", "modality"),
    "BodyPartExamined": ("acquisition", "body_part"),
    "ViewPosition": ("acquisition", "view_position"),
    "Manufacturer": ("acquisition", "manufacturer"),
}
"""Attributes that are known of every listed file: nothing need be read to search them."""

Values = Mapping[int, Mapping[tuple[Path, int], str]]
"""By tag: what was read of files, which are known by their path and time of change."""


@dataclass(frozen=True, slots=True)
class TagTerm:
    """An attribute and a part of its value, folded; empty: any value at all."""

    tag: int
    part: str


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: every word, and every part of an attribute, must be found.

    Attributes
    ----------
    words : tuple of str
        Parts of what names a file, folded.
    terms : tuple of TagTerm
        Parts of single attributes.
    unknown : tuple of str
        What stands before a colon and names no attribute; it finds nothing.
    """

    words: tuple[str, ...] = ()
    terms: tuple[TagTerm, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing is looked for: every file is found."""
        return not (self.words or self.terms or self.unknown)

    @property
    def tags_to_read(self) -> tuple[int, ...]:
        """Attributes for which the files must be opened."""
        return tuple(dict.fromkeys(term.tag for term in self.terms if term.tag not in _slots()))

    def finds(self, facts: HeaderFacts, text: str, values: Values, *, hidden: bool) -> bool:
        """Tell whether it finds a file.

        Parameters
        ----------
        text : str
            Its :func:`searched_text`.
        values : mapping
            What was read for :attr:`tags_to_read` so far; a file that is not in it is not found.
        hidden : bool
            Patient data is hidden: only what could be anybody's is searched.
        """
        if self.unknown or (hidden and self.terms):
            return False
        text = _how(facts) if hidden else text
        for word in self.words:
            if word not in text:
                return False
        return not self.terms or all(_holds(_value(term.tag, facts, values), term.part) for term in self.terms)


def _holds(value: str, part: str) -> bool:
    return part in value if part else bool(value)


def _value(tag: int, facts: HeaderFacts, values: Values) -> str:
    slot = _slots().get(tag)
    if slot is None:
        return values.get(tag, {}).get((facts.path, facts.mtime_ns), "")
    value = getattr(getattr(facts, slot[0]), slot[1])
    return folded(f"{value} {date(value)} {person_name(value)}") if value else ""


def parse(typed: str) -> Query:
    """Understand what was typed: words, ``"several words"``, ``Keyword:value`` and ``gggg,eeee:value``."""
    words, terms, unknown = [], [], []
    for found in _TERM.finditer(typed):
        key, quoted = found["key"], found["quoted"]
        part = folded(found["word"] if quoted is None else quoted)
        if key is None:
            words.append(part)
            continue
        number = tag_number(_SHORT.get(key.lower(), key))
        if number is None:
            unknown.append(key)
        else:
            terms.append(TagTerm(number, part))
    return Query(tuple(word for word in words if word), tuple(terms), tuple(unknown))


def searched_text(facts: HeaderFacts) -> str:
    """Give what words are looked for in, folded: who, when, how and what, and the name of the file."""
    who = facts.identity
    named = (who.patient_name.replace("^", " ").replace("=", " "), person_name(who.patient_name), who.patient_id)
    when = (who.study_date, date(who.study_date))
    what = (who.study_description, who.series_description, facts.path.name)
    return f"{folded(' '.join((*named, *when, *what)))} {_how(facts)}"


def _how(facts: HeaderFacts) -> str:
    made = facts.acquisition
    return folded(f"{made.modality} {made.body_part} {made.view_position}")


def folded(text: str) -> str:
    """Make texts comparable: no capital letters, no accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("\u0111", "d")


@functools.cache
def _slots() -> dict[int, tuple[str, str]]:
    slots = {}
    for keyword, slot in _FROM_HEADER.items():
        number = tag_number(keyword)
        assert number is not None
        slots[number] = slot
    return slots
