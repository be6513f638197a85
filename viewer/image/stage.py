"""Where the image lies in its widget, and all that moves it: fitting, zooming, panning, turning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.image.geometry import Placement, fit

if TYPE_CHECKING:
    from viewer.state import ImageState

PAN_STEP = 0.1
"""Part of the view's width or height that one press of a pan key moves the image by."""


class ImageStage(QWidget):
    """Lays an image down in its widget. What is asked for by name emits :attr:`moved`; a resize does not.

    Attributes
    ----------
    image : ImageState
        What lies here.

    Signals
    -------
    zoom_changed : float
        Screen pixels per image pixel; also after a pan.
    moved
        Somebody zoomed, panned or fitted; the image did not just follow its widget.
    """

    zoom_changed = Signal(float)
    moved = Signal()

    def __init__(self, image: ImageState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = image
        self._placement: Placement | None = None
        self._fitted = True
        self._ratio = 1.0  # device pixels per widget pixel that the placement was made for
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        image.orientation_changed.connect(self._on_image_orientation_changed)

    @property
    def placement(self) -> Placement | None:
        """Where the image lies, in device pixels; None without an image."""
        return self._placement

    @property
    def zoom(self) -> float:
        """Screen (device) pixels per image pixel; 0 without an image."""
        return self._placement.scale if self._placement else 0.0

    @property
    def is_fitted(self) -> bool:
        """The whole image is shown, now and when the view changes size."""
        return self._fitted

    @property
    def fitting(self) -> Placement | None:
        """Where the image lies when all of it is shown; None without an image."""
        frame = self.image.frame
        if self._placement is None or frame is None:
            return None
        return fit(frame.columns, frame.rows, frame.pixel_aspect, *self._device_size(), self.image.orientation)

    @property
    def center(self) -> tuple[float, float]:
        """The point in the middle of the view, as parts of the width and height of the image as seen."""
        placement, middle = self._laid(), self._middle()
        column, row = placement.to_seen(middle.x(), middle.y())
        return column / placement.columns, row / placement.rows

    def to_image(self, at: QPointF) -> tuple[float, float]:
        """Turn a widget position into (column, row) of the stored image; pixel (0, 0) covers 0 to 1.

        Raises
        ------
        ValueError
            If there is no image.
        """
        device = at * self.devicePixelRatioF()
        return self._laid().to_image(device.x(), device.y())

    def to_widget(self, column: float, row: float) -> QPointF:
        """Turn (column, row) of the stored image into a widget position; the inverse of :meth:`to_image`."""
        return QPointF(*self._laid().to_screen(column, row)) / self.devicePixelRatioF()

    def fit(self) -> None:
        """Show the whole image, now and when the view changes size."""
        if self._placement is not None:
            self._fit()
            self.moved.emit()

    def actual_size(self) -> None:
        """Show one image pixel per screen pixel, around the middle of the view."""
        self._zoom_to(1.0, self._middle())

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom around a widget position, or around the middle of the view."""
        self._zoom_to(self.zoom * factor, self._middle() if at is None else at * self.devicePixelRatioF())

    def pan_by(self, right: float, down: float) -> None:
        """Move the image by widget pixels."""
        if self._placement is not None:
            ratio = self.devicePixelRatioF()
            self._move_to(self._placement.moved(right * ratio, down * ratio))

    def pan(self, right: int, down: int) -> None:
        """Look further by so many steps: to see what lies to the right, the image goes left."""
        self.pan_by(-right * PAN_STEP * self.width(), -down * PAN_STEP * self.height())

    def look_at(self, scale: float | None = None, center: tuple[float, float] | None = None) -> None:
        """Set the zoom, or the point in the middle (as :attr:`center` gives it), or both; :attr:`moved` is not emitted.

        Parameters
        ----------
        scale : float, optional
            Screen pixels per column as seen.
        """
        if self._placement is None:
            return
        middle, placement = self._middle(), self._placement
        if scale is not None:
            placement = placement.scaled(scale, middle.x(), middle.y())
        if center is not None:
            x, y = placement.from_seen(center[0] * placement.columns, center[1] * placement.rows)
            placement = placement.moved(middle.x() - x, middle.y() - y)
        self._fitted = False
        self._place(placement)

    def look_at_all(self) -> None:
        """Show the whole image as :meth:`fit` does; :attr:`moved` is not emitted."""
        if self._placement is not None:
            self._fit()

    def sizeHint(self) -> QSize:
        """Prefer a large image."""
        return QSize(900, 800)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the image fitted, or its middle in the middle."""
        if self._placement is None:
            return
        if self._fitted:
            self._fit()
            return
        grown, ratio = event.size() - event.oldSize(), self.devicePixelRatioF()
        self._place(self._placement.moved(grown.width() * ratio / 2, grown.height() * ratio / 2))

    def event(self, event: QEvent) -> bool:
        """Keep what is seen when the window goes to a screen of finer or coarser pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._placement is not None:
            finer = self.devicePixelRatioF() / self._ratio
            if self._fitted:
                self._fit()
            else:
                self._place(self._placement.scaled(self._placement.scale * finer, 0.0, 0.0))
        return super().event(event)

    def _on_image_orientation_changed(self) -> None:
        if self._placement is None:
            return
        if self._fitted:
            self._fit()
        else:
            middle = self._middle()
            self._place(self._placement.oriented(self.image.orientation, middle.x(), middle.y()))

    def _laid(self) -> Placement:
        if self._placement is None:
            raise ValueError("there is no image on screen")
        return self._placement

    def _fit(self) -> None:
        frame = self.image.frame
        if frame is not None:
            self._fitted = True
            size = self._device_size()
            self._place(fit(frame.columns, frame.rows, frame.pixel_aspect, *size, self.image.orientation))

    def _zoom_to(self, scale: float, at: QPointF) -> None:
        if self._placement is not None:
            self._move_to(self._placement.scaled(scale, at.x(), at.y()))

    def _move_to(self, placement: Placement) -> None:
        self._fitted = False
        self._place(placement)
        self.moved.emit()

    def _place(self, placement: Placement) -> None:
        self._placement, self._ratio = placement.kept_in(*self._device_size()), self.devicePixelRatioF()
        self.zoom_changed.emit(self._placement.scale)
        self.update()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _middle(self) -> QPointF:
        width, height = self._device_size()
        return QPointF(width / 2, height / 2)
