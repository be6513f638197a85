"""Ask a network about the image on screen."""

from __future__ import annotations

import enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.classify import Classifier
from core.errors import RefusedError
from core.prediction import Prediction
from viewer.classify.answer_view import AnswerView
from viewer.classify.answers import Answer, Answers
from viewer.classify.card_view import CardView
from viewer.classify.model_chooser import ModelChooser
from viewer.classify.on_image import overlay_bars
from viewer.classify.reliability import ReliabilityView
from viewer.message import Note, Problem, sentence
from viewer.section import Section

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.models.card import ModelCard
    from core.models.shelf import Entry, Shelf
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "predict"
LOAD_LANE = "load model"


class _Load(enum.Enum):
    """How far the child process is with the chosen model."""

    NOT_BEGUN = enum.auto()
    UNDER_WAY = enum.auto()
    DONE = enum.auto()
    FAILED = enum.auto()


class ClassifyPanel(QWidget):
    """Chooses a model, shows its answer about the image on screen, and its card.

    The network lives in a child process that starts to load as soon as there is an image to look at.

    Attributes
    ----------
    answers : Answers
        What the chosen model said about each image on screen.

    Signals
    -------
    prediction_made : (Prediction, tuple of OverlayBar)
        An answer about the active image, and the frame of it now on screen.
    model_changed : ModelCard or None
        Another model was chosen, or none is left; :attr:`card` tells it, too.
    classifier_changed : Classifier or None
        Another one answers from now on; :attr:`classifier` tells it, too.
    cleared : ()
        The answer shown before is not one about the active image as it is now.
    manage_requested : ()
        The user wants to look after the models.
    """

    prediction_made = Signal(object, object)
    model_changed = Signal(object)
    classifier_changed = Signal(object)
    cleared = Signal()
    manage_requested = Signal()

    def __init__(self, state: ViewerState, jobs: Jobs, shelf: Shelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._jobs = state, jobs
        self._classifier: Classifier | None = None
        self._engine, self._precision = "auto", "float32"
        self._load = _Load.NOT_BEGUN
        self._makes_ready = False
        self._refusal = ""
        self._prediction: Prediction | None = None
        self._asked: tuple[Frame, int] | None = None
        self.answers = Answers(state, self)
        self._chooser = ModelChooser(shelf, self)
        self._build()
        self._chooser.entry_changed.connect(self._on_chooser_entry_changed)
        self._chooser.manage_requested.connect(self.manage_requested)
        self._button.clicked.connect(self.classify)
        self._answer.accepted.connect(self._on_answer_accepted)
        self._automatic.toggled.connect(self._on_automatic_toggled)
        state.frame_changed.connect(self._on_state_image_changed)
        state.index_changed.connect(self._on_state_image_changed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)
        self._clear()
        self._show_state()
        self.reload_models()

    @property
    def prediction(self) -> Prediction | None:
        """The answer shown now."""
        return self._prediction

    @property
    def classifier(self) -> Classifier | None:
        """The model that answers, in its process."""
        return self._classifier

    @property
    def card(self) -> ModelCard | None:
        """Card of the chosen model."""
        return self._chooser.card

    @property
    def model_names(self) -> tuple[str, ...]:
        """Names of the models of the shelf that can be used."""
        return self._chooser.names

    @property
    def computing(self) -> tuple[str, str]:
        """Engine and precision that are preferred, as :meth:`set_engine` was told."""
        return self._engine, self._precision

    def add_below(self, widget: QWidget) -> None:
        """Put a part of another room between the answer and the card."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self._card), widget)

    def reload_models(self, select: str = "") -> None:
        """Read the shelf again; keep the chosen model, or choose the one named ``select``."""
        self._chooser.reload(select)

    def set_engine(self, engine: str, precision: str) -> None:
        """Choose what computes networks from now on; see :class:`core.classify.Classifier`."""
        if (engine, precision) != (self._engine, self._precision):
            self._engine, self._precision = engine, precision
            self._begin_model(self._chooser.entry)

    def classify(self) -> None:
        """Ask the chosen model about the image on screen; what was asked before is dropped."""
        frame, classifier = self._state.frame, self._classifier
        if frame is None or classifier is None:
            return
        self.answers.forget(self._state.active)
        self._clear()
        self._asked = frame, self._state.index
        self._jobs.submit(LANE, partial(_ask, classifier, frame, self._state.index))
        self._show_state()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102  Qt's name
        if self._classifier is not None:
            self._classifier.close()
        self._end_model()
        super().closeEvent(event)

    def _build(self) -> None:
        self._button = QPushButton(self.tr("Classify"), self)
        self._button.setDefault(True)
        self._automatic = QCheckBox(self.tr("Classify each image on opening"), self)
        self._busy = QProgressBar(self)
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(4)
        self._busy.setAccessibleName(self.tr("The model is at work"))
        self._status = Note(parent=self)
        self._problem = Problem(self)
        self._answer = AnswerView(self)
        self._card = CardView(self)
        self._card.hide()
        self._reliability = ReliabilityView(self)
        self._reliability_section = Section(self.tr("Reliability"), self._reliability, self)
        self._reliability_section.set_open(False)
        self._reliability_section.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._chooser)
        line = QHBoxLayout()
        line.addWidget(self._automatic, 1)
        line.addWidget(self._button)
        column.addLayout(line)
        for widget in (self._busy, self._status, self._problem, self._answer):
            column.addWidget(widget)
        column.addWidget(self._card, 1)
        column.addWidget(self._reliability_section)
        column.addStretch(0)  # takes the room while there is no card

    def _on_chooser_entry_changed(self, entry: Entry | None) -> None:
        card = None if entry is None else entry.card
        self._card.set_card(card)
        self._card.setVisible(card is not None)
        calibration = None if card is None else card.calibration
        self._reliability.set_calibration(calibration)
        self._reliability_section.setVisible(calibration is not None)
        self.model_changed.emit(card)
        self._begin_model(entry)

    def _begin_model(self, entry: Entry | None) -> None:
        """Let a model answer from now on; what another one said, or this one by another engine, is forgotten."""
        self._end_model()
        self.answers.clear()
        self._clear()
        if entry is not None:
            self._classifier = Classifier(entry, self._engine, self._precision)
        self.classifier_changed.emit(self._classifier)
        self._ask_again()

    def _on_state_image_changed(self, _: object) -> None:
        if self._asked is not None and not self.answers.is_shown(*self._asked):
            self._jobs.cancel(LANE)
        self._clear()
        known = self.answers.of(self._state.active)
        if known is not None:
            self._show_answer(known)
        self._ask_again()

    def _on_automatic_toggled(self, automatic: bool) -> None:
        if automatic and self._prediction is None:
            self.classify()

    def _ask_again(self) -> None:
        """Go on after a change of image or model: load while the user looks, and classify where that is wanted."""
        if self._classifier is not None and self._state.frame is not None and self._load is _Load.NOT_BEGUN:
            self._load, self._makes_ready = _Load.UNDER_WAY, self._classifier.makes_ready_first
            self._jobs.submit(LOAD_LANE, self._classifier.load)
        if self._automatic.isChecked() and self._prediction is None:
            self.classify()
        self._show_state()

    def _end_model(self) -> None:
        """End the child process of the model."""
        self._jobs.cancel(LANE)
        self._jobs.cancel(LOAD_LANE)
        if self._classifier is not None:
            self._classifier.close_soon()
        self._classifier, self._load = None, _Load.NOT_BEGUN

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LOAD_LANE:
            self._load = _Load.DONE
        elif lane == LANE and isinstance(result, Answer):
            self._load = _Load.DONE
            if result.classifier is self._classifier:
                self.answers.add(result)
            if self.answers.of(self._state.active) is result:
                self._show_answer(result)
        self._show_state()

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == LOAD_LANE:
            self._load, self._refusal = _Load.FAILED, _why(error)
        if lane == LOAD_LANE or (lane == LANE and self._asked == (self._state.frame, self._state.index)):
            self._problem.say(_why(error))
        if lane in (LANE, LOAD_LANE):
            self._show_state()

    def _on_answer_accepted(self) -> None:
        self.answers.accept(self._state.active)
        known = self.answers.of(self._state.active)
        if known is not None:
            self._answer.set_prediction(known.prediction, accepted=known.accepted)

    def _show_answer(self, answer: Answer) -> None:
        self._prediction = answer.prediction
        self._answer.set_prediction(answer.prediction, accepted=answer.accepted)
        self.prediction_made.emit(answer.prediction, overlay_bars(answer.prediction))

    def _clear(self) -> None:
        shown, self._prediction = self._prediction, None
        self._answer.clear()
        self._problem.hide()
        if shown is not None:
            self.cleared.emit()

    def _show_state(self) -> None:
        """Say what goes on, or what to do next."""
        asking = self._jobs.is_running(LANE)
        if self._load is _Load.FAILED and not asking and self._problem.isHidden():
            self._problem.say(self._refusal)
        loading = self._load is _Load.UNDER_WAY or (asking and self._load is not _Load.DONE)
        ready = self._classifier is not None and self._state.frame is not None
        self._button.setEnabled(ready and not asking)
        self._busy.setVisible(asking or loading)
        if loading:
            text = self.tr("Loading model {0} …").format(self._chooser.name)
            if self._makes_ready:
                text = self.tr("Preparing the faster engine for model {0} … This is done once.").format(
                    self._chooser.name
                )
        elif asking:
            text = self.tr("Classifying …")
        elif self._prediction is not None or not self._problem.isHidden():
            text = ""
        elif self._classifier is None:
            text = self.tr("No model to choose yet. Train one, then press Use this model in the run list.")
        elif self._state.frame is None:
            text = self.tr("Open an image to classify it.")
        else:
            text = self.tr("The model is ready. Press Classify.")
        self._status.say(text)


def _why(error: object) -> str:
    """Say why there is no answer; the file's name, which may be a patient's, is not needed for the image on screen."""
    if not isinstance(error, RefusedError):
        return sentence(error)
    return f"{error.reason[:1].upper()}{error.reason[1:]}."


def _ask(classifier: Classifier, frame: Frame, index: int) -> Answer:
    return Answer(classifier, frame, index, classifier.predict(frame, index))
