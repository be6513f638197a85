"""The two images side by side, in turn in one place, or their difference; zoom and position are the same for all."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.display.orientation import Orientation
from core.display.view import View
from core.preprocess import placement
from viewer.depth.tint import Tint
from viewer.image.corners import CornerChoice
from viewer.image.rendering import Rendering
from viewer.layout.arrangement import Arrangement
from viewer.layout.linking import Link, Linking
from viewer.layout.panes import Panes
from viewer.state import ViewerState

if TYPE_CHECKING:
    from core.depth.network import Heats
    from core.dicom.frame import Frame
    from core.preprocess import PreprocessSpec
    from viewer.image.view import ImageView

FIRST, SECOND, APART = 0, 1, 2
"""Which image is where in the state of the panes."""

SHORTEST_MS, USUAL_MS, LONGEST_MS = 250, 700, 5000
"""How long one image is seen in flicker. Two changes make one flash: the shortest is two flashes a second, below the
three that may harm (WCAG 2.2, 2.3.1)."""


class Mode(enum.Enum):
    """How the two images are compared."""

    BESIDE = "side by side"
    FLICKER = "flicker"
    APART = "difference"


@dataclass(frozen=True, slots=True)
class _Place:
    """What part of an image is seen, as :meth:`viewer.image.stage.ImageStage.look_at` takes it."""

    fitted: bool
    zoom: float
    center: tuple[float, float]

    @classmethod
    def of(cls, view: ImageView) -> _Place | None:
        """Tell what a view shows; None without an image."""
        return None if view.placement is None else cls(view.is_fitted, view.zoom, view.center)

    def look_from(self, view: ImageView) -> None:
        """Let another view show the same."""
        if self.fitted:
            view.look_at_all()
        else:
            view.look_at(self.zoom, self.center)


class DepthStage(QWidget):
    """Shows one image at two bit depths.

    Signals
    -------
    view_changed : View
        The user moved the window here.
    running_changed : bool
        The images change by themselves, or no more.
    """

    view_changed = Signal(object)
    running_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ViewerState(self)
        self.panes = Panes(self._state, self)
        self._linking = Linking(self.panes, self)
        self._linking.set_linked({Link.ZOOM, Link.PAN, Link.CURSOR}, linked=True)
        self._tints = tuple(Tint() for _ in (FIRST, SECOND, APART))
        self._mode, self._running = Mode.BESIDE, True
        self._timer = QTimer(self)
        self._timer.setInterval(USUAL_MS)
        self._timer.timeout.connect(self.switch)
        for pane, tint in zip(self.panes.panes, self._tints, strict=False):
            pane.view.layers.append(tint)
        for pane in self.panes.panes:
            pane.setAcceptDrops(False)
            pane.view.set_hint("")
            pane.view.set_rendering(Rendering(overlays=False))
            pane.view.set_corners(CornerChoice((), (), ("window", "zoom"), ("projection", "laterality")))
        self.panes.views[APART].set_corners(CornerChoice((), (), ("zoom",), ("projection", "laterality")))
        for image in self._state.images[:APART]:
            image.view_changed.connect(self.view_changed)
        # A window would make the scale of the differences untrue.
        painted = self._state.images[APART]
        painted.view_changed.connect(lambda _: painted.set_view(View(None)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        pause = QShortcut(QKeySequence(Qt.Key.Key_Space), self.panes)
        pause.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pause.activated.connect(lambda: self.set_running(not self._running))
        self.set_mode(Mode.BESIDE)

    @property
    def mode(self) -> Mode:
        """How the images are compared."""
        return self._mode

    @property
    def is_running(self) -> bool:
        """In flicker, the images change by themselves."""
        return self._running

    @property
    def seen(self) -> tuple[int, ...]:
        """Which images are on screen: of :data:`FIRST`, :data:`SECOND`, :data:`APART`."""
        return tuple(self.panes.panes.index(pane) for pane in self.panes.shown)

    def set_hint(self, text: str) -> None:
        """Say why there is nothing to see."""
        for view in self.panes.views:
            view.set_hint(text)

    def clear(self) -> None:
        """Show no image."""
        self.set_heats(None)
        for image in self._state.images:
            image.set_frame(None, None)

    def show_pair(self, first: Frame, second: Frame, view: View, names: tuple[str, str], *, stay: bool) -> None:
        """Show an image at two depths; ``stay``: it is the image before, looked at in the same place."""
        active = self.panes.active
        place = _Place.of(active) if stay else None
        self.set_heats(None)
        if not stay:
            self._state.images[APART].set_frame(None, None)
        for number, (frame, name) in enumerate(zip((first, second), names, strict=True)):
            self._state.images[number].set_frame(frame, view)
            self.panes.views[number].set_remarks((name,))
        if place is not None:
            for shown in self.panes.views[:APART]:
                place.look_from(shown)

    def show_difference(self, picture: Frame, name: str) -> None:
        """Show the painted difference, in the place of the images."""
        image, shown = self._state.images[APART], self.panes.views[APART]
        place = _Place.of(shown) or _Place.of(self.panes.views[FIRST])
        image.set_frame(picture, View(None))
        image.set_orientation(self._state.images[FIRST].orientation)
        shown.set_remarks((name,))
        if place is not None:
            place.look_from(shown)

    def set_view(self, view: View) -> None:
        """Show both depths through a window."""
        for image in self._state.images[:APART]:
            if image.frame is not None:
                image.set_view(view)

    def set_orientation(self, orientation: Orientation) -> None:
        """Turn and mirror everything."""
        for image in self._state.images[: APART + 1]:
            image.set_orientation(orientation)

    def set_heats(self, heats: Heats | None, spec: PreprocessSpec | None = None) -> None:
        """Draw heat maps over the images, and over their difference what the second has more or less."""
        frame = self._state.images[FIRST].frame
        if heats is None or spec is None or frame is None:
            for tint in self._tints:
                tint.show(None)
        else:
            place = placement(frame.rows, frame.columns, spec)
            self._tints[FIRST].show(place.part_of(heats.first))
            self._tints[SECOND].show(place.part_of(heats.second))
            self._tints[APART].show(place.part_of(heats.difference), signed=True)
        for view in self.panes.views:
            view.update()

    # Comparing

    def set_mode(self, mode: Mode) -> None:
        """Compare in another way."""
        before, self._mode = self.panes.active, mode
        number = APART if mode is Mode.APART else FIRST
        self._bring(before, number)
        self.panes.arrange(Arrangement.TWO if mode is Mode.BESIDE else Arrangement.SINGLE)
        self._run()

    def set_interval(self, milliseconds: int) -> None:
        """Let each image be seen for so long in flicker."""
        self._timer.setInterval(milliseconds)

    def set_running(self, running: bool) -> None:
        """Let the images change by themselves in flicker, or hold the one that is seen."""
        if running != self._running:
            self._running = running
            self.running_changed.emit(running)
        self._run()

    def switch(self) -> None:
        """In flicker, show the other image."""
        if self._mode is Mode.FLICKER:
            self._bring(self.panes.active, SECOND if self.seen == (FIRST,) else FIRST)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _run(self) -> None:
        if self._mode is Mode.FLICKER and self._running and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _bring(self, before: ImageView, number: int) -> None:
        view = self.panes.views[number]
        if view is before:
            return
        focused, place = before.hasFocus(), _Place.of(before)
        if place is not None:  # also for a view that is not on screen, which links do not reach
            place.look_from(view)
        self._state.set_active(view.image)
        if focused:
            view.setFocus()
