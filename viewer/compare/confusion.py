"""A confusion matrix drawn: counts, class names, and a sequential colour for the share of each true class."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QSizePolicy, QWidget

_LOW, _HIGH = QColor("#f7fbff"), QColor("#08306b")  # ColorBrewer "Blues": even steps, safe with any colour vision
_HEIGHT, _LEAST, _MOST = 40, 30, 44  # of a cell, and its width: only that one gives way
_GAP = 6
_NAME = 128  # width for class names; what is longer is cut, and told in full by the tool tip


class ConfusionView(QWidget):
    """One run's confusion matrix: a row per true class, a column per predicted class.

    The colour of a cell is its share of the row's images; its number is the count.
    """

    def __init__(self, title: str, classes: Sequence[str], counts: Sequence[Sequence[int]]) -> None:
        super().__init__()
        self._title, self._classes = title, tuple(classes)
        self._counts = tuple(tuple(int(n) for n in row) for row in counts)
        self._cell = _MOST
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Confusion matrix of {0}").format(title))
        self.setAccessibleDescription(self.text())
        explained = self.tr("Rows: true class. Columns: predicted class. Colour: share of the row.")
        self.setToolTip("\n".join((title, ", ".join(self._classes), explained)))

    @property
    def counts(self) -> tuple[tuple[int, ...], ...]:
        """What is drawn: images per (true class, predicted class)."""
        return self._counts

    def text(self) -> str:
        """Write the matrix as tab-separated text."""
        head = "\t".join((self._title, *self._classes))
        rows = ("\t".join((name, *map(str, row))) for name, row in zip(self._classes, self._counts, strict=True))
        return "\n".join((head, *rows))

    def fit(self, width: int) -> None:
        """Make the cells as wide as ``width`` allows, in pixels, within reason."""
        room = (width - self._left() - _GAP) // max(len(self._classes), 1)
        self._cell = min(max(room, _LEAST), _MOST)
        self.setFixedSize(self._size(self._cell))
        self.update()

    def sizeHint(self) -> QSize:
        """Size with cells of full width."""
        return self._size(_MOST)

    def _size(self, cell: int) -> QSize:
        count = len(self._classes)
        return QSize(self._left() + cell * count + _GAP, self._top() + _HEIGHT * count + _GAP)

    def _longest(self) -> int:
        metrics = QFontMetrics(self.font())
        return min(max((metrics.horizontalAdvance(name) for name in self._classes), default=0) + 1, _NAME)

    def _left(self) -> int:
        return self._longest() + _GAP + QFontMetrics(self.font()).height()

    def _top(self) -> int:
        """Height above the cells: the title, "predicted", and the names written upwards."""
        return 2 * QFontMetrics(self.font()).height() + self._longest() + 2 * _GAP

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self._paint_names(painter)
        left, top = self._left(), self._top()
        for i, row in enumerate(self._counts):
            total = sum(row)
            for j, count in enumerate(row):
                share = count / total if total else 0.0
                cell = QRectF(left + j * self._cell, top + i * _HEIGHT, self._cell - 1, _HEIGHT - 1)
                painter.fillRect(cell, _blend(share))
                painter.setPen(Qt.GlobalColor.white if share > 0.5 else Qt.GlobalColor.black)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_names(self, painter: QPainter) -> None:
        line = painter.fontMetrics().height()
        left, top = self._left(), self._top()
        wide, high = self._cell * len(self._classes), _HEIGHT * len(self._classes)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        self._paint_text(painter, QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self._title)
        font.setBold(False)
        painter.setFont(font)
        painter.drawText(QRectF(left, line, wide, line), Qt.AlignmentFlag.AlignCenter, self.tr("predicted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for i, name in enumerate(self._classes):
            self._paint_text(painter, QRectF(line, top + i * _HEIGHT, self._longest(), _HEIGHT), right, name)
        painter.save()
        painter.rotate(-90)  # x now runs upwards, y to the right
        painter.drawText(QRectF(-top - high, 0, high, line), Qt.AlignmentFlag.AlignCenter, self.tr("true"))
        upwards = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for j, name in enumerate(self._classes):
            rect = QRectF(-top + _GAP, left + j * self._cell, self._longest(), self._cell)
            self._paint_text(painter, rect, upwards, name)
        painter.restore()

    @staticmethod
    def _paint_text(painter: QPainter, rect: QRectF, where: Qt.AlignmentFlag, text: str) -> None:
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, where, cut)


class Matrices(QScrollArea):
    """Confusion matrices side by side, as many in a row as there is room for; as high as they are.

    Cells get narrower before anything goes out of sight; with very many classes the matrices scroll sideways, and they
    alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: tuple[ConfusionView, ...] = ()
        page = QWidget(self)
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QScrollArea { border: none; }")  # the theme's takes two pixels
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWidget(page)

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

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        page = self._grid.sizeHint()
        bar = self.horizontalScrollBar().sizeHint().height() if page.width() > self.width() else 0
        return QSize(160, page.height() + bar)

    def minimumSizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return self.sizeHint()

    def _arrange(self) -> None:
        gap = self._grid.spacing()
        widest = max((view.sizeHint().width() for view in self._views), default=1)
        columns = max(1, (self.width() + gap) // (widest + gap))
        for place, view in enumerate(self._views):
            view.fit(self.width())
            self._grid.addWidget(view, place // columns, place % columns)
            view.show()  # the layout counts only what is shown
        self._grid.activate()  # else the page is wider than it has to be until the next turn
        self.updateGeometry()


def _blend(share: float) -> QColor:
    """Colour for a share of 0 to 1, from light to dark."""
    parts = (
        round(low + (high - low) * share)
        for low, high in zip(_LOW.getRgb()[:3], _HIGH.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*parts)
