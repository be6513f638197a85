"""The image on screen: what is painted, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.image.corners import badges, corner_texts
from viewer.image.geometry import Placement, fit
from viewer.image.overlay import OverlayBar
from viewer.image.painting import ResultPlate, draw_badges, draw_corners, draw_refusal
from viewer.image.raster import Raster

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View
    from viewer.image.tool import Layer
    from viewer.state import ImageState, ViewerState


class ImageCanvas(QWidget):
    """Paints an image with its layers, corner texts, badges and result.

    Attributes
    ----------
    image : ImageState
        What is painted.
    layers : list of Layer
        Drawn over the image in this order; call :meth:`update` after a change.

    Signals
    -------
    zoom_changed : float
        Screen pixels per image pixel.
    """

    zoom_changed = Signal(float)

    def __init__(self, image: ImageState, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = image
        self.layers: list[Layer] = []
        self._state = state
        self._raster: Raster | None = None
        self._placement: Placement | None = None
        self._fitted = True
        self._result: ResultPlate | None = None
        self._result_shown = True
        self._refusal: tuple[Path, str] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(self.tr("Image"))
        image.frame_changed.connect(self._on_image_frame_changed)
        image.index_changed.connect(self._on_image_index_changed)
        image.view_changed.connect(self._on_image_view_changed)
        state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)

    @property
    def placement(self) -> Placement | None:
        """Where the image lies, in device pixels; None without an image."""
        return self._placement

    @property
    def zoom(self) -> float:
        """Screen (device) pixels per image pixel; 0 without an image."""
        return self._placement.scale if self._placement else 0.0

    @property
    def result(self) -> tuple[OverlayBar, ...]:
        """The bars of the result drawn on the image; empty when there is none."""
        return self._result.bars if self._result else ()

    def set_result_overlay(self, bars: tuple[OverlayBar, ...], caption: tuple[str, ...]) -> None:
        """Draw a result on the image until it is cleared or another image comes."""
        self._result = ResultPlate(bars, caption)
        self.update()

    def clear_result_overlay(self) -> None:
        """Take the result away."""
        self._result = None
        self.update()

    def set_result_shown(self, shown: bool) -> None:
        """Show results on the image, or keep them off it."""
        self._result_shown = shown
        self.update()

    @property
    def refusal(self) -> str:
        """The sentence that stands where the image would be; empty when there is none."""
        if self._refusal is None:
            return ""
        path, reason = self._refusal
        return reason if self._state.patient_data_hidden else f"{path.name}: {reason}"

    def set_refusal(self, path: Path, reason: str) -> None:
        """Say in place of an image, until another one comes, why ``path`` is not shown."""
        self._refusal = path, reason
        self.image.set_frame(None, None)  # never another patient's image under this name
        self.setAccessibleDescription(self.refusal)
        self.update()

    def clear_refusal(self) -> None:
        """Take the sentence away."""
        self._refusal = None
        self.setAccessibleDescription("")
        self.update()

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

    def _laid(self) -> Placement:
        if self._placement is None:
            raise ValueError("there is no image on screen")
        return self._placement

    def fit(self) -> None:
        """Show the whole image, now and when the view changes size."""
        frame = self.image.frame
        if frame is not None:
            self._fitted = True
            self._place(fit(frame.columns, frame.rows, _aspect(frame), *self._device_size()))

    def actual_size(self) -> None:
        """Show one image pixel per screen pixel, around the middle of the view."""
        self._zoom_to(1.0, self._middle())

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom around a widget position, or around the middle of the view."""
        self._zoom_to(self.zoom * factor, self._middle() if at is None else at * self.devicePixelRatioF())

    def sizeHint(self) -> QSize:
        """Prefer a large image."""
        return QSize(900, 800)

    # What the state tells

    def _on_image_frame_changed(self, frame: Frame | None) -> None:
        if frame is not None:
            self.clear_refusal()
        self._result = None
        self._raster = None
        self._placement = None
        if frame is not None and self.image.view is not None:
            self._raster = Raster(frame, self.image.index, self.image.view)
            self.fit()
        self.update()

    def _on_image_index_changed(self, index: int) -> None:
        if self.image.frame is not None and self.image.view is not None:
            self._result = None  # it was of another picture
            self._raster = Raster(self.image.frame, index, self.image.view)
            self.update()

    def _on_image_view_changed(self, view: View) -> None:
        if self._raster is not None:
            self._raster.set_view(view)
            self.update()

    def _on_state_patient_data_hidden_changed(self) -> None:
        self.setAccessibleDescription(self.refusal)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part of the image and what lies over it."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, Qt.GlobalColor.black)
        frame, view = self.image.frame, self.image.view
        if self._refusal is not None:
            draw_refusal(painter, area, self.refusal)
        if frame is None or view is None or self._raster is None or self._placement is None:
            return
        ratio = self.devicePixelRatioF()
        tile = self._raster.tile(self._placement, *self._device_size())
        if tile is not None:
            rows, columns = tile.grey.shape
            picture = QImage(tile.grey.data, columns, rows, columns, QImage.Format.Format_Grayscale8)
            painter.drawImage(QRectF(tile.x / ratio, tile.y / ratio, tile.width / ratio, tile.height / ratio), picture)
        for layer in self.layers:
            painter.save()
            layer.draw(painter, self)
            painter.restore()
        hidden = self._state.patient_data_hidden
        corners = corner_texts(frame, view, self.image.index, self.zoom, hidden=hidden)
        draw_corners(painter, area, corners)
        draw_badges(painter, area, badges(frame), len(corners.top_left))
        if self._result is not None and self._result_shown:
            self._result.draw(painter, area, len(corners.bottom_right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the image fitted, or its middle in the middle."""
        if self._placement is None:
            return
        if self._fitted:
            self.fit()
            return
        grown, ratio = event.size() - event.oldSize(), self.devicePixelRatioF()
        self._place(self._placement.moved(grown.width() * ratio / 2, grown.height() * ratio / 2))

    # Geometry

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def _middle(self) -> QPointF:
        width, height = self._device_size()
        return QPointF(width / 2, height / 2)

    def _zoom_to(self, scale: float, at: QPointF) -> None:
        if self._placement is not None:
            self._fitted = False
            self._place(self._placement.scaled(scale, at.x(), at.y()))

    def _place(self, placement: Placement) -> None:
        self._placement = placement.kept_in(*self._device_size())
        self.zoom_changed.emit(self._placement.scale)
        self.update()


def _aspect(frame: Frame) -> float:
    """Height of a pixel over its width."""
    return frame.spacing.row_mm / frame.spacing.column_mm if frame.spacing else 1.0
