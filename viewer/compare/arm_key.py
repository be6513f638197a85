"""Which arm is which line, and which arms are drawn: a box to tick for each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from viewer.compare.arm_lines import SAMPLE_SIZE, sample_icon

MOST_AT_FIRST = 4
"""Arms drawn before any box is ticked: more bands over each other cannot be told apart."""


class ArmKey(QWidget):
    """A box per arm with a sample of its line, its letter and its name.

    Signals
    -------
    shown_changed
        Another choice of arms is to be drawn.
    """

    shown_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[QCheckBox] = []
        self._texts: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def set_arms(self, texts: Sequence[str]) -> None:
        """Offer these arms, each by its letter and name."""
        for box in self._boxes:
            self._column.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._texts = tuple(texts)
        self._boxes = [self._box(place, text) for place, text in enumerate(texts)]
        self._show()

    def shown(self) -> tuple[int, ...]:
        """Numbers of the arms that are drawn."""
        return tuple(place for place, box in enumerate(self._boxes) if box.isChecked())

    def set_shown(self, numbers: Sequence[int]) -> None:
        """Draw these arms and no others."""
        for place, box in enumerate(self._boxes):
            with QSignalBlocker(box):
                box.setChecked(place in numbers)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._show()

    def _box(self, place: int, text: str) -> QCheckBox:
        box = QCheckBox(self)
        box.setIconSize(SAMPLE_SIZE)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setChecked(place < MOST_AT_FIRST)
        box.setAccessibleName(text)
        box.setToolTip(text)
        box.toggled.connect(self.shown_changed)
        self._column.addWidget(box)
        return box

    def _show(self) -> None:
        """Cut names at the width there is; the tool tip has them whole."""
        room = self.width() - SAMPLE_SIZE.width() - 40
        for place, (box, text) in enumerate(zip(self._boxes, self._texts, strict=True)):
            box.setIcon(sample_icon(place, self.palette(), self.devicePixelRatioF()))
            cut = QFontMetrics(box.font()).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 80))
            box.setText(cut.replace("&", "&&"))
