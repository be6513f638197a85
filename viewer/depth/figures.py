"""The numbers at the side: levels and differences, and what the network says, as small tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.figure_rows import FigureRows
from viewer.message import Note
from viewer.number_text import number_text

if TYPE_CHECKING:
    from viewer.depth.work import Figures


class LevelsSection(QWidget):
    """How many grey levels are left inside the window, and how far the two images lie apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = FigureRows(self.tr("Grey levels at both bit depths"), self)
        self.apart = FigureRows(self.tr("Absolute differences between both bit depths"), self)
        self.note = Note(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.table, self.apart, self.note):
            column.addWidget(widget)

    def clear(self) -> None:
        """Show nothing."""
        self.table.fill((), ())
        self.apart.fill((), ())
        self.note.say("")

    def show_figures(self, figures: Figures, *, stretched: bool) -> None:
        """Show the figures; ``stretched``: 8-max is one of the depths, which does more than take levels away."""
        (first, second), (greys, other_greys), apart = figures.levels, figures.greys, figures.apart
        rows = (
            (self.tr("Stored levels"), f"{first}", f"{second}"),
            (self.tr("Greys that these become"), f"{greys}", f"{other_greys}"),
        )
        self.table.fill((self.tr("Inside the window"), self.tr("First"), self.tr("Second")), rows)
        differences = (
            (self.tr("Stored values"), number_text(apart.largest_stored, "g"), number_text(apart.mean_stored, ".3g")),
            (
                self.tr("Greys on screen (of 256)"),
                number_text(apart.largest_grey, "g"),
                number_text(apart.mean_grey, ".3g"),
            ),
        )
        self.apart.fill((self.tr("Difference"), self.tr("Largest"), self.tr("Mean")), differences)
        told = self.tr(
            "8-max is shown scaled back to the image; its network input is stretched to the full range, too."
        )
        self.note.say(told if stretched else "")
