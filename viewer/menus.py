"""Menu bar, tool bar and context menu, filled from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from viewer.actions import ACTIONS, MENUS
from viewer.settings import SETTINGS, Settings

if TYPE_CHECKING:
    from core.display.view import Preset

_CONTEXT = ("image.full_range", "image.invert", "image.fit", "image.actual_size", "image.reset", "classify.run")


def fill_menu_bar(bar: QMenuBar, made: Mapping[str, QAction]) -> dict[str, QMenu]:
    """Make the menus; returns them by name."""
    menus = {name: bar.addMenu(name) for name in MENUS}
    for action in ACTIONS:
        if action.menu not in menus:
            parent, _, name = action.menu.partition("/")
            menus[action.menu] = menus[parent].addMenu(name)
        menus[action.menu].addAction(made[action.id])
        if action.ends_group:
            menus[action.menu].addSeparator()
    return menus


def make_tool_bar(title: str, made: Mapping[str, QAction], parent: QWidget) -> QToolBar:
    """Make the tool bar: every action with an icon, in the order of the table."""
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
        made[action.id].setIcon(QIcon(blank))  # keeps the place until set_icons
        bar.addAction(made[action.id])
        button = bar.widgetForAction(made[action.id])
        button.setAccessibleName(made[action.id].text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if action.ends_group:
            bar.addSeparator()
    return bar


def set_icons(made: Mapping[str, QAction], tones: Mapping[str, str]) -> None:
    """Draw the icons in the colours of the theme."""
    # Imported here: the first paint does not wait for the icon font.
    from viewer.icons import icon

    for action in ACTIONS:
        if action.icon:
            made[action.id].setIcon(icon(action.icon, tones["text"], tones["disabled"]))


def fill_preferences(menu: QMenu, settings: Settings) -> None:
    """List every setting with its choices; a choice holds at once."""
    for setting in SETTINGS:
        choices = menu.addMenu(setting.text)
        group = QActionGroup(choices)
        for value, text in setting.choices:
            action = choices.addAction(text)
            action.setCheckable(True)
            action.setChecked(settings[setting.key] == value)
            group.addAction(action)
            action.triggered.connect(lambda _=False, key=setting.key, value=value: settings.set(key, value))


def fill_recent(menu: QMenu, folders: Sequence[Path], open_folder: Callable[[Path], object]) -> None:
    """List the folders opened last."""
    menu.clear()
    for folder in folders:
        action = menu.addAction(str(folder))
        action.triggered.connect(lambda _=False, folder=folder: open_folder(folder))
    if not folders:
        menu.addAction(menu.tr("None")).setEnabled(False)


def context_menu(
    made: Mapping[str, QAction], presets: Sequence[Preset], choose: Callable[[int], object], parent: QWidget
) -> QMenu:
    """Make the menu of a right click on the image."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    windows = menu.addMenu(menu.tr("Windows"))
    for number, preset in enumerate(presets):
        action = windows.addAction(preset.name.replace("&", "&&"))
        action.triggered.connect(lambda _=False, number=number: choose(number))
    for name in _CONTEXT:
        menu.addAction(made[name])
    menu.addSeparator()
    for name in ("view.result", "view.hide_patient_data"):
        menu.addAction(made[name])
    return menu
