"""Drawing a new annotation, with the mouse or with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from core.annotate.shapes import Annotation, CardiothoracicRatio, Outline, Point, Text
from viewer.annotate.editor import edit_label
from viewer.annotate.keys import PLACE, is_arrow, is_plain, step_of

if TYPE_CHECKING:
    from viewer.annotate.pad import Pad
    from viewer.annotate.sheet import Annotations
    from viewer.image.canvas import ImageCanvas

JITTER = 3.0
"""Widget pixels that a click may move."""


class DrawTool(QObject):
    """Draws one shape, point by point: drag from the first to the second, or click each of them.

    With the keyboard: the arrow keys move a cross (Shift: by ten pixels), Enter or Space puts a point down, Backspace
    takes one back.

    Parameters
    ----------
    shape : type of Annotation
        What is drawn; it has a known number of points.
    pad : Pad
        Where it is drawn; that of the view that this tool is for.
    drawn : callable
        Called when it is done.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self,
        shape: type[Annotation],
        pad: Pad,
        drawn: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shape = shape
        self._pad = pad
        self._drawn = drawn
        self._points: tuple[Point, ...] = ()
        # After so many points a press puts another one down: the ratio has two lines, and each can be dragged.
        self._beginnings = (0, 2) if shape is CardiothoracicRatio else (0,)
        self._pressed = QPointF()
        self._began = False

    # The mouse

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Put the first point of a line down; the others are where the button is let go."""
        point = on_image(canvas, at)
        self._pad.pen = None
        self._pressed, self._began = at, len(self._points) in self._beginnings
        if self._began:
            self._points = (*self._points, point)
        self._show(point)
        return True

    def move(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier, *, pressed: bool) -> None:
        """Draw to where the mouse is."""
        if self._points:
            self._pad.pen = None
            self._show(on_image(canvas, at))

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        """Put a point down; a click that began the shape has already put its first one."""
        moved = (at - self._pressed).manhattanLength() >= JITTER
        if self._shape.COUNT > 1 and self._began and not moved:
            return
        self._place(canvas, on_image(canvas, at), by_key=False)

    def double_click(self, canvas: ImageCanvas, at: QPointF) -> bool:
        """Keep the view from answering a double click."""
        return True

    # The keyboard

    def claims(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Take the keys that draw."""
        keys = (*PLACE, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
        return is_plain(event) and (is_arrow(event) or event.key() in keys)

    def key(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Move the cross, put a point down or take one back."""
        if not self.claims(canvas, event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            if not self.take_back():
                self._drawn()
            return True
        pad = self._pad
        if pad.pen is None:
            pad.pen = self._points[-1] if self._points else middle_of(canvas)
        if is_arrow(event):
            columns, rows = step_of(canvas, event)
            pad.pen = kept_visible(canvas, pad.pen[0] + columns, pad.pen[1] + rows)
        elif event.key() == Qt.Key.Key_Backspace:
            self._points = self._points[:-1]
        elif not event.isAutoRepeat():
            self._place(canvas, pad.pen, by_key=True)
            return True
        self._show(pad.pen)
        return True

    def take_back(self) -> bool:
        """Forget the points put down so far; False when there were none."""
        had = bool(self._points)
        self.cancel()
        return had

    def picture_changed(self, canvas: ImageCanvas) -> None:
        """Forget what was begun; each view has a tool of its own."""
        self.cancel()

    def cancel(self) -> None:
        """Forget what was begun."""
        begun = bool(self._points) or self._pad.pen is not None
        self._points, self._began = (), False
        if begun:
            self._pad.draft, self._pad.pen = (), None
            self._pad.repaint()

    def _place(self, canvas: ImageCanvas, point: Point, *, by_key: bool) -> None:
        """Put a point down; the same one twice is one."""
        pad = self._pad
        if not (self._points and self._points[-1] == point):
            self._points = (*self._points, point)
        if len(self._points) < self._shape.COUNT:
            self._show(point)
            return
        points, pen = self._points[: self._shape.COUNT], pad.pen
        self.cancel()
        self._drawn()
        made = self._shape(points, pad.image.index)
        if isinstance(made, Text):
            edit_label(canvas, canvas.to_widget(*points[0]), "", lambda label: _add_text(pad, made, label, by_key))
        else:
            pad.add(made, armed=by_key or pen is not None)

    def _show(self, point: Point) -> None:
        self._pad.draft = draft_of(self._shape, (*self._points, point), self._pad.image.index)
        self._pad.repaint()


def draft_of(shape: type[Annotation], points: tuple[Point, ...], frame: int) -> Annotations:
    """Give what can be drawn of a shape whose last point is still moving."""
    points = points[: shape.COUNT] if shape.COUNT > 1 else ()
    if len(points) == shape.COUNT:
        return (shape(points, frame),)
    if shape is CardiothoracicRatio:
        return tuple(Outline(part, frame) for part in (points[:2], points[2:]) if part)
    return (Outline(points, frame),) if len(points) > 1 else ()


def on_image(canvas: ImageCanvas, at: QPointF) -> Point:
    """Turn a widget position into the nearest point of the stored image."""
    return _kept_in(canvas, *canvas.to_image(at))


def middle_of(canvas: ImageCanvas) -> Point:
    """Give the point of the image in the middle of the view."""
    return on_image(canvas, QPointF(canvas.width() / 2, canvas.height() / 2))


def kept_visible(canvas: ImageCanvas, column: float, row: float) -> Point:
    """Keep a point on the image, and on the part of it that the view shows."""
    at = canvas.to_widget(*_kept_in(canvas, column, row))
    x, y = min(max(at.x(), 0.0), canvas.width()), min(max(at.y(), 0.0), canvas.height())
    return _kept_in(canvas, column, row) if (x, y) == (at.x(), at.y()) else on_image(canvas, QPointF(x, y))


def _kept_in(canvas: ImageCanvas, column: float, row: float) -> Point:
    frame = canvas.image.frame
    assert frame is not None
    return min(max(column, 0.0), float(frame.columns)), min(max(row, 0.0), float(frame.rows))


def _add_text(pad: Pad, made: Annotation, label: str, armed: bool) -> None:
    if label:
        pad.add(made.renamed(label), armed=armed)
