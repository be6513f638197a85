"""Where CXR-12 keeps its files on this computer. ``CXR12_HOME`` moves all of them under one folder."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """User data (catalogue, shelf, runs, dataset tables), created with mode 0700."""
    return _made("data", platformdirs.user_data_path("cxr12", appauthor=False))


def cache_folder() -> Path:
    """Files that can be made again (training arrays, thumbnails), created with mode 0700."""
    return _made("cache", platformdirs.user_cache_path("cxr12", appauthor=False))


def config_folder() -> Path:
    """Preferences, created with mode 0700."""
    return _made("config", platformdirs.user_config_path("cxr12", appauthor=False))


def _made(name: str, usual: Path) -> Path:
    home = os.environ.get("CXR12_HOME")
    folder = Path(home) / name if home else usual
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
