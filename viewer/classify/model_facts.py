"""What is known of the chosen model: its card, and how far its probabilities can be taken at their word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.classify.card_view import CardView
from viewer.classify.reliability import ReliabilityView
from viewer.section import Section

if TYPE_CHECKING:
    from core.models.card import ModelCard


class ModelFacts(QWidget):
    """The card, and a reliability diagram that folds away where the card has a calibration; empty without a model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = CardView(self)
        self._reliability = ReliabilityView(self)
        self._section = Section(self.tr("Reliability"), self._reliability, self)
        self._section.set_open(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._card, 1)
        column.addWidget(self._section)
        self.set_card(None)

    def set_card(self, card: ModelCard | None) -> None:
        """Tell of another model."""
        self._card.set_card(card)
        calibration = None if card is None else card.calibration
        self._reliability.set_calibration(calibration)
        self._section.setVisible(calibration is not None)
        self.setVisible(card is not None)
