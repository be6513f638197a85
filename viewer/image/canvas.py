"""What lies over the image on screen: layers, marks, corner texts, badges, results, the loupe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from viewer.image.corners import USUAL_CORNERS, Badge, CornerChoice, badges, corner_texts
from viewer.image.loupe import draw_loupe
from viewer.image.marks import draw_marks, edge_marks
from viewer.image.overlay import OverlayBar
from viewer.image.painting import ResultPlate, draw_badges, draw_corners, draw_crosshair, draw_frame
from viewer.image.picture import ImagePicture

if TYPE_CHECKING:
    from viewer.image.corners import Corners
    from viewer.image.tool import Layer
    from viewer.state import ImageState, ViewerState


class ImageCanvas(ImagePicture):
    """Paints an image with its layers, marks, corner texts, badges and result.

    Attributes
    ----------
    layers : list of Layer
        Drawn over the image in this order; call :meth:`update` after a change.
    """

    def __init__(self, image: ImageState, state: ViewerState, parent: QWidget | None = None) -> None:
        super().__init__(image, state, parent)
        self.layers: list[Layer] = []
        self._corners = USUAL_CORNERS
        self._result: ResultPlate | None = None
        self._result_shown = True
        self._remarks: tuple[str, ...] = ()
        self._crosshair: tuple[float, float] | None = None
        self._loupe = 0
        self._cursor: QPointF | None = None
        image.frame_changed.connect(self._forget_image)
        image.index_changed.connect(self.clear_result_overlay)  # it was of another picture

    @property
    def result(self) -> tuple[OverlayBar, ...]:
        """The bars of the result drawn on the image; empty when there is none."""
        return self._result.bars if self._result else ()

    @property
    def result_shown(self) -> ResultPlate | None:
        """The result as it is drawn on the image now; None where there is none, or results are kept off images."""
        return self._result if self._result_shown else None

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
    def corner_choice(self) -> CornerChoice:
        """What stands in the corners."""
        return self._corners

    def set_corners(self, choice: CornerChoice) -> None:
        """Choose what stands in the corners."""
        self._corners = choice
        self.update()

    def set_remarks(self, remarks: tuple[str, ...]) -> None:
        """Add badges to those of the file, on what only other images tell; the next image is without them."""
        self._remarks = remarks
        self.update()

    def set_crosshair(self, at: tuple[float, float] | None) -> None:
        """Mark a point, given as parts of the width and height of the image as seen; None marks none."""
        if at != self._crosshair:
            self._crosshair = at
            self.update()

    def set_loupe(self, factor: int) -> None:
        """Put a lens of this magnification at the cursor; 0 takes it away."""
        self._loupe = factor
        self.update()

    def badges(self) -> tuple[Badge, ...]:
        """List what a reader must know before trusting the picture; the remarks come last."""
        frame = self.image.frame
        label = (self._rendering.label,) if self._rendering.label else ()
        if frame is None:
            return ()
        of_file = badges(frame, hidden=self._state.patient_data_hidden)
        return (*of_file, *map(Badge, (*self._remarks, *label)))

    def corners(self) -> Corners:
        """Give what stands in the corners now.

        Raises
        ------
        ValueError
            If there is no image.
        """
        frame, view = self.image.frame, self.image.view
        if frame is None or view is None:
            raise ValueError("there is no image on screen")
        return corner_texts(
            frame,
            view,
            self.image.index,
            self.zoom,
            hidden=self._state.patient_data_hidden,
            orientation=self.image.orientation,
            choice=self._corners,
        )

    def _forget_image(self) -> None:
        self._result = None
        self._remarks = ()
        self._crosshair = None
        self.update()

    def _draw_over(self, painter: QPainter, area: QRectF) -> None:
        frame = self.image.frame
        if frame is None:
            return
        placement, ratio = self._laid(), self.devicePixelRatioF()
        place = QRectF(placement.x / ratio, placement.y / ratio, placement.width / ratio, placement.height / ratio)
        if frame.damaged:
            draw_frame(painter, place.intersected(area))
        for layer in self.layers:
            painter.save()
            layer.draw(painter, self)
            painter.restore()
        marks, corners = edge_marks(frame, self.image.orientation), self.corners()
        if marks is not None:
            draw_marks(painter, area, marks)
        draw_corners(painter, area, corners, marked=marks is not None)
        draw_badges(painter, area, self.badges(), len(corners.top_left))
        if self.result_shown is not None:
            self.result_shown.draw(painter, area, len(corners.bottom_right))
        if self._crosshair is not None:
            u, v = self._crosshair
            draw_crosshair(painter, QPointF(place.left() + u * place.width(), place.top() + v * place.height()))
        if self._loupe and self._cursor is not None and self._raster is not None:
            draw_loupe(painter, area, self._raster, placement, self._loupe, self._cursor, ratio)
