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
    Action(
        "export.metadata",
        "File",
        "Export PNG with metadata...",
        "",
        lambda w: w.export.metadata.show_dialog(),
        needs_image=True,
    ),
    Action(
        "export.report", "File", "Export a report...", "", lambda w: w.export.report.show_dialog(), needs_image=True
    ),
    Action(
        "export.sr",
        "File",
        "Save result as DICOM SR...",
        "",
        lambda w: w.export.dicom.save_report(),
        needs_image=True,
    ),
    Action(
        "export.sc",
        "File",
        "Save result as Secondary Capture...",
        "",
        lambda w: w.export.dicom.save_picture(),
        needs_image=True,
    ),
    Action("export.send", "File", "Send to PACS...", "", lambda w: w.export.pacs.show_dialog(), needs_image=True),
    Action(
        "export.deidentified",
        "File",
        "Export de-identified...",
        "",
        lambda w: w.export.deidentify.show_dialog(),
        needs_image=True,
    ),
    on_image("export.copy", "Copy the picture", "Ctrl+C", lambda w: w.export.copy(), where="only", menu="File"),
    Action("export.print", "File", "Print...", "Ctrl+P", lambda w: w.export.print(), needs_image=True, ends_group=True),
)
