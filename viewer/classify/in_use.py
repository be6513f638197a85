"""The model that answers, alone or with others: their processes, and how far these are with loading."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.classify import Classifier
from core.ensemble import Ensemble
from core.errors import RefusedError
from viewer.classify.together import Together
from viewer.message import sentence
from viewer.sentences import in_language

if TYPE_CHECKING:
    from core.ensemble import Predictor
    from core.models.shelf import Entry
    from viewer.jobs import Jobs

LOAD_LANE = "load model"


class Load(enum.Enum):
    """How far the processes are."""

    NOT_BEGUN = enum.auto()
    UNDER_WAY = enum.auto()
    DONE = enum.auto()
    FAILED = enum.auto()


class InUse(QObject):
    """Holds the classifiers of the chosen model and of those asked with it, and ends those no longer wanted.

    Attributes
    ----------
    predictor : Predictor or None
        What is asked: the chosen model, or an ensemble that it leads.
    classifier : Classifier or None
        The chosen model.
    load_state : Load
        Of all of them.
    makes_ready : bool
        Loading began with making one of them ready for OpenVINO.
    refusal : str
        Why loading failed, one sentence.

    Signals
    -------
    load_ended
        Loading is over, well or not.
    """

    load_ended = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._others: list[tuple[Entry, Classifier]] = []
        self.engine, self.precision = "auto", "float32"
        self.classifier: Classifier | None = None
        self.predictor: Predictor | None = None
        self.load_state, self.makes_ready, self.refusal = Load.NOT_BEGUN, False, ""
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def begin(self, entry: Entry | None, together: Together) -> None:
        """Let another model lead from now on."""
        self.end()
        if entry is not None:
            self.classifier = Classifier(entry, self.engine, self.precision)
        self.regroup(together)

    def regroup(self, together: Together) -> None:
        """Let others answer with the chosen model from now on; who stays keeps its process."""
        self._jobs.cancel(LOAD_LANE)
        wanted = together.others if self.classifier is not None else ()
        for entry, one in self._others:
            if entry not in wanted:  # also where another model took its place in the same folder
                one.close_soon()
        stay = [(entry, one) for entry, one in self._others if entry in wanted]
        there = [entry for entry, _ in stay]
        new = [(entry, Classifier(entry, self.engine, self.precision)) for entry in wanted if entry not in there]
        self._others = stay + new
        self.load_state, self.predictor = Load.NOT_BEGUN, self.classifier
        if self.classifier is not None and not together.is_alone:
            members = (self.classifier, *(one for _, one in self._others))
            self.predictor = Ensemble(members, alter=together.alter, mirror=together.mirror)

    def load(self) -> None:
        """Begin to load what is not loaded, unless that was begun."""
        if self.predictor is not None and self.load_state is Load.NOT_BEGUN:
            self.load_state, self.makes_ready = Load.UNDER_WAY, self.predictor.makes_ready_first
            self._jobs.submit(LOAD_LANE, self.predictor.load)

    def has_answered(self) -> None:
        """Take note that an answer came: then all is loaded."""
        self.load_state = Load.DONE

    def end(self) -> None:
        """End all processes, without waiting for them."""
        self._jobs.cancel(LOAD_LANE)
        for one in self._every():
            one.close_soon()
        self.classifier, self.predictor, self.load_state = None, None, Load.NOT_BEGUN
        self._others.clear()

    def close(self) -> None:
        """End all processes and wait for them."""
        for one in self._every():
            one.close()
        self.end()

    def _every(self) -> tuple[Classifier, ...]:
        return (*(() if self.classifier is None else (self.classifier,)), *(one for _, one in self._others))

    def _on_jobs_finished(self, lane: str, _: object) -> None:
        if lane == LOAD_LANE:
            self.load_state = Load.DONE
            self.load_ended.emit()

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == LOAD_LANE:
            self.load_state, self.refusal = Load.FAILED, why(error)
            self.load_ended.emit()


def why(error: object) -> str:
    """Say why there is no answer; the file's name, which may be a patient's, is not needed for the image on screen."""
    if not isinstance(error, RefusedError):
        return sentence(error)
    return in_language(f"{error.reason[:1].upper()}{error.reason[1:]}.")
