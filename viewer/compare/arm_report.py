"""What was found of arms: the JSON twin of their report, as the views of the panel read it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core import records
from core.models.card import Estimate

Plain = dict[str, Any]
"""A JSON object of the twin; what is not known is None in it."""


@dataclass(frozen=True, slots=True, eq=False)
class ArmReport:
    """Arms that were compared.

    Attributes
    ----------
    twin : dict
        As :func:`trainer.report.report_on` makes it, on its way through JSON.
    runs : tuple of Path
        The run folders of all arms, for reading only.
    """

    twin: Plain
    runs: tuple[Path, ...]

    @property
    def compared(self) -> Plain:
        """What was compared: :class:`trainer.comparing.ComparedArms`, made plain."""
        found: Plain = self.twin["compared"]
        return found

    @property
    def labels(self) -> tuple[str, ...]:
        """The arms, in their order."""
        return tuple(one["label"] for one in self.twin["key"])

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes, in their order."""
        return tuple(self.compared["classes"])

    def letter(self, label: str) -> str:
        """Short name of an arm, the same as in the report."""
        return str(self.twin["key"][self.labels.index(label)]["letter"])

    def named(self, label: str) -> str:
        """Letter and name of an arm."""
        return f"{self.letter(label)}  {label}"

    def figure(self, arm: Plain, name: str) -> Plain | None:
        """Find a figure of an arm; None where it was not measured."""
        found: Plain | None = next((one for one in arm["figures"] if one["name"] == name), None)
        return found


def estimate(plain: Plain) -> Estimate:
    """Make an estimate of its JSON object."""
    return records.from_plain(Estimate, plain)


def number(plain: float | None) -> float:
    """Give a number of the twin; NaN where it is not known."""
    return math.nan if plain is None else float(plain)
