"""A picture on a page of a PDF file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from core.export.picture import DISCLAIMER, write_file

CAPTION = f"CXR-12 \u00b7 {DISCLAIMER}"
"""Stands under what is printed."""


def write_pdf(path: Path, picture: QImage, *, source: Path | None = None) -> None:
    """Write a page of A4 with a picture on it; the file appears whole or not at all.

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
    writer.setPageOrientation(orientation_for(picture))
    writer.setCreator("CXR-12")
    painter = QPainter(writer)
    put_on_page(painter, QRectF(0, 0, writer.width(), writer.height()), picture)
    painter.end()
    buffer.close()
    write_file(path, bytes(content.data()), b"%PDF-", source=source)


def orientation_for(picture: QImage) -> QPageLayout.Orientation:
    """Choose how a page lies for a picture to be large on it."""
    wide = picture.width() > picture.height()
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait


def put_on_page(painter: QPainter, page: QRectF, picture: QImage) -> None:
    """Draw a picture as large as it fits, with the caption under it."""
    line = painter.fontMetrics().height() * 1.5
    room = page.adjusted(0, 0, 0, -line)
    size = picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = room.left() + (room.width() - size.width()) / 2, room.top() + (room.height() - size.height()) / 2
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)  # else a PDF would hold a JPEG
    painter.drawImage(QRectF(left, top, size.width(), size.height()), picture)
    painter.drawText(QRectF(page.left(), room.bottom(), page.width(), line), Qt.AlignmentFlag.AlignCenter, CAPTION)
