"""Rows of the table of actions: what the window shows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from viewer.actions.action import Action
from viewer.docks import stops

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from viewer.main_window import MainWindow


def _show_tab(name: str, window: MainWindow) -> None:
    window.show_tab(name)


def _show_preferences(window: MainWindow) -> None:
    # Imported when asked for: the first paint does not wait for it.
    from viewer.preferences.dialog import PreferencesDialog

    _bring_up(window.findChild(PreferencesDialog) or PreferencesDialog(window.settings, window.shortcuts, window))


def _show_palette(window: MainWindow) -> None:
    from viewer.palette import CommandPalette

    palette = window.findChild(CommandPalette) or CommandPalette(window.actions_by_id, window)
    palette.begin()


def _go_on(window: MainWindow) -> None:
    """Move the focus on: tool bar, browser, image, panels; for whom Tab is a long way."""
    parts = [part for part in (window.browser, window.image_area, window.tabs) if part.isVisible()]
    focus = window.focusWidget()
    at = next((i for i, part in enumerate(parts) if focus is not None and part.isAncestorOf(focus)), -1)
    part = parts[(at + 1) % len(parts)]
    first = next((widget for widget in stops(part) if widget.isVisible() and widget.isEnabled()), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)


def _bring_up(dialog: QWidget) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


VIEW: tuple[Action, ...] = (
    Action(
        "view.result",
        "View",
        "Show the result on the image",
        "O",
        lambda w: w.panes.set_result_shown(w.actions_by_id["view.result"].isChecked()),
        where="image",
        checkable=True,
        checked=True,
    ),
    Action(
        "view.hide_patient_data",
        "View",
        "Hide patient data",
        "Ctrl+H",
        lambda w: w.state.set_patient_data_hidden(not w.state.patient_data_hidden),
        "incognito",
        where="anywhere",
        checkable=True,
        ends_group=True,
    ),
    Action("view.panels", "View", "Show or hide the panels", "Tab", lambda w: w.toggle_panels(), "dock-window", "only"),
    Action("view.full_screen", "View", "Full screen", "F11", lambda w: w.toggle_full_screen(), ends_group=True),
    *(
        Action(f"view.tab_{name}", "View", f"Go to {name.capitalize()}", f"Ctrl+{n}", partial(_show_tab, name))
        for n, name in enumerate(("display", "measure", "classify", "train", "compare", "explain"), 1)
    ),
    Action("view.next_part", "View", "Go to the next part of the window", "F6", _go_on, ends_group=True),
    Action("view.palette", "View", "Find a command...", "Ctrl+Shift+P; Ctrl+K", _show_palette),
    Action("view.preferences", "View", "Preferences...", "Ctrl+,", _show_preferences),
)
