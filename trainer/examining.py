"""The detective's look at a dataset before a run, once for each dataset and split."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable

import core
from core.errors import DatasetError
from trainer.dataset import Dataset
from trainer.dataset_folder import dataset_folder
from trainer.detective import Findings, examine, read_findings, write_findings
from trainer.splits import Split

log = logging.getLogger(__name__)


def examined(dataset: Dataset, split: Split, *, progress: Callable[[int, int], None] | None = None) -> Findings:
    """Examine ``dataset``, or find what an earlier run with the same split, facts and program version found.

    Raises what :func:`trainer.detective.examine` raises, and what ``progress`` does.
    """
    folder = dataset_folder(dataset.fingerprint) / f"examined-{_key(dataset, split)}-{core.__version__}"
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        known = read_findings(folder)
    except DatasetError:
        log.warning("what was found out about the dataset is damaged: it is examined again")
        known = None
    if known is not None:
        return known
    found = examine(dataset, split, progress=progress)
    write_findings(folder, found)
    return found


def _key(dataset: Dataset, split: Split) -> str:
    """Name what is examined besides contents, labels and patients: the split, the table's facts and the file names."""
    said = [split.fingerprint, *((row.path.name, row.facts) for row in dataset.rows)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
