"""From verdicts to a table of labelled images that a training can begin from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from core.errors import Cxr12Error, RefusedError
from core.picture import read_image
from core.whole_file import write_whole
from core.zipped.files import archive_of, file_status

if TYPE_CHECKING:
    from core.results.verdicts import Verdict


class BoundToPixels(Protocol):
    """Anything said of an image: where it lay, its size and age then (0: not known), and the SHA-256 of its pixels."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def size(self) -> int: ...  # noqa: D102
    @property
    def mtime_ns(self) -> int: ...  # noqa: D102
    @property
    def pixel_sha256(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class TrainingLabels:
    """Labels that readers gave, and what was left out.

    Attributes
    ----------
    rows : tuple of (Path, str, str)
        File, class and patient; the patient is empty where the labels that were given before named none.
    undecided : int
        Images whose answer was rejected without another class.
    gone, changed : int
        Images whose file is not there any more, or holds other pixels now: their label would be another image's.
    unwritable : int
        Files whose name a table cannot hold.
    """

    rows: tuple[tuple[Path, str, str], ...]
    undecided: int = 0
    gone: int = 0
    changed: int = 0
    unwritable: int = 0

    @property
    def has_patients(self) -> bool:
        """All are known to belong to somebody; a table names a patient for every image or for none."""
        return bool(self.rows) and all(patient for _, _, patient in self.rows)


def training_labels(verdicts: Iterable[Verdict]) -> TrainingLabels:
    """Make one label of all verdicts on an image, the newest first; each file is looked at once more.

    Parameters
    ----------
    verdicts : iterable of Verdict
        The newest first. A newer verdict that rejects a class outweighs an older one that gave it.
    """
    images: dict[tuple[str, str, str], list[Verdict]] = {}
    for one in verdicts:
        where = "" if one.instance_uid else str(one.path)
        images.setdefault((one.instance_uid, one.pixel_sha256, where), []).append(one)
    rows: dict[Path, tuple[Path, str, str]] = {}
    counts = {"undecided": 0, "gone": 0, "changed": 0, "unwritable": 0}
    for said in images.values():
        label, newest = _label(said), said[0]
        what = "undecided" if not label else unusable(newest)
        if what:
            counts[what] += 1
        else:
            rows.setdefault(newest.path, (newest.path, label, next((one.patient for one in said if one.patient), "")))
    return TrainingLabels(tuple(rows[path] for path in sorted(rows)), **counts)


def write_training_labels(labels: TrainingLabels, path: Path) -> None:
    """Write the table: the columns path and label, and patient where all are known.

    Where they are not, whoever reads the table takes the patients from the files, as for any table without the
    column. No name or number of a patient is written that was not in a table of labels before.

    Raises
    ------
    Cxr12Error
        If there is nothing to write, or the file there now is no table.
    OSError
        If it cannot be written.
    """
    if not labels.rows:
        raise Cxr12Error(
            "there are no labels to write yet: label images, or agree with answers or give images another class, first"
        )
    if path.suffix.lower() != ".csv" or (path.exists() and not path.is_file()):
        raise Cxr12Error(f"{path.name}: expected a name that ends in .csv, for a new file or an earlier table")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["path", "label", *(["patient"] if labels.has_patients else [])])
    for file, label, patient in labels.rows:
        writer.writerow([str(file), label, *([patient] if labels.has_patients else [])])
    write_whole(path, text.getvalue().encode("utf-8"))


def _label(said: list[Verdict]) -> str:
    rejected = set()
    for one in said:
        if one.label and one.label not in rejected:
            return one.label
        rejected.add(one.answer)
    return ""


def unusable(said: BoundToPixels) -> str:
    """Name what keeps an image out of a table: ``gone``, ``changed`` or ``unwritable``; empty for nothing.

    Its file is read where its size and age do not vouch for the pixels.
    """
    path = said.path
    try:
        status = file_status(path)
    except (OSError, ValueError, RefusedError):
        return "gone"
    text = str(path)
    if archive_of(path) is not None:  # training reads files that stand by themselves
        return "unwritable"
    if text != text.strip() or not text.isprintable():
        return "unwritable"
    if (status.st_size, status.st_mtime_ns) == (said.size, said.mtime_ns):
        return ""
    try:
        same = read_image(path).pixel_sha256() == said.pixel_sha256
    except RefusedError:
        same = False
    return "" if same else "changed"
