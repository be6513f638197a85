"""How far a training is, in one bar and one sentence."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from core import records
from core.models.card import Estimate
from viewer.figures import duration, full_text
from viewer.message import Note, Problem

log = logging.getLogger(__name__)

_STEPS = 1000


class ProgressView(QWidget):
    """A bar over the stage under way (over all epochs while training), the state and the time left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs = 0
        self._bar = QProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self._state = Note(parent=self)
        self._notes = Note(parent=self)
        self._problem = Problem(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._bar, self._state, self._notes, self._problem):
            column.addWidget(widget)
        self._bar.hide()

    def begin(self) -> None:
        """Get ready for a training that was started and has said nothing yet."""
        self._notes.say("")
        self._problem.say("")
        self._set_share(None)
        self._bar.show()
        self.say(self.tr("Starting the trainer"))

    def say(self, text: str) -> None:
        """Show ``text`` as the state."""
        self._state.say(text)

    def complain(self, text: str) -> None:
        """Show ``text`` as a problem; an empty one takes it away."""
        self._problem.say(text)

    @property
    def state(self) -> str:
        """What is written as the state."""
        return self._state.text()

    @property
    def problem(self) -> str:
        """What is written as the problem."""
        return self._problem.text()

    def take(self, event: Mapping[str, Any]) -> None:
        """Show what one event of :mod:`trainer.events` means for the progress.

        An event of another version, which lacks what is shown of it, is passed over.
        """
        try:
            self._show(event)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            log.info("an event of another version is passed over: %s", type(error).__name__)

    def _show(self, event: Mapping[str, Any]) -> None:
        kind = event["event"]
        if kind == "started":
            self._epochs = int(event["epochs"])
        elif kind == "note":
            self._notes.say("\n".join(filter(None, (self._notes.text(), str(event["text"])))))
        elif kind == "resumed":
            self._set_share(None)
            self.say(self.tr("Going on after epoch {0}").format(event["epoch"]))
        elif kind == "changed":
            told = self.tr("Since the run was interrupted:")
            self._notes.say("\n".join((told, *(str(one) for one in event["differences"]))))
        elif kind == "split":
            self._set_share(None)
            self.say(self.tr("Loading the network"))
        elif kind == "progress":
            self._take_progress(event)
        elif kind == "epoch":
            self._set_share(event["epoch"] / event["epochs"])
            text = self.tr("Epoch {0} of {1}").format(event["epoch"], event["epochs"])
            self.say(self._with_time_left(text, event.get("seconds_left")))

    def end(self, status: str, reason: str, test: Mapping[str, Any] | None) -> None:
        """Say how the training came to its end; ``test`` are the figures of the last event."""
        self._bar.hide()
        words = {
            "finished": self.tr("Finished."),
            "cancelled": self.tr("Stopped; what was learned until then is kept.")
            if test
            else self.tr("Stopped before the first epoch was complete; nothing was learned."),
            "failed": self.tr("The training failed."),
            "paused": self.tr("Paused. Resume it in the list of runs whenever you like."),
            "interrupted": self.tr("The training was interrupted."),
        }
        figures = _figures(test)
        told = self.tr("On the test patients: macro AUC {0}; accuracy {1}.").format(*figures) if figures else ""
        self.say(" ".join(filter(None, (words[status], told))))
        self._problem.say(
            reason[:1].upper() + reason[1:] if status in ("failed", "interrupted") or _worrying(status, reason) else ""
        )

    def _take_progress(self, event: Mapping[str, Any]) -> None:
        done, total = int(event["done"]), int(event["total"])
        self._set_share(done / total if total else None)
        sentences = {
            "dataset": self.tr("Reading {0} of {1} files").format(done, total),
            "images": self.tr("Preparing {0} of {1} images").format(done, total),
            "examine": self.tr("Looking for leaks and shortcuts"),
            "train": self.tr("Epoch {0} of {1}").format(event.get("epoch", 0), self._epochs),
            "evaluate": self.tr("Testing on the test patients"),
        }
        self.say(self._with_time_left(sentences.get(str(event["stage"]), ""), event.get("seconds_left")))

    def _with_time_left(self, text: str, seconds: float | None) -> str:
        if not text or not seconds:
            return text
        return self.tr("{0} · {1} left").format(text, duration(seconds))

    def _set_share(self, share: float | None) -> None:
        """Fill the bar by ``share``; None lets it run without an end in sight."""
        self._bar.setRange(0, 0 if share is None else _STEPS)
        if share is not None:
            self._bar.setValue(round(_STEPS * share))


def _worrying(status: str, reason: str) -> bool:
    """Tell whether a pause was not the user's wish."""
    return status == "paused" and not reason.startswith(("paused with", "paused before"))


def _figures(test: Mapping[str, Any] | None) -> list[str]:
    """Write macro AUC and accuracy; nothing where a damaged event has no figures: the end must be told all the same."""
    try:
        return [full_text(records.from_plain(Estimate, (test or {})[name])) for name in ("macro_auc", "accuracy")]
    except (KeyError, TypeError, ValueError):
        return []
