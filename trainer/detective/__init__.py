"""Looks, before anything is taught, for ways to be right that have nothing to do with the finding.

Leaks put the same patient or picture on both sides of a split. Shortcuts are facts beside the finding (equipment,
projection, source) that go with the class. A silent detective does not prove their absence: it knows only what headers,
tables and pictures of 64 x 64 pixels show.
"""

from trainer.detective.examine import ExaminationStoppedError, examine
from trainer.detective.findings import (
    FINDINGS,
    Association,
    Findings,
    Overlap,
    Shortcut,
    limits_of,
    read_findings,
    write_findings,
)

__all__ = [
    "FINDINGS",
    "Association",
    "ExaminationStoppedError",
    "Findings",
    "Overlap",
    "Shortcut",
    "examine",
    "limits_of",
    "read_findings",
    "write_findings",
]
