"""One cursor and one loupe for all images on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from viewer.image.loupe import FACTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from viewer.image.view import ImageView


class Lens(QObject):
    """Puts the loupe over whichever image the cursor is on, and lets no other image tell of a pixel."""

    def __init__(self, views: Sequence[ImageView], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = views
        self._factor = 0
        for view in views:
            view.loupe_held.connect(self._on_view_loupe_held)
            view.cursor_moved.connect(lambda view=view: self._on_view_cursor_moved(view))

    @property
    def factor(self) -> int:
        """Magnification of the loupe that is on; 0 when there is none but the one that is held."""
        return self._factor

    def set_factor(self, factor: int) -> None:
        """Put a loupe of this magnification at the cursor; 0 takes it away."""
        self._factor = factor
        self._show(factor)

    def _on_view_loupe_held(self, held: bool) -> None:
        self._show(self._factor or (FACTORS[0] if held else 0))

    def _on_view_cursor_moved(self, view: ImageView) -> None:
        """Take the cursor from the other images, where the keys may have left one."""
        for other in self._views:
            if other is not view:
                other.forget_cursor()

    def _show(self, factor: int) -> None:
        for view in self._views:
            view.set_loupe(factor)
