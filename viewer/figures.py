"""Measured figures and durations as the panels write them."""

from __future__ import annotations

import math

from core.models.card import Estimate

UNKNOWN = "–"  # noqa: RUF001  an en dash: not known


def estimate_text(estimate: Estimate) -> str:
    """Write a figure with its 95 % interval, ``0.873 (0.81–0.92)``; without it where it is not known."""
    if math.isnan(estimate.value):
        return UNKNOWN
    value = f"{estimate.value:.3f}"
    if math.isnan(estimate.low) or math.isnan(estimate.high):
        return value
    return f"{value} ({estimate.low:.2f}–{estimate.high:.2f})"  # noqa: RUF001  ranges take an en dash


def full_text(estimate: Estimate) -> str:
    """Write a figure with its interval and its chance floor, for a sentence."""
    return f"{estimate_text(estimate)}, chance {chance_text(estimate)}"


def chance_text(estimate: Estimate) -> str:
    """Write what knowing nothing would give, ``0.25``."""
    return UNKNOWN if math.isnan(estimate.chance) else f"{estimate.chance:.2f}"


def duration(seconds: float) -> str:
    """Write seconds for reading: ``48 s``, ``3 min``, ``2 h 05 min``."""
    if math.isnan(seconds):
        return UNKNOWN
    if seconds < 99.5:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"
