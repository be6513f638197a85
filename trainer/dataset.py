"""The dataset table: which images there are, what they show and which patient each is of."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.dicom.attributes import tag, text
from core.dicom.container import opened
from core.dicom.header import NOT_DICOM, read_header
from core.errors import DatasetError, RefusedError
from trainer.dataset_folder import dataset_folder, salt_of, salted, write_paths
from trainer.facts import cleaned
from trainer.sources import LABELS, THESIS_CLASSES, Labelled, NamedDatasetError, list_source, separated
from trainer.threads import mapped

_PNG = b"\x89PNG\r\n\x1a\n"
_PATIENT_KEYWORDS = ("PatientID", "IssuerOfPatientID")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled image.

    Attributes
    ----------
    id : str
        Stands for the image in run folders: an HMAC of its content under the dataset's salt.
    label : str
        Its class or, in a dataset of several classes per image, all its classes (:func:`trainer.sources.joined`).
    patient : str
        Stands for the patient, in the same way.
    split : str
        Part that the source assigns (``train``, ``validation``, ``test``), else empty.
    sha256 : str
        SHA-256 of the file.
    bits : int
        BitsStored of a DICOM file, bit depth of a PNG; 0 when the header cannot be read or says colour.
    facts : tuple of (str, str)
        Groups that the source puts the image into, of :data:`trainer.sources.FACTS`; the same names for all rows.
    """

    id: str
    path: Path
    label: str
    patient: str
    split: str
    sha256: str
    bits: int
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labelled images in an order that depends on their content alone.

    Attributes
    ----------
    rows : tuple of Row
        Sorted by ``sha256``, so that a seed means the same split on every computer.
    classes : tuple of str
        In the thesis' order where all labels are the thesis', else sorted.
    fingerprint : str
        SHA-256 over contents, labels and patients; the same wherever the files lie.
    notes : tuple of str
        Sentences worth knowing, without patient data.
    multi_label : bool
        An image may show several classes, or none; else each shows exactly one.
    """

    rows: tuple[Row, ...]
    classes: tuple[str, ...]
    fingerprint: str
    notes: tuple[str, ...] = ()
    multi_label: bool = False

    @property
    def patients(self) -> int:
        """Number of patients."""
        return len({row.patient for row in self.rows})

    def counts(self) -> dict[str, int]:
        """Images per class, in class order."""
        found = Counter(name for row in self.rows for name in self.classes_of(row))
        return {name: found[name] for name in self.classes}

    def classes_of(self, row: Row) -> tuple[str, ...]:
        """Give the classes that an image shows: one, or any number where ``multi_label``."""
        return separated(row.label) if self.multi_label else (row.label,)

    def truth(self) -> NDArray[np.float32]:
        """Give what is so, shape (rows, classes): 1 where an image shows a class, else 0."""
        places = {name: k for k, name in enumerate(self.classes)}
        shown = np.zeros((len(self.rows), len(self.classes)), dtype=np.float32)
        for i, row in enumerate(self.rows):
            shown[i, [places[name] for name in self.classes_of(row)]] = 1
        return shown

    def without(self, ids: frozenset[str], note: str) -> Dataset:
        """Leave out the rows with these ids; the classes stay as they are, the fingerprint follows the rest."""
        rows = tuple(row for row in self.rows if row.id not in ids)
        kept = "\n".join([self.fingerprint, *(row.sha256 for row in rows)])  # labels and patients are in the first
        fingerprint = hashlib.sha256(kept.encode()).hexdigest()
        return replace(self, rows=rows, fingerprint=fingerprint, notes=(*self.notes, note))


@dataclass(frozen=True, slots=True)
class _Facts:
    sha256: str
    bits: int
    patient: str = ""
    issuer: str = ""


def read_dataset(source: Path, *, progress: Callable[[int, int], None] | None = None) -> Dataset:
    """Read the dataset table of a CSV file or folder; see :func:`trainer.sources.list_source` for the forms.

    The patient is the table's, which names one for every image or for none; else DICOM Patient ID (0010,0020) with
    its issuer (0010,0021), else each image is its own patient and a note says so. One number from two issuers is two
    people, unless any image of the dataset has that number without issuer: then all with it are one, because to tear
    a person apart would leak from the training into the test, and to take two for one does no harm.

    The table of row ids and paths is kept, for the user's eyes only, in ``datasets/<fingerprint>/`` of the user data
    folder, beside the salt of the ids.

    Parameters
    ----------
    source : Path
        A CSV or Parquet table or a folder.
    progress : callable or None
        Called with (files read, files in all) while headers and contents are read.

    Raises
    ------
    DatasetError
        If the source is not a usable dataset; one sentence says why and where.
    """
    listed = list_source(source)
    _refuse_duplicate_paths(listed)
    facts: Sequence[_Facts] = mapped(_facts, [item.path for item in listed], progress)
    listed = with_patients(listed, [(fact.sha256, fact.patient, fact.issuer) for fact in facts])
    listed, on_facts = cleaned(listed)
    notes = list(on_facts)
    own = sum(item.patient.startswith("image:") for item in listed)
    if own:
        notes.append(
            f"{own} of {len(listed)} images name no patient: each counts as its own, so pictures of one person may "
            "lie on both sides of the split."
        )
    listed, facts, dropped = _without_copies(listed, facts)
    if dropped:
        notes.append(f"{dropped} images are byte-identical copies of others with the same label and were left out.")
    classes = class_order(classes_in(listed))
    multi_label = listed[0].multi_label
    fingerprint = dataset_fingerprint(
        ((fact.sha256, item.label, item.patient) for item, fact in zip(listed, facts, strict=True)), multi_label
    )
    folder = dataset_folder(fingerprint)
    rows = _rows(listed, facts, salt_of(folder))
    write_paths(folder, ((row.id, row.path, row.label) for row in rows))
    return Dataset(rows, classes, fingerprint, tuple(notes), multi_label)


def _rows(listed: Sequence[Labelled], facts: Sequence[_Facts], salt: bytes) -> tuple[Row, ...]:
    rows = [
        Row(
            salted(salt, f"image:{fact.sha256}"),
            item.path,
            item.label,
            salted(salt, f"patient:{item.patient}"),
            item.part,
            fact.sha256,
            fact.bits,
            item.facts,
        )
        for item, fact in zip(listed, facts, strict=True)
    ]
    return tuple(sorted(rows, key=lambda row: row.sha256))


def dataset_fingerprint(rows: Iterable[tuple[str, str, str]], multi_label: bool = False) -> str:
    """SHA-256 over the file's SHA-256, label and patient of every image, in whatever order they come.

    Labels that are all the classes of an image are none of those that are its one class, whatever they say.
    """
    lines = sorted(json.dumps(list(row)) for row in rows)
    return hashlib.sha256("\n".join([*lines, LABELS] if multi_label else lines).encode()).hexdigest()


def classes_in(listed: Iterable[Labelled]) -> set[str]:
    """Gather the classes that images show."""
    return {name for item in listed for name in (separated(item.label) if item.multi_label else (item.label,))}


def _refuse_duplicate_paths(listed: Sequence[Labelled]) -> None:
    seen = Counter(os.path.realpath(item.path) for item in listed)
    twice = [item.path.name for item in listed if seen[os.path.realpath(item.path)] > 1]
    if twice:
        raise NamedDatasetError(f"{len(twice)} lines of the dataset name a file that another line names too", twice[0])


def class_order(labels: set[str]) -> tuple[str, ...]:
    """Return the classes of a dataset in the thesis' order where all are the thesis', else sorted.

    Raises
    ------
    DatasetError
        If there are fewer than two.
    """
    if len(labels) < 2:
        raise DatasetError(f"a dataset needs at least two classes, found {len(labels)}: {', '.join(sorted(labels))}")
    if labels <= set(THESIS_CLASSES):
        return tuple(name for name in THESIS_CLASSES if name in labels)
    return tuple(sorted(labels))


def _facts(path: Path) -> _Facts:
    with path.open("rb") as file:
        start = file.read(26)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if start.startswith(_PNG):
        return _Facts(sha256, start[24] if len(start) == 26 else 0)
    header = read_header(path)
    # A colour image is left to be refused with the others: its depth says nothing about them.
    bits = header.bits_stored if header.photometric.upper().startswith("MONOCHROME") else 0
    return _Facts(sha256, bits, *(("", "") if header.status == NOT_DICOM else patient_and_issuer(path)))


def patient_and_issuer(path: Path) -> tuple[str, str]:
    """Read Patient ID (0010,0020) and its issuer (0010,0021) of a DICOM file, empty where it does not say."""
    try:
        with opened(path, [tag(keyword) for keyword in _PATIENT_KEYWORDS]) as container:
            patient, issuer = (text(container.dataset, keyword) for keyword in _PATIENT_KEYWORDS)
    except RefusedError:
        return "", ""  # the image will be reported when its pixels are read
    return patient, issuer


def with_patients(listed: Sequence[Labelled], known: Sequence[tuple[str, str, str]]) -> tuple[Labelled, ...]:
    """Say of each image whose it is; see :func:`read_dataset`.

    Parameters
    ----------
    known : sequence of (str, str, str)
        Of each image the SHA-256 that stands for it, and the Patient ID and issuer of its file, empty where unknown.
    """
    whatever_issuer = {patient for _, patient, issuer in known if not issuer}

    def patient(item: Labelled, sha256: str, number: str, issuer: str) -> str:
        if item.patient:
            return f"table:{item.patient}"
        if not number:
            return f"image:{sha256}"
        return f"dicom:{json.dumps([number, '' if number in whatever_issuer else issuer])}"

    return tuple(replace(item, patient=patient(item, *fact)) for item, fact in zip(listed, known, strict=True))


def _without_copies(
    listed: Sequence[Labelled], facts: Sequence[_Facts]
) -> tuple[tuple[Labelled, ...], tuple[_Facts, ...], int]:
    """Keep one of each group of byte-identical files; refuse a group whose lines disagree with each other."""
    first: dict[str, Labelled] = {}
    kept = []
    disagreeing = []
    for item, fact in zip(listed, facts, strict=True):
        other = first.setdefault(fact.sha256, item)
        if other is item:
            kept.append((item, fact))
        elif (other.label, other.patient, other.part) != (item.label, item.patient, item.part):
            disagreeing.append(item.path.name)
    if disagreeing:
        raise NamedDatasetError(
            f"{len(disagreeing)} images are byte-identical to another one with a different label, patient or split: "
            "keep one of each",
            disagreeing[0],
        )
    items, their_facts = zip(*kept, strict=True)
    return items, their_facts, len(listed) - len(kept)
