"""Keys that mean something to annotations before they mean what the table of actions says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from viewer.image.view import ImageView

if TYPE_CHECKING:
    from viewer.image.canvas import ImageCanvas

STEP, STRIDE = 1, 10
"""Pixels that an arrow key moves by, without and with Shift."""

PLACE = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space))
"""Keys that put a point down."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ALLOWED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


@runtime_checkable
class Claiming(Protocol):
    """A tool that has a use for keys that actions have too."""

    def claims(self, canvas: ImageCanvas, event: QKeyEvent) -> bool:
        """Tell whether the key is for the tool now."""


class KeyClaims(QObject):
    """Sees to it that an image view gets the keys that its tool claims: no action is triggered by them then."""

    def watch(self, view: ImageView) -> None:
        """Ask the tool of ``view`` about every key."""
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer when Qt asks whether a key is a shortcut or is for the view."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        tool: object = watched.tool if isinstance(watched, ImageView) else None
        if not isinstance(watched, ImageView) or not isinstance(tool, Claiming) or watched.placement is None:
            return False
        claimed = tool.claims(watched, event)
        if claimed:
            event.accept()
        return claimed


def is_plain(event: QKeyEvent) -> bool:
    """Tell whether no key but Shift is held with it."""
    return not event.modifiers() & ~_ALLOWED


def is_arrow(event: QKeyEvent) -> bool:
    """Tell whether it is an arrow key."""
    return event.key() in _ARROWS


def step_of(canvas: ImageCanvas, event: QKeyEvent) -> tuple[float, float]:
    """Give the columns and rows of the stored image that an arrow key moves by, in the direction seen on screen."""
    frame = canvas.image.frame
    right, down = _ARROWS[Qt.Key(event.key())]
    size = STRIDE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
    if frame is None:
        return 0.0, 0.0
    orientation, shape = canvas.image.orientation, (frame.columns, frame.rows)
    here, there = orientation.to_stored(0.0, 0.0, *shape), orientation.to_stored(right * size, down * size, *shape)
    return there[0] - here[0], there[1] - here[1]
