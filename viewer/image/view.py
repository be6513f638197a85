"""The image view: the canvas, and what the mouse does to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from core.display.view import View, full_range
from viewer.image.geometry import Placement
from viewer.image.pointing import PointedCanvas
from viewer.image.windowing import as_window, dragged

if TYPE_CHECKING:
    from viewer.image.tool import Tool
    from viewer.state import ImageState, ViewerState

ZOOM_STEP = 1.25
"""Factor of one wheel notch or one press of a zoom key."""

_ZOOM_PER_PIXEL = 1.01
_NOTCH = 120  # what Qt calls one notch of a wheel
_JITTER = 3  # screen pixels that a click may move


class ImageView(PointedCanvas):
    """Turns mouse movement into window, zoom and position.

    Left drag: window and level. Middle drag: pan. Right drag: zoom. Wheel: the frames of a multi-frame image, or the
    images of a series, or for a single image, and always with Ctrl, zoom at the cursor. Double click: fit, and when
    it fits already, maximise.

    Attributes
    ----------
    images_in_series : callable
        Gives the number of images that the wheel can go through.
    control_tool : Tool or None
        Takes the left button before any other tool as long as Ctrl is held.

    Signals
    -------
    menu_requested : QPoint
        Right click, at this global position.
    step_requested : int
        Show the image so many places further in the series.
    maximise_requested
        Give the image the whole window, or take that back.
    activated
        The user turned to this view: by a click, the wheel or the keyboard.
    """

    menu_requested = Signal(QPoint)
    step_requested = Signal(int)
    maximise_requested = Signal()
    activated = Signal()

    def __init__(self, image: ImageState, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(image, state, parent)
        self.drag_down_raises = True
        self.wheel_forward_zooms_in = True
        self.images_in_series: Callable[[], int] = lambda: 1
        self._drag: Callable[[QPointF], None] | None = None
        self._button = Qt.MouseButton.NoButton
        self._pressed = QPointF()
        self._moved = False
        self._notches = 0
        self.control_tool: Tool | None = None
        self._tool: Tool | None = None
        self._acting: Tool | None = None  # the tool that the button was pressed for
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        image.frame_changed.connect(self._on_picture_changed)
        image.index_changed.connect(self._on_picture_changed)
        self.previewed.connect(self._on_picture_changed)

    @property
    def tool(self) -> Tool | None:
        """What takes the left button before window and level do; None is nothing."""
        return self._tool

    def set_tool(self, tool: Tool | None) -> None:
        """Give the left button to a tool, or back to window and level."""
        self.cancel_drag()
        self._tool = tool
        self.setCursor(Qt.CursorShape.CrossCursor if tool is None else tool.cursor)

    def zoom_in(self) -> None:
        """Enlarge by one step, around the middle of the view."""
        self.zoom_by(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Reduce by one step, around the middle of the view."""
        self.zoom_by(1 / ZOOM_STEP)

    def cancel_drag(self) -> None:
        """End the drag under way; what it did so far stays. What a tool began is forgotten."""
        self._drag = self._acting = None
        for tool in (self._tool, self.control_tool):
            if tool is not None:
                tool.cancel()

    def _on_picture_changed(self) -> None:
        self._drag = self._acting = None
        for tool in (self._tool, self.control_tool):
            if tool is not None:
                tool.picture_changed(self)
        self.tell_probe()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        self.activated.emit()
        if self._placement is None or self._drag is not None or self._acting is not None:
            return
        self._button, self._pressed, self._moved = event.button(), event.position(), False
        if self._button == Qt.MouseButton.LeftButton:
            controlled = self.control_tool if event.modifiers() & Qt.KeyboardModifier.ControlModifier else None
            tool = controlled or self._tool
            if tool is not None and tool.press(self, event.position(), event.modifiers()):
                self._acting = tool
                return
            self._drag = self._window_drag()
        elif self._button == Qt.MouseButton.MiddleButton:
            self._drag = self._pan_drag(self._placement)
        elif self._button == Qt.MouseButton.RightButton:
            self._drag = self._zoom_drag(self._placement)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag; tell what lies under the cursor."""
        at = event.position()
        if (self._drag is not None or self._acting is not None) and not event.buttons() & self._button:
            self.cancel_drag()  # the button was let go elsewhere, such as over a dialog
        self.point_at(at)
        distance = at - self._pressed
        if self._drag is not None and (self._moved or distance.manhattanLength() >= _JITTER):
            self._moved = True
            self._drag(distance)
        tool = self._acting or self._tool
        if tool is not None and self._drag is None and self._placement is not None:
            tool.move(self, at, event.modifiers(), pressed=self._acting is not None)
        self.tell_probe()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag; a right click without one asks for the menu."""
        if event.button() != self._button:
            return
        if self._acting is not None:
            acting, self._acting = self._acting, None
            acting.release(self, event.position())
            return
        clicked = self._drag is not None and not self._moved
        self._drag = None
        if clicked and self._button == Qt.MouseButton.RightButton:
            self.menu_requested.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit the image, or maximise a fitted one."""
        if self._placement is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._tool is not None and self._tool.double_click(self, event.position()):
            return
        if self._fitted:
            self.maximise_requested.emit()
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the tool first."""
        if self._tool is None or self._placement is None or not self._tool.key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the active view."""
        super().focusInEvent(event)
        self.activated.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go through the frames, or the series; or zoom at the cursor."""
        self.activated.emit()
        frames = self.image.frame.frames if self.image.frame is not None and self.preview is None else 1
        forward = event.angleDelta().y() * (1 if self.wheel_forward_zooms_in else -1)
        if not forward:  # sideways
            return
        single = frames == 1 and self.images_in_series() <= 1
        if single or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(ZOOM_STEP ** (forward / _NOTCH), event.position())
            return
        self._notches += forward  # a touch pad sends many small parts of a notch
        steps = int(self._notches / _NOTCH)
        self._notches -= steps * _NOTCH
        if frames > 1:
            self.image.set_index(self.image.index - steps)
        elif steps:
            self.step_requested.emit(-steps)

    def _window_drag(self) -> Callable[[QPointF], None] | None:
        frame, view = self.image.frame, self.image.view
        if frame is None or view is None or frame.color is not None:
            return None
        start, inverted = as_window(view, frame)
        span = full_range(frame)

        def drag(distance: QPointF) -> None:
            up = distance.y() if self.drag_down_raises else -distance.y()
            self.image.set_view(View(dragged(start, span, distance.x(), up), inverted))

        return drag

    def _pan_drag(self, start: Placement) -> Callable[[QPointF], None]:
        ratio = self.devicePixelRatioF()

        def drag(distance: QPointF) -> None:
            self._move_to(start.moved(distance.x() * ratio, distance.y() * ratio))

        return drag

    def _zoom_drag(self, start: Placement) -> Callable[[QPointF], None]:
        at = self._pressed * self.devicePixelRatioF()

        def drag(distance: QPointF) -> None:
            self._move_to(start.scaled(start.scale * _ZOOM_PER_PIXEL ** -distance.y(), at.x(), at.y()))

        return drag
