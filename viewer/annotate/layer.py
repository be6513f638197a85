"""What is drawn over an image in every repaint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from viewer.annotate.painting import draw_annotations, draw_pen

if TYPE_CHECKING:
    from viewer.annotate.annotating import Annotating
    from viewer.annotate.pad import Pad
    from viewer.image.canvas import ImageCanvas
    from viewer.state import ViewerState

_EDGE = 4.0


class AnnotationLayer:
    """Draws the annotations of a pad, what a tool has begun, and the cross that the arrow keys move."""

    def __init__(self, pad: Pad, annotating: Annotating, state: ViewerState) -> None:
        self._pad = pad
        self._annotating = annotating
        self._state = state

    def draw(self, painter: QPainter, canvas: ImageCanvas) -> None:
        """Draw in widget coordinates."""
        frame, pad = canvas.image.frame, self._pad
        if frame is None or not self._annotating.is_shown:
            return
        draw_annotations(
            painter,
            (*pad.shown, *pad.draft),
            canvas.to_widget,
            frame,
            canvas.font(),
            measure=pad.lines,
            selection=pad.selection,
            hidden=self._state.patient_data_hidden,
            area=QRectF(canvas.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE),
        )
        if pad.pen is not None:
            draw_pen(painter, canvas.to_widget(*pad.pen), canvas.font())
