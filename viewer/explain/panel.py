"""The Explain panel: where the model looked, what it saw, what changes its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.explain.heat import Progress
from viewer.arranging import fill_scrolling
from viewer.explain.explaining import HEAT, SANITY, SEEN, SENSITIVITY, Explaining
from viewer.explain.heat_section import HeatSection
from viewer.explain.layer import HeatLayer
from viewer.explain.seen_section import SeenSection
from viewer.explain.trial_section import SanitySection, SensitivitySection
from viewer.message import Note
from viewer.notice import disclaimer
from viewer.section import Section

if TYPE_CHECKING:
    from core.classify import Classifier
    from viewer.image.view import ImageView
    from viewer.jobs import Jobs
    from viewer.state import ViewerState


class ExplainPanel(QWidget):
    """Asks the model chosen in the Classify panel why it answers as it does about the active image.

    Attributes
    ----------
    explaining : Explaining
        What was found out about each image on screen.

    Signals
    -------
    shown_changed : bool
        Heat maps are drawn on the images, or not.
    """

    shown_changed = Signal(bool)

    def __init__(self, state: ViewerState, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._views: list[ImageView] = []
        self._looked = False  # at what the model sees of this image
        self.explaining = Explaining(state, jobs, self)
        self.heat, self.seen = HeatSection(self), SeenSection(self)
        self.sensitivity, self.sanity = SensitivitySection(self), SanitySection(self)
        self._lay_out()
        self._connect()
        self._show()

    def attach(self, view: ImageView) -> None:
        """Draw heat maps on an image view, under all else that lies over its image."""
        self._views.append(view)
        view.layers.insert(0, HeatLayer(self.explaining))

    def set_classifier(self, classifier: Classifier | None) -> None:
        """Ask another model from now on."""
        self._looked = False
        self.heat.set_classes(() if classifier is None else classifier.card.classes)
        self.explaining.set_classifier(classifier)

    def toggle_heat(self) -> None:
        """Show the heat map of the active image, made first where there is none yet, or keep maps off the images."""
        known = self.explaining.find(HEAT, self._state.active) is not None
        if known or self.explaining.is_asking(HEAT) or not self.explaining.is_ready:
            self.explaining.set_shown(not self.explaining.is_shown)
        else:
            self.explaining.set_shown(True)
            self.heat.request()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  Qt's name
        super().showEvent(event)
        self._see()

    def _lay_out(self) -> None:
        self._empty = Note(parent=self)
        self._warning = Note(self.tr("{0}. Heat maps are approximate.").format(disclaimer()), self)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self._warning)
        self._sections = tuple(
            Section(title, content, self)
            for title, content in (
                (self.tr("Heat map"), self.heat),
                (self.tr("What the model saw"), self.seen),
                (self.tr("What changes the answer"), self.sensitivity),
                (self.tr("Randomisation check"), self.sanity),
            )
        )
        for section in self._sections:
            column.addWidget(section)
        column.addStretch(1)
        fill_scrolling(self, page)

    def _connect(self) -> None:
        explaining = self.explaining
        self.heat.requested.connect(explaining.make_heat)
        self.heat.look_changed.connect(explaining.set_look)
        self.heat.shown_changed.connect(explaining.set_shown)
        self.sensitivity.requested.connect(explaining.vary)
        self.sanity.requested.connect(lambda: explaining.check(self.heat.number) if self.heat.number >= 0 else None)
        for lane, part in self._parts().items():
            part.cancel_requested.connect(lambda lane=lane: explaining.cancel(lane))
        explaining.changed.connect(self._show)
        explaining.look_changed.connect(self._on_explaining_look_changed)
        explaining.progressed.connect(self._on_explaining_progressed)
        explaining.failed.connect(self._on_explaining_failed)
        for moved in (self._state.frame_changed, self._state.index_changed, self._state.active_changed):
            moved.connect(self._on_state_moved)

    def _parts(self) -> dict[str, HeatSection | SensitivitySection | SanitySection]:
        return {HEAT: self.heat, SENSITIVITY: self.sensitivity, SANITY: self.sanity}

    def _on_state_moved(self, _: object) -> None:
        self._looked = False
        for part in (*self._parts().values(), self.seen):
            part.show_problem("")
        self._show()

    def _on_explaining_progressed(self, lane: str, progress: Progress) -> None:
        part = self._parts().get(lane)
        if part is not None:
            part.show_progress(progress)

    def _on_explaining_failed(self, lane: str, text: str) -> None:
        if lane == SEEN:
            self.seen.show_problem(text)
        else:
            self._parts()[lane].show_problem(text)

    def _on_explaining_look_changed(self) -> None:
        self.heat.set_look(self.explaining.look)
        self.heat.set_shown(self.explaining.is_shown)
        self.shown_changed.emit(self.explaining.is_shown)
        self._repaint()

    def _show(self) -> None:
        """Show what is known about the active image."""
        explaining, image = self.explaining, self._state.active
        ready = explaining.is_ready
        self._empty.say(self._what_to_do())
        for widget in (self._warning, *self._sections):
            widget.setVisible(ready)
        self.heat.set_heat(explaining.find(HEAT, image), asking=explaining.is_asking(HEAT), ready=ready)
        self.seen.set_seen(explaining.find(SEEN, image))
        variants, checked = explaining.find(SENSITIVITY, image), explaining.find(SANITY, image)
        self.sensitivity.set_variants(explaining.classes, variants or ())
        self.sanity.set_checked(checked)
        for lane, part, found in ((SENSITIVITY, self.sensitivity, variants), (SANITY, self.sanity, checked)):
            part.set_state(asking=explaining.is_asking(lane), ready=ready, done=found is not None)
        self._repaint()
        self._see()

    def _what_to_do(self) -> str:
        if self.explaining.classifier is None:
            return self.tr("Choose a model in the Classify panel to have its answers explained.")
        return "" if self._state.frame is not None else self.tr("Open an image to have an answer about it explained.")

    def _see(self) -> None:
        """Find out what the model saw, as soon as somebody looks; once for each image."""
        explaining, image = self.explaining, self._state.active
        if self.isVisible() and explaining.is_ready and not self._looked:
            self._looked = True
            if explaining.find(SEEN, image) is None:
                explaining.see()

    def _repaint(self) -> None:
        for view in self._views:
            view.update()
