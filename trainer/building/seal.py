"""A sealed test part: whoever looks at it is counted, because each look makes its figures a little less honest.

The seal and its openings lie in the private folder of the dataset (:mod:`trainer.dataset_folder`), beside the table of
its paths: ``seal.json`` and ``openings.jsonl``. A seal knows its images by the SHA-256 of their files, so it holds for
every dataset that has one of them in its test part, relabelled, enlarged or reduced.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import core
from core import records
from core.errors import DatasetError
from core.whole_file import write_whole
from trainer.dataset import Dataset
from trainer.dataset_folder import dataset_folder, datasets_folder
from trainer.splits import Split

log = logging.getLogger(__name__)

SEAL, OPENINGS = "seal.json", "openings.jsonl"
RUN, COMPARISON = "run", "comparison"


@dataclass(frozen=True, slots=True)
class Seal:
    """A sealed test part.

    Attributes
    ----------
    fingerprint : str
        Of the dataset that was sealed.
    created : str
        When, UTC, ISO 8601.
    app_version : str
        Of the program that sealed it.
    images : tuple of str
        SHA-256 of the files of the test part, sorted.
    """

    fingerprint: str
    created: str
    app_version: str
    images: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """One look at a sealed test part.

    Attributes
    ----------
    when : str
        UTC, ISO 8601.
    kind : str
        ``run`` (a training was judged on it) or ``comparison``.
    runs : tuple of str
        Names of the run folders.
    app_version : str
        Of the program that looked.
    test_fingerprint : str
        Of the test part that was looked at, see :class:`trainer.splits.Split`.
    """

    when: str
    kind: str
    runs: tuple[str, ...]
    app_version: str
    test_fingerprint: str = ""


def seal_rows(fingerprint: str, images: Iterable[str], others: Iterable[str]) -> Seal:
    """Seal the images with these SHA-256 as the test part of a dataset; an earlier seal of the same stays as it is.

    Raises
    ------
    DatasetError
        If there are none, the dataset is sealed with another test part, or ``others``, the SHA-256 of its remaining
        images, has some of another seal: then it could never be trained.
    """
    wanted = tuple(sorted(images))
    if not wanted:
        raise DatasetError("there is no test part to seal: the table needs a split column with test images")
    before = seal_of(fingerprint)
    if before is not None:
        if before.images != wanted:
            raise DatasetError("the dataset is sealed already, with another test part: a seal cannot be changed")
        return before
    taught = frozenset(others)
    if any(not taught.isdisjoint(seal.images) for seal in _seals()):
        raise DatasetError(SEALED_ELSEWHERE)
    made = Seal(fingerprint, _now(), core.__version__, wanted)
    text = json.dumps(records.to_plain(made), indent=2) + "\n"
    write_whole(dataset_folder(fingerprint) / SEAL, text.encode("utf-8"), private=True)
    return made


def seal_dataset(dataset: Dataset) -> Seal:
    """Seal the test part that the source of a dataset names.

    Raises
    ------
    DatasetError
        As :func:`seal_rows`.
    """
    images, others = ([row.sha256 for row in dataset.rows if (row.split == "test") == test] for test in (True, False))
    return seal_rows(dataset.fingerprint, images, others)


def seal_of(fingerprint: str) -> Seal | None:
    """Return the seal of a dataset, None where there is none.

    Raises
    ------
    DatasetError
        If there is one that cannot be read: then nobody knows what it seals.
    """
    path = datasets_folder() / fingerprint / SEAL
    if not path.is_file():
        return None
    try:
        return records.from_plain(Seal, records.parse(path.read_bytes()))
    except (ValueError, OSError):
        raise DatasetError("the seal of the dataset cannot be read: restore seal.json in its private folder") from None


def openings(fingerprint: str) -> tuple[Opening, ...]:
    """Return the openings of a dataset's seal, the first one first."""
    path = datasets_folder() / fingerprint / OPENINGS
    if not path.is_file():
        return ()
    found = []
    for line in path.read_bytes().splitlines():
        if not line:
            continue
        try:
            found.append(records.from_plain(Opening, records.parse(line)))
        except ValueError:  # broken off by a crash: somebody looked, though nobody knows who
            found.append(Opening("", "unknown", (), ""))
    return tuple(found)


def record_opening(fingerprint: str, kind: str, runs: Sequence[str], test_fingerprint: str = "") -> int:
    """Log that a sealed test part was looked at; return how often it was, this time included.

    Parameters
    ----------
    fingerprint : str
        Of the dataset that was sealed.
    kind : str
        ``run`` or ``comparison``.
    runs : sequence of str
        Names of run folders, without their paths.
    """
    opening = Opening(_now(), kind, tuple(runs), core.__version__, test_fingerprint)
    line = b"\n" + json.dumps(records.to_plain(opening)).encode("utf-8") + b"\n"  # after one broken off, a new line
    path = dataset_folder(fingerprint) / OPENINGS
    # One write at the end of the file: two processes that look at the same moment are both counted.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return len(openings(fingerprint))


def open_for_run(dataset: Dataset, split: Split, run: str) -> tuple[str, ...]:
    """Log that a run is judged on a sealed test part; return a sentence for each seal it opens, mostly none.

    Raises
    ------
    DatasetError
        If the run was taught with sealed images: what is sealed is for the last word only.
    """
    told = []
    for seal in _seals():
        sealed = frozenset(seal.images)
        parts = {part for row, part in zip(dataset.rows, split.parts, strict=True) if row.sha256 in sealed}
        if parts - {"test"}:
            raise DatasetError(SEALED_ELSEWHERE)
        if parts:
            told.append(_sentence(record_opening(seal.fingerprint, RUN, (run,), split.test_fingerprint)))
    return tuple(told)


SEALED_ELSEWHERE = (
    "images of a sealed test part would be used to train or validate: use the split column of the dataset that was "
    "sealed, or leave its test images out"
)


def refuse_sealed(dataset: Dataset, split: Split) -> None:
    """Refuse a split that would teach or choose with sealed images; opens nothing.

    Raises
    ------
    DatasetError
        If it would.
    """
    taught = {row.sha256 for row, part in zip(dataset.rows, split.parts, strict=True) if part != "test"}
    if any(not taught.isdisjoint(seal.images) for seal in _seals()):
        raise DatasetError(SEALED_ELSEWHERE)


def open_for_comparison(test_fingerprint: str, runs: Sequence[str]) -> tuple[str, ...]:
    """Log that runs were compared on a sealed test part; return a sentence for each seal that it opens.

    Which seals these are is known from the runs, each of which was logged when it was judged.
    """
    told = []
    for seal in _seals():
        if any(one.test_fingerprint == test_fingerprint for one in openings(seal.fingerprint)):
            told.append(_sentence(record_opening(seal.fingerprint, COMPARISON, runs, test_fingerprint)))
    return tuple(told)


def _sentence(count: int) -> str:
    times = "for the first time" if count == 1 else f"{count} times so far, this time included"
    return f"The test part is sealed; it was opened {times}."


def _seals() -> list[Seal]:
    found = (seal_of(folder.name) for folder in _sealed_folders())
    return [seal for seal in found if seal is not None]


def _sealed_folders() -> list[Path]:
    return sorted(path.parent for path in datasets_folder().glob(f"*/{SEAL}"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
