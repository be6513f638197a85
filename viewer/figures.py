"""Measured figures and durations as the panels write them."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from core.models.card import Estimate
from viewer.number_text import number_text

UNKNOWN = "–"  # noqa: RUF001  an en dash: not known


def estimate_text(estimate: Estimate) -> str:
    """Write a figure with its 95 % interval, ``0.873 (0.81–0.92)``; without it where it is not known."""
    if math.isnan(estimate.value):
        return UNKNOWN
    value = number_text(estimate.value, ".3f")
    if math.isnan(estimate.low) or math.isnan(estimate.high):
        return value
    low, high = number_text(estimate.low, ".2f"), number_text(estimate.high, ".2f")
    return f"{value} ({low}–{high})"  # noqa: RUF001  ranges take an en dash


def full_text(estimate: Estimate) -> str:
    """Write a figure with its interval and its chance floor, for a sentence."""
    return _tr("{0}, chance {1}").format(estimate_text(estimate), chance_text(estimate))


def chance_text(estimate: Estimate) -> str:
    """Write what knowing nothing would give, ``0.25``."""
    return UNKNOWN if math.isnan(estimate.chance) else number_text(estimate.chance, ".2f")


def duration(seconds: float) -> str:
    """Write seconds for reading: ``48 s``, ``3 min``, ``2 h 05 min``."""
    if math.isnan(seconds):
        return UNKNOWN
    if seconds < 99.5:
        return _tr("{0} s").format(round(seconds))
    minutes = round(seconds / 60)
    if minutes < 60:
        return _tr("{0} min").format(minutes)
    return _tr("{0} h {1} min").format(minutes // 60, f"{minutes % 60:02d}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("figures", text)
