"""The canvas with a cursor, the mouse's or that of the keys, and what it tells of the pixel under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from viewer.image.canvas import ImageCanvas
from viewer.image.probe import probe

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from viewer.state import ImageState, ViewerState

HOLD_FOR_LOUPE = Qt.Key.Key_M
"""The loupe is there as long as this key is held."""

_CURSOR_STEP = 8.0  # widget pixels


class PointedCanvas(ImageCanvas):
    """Follows a cursor, and tells again whenever the image under it changes or moves.

    Signals
    -------
    probe_changed : Probe, ColorProbe, MissingProbe or None
        The pixel under the cursor; None where there is no more.
    pointed : (float, float) or None
        Where the cursor is, as parts of the width and height of the image as seen; None outside the image.
    cursor_moved
        The cursor is here now; sent before what it tells.
    loupe_held : bool
        The key of the loupe is down, or no more.
    """

    probe_changed = Signal(object)
    pointed = Signal(object)
    cursor_moved = Signal()
    loupe_held = Signal(bool)

    def __init__(self, image: ImageState, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(image, state, parent)
        self._probed = False  # the last pixel told was one
        image.view_changed.connect(self.tell_probe)
        self.zoom_changed.connect(self.tell_probe)

    def point_at(self, at: QPointF) -> None:
        """Put the cursor at a widget position; :meth:`tell_probe` tells what is there."""
        self._cursor = at
        self.cursor_moved.emit()

    def move_cursor(self, right: int, down: int) -> None:
        """Move the point that is probed, and the loupe, by steps, as the mouse would; it begins in the middle."""
        if self._placement is None:
            return
        if self._cursor is None:
            self._cursor = QPointF(self.rect().center())
        ratio, placement = self.devicePixelRatioF(), self._placement
        # Whole pixels once they are large enough to be told apart, else a few screen pixels.
        across, along = max(_CURSOR_STEP, placement.scale / ratio), max(_CURSOR_STEP, placement.row_scale / ratio)
        moved = self._cursor + QPointF(right * across, down * along)
        x, y = min(max(moved.x(), 0.0), self.width() - 1.0), min(max(moved.y(), 0.0), self.height() - 1.0)
        self.point_at(QPointF(x, y))
        self.tell_probe()

    def forget_cursor(self) -> None:
        """Probe nothing until the cursor comes back, and take the loupe away."""
        if self._cursor is not None:
            self._cursor = None
            self.tell_probe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring the loupe as long as its key is held."""
        if event.key() == HOLD_FOR_LOUPE and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat():
                self.loupe_held.emit(True)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Take the loupe away when its key is let go."""
        if event.key() == HOLD_FOR_LOUPE and not event.isAutoRepeat():
            self.loupe_held.emit(False)
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the loupe: the release of its key goes elsewhere."""
        super().focusOutEvent(event)
        self.loupe_held.emit(False)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the cursor."""
        self.forget_cursor()

    def tell_probe(self) -> None:
        """Tell of the pixel under the cursor, once more if need be."""
        found = None
        frame, view = self.image.frame, self.image.view
        if self._cursor is not None and self._placement is not None and frame is not None and view is not None:
            at = self._cursor * self.devicePixelRatioF()
            found = probe(frame, view, self.image.index, *self._placement.pixel_at(at.x(), at.y()))
        if found is not None or self._probed:  # else another view has the cursor, and the word
            self._probed = found is not None
            self.probe_changed.emit(found)
            self.pointed.emit(self._pointed() if found is not None else None)
        if self._loupe:
            self.update()

    def _pointed(self) -> tuple[float, float]:
        assert self._cursor is not None
        placement, at = self._laid(), self._cursor * self.devicePixelRatioF()
        column, row = placement.to_seen(at.x(), at.y())
        return column / placement.columns, row / placement.rows
