"""Lines round what a card points at, drawn over the window; clicks and keys go through to what is under them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QRegion
from PySide6.QtWidgets import QWidget

_LINE = 3  # pixels of the line itself; one more on each side keeps it apart from what it lies on
_WHOLE = _LINE + 2


class Frames(QWidget):
    """One frame for each spot; nothing else of the window is covered, or painted again because of them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._spots: tuple[QRect, ...] = ()
        self.hide()

    @property
    def spots(self) -> tuple[QRect, ...]:
        """What is framed, in the coordinates of the window."""
        return self._spots

    def show_round(self, spots: Sequence[QRect]) -> None:
        """Frame these parts of the window; none of them hides the frames."""
        self._spots = tuple(spots)
        self.setGeometry(self._window.rect())
        ring = QRegion()
        for spot in spots:
            ring += QRegion(spot) - QRegion(_shrunk(spot, _WHOLE))
        self.setMask(ring)
        self.setVisible(bool(spots))
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a line in the colour of links, between two of the background: it is seen on black and on white."""
        line = QRegion()
        for spot in self._spots:
            line += QRegion(_shrunk(spot, 1)) - QRegion(_shrunk(spot, 1 + _LINE))
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.setClipRegion(line)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Link))
        painter.end()


def _shrunk(spot: QRect, by: int) -> QRect:
    return spot.adjusted(by, by, -by, -by)
