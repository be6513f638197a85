"""One family of icons, Material Design, in the colour of the theme's text.

The font and its table of names are those that QtAwesome ships. They are read here: QtAwesome itself loads every
family it has before it draws the first icon, which takes longer than the window may stand still.
"""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPixmap

_SIZES = (16, 20)  # of entries in menus, and of tools
_FILLED = 0.875  # of the height, by the letter that is the icon


def icon(name: str, color: str, disabled: str) -> QIcon:
    """Make the Material Design icon ``name``.

    Raises
    ------
    KeyError
        If the family has none of this name.
    """
    letter = chr(int(_letters()[name], 16))
    made = QIcon()
    scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    for size in {round(size * scale) for size in _SIZES for scale in scales}:
        made.addPixmap(_drawn(letter, size, color), QIcon.Mode.Normal)
        made.addPixmap(_drawn(letter, size, disabled), QIcon.Mode.Disabled)
    return made


def _drawn(letter: str, size: int, color: str) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    font = QFont(_family())
    font.setPixelSize(round(_FILLED * size))
    painter = QPainter(pixmap)
    painter.setFont(font)
    painter.setPen(QColor(color))
    painter.drawText(QRect(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return pixmap


@cache
def _letters() -> dict[str, str]:
    """Read which letter of the font, in hexadecimal, is which icon."""
    letters: dict[str, str] = json.loads(_file("json").read_text(encoding="utf-8"))
    return letters


@cache
def _family() -> str:
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(_file("ttf"))))[0]


def _file(suffix: str) -> Path:
    """Find a file of the family without importing the package that it lies in."""
    found = importlib.util.find_spec("qtawesome")
    assert found is not None
    assert found.origin is not None
    return next((Path(found.origin).parent / "fonts").glob(f"materialdesignicons6-*.{suffix}"))
