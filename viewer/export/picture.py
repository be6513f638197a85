"""A picture of an image as it is shown, whole at stored resolution or as far as the view shows it; for any thread."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from core.display.orientation import AS_STORED
from core.errors import Cxr12Error
from core.export.native import native_values
from viewer.annotate.painting import draw_annotations
from viewer.image.corners import Corners, badges, corner_texts
from viewer.image.geometry import Placement, fit
from viewer.image.marks import draw_marks, edge_marks
from viewer.image.painting import draw_badges, draw_corners, draw_frame, draw_tile
from viewer.image.raster import Raster

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from viewer.export.order import Order, Scene

_Mapping = Callable[[float, float], QPointF]
_LETTERS = 1 / 64  # height of a letter in a picture of the whole image, as a part of the picture's shorter side


def paint(scene: Scene, order: Order) -> QImage:
    """Paint what ``order`` asks for; what a reader must know before trusting the picture is always on it.

    The calibration of a screen (GSDF) stays out: the file may be seen on another one.
    """
    placement, size, font = _layout(scene, order)
    lines = _corner_texts(scene, placement) if order.texts else Corners()
    area = QRectF(0, 0, *size)
    strip = scene.result.strip(area, font, len(lines.bottom_right)) if scene.result else None
    whole = area.united(strip) if strip else area
    picture = QImage(math.ceil(whole.width()), math.ceil(whole.height()), QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    painter.setFont(font)
    raster = Raster(scene.frame, scene.index, scene.view)
    raster.set_rendering(replace(scene.rendering, output=None))
    tile = raster.tile(placement, *size)
    if tile is not None:
        draw_tile(painter, tile, 1.0)
    painter.setClipRect(area)
    if scene.heat is not None:
        painter.save()
        scene.heat.draw(painter, scene.frame, placement, size)
        painter.restore()
    _draw_over(painter, scene, order, placement, lines, area)
    painter.setClipping(False)
    if scene.result is not None:
        scene.result.draw(painter, strip or area, 0 if strip else len(lines.bottom_right))
    painter.end()
    return picture


def pixels_of(picture: QImage) -> NDArray[np.uint8]:
    """Give the pixels of a picture, uint8: shape (H, W) when all of it is grey, else (H, W, 3) in red, green, blue.

    Raises
    ------
    ValueError
        If the picture is neither of 8 bits of grey nor of 32 bits of colour.
    """
    height, width, stride = picture.height(), picture.width(), picture.bytesPerLine()
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(height, stride)
    if picture.format() == QImage.Format.Format_Grayscale8:
        return rows[:, :width].copy()
    if sys.byteorder != "little" or picture.depth() != 32:
        raise ValueError(f"expected 8 bits of grey or 32 of colour, found {picture.format()}")
    red_green_blue = rows[:, : 4 * width].reshape(height, width, 4)[..., 2::-1]  # 0xffRRGGBB, its low byte first
    grey = red_green_blue[..., 0]
    if np.array_equal(grey, red_green_blue[..., 1]) and np.array_equal(grey, red_green_blue[..., 2]):
        return grey.copy()
    return red_green_blue.copy()


def native_pixels(scene: Scene, order: Order) -> NDArray[Any]:
    """Give the stored values of the frame, shape (rows, columns), as they are stored: not windowed, not turned.

    Annotations, when asked for, take the highest value that Bits Stored can hold. Signed values are shifted up; see
    :func:`core.export.native.native_values`.

    Raises
    ------
    Cxr12Error
        The image is damaged, in colour, or of more than 16 bits.
    """
    frame = scene.frame
    if frame.damaged:
        raise Cxr12Error(_tr("A damaged image is not exported at native depth: its pixels are not all there."))
    stored = frame.stored[scene.index]
    if order.annotations and scene.annotations and frame.color is None:
        stored = stored.copy()
        stored[_drawn(scene)] = frame.stored_range[1]
    return native_values(frame, stored)


def _layout(scene: Scene, order: Order) -> tuple[Placement, tuple[int, int], QFont]:
    font = QFont()
    if order.visible_part and scene.placement is not None and scene.size is not None:
        font.setPixelSize(max(1, round(13 * scene.ratio)))
        return scene.placement, scene.size, font
    placement = _whole(scene)
    size = math.ceil(placement.width - 1e-6), math.ceil(placement.height - 1e-6)
    font.setPixelSize(max(10, round(min(size) * _LETTERS)))
    return placement, size, font


def _whole(scene: Scene) -> Placement:
    """Lay the image down with one picture pixel per stored pixel; of oblong ones, per shorter side."""
    frame = scene.frame
    placed = fit(frame.columns, frame.rows, frame.pixel_aspect, 1, 1, scene.orientation)
    scale = 1 / min(placed.aspect, 1.0)
    return replace(placed, scale=scale, x=0.0, y=0.0)


def _corner_texts(scene: Scene, placement: Placement) -> Corners:
    return corner_texts(
        scene.frame,
        scene.view,
        scene.index,
        placement.scale,
        hidden=scene.hidden,
        orientation=scene.orientation,
        choice=scene.corners,
    )


def _draw_over(
    painter: QPainter, scene: Scene, order: Order, placement: Placement, texts: Corners, area: QRectF
) -> None:
    frame = scene.frame
    place = QRectF(placement.x, placement.y, placement.width, placement.height)
    if frame.damaged:
        draw_frame(painter, place.intersected(area))
    if order.annotations:
        draw_annotations(
            painter, scene.annotations, _to_picture(placement), frame, painter.font(), hidden=scene.hidden, area=area
        )
    # An image turned or mirrored says so, texts or not: its own markers may be out of the picture, or mirrored.
    marks = edge_marks(frame, scene.orientation) if order.texts or scene.orientation != AS_STORED else None
    if marks is not None:
        draw_marks(painter, area, marks)
    draw_corners(painter, area, texts, marked=marks is not None)
    known = badges(frame, hidden=scene.hidden)
    draw_badges(painter, area, tuple(one for one in known if order.texts or one.lasting), len(texts.top_left))


def _drawn(scene: Scene) -> NDArray[np.bool_]:
    """Where the annotations lie on the stored image."""
    frame = scene.frame
    picture = QImage(frame.columns, frame.rows, QImage.Format.Format_Grayscale8)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    font = QFont()
    font.setPixelSize(max(10, round(min(frame.columns, frame.rows) * _LETTERS)))
    painter.setFont(font)
    draw_annotations(painter, scene.annotations, QPointF, frame, font, hidden=scene.hidden)
    painter.end()
    bright = pixels_of(picture)
    return bright >= 128


def _to_picture(placement: Placement) -> _Mapping:
    return lambda column, row: QPointF(*placement.to_screen(column, row))


def frame_of(frame: Frame, index: int) -> str:
    """Name a frame of a multi-frame image for a file name; empty for the only one."""
    return f"-frame-{index + 1:03d}" if frame.frames > 1 else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)
