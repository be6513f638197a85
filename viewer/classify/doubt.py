"""The warning that an image is not one the model was made for."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.validity import Validity
from viewer.message import Problem
from viewer.number_text import number_text


class Doubt(QWidget):
    """What speaks against an answer, and a button to see it all the same; the warning stays when it was pressed.

    Signals
    -------
    accepted
        The answer is wanted in spite of the doubt.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = Problem(self)
        self._button = QPushButton(self.tr("Show anyway"), self)
        self._button.clicked.connect(self.accepted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._text)
        column.addWidget(self._button)
        self.hide()

    @property
    def text(self) -> str:
        """The warning as it is written."""
        return self._text.text()

    def set_validity(self, validity: Validity, *, accepted: bool) -> None:
        """Warn where there is a reason to; ``accepted``: it was seen, and the answer wanted all the same."""
        lines = doubts(validity)
        self._text.say("\n".join(lines))
        self._button.setVisible(bool(lines) and not accepted)
        self.setVisible(bool(lines))


def doubts(validity: Validity) -> tuple[str, ...]:
    """Sentences of the warning, the heading first; none when nothing speaks against the answer."""
    if not validity.is_doubtful:
        return ()
    unlike = _tr("The network finds it unlike the images it learned from.")
    return (heading(), *validity.reasons, *((unlike, score_text(validity)) if validity.is_far else ()))


def heading() -> str:
    """Name the doubt in a few words."""
    return _tr("Doubtful: not an image this model was made for.")


def score_text(validity: Validity) -> str:
    """Write score and threshold of a validity, or that there is none."""
    if math.isnan(validity.score):
        return _tr("Likeness to its own images: not measured")
    return _tr("Distance from its own images: {0}; threshold {1}, provisional").format(
        number_text(validity.score, ".2f"), number_text(validity.threshold, ".2f")
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("doubt", text)
