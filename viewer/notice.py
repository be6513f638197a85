"""What stands wherever an answer of a network is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.export.picture import DISCLAIMER


def disclaimer() -> str:
    """Say in the user's language what answers are for; files that are written say it in English."""
    return QCoreApplication.translate("notice", DISCLAIMER)
