"""The page as it will be, and the way to the next one."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget


class _Page(QWidget):
    """A picture, as large as it fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture: QImage | None = None
        self.setMinimumSize(240, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(440, 560)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.size() * ratio
        picture = self.picture.scaled(
            room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        size = picture.size() / ratio
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter = QPainter(self)
        painter.drawImage(QRect(left, top, size.width(), size.height()), picture)
        painter.drawRect(left, top, size.width() - 1, size.height() - 1)


class PagePreview(QWidget):
    """Shows a page, and turns pages.

    Attributes
    ----------
    number : int
        The page that is asked for, from 0.

    Signals
    -------
    turned
        Another page is asked for.
    """

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = 0
        self._page = _Page(self)
        self._page.setAccessibleName(self.tr("Preview of the page"))
        self._where = QLabel(self)
        self._previous = QPushButton(self.tr("Previous page"), self)
        self._next = QPushButton(self.tr("Next page"), self)
        for button, by in ((self._previous, -1), (self._next, 1)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, by=by: self._turn(by))
        row = QHBoxLayout()
        for widget in (self._previous, self._where, self._next):
            row.addWidget(widget)
            row.addStretch(1) if widget is not self._next else None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page, 1)
        column.addLayout(row)
        self.show_page(None, 0, 0)
        self._where.setText(self.tr("Preparing the page …"))

    def show_page(self, picture: QImage | None, number: int, count: int) -> None:
        """Show page ``number``, from 0, of so many; None where there is nothing to show."""
        self.number = number
        self._page.picture = picture
        self._page.update()
        self._where.setText(
            self.tr("Page {0} of {1}").format(number + 1, count) if count else self.tr("Nothing to print")
        )
        self._page.setAccessibleDescription(self._where.text())
        self._previous.setEnabled(number > 0)
        self._next.setEnabled(number + 1 < count)
        for button in (self._previous, self._next):
            button.setVisible(count > 1)

    def _turn(self, by: int) -> None:
        self.number += by
        self.turned.emit()
