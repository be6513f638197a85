"""Which file of this computer a row of a run stands for: run folders hold row ids, never paths."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from core.errors import DatasetError
from trainer.dataset_folder import find_path
from trainer.outcome import read_outcome


def file_of(runs: Iterable[Path], row: str) -> Path:
    """Find the image of a row id by the datasets of these run folders, as this computer knows them.

    Raises
    ------
    DatasetError
        If none of their datasets was ever read on this computer, or the file is no longer there. Names no file.
    """
    fingerprints = dict.fromkeys(filter(None, map(_fingerprint, runs)))
    found = [path for one in fingerprints if (path := find_path(one, row)) is not None]
    if not found:
        raise DatasetError(
            "this image cannot be opened: the dataset of these runs is not known on this computer; choose its data in "
            "the Train panel, then try again"
        )
    there = next((path for path in found if path.is_file()), None)
    if there is None:
        raise DatasetError(
            "this image cannot be opened: its file is no longer where the dataset was read; put it back, or choose the "
            "data in the Train panel again from where they are now"
        )
    return there


def _fingerprint(run: Path) -> str:
    with contextlib.suppress(ValueError):
        return read_outcome(run).data_fingerprint
    return ""
