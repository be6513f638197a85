"""From readers' labels to a table of labelled images that a training can begin from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.results.training_labels import TrainingLabels, unusable

if TYPE_CHECKING:
    from pathlib import Path

    from core.labels.store import ReaderLabel


def table_of_labels(labels: Iterable[ReaderLabel]) -> TrainingLabels:
    """Make one label of what all readers said of an image; each file is looked at once more.

    Images on which readers disagree are left out and counted as undecided. No patient is named: whoever reads the
    table takes the patients from the files.

    Parameters
    ----------
    labels : iterable of ReaderLabel
        The newest first.
    """
    images: dict[tuple[str, str, str], list[ReaderLabel]] = {}
    for one in labels:
        images.setdefault(one.image.key, []).append(one)
    rows: dict[Path, tuple[Path, str, str]] = {}
    counts = {"undecided": 0, "gone": 0, "changed": 0, "unwritable": 0}
    for said in images.values():
        agreed, newest = len({one.label for one in said}) == 1, said[0]
        what = unusable(newest.image) if agreed else "undecided"
        if what:
            counts[what] += 1
        else:
            rows.setdefault(newest.image.path, (newest.image.path, newest.label, ""))
    return TrainingLabels(tuple(rows[path] for path in sorted(rows)), **counts)
