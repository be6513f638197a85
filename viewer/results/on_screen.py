"""Answers about the images on screen: each is kept, earlier ones are shown, and a reader may judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from core.results.store import Kept, kept
from viewer.results.earlier import EarlierFinder, EarlierResults
from viewer.results.line import Line

if TYPE_CHECKING:
    from core.results.verdicts import VerdictStore
    from viewer.classify.panel import ClassifyPanel
    from viewer.jobs import Jobs
    from viewer.results.writing import WindowStore, Writer
    from viewer.state import ViewerState


class OnScreen(QObject):
    """Goes between the panel that shows answers and what is kept of them.

    Attributes
    ----------
    earlier : EarlierResults
        The list in the panel.
    """

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        panel: ClassifyPanel,
        store: WindowStore,
        verdicts: VerdictStore,
        writer: Writer,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._state, self._panel, self._store, self._writer = state, panel, store, writer
        self._known: tuple[object, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self.finder = EarlierFinder(state, jobs, store, verdicts, self)
        self.earlier = EarlierResults(panel)
        panel.add_below(self.earlier)
        panel.answers.changed.connect(self._on_panel_answers_changed)
        panel.prediction_made.connect(self._show_earlier)
        panel.cleared.connect(self._show_earlier)
        state.frame_changed.connect(self._on_state_frame_changed)
        self.finder.found.connect(self._on_finder_found)
        writer.done.connect(lambda *_: self.finder.look())

    def result(self) -> Kept | None:
        """Give the answer on screen; None where there is none."""
        frame, prediction = self._state.frame, self._panel.prediction
        if frame is None or prediction is None:
            return None
        return kept(frame.path, prediction, patient=frame.identity.patient_id)

    def _on_panel_answers_changed(self) -> None:
        """Keep each new answer about an image on screen."""
        shown = [self._panel.answers.of(image) for image in self._state.images]
        answers = tuple(one for one in shown if one is not None)
        for one in answers:
            if not any(one is known for known in self._known):
                self._writer.keep(kept(one.frame.path, one.prediction, patient=one.frame.identity.patient_id))
        self._known = answers

    def _on_state_frame_changed(self, _: object) -> None:
        if self._state.frame is not None:
            self._store.welcome(self._state.frame.path)

    def _on_finder_found(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self._show_earlier()

    def _show_earlier(self, *_: object) -> None:
        """List what was said before about the image on screen; the answer shown above is not earlier."""
        now = self._panel.prediction
        others = (line for line in self._lines if now is None or _made(line) != now.created)
        self.earlier.show_results(tuple(others), self._panel.card)


def _made(line: Line) -> str:
    return line.row.prediction.created if line.row.prediction is not None else ""
