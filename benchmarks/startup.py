"""Start to first paint of the window, against a bare Qt window; ``cxr12 --version``, against a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Figure, interleaved

_BARE = (
    "from PySide6.QtWidgets import QApplication, QMainWindow; a = QApplication([]); w = QMainWindow();"
    "w.resize(1280, 800); w.show(); w.repaint()"
)
_WINDOW = "from viewer.app import first_paint; first_paint()"


def _python(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def figures() -> Iterator[Figure]:
    """Whole processes, from exec to exit, so that imports count."""
    ours, peer = interleaved(lambda: _python(_WINDOW), lambda: _python(_BARE), repeat=5, warm=1)
    yield Figure("start to first paint (process)", ours, "ms", peer, "bare QMainWindow")
    command = str(Path(sys.executable).with_name("cxr12"))
    ours, peer = interleaved(
        lambda: subprocess.run([command, "--version"], check=True, stdout=subprocess.DEVNULL),
        lambda: _python("import typer"),
        repeat=7,
        warm=1,
    )
    yield Figure("cxr12 --version (process)", ours, "ms", peer, "python -c 'import typer'")
