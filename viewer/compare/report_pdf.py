"""The report on compared runs as a PDF: what its web page says, laid out by Qt, with its charts as vectors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtSvg import QSvgRenderer

from core.export.picture import DISCLAIMER, write_file
from resources import resource

_MARGIN_MM = 15.0
_WIDTH = 680.0  # of a page between its margins, in pixels of the layout: A4 at 96 to an inch
_HEIGHT = _WIDTH * (297 - 2 * _MARGIN_MM) / (210 - 2 * _MARGIN_MM)
_FOOT = 28.0
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SIZES = {"swatch": (24.0, 7.0), "strip": (190.0, 0.0)}  # by class; others share the width of the page
_CHART = 306.0, 212.0  # wide: where two stand beside each other, and where three do
_SCHEME = "drawing:"
_SOON, _SHORT_TABLE = 4, 14  # texts below a heading, and rows: what belongs to it


def write_study_pdf(path: Path, twin: dict[str, Any]) -> Path:
    """Write the report of a twin as A4 pages; the file appears whole or not at all. On any thread.

    Raises
    ------
    Cxr12Error
        If an existing file other than a PDF has the name, or it cannot be written.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _print(lay_out(twin), buffer, str(twin["title"]))
    buffer.close()
    write_file(path, bytes(content.data()), b"%PDF-")
    return path


def lay_out(twin: dict[str, Any]) -> QTextDocument:
    """Lay the report of a twin out on pages, their feet left free. On any thread."""
    from trainer.report.html import PRINTED, html

    page, drawings = _without_drawings(html(twin, PRINTED))
    document = QTextDocument()
    handler = _Drawings(drawings, document)
    document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, handler)
    font = QFont("sans-serif")
    font.setPixelSize(12)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setHtml(page)
    document.setPageSize(QSizeF(_WIDTH, _HEIGHT - _FOOT))
    _keep_headings(document)
    return document


def _print(document: QTextDocument, device: QBuffer, title: str) -> None:
    writer = QPdfWriter(device)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*(_MARGIN_MM,) * 4), QPageLayout.Unit.Millimeter)
    writer.setCreator("CXR-12")
    writer.setTitle(title)
    scale = writer.width() / _WIDTH
    tall = _HEIGHT - _FOOT
    painter = QPainter(writer)
    painter.scale(scale, scale)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        room = QRectF(0, number * tall, _WIDTH, tall)
        painter.save()
        painter.translate(0, -room.top())
        painter.setClipRect(room)
        document.drawContents(painter, room)
        painter.restore()
        foot = QRectF(0, tall, _WIDTH, _FOOT)
        small = QFont(document.defaultFont())
        small.setPixelSize(9)
        painter.setFont(small)
        painter.drawText(foot, Qt.AlignmentFlag.AlignBottom, f"CXR-12 \u00b7 {DISCLAIMER}")
        bottom_right = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight
        painter.drawText(foot, bottom_right, f"{number + 1} / {pages}")
    painter.end()


def _keep_headings(document: QTextDocument) -> None:
    """Begin a new page before every heading that would be parted from what it is above."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and _is_parted(block, _kept_with(block)):
            moved = block.blockFormat()
            moved.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(moved)
            document.markContentsDirty(0, document.characterCount())  # else what follows stays where it was
        block = block.next()


def _is_parted(above: QTextBlock, below: QTextBlock) -> bool:
    """Tell whether one text begins on another page than the one that the other text ends on."""
    tall = above.document().pageSize().height()
    begin = above.document().documentLayout().blockBoundingRect(above).top()
    return int(begin // tall) != int((_bottom(below) - 1) // tall)


def _bottom(block: QTextBlock) -> float:
    return block.document().documentLayout().blockBoundingRect(block).bottom()


def _kept_with(heading: QTextBlock) -> QTextBlock:
    """Find the end of a table that follows a heading soon, or its second row if it is long; else the next text."""
    texts: list[QTextBlock] = []
    block = heading.next()
    while block.isValid() and len(texts) < _SOON:
        if block.blockFormat().headingLevel():
            return texts[0] if len(texts) > 1 else _kept_with(block)
        table: QTextTable | None = QTextCursor(block).currentTable()
        if table is not None:
            last = (table.rows() if table.rows() <= _SHORT_TABLE else 2) - 1
            cells = [table.cellAt(last, column) for column in range(table.columns())]
            return max((cell.lastCursorPosition().block() for cell in cells), key=_bottom)
        if block.text().strip():
            texts.append(block)
        block = block.next()
    return texts[0] if texts else heading


class _Drawings(QPyTextObject):
    """Draws the charts where the page names them: as lines and letters, not as pixels."""

    def __init__(self, drawings: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._drawn = [QSvgRenderer(QByteArray(one.encode())) for one in drawings]

    def intrinsicSize(self, document: QTextDocument, position: int, told: QTextFormat) -> QSizeF:
        image = told.toImageFormat()
        return QSizeF(image.width(), image.height())

    def drawObject(
        self, painter: QPainter, room: QRectF | QRect, document: QTextDocument, position: int, told: QTextFormat
    ) -> None:
        number = told.toImageFormat().name().removeprefix(_SCHEME)
        self._drawn[int(number)].render(painter, room)


def _without_drawings(page: str) -> tuple[str, list[str]]:
    """Take the drawings out of a page, and leave images in their places that name them."""
    rules = resource("report", "chart.css").read_text(encoding="utf-8").replace("font-family: inherit;", "")
    beginning = "<svg xmlns='http://www.w3.org/2000/svg' "
    drawings: list[str] = []

    def put_image(found: re.Match[str]) -> str:
        drawing = found[0]
        wide, tall = _size(drawing, _row_of(page, found.start()))
        opened = drawing.index(">") + 1
        styled = beginning + drawing[len("<svg ") : opened] + f"<style>{rules}</style>" + drawing[opened:]
        drawings.append(styled)
        return f'<img src="{_SCHEME}{len(drawings) - 1}" width="{wide:.0f}" height="{tall:.0f}">'

    return _DRAWING.sub(put_image, page), drawings


def _row_of(page: str, at: int) -> int:
    """Count the charts in the table row that a drawing stands in."""
    return page[page.rfind("<tr>", 0, at) : page.find("</tr>", at)].count('class="chart"')


def _size(drawing: str, beside: int) -> tuple[float, float]:
    _, _, wide, tall = map(float, re.search(r'viewBox="([^"]*)"', drawing)[1].split())  # type: ignore[index]
    kind = re.search(r'class="(\w+)', drawing)[1]  # type: ignore[index]
    width = _SIZES[kind][0] if kind in _SIZES else _CHART[beside > 2]
    return width, width * tall / wide
