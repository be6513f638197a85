"""Numbers as people read them: with the marks of the language of the window. Files and reports keep the point."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def number_text(value: float, form: str = "") -> str:
    """Write a number for the screen.

    Parameters
    ----------
    value : float
        Any number; NaN and infinities are written as Python writes them.
    form : str
        A format of Python for numbers, e.g. ``".3f"`` or ``","``; its point and comma become the locale's own marks.
    """
    return with_marks(format(value, form))


def with_marks(number: str) -> str:
    """Put the locale's own marks into a number as Python writes it."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # has no mark between groups
        return number
    return number.translate({ord("."): locale.decimalPoint(), ord(","): locale.groupSeparator()})
