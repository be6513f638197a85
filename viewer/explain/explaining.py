"""What was found out about each image on screen: asked for in the background, and never shown with another image."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from core.errors import RefusedError
from core.explain.heat import GRAD_CAM, GRAD_CAM_PLUS, HeatMap, Progress
from core.explain.maps import grad_cam, grad_cam_plus, occlusion
from core.explain.sanity import SanityCheck, sanity_check
from core.explain.seen import what_it_saw
from core.explain.sensitivity import sensitivity
from core.explain.thorax import area_share, estimate, share_inside
from viewer.explain.color_maps import HeatLook
from viewer.message import sentence
from viewer.sentences import in_language

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame
    from viewer.jobs import Jobs
    from viewer.state import ImageState, ViewerState

HEAT, SEEN, SENSITIVITY, SANITY = "explain: heat", "explain: seen", "explain: sensitivity", "explain: sanity"
LANES = (HEAT, SEEN, SENSITIVITY, SANITY)
"""What can be asked; each is a lane of the jobs."""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A model, an image and one of its frames: what a finding is about, and the only thing it is shown with."""

    classifier: Classifier
    frame: Frame
    index: int


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What came out, in the lane that says what it is."""

    lane: str
    about: Question
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Heat:
    """A heat map, the part of it inside the estimated thorax, and the part of the input that the thorax covers."""

    map: HeatMap
    inside: float
    area: float


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a randomisation check, and the class whose map was checked."""

    class_name: str
    check: SanityCheck


class Explaining(QObject):
    """Asks the chosen model, and keeps what it finds out as long as the image stays on screen.

    Signals
    -------
    changed
        There is another finding, or one less, or another model.
    look_changed
        Heat maps are drawn in another way, or not at all.
    progressed : (str, Progress)
        The lane, and how far it is.
    failed : (str, str)
        The lane, and a sentence.
    """

    changed = Signal()
    look_changed = Signal()
    progressed = Signal(str, object)
    failed = Signal(str, str)

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state, self._jobs = state, jobs
        self._classifier: Classifier | None = None
        self._findings: tuple[Finding, ...] = ()
        self._asked: dict[str, Question] = {}
        self._look, self._shown = HeatLook(), True
        for image in state.images:
            image.frame_changed.connect(self._forget_gone)
            image.index_changed.connect(self._forget_gone)
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    @property
    def classifier(self) -> Classifier | None:
        """The model that is asked."""
        return self._classifier

    @property
    def classes(self) -> tuple[str, ...]:
        """What it can answer."""
        return () if self._classifier is None else self._classifier.card.classes

    @property
    def look(self) -> HeatLook:
        """How heat maps are drawn."""
        return self._look

    @property
    def is_shown(self) -> bool:
        """Heat maps are drawn on the images."""
        return self._shown

    @property
    def is_ready(self) -> bool:
        """There is a model, and an image to ask about."""
        return self._classifier is not None and self._state.frame is not None

    def set_classifier(self, classifier: Classifier | None) -> None:
        """Ask another model from now on; what the one before gave is forgotten."""
        if classifier is self._classifier:
            return
        for lane in LANES:
            self.cancel(lane)
        self._classifier, self._findings = classifier, ()
        self.changed.emit()

    def set_look(self, look: HeatLook) -> None:
        """Draw heat maps in another way."""
        if look != self._look:
            self._look = look
            self.look_changed.emit()

    def set_shown(self, shown: bool) -> None:
        """Draw heat maps on the images, or keep them off."""
        if shown != self._shown:
            self._shown = shown
            self.look_changed.emit()

    def find(self, lane: str, image: ImageState) -> Any:
        """Give what is known about what ``image`` shows now; None where nothing is."""
        found = (one for one in self._findings if one.lane == lane and _is_about(one.about, image))
        return next((one.value for one in found), None)

    def is_asking(self, lane: str) -> bool:
        """Tell whether the active image is asked about now."""
        return self._jobs.is_running(lane) and _is_about(self._asked[lane], self._state.active)

    def cancel(self, lane: str) -> None:
        """Give up what is under way in a lane."""
        if self._jobs.is_running(lane):
            self._jobs.cancel(lane)
            self.changed.emit()

    # What can be asked

    def make_heat(self, method: str, number: int) -> None:
        """Make the heat map of the active image for class ``number``."""
        self._ask(HEAT, partial(_heat, method, number))

    def see(self) -> None:
        """Find out what the network sees of the active image."""
        self._ask(SEEN, _seen)

    def vary(self) -> None:
        """Find out what changes the answer about the active image."""
        self._ask(SENSITIVITY, _varied)

    def check(self, number: int) -> None:
        """Find out whether the map for class ``number`` depends on what the network learned."""
        self._ask(SANITY, partial(_checked, number))

    def _ask(self, lane: str, work: Callable[[Question], object]) -> None:
        frame = self._state.frame
        if self._classifier is None or frame is None:
            return
        asked = self._asked[lane] = Question(self._classifier, frame, self._state.index)
        others = (one for one in self._findings if one.lane != lane or not _is_same(one.about, asked))
        self._findings = tuple(others)
        self._jobs.submit(lane, partial(work, asked))
        self.changed.emit()

    # What the jobs and the images tell

    def _on_jobs_progressed(self, lane: str, value: object) -> None:
        if lane in LANES and isinstance(value, Progress) and _is_about(self._asked[lane], self._state.active):
            self.progressed.emit(lane, value)

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane not in LANES:
            return
        if isinstance(result, Finding) and self._is_wanted(result.about):
            self._findings = (*self._findings, result)
        self.changed.emit()

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane not in LANES:
            return
        self.changed.emit()
        asked = self._asked[lane]
        if asked.classifier is self._classifier and _is_about(asked, self._state.active):
            self.failed.emit(lane, _why(error))

    def _is_wanted(self, asked: Question) -> bool:
        """Tell whether the model is the chosen one, and the image on screen."""
        return asked.classifier is self._classifier and any(_is_about(asked, image) for image in self._state.images)

    def _forget_gone(self) -> None:
        shown = self._state.images
        for lane, asked in self._asked.items():
            if not any(_is_about(asked, image) for image in shown):
                self.cancel(lane)
        left = tuple(one for one in self._findings if any(_is_about(one.about, image) for image in shown))
        if len(left) != len(self._findings):
            self._findings = left
            self.changed.emit()


def _is_about(asked: Question, image: ImageState) -> bool:
    return asked.frame is image.frame and asked.index == image.index


def _is_same(one: Question, other: Question) -> bool:
    return one.frame is other.frame and one.index == other.index


def _why(error: object) -> str:
    """Say why there is no answer; the file's name, which may be a patient's, is not needed for the image on screen."""
    if not isinstance(error, RefusedError):
        return sentence(error)
    return in_language(f"{error.reason[:1].upper()}{error.reason[1:]}.")


_CAMS = {GRAD_CAM: grad_cam, GRAD_CAM_PLUS: grad_cam_plus}


def _heat(method: str, number: int, asked: Question) -> Generator[Progress, None, Finding]:
    classifier, frame, index = asked.classifier, asked.frame, asked.index
    yield Progress(0, 0)
    if method in _CAMS:
        made = _CAMS[method](classifier, frame, index, number)
    else:
        made = yield from occlusion(classifier, frame, index, number)
    thorax = estimate(frame, index)
    inside, area = share_inside(made, frame, thorax), area_share(frame, made.spec, thorax)
    return Finding(HEAT, asked, Heat(made, inside, area))


def _seen(asked: Question) -> Finding:
    return Finding(SEEN, asked, what_it_saw(asked.classifier, asked.frame, asked.index))


def _varied(asked: Question) -> Generator[Progress, None, Finding]:
    yield Progress(0, 0)
    return Finding(SENSITIVITY, asked, sensitivity(asked.classifier, asked.frame, asked.index))


def _checked(number: int, asked: Question) -> Generator[Progress, None, Finding]:
    check = yield from sanity_check(asked.classifier, asked.frame, asked.index, number)
    return Finding(SANITY, asked, Checked(asked.classifier.card.classes[number], check))
