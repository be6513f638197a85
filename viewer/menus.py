"""Menu bar, tool bar and context menu, filled from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from viewer.actions import ACTIONS, MENUS
from viewer.actions.action import translated

if TYPE_CHECKING:
    from core.display.view import Preset

_CONTEXT_MENUS = (
    (str(QT_TRANSLATE_NOOP("actions", "Tools")), (("annotate.",), ("image.loupe", "image.window_region"))),
    (str(QT_TRANSLATE_NOOP("actions", "Orientation")), (("image.flip", "image.rotate"),)),
    (str(QT_TRANSLATE_NOOP("actions", "Layout")), (("layout.",),)),
    (str(QT_TRANSLATE_NOOP("actions", "Export")), (("export.",),)),
)
"""Sub-menus of a right click on the image, and the beginnings of the ids of what they hold, group by group."""

_CONTEXT = (
    ("image.full_range", "image.invert", "image.fit", "image.actual_size", "image.reset"),
    ("classify.run", "explain.", "tags."),
    ("view.result", "view.hide_patient_data"),
)
"""What stands below them."""


def fill_menu_bar(bar: QMenuBar, made: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Make the menus; returns them by name."""
    menus = {name: bar.addMenu(translated(name)) for name in MENUS}
    for action in ACTIONS:
        if action.menu not in menus:
            parent, _, name = action.menu.partition("/")
            menus[action.menu] = menus[parent].addMenu(translated(name))
        menus[action.menu].addAction(made[action.id])
        if action.ends_group:
            menus[action.menu].addSeparator()
    return menus


def make_tool_bar(title: str, made: Mapping[str, QAction], parent: QWidget) -> QToolBar:
    """Make the tool bar: every action with an icon that does not keep out of it, in the order of the table."""
    bar = QToolBar(title, parent)
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    blank = QPixmap(20, 20)
    blank.fill(Qt.GlobalColor.transparent)
    for action in ACTIONS:
        if not action.icon:
            continue
        if action.in_tool_bar:
            made[action.id].setIcon(QIcon(blank))  # keeps the place until set_icons
            bar.addAction(made[action.id])
            button = bar.widgetForAction(made[action.id])
            button.setAccessibleName(made[action.id].text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action.ends_group:
            bar.addSeparator()
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None:  # its own icon is black, also on a dark tool bar; an arrow has the colour of the text
        more.setArrowType(Qt.ArrowType.RightArrow)
        more.setAccessibleName(translated("More tools"))
        more.setToolTip(translated("More tools"))
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return bar


def set_icons(made: Mapping[str, QAction], tones: Mapping[str, str]) -> None:
    """Draw the icons in the colours of the theme."""
    # Imported here: the first paint does not wait for the icon font.
    from viewer.icons import icon

    for action in ACTIONS:
        if action.icon:
            made[action.id].setIcon(icon(action.icon, tones["text"], tones["disabled"]))


def fill_recent(menu: QMenu, folders: Sequence[Path], open_folder: Callable[[Path], object]) -> None:
    """List the folders opened last."""
    menu.clear()
    for folder in folders:
        action = menu.addAction(str(folder))
        action.triggered.connect(lambda _=False, folder=folder: open_folder(folder))
    if not folders:
        menu.addAction(translated("None")).setEnabled(False)


def context_menu(
    made: Mapping[str, QAction], presets: Sequence[Preset], choose: Callable[[int], object], parent: QWidget
) -> QMenu:
    """Make the menu of a right click on the image."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    windows = menu.addMenu(translated("Windows"))
    for number, preset in enumerate(presets):
        action = windows.addAction(preset.name.replace("&", "&&"))
        action.triggered.connect(lambda _=False, number=number: choose(number))
    windows.setEnabled(bool(presets))
    for title, groups in _CONTEXT_MENUS:
        _add_listed(menu.addMenu(translated(title)), made, groups)
    _add_listed(menu, made, _CONTEXT)
    return menu


def _add_listed(menu: QMenu, made: Mapping[str, QAction], groups: Sequence[tuple[str, ...]]) -> None:
    """Add the actions whose ids begin as told, a line between groups; a menu without any is not offered."""
    for group in groups:
        if not menu.isEmpty():
            menu.addSeparator()
        for action in ACTIONS:
            if action.id.startswith(group):
                menu.addAction(made[action.id])
    menu.menuAction().setVisible(not menu.isEmpty())
