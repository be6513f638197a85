"""What is linked between the images on screen: window, zoom, position and cursor."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.layout.matching import matching_view, mm_per_pixel, same_millimetres

if TYPE_CHECKING:
    from core.display.view import View
    from viewer.image.view import ImageView
    from viewer.layout.panes import Panes


class Link(enum.Enum):
    """One thing that images may share."""

    WINDOW = "window"
    ZOOM = "zoom"
    PAN = "pan"
    CURSOR = "cursor"


class Linking(QObject):
    """Lets the images on screen follow the one that the user acts on.

    Window: by the same numbers, or by the same part of the full range, see
    :func:`viewer.layout.matching.matching_view`. Zoom: by millimetres on screen where both images have them of one
    kind, else as a multiple of the zoom that fits. Position: by the point in the middle, in parts of the image's width
    and height as seen. Cursor: a cross at the same parts.

    An image that is opened, or a view that changes size, moves no other.

    Signals
    -------
    changed
        Something else is linked.
    """

    changed = Signal()

    def __init__(self, panes: Panes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panes = panes
        self._links: frozenset[Link] = frozenset()
        self._passing = False
        self._opened: dict[ImageView, View | None] = {}
        for view in panes.views:
            self._follow(view)

    @property
    def links(self) -> frozenset[Link]:
        """What is linked."""
        return self._links

    def set_linked(self, links: Iterable[Link], *, linked: bool) -> None:
        """Link or unlink; what is linked newly is passed on from the active image at once."""
        links = frozenset(links)
        now = self._links | links if linked else self._links - links
        if now == self._links:
            return
        new, self._links = now - self._links, now
        view = self._panes.active
        if Link.WINDOW in new and view.image.view is not None:
            self._pass_window(view, view.image.view)
        if new & {Link.ZOOM, Link.PAN}:
            self._pass_place(view)
        if Link.CURSOR not in now:
            for other in self._panes.views:
                other.set_crosshair(None)
        self.changed.emit()

    def _follow(self, view: ImageView) -> None:
        view.image.frame_changed.connect(lambda _: self._opened.update({view: view.image.view}))
        view.image.view_changed.connect(lambda shown: self._pass_window(view, shown))
        view.moved.connect(lambda: self._pass_place(view))
        view.pointed.connect(lambda at: self._pass_cursor(view, at))

    def _others(self, source: ImageView) -> list[ImageView]:
        """List the views on screen, with an image, that follow ``source``; none when it is not on screen itself."""
        shown = [pane.view for pane in self._panes.shown]
        if source not in shown or source.image.frame is None:
            return []
        return [view for view in shown if view is not source and view.placement is not None]

    @contextmanager
    def _one_way(self) -> Iterator[None]:
        """Keep what follows from being passed back."""
        self._passing = True
        try:
            yield
        finally:
            self._passing = False

    def _pass_window(self, source: ImageView, shown: View) -> None:
        frame = source.image.frame
        if self._opened.pop(source, None) is shown:  # the window that an image opens with is its own
            return
        if Link.WINDOW not in self._links or self._passing or frame is None or frame.color is not None:
            return
        with self._one_way():
            for other in self._others(source):
                target = other.image.frame
                if target is not None and target.color is None:
                    other.image.set_view(matching_view(shown, frame, target))

    def _pass_place(self, source: ImageView) -> None:
        if not self._links & {Link.ZOOM, Link.PAN} or self._passing or source.placement is None:
            return
        center = source.center if Link.PAN in self._links else None
        with self._one_way():
            for other in self._others(source):
                scale = self._scale(source, other) if Link.ZOOM in self._links else None
                if scale is not None and source.is_fitted and not _in_millimetres(source, other):
                    other.look_at_all()
                else:
                    other.look_at(scale, center)

    def _scale(self, source: ImageView, other: ImageView) -> float | None:
        """Give the zoom of ``other`` that corresponds to that of ``source``."""
        if _in_millimetres(source, other):
            return source.zoom / _mm(source) * _mm(other)
        begin, end = source.fitting, other.fitting
        if begin is None or end is None:
            return None
        return source.zoom / begin.scale * end.scale

    def _pass_cursor(self, source: ImageView, at: tuple[float, float] | None) -> None:
        if Link.CURSOR in self._links:
            source.set_crosshair(None)
            for other in self._others(source):
                other.set_crosshair(at)


def _in_millimetres(one: ImageView, other: ImageView) -> bool:
    first, second = one.image.frame, other.image.frame
    return first is not None and second is not None and same_millimetres(first, second)


def _mm(view: ImageView) -> float:
    frame = view.image.frame
    found = None if frame is None else mm_per_pixel(frame, view.image.orientation)
    if found is None:
        raise ValueError("an image without a pixel spacing has no millimetres")
    return found
