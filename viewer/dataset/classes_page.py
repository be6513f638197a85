"""Second page of the builder: which class each finding counts for, and what holds when readers or findings differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.arranging import line
from viewer.message import Note
from viewer.number_text import number_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class ClassesPage(QWidget):
    """A table of findings, each with the class chosen for it.

    Signals
    -------
    chosen : (str, str)
        A finding and its class; an empty class leaves the finding out.
    offer_requested
        The classes that are offered are wanted again.
    """

    chosen = Signal(str, str)
    offer_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._none = self.tr("Leave out")
        self._table = QTableWidget(0, 3, self)
        self._table.setAccessibleName(self.tr("Findings and their classes"))
        self._table.setHorizontalHeaderLabels([self.tr("Finding"), self.tr("Images"), self.tr("Class")])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._readers, self._several = QComboBox(self), QComboBox(self)
        for value, text in (
            ("majority", self.tr("The majority of the readers decides")),
            ("any", self.tr("One reader is enough")),
        ):
            self._readers.addItem(text, value)
        for value, text in (
            ("leave_out", self.tr("Leave the image out")),
            ("first", self.tr("Take the class that comes first in the table")),
            ("multi_label", self.tr("Keep all of them (multi-label)")),
        ):
            self._several.addItem(text, value)
        self._again = QPushButton(self.tr("Offer classes again"), self)
        self._again.setAutoDefault(False)
        self._again.clicked.connect(self.offer_requested)
        self._empty = Note(self.tr("Findings are listed here once there is a source."), self)
        self._sum = Note(parent=self)
        self._lay_out()

    @property
    def readers(self) -> str:
        """What holds where readers differ: ``majority`` or ``any``."""
        return str(self._readers.currentData())

    @property
    def several(self) -> str:
        """What becomes of an image with several classes: ``leave_out``, ``first`` or ``multi_label``."""
        return str(self._several.currentData())

    def set_findings(self, counts: Mapping[str, int], classes: Mapping[str, str], readers: int) -> None:
        """List the findings with their classes; ``readers`` is the most readings of one image."""
        names = sorted({name for name in classes.values() if name})
        if self._table.rowCount() != len(counts) or self._findings() != list(counts):
            self._table.setRowCount(0)
            self._table.setRowCount(len(counts))
            for row, (finding, count) in enumerate(counts.items()):
                self._table.setItem(row, 0, QTableWidgetItem(finding))
                number = QTableWidgetItem(number_text(count, ","))
                number.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._table.setItem(row, 1, number)
                self._table.setCellWidget(row, 2, self._made_box(finding))
        for row, finding in enumerate(counts):
            self._show_class(row, classes.get(finding, ""), names)
        self._readers.setEnabled(readers > 1)
        self._empty.setVisible(not counts)
        self._table.setVisible(bool(counts))
        self._again.setEnabled(bool(counts))
        self._sum.say(self._told(counts, classes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the table, not change the class that happens to be under it."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Where readers differ"), self._readers)
        form.addRow(self.tr("Where an image shows several classes"), self._several)
        self._readers.setAccessibleName(self.tr("Where readers differ"))
        self._several.setAccessibleName(self.tr("Where an image shows several classes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        column.addWidget(self._sum)
        column.addLayout(form)
        column.addWidget(line(self._again), 0, Qt.AlignmentFlag.AlignLeft)

    def _findings(self) -> list[str]:
        items = (self._table.item(row, 0) for row in range(self._table.rowCount()))
        return [item.text() for item in items if item is not None]

    def _made_box(self, finding: str) -> QComboBox:
        box = QComboBox(self._table)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(self.tr("Class of {0}").format(finding))
        box.installEventFilter(self)
        box.activated.connect(lambda _, finding=finding, box=box: self._on_box_edited(finding, box))
        edit = box.lineEdit()
        if edit is not None:
            edit.setAccessibleName(box.accessibleName())
            edit.editingFinished.connect(lambda finding=finding, box=box: self._on_box_edited(finding, box))
        return box

    def _show_class(self, row: int, chosen: str, names: list[str]) -> None:
        box = self._table.cellWidget(row, 2)
        if not isinstance(box, QComboBox):
            return
        finding = self._findings()[row]
        with QSignalBlocker(box):
            box.clear()
            box.addItems([self._none, *names, *([finding] if finding not in names else [])])
            box.setCurrentText(chosen or self._none)
        font = box.font()
        font.setItalic(not chosen)
        box.setFont(font)

    def _told(self, counts: Mapping[str, int], classes: Mapping[str, str]) -> str:
        names = sorted({name for name in classes.values() if name})
        if not counts:
            return ""
        if len(names) < 2:
            return self.tr("A network needs at least two classes to tell apart: give findings at least two.")
        left_out = sum(not classes.get(finding) for finding in counts)
        told = self.tr("{0} classes: {1}.").format(len(names), ", ".join(names))
        return f"{told} {self.tr('{0} findings are left out.').format(left_out)}" if left_out else told

    def _on_box_edited(self, finding: str, box: QComboBox) -> None:
        text = box.currentText().strip()
        self.chosen.emit(finding, "" if text == self._none else text)
