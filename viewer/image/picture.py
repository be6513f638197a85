"""The picture on screen, or what stands in its place: a preview, a refusal, a hint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewer.image.corners import Badge
from viewer.image.geometry import fit
from viewer.image.painting import draw_badges, draw_darkness, draw_hint, draw_refusal, draw_tile, tile_place
from viewer.image.raster import Raster, Tile
from viewer.image.rendering import AS_IS, Rendering
from viewer.image.stage import ImageStage

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.view import View
    from viewer.state import ImageState, ViewerState


class ImagePicture(ImageStage):
    """Paints an image through its window; what lies over it is for a subclass to draw.

    Signals
    -------
    previewed : bool
        A preview is shown in place of the image, or no more.
    """

    previewed = Signal(bool)

    def __init__(self, image: ImageState, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(image, parent)
        self._state = state
        self._raster: Raster | None = None
        self._rendering = AS_IS
        self._refusal: tuple[Path, str] | None = None
        self._preview: QImage | None = None
        self._hint = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Image"))
        image.frame_changed.connect(self._on_image_frame_changed)
        image.index_changed.connect(self._on_image_index_changed)
        image.view_changed.connect(self._on_image_view_changed)
        state.patient_data_hidden_changed.connect(self._on_state_patient_data_hidden_changed)

    @property
    def is_active(self) -> bool:
        """The image here is the one that keys and panels act on."""
        return self.image is self._state.active

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
        self.set_preview(None)
        self.image.set_frame(None, None)  # never another patient's image under this name
        self.setAccessibleDescription(self.refusal)
        self.update()

    def clear_refusal(self) -> None:
        """Take the sentence away."""
        self._refusal = None
        self.setAccessibleDescription("")
        self.update()

    @property
    def rendering(self) -> Rendering:
        """How pictures are made."""
        return self._rendering

    def set_rendering(self, rendering: Rendering) -> None:
        """Choose how pictures are made from now on."""
        self._rendering = rendering
        if self._raster is not None:
            self._raster.set_rendering(rendering)
        self.update()

    @property
    def preview(self) -> QImage | None:
        """The preview shown in place of the image; None while there is none."""
        return self._preview

    def set_preview(self, preview: QImage | None) -> None:
        """Show a preview of the image to come, fitted; it has no pixels to probe, no window and no tools.

        The image before is off the screen as long as the preview lasts: until the next image, or None.
        """
        if preview is None and self._preview is None:
            return
        began = self._preview is None
        self._preview = preview
        if preview is not None:
            self._placement = None
            self.clear_refusal()
        elif self._raster is not None:
            self._fit()
        if began is (preview is not None):
            self.previewed.emit(preview is not None)
        self.update()

    def set_hint(self, text: str) -> None:
        """Say what to do while there is no image."""
        self._hint = text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the visible part of the image and what lies over it."""
        painter = QPainter(self)
        area, tile, ratio = QRectF(self.rect()), self._tile(), self.devicePixelRatioF()
        draw_darkness(painter, self.rect(), QRectF() if tile is None else tile_place(tile, ratio))
        if self._refusal is not None:
            draw_refusal(painter, area, self.refusal)
        if self._preview is not None:
            self._draw_preview(painter, area, self._preview)
        elif self._placement is not None:
            if tile is not None:
                draw_tile(painter, tile, ratio)
            self._draw_over(painter, area)
        elif self._refusal is None:
            draw_hint(painter, area, self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the image fitted, or its middle in the middle."""
        if self._preview is None:
            super().resizeEvent(event)

    # What the state tells

    def _on_image_frame_changed(self, frame: Frame | None) -> None:
        self._end_preview()
        if frame is not None:
            self.clear_refusal()
        self._raster = None
        self._placement = None
        if frame is not None and self.image.view is not None:
            self._make_raster(frame, self.image.view)
            self._fit()
        self.update()

    def _on_image_index_changed(self) -> None:
        if self.image.frame is not None and self.image.view is not None:
            self._make_raster(self.image.frame, self.image.view)
            self.update()

    def _make_raster(self, frame: Frame, view: View) -> None:
        self._raster = Raster(frame, self.image.index, view)
        self._raster.set_rendering(self._rendering)

    def _end_preview(self) -> None:
        if self._preview is not None:
            self._preview = None
            self.previewed.emit(False)

    def _on_image_view_changed(self, view: View) -> None:
        if self._raster is not None:
            self._raster.set_view(view)
            self.update()

    def _on_state_patient_data_hidden_changed(self) -> None:
        self.setAccessibleDescription(self.refusal)
        self.update()

    # Painting

    def _draw_over(self, painter: QPainter, area: QRectF) -> None:
        """Draw what lies over the image."""

    def _tile(self) -> Tile | None:
        if self._raster is None or self._placement is None or self._preview is not None:
            return None
        return self._raster.tile(self._laid(), *self._device_size())

    def _draw_preview(self, painter: QPainter, area: QRectF, preview: QImage) -> None:
        placed = fit(preview.width(), preview.height(), 1.0, area.width(), area.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(placed.x, placed.y, placed.width, placed.height), preview)
        draw_badges(painter, area, (Badge(self.tr("Preview: the image is still being read")),), 0)
