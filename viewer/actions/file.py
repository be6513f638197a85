"""Rows of the table of actions: opening, listing and leaving."""

from __future__ import annotations

from viewer import dialogs
from viewer.actions.action import Action

FILE: tuple[Action, ...] = (
    Action(
        "file.open_folder",
        "File",
        "Open folder...",
        "Ctrl+O",
        lambda w: w.open_paths(dialogs.ask_folder(w)),
        "folder-open-outline",
    ),
    Action(
        "file.open_files",
        "File",
        "Open files...",
        "Ctrl+Shift+O",
        lambda w: w.open_paths(dialogs.ask_files(w)),
        "file-image-outline",
        ends_group=True,
    ),
    Action("file.open_sample", "File", "Open sample folder", "", lambda w: w.open_sample(), ends_group=True),
    Action("file.find", "File", "Find in the list", "Ctrl+F; /", lambda w: w.sources.find()),
    Action("file.clear", "File", "Clear the list", "", lambda w: w.clear()),
    Action("file.forget", "File", "Forget folder...", "", lambda w: w.sources.forget(), ends_group=True),
    Action("file.quit", "File", "Quit", "Ctrl+Q", lambda w: w.close()),
)
