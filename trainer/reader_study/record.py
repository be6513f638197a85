"""What one reader said, kept after every answer.

The file names neither the depth of a reading nor a patient: the depth follows from the seed, for the program to work
out. That keeps a reader from seeing it by accident, not on purpose.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from core import records
from core.errors import Cxr12Error
from core.whole_file import write_whole
from trainer.reader_study.design import SESSIONS, Case, Reading, sessions

VERSION = 1


class ReaderStudyError(Cxr12Error):
    """A reader study that cannot be kept or read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of the reading at the next place: whether the finding is there, after how long, and when (UTC)."""

    present: bool
    seconds: float
    time: str


@dataclass(frozen=True, slots=True)
class ReaderStudy:
    """One reader's part of a study.

    Attributes
    ----------
    reader : str
        The name that the reader goes by.
    number : int
        From 0: the how many-eth reader of this study.
    data : str
        Fingerprint of the dataset.
    answers : tuple of Answer
        In the order of the readings, first session first.
    """

    version: int
    finding: str
    seed: int
    reader: str
    number: int
    data: str
    cases: tuple[Case, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All readings, in their order."""
        return tuple(reading for session in sessions(self.cases, self.seed, self.number) for reading in session)

    @property
    def session(self) -> int:
        """The session that the next reading is of, from 0; :data:`SESSIONS` when there is none left."""
        return len(self.answers) // len(self.cases)

    @property
    def is_over(self) -> bool:
        """Everything has been read."""
        return self.session == SESSIONS

    @property
    def next_reading(self) -> Reading | None:
        """What is read next."""
        return None if self.is_over else self.readings[len(self.answers)]

    def answered(self, present: bool, seconds: float) -> ReaderStudy:
        """Add an answer to the next reading."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return replace(self, answers=(*self.answers, Answer(present, round(seconds, 1), now)))

    def without_last(self) -> ReaderStudy:
        """Take the last answer back; one of the session before stays."""
        return replace(self, answers=self.answers[:-1]) if len(self.answers) % len(self.cases) else self

    @property
    def days_between(self) -> float | None:
        """Days from the last answer of the first session to the first of the second; None before that."""
        images = len(self.cases)
        if len(self.answers) <= images:
            return None
        last, first = (datetime.fromisoformat(self.answers[i].time) for i in (images - 1, images))
        return (first - last).total_seconds() / 86400


def file_of(folder: Path, study: ReaderStudy) -> Path:
    """Where a reader's part is kept: named after the data, finding and seed, and the reader's number, not name."""
    which = hashlib.sha256(f"{study.data}\0{study.finding}\0{study.seed}".encode()).hexdigest()
    return folder / f"{study.data[:8]}-{which[:8]}-{study.number + 1}.json"


def joined(folder: Path, study: ReaderStudy) -> ReaderStudy:
    """Give a reader who begins the first number that nobody has; a damaged file keeps its own."""
    numbered = (replace(study, number=number) for number in count())
    return next(one for one in numbered if not file_of(folder, one).exists())


def write(folder: Path, study: ReaderStudy) -> Path:
    """Keep a reader's part as it is now, all of it or nothing; only its owner can read it.

    Raises
    ------
    ReaderStudyError
        If it cannot be written.
    """
    path = file_of(folder, study)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = json.dumps(records.to_plain(study), indent=1, ensure_ascii=False)
        write_whole(path, text.encode("utf-8"), private=True)
    except OSError as error:
        raise ReaderStudyError(f"the reader study cannot be kept: {error.strerror}") from None
    return path


def read(path: Path) -> ReaderStudy:
    """Read a reader's part.

    Raises
    ------
    ReaderStudyError
        If the file is something else, or of another version.
    """
    try:
        study = records.from_plain(ReaderStudy, records.parse(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ReaderStudyError(f"{path.name} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ReaderStudyError(f"{path.name} is no reader study: {error}") from None
    if study.version != VERSION or not study.cases or len(study.answers) > SESSIONS * len(study.cases):
        raise ReaderStudyError(f"{path.name} is no reader study of version {VERSION}: it may be of a newer CXR-12")
    return study


def readers_of(folder: Path, data: str, finding: str, seed: int) -> tuple[ReaderStudy, ...]:
    """Give the parts of all readers of a study, in the order in which they joined; damaged files are passed over."""
    found = []
    for path in sorted(folder.glob(f"{data[:8]}-*.json")):
        try:
            study = read(path)
        except ReaderStudyError:
            continue
        if (study.data, study.finding, study.seed) == (data, finding, seed):
            found.append(study)
    return tuple(sorted(found, key=lambda study: study.number))
