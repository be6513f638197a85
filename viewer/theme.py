"""How the window looks: neutral greys, one restrained accent, two font sizes. The reading view stays black."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from resources import resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DARK = {
    "window": "#2b2b2b",
    "base": "#222222",
    "raised": "#383838",
    "line": "#474747",
    "text": "#dedede",
    "faint": "#9a9a9a",
    "disabled": "#6c6c6c",
    "accent": "#4a6f92",
    "accent_text": "#ffffff",
    "link": "#8fb8dc",
}
LIGHT = {
    "window": "#f2f2f2",
    "base": "#ffffff",
    "raised": "#e6e6e6",
    "line": "#c3c3c3",
    "text": "#1f1f1f",
    "faint": "#636363",
    "disabled": "#a2a2a2",
    "accent": "#3b6a94",
    "accent_text": "#ffffff",
    "link": "#22598a",
}

_FIELDS = ("QComboBox", "QAbstractSpinBox", "QLineEdit")
"""What Fusion frames in the tone of chosen things while it has the focus."""


def colors(choice: str) -> dict[str, str]:
    """Give the colours of ``dark``, ``light``, or of what the ``system`` prefers (dark where it says nothing)."""
    if choice == "system":
        light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
        return LIGHT if light else DARK
    return LIGHT if choice == "light" else DARK


def apply(application: QApplication, choice: str) -> None:
    """Give the whole application the theme ``system``, ``dark`` or ``light``."""
    tones = colors(choice)
    if not application.styleSheet():
        application.setStyle("Fusion")
    sheet = Template(resource("style", "window.qss").read_text(encoding="utf-8"))
    # By way of no sheet at all: Qt takes four times as long to put one in the place of another.
    application.setStyleSheet("")
    palette = _palette(tones)
    application.setPalette(palette)
    for kind in _FIELDS:
        application.setPalette(_clearer(palette, tones), kind)  # type: ignore[arg-type]  # its stub asks for bytes
    application.setStyleSheet(sheet.substitute(tones, check=resource("style", "check.svg").as_posix()))


def _palette(tones: dict[str, str]) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for tone, roles in (
        ("window", (role.Window,)),
        ("base", (role.Base,)),
        ("raised", (role.Button, role.AlternateBase, role.ToolTipBase, role.Midlight)),
        ("line", (role.Mid, role.Light)),
        ("text", (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText)),
        ("faint", (role.PlaceholderText,)),
        ("accent", (role.Highlight, role.Accent)),
        ("accent_text", (role.HighlightedText,)),
        ("link", (role.Link, role.LinkVisited)),
    ):
        for one in roles:
            palette.setColor(one, QColor(tones[tone]))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tones["disabled"]))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tones["line"]))
    return palette


def _clearer(palette: QPalette, tones: dict[str, str]) -> QPalette:
    """Give fields a tone for the focus, and for chosen text, that is seen: the accent hardly differs from an edge."""
    clearer = QPalette(palette)
    clearer.setColor(QPalette.ColorRole.Highlight, QColor(tones["link"]))
    clearer.setColor(QPalette.ColorRole.HighlightedText, QColor(tones["base"]))
    clearer.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, QColor(tones["line"]))
    return clearer
