"""What headless commands take from the window's preferences, without Qt; what is wrong with them the window says."""

from __future__ import annotations

import json

from core.models.engines import ENGINES, PRECISIONS
from core.places import config_folder

_LARGEST = 1 << 20  # bytes


def keeps_nothing() -> bool:
    """Tell whether lists and results are kept for a session only."""
    return _chosen("session", ("kept", "only")) == "only"


def computing(engine: str = "", precision: str = "") -> tuple[str, str]:
    """Give the engine and precision to compute by: those that are asked for, where one is empty the preferred one."""
    return engine or _chosen("engine", ENGINES), precision or _chosen("precision", PRECISIONS)


def _chosen(key: str, values: tuple[str, ...]) -> str:
    """Give what is preferred out of ``values``, the first of which is the default."""
    file = config_folder() / "preferences.json"
    try:
        if file.stat().st_size > _LARGEST:
            return values[0]
        chosen = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return values[0]
    found = chosen.get(key) if isinstance(chosen, dict) else None
    return next((value for value in values if value == found), values[0])
