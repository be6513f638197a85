"""Rows of the table of actions: what leaves the window."""

from __future__ import annotations

from viewer.actions.action import Action, on_image

EXPORT: tuple[Action, ...] = (
    Action(
        "export.export",
        "File",
        "Export...",
        "Ctrl+E",
        lambda w: w.export.show_dialog(),
        "export-variant",
        needs_image=True,
    ),
    on_image("export.copy", "Copy the picture", "Ctrl+C", lambda w: w.export.copy(), where="only", menu="File"),
    Action("export.print", "File", "Print...", "Ctrl+P", lambda w: w.export.print(), needs_image=True, ends_group=True),
)
