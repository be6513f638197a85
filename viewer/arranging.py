"""How the panels arrange their widgets: in lines and columns on the 8-px grid, on pages that scroll."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget


def line(*widgets: QWidget) -> QWidget:
    """Set widgets side by side."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    return made


def column(*widgets: QWidget, last_grows: bool = False) -> QWidget:
    """Stack widgets; the height that is left stays empty, or goes to the last one."""
    made = QWidget()
    stack = QVBoxLayout(made)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(8)
    for widget in widgets:
        stack.addWidget(widget)
    if last_grows:
        stack.setStretch(len(widgets) - 1, 1)
    stack.addStretch(0 if last_grows else 1)
    return made


def scrolling(page: QWidget, name: str) -> QScrollArea:
    """Let a page scroll where it is too large; the area takes the focus, so that the arrow keys scroll it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setWidget(page)
    return area


def fill_scrolling(panel: QWidget, page: QWidget) -> None:
    """Let ``page`` be all of ``panel``, with a margin, and scroll where the panel is too small for it."""
    page.setContentsMargins(8, 8, 8, 8)
    scroll = scrolling(page, QCoreApplication.translate("arranging", "Page that scrolls"))
    whole = QVBoxLayout(panel)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scroll)
