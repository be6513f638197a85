"""One image on a page: its picture, and what is said of its size; for any thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.dicom.frame import SpacingKind
from viewer.export.order import Order
from viewer.export.picture import paint
from viewer.image.geometry import Placement, fit
from viewer.number_text import number_text
from viewer.printing.order import Layout

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from core.dicom.frame import Spacing
    from viewer.export.order import Scene
    from viewer.image.corners import CornerChoice
    from viewer.printing.order import Box, PrintOrder

_LETTERS_MM = 2.5
_USUAL_LETTERS = 13  # pixels of a letter in a view without scaling


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """A picture for a cell, and the line under it."""

    picture: QImage
    caption: str


def printed(scene: Scene, order: PrintOrder, cell: Box, per_mm: float) -> Printed:
    """Paint an image for a cell of a page.

    Parameters
    ----------
    per_mm : float
        Pixels of the picture to a millimetre of the paper. The picture is as large as the cell to the next pixel.
    """
    size = max(1, round(cell.width * per_mm)), max(1, round(cell.height * per_mm))
    placement, fitted = _placement(scene, order, size, per_mm)
    whole = replace(
        scene,
        placement=placement,
        size=size,
        ratio=max(1.0, _LETTERS_MM * per_mm) / _USUAL_LETTERS,
        corners=_without_zoom(scene.corners),
        hidden=scene.hidden or not order.patient,
    )
    how = Order(visible_part=True, annotations=order.annotations, texts=order.texts)
    picture, said = paint(whole, how), [_size_said(scene, order, placement, size, per_mm, fitted=fitted)]
    if (picture.width(), picture.height()) != size:  # the answer of the model had to go under the image
        picture = paint(replace(whole, result=None), how)
        said.append(_tr("the answer of the model does not fit here"))
    return Printed(picture, "; ".join(said))


def _placement(scene: Scene, order: PrintOrder, size: tuple[int, int], per_mm: float) -> tuple[Placement, bool]:
    """Lay the image into its cell; tell also whether all of it is seen because it was fitted."""
    frame = scene.frame
    placed = fit(frame.columns, frame.rows, frame.pixel_aspect, *size, scene.orientation)
    if order.layout is Layout.AS_SHOWN and scene.placement is not None and scene.size is not None:
        by = min(size[0] / scene.size[0], size[1] / scene.size[1])
        shown = scene.placement
        left, top = (size[0] - by * scene.size[0]) / 2, (size[1] - by * scene.size[1]) / 2
        return replace(shown, scale=shown.scale * by, x=left + shown.x * by, y=top + shown.y * by), False
    if not order.true_size or frame.spacing is None:
        return placed, True
    placed = replace(placed, scale=_column_mm(scene, frame.spacing) * per_mm)
    return replace(placed, x=(size[0] - placed.width) / 2, y=(size[1] - placed.height) / 2), False


def _column_mm(scene: Scene, spacing: Spacing) -> float:
    """Give the distance between columns of the image as seen, in mm."""
    return spacing.row_mm if scene.orientation.swaps_axes else spacing.column_mm


def _size_said(
    scene: Scene, order: PrintOrder, placement: Placement, size: tuple[int, int], per_mm: float, *, fitted: bool
) -> str:
    spacing = scene.frame.spacing
    if spacing is None:
        if order.true_size and fitted:
            return _tr("Not 1:1: the file gives no pixel spacing, so the true size is unknown")
        return _tr("Fitted; the file gives no pixel spacing") if fitted else _tr("As on screen; no pixel spacing")
    scale = placement.scale / per_mm / _column_mm(scene, spacing)
    if order.true_size and not fitted and order.layout is not Layout.AS_SHOWN:
        said = _tr("1:1 by {0}").format(spacing.kind.value)
        if spacing.kind is SpacingKind.DETECTOR:
            said += _tr("; the patient is magnified")
        cut = placement.width > size[0] + 1 or placement.height > size[1] + 1
        return said + _tr("; cut off at its edges") if cut else said
    words = _tr("Fitted: {0} % of the size by {1}") if fitted else _tr("As on screen: {0} % of the size by {1}")
    return words.format(number_text(100 * scale, ".3g"), spacing.kind.value)


def _without_zoom(corners: CornerChoice) -> CornerChoice:
    """Leave the zoom of the screen out, which says nothing on paper: the line under the image does."""
    kept = {
        name: tuple(field for field in getattr(corners, name) if field != "zoom")
        for name in ("top_left", "top_right", "bottom_left", "bottom_right")
    }
    return replace(corners, **kept)


def _tr(text: str) -> str:
    return QCoreApplication.translate("print", text)
