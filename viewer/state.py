"""What the panels share: the images on screen, which one is active, and how each is shown. The only shared state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import viewer.immortal  # noqa: F401  before the first signal
from core.display.orientation import Orientation

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from core.dicom.frame import Frame
    from core.display.view import View


class ImageState(QObject):
    """One image on screen: its view, the frame number, and how it is turned.

    Setters emit only when something changed; all values are in place before the first signal goes out.

    Signals
    -------
    frame_changed : Frame or None
        Another image, or none. Its view is already in :attr:`view`.
    view_changed : View
        Another window, or polarity, of the image.
    index_changed : int
        Another frame of a multi-frame image, from 0.
    orientation_changed : Orientation
        The image is turned or mirrored in another way.
    """

    frame_changed = Signal(object)
    view_changed = Signal(object)
    index_changed = Signal(int)
    orientation_changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._view: View | None = None
        self._index = 0
        self._orientation = Orientation()

    @property
    def frame(self) -> Frame | None:
        """The image."""
        return self._frame

    @property
    def view(self) -> View | None:
        """How the image is shown; None only when there is no image."""
        return self._view

    @property
    def index(self) -> int:
        """Number of the frame shown, from 0."""
        return self._index

    @property
    def orientation(self) -> Orientation:
        """How the image is turned and mirrored."""
        return self._orientation

    def set_frame(self, frame: Frame | None, view: View | None) -> None:
        """Show the first frame of another image as it is stored, or nothing (both None)."""
        if (frame is None) is not (view is None):
            raise ValueError("an image and its view come together")
        index_moved, view_moved = self._index != 0, view != self._view
        turned = self._orientation != Orientation()
        frame_moved = frame is not self._frame
        self._frame, self._view, self._index, self._orientation = frame, view, 0, Orientation()
        if frame_moved:
            self.frame_changed.emit(frame)
        if index_moved:
            self.index_changed.emit(0)
        if turned:
            self.orientation_changed.emit(self._orientation)
        if view_moved and view is not None:
            self.view_changed.emit(view)

    def set_view(self, view: View) -> None:
        """Show the same image through another view."""
        if self._frame is not None and view != self._view:
            self._view = view
            self.view_changed.emit(view)

    def set_index(self, index: int) -> None:
        """Show frame ``index`` of the image; a number outside it is moved to its nearest end."""
        if self._frame is None:
            return
        index = max(0, min(index, self._frame.frames - 1))
        if index != self._index:
            self._index = index
            self.index_changed.emit(index)

    def set_orientation(self, orientation: Orientation) -> None:
        """Turn or mirror the image on screen; its pixels stay as stored."""
        if self._frame is not None and orientation != self._orientation:
            self._orientation = orientation
            self.orientation_changed.emit(orientation)


class ViewerState(QObject):
    """The images on screen, the active one among them, and whether patient data is hidden.

    What is asked of or told to this object about an image concerns the active one: a panel at the side need not know
    how many there are.

    Signals
    -------
    frame_changed, view_changed, index_changed, orientation_changed
        As of :class:`ImageState`, for the active image; also when another image becomes the active one.
    active_changed : ImageState
        Another image is the active one; sent before the signals above.
    patient_data_hidden_changed : bool
        The one switch that hides every name, number and date of a patient.
    """

    frame_changed = Signal(object)
    view_changed = Signal(object)
    index_changed = Signal(int)
    orientation_changed = Signal(object)
    active_changed = Signal(object)
    patient_data_hidden_changed = Signal(bool)

    MOST = 4
    """Images on screen at the same time, at most."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.images = tuple(ImageState(self) for _ in range(self.MOST))
        self._active = self.images[0]
        self._patient_data_hidden = False
        self._follow(self._active)

    @property
    def active(self) -> ImageState:
        """The image that keys, panels and the browser act on."""
        return self._active

    @property
    def frame(self) -> Frame | None:
        """The active image."""
        return self._active.frame

    @property
    def view(self) -> View | None:
        """How the active image is shown; None only when there is no image."""
        return self._active.view

    @property
    def index(self) -> int:
        """Number of the frame shown of the active image, from 0."""
        return self._active.index

    @property
    def orientation(self) -> Orientation:
        """How the active image is turned and mirrored."""
        return self._active.orientation

    @property
    def patient_data_hidden(self) -> bool:
        """No patient data anywhere in the window."""
        return self._patient_data_hidden

    def set_active(self, image: ImageState) -> None:
        """Make one of :attr:`images` the active one."""
        if image is self._active:
            return
        before = self._active
        self._leave(before)
        self._active = image
        self._follow(image)
        self.active_changed.emit(image)
        if image.frame is not before.frame:
            self.frame_changed.emit(image.frame)
        if image.index != before.index:
            self.index_changed.emit(image.index)
        if image.orientation != before.orientation:
            self.orientation_changed.emit(image.orientation)
        if image.view is not None and image.view != before.view:
            self.view_changed.emit(image.view)

    def set_frame(self, frame: Frame | None, view: View | None) -> None:
        """Show another image, or nothing, in place of the active one; see :meth:`ImageState.set_frame`."""
        self._active.set_frame(frame, view)

    def set_view(self, view: View) -> None:
        """Show the active image through another view."""
        self._active.set_view(view)

    def set_index(self, index: int) -> None:
        """Show another frame of the active image."""
        self._active.set_index(index)

    def set_orientation(self, orientation: Orientation) -> None:
        """Turn or mirror the active image on screen."""
        self._active.set_orientation(orientation)

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Hide or show patient data everywhere."""
        if hidden != self._patient_data_hidden:
            self._patient_data_hidden = hidden
            self.patient_data_hidden_changed.emit(hidden)

    def _follow(self, image: ImageState) -> None:
        for told, passed_on in self._channels(image):
            told.connect(passed_on)

    def _leave(self, image: ImageState) -> None:
        for told, passed_on in self._channels(image):
            told.disconnect(passed_on)

    def _channels(self, image: ImageState) -> tuple[tuple[SignalInstance, SignalInstance], ...]:
        return (
            (image.frame_changed, self.frame_changed),
            (image.view_changed, self.view_changed),
            (image.index_changed, self.index_changed),
            (image.orientation_changed, self.orientation_changed),
        )
