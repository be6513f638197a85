"""What a run was, in words: the same wherever runs are listed or compared."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.models.registry import ARCHITECTURES


class RunSettings(Protocol):
    """What :class:`trainer.config.TrainConfig` and :class:`trainer.compare.ComparedRun` have in common."""

    @property
    def architecture(self) -> str:
        """Row of the registry."""

    @property
    def variant(self) -> str:
        """``standard`` or ``proposed``."""

    @property
    def windows(self) -> int:
        """Windows learned in front of it."""

    @property
    def size(self) -> int:
        """Input height and width in pixels."""

    @property
    def bits(self) -> str:
        """Bit depth."""

    @property
    def recipe(self) -> str:
        """How it was taught."""

    @property
    def seed(self) -> int:
        """Where its chance came from."""


def network_text(run: RunSettings) -> str:
    """Say which network it was: ``ResNet50 proposed``, its learned windows, and the recipe if it was not the usual."""
    row = ARCHITECTURES.get(run.architecture)
    title = run.architecture if row is None else row.title
    recipe = "" if run.recipe == "modern" else f" · {run.recipe}"
    windows = ""
    if run.windows:
        windows = " · " + QCoreApplication.translate("RunText", "{0} windows").format(run.windows)
    return f"{title} {run.variant}{windows}{recipe}"


def input_text(run: RunSettings) -> str:
    """Say what was put into it: ``128 px · native · seed 1``."""
    bits = run.bits
    if bits != "native":
        bits = QCoreApplication.translate("RunText", "{0} bits").format(bits)
    return QCoreApplication.translate("RunText", "{0} px · {1} · seed {2}").format(run.size, bits, run.seed)


def recipe_title(name: str) -> str:
    """Name a recipe: ``Modern (AdamW)``."""
    titles = {
        "modern": QCoreApplication.translate("RunText", "Modern (AdamW)"),
        "small": QCoreApplication.translate("RunText", "Modern, little data"),
        "thesis": QCoreApplication.translate("RunText", "Thesis (SGD)"),
    }
    return titles.get(name, name)


def when(created: str) -> str:
    """Local time of a UTC time in ISO 8601; empty for anything else."""
    with contextlib.suppress(ValueError):
        seconds = int(datetime.fromisoformat(created).timestamp())
        return QLocale().toString(QDateTime.fromSecsSinceEpoch(seconds), "d MMM HH:mm")
    return ""
