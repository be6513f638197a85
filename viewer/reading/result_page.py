"""What one reader's answers say, and the images that were read otherwise at the other depth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from viewer.message import Note
from viewer.number_text import number_text
from viewer.study.words import sentence_of

if TYPE_CHECKING:
    from trainer.reader_study.judging import ArmFigures, Judgement


class ResultPage(QWidget):
    """Sentences to read and copy, and a list to open.

    Signals
    -------
    open_requested : str
        Show the image of this row of the dataset.
    """

    open_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = Note(parent=self)
        self._heading = QLabel(self.tr("Read otherwise at the other depth"), self)
        self._heading.setProperty("role", "heading")
        self._changed = QListWidget(self)
        self._changed.setAccessibleName(self._heading.text())
        self._changed.itemActivated.connect(lambda item: self.open_requested.emit(item.data(Qt.ItemDataRole.UserRole)))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(12)
        whole.addWidget(self._said)
        whole.addWidget(self._heading)
        whole.addWidget(self._changed, 1)

    @property
    def text(self) -> str:
        """What is said."""
        return self._said.text()

    def show_results(self, found: list[Judgement]) -> None:
        """Tell the results of all readers that are through; the list is of the first of them."""
        self._said.say("\n\n".join("\n".join(self._lines(one)) for one in found))
        self._changed.clear()
        for number, row in enumerate(found[0].changed, start=1):
            item = QListWidgetItem(self.tr("Image {0} of {1}").format(number, len(found[0].changed)), self._changed)
            item.setData(Qt.ItemDataRole.UserRole, row)
        for widget in (self._heading, self._changed):
            widget.setVisible(bool(found[0].changed))

    def _lines(self, one: Judgement) -> list[str]:
        agreement = one.kappa
        lines = [sentence_of(one.sentence)]
        told = self.tr("Agreement of the two readings: {0} of {1} images, kappa {2}.")
        kappa = self.tr("not defined, since every answer was the same")
        if not math.isnan(agreement.kappa):
            kappa = self._interval(agreement.kappa, agreement.low, agreement.high)
        lines.append(told.format(round(agreement.agreement * agreement.n), agreement.n, kappa))
        lines += [self._figures(figures) for figures in one.figures]
        days = number_text(one.days_between, ".1f")
        lines.append(self.tr("{0} days lay between the sessions.").format(days))
        lines.append(self.tr("Right is what the labels of the dataset say; they need not be."))
        return lines

    def _figures(self, one: ArmFigures) -> str:
        told = self.tr("{0} bits: sensitivity {1}, specificity {2}, {3} s a reading (median).")
        shares = (self._interval(share.value, share.low, share.high) for share in (one.sensitivity, one.specificity))
        return told.format(one.arm, *shares, number_text(one.seconds, ".1f"))

    def _interval(self, value: float, low: float, high: float) -> str:
        return self.tr("{0} ({1} to {2})").format(*(number_text(number, ".2f") for number in (value, low, high)))
