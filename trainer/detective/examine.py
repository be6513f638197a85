"""The whole examination of a dataset, in order: headers, pictures, leaks, associations, models."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.errors import Cxr12Error
from trainer.dataset import Dataset
from trainer.detective.by_class import associations_in, examinable_in, shortcuts_in
from trainer.detective.facts import facts_of, groups_of
from trainer.detective.findings import Findings
from trainer.detective.headers import read_headers
from trainer.detective.pictures import look
from trainer.detective.sameness import overlaps
from trainer.detective.shortcut import FOLDS, MOST_IMAGES, header_features
from trainer.splits import Split

log = logging.getLogger(__name__)

_CHECKS = 5  # leaks, associations, three models


class ExaminationStoppedError(Cxr12Error):
    """The user stopped the examination; nothing was found out."""


def examine(
    dataset: Dataset,
    split: Split | None = None,
    *,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Findings:
    """Look for leaks across the parts of a split, and for shortcuts to the class.

    Without a split, leaks are the same or nearly identical images of different patients, which any split by patient
    may tear apart. Pictures of one patient that are not on different sides are nobody's leak and are not told.

    Parameters
    ----------
    seed : int
        Of permutations and folds.
    progress : callable or None
        Called with (steps done, steps in all), most of which are headers and pictures; may raise to stop.
    stopped : callable or None
        Asked often; True ends the examination.

    Raises
    ------
    ExaminationStoppedError
        If it was stopped.
    DatasetError
        If pictures could not be read for a reason that is not their own.
    OSError
        If the disk cannot hold the pictures' cache (16 KiB for each).
    """
    count = len(dataset.rows)
    step = _Steps(2 * count + _CHECKS, progress, stopped)
    headers = read_headers(dataset.rows, step.after(0))
    pictures = look(dataset, headers, step.after(count))
    step(2 * count)
    patients = [row.patient for row in dataset.rows]
    leaks = overlaps(dataset, split, headers, pictures, step.check)
    step(2 * count + 1)
    groups = groups_of(facts_of(dataset, headers), headers, patients)
    goes_with = associations_in(dataset, groups, seed)
    step(2 * count + 2)
    everyone = np.arange(count)
    features = {
        "header": (header_features(headers, [row.bits for row in dataset.rows], patients), everyone),
        "border": (pictures.borders, pictures.rows),
        "thumbnail": (pictures.thumbnails, pictures.rows),
    }
    models = shortcuts_in(dataset, features, seed, step.check)
    step(2 * count + _CHECKS)
    return Findings(
        data_fingerprint=dataset.fingerprint,
        split_fingerprint=split.fingerprint if split is not None else "",
        images=count,
        patients=dataset.patients,
        unreadable=count - len(pictures.rows),
        seed=seed,
        overlaps=leaks,
        associations=goes_with,
        shortcuts=models,
        notes=_notes(dataset, count - len(pictures.rows)),
    )


def _notes(dataset: Dataset, unreadable: int) -> tuple[str, ...]:
    known = examinable_in(dataset)
    few = [name for name in dataset.classes if name not in known]
    notes = []
    if len(known) < 2:
        notes.append(f"The models for shortcuts need two classes with {FOLDS} patients each: they were not tried.")
    elif few:
        notes.append(f"Too few patients for the models for shortcuts (fewer than {FOLDS}): {', '.join(few)}.")
    if unreadable:
        notes.append(f"{unreadable} pictures could not be read: of them only the header was examined.")
    if len(dataset.rows) > MOST_IMAGES:
        notes.append(f"The models for shortcuts saw at most {MOST_IMAGES} images, of patients drawn at random.")
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class _Steps:
    """Tells how far the examination is, and ends it where it was stopped."""

    total: int
    progress: Callable[[int, int], None] | None
    stopped: Callable[[], bool] | None

    def __call__(self, done: int) -> None:
        self.check()
        if self.progress is not None:
            self.progress(done, self.total)

    def check(self) -> None:
        if self.stopped is not None and self.stopped():
            raise ExaminationStoppedError("The examination was stopped.")

    def after(self, before: int) -> Callable[[int, int], None]:
        """Progress of a stage that begins when ``before`` steps are done."""
        return lambda done, _: self(before + done)
