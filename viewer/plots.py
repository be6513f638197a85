"""Plots in panels: quiet axes in the colours of the theme. The plotting library is imported by what draws."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200)


def load_plots() -> None:
    """Load the plotting library, on a thread that may take its time: the window must not stand still so long."""
    import pyqtgraph  # noqa: F401


def make_plot(across: str, up: str, parent: QWidget) -> Any:
    """Make an empty plot with named axes, which the mouse does not move; the wheel scrolls the page it is on."""
    import pyqtgraph  # 0.3 s: not before there is something to draw

    from viewer.plot_axis import PlotAxis

    plot = pyqtgraph.PlotWidget(parent, axisItems={side: PlotAxis(side) for side in ("left", "bottom")})
    plot.setLabel("left", up)
    plot.setLabel("bottom", across)
    plot.showGrid(x=True, y=True, alpha=0.15)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setMenuEnabled(False)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is nothing in it to reach by keyboard
    plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    paint_plot(plot, parent.palette())
    return plot


def paint_plot(plot: Any, palette: QPalette) -> None:
    """Take background and text from the palette, so that dark and light both read."""
    active = QPalette.ColorGroup.Active  # also while the panel cannot be used
    plot.setBackground(palette.color(active, QPalette.ColorRole.Window))
    text = palette.color(active, QPalette.ColorRole.WindowText)
    for side in ("left", "bottom"):
        axis = plot.getAxis(side)
        axis.setPen(text)
        axis.setTextPen(text)


def show_epochs(plot: Any, epochs: int) -> None:
    """Let the axis across go from the first epoch to this one, in whole steps: there is no epoch 1.5."""
    step = next((step for step in _STEPS if epochs <= 8 * step), _STEPS[-1])
    plot.setXRange(1, max(epochs, 2), padding=0.03)
    plot.getAxis("bottom").setTickSpacing(levels=[(step, 0)])
