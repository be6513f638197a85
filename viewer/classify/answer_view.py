"""One answer for reading: its doubts, its bars, what computed it, and that it is for research only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.classify.bars import ProbabilityRows
from viewer.classify.colors import class_title
from viewer.classify.doubt import Doubt, score_text
from viewer.classify.members_view import MembersView
from viewer.classify.on_image import overlay_bars
from viewer.message import Note
from viewer.notice import disclaimer
from viewer.number_text import number_text

if TYPE_CHECKING:
    from core.prediction import Prediction


class AnswerView(QWidget):
    """Shows one prediction; a doubtful one behind its warning, pale and without a decision, until it is wanted.

    Signals
    -------
    accepted
        The answer is wanted in spite of the doubts about it.
    """

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubt = Doubt(self)
        self._doubt.accepted.connect(self.accepted)
        self._rows = ProbabilityRows(self)
        self._each = MembersView(self)
        self._origin = Note(parent=self)
        self._origin.setProperty("role", "heading")  # the theme writes these fainter
        self._warning = Note(disclaimer(), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._doubt, self._rows, self._each, self._origin, self._warning):
            column.addWidget(widget)
        self.hide()

    @property
    def doubt(self) -> str:
        """The warning as it is written; empty when nothing speaks against the answer."""
        return self._doubt.text

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is written: (name, number) per class; nothing while no answer is shown."""
        return self._rows.texts()

    def clear(self) -> None:
        """Show nothing."""
        self._rows.set_rows(())
        self.hide()

    def set_prediction(self, prediction: Prediction, *, accepted: bool) -> None:
        """Show ``prediction``; ``accepted``: its doubts, if there are any, were seen."""
        wanted = accepted or not prediction.is_doubtful
        self._doubt.set_validity(prediction.validity, accepted=accepted)
        self._rows.set_rows(overlay_bars(prediction), class_title(prediction.top) if wanted else "", prediction.spread)
        self._rows.setEnabled(wanted)
        self._origin.say(" · ".join(self._parts(prediction)))
        self._origin.setToolTip(self._provenance(prediction))
        self._each.set_prediction(prediction)
        self.show()

    def _parts(self, prediction: Prediction) -> tuple[str, ...]:
        parts = prediction.opinions or (prediction,)
        calibrated = {one.temperature != 1.0 for one in parts}
        how = self.tr("calibrated") if calibrated == {True} else self.tr("not calibrated")
        how = self.tr("partly calibrated") if len(calibrated) > 1 else how
        return (
            *(() if prediction.top else (self.tr("No decision: no class reaches its operating point"),)),
            prediction.model,
            *(() if prediction.verified else (self.tr("not verified"),)),
            how,
            prediction.engine,
            self.tr("{0} ms").format(number_text(prediction.milliseconds, ".0f")),
        )

    def _provenance(self, prediction: Prediction) -> str:
        """Tell all it takes to give this answer again."""
        spec = prediction.spec
        raw = ", ".join(number_text(score, ".4f") for score in prediction.scores)
        facts = (
            (self.tr("Model SHA-256"), prediction.model_sha256),
            (self.tr("Preprocessing"), f"{spec.preset}, bits {spec.bits}, {spec.width} x {spec.height} pixels"),
            (self.tr("Precision"), prediction.precision),
            (self.tr("Temperature"), number_text(prediction.temperature, ".3f")),
            (self.tr("Scores before it"), raw),
            (self.tr("Validity"), score_text(prediction.validity)),
            (self.tr("Image SHA-256"), prediction.pixel_sha256),
            (self.tr("Made"), f"{prediction.created}, CXR-12 {prediction.app_version}"),
        )
        return "\n".join(f"{name}: {value}" for name, value in facts)
