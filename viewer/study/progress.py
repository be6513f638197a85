"""How far the study at work is, in one bar and one sentence."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from viewer.figures import duration
from viewer.message import Note, Problem
from viewer.study.words import sentence_of

log = logging.getLogger(__name__)

_STEPS = 1000


class StudyProgress(QWidget):
    """A bar over all runs, what is being done, and how the last sitting ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._of = 0, 0
        self._shares: dict[str, float] = {}
        self._names: dict[str, str] = {}
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress of the study"))
        self._state, self._problem = Note(parent=self), Problem(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._bar, self._state, self._problem):
            column.addWidget(widget)
        self._bar.hide()

    @property
    def state(self) -> str:
        """What is written as the state."""
        return self._state.text()

    @property
    def problem(self) -> str:
        """What is written as the problem."""
        return self._problem.text()

    @property
    def share(self) -> float:
        """How much of the study is done, 0 to 1."""
        return (self._done + sum(self._shares.values())) / self._of if self._of else 0.0

    def begin(self, finished: int, of: int, text: str) -> None:
        """Get ready for a study that was started and has said nothing yet."""
        self._done, self._of = finished, of
        self._shares, self._names = {}, {}
        self._problem.say("")
        self._bar.setRange(0, 0)
        self._bar.show()
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text`` as the state."""
        self._state.say(text)

    def complain(self, text: str) -> None:
        """Show ``text`` as a problem; an empty one takes it away."""
        self._problem.say(text)

    def take(self, event: Mapping[str, Any]) -> None:
        """Show what one event of the study means.

        An event of another version, which lacks what is shown of it, is passed over.
        """
        try:
            self._show(event)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            log.info("an event of another version is passed over: %s", type(error).__name__)

    def _show(self, event: Mapping[str, Any]) -> None:
        kind, cell = event["event"], str(event.get("cell", ""))
        if kind == "timing":
            told = self.tr("Timing network {0} of {1}: {2}")
            self.say(told.format(event["place"], event["of"], event["arm"]))
        elif kind == "planned":
            self._done, self._of = int(event["finished"]), int(event["cells"])
            self._show_share()
        elif kind == "cell_started":
            self._of = int(event["of"])
            told = self.tr("Run {0} of {1}: {2}, seed {3}")
            self._names[cell] = told.format(event["place"], event["of"], event["arm"], event["seed"])
            self.say(self._names[cell])
        elif kind == "progress":
            self._take_progress(event, cell)
        elif kind == "epoch":
            self._shares[cell] = event["epoch"] / event["epochs"]
            self._show_share()
            told = self.tr("{0} · epoch {1} of {2}").format(self._name(cell), event["epoch"], event["epochs"])
            left = event.get("seconds_left")
            self.say(self.tr("{0} · {1} left of this run").format(told, duration(left)) if left else told)
        elif kind == "cell_ended":
            self._shares.pop(cell, None)
            self._done, self._of = int(event["finished"]), int(event["of"])
            self._show_share()

    def end(self, status: str, reason: str, last: Mapping[str, Any]) -> None:
        """Say how the sitting came to its end; ``last`` is its last event."""
        self._bar.hide()
        words = {
            "finished": self.tr("Finished; the report is written."),
            "paused": self.tr("Paused; Resume goes on where it was."),
            "failed": self.tr("The report is written, but some runs failed; Resume tries them again.")
            if last.get("report")
            else self.tr("The study could not go on."),
            "interrupted": self.tr("The study was interrupted; Resume goes on where it was.")
            if last
            else self.tr("The study was not begun."),
        }
        self.say(words.get(status, status))
        asked_for = status == "paused" and reason == "a stop was asked for"
        self._problem.say("" if asked_for else sentence_of(reason))

    def _take_progress(self, event: Mapping[str, Any], cell: str) -> None:
        done, total = int(event["done"]), int(event["total"])
        stages = {
            "dataset": self.tr("Reading {0} of {1} files").format(done, total),
            "images": self.tr("preparing {0} of {1} images").format(done, total),
            "examine": self.tr("looking for leaks and shortcuts"),
            "train": self.tr("epoch {0}").format(event.get("epoch", 0)),
            "evaluate": self.tr("testing on the test patients"),
        }
        text = stages.get(str(event["stage"]), "")
        if text:
            self.say(f"{self._name(cell)} · {text}" if cell else text)

    def _name(self, cell: str) -> str:
        return self._names.get(cell, cell)

    def _show_share(self) -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(_STEPS * self.share))
