"""Pages of images: on paper, in a PDF file, and as a picture for the preview; for any thread."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QLineF,
    QMarginsF,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from core.display.orientation import AS_STORED
from core.display.view import default_view
from core.errors import Cxr12Error
from core.export.picture import write_file
from core.picture import read_image
from viewer.export.page import CAPTION
from viewer.message import sentence
from viewer.printing.cell import printed
from viewer.printing.order import Layout, Sheet, lies_across, sheet

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from core.annotate.shapes import Annotation
    from core.dicom.frame import Frame
    from viewer.export.order import Scene
    from viewer.printing.order import Box, PrintOrder

PICTURE_PER_MM = 300 / 25.4
"""Pixels of a picture to a millimetre of paper: 300 to an inch."""

_PREVIEW_PER_MM = 110 / 25.4
_RESOLUTION = 600
_LETTERS_MM, _BAR_MM = 2.6, 50.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True, eq=False)
class Unread:
    """A frame of a file, printed as it opens; whether patient data is hidden is taken from ``like``.

    ``annotations`` gives what is drawn on an image.
    """

    path: Path
    index: int
    like: Scene
    annotations: Callable[[Frame], tuple[Annotation, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """Images and how they are printed.

    Attributes
    ----------
    sources : tuple of Scene or Unread
        In the order in which they fill the pages; None leaves a place empty.
    rows, columns : int
        Images on a page.
    aspect : float
        Width over height of an image, for the way the paper lies.
    """

    order: PrintOrder
    sources: tuple[Scene | Unread | None, ...]
    rows: int
    columns: int
    aspect: float = 1.0

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.sources) // (self.rows * self.columns)))

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of the paper as it lies, in mm."""
        width, height = self.order.paper.value
        return (height, width) if lies_across(self.order, self.rows, self.columns, self.aspect) else (width, height)


def preview_page(wanted: Print, number: int) -> QImage:
    """Paint page ``number``, from 0, at 110 dots to an inch."""
    width, height = wanted.paper
    picture = QImage(round(width * _PREVIEW_PER_MM), round(height * _PREVIEW_PER_MM), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    _draw(painter, wanted, number, sheet(width, height, wanted.rows, wanted.columns), _PREVIEW_PER_MM, _PREVIEW_PER_MM)
    painter.end()
    return picture


def write_pages(wanted: Print, path: Path) -> Generator[tuple[int, int], None, Path]:
    """Write a PDF file of all pages, telling after each how many are done; the file appears whole or not at all.

    Raises
    ------
    Cxr12Error
        If the target is a file of another kind or cannot be written.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(page_layout(wanted))
    writer.setCreator("CXR-12")
    painter = QPainter(writer)
    try:
        for number in range(wanted.page_count):
            if number:
                writer.newPage()
            _draw(painter, wanted, number, _sheet(wanted), _RESOLUTION / 25.4, PICTURE_PER_MM)
            yield number + 1, wanted.page_count
    finally:
        painter.end()
    buffer.close()
    write_file(path, bytes(content.data()), b"%PDF-")
    return path


def print_pages(wanted: Print, printer: QPrinter) -> Generator[tuple[int, int], None, None]:
    """Put all pages on paper, of the size that the printer is set to, telling after each how many are done.

    Raises
    ------
    Cxr12Error
        If the printer takes nothing.
    """
    printer.setFullPage(True)  # positions count from the corner of the paper
    painter = QPainter()
    if not painter.begin(printer):
        raise Cxr12Error(_tr("Nothing was printed: the printer, or the file to print to, cannot be written to."))
    try:
        size = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).size()
        page = sheet(size.width(), size.height(), wanted.rows, wanted.columns)
        for number in range(wanted.page_count):
            if number:
                printer.newPage()
            _draw(painter, wanted, number, page, printer.resolution() / 25.4, PICTURE_PER_MM)
            yield number + 1, wanted.page_count
    finally:
        painter.end()


def page_layout(wanted: Print) -> QPageLayout:
    """Give the paper as a printer is told of it."""
    paper = QPageSize(QSizeF(*wanted.order.paper.value), QPageSize.Unit.Millimeter)
    width, height = wanted.paper
    lie = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    return QPageLayout(paper, lie, QMarginsF())


def _sheet(wanted: Print) -> Sheet:
    return sheet(*wanted.paper, wanted.rows, wanted.columns)


def _draw(painter: QPainter, wanted: Print, number: int, page: Sheet, dots: float, per_mm: float) -> None:
    """Draw a page, at ``dots`` to a millimetre, with pictures of ``per_mm`` pixels to one."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else a PDF would hold a JPEG
    font = painter.font()
    font.setPixelSize(max(1, round(_LETTERS_MM * dots)))
    painter.setFont(font)
    painter.setPen(QColor("black"))
    each = len(page.cells)
    for source, cell in zip(wanted.sources[number * each : (number + 1) * each], page.cells, strict=False):
        if source is not None:
            _draw_cell(painter, wanted.order, source, cell, page.caption_mm, dots, per_mm)
    _draw_footer(painter, wanted, number, page.footer, dots)


def _draw_cell(
    painter: QPainter,
    order: PrintOrder,
    source: Scene | Unread,
    cell: Box,
    caption_mm: float,
    dots: float,
    per_mm: float,
) -> None:
    under = QRectF(cell.x * dots, (cell.y + cell.height + 0.8) * dots, cell.width * dots, (caption_mm - 1.2) * dots)
    try:
        made = printed(_scene(source), order, cell, per_mm)
    except Cxr12Error as error:
        hidden = not order.patient or (isinstance(source, Unread) and source.like.hidden)
        painter.drawText(under, _LEFT, sentence(error, hidden=hidden))
        return
    across, down = made.picture.width() / per_mm * dots, made.picture.height() / per_mm * dots
    painter.drawImage(QRectF(cell.x * dots, cell.y * dots, across, down), made.picture)
    painter.drawText(under, _LEFT, made.caption)


def _scene(source: Scene | Unread) -> Scene:
    """Give an image of the window as it is shown, one of a file as it opens."""
    if not isinstance(source, Unread):
        return source
    frame = read_image(source.path)
    if source.index >= frame.frames:
        raise Cxr12Error(_tr("This frame is not in the file."))
    drawn = tuple(one for one in source.annotations(frame) if one.frame == source.index)
    return replace(
        source.like, frame=frame, view=default_view(frame, source.index), index=source.index, orientation=AS_STORED,
        annotations=drawn, placement=None, size=None, result=None, heat=None,
    )  # fmt: skip


def _draw_footer(painter: QPainter, wanted: Print, number: int, footer: Box, dots: float) -> None:
    line = QRectF(footer.x * dots, (footer.y + footer.height / 2) * dots, footer.width * dots, footer.height / 2 * dots)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, CAPTION)
    pages = _tr("Page {0} of {1}").format(number + 1, wanted.page_count)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, pages)
    if wanted.order.true_size and wanted.order.layout is not Layout.AS_SHOWN:
        _draw_bar(painter, QRectF(line.left(), footer.y * dots, line.width(), line.height()), dots)


def _draw_bar(painter: QPainter, area: QRectF, dots: float) -> None:
    """Draw what a ruler can be held to: printers scale pages without a word."""
    painter.save()
    painter.setPen(QPen(QColor("black"), 0.3 * dots, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    middle, end, tick = area.center().y(), area.left() + _BAR_MM * dots, 1.5 * dots
    painter.drawLine(QLineF(area.left(), middle, end, middle))
    for x in (area.left(), end):
        painter.drawLine(QLineF(x, middle - tick, x, middle + tick))
    painter.restore()
    words = _tr("50 mm on this paper, or the page was scaled when it was printed")
    painter.drawText(area.adjusted((_BAR_MM + 3) * dots, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("print", text)
