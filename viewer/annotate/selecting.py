"""Selecting and changing annotations: the tool that is there while none is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent

from core.annotate.shapes import Annotation
from viewer.annotate.drawing import JITTER, on_image
from viewer.annotate.editor import edit_label
from viewer.annotate.keys import is_arrow, is_plain, step_of
from viewer.annotate.layout import Laid, lay_out
from viewer.annotate.words import lines_of

if TYPE_CHECKING:
    from viewer.annotate.pad import Pad
    from viewer.image.canvas import ImageCanvas
    from viewer.state import ViewerState

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SelectTool(QObject):
    """Selects what is clicked, moves what is dragged, and leaves everything else to window and level.

    With the keyboard, once something is selected: the arrow keys move it (Shift: by ten pixels), Enter goes from
    handle to handle, which the arrow keys then move alone.

    Parameters
    ----------
    pad : Pad
        What is drawn on the view that this tool is for.

    Attributes
    ----------
    enabled : bool
        Off while annotations are not shown.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, pad: Pad, state: ViewerState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.enabled = True
        self._pad = pad
        self._state = state
        self._drag: Callable[[ImageCanvas, QPointF], Annotation] | None = None
        self._pressed = QPointF()
        self._moved: Annotation | None = None

    # The mouse

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Take a handle, or a shape; beside all of them nothing is selected."""
        if not self.enabled:
            return False
        self._pressed, self._moved = at, None
        laid, handle = self._found(canvas, at)
        if laid is None:
            self._pad.select("")
            return False
        self._drag = _handle_drag(laid.annotation, handle) if handle >= 0 else _body_drag(laid.annotation, canvas, at)
        self._pad.select(laid.annotation.id, handle=handle)
        return True

    def move(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier, *, pressed: bool) -> None:
        """Move what was taken; show by the cursor what can be."""
        if not pressed:
            laid, handle = self._found(canvas, at) if self.enabled else (None, -1)
            taken = Qt.CursorShape.SizeAllCursor if handle >= 0 else Qt.CursorShape.PointingHandCursor
            canvas.setCursor(self.cursor if laid is None else taken)
            return
        far = (at - self._pressed).manhattanLength() >= JITTER
        if self._drag is not None and (far or self._moved is not None):
            self._moved = self._drag(canvas, at)
            self._pad.preview(self._moved)

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        """Put down what was moved."""
        moved = self._moved
        self._drag, self._moved = None, None
        if moved is not None:
            self._pad.put(moved)

    def double_click(self, canvas: ImageCanvas, at: QPointF) -> bool:
        """Write the label of what is clicked."""
        laid, _ = self._found(canvas, at) if self.enabled else (None, -1)
        if laid is not None:
            self.rename(canvas, laid.annotation)
        return laid is not None

    def rename(self, canvas: ImageCanvas, annotation: Annotation | None = None) -> None:
        """Write the label of an annotation, or of the selected one; not while patient data is hidden."""
        pad = self._pad
        annotation = annotation or pad.selected
        if annotation is None or self._state.patient_data_hidden or canvas.placement is None:
            return
        laid = self._laid(canvas, annotation)
        at = laid.plate.topLeft() if laid.lines else laid.path.boundingRect().topRight()
        named = annotation
        edit_label(canvas, at, named.label, lambda label: pad.put(named.renamed(label)))

    def picture_changed(self, canvas: ImageCanvas) -> None:
        """Forget what was begun; each view has a tool of its own."""
        self.cancel()

    def cancel(self) -> None:
        """Leave what is being moved where it was."""
        moving = self._moved is not None
        self._drag, self._moved = None, None
        if moving:
            self._pad.preview(None)

    # The keyboard

    def claims(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Take the keys that change what is selected."""
        pad = self._pad
        if not self.enabled or pad.selected is None or not is_plain(event):
            return False
        return event.key() in (*_ENTER, Qt.Key.Key_Escape) or (is_arrow(event) and pad.selection.armed)

    def key(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Move what is selected, or go to its next handle."""
        if not self.claims(canvas, event):
            return False
        pad = self._pad
        if event.key() in _ENTER:
            pad.select_next_handle()
        elif event.key() == Qt.Key.Key_Escape:
            dragging = self._drag is not None
            self.cancel()
            if not dragging:
                pad.select(pad.selection.id if pad.selection.handle >= 0 else "")
        else:
            pad.nudge(*step_of(canvas, event))
        return True

    def _found(self, canvas: ImageCanvas, at: QPointF) -> tuple[Laid | None, int]:
        """Find what lies at a position: a handle of the selected one first, else the topmost shape, as it is drawn."""
        pad = self._pad
        if pad.selected is not None:
            laid = self._laid(canvas, pad.selected)
            if (handle := laid.handle_at(at)) >= 0:
                return laid, handle
        selected, shown = pad.selection.id, list(reversed(pad.shown))
        shown.sort(key=lambda one: one.id != selected)
        for annotation in shown:
            laid = self._laid(canvas, annotation)
            if laid.is_hit(at):
                return laid, -1
        return None, -1

    def _laid(self, canvas: ImageCanvas, annotation: Annotation) -> Laid:
        words = lines_of(annotation, self._pad.lines(annotation), hidden=self._state.patient_data_hidden)
        return lay_out(annotation, canvas.to_widget, words, canvas.font(), QRectF(canvas.rect()))


def _handle_drag(annotation: Annotation, handle: int) -> Callable[[ImageCanvas, QPointF], Annotation]:
    return lambda canvas, at: annotation.with_handle(handle, on_image(canvas, at))


def _body_drag(
    annotation: Annotation, canvas: ImageCanvas, start: QPointF
) -> Callable[[ImageCanvas, QPointF], Annotation]:
    column, row = canvas.to_image(start)

    def drag(canvas: ImageCanvas, at: QPointF) -> Annotation:
        frame = canvas.image.frame
        assert frame is not None
        now = canvas.to_image(at)
        return annotation.moved_within(now[0] - column, now[1] - row, frame.columns, frame.rows)

    return drag
