"""Everything the window can be told to do, in one table: menus, tool bar, keys and the help on keys come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from viewer.actions.action import MENUS, Action, key_sequences, keys_text
from viewer.actions.annotate import ANNOTATE
from viewer.actions.classify import CLASSIFY
from viewer.actions.export import EXPORT
from viewer.actions.file import FILE
from viewer.actions.help import HELP
from viewer.actions.image import IMAGE
from viewer.actions.layout import LAYOUT
from viewer.actions.tags import TAGS
from viewer.actions.train import TRAIN
from viewer.actions.view import VIEW

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

__all__ = ["ACTIONS", "MENUS", "Action", "install", "key_rows", "key_sequences", "keys_text"]

ACTIONS: tuple[Action, ...] = (
    *FILE,
    *EXPORT,
    *IMAGE,
    *ANNOTATE,
    *VIEW,
    *LAYOUT,
    *TAGS,
    *CLASSIFY,
    *TRAIN,
    *HELP,
)
"""Every action, in the order of menus and tool bar."""


def install(window: MainWindow) -> dict[str, QAction]:
    """Make the actions of ``window``; each answers to its keys where the table says."""
    made = {}
    for action in ACTIONS:
        made[action.id] = qt = QAction(action.text.replace("...", "\u2026"), window)
        qt.setObjectName(action.id)
        qt.setCheckable(action.checkable)
        qt.setChecked(action.checked)
        qt.setShortcuts(key_sequences(action.shortcut))
        keys = keys_text(action.shortcut)
        qt.setToolTip(f"{action.text.removesuffix('...')} ({keys})" if keys else action.text.removesuffix("..."))
        qt.setStatusTip("")
        qt.triggered.connect(lambda _=False, run=action.run: run(window))
        qt.setEnabled(not action.needs_image)
        if action.where == "window":
            window.addAction(qt)
            continue
        qt.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        window.image_view.addAction(qt)
        if action.where == "image":
            window.browser.addAction(qt)
    return made


def key_rows() -> list[tuple[str, str]]:
    """List keys and what they do, in the order of the table."""
    return [(keys_text(action.shortcut), action.text.removesuffix("...")) for action in ACTIONS if action.shortcut]
