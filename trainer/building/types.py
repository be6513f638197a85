"""What is asked of the dataset builder, and what it answers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from trainer.importing.types import Source
from trainer.sources import PARTS, SEPARATOR

READERS = ("majority", "any")
SEVERAL = ("leave_out", "first", "multi_label")
OTHERS = ("keep", "drop")
FORMATS = ("csv", "parquet")


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(one or 'empty' for one in allowed)}, found {value!r}")


@dataclass(frozen=True, slots=True)
class ClassMap:
    """Which class of the study each finding of the sources counts for.

    Attributes
    ----------
    rows : tuple of (str, str)
        Finding and class, in the order of the classes' priority; an empty class drops the finding: it does not count,
        and an image without any other finding is left out.
    others : str
        What becomes of findings that ``rows`` does not name: ``keep`` makes each a class of its own name, ``drop``
        drops them.

    Raises
    ------
    ValueError
        If a finding is named twice, or ``others`` is neither of the two.
    """

    rows: tuple[tuple[str, str], ...] = ()
    others: str = "keep"

    def __post_init__(self) -> None:
        _one_of("others", self.others, OTHERS)
        findings = [finding for finding, _ in self.rows]
        twice = sorted({finding for finding in findings if findings.count(finding) > 1})
        if twice:
            raise ValueError(f"the finding {twice[0]!r} is mapped twice: give it one class")

    def of(self, finding: str) -> str:
        """Return the class of a finding, empty when it is dropped."""
        return dict(self.rows).get(finding, finding if self.others == "keep" else "")

    def order(self) -> tuple[str, ...]:
        """Return the classes that ``rows`` names, each once, in order."""
        return tuple(dict.fromkeys(name for _, name in self.rows if name))


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """A dataset to be built.

    Attributes
    ----------
    sources : tuple of Source
        Folders, label sheets and selections.
    out : Path
        Folder that receives the table ``labels.csv`` or ``labels.parquet`` and its record ``dataset.json``; made when
        it is not there.
    classes : ClassMap
        Findings to classes.
    readers : str
        Of an image with several readings: ``majority`` takes a class that more than half of its readers found, ``any``
        one that at least one of them found. The findings are mapped to classes before the readers are counted.
    several : str
        Of an image that then shows several classes: ``leave_out`` leaves it out, ``first`` gives it the first of them
        in the order of the class map, then by name; ``multi_label`` lets every image have any number of classes, also
        none, in the column ``labels``. Then no image is left out for what it shows, and the finding that there is none
        is a class only where the class map names it.
    format : str
        ``csv`` or ``parquet``.
    hash_patients : bool
        Write patients as salted hashes; else as the sources name them.
    test_fraction : float
        Share of the patients to set apart in the table itself as the test part, the same for every training on it; 0:
        each training divides them by its own split seed. Not together with a source that is a part already.
    split_seed : int
        Seed of that division.
    seal : bool
        Seal the test part: every training or comparison that opens it is counted from now on.
    replace : bool
        Replace a table that is there already.

    Raises
    ------
    ValueError
        If a setting is outside its range; the message names it.
    """

    sources: tuple[Source, ...]
    out: Path
    classes: ClassMap = ClassMap()
    readers: str = "majority"
    several: str = "leave_out"
    format: str = "csv"
    hash_patients: bool = True
    test_fraction: float = 0.0
    split_seed: int = 1
    seal: bool = False
    replace: bool = False

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("a dataset needs at least one source: add a folder, a label sheet or a selection")
        for source in self.sources:
            _one_of("part", source.part, ("", *PARTS))
        _one_of("readers", self.readers, READERS)
        _one_of("several", self.several, SEVERAL)
        divided = [name for name in self.classes.order() if self.multi_label and SEPARATOR in name]
        if divided:
            raise ValueError(
                f"the class {divided[0]!r} has a {SEPARATOR}, which divides the classes of an image: give it another "
                "name"
            )
        _one_of("format", self.format, FORMATS)
        if not (math.isfinite(self.test_fraction) and 0.0 <= self.test_fraction < 1.0):
            raise ValueError(f"test_fraction must be at least 0 and below 1, found {self.test_fraction}")
        given = any(source.part for source in self.sources)
        if given and self.test_fraction:
            raise ValueError("a source is a part already: give no test_fraction besides, or no part")
        if self.seal and not given and not self.test_fraction:
            raise ValueError("there is no test part to seal: give a test_fraction, or make a source the test part")

    @property
    def multi_label(self) -> bool:
        """Whether an image may have several classes."""
        return self.several == "multi_label"

    @property
    def table(self) -> Path:
        """Where the table goes."""
        return self.out / f"labels.{self.format}"


@dataclass(frozen=True, slots=True)
class Findings:
    """What a source calls its findings, so that a class map can be offered.

    Attributes
    ----------
    counts : dict of str to int
        Images per finding that at least one reader saw, the most frequent first.
    images, missing : int
        Images found, and images that the sheet names but that were not found.
    readers : int
        The most readings of one image.
    disagreeing : int
        Images whose readings are not all the same.
    notes : tuple of str
        Sentences without patient data.
    """

    counts: dict[str, int]
    images: int
    missing: int = 0
    readers: int = 1
    disagreeing: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A dataset that was built.

    Attributes
    ----------
    table : Path
        What a training takes as its data.
    counts, parts : dict of str to int
        Images per class, and per part where the table names parts.
    images, patients : int
        Of the table; every image whose patient is not known counts as one.
    fingerprint : str
        As :func:`trainer.dataset.read_dataset` tells it.
    notes : tuple of str
        Sentences on how labels were made and what was left out on purpose, without patient data.
    refusals : tuple of str
        Sentences on images that could not be used, without file names.
    unusable : tuple of (Path, str)
        Those images, and why.
    """

    table: Path
    counts: dict[str, int]
    parts: dict[str, int]
    images: int
    patients: int
    fingerprint: str
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    unusable: tuple[tuple[Path, str], ...] = ()
