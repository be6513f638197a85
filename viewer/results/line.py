"""One line of the table of results, and what is written in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.results.row import AGREED, DISAGREED, REFUSED, ResultRow
from core.results.triage import closeness, needs_a_look, probability
from viewer.classify.colors import class_title
from viewer.number_text import number_text
from viewer.sentences import in_language

if TYPE_CHECKING:
    from core.results.store import Kept
    from core.results.verdicts import Verdict

_NO_ANSWER, _A_LOOK = 4.0, 2.0
"""Places in the queue: what got no answer comes first, then what needs a look, the closest answers before others."""


@dataclass(frozen=True, slots=True)
class Line:
    """A result with what else is known of it.

    Attributes
    ----------
    result : Kept or None
        The answer as it is kept; None where there is none.
    resumed : bool
        It was kept before, and the network was not asked.
    """

    row: ResultRow
    result: Kept | None = None
    resumed: bool = False

    @property
    def path(self) -> Path:
        """The file."""
        return self.row.path

    @property
    def decision(self) -> str:
        """The class decided for; empty where there is none."""
        return self.row.prediction.top if self.row.prediction is not None else ""

    @property
    def closeness(self) -> float:
        """How near the answer is to another one; NaN without an answer."""
        return math.nan if self.row.prediction is None else closeness(self.row.prediction)

    @property
    def urgency(self) -> float:
        """Place in the queue of what to look at, the highest first."""
        if self.row.prediction is None:
            return _NO_ANSWER
        return self.closeness + (_A_LOOK if self.needs_a_look else 0.0)

    @property
    def is_refused(self) -> bool:
        """There is no answer."""
        return self.row.status == REFUSED

    @property
    def needs_a_look(self) -> bool:
        """There is an answer, and it is doubtful or no decision."""
        return self.row.prediction is not None and needs_a_look(self.row.prediction)

    @property
    def is_against_label(self) -> bool:
        """The answer is another class than the label's."""
        return self.row.prediction is not None and bool(self.row.label) and self.decision != self.row.label

    def labelled(self, label: str) -> Line:
        """Give the line with another label."""
        return replace(self, row=replace(self.row, label=label))

    def judged(self, verdict: Verdict | None) -> Line:
        """Give the line with a reader's verdict, or without any."""
        said, relabel = ("", "") if verdict is None else (verdict.verdict, verdict.relabel)
        return replace(self, row=replace(self.row, verdict=said, relabel=relabel))


def decision_text(line: Line) -> str:
    """Write what was decided, with its probability; that an image is not one for the network stands before it."""
    if line.is_refused:
        return _tr("Refused")
    said = line.row.prediction
    assert said is not None
    text = f"{class_title(said.top) if said.top else _tr('No decision')} {number_text(probability(said), '.3f')}"
    return _tr("Doubtful: {0}").format(text) if said.validity.is_doubtful else text


def verdict_text(line: Line) -> str:
    """Write what a reader said."""
    if line.row.relabel:
        return _tr("Is {0}").format(class_title(line.row.relabel))
    return {AGREED: _tr("Agreed"), DISAGREED: _tr("Disagreed")}.get(line.row.verdict, "")


def note_text(line: Line) -> str:
    """Write why there is no answer, or what speaks against the one there is, and that it is an earlier one."""
    said = line.row.prediction
    if said is None:
        return in_language(line.row.reason)
    notes = [_tr("Earlier result.")] if line.resumed else []
    notes += [_tr("Unlike the images that the network learned from.")] if said.validity.is_far else []
    return " ".join((*notes, *map(in_language, said.validity.reasons)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("results", text)
