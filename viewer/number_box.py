"""A field for a decimal number."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QDoubleSpinBox


class NumberBox(QDoubleSpinBox):
    """Takes the decimal mark of the user's language, and the other of point and comma as well.

    Qt reads the other one as a mark between thousands, which makes 22 of a typed 2.2 where a comma is usual. Only what
    looks like thousands, such as a pasted 1,234 where a point is usual, is left to it.
    """

    def validate(self, text: str, position: int) -> Any:
        """Tell whether ``text`` is a number or the beginning of one; the other mark is replaced in the field."""
        return super().validate(self._with_own_mark(text), position)

    def valueFromText(self, text: str) -> float:
        """Read a number."""
        return super().valueFromText(self._with_own_mark(text))

    def _with_own_mark(self, text: str) -> str:
        own = self.locale().decimalPoint()
        other = "." if own == "," else ","
        if own in text or text.count(other) != 1 or re.search(rf"(?<!\d)[1-9]\d{{0,2}}\{other}\d{{3}}(?!\d)", text):
            return text
        return text.replace(other, own)
