"""The axis of a plot, its numbers as the window writes them. Imports the plotting library, so: only to draw."""

from __future__ import annotations

from collections.abc import Sequence

from pyqtgraph import AxisItem

from viewer.number_text import with_marks


class PlotAxis(AxisItem):  # type: ignore[misc]  # the library tells no types
    """An axis with the marks of the locale, in plain units: 0.9 is not 900 thousandths."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self.enableAutoSIPrefix(False)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: D102  pyqtgraph's name
        return [with_marks(text) for text in super().tickStrings(values, scale, spacing)]
