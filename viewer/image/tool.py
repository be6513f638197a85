"""What other rooms may hang onto an image view: something drawn over the image, something that takes the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QKeyEvent, QPainter

    from viewer.image.canvas import ImageCanvas


class Layer(Protocol):
    """Something drawn over the image and under the corner texts, in every repaint: it must be quick."""

    def draw(self, painter: QPainter, canvas: ImageCanvas) -> None:
        """Draw in widget coordinates; ``canvas.to_widget`` says where a pixel is."""


class Tool(Protocol):
    """Takes the left button of an image view. Positions are in widget coordinates.

    Attributes
    ----------
    cursor : Qt.CursorShape
        Shown while the tool is chosen.
    """

    cursor: Qt.CursorShape

    def press(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Begin; False leaves the drag to window and level."""

    def move(self, canvas: ImageCanvas, at: QPointF, modifiers: Qt.KeyboardModifier, *, pressed: bool) -> None:
        """Follow the mouse, with the button down (after a press that was taken) or up."""

    def release(self, canvas: ImageCanvas, at: QPointF) -> None:
        """End what the press began."""

    def double_click(self, canvas: ImageCanvas, at: QPointF) -> bool:
        """Take a double click; False leaves it to the view."""

    def key(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Take a key that no action has; False leaves it to the view."""

    def cancel(self) -> None:
        """Forget what was begun."""

    def picture_changed(self, canvas: ImageCanvas) -> None:
        """Forget what was begun on the picture that ``canvas`` showed until now; a tool may serve several views."""
