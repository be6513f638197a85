"""Files that ship with the program: icons, presets, bundled models, style."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resource(*parts: str) -> Path:
    """Path of a shipped file or folder, e.g. ``resource("models", "phantom4")``."""
    return Path(str(files("resources").joinpath(*parts)))
