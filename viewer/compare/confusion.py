"""A confusion matrix drawn: counts, class names, and a sequential colour for the share of each true class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

_LOW, _HIGH = QColor("#f7fbff"), QColor("#08306b")  # ColorBrewer "Blues": even steps, safe with any colour vision
_CELL, _GAP = 44, 6


class ConfusionView(QWidget):
    """One run's confusion matrix: a row per true class, a column per predicted class.

    The colour of a cell is its share of the row's images; its number is the count.
    """

    def __init__(self, title: str, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._title, self._classes = title, tuple(classes)
        self._counts = tuple(tuple(int(n) for n in row) for row in counts)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Confusion matrix of {0}").format(title))
        self.setAccessibleDescription(self.text())
        self.setToolTip(self.tr("Rows: true class. Columns: predicted class. Colour: share of the row."))

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """What is drawn: images per (true class, predicted class)."""
        return self._counts

    def text(self) -> str:
        """Write the matrix as tab-separated text."""
        head = "\t".join((self._title, *self._classes))
        rows = ("\t".join((name, *map(str, row))) for name, row in zip(self._classes, self._counts, strict=True))
        return "\n".join((head, *rows))

    def _left(self) -> int:
        metrics = QFontMetrics(self.font())
        return max((metrics.horizontalAdvance(name) for name in self._classes), default=0) + _GAP + metrics.height()

    def _top(self) -> int:
        """Height above the cells: the title, "predicted", and the names written upwards."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(name) for name in self._classes), default=0)
        return 2 * metrics.height() + longest + 2 * _GAP

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        side = _CELL * len(self._classes)
        width = max(self._left() + side, QFontMetrics(self.font()).horizontalAdvance(self._title)) + _GAP
        return QSize(width, self._top() + side + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._paint_names(painter)
        left, top = self._left(), self._top()
        for i, row in enumerate(self._counts):
            total = sum(row)
            for j, count in enumerate(row):
                share = count / total if total else 0.0
                cell = QRectF(left + j * _CELL, top + i * _CELL, _CELL - 1, _CELL - 1)
                painter.fillRect(cell, _blend(share))
                painter.setPen(Qt.GlobalColor.white if share > 0.5 else Qt.GlobalColor.black)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_names(self, painter: QPainter) -> None:
        line = painter.fontMetrics().height()
        left, top, side = self._left(), self._top(), _CELL * len(self._classes)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self._title)
        font.setBold(False)
        painter.setFont(font)
        painter.drawText(QRectF(left, line, side, line), Qt.AlignmentFlag.AlignCenter, self.tr("predicted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for i, name in enumerate(self._classes):
            painter.drawText(QRectF(0, top + i * _CELL, left - _GAP, _CELL), right, name)
        painter.save()
        painter.rotate(-90)  # x now runs upwards, y to the right
        painter.drawText(QRectF(-top - side, 0, side, line), Qt.AlignmentFlag.AlignCenter, self.tr("true"))
        upwards = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for j, name in enumerate(self._classes):
            painter.drawText(QRectF(-top + _GAP, left + j * _CELL, top, _CELL), upwards, name)
        painter.restore()


class Matrices(QWidget):
    """Confusion matrices side by side, as many in a row as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[ConfusionView, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def views(self) -> tuple[ConfusionView, ...]:
        """List the matrices shown, in order."""
        return self._views

    def set_views(self, views: Sequence[ConfusionView]) -> None:
        """Show these matrices and no others."""
        for view in self._views:
            self._grid.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views = tuple(views)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102  Qt's name
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(self._widest(), self._grid.minimumSize().height())  # may get too narrow for two in a row

    def _widest(self) -> int:
        return max((view.sizeHint().width() for view in self._views), default=1)

    def _arrange(self) -> None:
        columns = max(1, (self.width() + self._grid.spacing()) // (self._widest() + self._grid.spacing()))
        for place, view in enumerate(self._views):
            self._grid.addWidget(view, place // columns, place % columns)


def _blend(share: float) -> QColor:
    """Colour for a share of 0 to 1, from light to dark."""
    parts = (
        round(low + (high - low) * share)
        for low, high in zip(_LOW.getRgb()[:3], _HIGH.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*parts)
