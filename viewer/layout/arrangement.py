"""How many images stand side by side. No Qt."""

from __future__ import annotations

import enum


class Arrangement(enum.Enum):
    """Rows and columns of panes."""

    SINGLE = (1, 1)
    TWO = (1, 2)
    FOUR = (2, 2)

    @property
    def rows(self) -> int:
        """Panes on top of each other."""
        return self.value[0]

    @property
    def columns(self) -> int:
        """Panes beside each other."""
        return self.value[1]

    @property
    def count(self) -> int:
        """Panes in all."""
        return self.rows * self.columns

    def shown_with(self, number: int) -> range:
        """Give the numbers of the panes on screen with pane ``number``, from 0, among them: a pane keeps its row."""
        first = number // self.count * self.count
        return range(first, first + self.count)
