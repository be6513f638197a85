"""The classes one labels with: their keys, and adding, removing and moving them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from trainer.sources import THESIS_CLASSES
from viewer.arranging import line
from viewer.classify.colors import class_colors, class_title
from viewer.label.labelling import MOST_CLASSES

if TYPE_CHECKING:
    from collections.abc import Sequence

_ROWS = 9  # shown without scrolling
_LONGEST = 40


def class_name(text: str) -> str:
    """Write a class as tables do: ``Aortic enlargement`` becomes ``aortic_enlargement``; empty where nothing is left.

    Letters lose their marks, for a table of labels goes through many programs.
    """
    if text.strip().upper() == "COVID-19":
        return "covid_19"
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST]


class ClassList(QListWidget):
    """One class a line, with its key; a line activated gives that class, and the one of the image is marked.

    Signals
    -------
    given : int
        The class so numbered, from 1, was chosen for the image.
    classes_changed : tuple of str
        The user wants other classes, or another order.
    refused : str
        A sentence: a class cannot be added.
    """

    given = Signal(int)
    classes_changed = Signal(object)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._classes: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Classes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.given.emit(self.row(item) + 1))
        self.itemSelectionChanged.connect(self._show_what_can_be_done)
        self._name = QLineEdit(self)
        self._name.setPlaceholderText(self.tr("New class"))
        self._name.setAccessibleName(self.tr("Name of a new class"))
        self._name.returnPressed.connect(self._on_add_clicked)
        self._add = QPushButton(self.tr("Add"), self)
        self._up, self._down = QPushButton(self.tr("Up"), self), QPushButton(self.tr("Down"), self)
        self._remove = QPushButton(self.tr("Remove"), self)
        self._usual = QPushButton(self.tr("Reset"), self)
        self._add.setAccessibleName(self.tr("Add the class"))
        for button, name in ((self._up, self.tr("up")), (self._down, self.tr("down"))):
            button.setAccessibleName(self.tr("Move the class {0}").format(name))
        self._remove.setAccessibleName(self.tr("Remove the class"))
        self._usual.setAccessibleName(self.tr("Reset the classes"))
        self._add.clicked.connect(self._on_add_clicked)
        self._up.clicked.connect(lambda: self._move(-1))
        self._down.clicked.connect(lambda: self._move(1))
        self._remove.clicked.connect(self._on_remove_clicked)
        self._usual.clicked.connect(lambda: self.classes_changed.emit(THESIS_CLASSES))
        self.editor = (line(self._name, self._add), line(self._up, self._down, self._remove, self._usual))

    def set_classes(self, classes: Sequence[str], label: str) -> None:
        """Show the classes, with a mark at the one that the image has."""
        chosen = self.currentRow()
        self._classes = tuple(classes)
        colors = class_colors(classes)
        with QSignalBlocker(self):
            self.clear()
            for number, name in enumerate(classes, start=1):
                mark = f"   \u2713 {self.tr('this image')}" if name == label else ""
                item = QListWidgetItem(_dot(colors[name]), f"{number}   {class_title(name)}{mark}", self)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number}: {class_title(name)}{mark}")
                font = item.font()
                font.setBold(name == label)
                item.setFont(font)
            self.setCurrentRow(min(chosen, len(self._classes) - 1))
        height = self.sizeHintForRow(0) if self._classes else self.fontMetrics().height()
        self.setFixedHeight(min(max(len(self._classes), 1), _ROWS) * height + 2 * self.frameWidth())
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        row, last = self.currentRow(), len(self._classes) - 1
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < last)
        self._remove.setEnabled(row >= 0 and last > 0)
        self._usual.setEnabled(self._classes != THESIS_CLASSES)

    def _on_add_clicked(self) -> None:
        name = class_name(self._name.text())
        if not name:
            self.refused.emit(self.tr("Write the name of the class first, with letters or digits."))
        elif name in self._classes:
            self.refused.emit(self.tr("There is a class {0} already.").format(class_title(name)))
        elif len(self._classes) >= MOST_CLASSES:
            self.refused.emit(self.tr("There are {0} keys, so {0} classes at most: remove one.").format(MOST_CLASSES))
        else:
            self._name.clear()
            self.refused.emit("")
            self.classes_changed.emit((*self._classes, name))

    def _on_remove_clicked(self) -> None:
        row = self.currentRow()
        self.classes_changed.emit(self._classes[:row] + self._classes[row + 1 :])

    def _move(self, by: int) -> None:
        row, moved = self.currentRow(), list(self._classes)
        moved.insert(row + by, moved.pop(row))
        self.setCurrentRow(row + by)
        self.classes_changed.emit(tuple(moved))


def _dot(color: str) -> QIcon:
    picture = QPixmap(12, 12)
    picture.fill(QColor(color))
    return QIcon(picture)
