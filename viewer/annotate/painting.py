"""Drawing annotations, readable over any grey: on the screen, and at any size in an exported picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from core.annotate.measure import describe, statistics
from core.annotate.shapes import Annotation, Box
from core.dicom.frame import Frame
from viewer.annotate.layout import Laid, Mapping, lay_out
from viewer.annotate.words import lines_of

_INK = QColor("#f0e442")  # Okabe-Ito yellow: no grey of the image looks like it
_LETTERS = QColor(236, 236, 236)
_SHADE = QColor(0, 0, 0)  # opaque, as are all strokes: Qt draws translucent ones five times as slowly
_PLATE = QColor(16, 16, 16, 205)
_HALO = QColor(255, 255, 255)
_THIN = 0.085  # of a line, in heights of a letter

Measure = Callable[[Annotation], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotation is selected, and how.

    Attributes
    ----------
    id : str
        Its name; empty when none is.
    handle : int
        The handle that the arrow keys move; -1 for the whole shape.
    armed : bool
        The arrow keys move it.
    """

    id: str = ""
    handle: int = -1
    armed: bool = False


NOTHING = Selection()


def draw_annotations(
    painter: QPainter,
    annotations: Iterable[Annotation],
    to_widget: Mapping,
    frame: Frame,
    font: QFont,
    *,
    measure: Measure | None = None,
    selection: Selection = NOTHING,
    hidden: bool = False,
    area: QRectF | None = None,
) -> None:
    """Draw annotations with what they measure. Runs on any thread, on any paint device.

    Parameters
    ----------
    annotations : iterable of Annotation
        All of them are drawn, whatever frame they say; the last ones lie on top, and the selected one on top of all.
    to_widget : callable
        Where (column, row) of the stored image lies on the paint device.
    frame : Frame
        The image, for spacing and pixel values.
    font : QFont
        Of the words; the width of lines is in proportion to it.
    measure : callable, optional
        Gives what an annotation measures, in lines; computed here when absent.
    hidden : bool
        Leave the user's words out, which may name a patient.
    area : QRectF, optional
        Where words have to stay.
    """
    measure = measure or (lambda one: _measured(one, frame))
    for one in sorted(annotations, key=lambda one: one.id == selection.id):
        laid = lay_out(one, to_widget, lines_of(one, measure(one), hidden=hidden), font, area)
        draw_laid(painter, laid, font, selection if one.id == selection.id else None)


def draw_laid(painter: QPainter, laid: Laid, font: QFont, selection: Selection | None = None) -> None:
    """Draw one annotation; ``selection`` is given when it is the selected one."""
    width = max(QFontMetricsF(font).height() * _THIN, 1.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if selection is not None:
        painter.strokePath(laid.path, _pen(_HALO, width * 5))
    painter.strokePath(laid.path, _pen(_SHADE, width * 3))
    painter.strokePath(laid.path, _pen(_INK, width))
    if not laid.guide.isEmpty():
        guide = _pen(_INK, width)
        guide.setDashPattern([4, 5])
        painter.strokePath(laid.guide, guide)
    if laid.lines:
        _draw_words(painter, laid, font, selection is not None, width)
    if selection is not None:
        _draw_handles(painter, laid.handles, selection, width)


def draw_pen(painter: QPainter, at: QPointF, font: QFont) -> None:
    """Draw the cross that the arrow keys move while a tool is chosen."""
    size = QFontMetricsF(font).height()
    for pen in (_pen(_SHADE, 4), _pen(_INK, 1.5)):
        painter.setPen(pen)
        for step in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
            painter.drawLine(at + step * (size * 0.2), at + step * size)


def _draw_words(painter: QPainter, laid: Laid, font: QFont, selected: bool, width: float) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    painter.setPen(_pen(_HALO, width * 2) if selected else Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    corner = metrics.height() * 0.2
    painter.drawRoundedRect(laid.plate, corner, corner)
    painter.setPen(_LETTERS)
    pad = metrics.height() * 0.35
    baseline = laid.plate.top() + pad / 2 + metrics.ascent()
    for number, line in enumerate(laid.lines):
        painter.drawText(QPointF(laid.plate.left() + pad, baseline + number * metrics.lineSpacing()), line)


def _draw_handles(painter: QPainter, handles: tuple[QPointF, ...], selection: Selection, width: float) -> None:
    """Draw squares, filled where the arrow keys work; the one that they move is larger."""
    for number, at in enumerate(handles):
        chosen = selection.handle == number
        size = width * (5 if chosen else 3.2)
        square = QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size)
        painter.setPen(_pen(_SHADE, width * 3))
        painter.setBrush(_INK if selection.armed else _SHADE)
        painter.drawRect(square)
        painter.setPen(_pen(Qt.GlobalColor.white if chosen else _INK, width * (2 if chosen else 1)))
        painter.drawRect(square)


def _measured(annotation: Annotation, frame: Frame) -> tuple[str, ...]:
    found = statistics(annotation, frame) if isinstance(annotation, Box) else None
    return describe(annotation, frame, found)


def _pen(color: QColor | Qt.GlobalColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.BevelJoin)
