"""Ask a network about the image on screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.prediction import Prediction
from viewer.classify.answer_view import AnswerView
from viewer.classify.answers import Answer, Answers
from viewer.classify.in_use import InUse, Load, why
from viewer.classify.model_chooser import ModelChooser
from viewer.classify.model_facts import ModelFacts
from viewer.classify.on_image import overlay_bars
from viewer.classify.together import TogetherForm
from viewer.message import Note, Problem
from viewer.section import Section

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.dicom.frame import Frame
    from core.ensemble import Predictor
    from core.models.card import ModelCard
    from core.models.shelf import Entry, Shelf
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "predict"


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
        Another model was chosen, or another engine; :attr:`classifier` tells it, too.
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
        self._in_use = InUse(jobs, self)
        self._prediction: Prediction | None = None
        self._asked: tuple[Frame, int] | None = None
        self.answers = Answers(state, self)
        self._chooser = ModelChooser(shelf, self)
        self._build()
        self._chooser.entry_changed.connect(self._on_chooser_entry_changed)
        self._chooser.manage_requested.connect(self.manage_requested)
        self._button.clicked.connect(self.classify)
        self._answer.accepted.connect(self._on_answer_accepted)
        self._together.changed.connect(self._on_together_changed)
        self._in_use.load_ended.connect(self._on_in_use_load_ended)
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
        """The chosen model, in its process."""
        return self._in_use.classifier

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
        return self._in_use.engine, self._in_use.precision

    def add_below(self, widget: QWidget) -> None:
        """Put a part of another room between the answer and the card."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.indexOf(self._facts), widget)

    def reload_models(self, select: str = "") -> None:
        """Read the shelf again; keep the chosen model, or choose the one named ``select``."""
        before = self._together.together
        self._chooser.reload(select)
        self._together.offer(self._chooser.entry, self._chooser.entries)
        if self._together.together != before:  # one of them is gone, or another model leads
            self._on_together_changed()

    def set_engine(self, engine: str, precision: str) -> None:
        """Choose what computes networks from now on; see :class:`core.classify.Classifier`."""
        if (engine, precision) != self.computing:
            self._in_use.engine, self._in_use.precision = engine, precision
            self._begin_model(self._chooser.entry)

    def classify(self) -> None:
        """Ask about the image on screen; what was asked before is dropped."""
        frame, predictor = self._state.frame, self._in_use.predictor
        if frame is None or predictor is None:
            return
        self.answers.forget(self._state.active)
        self._clear()
        self._asked = frame, self._state.index
        self._jobs.submit(LANE, partial(_ask, predictor, frame, self._state.index))
        self._show_state()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102  Qt's name
        self._jobs.cancel(LANE)
        self._in_use.close()
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
        self._together = TogetherForm(self)
        self._together_section = Section(self.tr("Several answers"), self._together, self)
        self._together_section.set_open(False)
        self._facts = ModelFacts(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._chooser)
        column.addWidget(self._together_section)
        line = QHBoxLayout()
        line.addWidget(self._automatic, 1)
        line.addWidget(self._button)
        column.addLayout(line)
        for widget in (self._busy, self._status, self._problem, self._answer):
            column.addWidget(widget)
        column.addWidget(self._facts, 1)
        column.addStretch(0)  # takes the room while there is no card

    def _on_chooser_entry_changed(self, entry: Entry | None) -> None:
        card = None if entry is None else entry.card
        self._facts.set_card(card)
        self.model_changed.emit(card)
        self._begin_model(entry)

    def _begin_model(self, entry: Entry | None) -> None:
        """Let a model answer from now on; what another one said, or this one by another engine, is forgotten."""
        self._together.offer(entry, self._chooser.entries)
        self._jobs.cancel(LANE)
        self._in_use.begin(entry, self._together.together)
        self._forget_answers()
        self.classifier_changed.emit(self._in_use.classifier)
        self._ask_again()

    def _on_together_changed(self) -> None:
        self._jobs.cancel(LANE)
        self._in_use.regroup(self._together.together)
        self._forget_answers()
        self._ask_again()

    def _forget_answers(self) -> None:
        self.answers.clear()
        self._clear()

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
        if self._state.frame is not None:
            self._in_use.load()
        if self._automatic.isChecked() and self._prediction is None:
            self.classify()
        self._show_state()

    def _on_in_use_load_ended(self) -> None:
        if self._in_use.load_state is Load.FAILED:
            self._problem.say(self._in_use.refusal)
        self._show_state()

    def _on_jobs_finished(self, lane: str, result: object) -> None:
        if lane == LANE and isinstance(result, Answer):
            if result.predictor is self._in_use.predictor:
                self._in_use.has_answered()
                self.answers.add(result)
            if self.answers.of(self._state.active) is result:
                self._show_answer(result)
        self._show_state()

    def _on_jobs_failed(self, lane: str, error: object) -> None:
        if lane == LANE and self._asked == (self._state.frame, self._state.index):
            self._problem.say(why(error))
        if lane == LANE:
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
        load, predictor = self._in_use.load_state, self._in_use.predictor
        if load is Load.FAILED and not asking and self._problem.isHidden():
            self._problem.say(self._in_use.refusal)
        loading = load is Load.UNDER_WAY or (asking and load is not Load.DONE)
        ready = predictor is not None and self._state.frame is not None
        self._button.setEnabled(ready and not asking)
        self._busy.setVisible(asking or loading)
        self._status.say(self._status_text(asking=asking, loading=loading))

    def _status_text(self, *, asking: bool, loading: bool) -> str:
        predictor = self._in_use.predictor
        if loading and predictor is not None:
            if self._in_use.makes_ready:
                told = self.tr("Preparing the faster engine for model {0} … This is done once.")
            else:
                told = self.tr("Loading model {0} …")
            return told.format(predictor.name)
        if asking:
            return self.tr("Classifying …")
        if self._prediction is not None or not self._problem.isHidden():
            return ""
        if predictor is None:
            return self.tr("No model to choose yet. Train one, then press Use this model in the run list.")
        if self._state.frame is None:
            return self.tr("Open an image to classify it.")
        return self.tr("The model is ready. Press Classify.")


def _ask(predictor: Predictor, frame: Frame, index: int) -> Answer:
    return Answer(predictor, frame, index, predictor.predict(frame, index))
