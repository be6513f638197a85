"""What the chosen model said about each image on screen, kept as long as that image stays there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.ensemble import Predictor
    from core.prediction import Prediction
    from viewer.state import ImageState, ViewerState


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A prediction and exactly what was asked: an answer to another question is never shown.

    ``accepted``: the user has seen the doubts about it, and wants it all the same.
    """

    predictor: Predictor
    frame: Frame
    index: int
    prediction: Prediction
    accepted: bool = False

    @property
    def is_wanted(self) -> bool:
        """Nothing speaks against it, or it is wanted all the same."""
        return self.accepted or not self.prediction.validity.is_doubtful


class Answers(QObject):
    """Holds answers by the very image and frame they are about; frames are never altered once read.

    Signals
    -------
    changed
        There is another answer, or one less.
    """

    changed = Signal()

    def __init__(self, state: ViewerState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = state.images
        self._kept: tuple[Answer, ...] = ()
        for image in self._images:
            image.frame_changed.connect(self._forget_gone)
            image.index_changed.connect(self._forget_gone)

    def of(self, image: ImageState) -> Answer | None:
        """Give the answer about what ``image`` shows now; None where there is none."""
        return next((one for one in self._kept if one.frame is image.frame and one.index == image.index), None)

    def is_shown(self, frame: Frame, index: int) -> bool:
        """Tell whether frame number ``index`` of ``frame`` is on screen."""
        return any(image.frame is frame and image.index == index for image in self._images)

    def add(self, answer: Answer) -> None:
        """Keep an answer, in place of any before it about the same image."""
        if self.is_shown(answer.frame, answer.index):
            others = (o for o in self._kept if o.frame is not answer.frame or o.index != answer.index)
            self._kept = (*others, answer)
            self.changed.emit()

    def accept(self, image: ImageState) -> None:
        """Take note that the answer about what ``image`` shows now is wanted in spite of the doubts about it."""
        answer = self.of(image)
        if answer is not None and not answer.is_wanted:
            self.add(replace(answer, accepted=True))

    def clear(self) -> None:
        """Forget every answer."""
        self._keep(())

    def forget(self, image: ImageState) -> None:
        """Forget the answer about what ``image`` shows now."""
        gone = self.of(image)
        self._keep(tuple(one for one in self._kept if one is not gone))

    def _forget_gone(self) -> None:
        self._keep(tuple(one for one in self._kept if self.is_shown(one.frame, one.index)))

    def _keep(self, kept: tuple[Answer, ...]) -> None:
        if len(kept) != len(self._kept):
            self._kept = kept
            self.changed.emit()
