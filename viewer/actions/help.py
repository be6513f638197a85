"""Rows of the table of actions: finding out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.actions.action import Action

if TYPE_CHECKING:
    from viewer.main_window import MainWindow


def _show_shortcuts(window: MainWindow) -> None:
    # Imported when asked for, as all windows of help: the first paint does not wait for them.
    from viewer.actions import key_rows
    from viewer.help.shortcuts import ShortcutsWindow

    ShortcutsWindow(key_rows(window.shortcuts), window).show()


def _show_about(window: MainWindow) -> None:
    from viewer.help.about import AboutWindow

    AboutWindow(window).show()


def _show_manual(window: MainWindow) -> None:
    from viewer.help.context import show_manual

    show_manual(window)


def _begin_guide(window: MainWindow) -> None:
    from viewer.guide.guide import begin_guide

    begin_guide(window)


def _copy_diagnostics(window: MainWindow) -> None:
    from viewer.help.diagnostics import copy_diagnostics

    copy_diagnostics(window)


HELP: tuple[Action, ...] = (
    Action("help.manual", "Help", "Manual", "F1", _show_manual, where="anywhere"),
    Action("help.guide", "Help", "Guided tour", "", _begin_guide),
    Action("help.shortcuts", "Help", "Keyboard shortcuts", "Ctrl+/", _show_shortcuts, ends_group=True),
    Action("help.diagnostics", "Help", "Copy diagnostics", "", _copy_diagnostics),
    Action("help.about", "Help", "About CXR-12", "", _show_about),
)
