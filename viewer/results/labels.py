"""Labels to compare answers with, from wherever a training could take them. Imports no Qt."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import DatasetError
from trainer.sources import list_source


@dataclass(frozen=True, slots=True)
class Labels:
    """What images show, and whose they are where the labels say so, by the file's real path."""

    by_path: Mapping[str, str] = field(default_factory=dict)
    patients: Mapping[str, str] = field(default_factory=dict)

    def of(self, path: Path) -> str:
        """Give the label of a file; empty when there is none."""
        return self.by_path.get(os.path.realpath(path), "")

    def patient_of(self, path: Path) -> str:
        """Give the patient of a file as the labels name it; empty when they do not."""
        return self.patients.get(os.path.realpath(path), "")


def read_labels(source: Path) -> Labels:
    """Read the labels of a CSV file or folder in any form that a training takes.

    Raises
    ------
    DatasetError
        If it is none of these, contradicts itself, or gives images several classes each.
    """
    listed = list_source(source)
    if any(one.multi_label for one in listed):
        raise DatasetError(
            "the labels give an image several classes (column labels), and answers are compared with one class per "
            "image: give a table with a column label"
        )
    return Labels(
        {os.path.realpath(one.path): one.label for one in listed},
        {os.path.realpath(one.path): one.patient for one in listed if one.patient},
    )
