"""Rows of the table of actions: finding out."""

from __future__ import annotations

from viewer.actions.action import Action
from viewer.help import AboutWindow

HELP: tuple[Action, ...] = (
    Action("help.shortcuts", "Help", "Keyboard shortcuts", "Ctrl+/", lambda w: w.show_shortcuts()),
    Action("help.about", "Help", "About CXR-12", "", lambda w: AboutWindow(w).show()),
)
