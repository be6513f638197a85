"""What to tell whoever is asked for help: versions, screen, preferences, last errors; nothing of patients or paths."""

from __future__ import annotations

import importlib.metadata
import logging
import os
import platform
import re
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication

from core import __version__
from core.places import data_folder

if TYPE_CHECKING:
    from viewer.main_window import MainWindow

OWN = ("core", "trainer", "viewer")
"""The rooms of the program: what they log holds no patient data; what libraries log may quote a file."""

_LIBRARIES = (
    "PySide6-Essentials", "numpy", "pydicom", "opencv-python-headless", "imagecodecs", "keras", "tensorflow",
    "pyqtgraph", "QtAwesome",
)  # fmt: skip
_KEPT = 20
_PLACE = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')
_KIND = re.compile(r"\b[A-Z]\w*(?:Error|Exception|Warning|Interrupt|Exit)\b")


class RecentErrors(logging.Handler):
    """Keeps of the last warnings and errors the type and the place, never the words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: deque[str] = deque(maxlen=_KEPT)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        when = datetime.fromtimestamp(record.created, UTC).strftime("%H:%M:%S")
        self.lines.append(f"{when} {record.levelname} {kind_and_place(record)}")


def kind_and_place(record: logging.LogRecord) -> str:
    """Give the types of exception that a record names, and where it happened; not its text."""
    text = record.getMessage() if is_own(record) else ""
    kinds = list(dict.fromkeys(_KIND.findall(text.partition("\n")[0])))
    places = _PLACE.findall(text)
    file, line, function = places[-1] if places else (record.pathname, record.lineno, record.funcName)
    return " ".join((*kinds, f"{_in_package(file)}:{line}", f"in {function}"))


def is_own(record: logging.LogRecord) -> bool:
    """Tell whether the program itself logged this, rather than a library."""
    return record.name.partition(".")[0] in OWN


def diagnostics(window: MainWindow) -> str:
    """Write everything down, in lines of ``what: found``."""
    listed = len(window.browser.model.images())
    lines = [
        f"CXR-12 {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        *(f"{name} {_version(name)}" for name in _LIBRARIES),
        f"System: {QSysInfo.prettyProductName()}, {platform.system()} {platform.release()}, {platform.machine()}",
        f"Processors: {os.cpu_count()}; platform plug-in: {QGuiApplication.platformName()}",
        *(f"Screen {number}: {text}" for number, text in enumerate(_screens(), 1)),
        f"Window: {window.width()} x {window.height()}",
        f"Preferences that differ: {_listed(f'{k} = {v}' for k, v in window.settings.differing().items())}",
        f"Shortcuts that differ: {_listed(window.shortcuts.differing())}",
        f"Images listed: {listed}; catalogue: {_size(data_folder() / 'catalogue.sqlite')}",
        "Last warnings and errors (UTC):",
        *_last_errors(),
    ]
    return "\n".join(lines) + "\n"


def copy_diagnostics(window: MainWindow) -> None:
    """Put everything on the clipboard, and say so."""
    QGuiApplication.clipboard().setText(diagnostics(window))
    window.image_area.messages.say(
        QCoreApplication.translate(
            "diagnostics", "Diagnostics copied; they hold no patient data. Paste them where you ask."
        )
    )


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _screens() -> list[str]:
    return [
        f"{screen.size().width()} x {screen.size().height()}, scale {screen.devicePixelRatio():g}, "
        f"{screen.logicalDotsPerInch():.0f} dpi, {screen.depth()} bits"
        for screen in QGuiApplication.screens()
    ]


def _size(file: Path) -> str:
    try:
        return f"{file.stat().st_size / 1e6:.1f} MB"
    except OSError:
        return "none"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items) or "none"


def _last_errors() -> list[str]:
    kept = [handler for handler in logging.getLogger().handlers if isinstance(handler, RecentErrors)]
    return [line for handler in kept for line in handler.lines] or ["none"]


def _in_package(file: str) -> str:
    """Cut a path to what follows the installed packages, or to its last two parts: nothing of the home stays."""
    parts = PurePath(file).parts
    for mark in ("site-packages", *OWN):
        if mark in parts[:-1]:
            start = len(parts) - 1 - parts[::-1].index(mark)
            return "/".join(parts[start + (mark == "site-packages") :])
    return parts[-1] if parts else ""
