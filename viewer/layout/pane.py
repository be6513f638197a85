"""One pane: an image, the slider of its frames, and an edge that says whether it is the active one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.browser.drag import dragged_image
from viewer.image.view import ImageView
from viewer.layout.frame_slider import FrameSlider

if TYPE_CHECKING:
    from viewer.state import ImageState, ViewerState

EDGE = 3
"""Width of the edge around the active pane; the others have one of a single pixel."""

_ACTIVE = QColor("#8fb8dc")
_PASSIVE = QColor("#474747")
_FRINGE = QColor("#1a1a1a")


class Pane(QWidget):
    """Holds the image view of one :class:`ImageState`.

    Signals
    -------
    dropped : Path
        An image of the browser was dropped here.
    """

    dropped = Signal(object)

    def __init__(self, image: ImageState, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ImageView(image, state, self)
        self.slider = FrameSlider(image, self)
        self._edge = 0
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.slider)
        self.setAcceptDrops(True)
        self.set_edge(shown=False, active=True)

    @property
    def edge(self) -> int:
        """Width of the edge; 0 when there is none."""
        return self._edge

    def set_edge(self, *, shown: bool, active: bool) -> None:
        """Draw an edge, a thick light one for the active pane; a pane that stands alone has none."""
        self._edge = 0 if not shown else EDGE if active else 1
        room = EDGE if shown else 0  # the same for both, or the image would move
        self._column.setContentsMargins(room, room, room, room)
        self.update()

    def set_name(self, number: int, count: int, *, active: bool) -> None:
        """Tell assistive tools what the edges tell the eye; a ``count`` of 0 is that of a pane that stands alone."""
        text = self.tr("Image")
        if count:
            text = self.tr("Image {0} of {1}").format(number, count)
            text = self.tr("{0}, active").format(text) if active else text
            text = self.tr("{0}, empty").format(text) if self.view.image.frame is None else text
        self.view.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge."""
        if self._edge:
            painter = QPainter(self)
            painter.fillRect(self.rect(), _FRINGE)
            pen = QPen(_ACTIVE if self._edge == EDGE else _PASSIVE, self._edge)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            inner = self._edge / 2
            painter.drawRect(QRectF(self.rect()).adjusted(inner, inner, -inner, -inner))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take an image of the browser; files from elsewhere are for the window."""
        if dragged_image(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for what was dropped."""
        path = dragged_image(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)
