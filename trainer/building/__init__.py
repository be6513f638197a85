"""The dataset builder: from folders, label sheets and selections to the table that a training takes."""

from __future__ import annotations

from trainer.building.build import BuildStoppedError, build, findings_of
from trainer.building.offer import offered
from trainer.building.types import FORMATS, READERS, SEVERAL, BuildPlan, Built, ClassMap, Findings
from trainer.importing import Importer, Option, Source, importers

__all__ = [
    "FORMATS",
    "READERS",
    "SEVERAL",
    "BuildPlan",
    "BuildStoppedError",
    "Built",
    "ClassMap",
    "Findings",
    "Importer",
    "Option",
    "Source",
    "build",
    "findings_of",
    "importers",
    "offered",
]
