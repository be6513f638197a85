"""Where CXR-12 keeps its files on this computer. ``CXR12_HOME`` moves all of them under one folder.

Where nothing can be written, a temporary folder stands in until the program ends, so that everything still works;
:func:`problem` says so. Child processes are told of the same stand-in through the environment.
"""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

import platformdirs

log = logging.getLogger(__name__)

STAND_IN = "CXR12_STAND_IN"
"""Environment variable: the temporary folder of the process that had to make one."""

_writable: set[Path] = set()
_refused: dict[Path, str] = {}


def data_folder() -> Path:
    """User data (catalogue, shelf, runs, dataset tables), created with mode 0700."""
    return _made("data", platformdirs.user_data_path("cxr12", appauthor=False))


def cache_folder() -> Path:
    """Files that can be made again (training arrays, thumbnails), created with mode 0700."""
    return _made("cache", platformdirs.user_cache_path("cxr12", appauthor=False))


def config_folder() -> Path:
    """Preferences, created with mode 0700; one that is there but cannot be written is still read."""
    return _made("config", platformdirs.user_config_path("cxr12", appauthor=False), readable_will_do=True)


def problem() -> str:
    """Say in one sentence what is lost when the program ends, as far as is known; empty when all is kept."""
    if not _refused:
        return ""
    folder, why = next(iter(_refused.items()))
    return (
        f"CXR-12 cannot write to {folder} ({why}): the list of files, models, runs and preferences are not kept when "
        "it is closed; set CXR12_HOME to a folder that can be written."
    )


def _made(name: str, usual: Path, *, readable_will_do: bool = False) -> Path:
    home = os.environ.get("CXR12_HOME")
    folder = Path(home) / name if home else usual
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder not in _writable:
            # Tried out: permissions alone do not tell of read-only disks, nor for every user and system.
            tempfile.TemporaryFile(dir=folder).close()
            _writable.add(folder)
        return folder
    except OSError as error:
        _refuse(folder, (error.strerror or "unknown reason").lower())
    if readable_will_do and folder.is_dir():
        return folder
    stand_in = _stand_in() / name
    stand_in.mkdir(parents=True, exist_ok=True, mode=0o700)
    return stand_in


def _refuse(folder: Path, why: str) -> None:
    if folder in _refused:
        return
    first = not _refused and STAND_IN not in os.environ  # a child process need not say it again
    _refused[folder] = why
    if first:
        log.warning("%s", problem())


def _stand_in() -> Path:
    """Find the stand-in of this program, or make it; who made it removes it."""
    if STAND_IN not in os.environ:
        made = tempfile.mkdtemp(prefix="cxr12-")
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        os.environ[STAND_IN] = made
    return Path(os.environ[STAND_IN])
