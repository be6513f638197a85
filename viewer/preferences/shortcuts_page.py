"""A page of preferences: the keys of every action, changed by pressing them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from viewer.actions import ACTIONS, Action, key_sequences, keys_text
from viewer.actions.action import translated
from viewer.actions.shortcuts import Shortcuts
from viewer.message import Note

_ID = Qt.ItemDataRole.UserRole


class ShortcutsPage(QWidget):
    """A table to search, and an editor that takes the keys pressed; a clash is named before anything is changed."""

    def __init__(self, shortcuts: Shortcuts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shortcuts = shortcuts
        self._actions = {action.id: action for action in ACTIONS}
        self._build()
        self._lay_out()
        self._search.textChanged.connect(self._show_found)
        self._table.currentCellChanged.connect(self._show_chosen)
        self._edit.editingFinished.connect(self._look_for_clash)
        self._assign.clicked.connect(lambda: self._give(self._pressed()))
        self._add.clicked.connect(lambda: self._give("; ".join((shortcuts[self._chosen()], self._pressed()))))
        self._remove.clicked.connect(lambda: self._give(""))
        self._reset.clicked.connect(self._on_reset_clicked)
        self._reset_all.clicked.connect(shortcuts.reset_all)
        shortcuts.changed.connect(self._on_shortcuts_changed)
        self._table.setCurrentCell(0, 0)

    def _build(self) -> None:
        self._search = QLineEdit(self)
        self._search.setPlaceholderText(self.tr("Search by name or keys"))
        self._search.setAccessibleName(self.tr("Search the shortcuts"))
        self._search.setClearButtonEnabled(True)
        self._table = QTableWidget(len(ACTIONS), 3, self)
        self._table.setAccessibleName(self.tr("Shortcuts"))
        self._table.setHorizontalHeaderLabels([self.tr("Action"), self.tr("Menu"), self.tr("Keys")])
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setTabKeyNavigation(False)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, action in enumerate(ACTIONS):
            menu = " / ".join(translated(part) for part in action.menu.split("/"))
            for column, text in enumerate((action.title, menu, "")):
                item = QTableWidgetItem(text)
                item.setData(_ID, action.id)
                self._table.setItem(row, column, item)
            self._show_keys(row)
        self._table.resizeColumnToContents(1)
        self._of = QLabel(self)
        self._edit = QKeySequenceEdit(self)
        self._edit.setMaximumSequenceLength(1)
        self._edit.setClearButtonEnabled(True)
        self._assign, self._add, self._remove, self._reset = (
            QPushButton(text, self) for text in (self.tr("Assign"), self.tr("Add"), self.tr("Remove"), self.tr("Reset"))
        )
        self._reset_all = QPushButton(self.tr("Reset to defaults"), self)
        self._clash = Note(parent=self)

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self._edit, 1)
        for button in (self._assign, self._add, self._remove, self._reset):
            button.setAutoDefault(False)
            keys.addWidget(button)
        self._reset_all.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._search)
        column.addWidget(self._table, 1)
        column.addWidget(self._of)
        column.addLayout(keys)
        column.addWidget(self._clash)
        column.addSpacing(8)
        column.addWidget(self._reset_all, 0, Qt.AlignmentFlag.AlignLeft)

    def _chosen(self) -> str:
        item = self._table.item(max(self._table.currentRow(), 0), 0)
        assert item is not None
        return str(item.data(_ID))

    def _pressed(self) -> str:
        return self._edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _show_keys(self, row: int) -> None:
        item, keys = self._table.item(row, 2), self._table.item(row, 0)
        assert item is not None
        assert keys is not None
        name = str(keys.data(_ID))
        item.setText(keys_text(self._shortcuts[name]))
        font = item.font()
        font.setBold(self._shortcuts.is_own(name))
        item.setFont(font)
        item.setToolTip(self.tr("Changed by you") if self._shortcuts.is_own(name) else "")

    def _show_found(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self._table.rowCount()):
            cells = (self._table.item(row, column) for column in range(3))
            line = " ".join(cell.text() for cell in cells if cell is not None).casefold()
            self._table.setRowHidden(row, not all(word in line for word in words))

    def _show_chosen(self) -> None:
        action = self._actions[self._chosen()]
        self._of.setText(self.tr("New keys for \u201c{0}\u201d: press them").format(action.title))
        self._edit.setAccessibleName(self._of.text())
        self._edit.clear()
        self._look_for_clash()

    def _look_for_clash(self) -> None:
        """Say who has the keys pressed, and on which button they would be taken away."""
        name, keys = self._chosen(), self._pressed()
        default = self._shortcuts.default(name)
        taken, taken_back = self._taken(keys), self._taken(default)
        self._assign.setText(self.tr("Take and assign") if taken else self.tr("Assign"))
        self._add.setText(self.tr("Take and add") if taken else self.tr("Add"))
        self._reset.setText(self.tr("Take back") if taken_back else self.tr("Reset"))
        for button in (self._assign, self._add):
            button.setEnabled(bool(keys))
        self._remove.setEnabled(bool(self._shortcuts[name]))
        self._reset.setEnabled(self._shortcuts.is_own(name))
        lines = (self._clash_text(keys, taken), self._clash_text(default, taken_back))
        self._clash.say("\n".join(line for line in dict.fromkeys(lines) if line))

    def _taken(self, keys: str) -> list[Action]:
        return [self._actions[other] for other in self._shortcuts.taken_by(self._chosen(), keys)]

    def _clash_text(self, keys: str, taken: list[Action]) -> str:
        if not taken:
            return ""
        names = ", ".join(f"\u201c{action.title}\u201d" for action in taken)
        return self.tr("{0} is used by {1}; taking it leaves that without.").format(keys_text(keys), names)

    def _give(self, keys: str) -> None:
        self._shortcuts.set(self._chosen(), "; ".join(key.toString() for key in dict.fromkeys(key_sequences(keys))))
        self._show_chosen()

    def _on_reset_clicked(self) -> None:
        self._shortcuts.reset(self._chosen())
        self._show_chosen()

    def _on_shortcuts_changed(self, name: str) -> None:
        for row in range(self._table.rowCount()):
            item = self._table.item(row, 0)
            if item is not None and item.data(_ID) == name:
                self._show_keys(row)
        if name == self._chosen():
            self._look_for_clash()
