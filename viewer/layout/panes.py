"""The panes: one, two or four images side by side, one of them active."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from viewer.image.painting import grey_picture
from viewer.layout.arrangement import Arrangement
from viewer.layout.lens import Lens
from viewer.layout.pane import Pane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from viewer.image.corners import CornerChoice
    from viewer.image.rendering import Rendering
    from viewer.image.view import ImageView
    from viewer.state import ImageState, ViewerState


class Panes(QWidget):
    """Lays out the image views, says which is active, and passes on what they tell.

    All views there can be are made at once; those that are not on screen keep their images.

    Attributes
    ----------
    panes : tuple of Pane
        One for each image of the state.
    lens : Lens
        The loupe.

    Signals
    -------
    arranged : Arrangement
        Another number of panes is on screen, or others.
    probe_changed, menu_requested, step_requested
        Of any view; the view that is asked through is the active one then.
    zoom_changed : float
        Screen pixels per pixel of the active image; 0 without one.
    maximise_requested
        Give the images the whole window, or take that back.
    dropped : Path
        Open this image in the active pane, which it was dropped on.
    """

    arranged = Signal(object)
    probe_changed = Signal(object)
    zoom_changed = Signal(float)
    menu_requested = Signal(QPoint)
    step_requested = Signal(int)
    maximise_requested = Signal()
    dropped = Signal(object)

    def __init__(self, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._arrangement = Arrangement.SINGLE
        self._maximised = False
        self.panes = tuple(Pane(image, state, self) for image in state.images)
        self.lens = Lens(self.views, self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        for pane in self.panes:
            pane.view.set_hint(self.tr("Choose an image in the browser, or drag one here."))
            self._connect_pane(pane)
        state.active_changed.connect(self._on_state_active_changed)
        self._arrange()

    @property
    def views(self) -> tuple[ImageView, ...]:
        """All image views, on screen or not."""
        return tuple(pane.view for pane in self.panes)

    @property
    def active(self) -> ImageView:
        """The view of the active image."""
        return self.view_of(self._state.active)

    @property
    def arrangement(self) -> Arrangement:
        """How many panes there are, on screen or behind the maximised one."""
        return self._arrangement

    @property
    def is_maximised(self) -> bool:
        """The active pane covers the others."""
        return self._maximised

    @property
    def shown(self) -> tuple[Pane, ...]:
        """The panes on screen, row by row."""
        return tuple(pane for pane in self.panes if not pane.isHidden())

    def view_of(self, image: ImageState) -> ImageView:
        """Give the view of one of the state's images."""
        return next(pane.view for pane in self.panes if pane.view.image is image)

    # What is asked for

    def arrange(self, arrangement: Arrangement) -> None:
        """Show so many panes, the active one among them."""
        self._arrangement, self._maximised = arrangement, False
        self._arrange()

    def toggle_maximised(self) -> None:
        """Let the active pane cover the others, or take that back; where there is one only, nothing happens."""
        if self._arrangement.count > 1:
            self._maximised = not self._maximised
            self._arrange()

    def activate_next(self, by: int = 1) -> None:
        """Make the next (1) or previous (-1) pane on screen the active one, and give it the keyboard."""
        shown = self.shown
        here = next(number for number, pane in enumerate(shown) if pane.view is self.active)
        there = shown[(here + by) % len(shown)].view
        self._state.set_active(there.image)
        there.setFocus()

    def set_preview(self, image: ImageState, greys: NDArray[np.uint8] | None) -> None:
        """Show a preview, (rows, columns), in place of one of the state's images until it comes; None: no more."""
        self.view_of(image).set_preview(None if greys is None else grey_picture(greys))

    def set_result_shown(self, shown: bool) -> None:
        """Show results on the images, or keep them off."""
        for view in self.views:
            view.set_result_shown(shown)

    def set_rendering(self, rendering: Rendering) -> None:
        """Choose how pictures are made from now on."""
        for view in self.views:
            view.set_rendering(rendering)

    def set_corners(self, choice: CornerChoice) -> None:
        """Choose what stands in the corners."""
        for view in self.views:
            view.set_corners(choice)

    def set_mouse(self, *, drag_down_raises: bool, wheel_forward_zooms_in: bool) -> None:
        """Choose the directions of drag and wheel."""
        for view in self.views:
            view.drag_down_raises = drag_down_raises
            view.wheel_forward_zooms_in = wheel_forward_zooms_in

    def set_images_in_series(self, count: Callable[[], int]) -> None:
        """Say what gives the number of images that the wheel can go through."""
        for view in self.views:
            view.images_in_series = count

    def cancel_drag(self) -> None:
        """End every drag under way."""
        for view in self.views:
            view.cancel_drag()

    # What the views tell

    def _connect_pane(self, pane: Pane) -> None:
        view = pane.view
        view.activated.connect(lambda: self._state.set_active(view.image))
        view.zoom_changed.connect(lambda zoom: self._on_view_zoom_changed(view, zoom))
        view.probe_changed.connect(self.probe_changed)
        view.menu_requested.connect(self.menu_requested)
        view.step_requested.connect(self.step_requested)
        view.maximise_requested.connect(self._on_view_maximise_requested)
        view.image.frame_changed.connect(self._name_panes)
        pane.dropped.connect(lambda path: self._on_pane_dropped(pane, path))

    def _on_view_zoom_changed(self, view: ImageView, zoom: float) -> None:
        if view is self.active:
            self.zoom_changed.emit(zoom)

    def _on_view_maximise_requested(self) -> None:
        if self._arrangement.count > 1:
            self.toggle_maximised()
        else:
            self.maximise_requested.emit()

    def _on_pane_dropped(self, pane: Pane, path: Path) -> None:
        self._state.set_active(pane.view.image)
        pane.view.setFocus()
        self.dropped.emit(path)

    def _on_state_active_changed(self) -> None:
        if self.panes[self._state.images.index(self._state.active)].isHidden():
            self._arrange()
        self._mark_active()
        self.zoom_changed.emit(self.active.zoom)

    # Laying out

    def _arrange(self) -> None:
        arrangement = Arrangement.SINGLE if self._maximised else self._arrangement
        numbers = arrangement.shown_with(self._state.images.index(self._state.active))
        for pane in self.panes:
            self._grid.removeWidget(pane)
        for number, pane in enumerate(self.panes):
            if number in numbers:
                row, column = divmod(number - numbers.start, arrangement.columns)
                self._grid.addWidget(pane, row, column)
            pane.setHidden(number not in numbers)
        for place in range(2):
            self._grid.setRowStretch(place, int(place < arrangement.rows))
            self._grid.setColumnStretch(place, int(place < arrangement.columns))
        self._mark_active()
        self.arranged.emit(self._arrangement)

    def _mark_active(self) -> None:
        several = self._arrangement.count > 1
        for pane in self.panes:
            pane.set_edge(shown=several, active=pane.view is self.active)
        self._name_panes()

    def _name_panes(self) -> None:
        """Tell assistive tools what the edges tell the eye."""
        shown = self.shown
        several = self._arrangement.count > 1
        for number, pane in enumerate(shown, 1):
            pane.set_name(number, len(shown) if several else 0, active=pane.view is self.active)
