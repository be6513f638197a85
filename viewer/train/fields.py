"""Fields of a form: boxes to choose from, numbers, and the grid that they stand in under their names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

COLUMNS = 6
Cell = tuple[str, QWidget, int]
"""Name, field and how many of the :data:`COLUMNS` it takes."""


def choice(parent: QWidget, items: Sequence[tuple[str, object]]) -> QComboBox:
    """Make a box to choose one of ``items`` from: what is shown, and what it stands for."""
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for text, value in items:
        box.addItem(text, value)
    return box


def select(box: QComboBox, value: object) -> None:
    """Choose ``value``, if it is offered."""
    place = box.findData(value)
    if place >= 0:
        box.setCurrentIndex(place)


def offer(box: QComboBox, text: str, value: object) -> None:
    """Choose ``value``, which is added if it was not offered before."""
    if box.findData(value) < 0:
        box.addItem(text, value)
    select(box, value)


def number(parent: QWidget, low: int, high: int, value: int, none: str = "") -> QSpinBox:
    """Make a field for a whole number; ``none`` is shown in place of the lowest."""
    box = QSpinBox(parent)
    box.setRange(low, high)
    box.setSpecialValueText(none)
    box.setValue(value)
    return box


def show_number(box: QSpinBox, value: int) -> None:
    """Show ``value``, also one that the field does not go up to by itself."""
    box.setMaximum(max(box.maximum(), value))
    box.setValue(value)


def lay_out(form: QWidget, rows: Sequence[Sequence[Cell]]) -> QGridLayout:
    """Set fields under their names, a row of names above each row of fields; return the grid, to go on below."""
    grid = QGridLayout(form)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(2)
    for row, cells in enumerate(rows):
        column = 0
        for text, field, columns in cells:
            label = QLabel(text, form)
            label.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(label, 2 * row, column, 1, columns)
            grid.addWidget(field, 2 * row + 1, column, 1, columns)
            column += columns
    for column in range(COLUMNS):
        grid.setColumnStretch(column, 1)
    return grid
