"""A report as a PDF of one page: the same page as the HTML file, printed by Qt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from core.export.picture import write_file

_MARGIN_MM = 12.0
_WIDTH = 704  # of the page between its margins, in pixels of the HTML page: A4 at 96 to an inch


def write_report_pdf(path: Path, page: str, *, source: Path | None = None) -> None:
    """Write a page of HTML as one A4 page of PDF, smaller where it would not fit; the file appears whole or not at all.

    Parameters
    ----------
    page : str
        What :func:`core.export.report.html` gives.
    source : Path, optional
        The file of the radiograph: never written to.

    Raises
    ------
    Cxr12Error
        If the target is ``source`` or an existing file other than a PDF, or cannot be written.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(*(_MARGIN_MM,) * 4), QPageLayout.Unit.Millimeter)
    writer.setCreator("CXR-12")
    title = QCoreApplication.translate("export", "Classification report")
    writer.setTitle(title)  # never anything of a patient
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else a PDF would hold a JPEG
    draw_page(painter, writer.width(), writer.height(), page)
    painter.end()
    buffer.close()
    write_file(path, bytes(content.data()), b"%PDF-", source=source)


def draw_page(painter: QPainter, width: float, height: float, page: str) -> None:
    """Draw a page of HTML into a room of this size, from its top on, smaller where it would not fit."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setHtml(page)
    document.setTextWidth(_WIDTH)
    whole = document.size().height()
    scale = min(width / _WIDTH, height / whole)
    painter.translate((width - _WIDTH * scale) / 2, 0)
    painter.scale(scale, scale)
    document.drawContents(painter, QRectF(0, 0, _WIDTH, whole))
