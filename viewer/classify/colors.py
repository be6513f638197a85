"""Class names as the window writes them, and the colour that goes with each."""

from __future__ import annotations

from collections.abc import Sequence

NEUTRAL = "#009e73"
"""Bluish green, for ``normal``."""

_USUAL = {"normal": NEUTRAL, "opacity": "#56b4e9", "covid_19": "#e69f00", "aortic_enlargement": "#cc79a7"}
_OTHERS = ("#d55e00", "#f0e442", "#0072b2", "#e69f00", "#56b4e9", "#cc79a7")


def class_colors(classes: Sequence[str]) -> dict[str, str]:
    """Colour per class, ``#rrggbb``; a class keeps its colour from model to model where it can.

    References
    ----------
    Okabe M, Ito K. Color Universal Design, 2008: eight colours told apart with any kind of colour vision.
    """
    taken = {_USUAL[name] for name in classes if name in _USUAL}
    free = [color for color in _OTHERS if color not in taken] or list(_OTHERS)
    others = [name for name in classes if name not in _USUAL]
    chosen = {name: free[i % len(free)] for i, name in enumerate(others)}
    return {name: _USUAL.get(name) or chosen[name] for name in classes}


def class_title(name: str) -> str:
    """Class name for reading: ``aortic_enlargement`` becomes ``Aortic enlargement``."""
    if name == "covid_19":
        return "COVID-19"
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
