"""What networks said about the image on screen before, without asking any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core import __version__
from core.results.row import result_row
from viewer.message import Note, sentence
from viewer.results.line import Line, decision_text, note_text, verdict_text
from viewer.section import Section

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.models.card import ModelCard
    from core.prediction import Prediction
    from core.results.store import ResultStore
    from core.results.verdicts import VerdictStore
    from viewer.jobs import Jobs
    from viewer.state import ViewerState

LANE = "earlier results"
_MOST = 8  # lines; the others are counted

Found = tuple["Frame", tuple[Line, ...]]


class EarlierResults(QWidget):
    """A folded list of earlier answers about the active image; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = Note(parent=self)
        self._section = Section(self.tr("Earlier results"), self._list, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self.hide()

    @property
    def text(self) -> str:
        """What is listed; empty when nothing is."""
        return self._list.text()

    def show_results(self, lines: tuple[Line, ...], card: ModelCard | None) -> None:
        """List answers, the newest first, and what sets them apart from one that ``card``'s model would give now."""
        texts = [self._told(line, card) for line in lines[:_MOST]]
        if len(lines) > _MOST:
            texts.append(self.tr("and {0} more").format(len(lines) - _MOST))
        self._list.say("\n".join(texts))
        self._list.setToolTip("\n".join(filter(None, (_origin(line) for line in lines[:_MOST]))))
        self._list.setVisible(self._section.opened and bool(lines))
        self.setVisible(bool(lines))

    def _told(self, line: Line, card: ModelCard | None) -> str:
        said = line.row.prediction
        assert said is not None
        parts = [said.created[:16].replace("T", " "), said.model, decision_text(line)]
        if said.frame_index:
            parts.append(self.tr("frame {0}").format(said.frame_index + 1))
        parts += filter(None, (verdict_text(line), self._apart(said, card), note_text(line)))
        return " · ".join(parts)

    def _apart(self, said: Prediction, card: ModelCard | None) -> str:
        """Say what makes an answer other than one that would be given now."""
        parts = []
        if said.app_version != __version__:
            parts.append(self.tr("made with CXR-12 {0}").format(said.app_version))
        if card is not None and said.model == card.name and said.model_sha256 != card.sha256:
            parts.append(self.tr("another model of this name"))
        elif card is not None and said.model_sha256 == card.sha256:
            if said.spec != card.spec:
                parts.append(self.tr("prepared in another way"))
            temperature = 1.0 if card.calibration is None else card.calibration.temperature
            if (said.thresholds, said.temperature) != (card.thresholds, temperature):
                parts.append(self.tr("another calibration"))
        return ", ".join(parts)


class EarlierFinder(QObject):
    """Looks up, in the background, what is kept of the active image.

    Signals
    -------
    found : tuple of Line
        Earlier answers about the active image, the newest first.
    failed : str
        A sentence.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        state: ViewerState,
        jobs: Jobs,
        store: ResultStore,
        verdicts: VerdictStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._store, self._verdicts = state, jobs, store, verdicts
        state.frame_changed.connect(self._on_state_frame_changed)
        jobs.finished.connect(self._on_jobs_finished)
        jobs.failed.connect(self._on_jobs_failed)

    def look(self) -> None:
        """Look again."""
        frame = self._state.frame
        if frame is not None:
            self._jobs.submit(LANE, partial(_find, self._store, self._verdicts, frame))

    def _on_state_frame_changed(self, frame: object) -> None:
        self.found.emit(())
        if frame is None:
            self._jobs.cancel(LANE)
        else:
            self.look()

    def _on_jobs_finished(self, lane: str, result: Found) -> None:
        if lane == LANE and result[0] is self._state.frame:
            self.found.emit(result[1])

    def _on_jobs_failed(self, lane: str, error: Exception) -> None:
        if lane == LANE:
            self.failed.emit(sentence(error, hidden=True))


def _find(store: ResultStore, verdicts: VerdictStore, frame: Frame) -> Found:
    """Find the answers about an image; its pixels are hashed only where something may be kept (on a pool thread)."""
    uid = frame.identity.instance_uid
    if not store.may_have(uid, frame.path):
        return frame, ()
    lines: dict[str, Line] = {}
    for one in store.of(uid, frame.pixel_sha256(), frame.path):
        line = Line(result_row(one.prediction, frame.path), one)
        # Copies of a file have the same answer each.
        lines.setdefault(one.prediction.created, line.judged(verdicts.on(one.prediction, frame.path)))
    return frame, tuple(lines.values())


def _origin(line: Line) -> str:
    said = line.row.prediction
    assert said is not None
    spec = said.spec
    return (
        f"{said.model} {said.model_sha256[:12]}, {said.engine}, {said.precision}, {spec.preset}, bits {spec.bits}, "
        f"{spec.width} x {spec.height}, CXR-12 {said.app_version}"
    )
