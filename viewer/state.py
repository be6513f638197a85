"""What the panels share: the image on screen and how it is shown. The only mutable shared state of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import viewer.immortal  # noqa: F401  before the first signal

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View


class ViewerState(QObject):
    """The image on screen, its view, the frame number and whether patient data is hidden.

    Setters emit only when something changed; all values are in place before the first signal goes out.

    Signals
    -------
    frame_changed : Frame or None
        Another image, or none. Its view is already in :attr:`view`.
    view_changed : View
        Another window, or polarity, of the image on screen.
    index_changed : int
        Another frame of a multi-frame image, from 0.
    patient_data_hidden_changed : bool
        The one switch that hides every name, number and date of a patient.
    """

    frame_changed = Signal(object)
    view_changed = Signal(object)
    index_changed = Signal(int)
    patient_data_hidden_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._view: View | None = None
        self._index = 0
        self._patient_data_hidden = False

    @property
    def frame(self) -> Frame | None:
        """The image on screen."""
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
    def patient_data_hidden(self) -> bool:
        """No patient data anywhere in the window."""
        return self._patient_data_hidden

    def set_frame(self, frame: Frame | None, view: View | None) -> None:
        """Show the first frame of another image, or nothing (both None)."""
        if (frame is None) is not (view is None):
            raise ValueError("an image and its view come together")
        index_moved, view_moved = self._index != 0, view != self._view
        frame_moved = frame is not self._frame
        self._frame, self._view, self._index = frame, view, 0
        if frame_moved:
            self.frame_changed.emit(frame)
        if index_moved:
            self.index_changed.emit(0)
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

    def set_patient_data_hidden(self, hidden: bool) -> None:
        """Hide or show patient data everywhere."""
        if hidden != self._patient_data_hidden:
            self._patient_data_hidden = hidden
            self.patient_data_hidden_changed.emit(hidden)
