"""Which page of the manual speaks of the part of the window that has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from viewer.actions import key_rows
from viewer.export.dialog import ExportDialog
from viewer.help.manual import ManualWindow, keyboard_page
from viewer.help.shortcuts import mouse_rows
from viewer.tags.window import TagWindow

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

PAGES = {
    "browser": "browse",
    "image_area": "read",
    "display_panel": "window",
    "measure_panel": "measure",
    "classify_panel": "classify",
    "explain_panel": "explain",
    "train_panel": "train",
    "compare_panel": "compare",
}
"""Attributes of the main window, and the pages about them."""

BESIDE: dict[type[QWidget], str] = {TagWindow: "tags", ExportDialog: "export"}
"""Windows beside the main one, and the pages about them."""


def page_in_focus(window: MainWindow) -> str:
    """Name the page about the panel or window with the focus; the first page where there is none."""
    focus = QApplication.focusWidget()
    if focus is None:
        return "index"
    above: QWidget | None = focus
    while above is not None:  # of panels and windows that are made when they are first asked for
        page = above.property("manual_page")
        if isinstance(page, str):
            return page
        above = above.parentWidget()
    for kind, page in BESIDE.items():
        if isinstance(focus.window(), kind):
            return page
    for part, page in PAGES.items():
        panel: QWidget = getattr(window, part)
        if panel is focus or panel.isAncestorOf(focus):
            return page
    return "index"


def show_manual(window: MainWindow) -> None:
    """Open the manual at the page about the panel with the focus."""
    manual = window.findChild(ManualWindow)
    if manual is None:
        manual = ManualWindow(lambda: keyboard_page(mouse_rows(), key_rows(window.shortcuts)), window)
    if not manual.isActiveWindow():
        manual.show_page(page_in_focus(window))
    manual.show()
    manual.raise_()
    manual.activateWindow()
