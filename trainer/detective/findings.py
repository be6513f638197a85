"""What the detective found, as records, as ``findings.json`` of a run folder, and in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core import records
from core.errors import DatasetError
from trainer.detective import words
from trainer.run import write_json

FINDINGS = "findings.json"

LEVEL = 0.01
"""Of every warning, after Holm's correction over the tests of its kind."""

LEAST_V = 0.1
"""Cramer's V below which an association is too weak to warn of, however certain: a small effect (Cohen 1988)."""

HIGHEST_AUC = 0.6
"""Lower limit of the AUC that a model without a view of the finding may reach before it is warned of."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """One kind of sameness across a border that it should not cross.

    Attributes
    ----------
    kind : str
        ``patient``, ``study``, ``instance``, ``pixels`` or ``near_duplicate``.
    parts : bool
        The border is that between parts of a split; else, without a split, that between patients, which a split may
        follow.
    groups : int
        Groups of images that are the same in this respect and lie on several sides; of near-duplicates, pairs.
    images : int
        Images in these groups.
    rows : tuple of str
        Ids of such rows, at most :data:`MOST_ROWS` of them, members of one group after each other.
    """

    kind: str
    parts: bool
    groups: int
    images: int
    rows: tuple[str, ...] = ()


MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Association:
    """How closely a fact goes with the class, one vote per patient.

    Attributes
    ----------
    fact : str
        One of :data:`trainer.detective.facts.FACTS`. Its values are not kept.
    patients, stated, values : int
        Patients in all, those of whom the fact is known, and different values; "not stated" counts as a value.
    v : float
        Bias-corrected Cramer's V, 0 to 1; NaN where the fact has one value only.
    p, p_holm : float
        Of no association, by permutation; ``p_holm`` over all facts that have several values.
    most : str
        The class that the fact goes with most, empty where ``v`` is 0 or NaN.
    """

    fact: str
    patients: int
    stated: int
    values: int
    v: float
    p: float
    p_holm: float
    most: str

    @property
    def is_warning(self) -> bool:
        """Whether the association is both certain and not small."""
        return self.p_holm <= LEVEL and self.v >= LEAST_V


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How well a model that cannot see the finding, or hardly, tells one class from the rest.

    Attributes
    ----------
    model : str
        ``header``, ``border`` or, as a baseline that is never warned of, ``thumbnail``.
    target : str
        The class against the rest; empty: the mean over the classes.
    patients, images : int
        That took part.
    auc : float
        Patient-grouped, cross-validated; chance is 0.5.
    low : float
        Lower 99 % limit, of models that may be warned of as Holm's correction over models and classes widens it.
    p_holm : float
        Of an AUC of at most :data:`HIGHEST_AUC`; 1 for a baseline.
    """

    model: str
    target: str
    patients: int
    images: int
    auc: float
    low: float
    p_holm: float

    @property
    def is_baseline(self) -> bool:
        """Whether the model sees enough of the picture that its AUC is no warning."""
        return self.model == "thumbnail"

    @property
    def is_warning(self) -> bool:
        """Whether the lower limit is above what is allowed; the same as ``p_holm`` below the level."""
        return not self.is_baseline and self.p_holm <= LEVEL


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was looked for in one dataset, found or not.

    Attributes
    ----------
    data_fingerprint, split_fingerprint : str
        Of what was examined; the latter is empty where there was no split.
    images, patients, unreadable : int
        In all; pictures that could not be read took part with their header only.
    notes : tuple of str
        Sentences on what could not be examined.
    """

    data_fingerprint: str
    split_fingerprint: str
    images: int
    patients: int
    unreadable: int
    seed: int
    overlaps: tuple[Overlap, ...]
    associations: tuple[Association, ...]
    shortcuts: tuple[Shortcut, ...]
    notes: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences on leaks and shortcuts, which everything made from the data has to carry; leaks first."""
        leaks = [words.overlap(found) for found in self.overlaps if found.groups]
        facts = [words.association(found) for found in self.associations if found.is_warning]
        return (*leaks, *facts, *words.shortcuts([found for found in self.shortcuts if found.is_warning]))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The warnings, or that there is none; then the baseline and what could not be examined."""
        baseline = [words.baseline(found) for found in self.shortcuts if found.is_baseline and not found.target]
        return (*(self.warnings or (words.NOTHING,)), *baseline, *self.notes)


def limits_of(findings: Findings) -> tuple[str, ...]:
    """Return the sentences for the limits of a model card: the warnings, or that there is none, then the notes."""
    return (*(findings.warnings or (words.NOTHING,)), *findings.notes)


def write_findings(folder: Path, findings: Findings) -> None:
    """Write ``findings.json`` of a run folder, all of it or nothing; row ids, no path and no value of a header."""
    write_json(folder / FINDINGS, records.to_plain(findings))


def read_findings(folder: Path) -> Findings | None:
    """Read ``findings.json`` of a run folder; None where there is none, as in runs that were not examined.

    Raises
    ------
    DatasetError
        If it is there and cannot be read, or holds something else.
    """
    try:
        return records.from_plain(Findings, records.parse((folder / FINDINGS).read_bytes()))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DatasetError(f"{FINDINGS} of the run cannot be read ({error.strerror}): see to the disk") from error
    except ValueError as error:
        raise DatasetError(f"{FINDINGS} of the run is damaged ({error}): delete it, or train again") from error
