"""What the model saw: the network's input as a picture, how its values are spread, and facts about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from viewer.explain.words import figure, seen_facts
from viewer.image.painting import grey_picture
from viewer.message import Note, Problem

if TYPE_CHECKING:
    from core.explain.seen import Seen


class InputPicture(QWidget):
    """The network's input pixel by pixel, its range of values from black to white; never smoothed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("The network's input as a picture"))

    @property
    def picture(self) -> QImage | None:
        """What is shown."""
        return self._picture

    def set_seen(self, seen: Seen | None) -> None:
        """Show another input, or none."""
        self._picture = None
        if seen is not None:
            low, high = seen.full_range
            greys = np.rint((seen.values - low) * np.float32(255 / (high - low)))
            self._picture = grey_picture(np.clip(greys, 0, 255).astype(np.uint8))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102  Qt's name
        return QSize(240, 240)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._picture is not None:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(place, self._picture)


class InputHistogram(QWidget):
    """How often each value occurs in the image, from the least to the greatest value that the preset gives."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: Seen | None = None
        self.setFixedHeight(64)
        self.setAccessibleName(self.tr("Histogram of the network's input"))

    def set_seen(self, seen: Seen | None) -> None:
        """Show another input, or none."""
        self._seen = seen
        if seen is not None:
            told = self.tr("Histogram of the network's input, {0} to {1}")
            self.setAccessibleName(told.format(*map(figure, seen.full_range)))
            self.setToolTip(self.tr("{0}; heights are square roots of counts").format(self.accessibleName()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102  Qt's name
        if self._seen is None or not self._seen.counts.any():
            return
        painter = QPainter(self)
        heights = np.sqrt(self._seen.counts / self._seen.counts.max()) * (self.height() - 4)
        width = self.width() / len(heights)
        outline = [QPointF(0, self.height())]
        for number, height in enumerate(heights):
            top = self.height() - float(height)
            outline += [QPointF(number * width, top), QPointF((number + 1) * width, top)]
        outline.append(QPointF(self.width(), self.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawPolygon(QPolygonF(outline))


class SeenSection(QWidget):
    """Shows the exact numbers that go into the network, in three ways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._histogram = InputPicture(self), InputHistogram(self)
        self._facts, self._problem = Note(parent=self), Problem(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._problem, self._picture, self._histogram, self._facts):
            column.addWidget(widget)
        self.set_seen(None)

    @property
    def facts(self) -> str:
        """What is written."""
        return self._facts.text()

    def set_seen(self, seen: Seen | None) -> None:
        """Show another input, or none."""
        self._picture.set_seen(seen)
        self._histogram.set_seen(seen)
        for widget in (self._picture, self._histogram):
            widget.setVisible(seen is not None)
        self._facts.say("" if seen is None else seen_facts(seen))
        if seen is not None:
            self._problem.say("")

    def show_problem(self, text: str) -> None:
        """Say why there is nothing to see."""
        self._problem.say(text)
