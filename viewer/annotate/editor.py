"""Writing a label right on the image."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from core.annotate.shapes import LONGEST_LABEL

if TYPE_CHECKING:
    from viewer.image.canvas import ImageCanvas

_WIDTH = 220


class LabelEditor(QLineEdit):
    """One line on the image: Enter, or turning elsewhere, takes it over; Esc, or another image, drops it."""

    def __init__(self, canvas: ImageCanvas, text: str, done: Callable[[str], None]) -> None:
        super().__init__(text, canvas)
        self._canvas = canvas
        self._done: Callable[[str], None] | None = done
        self.setMaxLength(LONGEST_LABEL)
        self.setAccessibleName(self.tr("Label"))
        self.setPlaceholderText(self.tr("Label, then Enter"))
        self.selectAll()
        canvas.image.frame_changed.connect(self.drop)
        canvas.image.index_changed.connect(self.drop)

    def drop(self) -> None:
        """Close without taking the text over."""
        self._done = None
        self._close()

    def take(self) -> None:
        """Take the text over and close."""
        done, self._done = self._done, None
        self._close()
        if done is not None:
            done(self.text())

    def event(self, event: QEvent) -> bool:
        """Keep every key: none is a shortcut while a label is written."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Enter or Esc; no other key goes on to the image."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        elif event.key() == Qt.Key.Key_Escape:
            self.drop()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the text over."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.take()

    def _close(self) -> None:
        if not self.isHidden():
            self.hide()
            self._canvas.setFocus()
            self.deleteLater()


def edit_label(canvas: ImageCanvas, at: QPointF, text: str, done: Callable[[str], None]) -> LabelEditor:
    """Ask for a label at a position of an image view."""
    editor = LabelEditor(canvas, text, done)
    width, height = min(_WIDTH, canvas.width()), editor.sizeHint().height()
    x = max(0, min(round(at.x()), canvas.width() - width))
    y = max(0, min(round(at.y()), canvas.height() - height))
    editor.setGeometry(x, y, width, height)
    editor.show()
    editor.setFocus()
    return editor
