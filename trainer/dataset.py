"""The dataset table: which images there are, what they show and which patient each is of."""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import json
import logging
import os
import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from core.dicom.attributes import tag, text
from core.dicom.container import opened
from core.dicom.header import NOT_DICOM, read_header
from core.errors import DatasetError, RefusedError
from core.places import data_folder
from trainer.sources import THESIS_CLASSES, Labelled, NamedDatasetError, list_source

log = logging.getLogger(__name__)

_PNG = b"\x89PNG\r\n\x1a\n"
_ID_DIGITS = 16
_PATIENT_KEYWORDS = ("PatientID", "IssuerOfPatientID")


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled image.

    Attributes
    ----------
    id : str
        Stands for the image in run folders: an HMAC of its content under the dataset's salt.
    patient : str
        Stands for the patient, in the same way.
    split : str
        Part that the source assigns (``train``, ``validation``, ``test``), else empty.
    sha256 : str
        SHA-256 of the file.
    bits : int
        BitsStored of a DICOM file, bit depth of a PNG; 0 when the header cannot be read or says colour.
    """

    id: str
    path: Path
    label: str
    patient: str
    split: str
    sha256: str
    bits: int


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
    """

    rows: tuple[Row, ...]
    classes: tuple[str, ...]
    fingerprint: str
    notes: tuple[str, ...] = ()

    @property
    def patients(self) -> int:
        """Number of patients."""
        return len({row.patient for row in self.rows})

    def counts(self) -> dict[str, int]:
        """Images per class, in class order."""
        found = Counter(row.label for row in self.rows)
        return {name: found[name] for name in self.classes}

    def without(self, ids: frozenset[str], note: str) -> Dataset:
        """Leave out the rows with these ids; the classes stay as they are, the fingerprint follows the rest."""
        rows = tuple(row for row in self.rows if row.id not in ids)
        left_out = hashlib.sha256("\n".join(row.sha256 for row in rows).encode()).hexdigest()
        return Dataset(rows, self.classes, left_out, (*self.notes, note))


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
        A CSV file or a folder.
    progress : callable or None
        Called with (files read, files in all) while headers and contents are read.

    Raises
    ------
    DatasetError
        If the source is not a usable dataset; one sentence says why and where.
    """
    listed = list_source(source)
    _refuse_duplicate_paths(listed)
    facts: Sequence[_Facts] = _all_facts([item.path for item in listed], progress)
    listed = _with_patients(listed, facts)
    notes = []
    own = sum(item.patient.startswith("image:") for item in listed)
    if own:
        notes.append(
            f"{own} of {len(listed)} images name no patient: each counts as its own, so pictures of one person may "
            "lie on both sides of the split."
        )
    listed, facts, dropped = _without_copies(listed, facts)
    if dropped:
        notes.append(f"{dropped} images are byte-identical copies of others with the same label and were left out.")
    classes = _classes({item.label for item in listed})
    parts = [json.dumps([fact.sha256, item.label, item.patient]) for item, fact in zip(listed, facts, strict=True)]
    fingerprint = hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()
    folder = data_folder() / "datasets" / fingerprint
    salt = _salt(folder)
    rows = [
        Row(
            _hmac(salt, f"image:{fact.sha256}"),
            item.path,
            item.label,
            _hmac(salt, f"patient:{item.patient}"),
            item.part,
            fact.sha256,
            fact.bits,
        )
        for item, fact in zip(listed, facts, strict=True)
    ]
    rows.sort(key=lambda row: row.sha256)
    _write_table(folder, rows)
    return Dataset(tuple(rows), classes, fingerprint, tuple(notes))


def _refuse_duplicate_paths(listed: Sequence[Labelled]) -> None:
    seen = Counter(os.path.realpath(item.path) for item in listed)
    twice = [item.path.name for item in listed if seen[os.path.realpath(item.path)] > 1]
    if twice:
        raise NamedDatasetError(f"{len(twice)} lines of the dataset name a file that another line names too", twice[0])


def _classes(labels: set[str]) -> tuple[str, ...]:
    if len(labels) < 2:
        raise DatasetError(f"a dataset needs at least two classes, found {len(labels)}: {', '.join(sorted(labels))}")
    if labels <= set(THESIS_CLASSES):
        return tuple(name for name in THESIS_CLASSES if name in labels)
    return tuple(sorted(labels))


def _all_facts(paths: list[Path], progress: Callable[[int, int], None] | None) -> list[_Facts]:
    facts = []
    with ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 2) as pool:
        try:
            for done, fact in enumerate(pool.map(_facts, paths), start=1):
                facts.append(fact)
                if progress is not None:
                    progress(done, len(paths))
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return facts


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
    return _Facts(sha256, bits, *(("", "") if header.status == NOT_DICOM else _patient_and_issuer(path)))


def _patient_and_issuer(path: Path) -> tuple[str, str]:
    try:
        with opened(path, [tag(keyword) for keyword in _PATIENT_KEYWORDS]) as container:
            patient, issuer = (text(container.dataset, keyword) for keyword in _PATIENT_KEYWORDS)
    except RefusedError:
        return "", ""  # the image will be reported when its pixels are read
    return patient, issuer


def _with_patients(listed: Sequence[Labelled], facts: Sequence[_Facts]) -> tuple[Labelled, ...]:
    """Say of each image whose it is; see :func:`read_dataset`."""
    whatever_issuer = {fact.patient for fact in facts if not fact.issuer}

    def patient(item: Labelled, fact: _Facts) -> str:
        if item.patient:
            return f"table:{item.patient}"
        if not fact.patient:
            return f"image:{fact.sha256}"
        return f"dicom:{json.dumps([fact.patient, '' if fact.patient in whatever_issuer else fact.issuer])}"

    return tuple(replace(item, patient=patient(item, fact)) for item, fact in zip(listed, facts, strict=True))


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


def _hmac(salt: bytes, text: str) -> str:
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()[:_ID_DIGITS]


def _salt(folder: Path) -> bytes:
    """Random bytes of this dataset on this computer, made once, even when two processes ask together."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "salt"
    if not path.exists():
        draft = folder / f"salt.{secrets.token_hex(8)}"
        _write_private(draft, secrets.token_bytes(32))
        try:
            os.link(draft, path)
        except FileExistsError:
            log.debug("another process made the salt first")
        finally:
            draft.unlink()
    return path.read_bytes()


def _write_table(folder: Path, rows: Sequence[Row]) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(["row", "path", "label"])
    table.writerows([row.id, str(row.path.absolute()), row.label] for row in rows)
    draft = folder / f"table.{secrets.token_hex(8)}"
    _write_private(draft, text.getvalue().encode("utf-8", "surrogateescape"))
    draft.replace(folder / "table.csv")


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
