"""The command palette: every action of the window, found by typing a part of its name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewer.actions import ACTIONS, Action
from viewer.actions.action import translated

_ID, _AT_END = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_WIDTH, _HEIGHT = 560, 360


def match(asked: str, text: str) -> int | None:
    """Say how far ``text`` is from the words ``asked`` for, 0 being nearest; None when a word is not in it at all.

    Each word counts 0 where a word of the text begins with it, 1 where it lies inside, 2 where its letters come in
    this order with others between.
    """
    total, line = 0, text.casefold()
    starts = line.replace("/", " ").split()
    for word in asked.casefold().split():
        if any(start.startswith(word) for start in starts):
            continue
        if word in line:
            total += 1
            continue
        letters = iter(line)
        if not all(letter in letters for letter in word):
            return None
        total += 2
    return total


class CommandPalette(QDialog):
    """A line to type in over a list; Up and Down choose, Enter runs, Esc leaves. It needs no mouse."""

    def __init__(self, made: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._made, self._above = made, parent
        self.setWindowTitle(self.tr("Find a command"))
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(self.tr("Type what to do"))
        self._line.setAccessibleName(self.windowTitle())
        self._model = QStandardItemModel(self)
        self._list = QListView(self)
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._nothing = QLabel(self.tr("No command has these words."), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for widget in (self._line, self._nothing):
            column.addWidget(widget)
        column.addWidget(self._list, 1)
        self._line.textChanged.connect(self._find)
        self._line.returnPressed.connect(self._run_current)
        self._list.clicked.connect(self._run)

    def begin(self) -> None:
        """Come up at the top of the window, ready to type."""
        above = self._above
        width = min(_WIDTH, above.width() - 32)
        at = above.mapToGlobal(above.rect().topLeft())
        self.setGeometry(at.x() + (above.width() - width) // 2, at.y() + 56, width, min(_HEIGHT, above.height() - 80))
        self._line.clear()
        self._find("")
        self.show()
        self._line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose in the list while the line is typed in."""
        last = self._model.rowCount() - 1
        page = max(1, self._list.height() // max(self._list.sizeHintForRow(0), 1) - 1)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif last >= 0:
            self._choose(min(max(self._list.currentIndex().row() + step, 0), last))

    def _find(self, asked: str) -> None:
        rows = []
        for order, action in enumerate(ACTIONS):
            qt = self._made[action.id]
            far = match(asked, f"{_plain(qt.text())} {self._menu(action)}")
            if far is not None:
                rows.append((far, order, action))
        self._model.clear()
        for _, _, action in sorted(rows, key=lambda row: row[:2]):
            self._model.appendRow(self._item(action))
        self._nothing.setVisible(not rows)
        self._list.setVisible(bool(rows))
        if rows:
            self._choose(0)

    def _item(self, action: Action) -> QStandardItem:
        qt = self._made[action.id]
        native = QKeySequence.SequenceFormat.NativeText
        keys = "  ".join(key.toString(native) for key in qt.shortcuts())
        name, menu = _plain(qt.text()), self._menu(action)
        item = QStandardItem(name)
        item.setData(action.id, _ID)
        why = "" if qt.isEnabled() else self._why_not(action)
        item.setData((menu, keys, why), _AT_END)
        item.setData(", ".join(part for part in (name, menu, keys, why) if part), Qt.ItemDataRole.AccessibleTextRole)
        item.setEnabled(not why)
        if qt.isCheckable() and qt.isChecked():
            item.setText(self.tr("{0} (on)").format(name))
        return item

    def _why_not(self, action: Action) -> str:
        return self.tr("needs an open image") if action.needs_image else self.tr("not possible now")

    def _menu(self, action: Action) -> str:
        return " / ".join(translated(part) for part in action.menu.split("/"))

    def _choose(self, row: int) -> None:
        self._list.setCurrentIndex(self._model.index(row, 0))

    def _run_current(self) -> None:
        self._run(self._list.currentIndex())

    def _run(self, index: QModelIndex) -> None:
        if not index.isValid() or not self._made[index.data(_ID)].isEnabled():
            return
        action = self._made[index.data(_ID)]
        self.close()  # first: what the action opens comes over the window, not over the palette
        action.trigger()


class _Row(QStyledItemDelegate):
    """Draws the name on the left, and on the right, fainter, menu and keys or why it cannot be run now."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        menu, keys, why = index.data(_AT_END)
        right = why or "    ".join(part for part in (menu, keys) if part)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen and not why else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(option.palette.color(role))
        place: QRect = option.rect.adjusted(8, 0, -8, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        painter.restore()


def _plain(text: str) -> str:
    """Take the marks of keyboard access out of a menu's text."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
