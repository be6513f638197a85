"""Everything the window can be told to do, in one table: menus, tool bar, keys and the help on keys come from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from viewer.actions.action import MENUS, Action, key_sequences, keys_text
from viewer.actions.annotate import ANNOTATE
from viewer.actions.classify import CLASSIFY
from viewer.actions.explain import EXPLAIN
from viewer.actions.export import EXPORT
from viewer.actions.file import FILE
from viewer.actions.help import HELP
from viewer.actions.image import IMAGE
from viewer.actions.label import LABEL
from viewer.actions.layout import LAYOUT
from viewer.actions.look import LOOK
from viewer.actions.results import RESULTS
from viewer.actions.tags import TAGS
from viewer.actions.train import TRAIN
from viewer.actions.view import VIEW
from viewer.actions.window import WINDOW

if TYPE_CHECKING:
    from viewer.actions.shortcuts import Shortcuts
    from viewer.main_window import MainWindow

__all__ = ["ACTIONS", "MENUS", "Action", "install", "key_rows", "key_sequences", "keys_text"]

ACTIONS: tuple[Action, ...] = (
    *FILE,
    *EXPORT,
    *IMAGE,
    *LOOK,
    *WINDOW,
    *ANNOTATE,
    *VIEW,
    *LAYOUT,
    *TAGS,
    *CLASSIFY,
    *RESULTS,
    *EXPLAIN,
    *TRAIN,
    *LABEL,
    *HELP,
)
"""Every action, in the order of menus and tool bar."""


def install(window: MainWindow) -> dict[str, QAction]:
    """Make the actions of ``window``; each answers to its keys where the table says."""
    made = {}
    for action in ACTIONS:
        made[action.id] = qt = QAction(action.menu_text, window)
        qt.setObjectName(action.id)
        qt.setCheckable(action.checkable)
        qt.setChecked(action.checked)
        qt.setStatusTip("")
        qt.triggered.connect(lambda _=False, run=action.run: run(window))
        qt.setEnabled(not action.needs_image)
        _set_keys(qt, action, window.shortcuts[action.id])
        if action.where in ("anywhere", "window"):
            if action.where == "anywhere":
                qt.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            window.addAction(qt)
            continue
        qt.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for view in window.panes.views:
            view.addAction(qt)
        if action.where == "image":
            window.browser.addAction(qt)
            if action.menu == "Annotate":
                window.measure_panel.addAction(qt)
    by_id = {action.id: action for action in ACTIONS}
    window.shortcuts.changed.connect(lambda name: _set_keys(made[name], by_id[name], window.shortcuts[name]))
    return made


def key_rows(shortcuts: Shortcuts | None = None) -> list[tuple[str, str]]:
    """List keys and what they do, in the order of the table: the user's own keys, or those of the table."""
    keys = ((action, shortcuts[action.id] if shortcuts else action.shortcut) for action in ACTIONS)
    return [(keys_text(shortcut), action.title) for action, shortcut in keys if shortcut]


def _set_keys(qt: QAction, action: Action, shortcut: str) -> None:
    qt.setShortcuts(key_sequences(shortcut))
    keys = keys_text(shortcut)
    qt.setToolTip(f"{action.title} ({keys})" if keys else action.title)
