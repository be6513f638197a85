"""The studies there are, by name, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from viewer.message import Note
from viewer.sentences import in_language
from viewer.study.words import state_text

if TYPE_CHECKING:
    from viewer.study.listing import ListedStudy

_FOLDER = Qt.ItemDataRole.UserRole


class StudyList(QWidget):
    """One row for each study.

    Signals
    -------
    selected
        Another study is the current one, or it is otherwise than it was; see :attr:`current`.
    """

    selected = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studies: dict[Path, ListedStudy] = {}
        self._wanted: Path | None = None
        self._tree = QTreeWidget(self)
        self._tree.setAccessibleName(self.tr("Studies"))
        self._tree.setHeaderHidden(True)
        self._tree.setRootIsDecorated(False)
        self._tree.setAlternatingRowColors(True)
        self._tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._tree.itemSelectionChanged.connect(self.selected)
        self._empty = Note(self.tr("No studies yet. Press New study to ask one question of many runs."), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._tree, 1)
        column.addStretch(0)  # takes the room while there is no list
        self._tree.hide()

    @property
    def current(self) -> ListedStudy | None:
        """The study that is selected."""
        items = self._tree.selectedItems()
        return self._studies.get(items[0].data(0, _FOLDER)) if items else None

    @property
    def studies(self) -> tuple[ListedStudy, ...]:
        """All of them, in the order of the list."""
        return tuple(self._studies.values())

    def texts(self) -> list[str]:
        """Return what the rows say."""
        items = (self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount()))
        return [item.text(0) for item in items if item is not None]

    def select(self, folder: Path) -> None:
        """Make the study of this folder the current one, as soon as it is listed."""
        self._wanted = folder
        self.show_studies(self.studies)

    def show_studies(self, studies: Sequence[ListedStudy]) -> None:
        """List these studies; the current one stays if it is among them, else the first one is."""
        before = self.current
        wanted = self._wanted or (None if before is None else before.folder)
        self._studies = {one.folder: one for one in studies}
        if self._wanted in self._studies:
            self._wanted = None
        if wanted not in self._studies:
            wanted = next(iter(self._studies), None)
        with QSignalBlocker(self._tree):
            self._tree.clear()
            for one in studies:
                item = QTreeWidgetItem([f"{one.name}\n{state_text(one)}"])
                item.setToolTip(0, "\n".join(filter(None, (one.name, one.question, in_language(one.reason)))))
                item.setData(0, _FOLDER, one.folder)
                self._tree.addTopLevelItem(item)
                if one.folder == wanted:
                    self._tree.setCurrentItem(item)
        self._tree.setVisible(bool(studies))
        self._empty.setVisible(not studies)
        self.selected.emit()
