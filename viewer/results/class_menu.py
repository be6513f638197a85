"""A menu of classes, for saying what an image shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from viewer.classify.colors import class_title


def class_menu(parent: QWidget, classes: Sequence[str], choose: Callable[[str], object]) -> QMenu:
    """Make the menu; the first nine classes answer to their number, too."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for number, name in enumerate(classes, 1):
        title = class_title(name).replace("&", "&&")
        action = menu.addAction(f"&{number} {title}" if number < 10 else title)
        action.triggered.connect(lambda _=False, name=name: choose(name))
    return menu
