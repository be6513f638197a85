"""The letters at the edges of the image that tell which side of the patient is where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from viewer.image.painting import unit, write_edged

if TYPE_CHECKING:
    from core.dicom.frame import Frame
    from core.display.orientation import Orientation

_MARGIN = 8.0
_LARGER = 1.35
_MIDDLE_H, _MIDDLE_V = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignVCenter
_SIDES = (
    Qt.AlignmentFlag.AlignLeft | _MIDDLE_V,
    Qt.AlignmentFlag.AlignTop | _MIDDLE_H,
    Qt.AlignmentFlag.AlignRight | _MIDDLE_V,
    Qt.AlignmentFlag.AlignBottom | _MIDDLE_H,
)


def edge_marks(frame: Frame, orientation: Orientation) -> tuple[str, str, str, str] | None:
    """Name the left, top, right and bottom edge as seen; None where the file does not say.

    Only Patient Orientation (0020,0020) is believed. A view position or a laterality tells how the patient stood or
    which side is shown, not how the image lies: a letter made up from one would be wrong on an image stored mirrored.
    """
    return orientation.edges(frame.patient_orientation)


def draw_marks(painter: QPainter, area: QRectF, marks: tuple[str, str, str, str]) -> None:
    """Write the letters at the middle of the four edges of ``area``, larger than the corner texts."""
    usual, font, margin = painter.font(), QFont(painter.font()), _MARGIN * unit(painter)
    if font.pixelSize() > 0:  # of a picture; the font of a widget has a size in points
        font.setPixelSize(round(font.pixelSize() * _LARGER))
    else:
        font.setPointSizeF(font.pointSizeF() * _LARGER)
    font.setBold(True)
    painter.setFont(font)
    inner = area.adjusted(margin, margin, -margin, -margin)
    for text, flag in zip(marks, _SIDES, strict=True):
        write_edged(painter, inner, flag, text)
    painter.setFont(usual)
