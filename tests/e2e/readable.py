"""Everything that a person, or a program that reads the screen aloud, could read in the windows of the application."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QSpinBox,
    QStatusBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

ROLES = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
)  # fmt: skip
_TEXTS = {
    QAbstractButton: ("text",), QGroupBox: ("title",), QLabel: ("text",), QLineEdit: ("text", "placeholderText"),
    QMenu: ("title",), QPlainTextEdit: ("toPlainText", "placeholderText"), QProgressBar: ("text",),
    QSpinBox: ("text", "suffix"), QStatusBar: ("currentMessage",), QTextEdit: ("toPlainText", "toHtml"),
}  # fmt: skip
_OF_ALL = (
    "accessibleName", "accessibleDescription", "statusTip", "toolTip", "whatsThis", "windowTitle", "windowFilePath",
    "windowIconText",
)  # fmt: skip


def readable():
    """Give (where, text) for every text of every widget, shown or not yet, of its actions, rows and the clipboard."""
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            where = f"{type(top).__name__} > {type(widget).__name__} {widget.objectName()}".rstrip()
            yield from ((where, text) for text in _of(widget))
    for window in QGuiApplication.allWindows():
        yield "system window", window.title()
    yield "clipboard", QGuiApplication.clipboard().text()


def _of(widget):
    for name in _OF_ALL:
        yield getattr(widget, name)()
    for kind, names in _TEXTS.items():
        if isinstance(widget, kind):
            yield from (getattr(widget, name)() for name in names)
    if isinstance(widget, QComboBox):
        yield from _rows(widget.model(), QModelIndex())
    if isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            yield from (widget.tabText(tab), widget.tabToolTip(tab), widget.accessibleTabName(tab))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _rows(widget.model(), QModelIndex())
    for action in (*widget.actions(), *widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly)):
        yield from (action.text(), action.toolTip(), action.statusTip(), action.whatsThis(), action.iconText())
    interface = QAccessible.queryAccessibleInterface(widget)
    if interface is not None:
        for kind in (
            QAccessible.Text.Name,
            QAccessible.Text.Description,
            QAccessible.Text.Value,
            QAccessible.Text.Help,
        ):
            yield interface.text(kind)


def _rows(model, parent):
    columns = (
        1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    )  # a list keeps its own to itself
    for section in range(columns):
        yield str(model.headerData(section, Qt.Orientation.Horizontal) or "")
    for row in range(model.rowCount(parent)):
        yield str(model.headerData(row, Qt.Orientation.Vertical) or "")
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from (str(index.data(role)) for role in ROLES if index.data(role) is not None)
            if column == 0:
                yield from _rows(model, index)
