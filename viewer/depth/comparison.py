"""Keeps the window on bit depth in step with the image on screen, and asks for what is to be found out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.depth.network import Answer, FlipSearch, Heats, why_not_asked
from core.depth.pixels import largest_shown, why_not
from core.dicom.frame import Frame
from viewer.depth.stage import Mode
from viewer.depth.words import arm_title, besides_depth
from viewer.depth.work import AMPLIFIED, ANSWER, FIGURES, FLIPS, HEATS, PICTURES, DepthWork, Figures, Pictures

if TYPE_CHECKING:
    from core.classify import Classifier
    from core.display.view import View
    from viewer.depth.window import DepthWindow
    from viewer.jobs import Jobs
    from viewer.state import ViewerState


class DepthComparison(QObject):
    """Compares the active image at the two depths chosen in the window, as long as the window is on screen.

    Parameters
    ----------
    listed : callable
        Gives the images among which flips are looked for.

    Signals
    -------
    open_requested : Path
        Show this image.
    """

    open_requested = Signal(object)

    def __init__(
        self,
        window: DepthWindow,
        state: ViewerState,
        jobs: Jobs,
        listed: Callable[[], list[Path]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._state, self._listed = window, state, listed
        self._work = DepthWork(jobs, self)
        self._classifier: Classifier | None = None
        self._pictures: Pictures | None = None
        self._shown: tuple[Frame, int] | None = None
        self._heats: Heats | None = None
        self._connect()

    def set_classifier(self, classifier: Classifier | None) -> None:
        """Ask another network from now on; what the one before said is forgotten."""
        if classifier is not self._classifier:
            self._classifier = classifier
            self._forget_flips()
        self._forget_answers()
        self._show_network()

    def cancel(self) -> None:
        """Give up all that is under way."""
        self._work.cancel()

    # The image

    def _begin(self) -> None:
        """Compare anew: another image, other depths, or the window has just come."""
        window, state = self._window, self._state
        if not window.isVisible():
            return
        self._work.cancel(PICTURES, FIGURES, AMPLIFIED)
        self._pictures = None
        self._forget_answers()
        frame = state.frame
        window.bar.show_stored(0 if frame is None else frame.bits_stored)
        reason = self._why_not(frame)
        window.refuse(reason)
        if frame is None or reason:
            self._shown = None
        else:
            self._work.picture(frame, state.index, window.bar.arms)
        self._show_network()

    def _why_not(self, frame: Frame | None) -> str:
        if frame is None:
            return self.tr("Open an image of more than 8 bits in the main window to see what bit depth changes of it.")
        first, second = self._window.bar.arms
        return why_not(frame, first) or why_not(frame, second)

    def _show_pictures(self, pictures: Pictures) -> None:
        frame, view = self._state.frame, self._state.view
        if frame is None or view is None:
            return
        now, self._pictures = (frame, self._state.index), pictures
        stay = self._shown is not None and self._shown[0] is frame and self._shown[1] == now[1]
        self._shown = now
        first, second = (arm_title(bits, frame.bits_stored) for bits in self._window.bar.arms)
        self._window.stage.show_pair(pictures.first, pictures.second, view, (first, second), stay=stay)
        self._window.stage.set_orientation(self._state.orientation)
        self._measure()
        self._amplify()

    def _measure(self) -> None:
        frame, view = self._state.frame, self._state.view
        if frame is not None and view is not None and self._pictures is not None:
            self._work.measure(frame, self._state.index, self._window.bar.arms, self._pictures, view)

    def _amplify(self) -> None:
        """Paint the difference where it is looked at."""
        if self._pictures is not None and self._window.stage.mode is Mode.APART:
            factor = self._window.bar.factor.currentData()
            self._window.bar.show_limit(largest_shown(self._pictures.first, factor))
            self._work.amplify(self._pictures, factor)

    def _on_state_view_changed(self, view: View) -> None:
        self._window.stage.set_view(view)
        if self._window.isVisible():
            self._measure()

    # The network

    def _show_network(self) -> None:
        """Say which network is asked, or why none is."""
        network, classifier = self._window.network, self._classifier
        if classifier is None:
            network.set_network(
                self.tr("Choose a network in the Classify panel to ask it at both depths."), (), ready=False
            )
            self._window.flips.search.setEnabled(False)
            return
        refused = why_not_asked(classifier)
        card = classifier.card
        trained = self.tr("{0}, trained at bit depth: {1}.").format(card.name, arm_title(card.spec.bits))
        about = " ".join(filter(None, (trained, besides_depth(self._window.bar.arms))))
        usable = not refused
        network.set_network(refused or about, card.classes if usable else (), ready=usable and self._is_comparable)
        self._window.flips.search.setEnabled(usable)

    @property
    def _is_comparable(self) -> bool:
        return not self._why_not(self._state.frame)

    def _forget_answers(self) -> None:
        self._work.cancel(ANSWER, HEATS)
        self._heats = None
        self._window.network.clear()
        self._window.stage.set_heats(None)

    def _forget_flips(self) -> None:
        self._work.cancel(FLIPS)
        self._window.flips.clear()

    def _ask(self) -> None:
        frame = self._state.frame
        if self._classifier is not None and frame is not None:
            self._window.network.show_busy(self.tr("Asking the network \u2026"))
            self._window.network.set_ready(False)
            self._work.ask(self._classifier, frame, self._state.index, self._window.bar.arms)

    def _look(self, number: int) -> None:
        frame = self._state.frame
        if self._classifier is not None and frame is not None and number >= 0:
            self._window.network.legend.say(self.tr("Making the heat maps \u2026"))
            self._window.network.set_ready(False)
            self._work.look(self._classifier, frame, self._state.index, self._window.bar.arms, number)

    def _search(self) -> None:
        flips, paths = self._window.flips, self._listed()
        flips.clear()
        if not paths:
            flips.said.say(self.tr("There is no image to look at: open a folder in the main window."))
        elif self._classifier is not None:
            self._work.search(self._classifier, paths, self._window.bar.arms)

    def _stop_search(self) -> None:
        self._work.cancel(FLIPS)
        self._window.flips.show_stopped()

    def _draw_heats(self) -> None:
        wanted = self._window.network.shown.isChecked()
        spec = self._classifier.card.spec if self._classifier is not None else None
        self._window.stage.set_heats(self._heats if wanted else None, spec)

    # What the work tells

    def _on_work_done(self, lane: str, result: object) -> None:
        window = self._window
        if isinstance(result, Pictures):
            self._show_pictures(result)
        elif isinstance(result, Figures):
            window.levels.show_figures(result, stretched="8-max" in window.bar.arms)
        elif isinstance(result, Answer):
            window.network.show_answer(result)
        elif isinstance(result, Heats):
            self._heats = result
            window.network.show_heats(result)
            self._draw_heats()
        elif isinstance(result, FlipSearch):
            window.flips.show_found(result, besides_depth(window.bar.arms))
        elif isinstance(result, Frame):
            name = self.tr("Difference \u00d7 {0}").format(window.bar.factor.currentData())
            window.stage.show_difference(result, name)
        self._set_ready(lane)

    def _on_work_failed(self, lane: str, text: str) -> None:
        if lane in (ANSWER, HEATS):
            self._window.network.said.say("")
            self._window.network.legend.say("")
            self._window.network.problem.say(text)
        elif lane == FLIPS:
            self._window.flips.progress.hide()
            self._window.flips.problem.say(text)
        else:
            self._window.refuse(text)
        self._set_ready(lane)

    def _set_ready(self, lane: str) -> None:
        if lane in (ANSWER, HEATS):
            busy = self._work.is_running(ANSWER) or self._work.is_running(HEATS)
            self._window.network.set_ready(not busy and self._is_comparable)

    def _connect(self) -> None:
        window, state, work = self._window, self._state, self._work
        work.done.connect(self._on_work_done)
        work.searched.connect(window.flips.show_search)
        work.failed.connect(self._on_work_failed)
        window.shown.connect(self._begin)
        window.hidden.connect(lambda: work.cancel(PICTURES, FIGURES, AMPLIFIED))
        window.bar.arms_changed.connect(self._forget_flips)
        window.bar.arms_changed.connect(self._begin)
        window.bar.mode_changed.connect(lambda _: self._amplify())
        window.bar.factor_changed.connect(lambda _: self._amplify())
        window.stage.view_changed.connect(state.set_view)
        window.network.answer_requested.connect(self._ask)
        window.network.heats_requested.connect(self._look)
        window.network.shown_changed.connect(lambda _: self._draw_heats())
        window.flips.search_requested.connect(self._search)
        window.flips.cancel_requested.connect(self._stop_search)
        window.flips.open_requested.connect(self.open_requested)
        state.frame_changed.connect(lambda _: self._begin())
        state.index_changed.connect(lambda _: self._begin())
        state.view_changed.connect(self._on_state_view_changed)
        state.orientation_changed.connect(window.stage.set_orientation)
        state.patient_data_hidden_changed.connect(window.flips.set_hidden)
        window.flips.set_hidden(state.patient_data_hidden)
