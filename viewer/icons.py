"""One family of icons, in the colour of the theme's text."""

from __future__ import annotations

import qtawesome
from PySide6.QtGui import QIcon


def icon(name: str, color: str, disabled: str) -> QIcon:
    """Make the Material Design icon ``name``."""
    made: QIcon = qtawesome.icon(f"mdi6.{name}", color=color, color_disabled=disabled)
    return made
